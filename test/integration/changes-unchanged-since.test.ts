/** `ifUnchangedSince`: read, compare, write; the record as it is now where it has moved. */
import { expect, test } from 'vitest';
import { changeMany, idOf, ordinary, refusalsOf, statusesOf } from './changing.ts';
import { inAnyOrder, startTestGateway, type TestGateway } from './harness.ts';
import { mutate } from './mutating.ts';

async function updatedAt(gateway: TestGateway, id: string): Promise<Date> {
  const { data } = await gateway.query(`{ accountMembership(id: "${id}") { updatedAt } }`);
  gateway.requests();
  return new Date(
    (data as { accountMembership: { updatedAt: string } }).accountMembership.updatedAt,
  );
}

const selection = 'accountMembership { billRateInCents updatedAt } userErrors { code field }';
const look = (id: string) =>
  `GET /account_memberships?only=${id}&apply_default_filters=false&per_page=200`;

test.each([
  ['equal', 0, true],
  ['later', 1000, true],
  ['earlier', -1000, false],
])('a time %s than the last change', async (_which, differenceMs, isMade) => {
  const gateway = await startTestGateway();
  const [row] = ordinary(gateway, 1);
  const id = idOf(row);
  const before = row?.bill_rate_in_cents ?? null;
  const since = new Date((await updatedAt(gateway, id)).getTime() + differenceMs).toISOString();
  const input = { id, billRateInCents: 4242, ifUnchangedSince: since };
  expect(await mutate(gateway, 'updateAccountMembership', input, selection)).toMatchObject(
    isMade
      ? { accountMembership: { billRateInCents: 4242 }, userErrors: [] }
      : {
          accountMembership: { billRateInCents: before },
          userErrors: [{ code: 'CONFLICT', field: ['input', 'ifUnchangedSince'] }],
        },
  );
  const put = `PUT /account_memberships/${id}`;
  expect(gateway.requests()).toEqual(isMade ? [look(id), put] : [look(id)]);
  expect(row?.bill_rate_in_cents).toBe(isMade ? 4242 : before);
});

test('what the operation has read before is read again', async () => {
  const gateway = await startTestGateway();
  const [row] = ordinary(gateway, 1);
  const id = idOf(row);
  const since = (await updatedAt(gateway, id)).toISOString();
  let puts = 0;
  // Somebody else changes it right behind the first change of the operation.
  gateway.kantata.inject({
    match: ({ method }) => {
      if (method === 'GET' && puts > 0 && row !== undefined) row.updated_at += 60;
      if (method === 'PUT') puts += 1;
      return false;
    },
    action: { kind: 'hang' },
  });
  const { data } = await gateway.query(
    `mutation ($id: ID!, $since: DateTime!) {
      one: updateAccountMembership(input: { id: $id, billRateInCents: 1 }) { userErrors { code } }
      other: updateAccountMembership(
        input: { id: $id, billRateInCents: 2, ifUnchangedSince: $since }
      ) { userErrors { code } accountMembership { billRateInCents } }
    }`,
    { id, since },
  );
  expect(data).toEqual({
    one: { userErrors: [] },
    other: { userErrors: [{ code: 'CONFLICT' }], accountMembership: { billRateInCents: 1 } },
  });
  expect(gateway.requests()).toEqual([`PUT /account_memberships/${id}`, look(id)]);
  expect(row?.bill_rate_in_cents).toBe(1);
});

test('an upstream that does not tell the time of the last change is no licence', async () => {
  const gateway = await startTestGateway();
  const id = idOf(ordinary(gateway, 1)[0]);
  gateway.kantata.inject({
    match: { method: 'GET' },
    action: {
      kind: 'answer',
      status: 200,
      body: {
        count: 1,
        results: [{ key: 'account_memberships', id }],
        account_memberships: { [id]: { id, permission: 'collaborator' } },
      },
    },
  });
  const input = { id, billRateInCents: 1, ifUnchangedSince: '2099-01-01T00:00:00Z' };
  expect(
    await mutate(gateway, 'updateAccountMembership', input, 'userErrors { code field }'),
  ).toEqual({ userErrors: [{ code: 'INVALID', field: ['input', 'ifUnchangedSince'] }] });
  expect(gateway.kantata.writesApplied).toBe(0);
});

test('an update of nothing still says that the record has moved', async () => {
  const gateway = await startTestGateway();
  const id = idOf(ordinary(gateway, 1)[0]);
  const input = { id, ifUnchangedSince: '2001-01-01T00:00:00Z' };
  expect(await mutate(gateway, 'updateAccountMembership', input, 'userErrors { code }')).toEqual({
    userErrors: [{ code: 'CONFLICT' }],
  });
  expect(gateway.requests()).toEqual([look(id)]);
});

test('in a bulk each item has its own', async () => {
  const gateway = await startTestGateway();
  const [one, other, third] = ordinary(gateway, 3);
  const updates = [
    { id: idOf(one), billRateInCents: 1, ifUnchangedSince: '2099-01-01T00:00:00Z' },
    { id: idOf(other), billRateInCents: 1, ifUnchangedSince: '2001-01-01T00:00:00Z' },
    { id: idOf(third), billRateInCents: 1 },
  ];
  const rate = other?.bill_rate_in_cents ?? null;
  const answer = await changeMany(
    gateway,
    'updateAccountMemberships',
    { updates },
    'accountMembership { billRateInCents }',
  );
  expect(statusesOf(answer)).toEqual(['DONE', 'REFUSED', 'DONE']);
  expect(answer.results.map(refusalsOf)[1]).toEqual([
    ['CONFLICT', 'input.updates.1.ifUnchangedSince'],
  ]);
  expect(answer.results[1]?.accountMembership).toEqual({ billRateInCents: rate });
  expect(gateway.requests().toSorted()).toEqual(
    [
      look(`${idOf(one)},${idOf(other)}`),
      `PUT /account_memberships/${idOf(one)}`,
      `PUT /account_memberships/${idOf(third)}`,
    ].toSorted(),
  );
});

test('in a bulk what belongs to a record that has moved is shown as by itself', async () => {
  const gateway = await startTestGateway();
  const { kantata } = gateway;
  const row = ordinary(gateway, 300).find(
    (each) => each.manager_id !== null && kantata.data.roles.has(each.default_role_id ?? 0),
  );
  const manager = kantata.data.users.get(row?.manager_id ?? 0);
  const role = kantata.data.roles.get(row?.default_role_id ?? 0);
  if (row === undefined || manager === undefined || role === undefined) {
    throw new Error('The account lacks what the test needs');
  }
  const input = {
    id: idOf(row),
    managerId: String(manager.id),
    defaultRoleId: String(role.id),
    changeRoleOption: 'KEEP_EXISTING_ROLE',
    ifUnchangedSince: '2001-01-01T00:00:00Z',
  };
  const shown = 'accountMembership { manager { fullName } defaultRole { name } }';
  const accountMembership = {
    manager: { fullName: manager.full_name },
    defaultRole: { name: role.name },
  };
  const looked = `${look(idOf(row))}&include=default_role,manager`;

  expect(await mutate(gateway, 'updateAccountMembership', input, shown)).toEqual({
    accountMembership,
  });
  expect(gateway.requests()).toEqual([looked]);

  const bulk = { updates: [input] };
  const answer = await changeMany(gateway, 'updateAccountMemberships', bulk, shown);
  expect(statusesOf(answer)).toEqual(['REFUSED']);
  expect(answer.results[0]?.accountMembership).toEqual(accountMembership);
  expect(inAnyOrder(gateway.requests())).toEqual(
    inAnyOrder([
      looked,
      `GET /users?only=${manager.id}&on_my_account=true&show_disabled=true&per_page=200`,
      `GET /roles?only=${role.id}&only_active=false&per_page=200`,
    ]),
  );
});
