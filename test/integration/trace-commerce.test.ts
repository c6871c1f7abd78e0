/** Seeing and foreseeing calls to Elastic Path, and to both systems at once. */
import { expect, test } from 'vitest';
import { accountAt, startCommerceGateway } from './commerce.ts';
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
