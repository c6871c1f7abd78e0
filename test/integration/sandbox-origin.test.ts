import { expect, test } from 'vitest';
import { explorers, startTestGateway } from './harness.ts';

const origin = 'https://studio.apollographql.com';

test('what a browser sends on behalf of Apollo Sandbox is let in, preflight and request', async () => {
  const gateway = await startTestGateway({ env: { ...explorers, KANTATA_TOKEN: 'admin-token' } });

  // A page of the public web may ask a machine of its own network only when told so.
  const preflight = await fetch(`${gateway.url}/graphql`, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type,x-upstream-trace',
      'access-control-request-private-network': 'true',
      'sec-fetch-mode': 'cors',
    },
  });
  expect(preflight.status).toBe(204);
  expect(preflight.headers.get('access-control-allow-origin')).toBe(origin);
  expect(preflight.headers.get('access-control-allow-methods')).toMatch(/\bPOST\b/);
  const allowed = preflight.headers.get('access-control-allow-headers')?.toLowerCase().split(', ');
  expect(allowed).toEqual(expect.arrayContaining(['content-type', 'x-upstream-trace']));

  const answer = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: {
      origin,
      accept: '*/*',
      'content-type': 'application/json',
      'x-upstream-trace': '1',
    },
    body: JSON.stringify({
      operationName: 'Members',
      query: 'query Members { accountMemberships(first: 1) { totalCount } }',
      variables: {},
    }),
  });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('access-control-allow-origin')).toBe(origin);
  expect(answer.headers.get('access-control-expose-headers')).toBe('x-request-id, retry-after');
  expect(await answer.json()).toMatchObject({
    data: { accountMemberships: { totalCount: 273 } },
    extensions: { upstream: { counts: { calls: 1 } } },
  });
});
