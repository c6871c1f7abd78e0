/** Within one operation later fields see the change, and nothing stale is told afterwards. */
import { expect, test } from 'vitest';
import { idOf, ordinary } from './changing.ts';
import { startTestGateway } from './harness.ts';

test('serial changes, aliases and inverse edges see what went before', async () => {
  const gateway = await startTestGateway();
  const rows = ordinary(gateway, 40);
  const managed = rows.find(({ manager_id }) => manager_id !== null);
  const id = idOf(managed);
  const manager = rows.find(({ user_id }) => user_id === managed?.manager_id);
  const managees = (userId: number | null | undefined) =>
    gateway.kantata.data.account_memberships
      .values()
      .filter((row) => row.manager_id === userId && row.disabled_at === null)
      .toArray().length;
  const before = managees(managed?.manager_id);
  const { data, errors } = await gateway.query(
    `mutation ($id: ID!, $managerId: ID!) {
      first: updateAccountMembership(input: { id: $managerId, managerCanApprove: true }) {
        accountMembership { managees { sourceId } }
      }
      updateAccountMembership(input: { id: $id, managerId: null }) {
        accountMembership { manager { id } }
      }
      again: updateAccountMembership(input: { id: $managerId }) {
        accountMembership { managees { sourceId } managerCanApprove }
      }
    }`,
    { id, managerId: manager === undefined ? id : idOf(manager) },
  );
  expect(errors).toBeUndefined();
  const told = data as Record<
    'first' | 'again' | 'updateAccountMembership',
    { accountMembership: { managees: unknown[]; manager: unknown } }
  >;
  expect(told.updateAccountMembership.accountMembership.manager).toBeNull();
  expect(managed?.manager_id).toBeNull();
  if (manager !== undefined) {
    expect(told.first.accountMembership.managees).toHaveLength(before);
    expect(told.again.accountMembership.managees).toHaveLength(before - 1);
  }
});

test('a change behind a bulk sees it, and a query behind both does, too', async () => {
  const gateway = await startTestGateway();
  const [one, other] = ordinary(gateway, 2).map(idOf);
  const { data } = await gateway.query(
    `mutation ($one: ID!, $other: ID!) {
      disableAccountMemberships(input: { ids: [$one, $other] }) {
        results { accountMembership { status } }
      }
      kept: updateAccountMembership(input: { id: $one }) { accountMembership { status } }
      enableAccountMembership(input: { id: $one }) { accountMembership { status } }
      again: updateAccountMembership(input: { id: $one }) { accountMembership { status } }
    }`,
    { one, other },
  );
  const told = (status: string) => ({ accountMembership: { status } });
  expect(data).toEqual({
    disableAccountMemberships: { results: [told('INACTIVE'), told('INACTIVE')] },
    kept: told('INACTIVE'),
    enableAccountMembership: told('ACTIVE'),
    again: told('ACTIVE'),
  });
  const after = await gateway.query(
    `{ nodes(ids: []) { id } one: accountMembership(id: "${one}") { status }
       other: accountMembership(id: "${other}") { status } }`,
  );
  expect(after.data).toMatchObject({ one: { status: 'ACTIVE' }, other: { status: 'INACTIVE' } });
});

test('also after a change that failed, what was known is asked for again', async () => {
  const gateway = await startTestGateway();
  const id = idOf(ordinary(gateway, 1)[0]);
  gateway.kantata.inject({
    match: { method: 'PUT' },
    times: 1,
    action: { kind: 'resetAfterApplying' },
  });
  const { data } = await gateway.query(
    `mutation ($id: ID!) {
      first: updateAccountMembership(input: { id: $id }) { accountMembership { defaultReadOnly } }
      failed: updateAccountMembership(
        input: { id: $id, defaultRoleId: "77002", changeRoleOption: KEEP_EXISTING_ROLE }
      ) { userErrors { code } }
      again: updateAccountMembership(input: { id: $id }) {
        accountMembership { defaultRole { sourceId } }
      }
    }`,
    { id },
  );
  expect(data).toMatchObject({
    failed: null,
    again: { accountMembership: { defaultRole: { sourceId: '77002' } } },
  });
});
