/**
 * Planning is for speed only. Each generated query goes to two gateways in front of one upstream, one
 * of which plans nothing: both give the same answer, and the one that plans never asks more often.
 *
 * The latter is held for each query with one root field. Several that lead to the same record may by
 * chance do so in the same tick, and be one request; there, only the sum over all queries counts.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { globalId } from '../../src/domain/global-id.ts';
import type { TypeName } from '../../src/domain/record.ts';
import type { KantataOxOptions, World } from '../../src/emulator/kantata-ox/index.ts';
import { createSchema } from '../../src/graphql/schema.ts';
import { anyQuery, type Root } from './any-query.ts';
import {
  startGatewayBefore,
  startKantata,
  withoutLimits,
  type GraphQLAnswer,
  type TestGateway,
} from './harness.ts';
import { drawn } from '../seed.ts';

interface Setting {
  readonly kantata?: KantataOxOptions;
  readonly token?: string;
  readonly runs: number;
}

/** A few seconds, where nothing else keeps the machine busy. */
const slowMachineMs = 120_000;

async function expectPlanningToChangeNoAnswer({ kantata, token, runs }: Setting): Promise<void> {
  const upstream = await startKantata({ members: 60, inactive: 8, ...kantata });
  const planning = await startGatewayBefore(upstream, { env: withoutLimits });
  const plain = await startGatewayBefore(upstream, { env: withoutLimits, hoisting: false });
  const headers = { authorization: `Bearer ${token ?? 'admin-token'}` };

  const ask = async (gateway: TestGateway, document: string, variables: object) => {
    const answer = await gateway.query(document, { ...variables }, headers);
    return { answer: comparable(answer), requests: gateway.requests() };
  };

  const queries = anyQuery(createSchema(), rootsOf(upstream.data), {
    depth: 4,
    // Refused by the number of rows, which is told by what is planned.
    without: new Set(['possibleManagers', 'possibleManagees']),
  });
  let saved = 0;
  let made = 0;
  await fc.assert(
    fc.asyncProperty(queries, async ({ document, variables, roots }) => {
      const planned = await ask(planning, document, variables);
      const unplanned = await ask(plain, document, variables);
      expect(planned.answer.data, JSON.stringify(planned.answer.errors)).toBeDefined();
      expect(planned.answer).toEqual(unplanned.answer);
      made += planned.requests.length;
      saved += unplanned.requests.length - planned.requests.length;
      if (roots > 1) return;
      expect(
        planned.requests.length,
        `${planned.requests.join('\n')}\ninstead of\n${unplanned.requests.join('\n')}`,
      ).toBeLessThanOrEqual(unplanned.requests.length);
    }),
    { ...drawn('planner'), numRuns: runs },
  );
  expect(saved, `of ${made + saved} requests`).toBeGreaterThan(made / 20);
}

/** An answer without what differs from request to request; errors in the order of their paths. */
function comparable({ data, errors = [] }: GraphQLAnswer) {
  const told = errors.map(({ message, path, extensions: { requestId: _, ...extensions } }) => ({
    path: path?.join('.') ?? '',
    message,
    extensions,
  }));
  return { data, errors: told.sort((one, other) => one.path.localeCompare(other.path)) };
}

function rootsOf(world: World): Root {
  const memberships = [...world.account_memberships.values()];
  const keys: Partial<Record<TypeName, readonly number[]>> = {
    AccountMembership: [
      // An owner, one with a role that is gone, one whose manager left, and the inactive.
      ...[300_501, 300_502, 300_506, 300_538, 399_999],
      ...memberships.filter((row) => row.disabled_at !== null).map(({ id }) => id),
    ],
    // One who left the account, and one of another account.
    User: [9_100_001, 9_100_006, 9_100_030, 9_199_999, 9_190_001],
    Role: [...world.roles.keys(), 77_099].slice(-6),
    Invitation: [...world.account_invitations.keys()].slice(0, 13),
    Skill: [...world.skills.keys()].slice(0, 3),
    SkillCategory: [...world.skill_categories.keys()],
    SkillMembership: [...world.skill_memberships.keys()].slice(0, 5),
    Workweek: [...world.workweeks.keys()].slice(0, 3),
    CostRate: [...world.cost_rates.keys()].slice(0, 4),
    BillableUtilization: [...world.billable_utilizations.keys()].slice(0, 4),
    BackupApproverAssociation: [...world.backup_approver_associations.keys()].slice(0, 3),
  };
  const ids = Object.entries(keys).flatMap(([type, of]) => of.map((key) => ({ type, key })));
  const anyGlobalId = fc
    .constantFrom(...ids)
    .map(({ type, key }) => JSON.stringify(globalId(type as TypeName, String(key))));
  const byId = (field: string, type: TypeName) =>
    fc.constantFrom(...(keys[type] ?? [])).map((key) => ({ field, arguments: `(id: "${key}")` }));
  const list = (field: string, ...filters: readonly string[]) =>
    fc
      .record({
        count: fc.integer({ min: 0, max: 5 }),
        from: fc.constantFrom('first', 'last'),
        filter: fc.constantFrom('', ...filters.map((filter) => `, filter: { ${filter} }`)),
      })
      .map(({ count, from, filter }) => ({
        field,
        arguments: `(${from === 'last' && count > 0 ? 'last' : 'first'}: ${count}${filter})`,
      }));

  return fc.oneof(
    anyGlobalId.map((id) => ({ field: 'node', arguments: `(id: ${id})` })),
    fc
      .array(anyGlobalId, { maxLength: 8 })
      .map((some) => ({ field: 'nodes', arguments: `(ids: [${some.join(', ')}])` })),
    byId('accountMembership', 'AccountMembership'),
    list('accountMemberships', 'status: INACTIVE', 'status: ANY', 'search: "an"'),
    byId('user', 'User'),
    fc.constant({ field: 'me', arguments: '' }),
    list('users', 'includeInactive: true', 'search: "an"'),
    byId('role', 'Role'),
    list('roles', 'includeDeleted: true'),
    byId('skill', 'Skill'),
    list('skills', 'matching: "an"'),
    byId('invitation', 'Invitation'),
    list('invitations', 'pending: ANY', 'search: "an"'),
  );
}

test(
  'planning changes no answer and never makes a request more',
  async () => {
    await expectPlanningToChangeNoAnswer({ runs: 200 });
  },
  slowMachineMs,
);

test(
  'nor does it with a lesser token',
  async () => {
    await expectPlanningToChangeNoAnswer({ token: 'collaborator-token', runs: 100 });
  },
  slowMachineMs,
);

test(
  'nor does it where the upstream passes over some includes without a word',
  async () => {
    await expectPlanningToChangeNoAnswer({
      kantata: { readings: { silentlyIgnoredIncludes: ['user', 'managees', 'role', 'invitee'] } },
      runs: 100,
    });
  },
  slowMachineMs,
);
