/** A real router in front of subgraphs: the runtime of Hive Gateway, on a socket of its own. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createGatewayRuntime } from '@graphql-hive/gateway-runtime';
import { onTestFinished } from 'vitest';
import { post, type GraphQLAnswer } from '../integration/harness.ts';

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
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await runtime.dispose();
  });
  const { port } = server.address() as AddressInfo;
  return (document, variables) => post(`http://127.0.0.1:${port}`, document, variables);
}
