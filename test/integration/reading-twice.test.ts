import { expect, test } from 'vitest';
import { inAnyOrder, startTestGateway } from './harness.ts';
import { named, roleRow, titled, userRow } from './relatives.ts';
import { memberships, userOf } from './world.ts';

test('two lists with different arguments take two requests', async () => {
  const { kantata, query, requests } = await startTestGateway();

  const answer = await query(`{
    newest: accountMemberships(first: 2) { nodes { sourceId } }
    byName: accountMemberships(first: 2, orderBy: { field: FULL_NAME }) { nodes { sourceId } }
  }`);

  const rows = memberships(kantata);
  const byName = rows.toSorted((one, other) =>
    userOf(kantata, one).full_name.localeCompare(userOf(kantata, other).full_name, 'en'),
  );
  const nodesOf = (some: typeof rows) => ({
    nodes: some.slice(0, 2).map(({ id }) => ({ sourceId: String(id) })),
  });
  expect(answer).toEqual({ data: { newest: nodesOf(rows), byName: nodesOf(byName) } });
  expect(inAnyOrder(requests())).toEqual(
    inAnyOrder([
      'GET /account_memberships?only_active=true&page=1&per_page=2',
      'GET /account_memberships?only_active=true&order=full_name:asc&page=1&per_page=2',
    ]),
  );
});

test('the same list twice takes one request', async () => {
  const { kantata, query, requests } = await startTestGateway();

  const { data, errors } = await query(`{
    one: accountMemberships(first: 2) { nodes { sourceId } }
    same: accountMemberships(first: 2, filter: { status: ACTIVE, byFullName: " " }) {
      nodes { sourceId }
    }
  }`);

  const nodes = memberships(kantata)
    .slice(0, 2)
    .map(({ id }) => ({ sourceId: String(id) }));
  expect(errors).toBeUndefined();
  expect(data).toEqual({ one: { nodes }, same: { nodes } });
  expect(requests()).toEqual(['GET /account_memberships?only_active=true&page=1&per_page=2']);
});

test('the same list with different selections takes one request with all that they need', async () => {
  const { kantata, query, requests } = await startTestGateway();

  const answer = await query(`{
    people: accountMemberships(first: 2) { nodes { user { fullName } } }
    roles: accountMemberships(first: 2) { edges { node { defaultRole { name } canLogIn } } }
  }`);

  const rows = memberships(kantata).slice(0, 2);
  expect(answer).toEqual({
    data: {
      people: { nodes: rows.map((row) => ({ user: named(userRow(kantata, row.user_id)) })) },
      roles: {
        edges: rows.map((row) => ({
          node: {
            defaultRole: titled(roleRow(kantata, row.default_role_id)),
            canLogIn: row.can_log_in,
          },
        })),
      },
    },
  });
  expect(requests()).toEqual([
    'GET /account_memberships?only_active=true&page=1&per_page=2&include=user,default_role&optional_fields=can_log_in',
  ]);
});

test('one record by its two ids, under two names, takes one request with all that they need', async () => {
  const { kantata, query, requests } = await startTestGateway();

  const answer = await query(`{
    one: user(id: "9100002") { bio }
    same: user(id: "${Buffer.from('User:9100002').toString('base64url')}") { role { name } }
    other: user(id: "9100003") { fullName }
  }`);

  const row = kantata.data.account_memberships.get(300_502);
  expect(answer).toEqual({
    data: {
      one: { bio: userRow(kantata, 9_100_002)?.bio },
      same: { role: titled(roleRow(kantata, row?.default_role_id ?? null)) },
      other: named(userRow(kantata, 9_100_003)),
    },
  });
  expect(requests()).toEqual([
    'GET /users?only=9100002,9100003&on_my_account=true&show_disabled=true&per_page=200&include=role&optional_fields=bio',
  ]);
});
