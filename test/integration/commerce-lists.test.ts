import { describe, expect, test } from 'vitest';
import type { Account } from '../../src/emulator/elastic-path/index.ts';
import {
  accountAt,
  accountsOf,
  globalIdOf,
  membershipsOf,
  moved,
  newestFirst,
  present,
  startCommerceGateway,
  type CommerceGateway,
} from './commerce.ts';

const listAccounts = `query ($filter: CommerceAccountFilter, $orderBy: CommerceAccountOrder) {
  commerceAccounts(first: 100, filter: $filter, orderBy: $orderBy) { nodes { sourceId } }
}`;

function sourceIds(data: unknown, field = 'commerceAccounts'): readonly string[] {
  const nodes = (data as Record<string, { nodes: { sourceId: string }[] }>)[field]?.nodes;
  return present(nodes).map(({ sourceId }) => sourceId);
}

test('each filter of accounts is sent in its own words, all of them together', async () => {
  const gateway = await startCommerceGateway();
  const [tag] = gateway.elasticPath.data.tags.keys();
  const { id } = accountAt(gateway, 2);
  const filter = {
    ids: [id],
    name: 'Pike, "Reed" \\ (Tools)',
    legalName: 'Oak*',
    registrationId: '*44*',
    externalRef: 'erp:cust:000001',
    createdAfter: '2021-01-01T00:00:00Z',
    createdBefore: '2027-01-01T01:00:00+01:00',
    updatedBefore: '2027-01-01T00:00:00Z',
    accountTagIds: [tag],
  };

  const { data, errors } = await gateway.query(listAccounts, { filter });

  expect(errors).toBeUndefined();
  expect(data).toEqual({ commerceAccounts: { nodes: [] } });
  const expression = [
    `in(id,${id})`,
    String.raw`eq(name,"Pike, \"Reed\" \\ (Tools)")`,
    'like(legal_name,"Oak*")',
    'like(registration_id,"*44*")',
    'eq(external_ref,"erp:cust:000001")',
    'gt(created_at,"2021-01-01T00:00:00.000Z")',
    'lt(created_at,"2027-01-01T00:00:00.000Z")',
    'lt(updated_at,"2027-01-01T00:00:00.000Z")',
    `contains(account_tags,${tag})`,
  ].join(':');
  expect(gateway.elasticPath.requests[0]?.url).toBe(
    `/v2/accounts?filter=${encodeURIComponent(expression)}&page%5Boffset%5D=0&page%5Blimit%5D=100`,
  );
  expect(gateway.commerceRequests()).toEqual([
    `GET /v2/accounts?filter=${expression}&page[offset]=0&page[limit]=100`,
  ]);
});

test('filters of accounts find what they say', async () => {
  const gateway = await startCommerceGateway();
  const accounts = [...accountsOf(gateway)].sort(newestFirst);
  const [tag] = gateway.elasticPath.data.tags.keys();
  const since = new Date(present(accounts[9]).createdAtMs);
  const cases: readonly (readonly [object, (account: Account) => boolean])[] = [
    [{ name: accountAt(gateway, 4).name }, ({ name }) => name === accountAt(gateway, 4).name],
    [{ name: '*Tools' }, ({ name }) => name.endsWith('Tools')],
    [
      { registrationId: 'REG-000*' },
      ({ registrationId }) => registrationId?.startsWith('REG-000') ?? false,
    ],
    [{ createdAfter: since }, ({ createdAtMs }) => createdAtMs > since.getTime()],
    [{ createdBefore: since }, ({ createdAtMs }) => createdAtMs < since.getTime()],
    [{ updatedAfter: since }, ({ updatedAtMs }) => updatedAtMs > since.getTime()],
    [{ accountTagIds: [tag] }, ({ tagIds }) => tagIds.includes(present(tag))],
    [{ name: '  ' }, () => true],
  ];
  for (const [filter, isMatch] of cases) {
    const { data } = await gateway.query(listAccounts, { filter });
    expect(sourceIds(data)).toEqual(accounts.filter(isMatch).map(({ id }) => id));
    expect(gateway.commerceRequests()).toHaveLength(1);
  }
});

test('an empty list of ids or tags matches nothing and costs no request', async () => {
  const gateway = await startCommerceGateway();
  for (const filter of [{ ids: [] }, { accountTagIds: [] }]) {
    expect(await gateway.query(listAccounts, { filter })).toEqual({
      data: { commerceAccounts: { nodes: [] } },
    });
  }
  expect(gateway.commerceRequests()).toEqual([]);
});

test('too many ids, conditions or letters are refused by name and never sent', async () => {
  const gateway = await startCommerceGateway();
  const { id } = accountAt(gateway, 0);
  const tags = [...gateway.elasticPath.data.tags.keys()].slice(0, 10);
  const refused = [
    { ids: Array.from({ length: 101 }, () => id) },
    { ids: [id, 'x'] },
    { accountTagIds: [...tags, ...tags] },
    { accountTagIds: tags, name: 'x' },
    { name: 'x'.repeat(9000) },
  ];
  for (const filter of refused) {
    const { data, errors } = await gateway.query(listAccounts, { filter });
    expect(data).toEqual({ commerceAccounts: null });
    expect(errors?.[0]).toMatchObject({
      message: expect.stringMatching(/^filter/) as unknown,
      extensions: { code: 'BAD_USER_INPUT' },
    });
  }
  expect(gateway.commerceRequests()).toEqual([]);
});

test('a hundred ids fit one request of less than 4 KB', async () => {
  const gateway = await startCommerceGateway({
    elasticPath: { accountCount: 120, memberCount: 10 },
  });
  const ids = accountsOf(gateway)
    .slice(0, 100)
    .map(({ id }) => id);

  const { data } = await gateway.query(listAccounts, { filter: { ids } });

  expect(new Set(sourceIds(data))).toEqual(new Set(ids));
  const [request] = gateway.elasticPath.requests;
  expect(request?.url.length).toBeLessThan(4096);
  expect(gateway.commerceRequests()).toHaveLength(1);
});

test('each order is sent in its own words', async () => {
  const gateway = await startCommerceGateway();
  const { id } = accountAt(gateway, 3);
  const orders = [
    ['commerceAccounts', ['CREATED_AT', 'ID', 'NAME', 'UPDATED_AT'], '/v2/accounts'],
    [
      'commerceAccountMembers',
      ['CREATED_AT', 'EMAIL', 'ID', 'NAME', 'UPDATED_AT'],
      '/v2/account-members',
    ],
  ] as const;
  for (const [list, fields, path] of orders) {
    for (const field of fields) {
      const document = (direction: string) =>
        `{ ${list}(first: 1, orderBy: { field: ${field}${direction} }) { nodes { sourceId } } }`;
      expect(await gateway.query(document(''))).not.toHaveProperty('errors');
      expect(await gateway.query(document(', direction: DESC'))).not.toHaveProperty('errors');
      const sort = field.toLowerCase();
      expect(gateway.commerceRequests()).toEqual([
        `GET ${path}?sort=${sort}&page[offset]=0&page[limit]=1`,
        `GET ${path}?sort=-${sort}&page[offset]=0&page[limit]=1`,
      ]);
    }
  }
  const [member] = gateway.elasticPath.data.members.keys();
  const { errors } = await gateway.query(`{
    commerceAccount(id: "${id}") {
      memberships(first: 1, orderBy: { field: UPDATED_AT }) { nodes { id } }
    }
    commerceAccountMember(id: "${member}") {
      memberships(first: 1, orderBy: { field: ID, direction: DESC }) { nodes { id } }
    }
  }`);
  expect(errors).toBeUndefined();
  expect(gateway.commerceRequests()).toEqual([
    `GET /v2/accounts/${id}`,
    `GET /v2/account-members/${member}`,
    `GET /v2/accounts/${id}/account-memberships?sort=updated_at&page[offset]=0&page[limit]=1`,
    `GET /v2/account-members/${member}/account-memberships?sort=-id&page[offset]=0&page[limit]=1`,
  ]);
});

test('members are found regardless of case, where the store can, else in the older words', async () => {
  const document = `query ($filter: CommerceAccountMemberFilter) {
    commerceAccountMembers(filter: $filter) { nodes { sourceId } }
  }`;
  const newer = await startCommerceGateway();
  const [member] = newer.elasticPath.data.members.values();
  const { id, email } = present(member);

  const found = await newer.query(document, { filter: { emailAddress: email.toUpperCase() } });
  expect(sourceIds(found.data, 'commerceAccountMembers')).toEqual([id]);
  await newer.query(document, {
    filter: { name: 'A*', givenName: 'Ilse', middleName: '*', familyName: "O'Sullivan" },
  });
  expect(newer.commerceRequests()).toEqual([
    `GET /v2/account-members?filter=ilike(email,"${email.toUpperCase()}")&page[offset]=0&page[limit]=20`,
    'GET /v2/account-members?filter=ilike(name,"A*"):ilike(given_name,"Ilse"):ilike(middle_name,"*"):' +
      'ilike(family_name,"O\'Sullivan")&page[offset]=0&page[limit]=20',
  ]);

  const older = await startCommerceGateway({
    elasticPath: { memberFilters: 'eq-like' },
    env: { ELASTIC_PATH_EMAIL_OPERATOR: 'eq' },
  });
  await older.query(document, { filter: { emailAddress: email, name: '*a' } });
  expect(older.commerceRequests()).toEqual([
    `GET /v2/account-members?filter=like(name,"*a"):eq(email,"${email}")&page[offset]=0&page[limit]=20`,
  ]);
});

test('the memberships of an account can be narrowed to one member', async () => {
  const gateway = await startCommerceGateway();
  const { id } = accountAt(gateway, 3);
  const { memberId, id: membership } = present(membershipsOf(gateway, { accountId: id })[1]);

  const { data } = await gateway.query(`{
    commerceAccount(id: "${id}") {
      memberships(filter: { accountMemberId: "${memberId}" }) { totalCount nodes { sourceId } }
    }
  }`);

  expect(data).toEqual({
    commerceAccount: { memberships: { totalCount: 1, nodes: [{ sourceId: membership }] } },
  });
  expect(gateway.commerceRequests()).toEqual([
    `GET /v2/accounts/${id}`,
    `GET /v2/accounts/${id}/account-memberships?filter=eq(account_member_id,${memberId})&page[offset]=0&page[limit]=20`,
  ]);
});

describe('where the store overlooks whose memberships are asked for,', () => {
  const overlooking = async () => {
    const gateway = await startCommerceGateway();
    const { id } = accountAt(gateway, 3);
    const [first, second] = membershipsOf(gateway, { accountId: id });
    const rows = [present(first), present(second)].map((row) => ({
      id: row.id,
      type: 'account_membership',
      account_member_id: row.memberId,
    }));
    gateway.elasticPath.inject({
      match: { path: `/v2/accounts/${id}/account-memberships` },
      action: {
        kind: 'answer',
        status: 200,
        body: { data: rows, meta: { page: { limit: 20, offset: 0 }, results: { total: 2 } } },
      },
    });
    const memberId = present(second).memberId;
    const filtered = `GET /v2/accounts/${id}/account-memberships?filter=eq(account_member_id,${memberId})`;
    return { gateway, id, memberId, filtered };
  };
  const malformed = (path: string[]) => [
    {
      message: 'Elastic Path sent rows that were not asked for.',
      path,
      extensions: { code: 'UPSTREAM_MALFORMED', source: 'ELASTIC_PATH', upstreamStatus: 200 },
    },
  ];

  test('those of others are no answer', async () => {
    const { gateway, id, memberId, filtered } = await overlooking();
    const answer = await gateway.query(`{
      commerceAccount(id: "${id}") {
        memberships(filter: { accountMemberId: "${memberId}" }) { nodes { sourceId } }
      }
    }`);
    expect(answer).toMatchObject({ errors: malformed(['commerceAccount', 'memberships']) });
    expect(answer.data).toEqual({ commerceAccount: { memberships: null } });
    expect(gateway.commerceRequests()).toEqual([
      `GET /v2/accounts/${id}`,
      `${filtered}&page[offset]=0&page[limit]=20`,
    ]);
  });

  test('a preview does not say that nothing stands against another membership', async () => {
    const { gateway, id, memberId, filtered } = await overlooking();
    const answer = await gateway.query(`mutation {
      createCommerceAccountMembership(
        input: { accountId: "${id}", accountMemberId: "${memberId}", dryRun: true }
      ) { preview { blockedBy } userErrors { code } }
    }`);
    expect(answer).toMatchObject({ errors: malformed(['createCommerceAccountMembership']) });
    expect(answer.data).toEqual({ createCommerceAccountMembership: null });
    expect(gateway.commerceRequests()).toEqual([`${filtered}&page[offset]=0&page[limit]=1`]);
  });
});

test('where the store overlooks which accounts are asked for, those that it sends are no answer', async () => {
  const gateway = await startCommerceGateway();
  const [first, ...others] = accountsOf(gateway).map(({ id }) => id);
  const row = { id: first, type: 'account', name: 'Not asked for' };
  gateway.elasticPath.inject({
    match: { path: '/v2/accounts' },
    action: {
      kind: 'answer',
      status: 200,
      body: { data: [row], meta: { results: { total: 30 } } },
    },
  });
  const ids = others.slice(0, 2);

  const refused = (paths: readonly (readonly (string | number)[])[]) =>
    paths.map((path) => ({
      message: 'Elastic Path sent rows that were not asked for.',
      path,
      extensions: { code: 'UPSTREAM_MALFORMED', source: 'ELASTIC_PATH', upstreamStatus: 200 },
    }));

  const list = await gateway.query(
    'query ($ids: [ID!]!) { commerceAccounts(filter: { ids: $ids }, first: 1) { totalCount nodes { name } } }',
    { ids },
  );
  expect(list).toMatchObject({
    data: { commerceAccounts: null },
    errors: refused([['commerceAccounts']]),
  });

  const nodes = await gateway.query(
    'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on CommerceAccount { name } } }',
    { ids: ids.map((id) => globalIdOf('CommerceAccount', id)) },
  );
  expect(nodes).toMatchObject({
    data: { nodes: [null, null] },
    errors: refused([
      ['nodes', 0],
      ['nodes', 1],
    ]),
  });
  expect(gateway.commerceRequests()).toEqual([
    `GET /v2/accounts?filter=in(id,${ids.join(',')})&page[offset]=0&page[limit]=1`,
    `GET /v2/accounts?filter=in(id,${ids.join(',')})&page[limit]=100`,
  ]);
});

test('a membership is the one that was asked for in whichever case its member comes back', async () => {
  const gateway = await startCommerceGateway();
  const { id } = accountAt(gateway, 3);
  const { memberId } = present(membershipsOf(gateway, { accountId: id })[0]);
  const row = { id, type: 'account_membership', account_member_id: memberId.toUpperCase() };
  gateway.elasticPath.inject({
    match: { path: `/v2/accounts/${id}/account-memberships` },
    action: { kind: 'answer', status: 200, body: { data: [row], meta: { results: { total: 1 } } } },
  });
  const { data } = await gateway.query(`{
    commerceAccount(id: "${id}") {
      memberships(filter: { accountMemberId: "${memberId}" }) { nodes { sourceId } }
    }
  }`);
  expect(data).toEqual({ commerceAccount: { memberships: { nodes: [{ sourceId: id }] } } });
});

test('a list is walked by cursors in both directions, and read in pages of a hundred', async () => {
  const gateway = await startCommerceGateway();
  const { id } = accountAt(gateway, 0);
  const all = membershipsOf(gateway, { accountId: id }).map((row) => row.id);
  const read = async (paging: string) => {
    const { data, errors } = await gateway.query(`{
      commerceAccount(id: "${id}") {
        memberships(${paging}) {
          nodes { sourceId } pageInfo { startCursor endCursor hasNextPage hasPreviousPage }
        }
      }
    }`);
    expect(errors).toBeUndefined();
    const [, ...lines] = gateway.commerceRequests();
    const { memberships } = (data as { commerceAccount: { memberships: Walked } }).commerceAccount;
    const { startCursor, endCursor, ...rest } = memberships.pageInfo;
    return {
      ...rest,
      startCursor: String(startCursor),
      endCursor: String(endCursor),
      ids: memberships.nodes.map(({ sourceId }) => sourceId),
      pages: lines.map((line) =>
        line.replace(/.*page\[offset\]=(\d+)&page\[limit\]=(\d+)/, '$1+$2'),
      ),
    };
  };
  expect(all).toHaveLength(180);

  const first = await read('first: 7');
  expect(first).toMatchObject({ ids: all.slice(0, 7), pages: ['0+7'], hasNextPage: true });
  const second = await read(`first: 7, after: "${first.endCursor}"`);
  expect(second).toMatchObject({ ids: all.slice(7, 14), pages: ['7+7'], hasPreviousPage: true });
  const back = await read(`last: 7, before: "${second.startCursor}"`);
  expect(back).toMatchObject({ ids: all.slice(0, 7), pages: ['0+7'], hasPreviousPage: false });
  const whole = await read('first: 1000');
  expect(whole).toMatchObject({ ids: all, pages: ['0+100', '100+80'], hasNextPage: false });
  const end = await read('last: 5');
  expect(end).toMatchObject({ ids: all.slice(-5), pages: ['0+100', '175+5'], hasNextPage: false });
});

interface Walked {
  readonly nodes: readonly { readonly sourceId: string }[];
  readonly pageInfo: Readonly<Record<string, unknown>>;
}

/** So many accounts that offsets do not reach them all. */
function crowd({ elasticPath }: CommerceGateway, count: number): readonly string[] {
  const { accounts } = elasticPath.data;
  const [model] = accounts.values();
  for (let index = accounts.size; index < count; index += 1) {
    const id = `f0000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
    accounts.set(id, { ...present(model), id });
  }
  return [...accounts.keys()].sort();
}

const afterPosition = `query ($after: String, $first: Int, $direction: SortDirection) {
  commerceAccounts(first: $first, after: $after, orderBy: { field: ID, direction: $direction }) {
    totalCount nodes { sourceId } pageInfo { endCursor hasNextPage }
  }
}`;

test('accounts in the order of ids are read beyond offset 10,000, behind an id', async () => {
  const gateway = await startCommerceGateway();
  const ids = crowd(gateway, 20_150);
  const page = async (direction: string, position: number, first: number) => {
    const opening = await gateway.query(afterPosition, { first: 1, direction });
    const { endCursor } = (opening.data as { commerceAccounts: Walked }).commerceAccounts.pageInfo;
    gateway.commerceRequests();
    const after = moved(String(endCursor), position);
    const { data, errors } = await gateway.query(afterPosition, { after, first, direction });
    expect(errors).toBeUndefined();
    return { data, requests: gateway.commerceRequests() };
  };

  // The last rows that offsets reach.
  const near = await page('ASC', 9_999, 100);
  expect(sourceIds(near.data)).toEqual(ids.slice(10_000, 10_100));
  expect(near.requests).toEqual(['GET /v2/accounts?sort=id&page[offset]=10000&page[limit]=100']);

  // The rows behind them, over two pages, with one more request to find where they begin.
  const far = await page('ASC', 10_150, 150);
  expect(sourceIds(far.data)).toEqual(ids.slice(10_151, 10_301));
  expect(far.data).toMatchObject({ commerceAccounts: { totalCount: ids.length } });
  expect(far.requests).toEqual([
    'GET /v2/accounts?sort=id&page[offset]=10000&page[limit]=1',
    `GET /v2/accounts?filter=gt(id,${ids[10_000]})&sort=id&page[offset]=150&page[limit]=100`,
    `GET /v2/accounts?filter=gt(id,${ids[10_000]})&sort=id&page[offset]=250&page[limit]=50`,
  ]);

  // Two steps, and the end of the list.
  const end = await page('DESC', 20_140, 100);
  const down = ids.toReversed();
  expect(sourceIds(end.data)).toEqual(down.slice(20_141));
  expect(end.requests).toEqual([
    'GET /v2/accounts?sort=-id&page[offset]=10000&page[limit]=1',
    `GET /v2/accounts?filter=lt(id,${down[10_000]})&sort=-id&page[offset]=10000&page[limit]=1`,
    `GET /v2/accounts?filter=lt(id,${down[20_001]})&sort=-id&page[offset]=139&page[limit]=100`,
  ]);
});

test('a cursor beyond the end of the list shows nothing, and how long the list is', async () => {
  const gateway = await startCommerceGateway();
  crowd(gateway, 9_000);
  const opening = await gateway.query(afterPosition, { first: 1 });
  const { endCursor } = (opening.data as { commerceAccounts: Walked }).commerceAccounts.pageInfo;
  gateway.commerceRequests();

  const { data, errors } = await gateway.query(afterPosition, {
    after: moved(String(endCursor), 12_000),
    first: 5,
  });

  expect(errors).toBeUndefined();
  expect(data).toMatchObject({
    commerceAccounts: { totalCount: 9_000, nodes: [], pageInfo: { hasNextPage: false } },
  });
  expect(gateway.commerceRequests()).toEqual([
    'GET /v2/accounts?sort=id&page[offset]=10000&page[limit]=1',
  ]);
});

test('beyond offset 10,000 any other order is refused by name', async () => {
  const gateway = await startCommerceGateway();
  crowd(gateway, 10_200);
  const document = `query ($after: String) {
    commerceAccounts(first: 1, after: $after) { nodes { name } pageInfo { endCursor } }
  }`;
  const { data } = await gateway.query(document);
  const { endCursor } = (data as { commerceAccounts: Walked }).commerceAccounts.pageInfo;
  gateway.commerceRequests();

  const answer = await gateway.query(document, { after: moved(String(endCursor), 10_150) });

  expect(answer.data).toEqual({ commerceAccounts: null });
  expect(answer.errors).toMatchObject([
    { path: ['commerceAccounts'], extensions: { code: 'BAD_USER_INPUT', source: 'ELASTIC_PATH' } },
  ]);
  expect(gateway.commerceRequests()).toEqual([]);
});
