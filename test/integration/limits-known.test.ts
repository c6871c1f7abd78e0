/** What a document costs is kept with it, as far as nothing that comes with it decides the price. */
import { expect, test } from 'vitest';
import { startTestGateway } from './harness.ts';
import { send } from './refusing.ts';

const trace = { 'x-upstream-trace': '1' };

test('a price that variables or directives decide is that of each operation', async () => {
  const gateway = await startTestGateway({ kantata: { members: 5, inactive: 0 } });
  const query = `query ($n: Int!, $with: Boolean!) { accountMemberships(first: $n) { nodes {
    sourceId user @include(if: $with) { fullName } } } }`;
  const rowsOf = async (n: number, isWith: boolean) => {
    const { answer } = await send(gateway, { query, variables: { n, with: isWith } }, trace);
    return (answer.extensions?.upstream as { cost: { rows: number } }).cost.rows;
  };
  for (const round of [1, 2, 3]) {
    expect(await rowsOf(20, false), `round ${round}`).toBe(20);
    expect(await rowsOf(20, true), `round ${round}`).toBe(40);
    expect(await rowsOf(200, true), `round ${round}`).toBe(400);
  }
});

test('a known price is told again, but not of variables that do not fit', async () => {
  const gateway = await startTestGateway({ kantata: { members: 5, inactive: 0 } });
  const query = 'query ($id: ID!) { accountMembership(id: $id) { sourceId user { fullName } } }';
  for (const id of ['300501', '300502', '300503', '300504']) {
    const { answer } = await send(gateway, { query, variables: { id } }, trace);
    expect(answer.extensions?.upstream).toMatchObject({ cost: { calls: 1, rows: 2 } });
  }
  gateway.requests();
  const explain = { 'x-upstream-explain': 'only' };
  const { answer } = await send(gateway, { query, variables: { id: null } }, explain);
  expect(answer.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  expect(answer.extensions).toBeUndefined();
  expect(gateway.requests()).toEqual([]);
});
