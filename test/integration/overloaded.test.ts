/** An operation for which there was no room at all is refused as a whole, and told when to come again. */
import { describe, expect, onTestFinished, test } from 'vitest';
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
  const ask = async (query: string, own: Readonly<Record<string, string>> = {}) => {
    const body = JSON.stringify({ query });
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { ...credential, ...own },
      body,
    });
    return {
      status: response.status,
      retryAfter: response.headers.get('retry-after'),
      body: (await response.json()) as unknown,
    };
  };
  // The first to be answered is the one for which there was no place.
  const first = Array.from({ length: 6 }, (_, index) =>
    ask(`{ users(first: ${index + 1}) { nodes { id } } }`),
  );
  onTestFinished(async () => {
    await Promise.all(first);
  });
  await Promise.race(first);
  return { ask, upstream };
}

const forBoth = { 'x-elastic-path-authorization': 'Bearer t' };

const error = (path: string) => ({
  path: [path],
  extensions: { code: 'OVERLOADED', source: 'KANTATA_OX', retryAfterMs: 1000 },
});

test('where no upstream of the caller has room, nothing of the request is read', async () => {
  const { ask, upstream } = await fullGateway();
  expect(await ask('{ this is not even GraphQL')).toMatchObject({
    status: 503,
    retryAfter: '1',
    body: { errors: [{ extensions: { code: 'OVERLOADED' } }] },
  });
  expect(upstream.received).toHaveLength(1);
});

describe('where another has room', () => {
  const other = () =>
    startUpstream((_request, response) => {
      sendJson(response, { data: [], meta: { results: { total: 0 } } });
    });

  test('an operation of which every field found the line full is refused as a whole', async () => {
    const { ask, upstream } = await fullGateway({ ELASTIC_PATH_BASE_URL: (await other()).url });
    expect(await ask('{ me { id } roles { totalCount } }', forBoth)).toMatchObject({
      status: 503,
      retryAfter: '1',
      body: { data: { me: null, roles: null }, errors: [error('me'), error('roles')] },
    });
    const disable =
      'mutation { disableAccountMembership(input: { id: "5" }) { userErrors { code } } }';
    expect(await ask(disable, forBoth)).toMatchObject({
      status: 503,
      retryAfter: '1',
      body: {
        data: { disableAccountMembership: null },
        errors: [error('disableAccountMembership')],
      },
    });
    expect(upstream.received).toHaveLength(1);
  });

  test('what could be read is delivered', async () => {
    const { ask } = await fullGateway({ ELASTIC_PATH_BASE_URL: (await other()).url });
    expect(await ask('{ me { id } commerceAccounts { totalCount } }', forBoth)).toMatchObject({
      status: 200,
      retryAfter: null,
      body: {
        data: { me: null, commerceAccounts: { totalCount: 0 } },
        errors: [error('me')],
      },
    });
  });
});
