import { expect, test } from 'vitest';
import { startTestGateway } from './harness.ts';
import { costRatesOf, existing, managees, named, userRow } from './relatives.ts';
import { memberships, userOf } from './world.ts';

test('the way back to the membership that led to a rate takes no request', async () => {
  const { kantata, query, requests } = await startTestGateway();

  const answer = await query(`{
    accountMemberships(first: 10) {
      nodes { costRates { currency accountMembership { sourceId permission } } }
    }
  }`);

  const nodes = memberships(kantata)
    .slice(0, 10)
    .map((row) => ({
      costRates: costRatesOf(kantata, row.id).map(({ currency }) => ({
        currency,
        accountMembership: { sourceId: String(row.id), permission: row.permission.toUpperCase() },
      })),
    }));
  expect(nodes.flatMap(({ costRates }) => costRates).length).toBeGreaterThan(0);
  expect(answer).toEqual({ data: { accountMemberships: { nodes } } });
  expect(requests()).toEqual([
    'GET /account_memberships?only_active=true&page=1&per_page=10&include=cost_rates',
  ]);
});

test('users who came along are known wherever else they are mentioned', async () => {
  const { kantata, query, requests } = await startTestGateway();

  // Whoever has the skill stands on the membership; most of the creators are his manager.
  const answer = await query(`{
    accountMembership(id: "300502") {
      user { fullName }
      manager { fullName }
      managees { fullName }
      skillMemberships { user { fullName emailAddress } creator { fullName } }
    }
  }`);

  const member = userRow(kantata, 9_100_002);
  const manager = named(userRow(kantata, 9_100_001));
  const held = [...kantata.data.skill_memberships.values()].filter(
    (each) => each.user_id === 9_100_002,
  );
  expect(held.length).toBeGreaterThan(0);
  expect(answer).toEqual({
    data: {
      accountMembership: {
        user: named(member),
        manager,
        managees: managees(kantata, 9_100_002).map(named),
        skillMemberships: held.map(() => ({
          user: { fullName: member?.full_name, emailAddress: member?.email_address },
          creator: manager,
        })),
      },
    },
  });
  expect(requests()).toEqual([
    'GET /account_memberships?only=300502&apply_default_filters=false&per_page=200&include=user,manager,managees,skill_memberships',
  ]);
});

test('a manager among the listed users is not read again, whatever of him is selected', async () => {
  const { kantata, query, requests } = await startTestGateway({
    kantata: { members: 60, inactive: 0 },
  });

  const answer = await query(`{
    users(first: 60) { nodes { fullName bio manager { fullName bio } } }
  }`);

  const rows = [...kantata.data.account_memberships.values()];
  const nodes = rows
    .map((row) => {
      const manager = userRow(kantata, row.manager_id);
      const user = userOf(kantata, row);
      return {
        fullName: user.full_name,
        bio: user.bio,
        manager: manager === undefined ? null : { fullName: manager.full_name, bio: manager.bio },
      };
    })
    // He left: no list shows him, and what only a row of its own tells is not told.
    .map((node) =>
      node.manager?.fullName === kantata.data.users.get(9_199_999)?.full_name
        ? { ...node, manager: { ...node.manager, bio: null } }
        : node,
    );
  const { nodes: told } = answer.data?.users as { nodes: unknown[] };
  expect(answer.errors).toBeUndefined();
  expect(told).toHaveLength(60);
  expect(told).toEqual(expect.arrayContaining(nodes));
  expect(requests()).toEqual([
    'GET /users?on_my_account=true&show_disabled=false&page=1&per_page=60&include=manager&optional_fields=bio',
    // Only the one who is not among them.
    'GET /users?only=9199999&on_my_account=true&show_disabled=true&per_page=200&optional_fields=bio',
  ]);
});

test('what each of two ways told of a record is told on both', async () => {
  const { kantata, query, requests } = await startTestGateway();

  const answer = await query(`{
    user(id: "9100002") { bio accountMembership { permission user { bio } } }
  }`);

  const row = existing(kantata.data.account_memberships.get(300_502));
  const bio = existing(userRow(kantata, 9_100_002)).bio;
  expect(answer).toEqual({
    data: {
      user: {
        bio,
        accountMembership: { permission: row.permission.toUpperCase(), user: { bio } },
      },
    },
  });
  expect(requests()).toEqual([
    'GET /users?only=9100002&on_my_account=true&show_disabled=true&per_page=200&include=account_membership&optional_fields=bio',
  ]);
});
