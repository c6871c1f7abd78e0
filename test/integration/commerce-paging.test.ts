/**
 * Lists of memberships under every reading of `page[…]` that the documents leave open. Whatever the upstream
 * makes of it, no row is lost, shown in another's place, or said not to be there.
 */
import { describe, expect, test } from 'vitest';
import {
  accountAt,
  membershipId,
  membershipsOf,
  moved,
  newestFirst,
  present,
  startCommerceGateway,
  type CommerceGateway,
  type CommerceGatewayOptions,
} from './commerce.ts';
import { sendJson, startGatewayAt, startUpstream } from './upstream.ts';

type Paging = NonNullable<CommerceGatewayOptions['elasticPath']>['membershipPaging'];

interface Walked {
  readonly totalCount: number;
  readonly nodes: readonly { readonly sourceId: string }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
}

const start = (membershipPaging: Paging) =>
  startCommerceGateway({ elasticPath: membershipPaging === undefined ? {} : { membershipPaging } });

async function read(gateway: CommerceGateway, paging: string) {
  const { id } = accountAt(gateway, 0);
  const { data, errors } = await gateway.query(`{
    commerceAccount(id: "${id}") {
      memberships(${paging}) { totalCount nodes { sourceId } pageInfo { hasNextPage endCursor } }
    }
  }`);
  const [, ...lines] = gateway.commerceRequests();
  const walked = (data as { commerceAccount: { memberships: Walked } | null }).commerceAccount
    ?.memberships;
  return {
    codes: errors?.map(({ extensions }) => extensions.code),
    ids: walked?.nodes.map(({ sourceId }) => sourceId),
    total: walked?.totalCount,
    hasNextPage: walked?.pageInfo.hasNextPage,
    cursor: walked?.pageInfo.endCursor,
    pages: lines.map((line) => line.replace(/.*page\[offset\]=(\d+)&page\[limit\]=(\d+)/, '$1+$2')),
  };
}

const byIds = `query ($ids: [ID!]!) {
  nodes(ids: $ids) { ... on CommerceAccountMembership { sourceId } }
}`;

const allOf = (gateway: CommerceGateway) =>
  membershipsOf(gateway, { accountId: accountAt(gateway, 0).id }).map(({ id }) => id);

describe('a list that sends no more than so many rows at once', () => {
  const capped = { mostRows: 25 } as const;

  test('is read on in steps of that size', async () => {
    const gateway = await start(capped);
    const all = allOf(gateway);
    expect(await read(gateway, 'first: 60')).toMatchObject({
      codes: undefined,
      ids: all.slice(0, 60),
      total: 180,
      hasNextPage: true,
      pages: ['0+60', '25+25', '50+10'],
    });
    const whole = await read(gateway, 'first: 1000');
    expect(whole).toMatchObject({ ids: all, total: 180, hasNextPage: false });
    expect(whole.pages).toHaveLength(8);
  });

  test('is read from its end', async () => {
    const gateway = await start(capped);
    expect(await read(gateway, 'last: 5')).toMatchObject({ ids: allOf(gateway).slice(-5) });
  });

  test('tells the memberships that are asked for by id', async () => {
    const gateway = await start(capped);
    const rows = membershipsOf(gateway, { accountId: accountAt(gateway, 0).id });
    const asked = rows.filter((_, index) => index % 7 === 0);
    const { data } = await gateway.query(byIds, { ids: asked.map(membershipId) });
    expect(data).toEqual({ nodes: asked.map(({ id }) => ({ sourceId: id })) });
  });
});

describe('a list that always sends all of its rows', () => {
  test('is cut here', async () => {
    const gateway = await start({ alwaysRows: 'all' });
    const all = allOf(gateway);
    const first = await read(gateway, 'first: 10');
    expect(first).toMatchObject({ ids: all.slice(0, 10), total: 180, hasNextPage: true });
    expect(await read(gateway, `first: 10, after: "${first.cursor}"`)).toMatchObject({
      ids: all.slice(10, 20),
      pages: ['10+10'],
    });
    expect(await read(gateway, 'last: 5')).toMatchObject({
      ids: all.slice(-5),
      hasNextPage: false,
      pages: ['0+100', '175+5'],
    });
  });
});

describe('a list that always sends its first rows, and no others', () => {
  const first25 = { alwaysRows: 25 } as const;

  test('shows those', async () => {
    const gateway = await start(first25);
    const all = allOf(gateway);
    expect(await read(gateway, 'first: 20')).toMatchObject({ ids: all.slice(0, 20), total: 180 });
  });

  test.each(['first: 60', 'last: 5'])(
    'fails for %s, and does not show others instead',
    async (paging) => {
      const gateway = await start(first25);
      expect(await read(gateway, paging)).toMatchObject({ codes: ['UPSTREAM_MALFORMED'] });
    },
  );

  test('does not hide memberships that are asked for by id', async () => {
    const gateway = await start(first25);
    const { id } = accountAt(gateway, 0);
    const rows = membershipsOf(gateway, { accountId: id });
    const asked = [3, 150, 170, 179].map((position) => present(rows[position]));
    const { data, errors } = await gateway.query(byIds, { ids: asked.map(membershipId) });
    expect(errors).toBeUndefined();
    expect(data).toEqual({ nodes: asked.map((row) => ({ sourceId: row.id })) });
    expect(gateway.commerceRequests().slice(-4).toSorted()).toEqual(
      asked.map((row) => `GET /v2/accounts/${id}/account-memberships/${row.id}`).toSorted(),
    );
  });

  test('is not taken for complete where somebody asks who a person is', async () => {
    const gateway = await start(first25);
    const { elasticPath } = gateway;
    const [model] = elasticPath.data.memberships.values();
    const member = present(elasticPath.data.members.get(present(model).memberId));
    for (const id of ids(30)) elasticPath.data.memberships.set(id, { ...present(model), id });
    const { data, errors } = await gateway.query(
      `query ($address: String!) { identity(emailAddress: $address) {
        memberships { __typename } membershipsComplete
      } }`,
      { address: member.email },
    );
    expect(data).toMatchObject({ identity: { membershipsComplete: false } });
    expect(errors).toMatchObject([{ extensions: { code: 'UPSTREAM_MALFORMED' } }]);
  });
});

test('a membership that the list does not show yet is found alone', async () => {
  const gateway = await startCommerceGateway();
  const { id } = accountAt(gateway, 3);
  const asked = membershipsOf(gateway, { accountId: id }).slice(0, 2);
  gateway.elasticPath.inject({
    match: { path: `/v2/accounts/${id}/account-memberships` },
    action: {
      kind: 'answer',
      status: 200,
      body: { data: [], meta: { page: { limit: 100, offset: 0 }, results: { total: 0 } } },
    },
  });
  const { data } = await gateway.query(byIds, { ids: asked.map(membershipId) });
  expect(data).toEqual({ nodes: asked.map((row) => ({ sourceId: row.id })) });
  expect(gateway.commerceRequests()).toEqual([
    `GET /v2/accounts/${id}/account-memberships?page[offset]=0&page[limit]=100`,
    ...asked.map((row) => `GET /v2/accounts/${id}/account-memberships/${row.id}`),
  ]);
});

describe('a list without a word on its length', () => {
  const silent = async () => {
    const gateway = await startCommerceGateway();
    const { id } = accountAt(gateway, 3);
    const rows = ids(20).map((rowId) => ({ id: rowId, type: 'account_membership' }));
    gateway.elasticPath.inject({
      match: { path: `/v2/accounts/${id}/account-memberships` },
      action: { kind: 'answer', status: 200, body: { data: rows } },
    });
    return (paging: string, selection: string) =>
      gateway.query(`{ commerceAccount(id: "${id}") { memberships(${paging}) { ${selection} } } }`);
  };

  test('may have more rows behind a full page, and its length is not made up', async () => {
    const ask = await silent();
    expect(
      await ask('first: 20', 'totalCount pageInfo { hasNextPage } nodes { __typename }'),
    ).toMatchObject({
      data: {
        commerceAccount: { memberships: { totalCount: null, pageInfo: { hasNextPage: true } } },
      },
    });
  });

  test('is at its end where a page is short, and is then counted', async () => {
    const ask = await silent();
    expect(await ask('last: 2', 'totalCount nodes { sourceId }')).toMatchObject({
      data: { commerceAccount: { memberships: { totalCount: 20, nodes: [{}, {}] } } },
    });
  });
});

test.each([{}, { page: { limit: 0 } }, { page: { limit: 20, offset: 0 } }])(
  'a page without a row ends the list, whatever length it tells beside %j',
  async (meta) => {
    const gateway = await startCommerceGateway();
    const body = { data: [], meta: { ...meta, results: { total: 50 } } };
    gateway.elasticPath.inject({
      match: { path: '/v2/accounts' },
      action: { kind: 'answer', status: 200, body },
    });
    // Whoever goes on while there is a next page would go on for ever.
    expect(
      await gateway.query(`{
        commerceAccounts(first: 20) { totalCount nodes { name } pageInfo { hasNextPage endCursor } }
      }`),
    ).toEqual({
      data: {
        commerceAccounts: {
          totalCount: 0,
          nodes: [],
          pageInfo: { hasNextPage: false, endCursor: null },
        },
      },
    });
    expect(gateway.commerceRequests()).toEqual(['GET /v2/accounts?page[offset]=0&page[limit]=20']);
  },
);

test.each([
  ['first: 20', { ids: ids(20), total: null, hasNextPage: true }],
  ['first: 100', { ids: ids(20), total: 20, hasNextPage: false }],
  ['last: 2', { ids: ids(20).slice(-2), total: 20, hasNextPage: false }],
])('a count of fewer rows than are shown hides none of them: %s', async (paging, expected) => {
  const gateway = await startCommerceGateway();
  const size = paging === 'first: 20' ? 20 : 100;
  const rows = ids(20).map((id) => ({ id, type: 'account_membership' }));
  gateway.elasticPath.inject({
    match: { path: `/v2/accounts/${accountAt(gateway, 0).id}/account-memberships` },
    action: {
      kind: 'answer',
      status: 200,
      body: { data: rows, meta: { page: { limit: size, offset: 0 }, results: { total: 3 } } },
    },
  });
  expect(await read(gateway, paging)).toMatchObject({ ...expected, pages: [`0+${size}`] });
});

test('a page behind the end that counts nothing hides no row that other pages show', async () => {
  const gateway = await startCommerceGateway();
  const all = ids(130).map((rowId) => ({ id: rowId, type: 'account_membership' }));
  for (const offset of [0, 100, 200]) {
    gateway.elasticPath.inject({
      match: ({ line }) => line.includes(`page[offset]=${offset}&`),
      action: {
        kind: 'answer',
        status: 200,
        body: { data: all.slice(offset, offset + 100), meta: { results: { total: 0 } } },
      },
    });
  }

  const { ids: shown, total, hasNextPage, pages } = await read(gateway, 'first: 300');

  expect([shown, total, hasNextPage]).toEqual([all.map((row) => row.id), 130, false]);
  expect(pages).toEqual(['0+100', '100+100', '200+100']);
});

test.each(['first: 300', 'last: 120'])(
  'a row that moved behind %s while these were read can be gone on to',
  async (paging) => {
    const all = ids(151).map((id) => ({ id, type: 'account' }));
    const elasticPath = await startUpstream(({ line }, response) => {
      const [offset = 0, limit = 0] = [...line.matchAll(/=(\d+)/g)].map(([, digits]) =>
        Number(digits),
      );
      // The first row is new: it came when the first page had been read.
      const rows = elasticPath.received.length === 1 ? all.slice(1) : all;
      const meta = { page: { offset, limit }, results: { total: rows.length } };
      sendJson(response, { data: rows.slice(offset, offset + limit), meta });
    });
    const gateway = await startGatewayAt('http://127.0.0.1:1', {
      ELASTIC_PATH_BASE_URL: elasticPath.url,
    });
    const list = async (window: string) => {
      const { data } = await gateway.query(
        `{ commerceAccounts(${window}) {
          totalCount nodes { sourceId } pageInfo { hasNextPage endCursor }
        } }`,
        {},
        { 'x-elastic-path-authorization': 'Bearer of-the-caller' },
      );
      return (data as { commerceAccounts: Walked }).commerceAccounts;
    };

    const { totalCount, pageInfo } = await list(paging);
    expect({ totalCount, ...pageInfo }).toMatchObject({ totalCount: 151, hasNextPage: true });
    expect(await list(`first: 1, after: "${pageInfo.endCursor}"`)).toMatchObject({
      nodes: [{ sourceId: all[150]?.id }],
      pageInfo: { hasNextPage: false },
    });
    expect(elasticPath.lines()).toEqual(
      ['0&page[limit]=100', '100&page[limit]=50', '150&page[limit]=1'].map(
        (page) => `GET /v2/accounts?page[offset]=${page}`,
      ),
    );
  },
);

test('the last rows that offsets reach can be read from anywhere among them', async () => {
  const gateway = await startCommerceGateway();
  const { members } = gateway.elasticPath.data;
  const model = present([...members.values()][0]);
  for (const id of ids(10_200 - members.size)) members.set(id, { ...model, id });
  const all = [...members.values()].toSorted(newestFirst).map(({ id }) => id);
  const document = `query ($first: Int, $after: String) {
    commerceAccountMembers(first: $first, after: $after) { nodes { sourceId } pageInfo { endCursor } }
  }`;
  const read = async (first: number, after?: string) => {
    const { data, errors } = await gateway.query(document, { first, after });
    expect(errors).toBeUndefined();
    return (data as { commerceAccountMembers: Walked }).commerceAccountMembers;
  };
  const { endCursor } = (await read(1)).pageInfo;
  gateway.commerceRequests();

  const last = await read(149, moved(endCursor, 9950));

  expect(last.nodes.map(({ sourceId }) => sourceId)).toEqual(all.slice(9951, 10_100));
  expect(gateway.commerceRequests()).toEqual([
    'GET /v2/account-members?page[offset]=9951&page[limit]=100',
    'GET /v2/account-members?page[offset]=10000&page[limit]=100',
  ]);
});

/** So many that nobody has. */
function ids(count: number): readonly string[] {
  return Array.from(
    { length: count },
    (_, index) => `f0000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
  );
}
