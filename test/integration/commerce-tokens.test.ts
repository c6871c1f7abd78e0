import { expect, test } from 'vitest';
import {
  accountAt,
  implicitToken,
  membershipId,
  membershipsOf,
  newestFirst,
  present,
  startCommerceGateway,
  type CommerceGateway,
} from './commerce.ts';

const accounts = (first: number) => `{ commerceAccounts(first: ${first}) { nodes { name } } }`;
const oneAccount = accounts(1);
const listOf = (first: number) => `GET /v2/accounts?page[offset]=0&page[limit]=${first}`;
const list = listOf(1);
const token = 'POST /oauth/access_token';

/** Of different sizes: the same list would be asked for once. */
const sizesTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);

function newest({ elasticPath }: CommerceGateway, first: number) {
  const names = [...elasticPath.data.accounts.values()].sort(newestFirst).map(({ name }) => name);
  return { data: { commerceAccounts: { nodes: names.slice(0, first).map((name) => ({ name })) } } };
}

test('one token is fetched for all who need it, as a form, and then used again', async () => {
  const gateway = await startCommerceGateway({ withoutToken: true });
  const sizes = sizesTo(8);

  const answers = await Promise.all(sizes.map((size) => gateway.query(accounts(size))));

  expect(answers).toEqual(sizes.map((size) => newest(gateway, size)));
  const [first] = gateway.elasticPath.requests;
  expect(first).toMatchObject({
    line: token,
    body: {
      grant_type: 'client_credentials',
      client_id: 'emulator-client',
      client_secret: 'emulator-secret',
    },
  });
  expect(first?.headers).toMatchObject({ 'content-type': 'application/x-www-form-urlencoded' });
  expect(first?.headers).not.toHaveProperty('authorization');
  const [asked, ...lists] = gateway.commerceRequests();
  expect(asked).toBe(token);
  expect(lists.toSorted()).toEqual(sizes.map(listOf));

  expect(await gateway.query(oneAccount)).toEqual(newest(gateway, 1));
  expect(gateway.commerceRequests()).toEqual([list]);
});

test('a token that lives no longer than a minute is used, for half of its time', async () => {
  const gateway = await startCommerceGateway({
    withoutToken: true,
    elasticPath: { bearerMs: 30_000 },
  });
  await gateway.query(oneAccount);
  await gateway.query(oneAccount);
  expect(gateway.commerceRequests()).toEqual([token, list, list]);
});

test('a token that was revoked is fetched anew, once for all whom it failed', async () => {
  const gateway = await startCommerceGateway();
  gateway.elasticPath.revokeTokens();
  // None is refused before all have been sent.
  gateway.elasticPath.inject({
    match: { path: '/v2/accounts' },
    times: 4,
    action: { kind: 'delay', delayMs: 300 },
  });

  const sizes = sizesTo(4);

  const answers = await Promise.all(sizes.map((size) => gateway.query(accounts(size))));

  expect(answers.map(({ errors }) => errors)).toEqual(answers.map(() => undefined));
  expect(gateway.commerceRequests().toSorted()).toEqual([
    ...sizes.flatMap((size) => [listOf(size), listOf(size)]),
    token,
  ]);
});

test('who was refused late takes the token that another has fetched in the meantime', async () => {
  const gateway = await startCommerceGateway();
  gateway.elasticPath.revokeTokens();
  for (const delayMs of [100, 900]) {
    gateway.elasticPath.inject({
      match: { path: '/v2/accounts' },
      times: 1,
      action: { kind: 'delay', delayMs },
    });
  }

  const answers = await Promise.all([1, 2].map((size) => gateway.query(accounts(size))));

  expect(answers.map(({ errors }) => errors)).toEqual([undefined, undefined]);
  const requests = gateway.commerceRequests();
  expect(requests.slice(0, 2).toSorted()).toEqual([listOf(1), listOf(2)]);
  expect(requests[2]).toBe(token);
  expect(requests.slice(3).toSorted()).toEqual([listOf(1), listOf(2)]);
});

test('a new token that is refused, too, is the end of it', async () => {
  const gateway = await startCommerceGateway();
  gateway.elasticPath.inject({
    match: { path: '/v2/accounts' },
    action: {
      kind: 'answer',
      status: 401,
      body: { errors: [{ status: 401, title: 'Unauthorized' }] },
    },
  });

  expect(await gateway.query(oneAccount)).toMatchObject({
    data: { commerceAccounts: null },
    errors: [
      { extensions: { code: 'UNAUTHENTICATED', source: 'ELASTIC_PATH', upstreamStatus: 401 } },
    ],
  });
  expect(gateway.commerceRequests()).toEqual([list, token, list]);
});

test('a client key that is not accepted is UNAUTHENTICATED, and asked for again next time', async () => {
  const gateway = await startCommerceGateway({
    withoutToken: true,
    env: { ELASTIC_PATH_CLIENT_SECRET: 'another' },
  });
  for (let attempt = 0; attempt < 2; attempt += 1) {
    expect(await gateway.query(oneAccount)).toMatchObject({
      errors: [{ extensions: { code: 'UNAUTHENTICATED', source: 'ELASTIC_PATH' } }],
    });
    expect(gateway.commerceRequests()).toEqual([token]);
  }
});

test.each([400, 403, 422])(
  'a client key that is turned down with %i is not accepted either',
  async (status) => {
    const gateway = await startCommerceGateway({ withoutToken: true });
    gateway.elasticPath.inject({
      match: { path: '/oauth/access_token' },
      action: { kind: 'answer', status, body: { error: 'canary' } },
    });

    const answer = await gateway.query(oneAccount);

    expect(answer.errors).toMatchObject([
      {
        message: 'Elastic Path did not accept the credential.',
        extensions: { code: 'UNAUTHENTICATED', source: 'ELASTIC_PATH', upstreamStatus: status },
      },
    ]);
    expect(gateway.commerceRequests()).toEqual([token]);
  },
);

test.each([
  ['is none', { expires_in: 3600 }],
  ['cannot be a header', { access_token: 'canary one', expires_in: 3600 }],
  ['has expired', { access_token: 'canary', expires_in: 0 }],
  ['does not say how long it lives', { access_token: 'canary' }],
])('a token that %s is not used', async (_what, body) => {
  const gateway = await startCommerceGateway({ withoutToken: true });
  gateway.elasticPath.inject({
    match: { path: '/oauth/access_token' },
    action: { kind: 'answer', status: 200, body },
  });

  const answer = await gateway.query(oneAccount);

  expect(answer.errors).toMatchObject([
    {
      message: 'Elastic Path sent no token that can be used.',
      extensions: { code: 'UPSTREAM_MALFORMED', source: 'ELASTIC_PATH' },
    },
  ]);
  expect(gateway.commerceRequests()).toEqual([token]);
});

test('an address that knows no tokens is not taken for a client key that is not accepted', async () => {
  const gateway = await startCommerceGateway({ withoutToken: true });
  gateway.elasticPath.inject({
    match: { path: '/oauth/access_token' },
    action: { kind: 'answer', status: 404, body: { errors: [{ title: 'Not Found' }] } },
  });

  expect(await gateway.query(oneAccount)).toMatchObject({
    errors: [
      {
        message: 'Elastic Path has no tokens at this address (ELASTIC_PATH_BASE_URL).',
        extensions: { code: 'UPSTREAM_MALFORMED', upstreamStatus: 404 },
      },
    ],
  });
  expect(gateway.commerceRequests()).toEqual([token]);
});

test('a token that cannot be fetched costs the fields of this upstream alone', async () => {
  const gateway = await startCommerceGateway({ withoutToken: true });
  gateway.elasticPath.inject({
    match: { path: '/oauth/access_token' },
    action: { kind: 'answer', status: 200, body: { token_type: 'Bearer' } },
  });

  const { data, errors } = await gateway.query(`{ me { id } ${oneAccount.slice(1)}`);

  expect(data).toMatchObject({ me: { id: expect.any(String) as unknown }, commerceAccounts: null });
  expect(errors).toMatchObject([
    { path: ['commerceAccounts'], extensions: { code: 'UPSTREAM_MALFORMED' } },
  ]);
  expect(gateway.commerceRequests()).toEqual([token]);
});

test('waiting for a token counts: the answer comes in time', async () => {
  const gateway = await startCommerceGateway({
    withoutToken: true,
    env: { OPERATION_TIMEOUT_MS: '400' },
  });
  gateway.elasticPath.inject({ match: { path: '/oauth/access_token' }, action: { kind: 'hang' } });
  const startedAtMs = performance.now();

  const { errors } = await gateway.query(oneAccount);

  expect(errors).toMatchObject([{ extensions: { code: 'UPSTREAM_TIMEOUT' } }]);
  expect(performance.now() - startedAtMs).toBeLessThan(1500);
});

test('a token is fetched even where only one call at a time is allowed', async () => {
  const gateway = await startCommerceGateway({
    env: { UPSTREAM_MAX_CONCURRENCY: '1', UPSTREAM_MAX_CONCURRENCY_PER_CREDENTIAL: '1' },
  });
  gateway.elasticPath.revokeTokens();
  const answers = await Promise.all([gateway.query(oneAccount), gateway.query(oneAccount)]);
  expect(answers.map(({ errors }) => errors)).toEqual([undefined, undefined]);
});

test("a caller's own token is passed on, and no other is fetched", async () => {
  const gateway = await startCommerceGateway({ withoutToken: true });
  const own = await implicitToken(gateway);
  const account = accountAt(gateway, 3);
  const membership = present(membershipsOf(gateway, { accountId: account.id })[0]);
  const shopper = gateway.elasticPath.mintAccountToken(account.id, membership.memberId).text;

  const { data, errors } = await gateway.query(
    '{ commerceAccounts { nodes { name } } }',
    {},
    {
      'x-elastic-path-authorization': `Bearer ${own}`,
      'ep-account-management-authentication-token': shopper,
    },
  );

  expect(errors).toBeUndefined();
  expect(data).toEqual({ commerceAccounts: { nodes: [{ name: account.name }] } });
  expect(gateway.elasticPath.requests[0]?.headers).toMatchObject({
    authorization: `Bearer ${own}`,
    'ep-account-management-authentication-token': shopper,
  });
  expect(gateway.commerceRequests()).toEqual(['GET /v2/accounts?page[offset]=0&page[limit]=20']);
});

test('a shopper may read and not write; alone, the bearer token may do neither', async () => {
  const gateway = await startCommerceGateway();
  const own = await implicitToken(gateway);
  const { id } = accountAt(gateway, 3);
  const membership = present(membershipsOf(gateway, { accountId: id })[0]);
  const headers = {
    'x-elastic-path-authorization': `Bearer ${own}`,
    'ep-account-management-authentication-token': gateway.elasticPath.mintAccountToken(
      id,
      membership.memberId,
    ).text,
  };
  const change = `mutation ($id: ID!) {
    deleteCommerceAccountMembership(input: { id: $id }) { deletedId userErrors { code field } }
  }`;

  expect(await gateway.query(change, { id: membershipId(membership) }, headers)).toEqual({
    data: {
      deleteCommerceAccountMembership: {
        deletedId: null,
        userErrors: [{ code: 'FORBIDDEN', field: ['input', 'id'] }],
      },
    },
  });
  expect(gateway.commerceRequests()).toEqual([
    `DELETE /v2/accounts/${id}/account-memberships/${membership.id}`,
  ]);
  expect(gateway.elasticPath.writesApplied).toBe(0);

  const alone = { 'x-elastic-path-authorization': `Bearer ${own}` };
  expect(await gateway.query(oneAccount, {}, alone)).toMatchObject({
    data: { commerceAccounts: null },
    errors: [{ extensions: { code: 'FORBIDDEN', upstreamStatus: 403 } }],
  });
});

test('a malformed credential, or an account token on its own, is turned away at the door', async () => {
  const gateway = await startCommerceGateway({ withoutToken: true });
  const refused = [
    { 'x-elastic-path-authorization': 'Basic YTpi' },
    { 'x-elastic-path-authorization': 'Bearer' },
    { 'x-elastic-path-authorization': 'Bearer a b' },
    { 'ep-account-management-authentication-token': 'abc' },
    {
      'x-elastic-path-authorization': 'Bearer abc',
      'ep-account-management-authentication-token': 'a b',
    },
  ];
  for (const headers of refused) {
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query: oneAccount }),
    });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
    });
  }
  expect(gateway.commerceRequests()).toEqual([]);
});

test('a refused token of the caller is not replaced by one of the gateway', async () => {
  const gateway = await startCommerceGateway();
  const headers = { 'x-elastic-path-authorization': 'Bearer nobody-knows-me' };

  expect(await gateway.query(oneAccount, {}, headers)).toMatchObject({
    errors: [{ extensions: { code: 'UNAUTHENTICATED', upstreamStatus: 401 } }],
  });
  expect(gateway.commerceRequests()).toEqual([list]);
});

test('without a key of its own the gateway serves callers with their own tokens alone', async () => {
  const gateway = await startCommerceGateway({
    withoutToken: true,
    env: { ELASTIC_PATH_CLIENT_ID: '', ELASTIC_PATH_CLIENT_SECRET: '' },
  });
  expect(await gateway.query(oneAccount)).toMatchObject({
    data: { commerceAccounts: null },
    errors: [{ extensions: { code: 'UNAUTHENTICATED', source: 'ELASTIC_PATH' } }],
  });
  expect(gateway.commerceRequests()).toEqual([]);
});
