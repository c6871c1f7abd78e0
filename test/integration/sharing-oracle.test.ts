/**
 * Sharing and uniting reads only saves requests. Generated queries go at the same time, with two
 * credentials, to a gateway that does it and has little room, and one after the other to one that does
 * not: the answers are the same.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSchema } from '../../src/graphql/schema.ts';
import { drawn } from '../seed.ts';
import { anyQuery, type Root } from './any-query.ts';
import { startGatewayBefore, startKantata, withoutLimits, type GraphQLAnswer } from './harness.ts';

const slowMachineMs = 240_000;

const byId = fc.integer({ min: 300_500, max: 300_512 }).map((id) => ({
  field: 'accountMembership',
  arguments: `(id: "${id}")`,
}));

const root: Root = fc.oneof(
  { weight: 4, arbitrary: byId },
  fc.constantFrom(
    { field: 'accountMemberships', arguments: '(first: 4)' },
    { field: 'user', arguments: '(id: "9100002")' },
    { field: 'user', arguments: '(id: "9100003")' },
    { field: 'me', arguments: '' },
  ),
);

test(
  'answers of operations that meet are those of operations that do not',
  async () => {
    const upstream = await startKantata({ members: 60, inactive: 8, latencyMs: 5 });
    const narrow = { ...withoutLimits, UPSTREAM_MAX_CONCURRENCY_PER_CREDENTIAL: '1' };
    const together = await startGatewayBefore(upstream, { env: narrow });
    const apart = await startGatewayBefore(upstream, { env: withoutLimits, sharing: false });
    const queries = anyQuery(createSchema(), root, { depth: 3, without: new Set() });
    const tokens = ['admin-token', 'collaborator-token'];
    let saved = 0;

    await fc.assert(
      fc.asyncProperty(fc.array(queries, { minLength: 2, maxLength: 4 }), async (asked) => {
        // Each of them twice, and all of them with both credentials.
        const operations = [...asked, ...asked].flatMap(({ document, variables }) =>
          tokens.map((token) => ({ document, variables, authorization: `Bearer ${token}` })),
        );
        const wanted: unknown[] = [];
        for (const { document, variables, authorization } of operations) {
          wanted.push(comparable(await apart.query(document, variables, { authorization })));
        }
        const alone = apart.requests().length;
        const told = await Promise.all(
          operations.map(({ document, variables, authorization }) =>
            together.query(document, variables, { authorization }),
          ),
        );
        expect(told.map(comparable)).toEqual(wanted);
        saved += alone - together.requests().length;
      }),
      { ...drawn('sharing'), numRuns: 25 },
    );
    expect(saved).toBeGreaterThan(0);
  },
  slowMachineMs,
);

/** Which request it was is not part of the answer; in which order errors came is chance. */
function comparable({ data, errors = [] }: GraphQLAnswer): unknown {
  const told = errors.map(({ extensions: { requestId: _own, ...extensions }, ...error }) =>
    JSON.stringify({ ...error, extensions }),
  );
  return { data, errors: told.toSorted() };
}
