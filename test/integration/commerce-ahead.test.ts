/** What the id in the question leads to is asked for beside the record, and stays the record's own. */
import { expect, test } from 'vitest';
import { accountAt, globalIdOf, membershipId, membershipsOf, present } from './commerce.ts';
import { startCommerceGateway, type CommerceGateway } from './commerce.ts';

const nobody = '00000000-0000-4000-8000-000000000000';
const page = (limit: number) => `page[offset]=0&page[limit]=${limit}`;

const withLists = `query ($id: ID!) { commerceAccount(id: $id) {
  sourceId
  memberships(first: 2) { nodes { sourceId } }
  unassignedMembers(first: 1) { nodes { sourceId } }
} }`;

const listsOf = (id: string) => [
  `GET /v2/accounts/${id}`,
  `GET /v2/accounts/${id}/account-memberships?${page(2)}`,
  `GET /v2/accounts/${id}/account-memberships/unassigned-account-members?${page(1)}`,
];

/** Calls that meet arrive in any order, and an answer does not wait for what it turned out not to need. */
async function expectRequests({ elasticPath }: CommerceGateway, expected: readonly string[]) {
  const sent = () => elasticPath.requests.map(({ line }) => line).toSorted();
  await expect.poll(sent).toEqual(expected.toSorted());
  elasticPath.clearRequests();
}

test('an account and what stands below it are asked for together, each once', async () => {
  const gateway = await startCommerceGateway();
  const { id } = accountAt(gateway, 3);
  const expected = membershipsOf(gateway, { accountId: id }).slice(0, 2);

  const { data, errors } = await gateway.query(withLists, { id });

  expect(errors).toBeUndefined();
  expect(data).toMatchObject({
    commerceAccount: {
      sourceId: id,
      memberships: { nodes: expected.map(({ id: sourceId }) => ({ sourceId })) },
      unassignedMembers: { nodes: [{ sourceId: expect.any(String) as unknown }] },
    },
  });
  await expectRequests(gateway, listsOf(id));
});

test('an account that is not there is null, and nothing is said of what would stand below it', async () => {
  const gateway = await startCommerceGateway();
  expect(await gateway.query(withLists, { id: nobody })).toEqual({
    data: { commerceAccount: null },
  });
  await expectRequests(gateway, listsOf(nobody));
});

test('where the account fails, its error is the only one', async () => {
  const gateway = await startCommerceGateway();
  const { id } = accountAt(gateway, 3);
  const action = { kind: 'answer', status: 403, body: {} } as const;
  for (const line of listsOf(id)) {
    const [path = ''] = line.slice('GET '.length).split('?');
    gateway.elasticPath.inject({ match: { path }, times: 1, action });
  }

  const { data, errors } = await gateway.query(withLists, { id });

  expect(data).toEqual({ commerceAccount: null });
  expect(errors).toMatchObject([{ path: ['commerceAccount'], extensions: { code: 'FORBIDDEN' } }]);
  await expectRequests(gateway, listsOf(id));
});

test('a list that fails below an account fails alone, and is not asked for again', async () => {
  const gateway = await startCommerceGateway();
  const { id } = accountAt(gateway, 3);
  const action = { kind: 'answer', status: 403, body: {} } as const;
  const path = `/v2/accounts/${id}/account-memberships`;
  gateway.elasticPath.inject({ match: { path }, times: 1, action });

  const { data, errors } = await gateway.query(withLists, { id });

  expect(data).toMatchObject({
    commerceAccount: { sourceId: id, unassignedMembers: { nodes: [{}] } },
  });
  expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  expect(errors?.[0]?.path?.slice(0, 2)).toEqual(['commerceAccount', 'memberships']);
  await expectRequests(gateway, listsOf(id));
});

test('arguments that make no window are an error of their own field, and cost nothing', async () => {
  const gateway = await startCommerceGateway();
  const { id } = accountAt(gateway, 3);
  const document = `query ($id: ID!) { commerceAccount(id: $id) {
    sourceId memberships(first: -1) { nodes { sourceId } } } }`;

  const there = await gateway.query(document, { id });
  expect(there.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  expect(gateway.commerceRequests()).toEqual([`GET /v2/accounts/${id}`]);

  expect(await gateway.query(document, { id: nobody })).toEqual({
    data: { commerceAccount: null },
  });
  expect(gateway.commerceRequests()).toEqual([`GET /v2/accounts/${nobody}`]);
});

test('a membership and the account in its id are asked for together, also as a node', async () => {
  const gateway = await startCommerceGateway();
  const { id: accountId, name } = accountAt(gateway, 3);
  const membership = present(membershipsOf(gateway, { accountId })[0]);
  const requests = [
    `GET /v2/accounts/${accountId}`,
    `GET /v2/accounts/${accountId}/account-memberships/${membership.id}`,
  ];
  const documents = [
    'query ($id: ID!) { found: commerceAccountMembership(id: $id) { createdAt account { name } } }',
    `query ($id: ID!) { found: node(id: $id) {
      ... on CommerceAccountMembership { createdAt account { name } } } }`,
  ];

  for (const document of documents) {
    const { data } = await gateway.query(document, { id: membershipId(membership) });
    expect(data).toMatchObject({ found: { account: { name } } });
    await expectRequests(gateway, requests);
  }
});

test('a membership that is not there is null, though its account is', async () => {
  const gateway = await startCommerceGateway();
  const { id: accountId } = accountAt(gateway, 3);
  const id = globalIdOf('CommerceAccountMembership', `${accountId}/${nobody}`);
  const document =
    'query ($id: ID!) { commerceAccountMembership(id: $id) { createdAt account { name } } }';

  expect(await gateway.query(document, { id })).toEqual({
    data: { commerceAccountMembership: null },
  });
  await expectRequests(gateway, [
    `GET /v2/accounts/${accountId}`,
    `GET /v2/accounts/${accountId}/account-memberships/${nobody}`,
  ]);
});

test('what is skipped, or selected of the account as its id alone, is not asked for', async () => {
  const gateway = await startCommerceGateway();
  const { id: accountId } = accountAt(gateway, 3);
  const membership = present(membershipsOf(gateway, { accountId })[0]);
  const document = `query ($id: ID!, $no: Boolean = false) { commerceAccountMembership(id: $id) {
    createdAt account { id } a: account @include(if: $no) { name } } }`;

  const { data } = await gateway.query(document, { id: membershipId(membership) });

  expect(data).toMatchObject({
    commerceAccountMembership: { account: { id: globalIdOf('CommerceAccount', accountId) } },
  });
  await expectRequests(gateway, [
    `GET /v2/accounts/${accountId}/account-memberships/${membership.id}`,
  ]);
});

test('what hangs on the key at the end of an association is asked for beside the record there', async () => {
  const gateway = await startCommerceGateway();
  const { id, ancestorIds } = accountAt(gateway, 3);
  const parent = present(ancestorIds.at(-1));
  const document = `query ($id: ID!) { commerceAccount(id: $id) {
    parent { name memberships(first: 2) { nodes { sourceId } } } } }`;
  const requests = [
    `GET /v2/accounts/${id}`,
    `GET /v2/accounts/${parent}`,
    `GET /v2/accounts/${parent}/account-memberships?${page(2)}`,
  ];

  const expected = membershipsOf(gateway, { accountId: parent }).slice(0, 2);
  const { data, errors } = await gateway.query(document, { id });
  expect(errors).toBeUndefined();
  expect(data).toMatchObject({
    commerceAccount: {
      parent: { memberships: { nodes: expected.map(({ id: sourceId }) => ({ sourceId })) } },
    },
  });
  await expectRequests(gateway, requests);

  const action = { kind: 'answer', status: 404, body: {} } as const;
  gateway.elasticPath.inject({ match: { path: `/v2/accounts/${parent}` }, times: 1, action });
  expect(await gateway.query(document, { id })).toEqual({
    data: { commerceAccount: { parent: null } },
  });
  await expectRequests(gateway, requests);
});

test('below a change nothing is asked for that may turn out not to be needed', async () => {
  const gateway = await startCommerceGateway();
  const { id } = accountAt(gateway, 19);
  const member = present([...gateway.elasticPath.data.members.keys()].at(-1));
  const action = { kind: 'answer', status: 404, body: {} } as const;
  gateway.elasticPath.inject({ match: { path: `/v2/accounts/${id}` }, times: 1, action });

  const { data } = await gateway.query(
    `mutation ($account: ID!, $member: ID!) { createCommerceAccountMembership(
      input: { accountId: $account, accountMemberId: $member }) {
      commerceAccountMembership { account { name memberships(first: 2) { totalCount } } } } }`,
    { account: id, member },
  );

  expect(data).toEqual({
    createCommerceAccountMembership: { commerceAccountMembership: { account: null } },
  });
  await expectRequests(gateway, [
    `GET /v2/accounts/${id}`,
    `POST /v2/accounts/${id}/account-memberships`,
  ]);
});
