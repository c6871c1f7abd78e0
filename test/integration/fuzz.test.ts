/**
 * S41: whatever is asked, the gateway answers in its own words: never with a failure of its own, never
 * with a 5xx. Queries are generated from the schema, and then broken at random.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSchema } from '../../src/graphql/schema.ts';
import { drawn } from '../seed.ts';
import { anyQuery } from './any-query.ts';
import { brokenQuery } from './broken-query.ts';
import { explorers, startTestGateway, type TestGateway } from './harness.ts';
import { send, type Ask } from './refusing.ts';

const anyId = fc.constantFrom('300501', '300502', '9100001', '77001', '0', '-1', 'x', '');
const anySize = fc.constantFrom('0', '1', '3', '1000', '1001', '-1', '2147483647', '"x"', 'null');

const root = fc.oneof(
  fc
    .record({
      field: fc.constantFrom('accountMemberships', 'users', 'roles', 'skills', 'invitations'),
      name: fc.constantFrom('first', 'last', 'after'),
      size: anySize,
    })
    .map(({ field, name, size }) => ({ field, arguments: `(${name}: ${size})` })),
  fc
    .record({
      field: fc.constantFrom('accountMembership', 'user', 'role', 'node', 'commerceAccount'),
      id: anyId,
    })
    .map(({ field, id }) => ({ field, arguments: `(id: "${id}")` })),
  fc.constant({ field: 'me', arguments: '' }),
);

const queries = anyQuery(createSchema(), root, { depth: 4, without: new Set() });

const broken = brokenQuery(queries);

const oddVariables = fc
  .record({ query: queries, yes: fc.jsonValue(), more: fc.jsonValue({ maxDepth: 4 }) })
  .map(({ query, yes, more }) => ({ query: query.document, variables: { yes, no: true, more } }));

const headers = fc.record(
  {
    'x-upstream-trace': fc.constantFrom('1', '0', '2'),
    'x-upstream-budget': fc.constantFrom('0', '1', '5', 'x'),
    'x-upstream-explain': fc.constant('only'),
  },
  { requiredKeys: [] },
);

async function expectNoFailure(gateway: TestGateway, asks: fc.Arbitrary<Ask>, runs: number) {
  await fc.assert(
    fc.asyncProperty(asks, headers, async (ask, wishes) => {
      const { status, codes } = await send(gateway, ask, wishes);
      expect(status).toBeLessThan(500);
      expect(codes).not.toContain('INTERNAL_SERVER_ERROR');
      expect(codes.every((code) => typeof code === 'string')).toBe(true);
    }),
    { ...drawn('S41'), numRuns: runs },
  );
}

test.each([
  [
    'valid queries',
    queries.map(({ document, variables }) => ({ query: document, variables })),
    150,
  ],
  ['broken queries', broken, 400],
  ['odd variables', oddVariables, 100],
] as const)('S41 %s', { timeout: 120_000 }, async (_name, asks, runs) => {
  const gateway = await startTestGateway({
    env: explorers,
    kantata: { members: 60, inactive: 8 },
  });

  await expectNoFailure(gateway, asks, runs);

  expect(await send(gateway, { query: '{ me { id } }' })).toMatchObject({ status: 200 });
});
