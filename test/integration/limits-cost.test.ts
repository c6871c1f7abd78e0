/** S28: what an operation may cost. The arithmetic itself is held by the tests of docs/cost.md. */
import { describe, expect, test } from 'vitest';
import { startTestGateway } from './harness.ts';
import { expectTooExpensive, send } from './refusing.ts';

const threeSteps = `{ accountMemberships(first: 1000) {
  nodes { managees { accountMembership { managees { accountMembership { managees { id } } } } } }
} }`;

describe('S28 cost', () => {
  test('the product of lists and wide associations is refused before anything is sent', async () => {
    const gateway = await startTestGateway();

    const refusal = await send(gateway, { query: threeSteps });

    expectTooExpensive(
      gateway,
      refusal,
      /would cost 165 upstream calls; the most is 100 \(MAX_COST_CALLS\)/,
    );
  });

  test('rows are a limit of their own', async () => {
    const gateway = await startTestGateway({ env: { MAX_COST_CALLS: '1000' } });

    const refusal = await send(gateway, { query: threeSteps });

    expectTooExpensive(
      gateway,
      refusal,
      /would cost 52000 rows; the most is 20000 \(MAX_COST_ROWS\)/,
    );
  });

  test('sizes in variables count, and the default of 20 where there is none', async () => {
    const gateway = await startTestGateway({ env: { MAX_COST_ROWS: '19' } });
    const query = 'query ($n: Int) { roles(first: $n) { nodes { id } } }';

    expectTooExpensive(gateway, await send(gateway, { query }), /20 rows/);
    const large = await send(gateway, { query, variables: { n: 1000 } });
    expectTooExpensive(gateway, large, /1000 rows/);
    expect(await send(gateway, { query, variables: { n: 19 } })).toMatchObject({ status: 200 });
  });

  test('lists side by side add up', async () => {
    const gateway = await startTestGateway();
    const list = (index: number) =>
      `l${index}: accountMemberships(first: 1000) { nodes { permission } }`;
    const query = `{ ${Array.from({ length: 21 }, (_, index) => list(index)).join(' ')} }`;

    expectTooExpensive(gateway, await send(gateway, { query }), /105 upstream calls/);
  });

  test('heavy associations are refused below more than five rows, wherever these come from', async () => {
    const gateway = await startTestGateway();

    for (const query of [
      '{ accountMemberships(first: 6) { nodes { possibleManagers { id } } } }',
      '{ accountMemberships { edges { node { ...H } } } } fragment H on AccountMembership { possibleManagees { id } }',
      '{ accountMemberships(first: 3) { nodes { managees { accountMembership { possibleManagers { id } } } } } }',
      '{ accountMembership(id: "300502") { possibleManagers { accountMembership { possibleManagers { id } } } } }',
    ]) {
      expectTooExpensive(gateway, await send(gateway, { query }), /heavy association for \d+ rows/);
    }
  });

  test('what is wrong with a window is said as such, not as its cost', async () => {
    const gateway = await startTestGateway();

    const { codes } = await send(gateway, {
      query: '{ roles(first: 2147483647) { totalCount nodes { id } } }',
    });

    expect(codes).toEqual(['BAD_USER_INPUT']);
    expect(gateway.requests()).toEqual([]);
  });

  test('a thousand rows with what is one step away always pass', async () => {
    const gateway = await startTestGateway({ kantata: { members: 1100 } });

    const answer = await send(gateway, {
      query: `{ accountMemberships(first: 1000) { nodes {
        user { fullName bio } defaultRole { name } manager { fullName } managees { fullName }
        effectiveWorkweek { totalMinutes } skillMemberships { skillName }
        backupApproverAssociations { startDate } costRates { currency }
        futureBillableUtilizations { target } } } }`,
    });

    expect(answer).toMatchObject({ status: 200, codes: [] });
    expect(gateway.requests().length).toBeLessThanOrEqual(12);
  });

  test('what does not ride on a change is in its price', async () => {
    const gateway = await startTestGateway();
    const query = `mutation {
      updateAccountMembership(input: { id: "300502", billabilityTarget: 77 }) {
        accountMembership { user { fullName } costRates { currency } }
      }
    }`;

    const answer = await send(gateway, { query }, { 'x-upstream-trace': '1' });

    expect(answer.answer).toMatchObject({ extensions: { upstream: { cost: { calls: 2 } } } });
    expect(gateway.requests()).toEqual([
      'PUT /account_memberships/300502?include=user',
      'GET /account_memberships?only=300502&apply_default_filters=false&per_page=200&include=cost_rates',
    ]);
  });
});
