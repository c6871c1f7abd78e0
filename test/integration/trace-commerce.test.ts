/** Seeing and foreseeing calls to Elastic Path, and to both systems at once. */
import { expect, test } from 'vitest';
import { accountAt, membershipId, membershipsOf, startCommerceGateway } from './commerce.ts';
import { expectTooExpensive, send } from './refusing.ts';

const trace = { 'x-upstream-trace': '1' };
const explain = { 'x-upstream-explain': 'only' };

test('routes hold no ids, and includes are shown as they were sent', async () => {
  const gateway = await startCommerceGateway();
  const { id } = accountAt(gateway, 0);
  const query = `{ commerceAccount(id: "${id}") {
    name memberships(first: 150) { nodes { accountMember { fullName } } } } }`;

  const { answer } = await send(gateway, { query }, trace);

  const memberships = {
    source: 'ELASTIC_PATH',
    method: 'GET',
    route: '/v2/accounts/{id}/account-memberships',
    include: 'account_member',
    reason: 'list',
  };
  expect(answer.extensions?.upstream).toMatchObject({
    calls: [
      { route: '/v2/accounts/{id}', include: null, idCount: 1, reason: 'byKeys' },
      memberships,
      memberships,
    ],
    cost: { calls: 3, rows: 301 },
  });
  expect(JSON.stringify(answer.extensions)).not.toContain(id);
});

test('to explain takes no token, of either system', async () => {
  const gateway = await startCommerceGateway({ withoutToken: true });
  const query = '{ identity(emailAddress: "a@example.test") { people { id fullName } } }';

  const { answer } = await send(gateway, { query }, explain);

  expect(answer).toMatchObject({ data: null });
  expect(answer.errors).toBeUndefined();
  expect(answer.extensions?.upstream).toMatchObject({
    planned: [
      { source: 'KANTATA_OX', route: '/users', reason: 'list' },
      { source: 'ELASTIC_PATH', route: '/v2/account-members', reason: 'list' },
    ],
    cost: { calls: 2 },
  });
  expect(gateway.commerceRequests()).toEqual([]);
  expect(gateway.requests()).toEqual([]);
});

test.each(['CONTINUE', 'STOP'])(
  'looks before a bulk of updates are foreseen once, and all of them made (%s)',
  async (onError) => {
    const gateway = await startCommerceGateway();
    const ofAccount = (index: number) =>
      membershipsOf(gateway, { accountId: accountAt(gateway, index).id });
    const rows = [...ofAccount(1).slice(0, 2), ...ofAccount(2).slice(0, 1)];
    const updates = rows.map((row) => ({ id: membershipId(row), customFields: { level: 1 } }));
    const query = `mutation ($input: UpdateCommerceAccountMembershipsInput!) {
      updateCommerceAccountMemberships(input: $input) { results { status } } }`;
    const ask = { query, variables: { input: { updates, onError } } };
    const looks = [
      { method: 'GET', route: '/v2/accounts/{id}/account-memberships' },
      { method: 'GET', route: '/v2/accounts/{id}/account-memberships/{id}' },
    ];

    const foreseen = await send(gateway, ask, explain);
    expect(foreseen.answer.extensions?.upstream).toMatchObject({ planned: looks });
    expect(gateway.commerceRequests()).toEqual([]);
    const made = await send(gateway, ask, trace);

    const change = { method: 'PUT', route: '/v2/accounts/{id}/account-memberships/{id}' };
    expect(made.answer.extensions?.upstream).toMatchObject({
      calls: [...looks, change, change, change],
    });
  },
);

test('the price of an update holds the read that tells whose membership it is', async () => {
  const gateway = await startCommerceGateway();
  const [row] = membershipsOf(gateway, { accountId: accountAt(gateway, 1).id });
  if (row === undefined) throw new TypeError('The account has no membership');
  const query = `mutation ($id: ID!) { updateCommerceAccountMembership(
    input: { id: $id, customFields: { level: 1 } }) { userErrors { code } } }`;

  const { answer } = await send(gateway, { query, variables: { id: membershipId(row) } }, trace);

  expect(answer.extensions?.upstream).toMatchObject({ counts: { calls: 2 }, cost: { calls: 2 } });
  const path = `/v2/accounts/${row.accountId}/account-memberships/${row.id}`;
  expect(gateway.commerceRequests()).toEqual([`GET ${path}`, `PUT ${path}`]);
});

test('a budget of one call is enough for an update of what is not there', async () => {
  const gateway = await startCommerceGateway();
  const [row] = membershipsOf(gateway, { accountId: accountAt(gateway, 1).id });
  if (row === undefined) throw new TypeError('The account has no membership');
  gateway.elasticPath.data.memberships.delete(row.id);
  const query = `mutation ($id: ID!) { updateCommerceAccountMemberships(
    input: { updates: [{ id: $id, customFields: { level: 1 } }] }) { results { status } } }`;

  const ask = { query, variables: { id: membershipId(row) } };
  const { answer } = await send(gateway, ask, { 'x-upstream-budget': '1' });

  expect(answer).toEqual({
    data: { updateCommerceAccountMemberships: { results: [{ status: 'REFUSED' }] } },
  });
  expect(gateway.commerceRequests()).toHaveLength(1);
});

test('S28 a list on each row of a list is refused by the product', async () => {
  const gateway = await startCommerceGateway();
  const query = `query ($accounts: Int, $members: Int) { commerceAccounts(first: $accounts) { nodes {
    memberships(first: $members) { nodes { customFields } } } } }`;

  const many = await send(gateway, { query, variables: { accounts: 100, members: 10 } });
  expectTooExpensive(gateway, many, /101 upstream calls/);
  const wide = await send(gateway, { query, variables: { accounts: 20, members: 1000 } });
  expectTooExpensive(gateway, wide, /201 upstream calls/);
  const rows = await send(gateway, { query, variables: { accounts: 1, members: 1000 } });
  expect(rows).toMatchObject({ status: 200, codes: [] });
});
