/** A real router in front of subgraphs: the runtime of Hive Gateway, on a socket of its own. */
import { createServer } from 'node:http';
import { createGatewayRuntime } from '@graphql-hive/gateway-runtime';
import { onTestFinished } from 'vitest';
import { post, type GraphQLAnswer } from '../integration/harness.ts';
import { listenDuringTest } from '../listening.ts';

type Query = (
  document: string,
  variables?: Readonly<Record<string, unknown>>,
) => Promise<GraphQLAnswer>;

/** @param along request headers for the subgraphs, beside those of the caller */
export async function startRouter(
  supergraph: string,
  along: Readonly<Record<string, string>> = {},
): Promise<Query> {
  const runtime = createGatewayRuntime({
    supergraph,
    logging: false,
    maskedErrors: false,
    propagateHeaders: {
      fromClientToSubgraphs: ({ request }) => ({
        authorization: request.headers.get('authorization') ?? '',
        ...along,
      }),
    },
  });
  const server = createServer((request, response) => {
    void runtime(request, response);
  });
  onTestFinished(() => runtime.dispose());
  const port = await listenDuringTest(server);
  return (document, variables) => post(`http://127.0.0.1:${port}`, document, variables);
}
