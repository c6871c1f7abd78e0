/**
 * An include that is passed over without a word is noticed: what it should have brought is fetched
 * another way where there is one, else reported. It is never taken for "none".
 */
import { expect, test } from 'vitest';
import { startTestGateway } from './harness.ts';
import {
  existing,
  idList,
  named,
  roleRow,
  skillMembershipsOf,
  titled,
  userRow,
} from './relatives.ts';
import { memberships, userOf } from './world.ts';

const ignoring = (...silentlyIgnoredIncludes: string[]) =>
  startTestGateway({ kantata: { readings: { silentlyIgnoredIncludes } } });

test('a user whose key stands on the row is read from the users', async () => {
  const { kantata, query, requests } = await ignoring('user');

  const answer = await query('{ accountMemberships(first: 3) { nodes { user { fullName } } } }');

  const rows = memberships(kantata).slice(0, 3);
  const nodes = rows.map((row) => ({ user: named(userOf(kantata, row)) }));
  expect(answer).toEqual({ data: { accountMemberships: { nodes } } });
  expect(requests()).toEqual([
    'GET /account_memberships?only_active=true&page=1&per_page=3&include=user',
    `GET /users?only=${idList(rows.map((row) => userOf(kantata, row)))}&on_my_account=true&show_disabled=true&per_page=200`,
  ]);
});

test('so is one where another include has brought users, which proves nothing for this one', async () => {
  const { kantata, query, requests } = await ignoring('user');

  const answer = await query(
    '{ accountMemberships(first: 3) { nodes { user { fullName } manager { fullName } } } }',
  );

  const rows = memberships(kantata).slice(0, 3);
  const nodes = rows.map((row) => ({
    user: named(userOf(kantata, row)),
    manager: named(userRow(kantata, row.manager_id)),
  }));
  expect(nodes.some(({ manager }) => manager !== null)).toBe(true);
  expect(answer).toEqual({ data: { accountMemberships: { nodes } } });
  expect(requests()).toEqual([
    'GET /account_memberships?only_active=true&page=1&per_page=3&include=user,manager',
    `GET /users?only=${idList(rows.map((row) => userOf(kantata, row)))}&on_my_account=true&show_disabled=true&per_page=200`,
  ]);
});

test('a default role is read from the roles', async () => {
  const { kantata, query, requests } = await ignoring('default_role');

  const answer = await query('{ accountMemberships(first: 3) { nodes { defaultRole { name } } } }');

  const rows = memberships(kantata).slice(0, 3);
  const nodes = rows.map((row) => ({
    defaultRole: titled(roleRow(kantata, row.default_role_id)),
  }));
  expect(answer).toEqual({ data: { accountMemberships: { nodes } } });
  const roles = new Set(rows.flatMap((row) => row.default_role_id ?? []));
  expect(requests()).toEqual([
    'GET /account_memberships?only_active=true&page=1&per_page=3&include=default_role',
    `GET /roles?only=${[...roles].join(',')}&only_active=false&per_page=200`,
  ]);
});

test.each([
  ['manager', 'manager'],
  ['managees', 'managees'],
  ['possibleManagers', 'possible_managers'],
  ['possibleManagees', 'possible_managees'],
  ['effectiveWorkweek', 'effective_workweek'],
  ['skillMemberships', 'skill_memberships'],
  ['backupApproverAssociations', 'backup_approver_associations'],
])(
  '%s of a membership, asked for again and not told, is an error at its path',
  async (field, include) => {
    const { kantata, query, requests } = await ignoring(include);

    const { data, errors } = await query(
      `{ accountMembership(id: "300502") { user { fullName } ${field} { id } } }`,
    );

    expect(data).toEqual({
      accountMembership: { user: named(userRow(kantata, 9_100_002)), [field]: null },
    });
    expect(errors?.map(({ path, extensions: { code } }) => ({ path, code }))).toEqual([
      { path: ['accountMembership', field], code: 'UPSTREAM_MALFORMED' },
    ]);
    expect(requests()).toEqual([
      `GET /account_memberships?only=300502&apply_default_filters=false&per_page=200&include=user,${include}`,
    ]);
  },
);

test.each([
  ['costRates', 'cost_rates'],
  ['futureBillableUtilizations', 'future_billable_utilizations'],
])('%s counts as withheld: only administrators are told', async (field, include) => {
  const { query, requests } = await ignoring(include);

  const { data, errors } = await query(`{ accountMembership(id: "300502") { ${field} { id } } }`);

  expect(data).toEqual({ accountMembership: { [field]: null } });
  expect(errors?.map(({ path, extensions: { code } }) => ({ path, code }))).toEqual([
    { path: ['accountMembership', field], code: 'FORBIDDEN' },
  ]);
  expect(requests()).toHaveLength(1);
});

test.each([
  ['accountMembership', 'account_membership'],
  ['manager', 'manager'],
  ['role', 'role'],
  ['skills', 'skills'],
  ['skillMemberships', 'skill_memberships'],
])(
  '%s of a user is asked for by id where a list and me were silent, then reported',
  async (field, include) => {
    const { query, requests } = await ignoring(include);

    const { data, errors } = await query(
      `{ users(first: 1) { nodes { sourceId ${field} { id } } } me { sourceId ${field} { id } } }`,
    );

    expect(data).toMatchObject({ users: { nodes: [{ [field]: null }] }, me: { [field]: null } });
    expect(
      errors
        ?.map(({ path, extensions: { code } }) => `${code as string} ${path?.join('.') ?? ''}`)
        .toSorted(),
    ).toEqual([`UPSTREAM_MALFORMED me.${field}`, `UPSTREAM_MALFORMED users.nodes.0.${field}`]);
    const again = requests().filter((line) => line.startsWith('GET /users?only='));
    expect(again.length).toBeGreaterThan(0);
    expect(again.every((line) => line.endsWith(`&include=${include}`))).toBe(true);
  },
);

test.each([
  ['invitee', 'invitee'],
  ['inviter', 'inviter'],
])(
  '%s of an invitation is read from the users where the include is passed over',
  async (field, include) => {
    const { kantata, query, requests } = await ignoring(include);
    const row = existing(kantata.data.account_invitations.values().find(({ pending }) => !pending));
    const user = existing(userRow(kantata, field === 'invitee' ? row.invitee_id : row.inviter_id));

    const answer = await query(
      `{ invitation(id: "${row.id}") { invitee { fullName } inviter { fullName } } }`,
    );

    expect(answer).toEqual({
      data: {
        invitation: {
          invitee: named(userRow(kantata, row.invitee_id)),
          inviter: named(userRow(kantata, row.inviter_id)),
        },
      },
    });
    expect(requests()).toEqual([
      `GET /account_invitations?only=${row.id}&only_pending=false&per_page=200&include=invitee,inviter`,
      `GET /users?only=${user.id}&on_my_account=true&show_disabled=true&per_page=200`,
    ]);
  },
);

test('a list of skills without its categories is completed by one request', async () => {
  const { kantata, query, requests } = await ignoring('skill_category');

  const answer = await query('{ skill(id: "31001") { category { name } } }');

  const category = existing(kantata.data.skill_categories.get(1));
  expect(answer).toEqual({ data: { skill: { category: { name: category.name } } } });
  expect(requests()).toEqual([
    'GET /skills?only=31001&per_page=200&include=skill_category',
    'GET /skill_categories?only=1&per_page=200',
  ]);
});

test('an include that was heeded and found nothing is an empty list, not an error', async () => {
  const { kantata, query, requests } = await startTestGateway();
  const lonely = existing(
    kantata.data.account_memberships
      .values()
      .find((row) => skillMembershipsOf(kantata, row.user_id).length === 0),
  );

  expect(
    await query(`{ accountMembership(id: "${lonely.id}") { skillMemberships { id } } }`),
  ).toEqual({ data: { accountMembership: { skillMemberships: [] } } });
  expect(requests()).toHaveLength(1);
});
