/** Ids may come as numbers or as text, and some only with their include. */
import { expect, test } from 'vitest';
import { globalId } from '../../src/domain/global-id.ts';
import { startTestGateway } from './harness.ts';
import { costRatesOf, existing, named, roleRow, titled, userRow } from './relatives.ts';
import { memberships } from './world.ts';

test.each(['string', 'documented', 'mixed'] as const)(
  'the membership of a rate is found where ids are spelt as %s',
  async (idTypes) => {
    const { kantata, query, requests } = await startTestGateway({
      kantata: { readings: { idTypes } },
    });
    const rate = existing(
      costRatesOf(kantata, 300_502)[0] ?? [...kantata.data.cost_rates.values()][0],
    );
    const member = existing(kantata.data.account_memberships.get(rate.account_membership_id));

    const answer = await query(
      `query ($id: ID!) {
        node(id: $id) {
          ... on CostRate {
            bare: accountMembership { sourceId }
            accountMembership { permission manager { fullName } }
          }
        }
      }`,
      { id: globalId('CostRate', String(rate.id)) },
    );

    expect(answer).toEqual({
      data: {
        node: {
          bare: { sourceId: String(member.id) },
          accountMembership: {
            permission: member.permission.toUpperCase(),
            manager: named(userRow(kantata, member.manager_id)),
          },
        },
      },
    });
    expect(requests()).toEqual([
      `GET /cost_rates?only=${rate.id}&per_page=200`,
      `GET /account_memberships?only=${member.id}&apply_default_filters=false&per_page=200&include=manager`,
    ]);
  },
);

const withoutFreeRoles = { readings: { defaultRoleIdFree: false } };

test('a default role that is told only with its include takes no request more where it is selected', async () => {
  const { kantata, query, requests } = await startTestGateway({ kantata: withoutFreeRoles });

  const answer = await query('{ accountMemberships(first: 5) { nodes { defaultRole { name } } } }');

  const nodes = memberships(kantata)
    .slice(0, 5)
    .map((row) => ({ defaultRole: titled(roleRow(kantata, row.default_role_id)) }));
  expect(answer).toEqual({ data: { accountMemberships: { nodes } } });
  expect(requests()).toEqual([
    'GET /account_memberships?only_active=true&page=1&per_page=5&include=default_role',
  ]);
});

test.each([
  [
    'a list that selects only which role it is',
    '{ accountMemberships(first: 2) { nodes { defaultRole { sourceId } } } }',
  ],
  [
    'a membership that came along',
    '{ user(id: "9100002") { accountMembership { defaultRole { name } } } }',
  ],
])('it is asked for again with the include below %s', async (_, document) => {
  const { kantata, query, requests } = await startTestGateway({ kantata: withoutFreeRoles });

  const { data, errors } = await query(document);

  const rows = data?.user
    ? [existing(kantata.data.account_memberships.get(300_502))]
    : memberships(kantata).slice(0, 2);
  const roles = rows.map((row) => roleRow(kantata, row.default_role_id));
  expect(errors).toBeUndefined();
  expect(data).toEqual(
    data?.user
      ? { user: { accountMembership: { defaultRole: titled(roles[0]) } } }
      : {
          accountMemberships: {
            nodes: roles.map((role) => ({
              defaultRole: role === undefined ? null : { sourceId: String(role.id) },
            })),
          },
        },
  );
  expect(requests()[1]).toBe(
    `GET /account_memberships?only=${rows.map(({ id }) => id).join(',')}&apply_default_filters=false&per_page=200&include=default_role`,
  );
  expect(requests()).toEqual([]);
});

test.each([true, false])(
  'a default role of which no row is left is null without an error; its id free: %s',
  async (defaultRoleIdFree) => {
    const { kantata, query, requests } = await startTestGateway({
      kantata: { readings: { defaultRoleIdFree } },
    });
    const member = existing(
      kantata.data.account_memberships
        .values()
        .find(
          (row) => row.default_role_id !== null && !kantata.data.roles.has(row.default_role_id),
        ),
    );

    const answer = await query(
      `{ accountMembership(id: "${member.id}") { permission defaultRole { name } } }`,
    );

    const permission = member.permission.toUpperCase();
    expect(answer).toEqual({ data: { accountMembership: { permission, defaultRole: null } } });
    expect(requests()).toEqual([
      `GET /account_memberships?only=${member.id}&apply_default_filters=false&per_page=200&include=default_role`,
    ]);
  },
);

test('a deleted role stays with who has it', async () => {
  const { kantata, query, requests } = await startTestGateway();
  const isDeleted = (id: number | null) => (roleRow(kantata, id)?.deleted_at ?? null) !== null;
  const member = existing(memberships(kantata).find((row) => isDeleted(row.default_role_id)));

  const answer = await query(`{ accountMembership(id: "${member.id}") { defaultRole { name } } }`);

  expect(answer).toEqual({
    data: { accountMembership: { defaultRole: titled(roleRow(kantata, member.default_role_id)) } },
  });
  expect(requests()).toHaveLength(1);
});

test('a target is a number, however the upstream spells it', async () => {
  for (const billabilityTargets of ['integer', 'decimal'] as const) {
    const { kantata, query, requests } = await startTestGateway({
      kantata: { readings: { billabilityTargets } },
    });

    const answer = await query('{ accountMemberships(first: 9) { nodes { billabilityTarget } } }');

    const nodes = memberships(kantata)
      .slice(0, 9)
      .map((row) => ({ billabilityTarget: row.billability_target }));
    expect(answer).toEqual({ data: { accountMemberships: { nodes } } });
    expect(requests()).toHaveLength(1);
  }
});
