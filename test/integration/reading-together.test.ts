import { expect, test } from 'vitest';
import { inAnyOrder, startTestGateway } from './harness.ts';
import { existing, idList, managees, named, titled, userRow } from './relatives.ts';
import { invitations, membershipOf, memberships, userOf } from './world.ts';

test('loads of one collection that meet in a tick are one request, whatever they hang on', async () => {
  const { kantata, query, requests } = await startTestGateway();

  const answer = await query(`{
    accountMembership(id: "300502") {
      user { bio }
      manager { website }
      managees { city }
    }
  }`);

  const reports = managees(kantata, 9_100_002);
  expect(answer).toEqual({
    data: {
      accountMembership: {
        user: { bio: userRow(kantata, 9_100_002)?.bio },
        manager: { website: userRow(kantata, 9_100_001)?.website },
        managees: reports.map(({ city }) => ({ city })),
      },
    },
  });
  const [, users] = requests();
  expect(users).toBe(
    `GET /users?only=9100002,9100001,${idList(reports)}&on_my_account=true&show_disabled=true&per_page=200&optional_fields=bio,website,city`,
  );
});

test('several fields that each need a call of their own share it, and so do the rows of a list', async () => {
  const { kantata, query, requests } = await startTestGateway();

  const answer = await query(`{
    invitations(first: 8) {
      nodes { sourceId inviter { bio city role { name } manager { fullName } } }
    }
  }`);

  const rows = invitations(kantata).slice(0, 8);
  const nodes = rows.map(({ id, inviter_id }) => {
    const inviter = existing(userRow(kantata, inviter_id));
    const membership = membershipOf(kantata, inviter_id);
    return {
      sourceId: String(id),
      inviter: {
        bio: inviter.bio,
        city: inviter.city,
        role: titled(kantata.data.roles.get(membership.default_role_id ?? 0)),
        manager: named(userRow(kantata, membership.manager_id)),
      },
    };
  });
  expect(answer).toEqual({ data: { invitations: { nodes } } });
  const inviters = [...new Set(rows.map(({ inviter_id }) => inviter_id))];
  expect(requests()).toEqual([
    'GET /account_invitations?only_pending=true&page=1&per_page=8',
    `GET /users?only=${inviters.join(',')}&on_my_account=true&show_disabled=true&per_page=200&include=manager,role&optional_fields=bio,city`,
  ]);
});

test('more than a hundred and fifty ids are asked for in two requests at once', async () => {
  const { kantata, query, requests } = await startTestGateway();

  const answer = await query(`{ accountMemberships(first: 180) { nodes { user { bio } } } }`);

  const users = memberships(kantata)
    .slice(0, 180)
    .map((row) => userOf(kantata, row));
  expect(answer).toEqual({
    data: { accountMemberships: { nodes: users.map(({ bio }) => ({ user: { bio } })) } },
  });
  const byIds = (some: typeof users) =>
    `GET /users?only=${idList(some)}&on_my_account=true&show_disabled=true&per_page=200&optional_fields=bio`;
  expect(inAnyOrder(requests())).toEqual(
    inAnyOrder([
      'GET /account_memberships?only_active=true&page=1&per_page=180',
      byIds(users.slice(0, 150)),
      byIds(users.slice(150)),
    ]),
  );
});

test('ids so long that a hundred and fifty would overfill an address go in more requests', async () => {
  const { kantata, query, requests } = await startTestGateway();
  const ids = Array.from({ length: 200 }, (_, index) => `1${String(index).padStart(18, '0')}`);

  const { data, errors } = await query('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', {
    ids: ids.map((id) => Buffer.from(`Skill:${id}`).toString('base64url')),
  });

  expect(errors).toBeUndefined();
  expect(data).toEqual({ nodes: ids.map(() => null) });
  const urls = kantata.requests.map(({ url }) => url);
  expect(Math.max(...urls.map(({ length }) => length))).toBeLessThan(4096);
  // In the order of their first ids, whichever arrived first.
  const asked = inAnyOrder(requests()).map(
    (line) => /only=([\d,]+)/.exec(line)?.[1]?.split(',') ?? [],
  );
  expect(asked.map(({ length }) => length)).toEqual([150, 50]);
  expect(asked.flat()).toEqual(ids);
});
