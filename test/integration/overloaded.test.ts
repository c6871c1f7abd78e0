/** An operation for which there was no room at all is refused as a whole, and told when to come again. */
import { expect, onTestFinished, test } from 'vitest';
import { sendJson, startGatewayAt, startUpstream } from './upstream.ts';

const credential = { 'content-type': 'application/json', authorization: 'Bearer t' };

/** Kantata OX takes one call and has a line of four, all of them taken. */
async function fullGateway(env: Readonly<Record<string, string>> = {}) {
  const upstream = await startUpstream(() => undefined);
  const gateway = await startGatewayAt(upstream.url, {
    UPSTREAM_MAX_CONCURRENCY: '1',
    OPERATION_TIMEOUT_MS: '2000',
    ...env,
  });
  const ask = async (query: string) => {
    const body = JSON.stringify({ query });
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: credential,
      body,
    });
    return {
      status: response.status,
      retryAfter: response.headers.get('retry-after'),
      body: (await response.json()) as unknown,
    };
  };
  // The first to be answered is the one for which there was no place.
  const first = Array.from({ length: 6 }, () => ask('{ me { id } }'));
  onTestFinished(async () => {
    await Promise.all(first);
  });
  await Promise.race(first);
  return { ask, upstream };
}

const error = (path: string) => ({
  path: [path],
  extensions: { code: 'OVERLOADED', source: 'KANTATA_OX', retryAfterMs: 1000 },
});

test('where every field found the line full, the answer is 503', async () => {
  const { ask, upstream } = await fullGateway();
  expect(await ask('{ me { id } roles { totalCount } }')).toMatchObject({
    status: 503,
    retryAfter: '1',
    body: { data: { me: null, roles: null }, errors: [error('me'), error('roles')] },
  });
  const disable =
    'mutation { disableAccountMembership(input: { id: "5" }) { userErrors { code } } }';
  expect(await ask(disable)).toMatchObject({
    status: 503,
    retryAfter: '1',
    body: {
      data: { disableAccountMembership: null },
      errors: [error('disableAccountMembership')],
    },
  });
  expect(upstream.received).toHaveLength(1);
});

test('where anything else was answered, it is not', async () => {
  const other = await startUpstream((_request, response) => {
    sendJson(response, { data: [], meta: { results: { total: 0 } } });
  });
  const { ask } = await fullGateway({ ELASTIC_PATH_BASE_URL: other.url });
  const { status, retryAfter } = await ask('{ me { id } __typename }');
  expect([status, retryAfter]).toEqual([200, null]);
  // Another failure is one of its own, which a repetition of all would not mend.
  expect(await ask('{ me { id } commerceAccounts { totalCount } }')).toMatchObject({
    status: 200,
    body: { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }, { path: ['me'] }] },
  });
});
