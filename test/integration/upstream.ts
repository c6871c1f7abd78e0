/** A gateway in front of an upstream of the test's own. */
import type { ServerResponse } from 'node:http';
import type { GatewaySwitches } from '../../src/app.ts';
import type { Received } from '../upstreams/server.ts';
import { startGatewayAlone, type TestGateway } from './harness.ts';

export * from '../upstreams/server.ts';

export function startGatewayAt(
  url: string,
  env: Readonly<Record<string, string>> = {},
  switches: GatewaySwitches = {},
): Promise<Pick<TestGateway, 'url' | 'query'>> {
  return startGatewayAlone({ KANTATA_BASE_URL: url, ...env }, switches);
}

/** An answer of Kantata OX that holds these rows. */
export function envelope(
  map: string,
  rows: readonly (Readonly<Record<string, unknown>> & { readonly id: string })[],
  more: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  return {
    count: rows.length,
    results: rows.map(({ id }) => ({ key: map, id })),
    [map]: Object.fromEntries(rows.map((row) => [row.id, row])),
    ...more,
  };
}

/** Hands a request on to an emulator, and its answer back. */
export async function relay(
  request: Received,
  response: ServerResponse,
  { url }: { readonly url: string },
): Promise<void> {
  const [method = 'GET', ...target] = request.line.split(' ');
  const answer = await fetch(url + target.join(' '), {
    method,
    headers: {
      authorization: request.headers.authorization ?? '',
      ...(request.body === '' ? {} : { 'content-type': 'application/json' }),
    },
    ...(request.body === '' ? {} : { body: request.body }),
  });
  response.writeHead(answer.status, {
    'content-type': answer.headers.get('content-type') ?? 'application/json',
  });
  response.end(await answer.text());
}
