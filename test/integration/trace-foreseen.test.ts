/** Whatever is asked: what was foreseen is made, and no more than that is known beforehand. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSchema } from '../../src/graphql/schema.ts';
import { anyQuery } from './any-query.ts';
import { startTestGateway, withoutLimits, type GraphQLAnswer } from './harness.ts';
import { drawn } from '../seed.ts';

interface Call {
  readonly route: string;
  readonly include: string | null;
}

function callsOf({ extensions }: GraphQLAnswer, name: 'calls' | 'planned'): readonly string[] {
  // The test asserts on what it reads from here.
  const upstream = extensions?.upstream as Readonly<Record<string, readonly Call[]>>;
  return (upstream[name] ?? []).map(({ route, include }) => `${route} ${include ?? ''}`);
}

const root = fc.oneof(
  fc
    .record({
      field: fc.constantFrom('accountMemberships', 'users', 'roles', 'skills', 'invitations'),
      count: fc.integer({ min: 0, max: 8 }),
    })
    .map(({ field, count }) => ({ field, arguments: `(first: ${count})` })),
  fc.constantFrom(
    { field: 'accountMembership', arguments: '(id: "300502")' },
    { field: 'user', arguments: '(id: "9100002")' },
    { field: 'me', arguments: '' },
  ),
);

test('a number of rows that their page will tell is foreseen as no call of its own', async () => {
  const { query, requests } = await startTestGateway();
  const document = `{ rows: skills(first: 1) { nodes { category { name } } }
    number: skills(first: 0) { totalCount } }`;

  const foreseen = await query(document, {}, { 'x-upstream-explain': 'only' });

  expect(callsOf(foreseen, 'planned')).toEqual(['/skills skill_category']);
  expect(requests()).toEqual([]);
});

test('every call that is known beforehand is among those that are made', async () => {
  const { query, requests } = await startTestGateway({
    kantata: { members: 60, inactive: 8 },
    env: withoutLimits,
  });
  const queries = anyQuery(createSchema(), root, {
    depth: 4,
    without: new Set(['possibleManagers', 'possibleManagees']),
  });

  await fc.assert(
    fc.asyncProperty(queries, async ({ document, variables }) => {
      requests();
      const foreseen = await query(document, variables, { 'x-upstream-explain': 'only' });
      expect(requests()).toEqual([]);
      const made = callsOf(await query(document, variables, { 'x-upstream-trace': '1' }), 'calls');
      for (const call of callsOf(foreseen, 'planned')) expect(made).toContain(call);
    }),
    { ...drawn('foreseen calls'), numRuns: 150 },
  );
}, 60_000);
