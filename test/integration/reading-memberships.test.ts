import { expect, test } from 'vitest';
import { startTestGateway } from './harness.ts';
import { idList, managees, named, roleRow, skillsOf, titled, userRow } from './relatives.ts';
import { memberships, userOf } from './world.ts';

test('fifty memberships with user, role, manager and managees take one request', async () => {
  const { kantata, query, requests } = await startTestGateway();

  const answer = await query(`{
    accountMemberships(first: 50) {
      nodes {
        sourceId
        user { fullName }
        defaultRole { name }
        manager { fullName }
        managees { fullName }
      }
    }
  }`);

  const nodes = memberships(kantata)
    .slice(0, 50)
    .map((row) => ({
      sourceId: String(row.id),
      user: named(userOf(kantata, row)),
      defaultRole: titled(roleRow(kantata, row.default_role_id)),
      manager: named(userRow(kantata, row.manager_id)),
      managees: managees(kantata, row.user_id).map(named),
    }));
  expect(answer).toEqual({ data: { accountMemberships: { nodes } } });
  expect(requests()).toEqual([
    'GET /account_memberships?only_active=true&page=1&per_page=50&include=user,default_role,manager,managees',
  ]);
});

test('what only a row of its own tells of the users takes one more, and the first leaves them out', async () => {
  const { kantata, query, requests } = await startTestGateway();

  const answer = await query(`{
    accountMemberships(first: 50) {
      nodes {
        user { fullName bio skills { name } }
        defaultRole { name }
        manager { fullName }
        managees { fullName }
      }
    }
  }`);

  const rows = memberships(kantata).slice(0, 50);
  const nodes = rows.map((row) => {
    const user = userOf(kantata, row);
    return {
      user: {
        fullName: user.full_name,
        bio: user.bio,
        skills: skillsOf(kantata, user.id).map(({ name }) => ({ name })),
      },
      defaultRole: titled(roleRow(kantata, row.default_role_id)),
      manager: named(userRow(kantata, row.manager_id)),
      managees: managees(kantata, row.user_id).map(named),
    };
  });
  expect(answer).toEqual({ data: { accountMemberships: { nodes } } });
  const users = idList(rows.map((row) => userOf(kantata, row)));
  expect(requests()).toEqual([
    'GET /account_memberships?only_active=true&page=1&per_page=50&include=default_role,manager,managees',
    `GET /users?only=${users}&on_my_account=true&show_disabled=true&per_page=200&include=skills&optional_fields=bio`,
  ]);
});

test.each([
  'user { id sourceId }',
  'person { id sourceId }',
  'user { __typename id sourceId source }',
])('who is meant by %s stands on the memberships: nothing is included', async (selection) => {
  const { kantata, query, requests } = await startTestGateway();

  const { data, errors } = await query(
    `{ accountMemberships(first: 5) { nodes { ${selection} defaultRole { sourceId } } } }`,
  );

  const field = selection.startsWith('user') ? 'user' : 'person';
  const nodes = memberships(kantata)
    .slice(0, 5)
    .map(({ user_id, default_role_id }) => ({
      [field]: expect.objectContaining({
        id: Buffer.from(`User:${user_id}`).toString('base64url'),
        sourceId: String(user_id),
      }) as unknown,
      defaultRole: default_role_id === null ? null : { sourceId: String(default_role_id) },
    }));
  expect(errors).toBeUndefined();
  expect(data).toEqual({ accountMemberships: { nodes } });
  expect(requests()).toEqual(['GET /account_memberships?only_active=true&page=1&per_page=5']);
});

test('optional fields of the memberships ride on the list', async () => {
  const { kantata, query, requests } = await startTestGateway();

  const answer = await query(
    '{ accountMemberships(first: 3) { nodes { sourceId canLogIn nonParticipant } } }',
  );

  const nodes = memberships(kantata)
    .slice(0, 3)
    .map((row) => ({
      sourceId: String(row.id),
      canLogIn: row.can_log_in,
      nonParticipant: row.non_participant,
    }));
  expect(answer).toEqual({ data: { accountMemberships: { nodes } } });
  expect(requests()).toEqual([
    'GET /account_memberships?only_active=true&page=1&per_page=3&optional_fields=can_log_in,non_participant',
  ]);
});
