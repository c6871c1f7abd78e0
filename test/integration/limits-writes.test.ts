/** S20: how much one operation may change. */
import { describe, expect, test } from 'vitest';
import { startTestGateway } from './harness.ts';
import { expectTooExpensive, send } from './refusing.ts';

const removal = (id: number) =>
  `d${id}: deleteAccountMembership(input: { id: "${id}" }) { deletedId }`;
const change = (id: number) =>
  `c${id}: disableAccountMembership(input: { id: "${id}" }) { userErrors { code } }`;

function many(count: number, field: (id: number) => string): string {
  return Array.from({ length: count }, (_, index) => field(300_510 + index)).join('\n');
}

describe('S20 writes', () => {
  test.each([
    ['two removals', `mutation { ${many(2, removal)} }`],
    ['six removals', `mutation { ${many(6, removal)} }`],
    ['500 removals', `mutation { ${many(500, removal)} }`],
    ['six changes', `mutation { ${many(6, change)} }`],
    [
      'a bulk removal and a removal',
      `mutation { ${removal(300_510)}
      deleteInvitations(input: { ids: ["55001"] }) { results { id } } }`,
    ],
    [
      'through fragments',
      `mutation { ...A ...B }
      fragment A on Mutation { ${removal(300_510)} } fragment B on Mutation { ${removal(300_511)} }`,
    ],
    [
      'through inline fragments',
      `mutation { ... { ${many(3, change)} } ... on Mutation { ${removal(1)} ${removal(2)} } }`,
    ],
  ])('%s are refused, and nothing is sent', async (_name, query) => {
    const gateway = await startTestGateway();

    expectTooExpensive(gateway, await send(gateway, { query }), /changes|removals|aliases/);
  });

  test('what variables switch on is counted', async () => {
    const gateway = await startTestGateway();
    const query = `mutation ($both: Boolean!) {
      ${removal(300_510)}
      d2: deleteAccountMembership(input: { id: "300511" }) @include(if: $both) { deletedId }
    }`;

    const refusal = await send(gateway, { query, variables: { both: true } });
    expectTooExpensive(gateway, refusal, /2 removals; the most is 1 \(MAX_REMOVALS\)/);
    expect(await send(gateway, { query, variables: { both: false } })).toMatchObject({
      status: 200,
      codes: [],
    });
    expect(gateway.requests()).toEqual(['DELETE /account_memberships/300510']);
  });

  test('five changes, one of them a removal, are made', async () => {
    const gateway = await startTestGateway();

    const query = `mutation { ${many(4, change)} ${removal(300_520)} }`;

    expect(await send(gateway, { query })).toMatchObject({ status: 200, codes: [] });
    expect(gateway.requests()).toHaveLength(5);
  });

  test('a bulk counts as one, whatever it costs', async () => {
    const gateway = await startTestGateway({ env: { MAX_COST_CALLS: '2' } });
    const ids = Array.from({ length: 20 }, (_, index) => String(300_510 + index));

    const answer = await send(gateway, {
      query: `mutation ($ids: [ID!]!) {
        disableAccountMemberships(input: { ids: $ids }) { results { status } } }`,
      variables: { ids },
    });

    expect(answer).toMatchObject({ status: 200, codes: [] });
    expect(gateway.requests().filter((line) => line.startsWith('PUT'))).toHaveLength(20);
  });

  test('both numbers are configurable', async () => {
    const gateway = await startTestGateway({ env: { MAX_WRITES: '2', MAX_REMOVALS: '2' } });

    const three = await send(gateway, { query: `mutation { ${many(3, change)} }` });
    expectTooExpensive(gateway, three, /3 changes; the most is 2 \(MAX_WRITES\)/);
    const query = `mutation { ${many(2, removal)} }`;
    expect(await send(gateway, { query })).toMatchObject({ status: 200, codes: [] });
  });
});
