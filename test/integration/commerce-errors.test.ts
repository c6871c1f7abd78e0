import { expect, test } from 'vitest';
import { accountAt, globalIdOf, startCommerceGateway } from './commerce.ts';
import { startTestGateway } from './harness.ts';

const document = (id: string) => `{ commerceAccount(id: "${id}") { name } me { id } }`;

test('the status of an error is that of the answer, whatever its body says', async () => {
  const bodies: readonly unknown[] = [
    { errors: [{ title: 'x', status: '200' }] },
    { errors: [{ title: 'x', status: 200 }] },
    { errors: [{ title: 'x' }] },
    { errors: 'x' },
    '<html>',
  ];
  const codes = [
    [400, 'BAD_USER_INPUT'],
    [403, 'FORBIDDEN'],
    [409, 'UPSTREAM_MALFORMED'],
    [422, 'BAD_USER_INPUT'],
  ] as const;
  const gateway = await startCommerceGateway();
  const { id } = accountAt(gateway, 1);
  for (const [status, code] of codes) {
    for (const body of bodies) {
      gateway.elasticPath.inject({
        match: { path: `/v2/accounts/${id}` },
        times: 1,
        action: { kind: 'answer', status, body },
      });
      const { data, errors } = await gateway.query(document(id));
      expect(data).toMatchObject({
        commerceAccount: null,
        me: { id: expect.any(String) as unknown },
      });
      expect(errors).toMatchObject([
        {
          path: ['commerceAccount'],
          extensions: { code, source: 'ELASTIC_PATH', upstreamStatus: status },
        },
      ]);
      expect(gateway.commerceRequests()).toEqual([`GET /v2/accounts/${id}`]);
    }
  }
});

test('nothing of what the upstream says in an error is shown', async () => {
  const gateway = await startCommerceGateway();
  const { id } = accountAt(gateway, 1);
  const detail = 'Repository.Get failed for canary@example.com at 10.0.0.7: SELECT 1';
  const codes = new Map([
    [400, 'BAD_USER_INPUT'],
    [403, 'FORBIDDEN'],
    [409, 'UPSTREAM_MALFORMED'],
    [422, 'BAD_USER_INPUT'],
    [418, 'UPSTREAM_MALFORMED'],
  ]);
  for (const [status, code] of codes) {
    gateway.elasticPath.inject({
      match: { path: `/v2/accounts/${id}` },
      times: 1,
      action: {
        kind: 'answer',
        status,
        body: { errors: [{ title: detail, detail, source: detail }] },
      },
    });
    const answer = await gateway.query(document(id));
    expect(answer.errors?.map(({ extensions }) => extensions.code)).toEqual([code]);
    expect(JSON.stringify(answer)).not.toMatch(/canary|10\.0\.0\.7|SELECT|Repository/);
  }
});

test('throttling without a header is waited out for a second or so', async () => {
  const gateway = await startCommerceGateway();
  const { id, name } = accountAt(gateway, 1);
  gateway.elasticPath.inject({
    match: { path: `/v2/accounts/${id}` },
    times: 1,
    action: { kind: 'answer', status: 429, body: { errors: [{ status: 429 }] } },
  });

  expect(await gateway.query(document(id))).toMatchObject({ data: { commerceAccount: { name } } });
  expect(gateway.commerceRequests()).toEqual([`GET /v2/accounts/${id}`, `GET /v2/accounts/${id}`]);
});

test('an answer that is no answer is malformed, not nothing', async () => {
  const gateway = await startCommerceGateway();
  const { id } = accountAt(gateway, 1);
  const bodies = [
    null,
    [],
    {},
    { data: null },
    { data: [] },
    { data: { id: 'x' } },
    { data: { id: 5 } },
  ];
  for (const body of bodies) {
    gateway.elasticPath.inject({
      match: { path: `/v2/accounts/${id}` },
      times: 1,
      action: { kind: 'answer', status: 200, body },
    });
    const { data, errors } = await gateway.query(document(id));
    expect(data).toMatchObject({ commerceAccount: null });
    expect(errors).toMatchObject([{ extensions: { code: 'UPSTREAM_MALFORMED' } }]);
  }
});

test('errors in place of the rows of a list do not say that there are none', async () => {
  const gateway = await startCommerceGateway();
  const [one, other] = [accountAt(gateway, 1), accountAt(gateway, 2)];
  gateway.elasticPath.inject({
    match: { path: '/v2/accounts' },
    times: 2,
    action: {
      kind: 'answer',
      status: 200,
      body: { data: [], errors: [{ title: 'Internal Server Error', status: '500' }] },
    },
  });

  const list = await gateway.query('{ commerceAccounts(first: 5) { totalCount nodes { id } } }');
  const byId = await gateway.query(
    'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on CommerceAccount { name } } }',
    { ids: [one, other].map(({ id }) => globalIdOf('CommerceAccount', id)) },
  );

  const malformed = { extensions: { code: 'UPSTREAM_MALFORMED' } };
  expect(list).toMatchObject({ data: { commerceAccounts: null }, errors: [malformed] });
  expect(byId).toMatchObject({ data: { nodes: [null, null] }, errors: [malformed, malformed] });
  expect(gateway.commerceRequests()).toEqual([
    'GET /v2/accounts?page[offset]=0&page[limit]=5',
    `GET /v2/accounts?filter=in(id,${one.id},${other.id})&page[limit]=100`,
  ]);
});

test('custom fields of any name come through whole and touch nothing', async () => {
  const gateway = await startCommerceGateway();
  const { id } = accountAt(gateway, 1);
  const hostile = JSON.parse(
    '{"__proto__":{"polluted":true},"constructor":"x","toString":1,"net-terms":[30],"key":"k","links_":0}',
  ) as Record<string, unknown>;
  const account = gateway.elasticPath.data.accounts.get(id);
  gateway.elasticPath.data.accounts.set(id, {
    ...(account ?? accountAt(gateway, 1)),
    flow: hostile as never,
  });

  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      query: `{ commerceAccount(id: "${id}") { id sourceId customFields } }`,
    }),
  });
  const text = await response.text();

  expect(JSON.parse(text)).toMatchObject({ data: { commerceAccount: { sourceId: id } } });
  expect(text).toContain(
    '"customFields":{"__proto__":{"polluted":true},"constructor":"x","toString":1,"net-terms":[30],"key":"k","links_":0}',
  );
  expect({}).not.toHaveProperty('polluted');
});

test('a custom field that is too deep to be written down again is null, and costs nothing else', async () => {
  const gateway = await startCommerceGateway();
  const account = accountAt(gateway, 1);
  const nested = (levels: number) =>
    JSON.parse('[1,'.repeat(levels) + '0' + ']'.repeat(levels)) as string[];
  const flow = { deep: nested(500), fine: nested(90) };
  gateway.elasticPath.data.accounts.set(account.id, { ...account, flow });

  const { data, errors } = await gateway.query(
    `{ commerceAccount(id: "${account.id}") { name customFields } }`,
  );

  expect(errors).toBeUndefined();
  expect(data).toEqual({
    commerceAccount: { name: account.name, customFields: { deep: null, fine: nested(90) } },
  });
});

test('where Elastic Path is not configured its fields say so, and all others answer', async () => {
  const { query, requests } = await startTestGateway({ kantata: { members: 20, inactive: 2 } });
  const id = '7c1e2f90-3b44-4d2a-9e61-0a5f8b6d1c11';

  const { data, errors } = await query(`{
    me { id }
    commerceAccounts { nodes { name } }
    commerceAccount(id: "${id}") { name }
  }`);

  expect(data).toMatchObject({
    me: { id: expect.any(String) as unknown },
    commerceAccounts: null,
    commerceAccount: null,
  });
  expect(errors?.map(({ path, extensions }) => [path?.[0], extensions.code]).sort()).toEqual([
    ['commerceAccount', 'UPSTREAM_NOT_CONFIGURED'],
    ['commerceAccounts', 'UPSTREAM_NOT_CONFIGURED'],
  ]);
  expect(requests()).toHaveLength(1);
});
