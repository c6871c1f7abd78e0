import { expect, test } from 'vitest';
import { globalId } from '../../src/domain/global-id.ts';
import { startTestGateway } from './harness.ts';
import { existing, idList, managees, named, roleRow, titled, userRow } from './relatives.ts';
import { membershipOf, memberships, userOf } from './world.ts';

test('selections behind fragments and interfaces are planned as if they stood in the open', async () => {
  const { kantata, query, requests } = await startTestGateway();

  const answer = await query(`
    query {
      accountMembership(id: "300502") {
        ... on Node { id }
        ... on Membership { person { fullName ... on User { headline } } }
        ...Leading
      }
    }
    fragment Leading on AccountMembership { manager { ...Names } ... { defaultRole { name } } }
    fragment Names on Person { fullName }
  `);

  const user = existing(userRow(kantata, 9_100_002));
  const row = existing(kantata.data.account_memberships.get(300_502));
  expect(answer).toEqual({
    data: {
      accountMembership: {
        id: globalId('AccountMembership', '300502'),
        person: { fullName: user.full_name, headline: user.headline },
        manager: named(userRow(kantata, 9_100_001)),
        defaultRole: titled(roleRow(kantata, row.default_role_id)),
      },
    },
  });
  expect(requests()).toEqual([
    'GET /account_memberships?only=300502&apply_default_filters=false&per_page=200&include=user,default_role,manager',
  ]);
});

test('what a fragment on the type selects is planned for a node, and only for that type', async () => {
  const { kantata, query, requests } = await startTestGateway();

  const answer = await query(
    `query ($id: ID!) {
      node(id: $id) {
        ... on Membership { person { fullName } }
        ... on User { bio accountMembership { permission } }
        ... on AccountMembership { managees { fullName } }
      }
    }`,
    { id: globalId('AccountMembership', '300502') },
  );

  expect(answer).toEqual({
    data: {
      node: {
        person: named(userRow(kantata, 9_100_002)),
        managees: managees(kantata, 9_100_002).map(named),
      },
    },
  });
  expect(requests()).toEqual([
    'GET /account_memberships?only=300502&apply_default_filters=false&per_page=200&include=user,managees',
  ]);
});

test('one association under several names is planned by all that is selected below any of them', async () => {
  const { kantata, query, requests } = await startTestGateway();

  // The headline alone would ride along with the membership; with the bio beside it, that would be in vain.
  const answer = await query(`{
    accountMembership(id: "300502") {
      user { headline }
      again: user { bio }
      person { fullName }
    }
  }`);

  const user = existing(userRow(kantata, 9_100_002));
  expect(answer).toEqual({
    data: {
      accountMembership: {
        user: { headline: user.headline },
        again: { bio: user.bio },
        person: named(user),
      },
    },
  });
  expect(requests()).toEqual([
    'GET /account_memberships?only=300502&apply_default_filters=false&per_page=200',
    'GET /users?only=9100002&on_my_account=true&show_disabled=true&per_page=200&optional_fields=bio',
  ]);
});

test.each([
  [{ people: true, noRoles: true }, 'user'],
  [{ people: false, noRoles: false }, 'default_role'],
  [{ people: true, noRoles: false }, 'user,default_role'],
  [{ people: false, noRoles: true }, ''],
])('with %j only what is left of the selection is asked for', async (variables, include) => {
  const { kantata, query, requests } = await startTestGateway();

  const answer = await query(
    `query ($people: Boolean!, $noRoles: Boolean!) {
      accountMemberships(first: 2) {
        nodes {
          sourceId
          user @include(if: $people) { fullName }
          ... @skip(if: $noRoles) { defaultRole { name } }
        }
      }
    }`,
    variables,
  );

  const nodes = memberships(kantata)
    .slice(0, 2)
    .map((row) => ({
      sourceId: String(row.id),
      ...(variables.people && { user: named(userOf(kantata, row)) }),
      ...(!variables.noRoles && { defaultRole: titled(roleRow(kantata, row.default_role_id)) }),
    }));
  expect(answer).toEqual({ data: { accountMemberships: { nodes } } });
  expect(requests()).toEqual([
    `GET /account_memberships?only_active=true&page=1&per_page=2${include === '' ? '' : `&include=${include}`}`,
  ]);
});

test('a cycle takes one request for each step to keys that stand nowhere else', async () => {
  const { kantata, query, requests } = await startTestGateway();

  const answer = await query(`{
    accountMembership(id: "300502") {
      managees { accountMembership { manager { role { name } } } }
    }
  }`);

  const role = titled(roleRow(kantata, membershipOf(kantata, 9_100_002).default_role_id));
  const reports = managees(kantata, 9_100_002);
  expect(answer).toEqual({
    data: {
      accountMembership: {
        managees: reports.map(() => ({ accountMembership: { manager: { role } } })),
      },
    },
  });
  // No fewer will do: which membership a user has, who manages it and which role he has are told only
  // by a row that was itself asked for, and each of the steps begins where the one before has ended.
  expect(requests()).toEqual([
    'GET /account_memberships?only=300502&apply_default_filters=false&per_page=200&include=managees',
    `GET /users?only=${idList(reports)}&on_my_account=true&show_disabled=true&per_page=200&include=account_membership`,
    `GET /account_memberships?only=${idList(reports.map(({ id }) => membershipOf(kantata, id)))}&apply_default_filters=false&per_page=200&include=manager`,
    'GET /users?only=9100002&on_my_account=true&show_disabled=true&per_page=200&include=role',
  ]);
});

test('a cycle ends where its records are known, however deep it goes on', async () => {
  const { kantata, query, requests } = await startTestGateway();

  const answer = await query(`{
    user(id: "9100002") {
      accountMembership {
        user { accountMembership { user { accountMembership { permission } } } }
      }
    }
  }`);

  const permission = membershipOf(kantata, 9_100_002).permission.toUpperCase();
  const innermost = { accountMembership: { permission } };
  expect(answer).toEqual({
    data: {
      user: { accountMembership: { user: { accountMembership: { user: innermost } } } },
    },
  });
  expect(requests()).toEqual([
    'GET /users?only=9100002&on_my_account=true&show_disabled=true&per_page=200&include=account_membership',
  ]);
});

test('a list that is selected only for its count asks for one row, and for nothing along with it', async () => {
  const { kantata, query, requests } = await startTestGateway();

  const answer = await query('{ accountMemberships(first: 50) { totalCount } }');

  expect(answer).toEqual({
    data: { accountMemberships: { totalCount: memberships(kantata).length } },
  });
  expect(requests()).toEqual(['GET /account_memberships?only_active=true&page=1&per_page=1']);
});
