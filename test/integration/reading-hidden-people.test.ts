/** People whom no list shows may still be shown by the records that lead to them. */
import { expect, test } from 'vitest';
import { globalId } from '../../src/domain/global-id.ts';
import { startTestGateway } from './harness.ts';
import { existing, named, userRow } from './relatives.ts';

// Left the account, and still manages a few.
const departed = 9_199_999;

type Kantata = Awaited<ReturnType<typeof startTestGateway>>['kantata'];

function managedByDeparted({ data }: Kantata) {
  return existing(data.account_memberships.values().find((row) => row.manager_id === departed));
}

function invitedForeigner({ data }: Kantata) {
  return existing(
    data.account_invitations
      .values()
      .find(({ pending, invitee_id }) => pending && invitee_id !== null),
  );
}

test('a manager who left is named by whom he manages', async () => {
  const { kantata, query, requests } = await startTestGateway();
  const { id } = managedByDeparted(kantata);

  const answer = await query(
    `{ accountMembership(id: "${id}") { manager { fullName emailAddress } } }`,
  );

  const manager = existing(userRow(kantata, departed));
  expect(answer).toEqual({
    data: {
      accountMembership: {
        manager: { fullName: manager.full_name, emailAddress: manager.email_address },
      },
    },
  });
  expect(requests()).toEqual([
    `GET /account_memberships?only=${id}&apply_default_filters=false&per_page=200&include=manager`,
  ]);
});

test('what only his own row would tell is null, and where his role would stand is an error', async () => {
  const { kantata, query, requests } = await startTestGateway();
  const { id } = managedByDeparted(kantata);

  const { data, errors } = await query(
    `{ accountMembership(id: "${id}") { manager { fullName bio role { name } skills { name } } } }`,
  );

  expect(data).toEqual({
    accountMembership: {
      manager: {
        fullName: userRow(kantata, departed)?.full_name,
        bio: null,
        role: null,
        skills: null,
      },
    },
  });
  expect(errors?.map(({ path, extensions: { code } }) => ({ path, code }))).toEqual([
    { path: ['accountMembership', 'manager', 'role'], code: 'FORBIDDEN' },
    { path: ['accountMembership', 'manager', 'skills'], code: 'FORBIDDEN' },
  ]);
  expect(requests()).toEqual([
    `GET /account_memberships?only=${id}&apply_default_filters=false&per_page=200&include=manager`,
    `GET /users?only=${departed}&on_my_account=true&show_disabled=true&per_page=200&include=role,skills&optional_fields=bio`,
  ]);
});

test('by id he is not found, whoever names him meanwhile', async () => {
  const { kantata, query, requests } = await startTestGateway();
  const { id } = managedByDeparted(kantata);

  const answer = await query(`{
    accountMembership(id: "${id}") { manager { fullName } }
    user(id: "${departed}") { fullName }
    node(id: "${globalId('User', String(departed))}") { id }
  }`);

  expect(answer).toEqual({
    data: {
      accountMembership: { manager: named(userRow(kantata, departed)) },
      user: null,
      node: null,
    },
  });
  expect(requests()).toHaveLength(2);
});

test('an invitee of another account is shown by the invitation', async () => {
  const { kantata, query, requests } = await startTestGateway();
  const { id, invitee_id } = invitedForeigner(kantata);

  const answer = await query(`{ invitation(id: "${id}") { invitee { fullName } } }`);

  expect(answer).toEqual({
    data: { invitation: { invitee: named(userRow(kantata, invitee_id)) } },
  });
  expect(requests()).toEqual([
    `GET /account_invitations?only=${id}&only_pending=false&per_page=200&include=invitee`,
  ]);
});

test('he is shown by it also where he was looked for among the users in vain', async () => {
  const { kantata, query, requests } = await startTestGateway();
  const { id, invitee_id } = invitedForeigner(kantata);

  // With the bio, a ride would have been a waste of what the users' own rows tell.
  const answer = await query(`{ invitation(id: "${id}") { invitee { fullName bio } } }`);

  expect(answer).toEqual({
    data: {
      invitation: { invitee: { fullName: userRow(kantata, invitee_id)?.full_name, bio: null } },
    },
  });
  expect(requests()).toEqual([
    `GET /account_invitations?only=${id}&only_pending=false&per_page=200`,
    `GET /users?only=${String(invitee_id)}&on_my_account=true&show_disabled=true&per_page=200`.concat(
      '&optional_fields=bio',
    ),
    `GET /account_invitations?only=${id}&only_pending=false&per_page=200&include=invitee`,
  ]);
});

test('a row that came along is completed, not taken for a whole one', async () => {
  const { kantata, query, requests } = await startTestGateway();

  const answer = await query(
    '{ accountMembership(id: "300502") { manager { fullName bio city manager { fullName } } } }',
  );

  const manager = existing(userRow(kantata, 9_100_001));
  expect(answer).toEqual({
    data: {
      accountMembership: {
        // The owner: nobody manages him.
        manager: {
          fullName: manager.full_name,
          bio: manager.bio,
          city: manager.city,
          manager: null,
        },
      },
    },
  });
  expect(requests()).toEqual([
    'GET /account_memberships?only=300502&apply_default_filters=false&per_page=200&include=manager',
    'GET /users?only=9100001&on_my_account=true&show_disabled=true&per_page=200&include=manager&optional_fields=bio,city',
  ]);
});

test('where completing it fails, what is known of it stands', async () => {
  const { kantata, query, requests } = await startTestGateway();
  kantata.inject({ match: { path: '/users' }, action: { kind: 'answer', status: 403, body: '' } });

  const { data, errors } = await query(
    '{ accountMembership(id: "300502") { manager { fullName bio role { name } } } }',
  );

  expect(data).toEqual({
    accountMembership: {
      manager: { fullName: userRow(kantata, 9_100_001)?.full_name, bio: null, role: null },
    },
  });
  expect(errors?.map(({ path, extensions: { code } }) => ({ path, code }))).toEqual([
    { path: ['accountMembership', 'manager', 'bio'], code: 'FORBIDDEN' },
    { path: ['accountMembership', 'manager', 'role'], code: 'FORBIDDEN' },
  ]);
  expect(requests()).toHaveLength(2);
});
