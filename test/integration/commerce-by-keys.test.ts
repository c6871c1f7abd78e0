import { expect, test } from 'vitest';
import {
  accountAt,
  globalIdOf,
  membershipId,
  membershipsOf,
  present,
  startCommerceGateway,
  type CommerceGateway,
} from './commerce.ts';
import { sendJson, startGatewayAt, startUpstream } from './upstream.ts';

const nodes = `query ($ids: [ID!]!) {
  nodes(ids: $ids) { ... on CommerceAccountMembership { sourceId accountMember { fullName } } }
}`;

function shown(
  { elasticPath }: CommerceGateway,
  memberships: readonly { readonly id: string; readonly memberId: string }[],
) {
  return memberships.map(({ id, memberId }) => ({
    sourceId: id,
    accountMember: { fullName: present(elasticPath.data.members.get(memberId)).name },
  }));
}

test('one membership of an account is read by itself, several in one page of its list', async () => {
  const gateway = await startCommerceGateway();
  const { id } = accountAt(gateway, 3);
  const one = membershipsOf(gateway, { accountId: accountAt(gateway, 4).id }).slice(0, 1);
  const several = membershipsOf(gateway, { accountId: id }).slice(2, 5);

  const { data, errors } = await gateway.query(nodes, {
    ids: [...one, ...several].map(membershipId),
  });

  expect(errors).toBeUndefined();
  expect(data).toEqual({ nodes: shown(gateway, [...one, ...several]) });
  expect(gateway.commerceRequests()).toEqual([
    `GET /v2/accounts/${accountAt(gateway, 4).id}/account-memberships/${one[0]?.id}?include=account_member`,
    `GET /v2/accounts/${id}/account-memberships?include=account_member&page[offset]=0&page[limit]=100`,
  ]);
});

test('behind the first page of a long list comes whichever is shorter: single rows, or the rest', async () => {
  const gateway = await startCommerceGateway({ elasticPath: { memberCount: 350 } });
  const { id } = accountAt(gateway, 0);
  const all = membershipsOf(gateway, { accountId: id });
  expect(all).toHaveLength(315);
  const path = `/v2/accounts/${id}/account-memberships`;

  // Two are missing after the first page, three pages would be left.
  const few = [0, 150, 250].map((index) => present(all[index]));
  const answer = await gateway.query(nodes, { ids: few.map(membershipId) });
  expect(answer).toEqual({ data: { nodes: shown(gateway, few) } });
  expect(gateway.commerceRequests()).toEqual([
    `GET ${path}?include=account_member&page[offset]=0&page[limit]=100`,
    `GET ${path}/${few[1]?.id}?include=account_member`,
    `GET ${path}/${few[2]?.id}?include=account_member`,
  ]);

  // Four are missing: the three pages that are left are fewer.
  const more = [0, 150, 160, 250, 310].map((index) => present(all[index]));
  const other = await gateway.query(nodes, { ids: more.map(membershipId) });
  expect(other).toEqual({ data: { nodes: shown(gateway, more) } });
  expect(gateway.commerceRequests()).toEqual([
    `GET ${path}?include=account_member&page[offset]=0&page[limit]=100`,
    `GET ${path}?include=account_member&page[offset]=100&page[limit]=100`,
    `GET ${path}?include=account_member&page[offset]=200&page[limit]=100`,
    `GET ${path}?include=account_member&page[offset]=300&page[limit]=100`,
  ]);
});

test('of several memberships, those that do not exist are null', async () => {
  const gateway = await startCommerceGateway();
  const { id } = accountAt(gateway, 3);
  const nobody = '00000000-0000-4000-8000-000000000000';
  const there = present(membershipsOf(gateway, { accountId: id })[0]);
  const ids = [
    membershipId(there),
    globalIdOf('CommerceAccountMembership', `${id}/${nobody}`),
    globalIdOf('CommerceAccountMembership', `${nobody}/${nobody}`),
  ];

  const { data, errors } = await gateway.query(nodes, { ids });

  expect(errors).toBeUndefined();
  expect(data).toEqual({ nodes: [...shown(gateway, [there]), null, null] });
  // A list may be behind: what it does not show is looked for alone, before it counts as missing.
  const include = 'include=account_member';
  expect(new Set(gateway.commerceRequests())).toEqual(
    new Set([
      `GET /v2/accounts/${id}/account-memberships?${include}&page[offset]=0&page[limit]=100`,
      `GET /v2/accounts/${id}/account-memberships/${nobody}?${include}`,
      `GET /v2/accounts/${nobody}/account-memberships/${nobody}?${include}`,
    ]),
  );
});

test('one of several that fails costs only itself', async () => {
  const gateway = await startCommerceGateway();
  const [one, other, third] = [...gateway.elasticPath.data.members.values()];
  const ids = [one, other, third].map((member) =>
    globalIdOf('CommerceAccountMember', present(member).id),
  );
  gateway.elasticPath.inject({
    match: { path: `/v2/account-members/${present(other).id}` },
    action: {
      kind: 'answer',
      status: 403,
      body: { errors: [{ title: 'Forbidden', status: 403 }] },
    },
  });

  const { data, errors } = await gateway.query(
    'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on CommerceAccountMember { fullName } } }',
    { ids },
  );

  expect(data).toEqual({
    nodes: [{ fullName: present(one).name }, null, { fullName: present(third).name }],
  });
  expect(errors).toMatchObject([
    {
      path: ['nodes', 1],
      extensions: { code: 'FORBIDDEN', source: 'ELASTIC_PATH', upstreamStatus: 403 },
    },
  ]);
  expect(gateway.commerceRequests()).toEqual(
    [one, other, third].map((member) => `GET /v2/account-members/${present(member).id}`),
  );
});

test('members are found in one request where the store is known to be able to', async () => {
  const gateway = await startCommerceGateway({
    elasticPath: { memberIdIn: true },
    env: { ELASTIC_PATH_MEMBERS_BY_IN: 'on' },
  });
  const { id } = accountAt(gateway, 3);
  const members = membershipsOf(gateway, { accountId: id })
    .slice(0, 3)
    .map(({ memberId }) => present(gateway.elasticPath.data.members.get(memberId)));

  const { data } = await gateway.query(`{
    commerceAccount(id: "${id}") {
      memberships(first: 3) { nodes { accountMember { familyName customFields } } }
    }
  }`);

  expect(data).toEqual({
    commerceAccount: {
      memberships: {
        nodes: members.map(({ familyName, flow }) => ({
          accountMember: { familyName, customFields: flow },
        })),
      },
    },
  });
  expect(gateway.commerceRequests().slice(2)).toEqual([
    `GET /v2/account-members?filter=in(id,${members.map((member) => member.id).join(',')})&page[limit]=100`,
  ]);
});

test.each([
  ['though it counts them', (total: number) => ({ results: { total } }), []],
  ['and has no room for', () => ({ page: { limit: 3, offset: 0 } }), []],
  // Where nothing is said, one that is not shown may be there all the same.
  ['without a word', () => ({}), ['GET /v2/accounts/7']],
])('rows that a page by ids leaves out %s are asked for as well', async (_, metaOf, rest) => {
  const elasticPath = await startUpstream(({ line }, response) => {
    const found = idsIn(line).filter((id) => id !== missing);
    if (found.length === 0) sendJson(response, { errors: [{ title: 'Not Found' }] }, 404);
    else sendJson(response, { data: found.slice(0, 3).map(row), meta: metaOf(found.length) });
  });
  const ids = Array.from(
    { length: 8 },
    (_, index) => `${index}0000000-0000-4000-8000-000000000000`,
  );
  const missing = present(ids[7]);
  const row = (id: string) => ({ id, type: 'account', name: `Account ${id[0]}` });
  const idsIn = (line: string) => /in\(id,(.+?)\)/.exec(line)?.[1]?.split(',') ?? [];
  const gateway = await startGatewayAt('http://127.0.0.1:1', {
    ELASTIC_PATH_BASE_URL: elasticPath.url,
  });

  const answer = await gateway.query(
    'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on CommerceAccount { name } } }',
    { ids: ids.map((id) => globalIdOf('CommerceAccount', id)) },
    { 'x-elastic-path-authorization': 'Bearer of-the-caller' },
  );

  expect(answer).toEqual({
    data: { nodes: ids.map((id) => (id === missing ? null : { name: `Account ${id[0]}` })) },
  });
  expect(
    elasticPath.lines().map((line) => line.replaceAll('0000000-0000-4000-8000-000000000000', '')),
  ).toEqual([
    'GET /v2/accounts?filter=in(id,0,1,2,3,4,5,6,7)&page[limit]=100',
    'GET /v2/accounts?filter=in(id,3,4,5)&page[limit]=100',
    'GET /v2/accounts?filter=in(id,6,7)&page[limit]=100',
    ...rest,
  ]);
});

test('one that is left out and then not found leaves the others as they are', async () => {
  const gateway = await startCommerceGateway();
  const [shown, other] = [accountAt(gateway, 1), accountAt(gateway, 2)];
  gateway.elasticPath.inject({
    match: { path: '/v2/accounts' },
    action: {
      kind: 'answer',
      status: 200,
      body: {
        data: [{ id: shown.id, type: 'account', name: 'Shown' }],
        meta: { results: { total: 2 } },
      },
    },
  });
  gateway.elasticPath.inject({
    match: { path: `/v2/accounts/${other.id}` },
    action: { kind: 'answer', status: 404 },
  });

  const answer = await gateway.query(
    'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on CommerceAccount { name } } }',
    { ids: [shown, other].map(({ id }) => globalIdOf('CommerceAccount', id)) },
  );

  expect(answer).toEqual({ data: { nodes: [{ name: 'Shown' }, null] } });
  expect(gateway.commerceRequests()).toEqual([
    `GET /v2/accounts?filter=in(id,${shown.id},${other.id})&page[limit]=100`,
    `GET /v2/accounts/${other.id}`,
  ]);
});

test('a count that is too high over an empty page makes nobody look again', async () => {
  const gateway = await startCommerceGateway();
  const nobody = '00000000-0000-4000-8000-000000000000';
  gateway.elasticPath.inject({
    match: { path: '/v2/accounts' },
    action: { kind: 'answer', status: 200, body: { data: [], meta: { results: { total: 9 } } } },
  });

  const ids = [nobody, accountAt(gateway, 0).id];
  const answer = await gateway.query(
    'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on CommerceAccount { name } } }',
    { ids: ids.map((id) => globalIdOf('CommerceAccount', id)) },
  );

  expect(answer).toEqual({ data: { nodes: [null, null] } });
  expect(gateway.commerceRequests()).toEqual([
    `GET /v2/accounts?filter=in(id,${ids.join(',')})&page[limit]=100`,
  ]);
});

test('planning changes no answer, only the number of requests', async () => {
  const documents = (id: string, member: string) => [
    `{ commerceAccount(id: "${id}") { name parent { name } memberships(first: 5) {
         nodes { id person { fullName ... on CommerceAccountMember { givenName } } account { name } } } } }`,
    `{ commerceAccountMember(id: "${member}") { memberships { nodes { account { name accountTags { name } } } } } }`,
    `{ commerceAccountMember(id: "${member}") { memberships { nodes { account { name } } } } }`,
    `{ commerceAccounts(first: 8) { nodes { ancestors { name } accountTags { name } memberships(first: 1) {
         nodes { accountMember { fullName emailAddress } } } } } }`,
  ];
  const planned = await startCommerceGateway();
  const plain = await startCommerceGateway({ hoisting: false });
  const [member] = planned.elasticPath.data.members.keys();
  for (const document of documents(accountAt(planned, 3).id, present(member))) {
    const answer = await planned.query(document);
    expect(answer.errors).toBeUndefined();
    expect(await plain.query(document)).toEqual(answer);
    expect(planned.commerceRequests().length).toBeLessThanOrEqual(plain.commerceRequests().length);
  }
});
