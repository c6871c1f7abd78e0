import { expect, test } from 'vitest';
import {
  asAdministrator,
  asGuest,
  nth,
  someLink,
  someStranger,
  startForTest,
} from './elastic-path-caller.ts';

async function startWithShopper() {
  const emulator = await startForTest();
  const link = someLink(emulator);
  const { text } = emulator.mintAccountToken(link.account.id, link.member.id);
  return { emulator, ...link, shopper: await asGuest(emulator, text) };
}

test('an implicit token alone reads neither accounts nor members nor memberships', async () => {
  const emulator = await startForTest();
  const guest = await asGuest(emulator);
  const { account } = someLink(emulator);
  for (const path of [
    '/v2/accounts',
    '/v2/account-members',
    `/v2/accounts/${account.id}/account-memberships`,
  ]) {
    expect(await guest('GET', path)).toMatchObject({
      status: 403,
      body: { errors: [{ title: 'Forbidden', status: '403', detail: 'forbidden' }] },
    });
  }
});

test('a shopper sees the one account, its members and their memberships in it', async () => {
  const { emulator, account, member, shopper } = await startWithShopper();
  const inside = [...emulator.data.memberships.values()].filter(
    (row) => row.accountId === account.id,
  );
  const accounts = await shopper('GET', '/v2/accounts');
  expect(accounts.body.data.map((row) => row.id)).toEqual([account.id]);
  const members = await shopper('GET', '/v2/account-members?page[limit]=100');
  expect(members.body.data.map((row) => row.id).sort()).toEqual(
    inside.map((row) => row.memberId).sort(),
  );
  const own = await shopper('GET', `/v2/account-members/${member.id}/account-memberships`);
  expect(own.body.data.map((row) => row.id)).toEqual([
    inside.find((row) => row.memberId === member.id)?.id,
  ]);
});

test("another account does not exist for a shopper, even the shopper's own other one", async () => {
  const { emulator, member, account, shopper } = await startWithShopper();
  const other = nth(
    emulator.data.memberships
      .values()
      .filter((row) => row.memberId === member.id && row.accountId !== account.id),
    0,
  );
  const notFound = {
    status: 404,
    body: { errors: [{ title: 'Not Found', status: '404', detail: 'account not found' }] },
  };
  const path = `/v2/accounts/${other.accountId}`;
  expect(await shopper('GET', path)).toMatchObject(notFound);
  expect(await shopper('GET', `${path}/account-memberships`)).toMatchObject(notFound);
  expect(await shopper('GET', `${path}/account-memberships/${other.id}`)).toMatchObject(notFound);
});

test('a member of no common account does not exist for a shopper', async () => {
  const { emulator, account, shopper } = await startWithShopper();
  const stranger = someStranger(emulator, account);
  expect(await shopper('GET', `/v2/account-members/${stranger.id}`)).toMatchObject({
    status: 404,
    body: { errors: [{ detail: 'not found' }] },
  });
  const path = `/v2/accounts/${account.id}/account-memberships/unassigned-account-members`;
  expect((await shopper('GET', path)).body.data).toEqual([]);
});

test('a shopper writes nothing', async () => {
  const { emulator, account, member, membership, shopper } = await startWithShopper();
  const list = `/v2/accounts/${account.id}/account-memberships`;
  const data = { type: 'account_membership', account_member_id: member.id };
  const replies = [
    await shopper('POST', list, { data }),
    await shopper('PUT', `${list}/${membership.id}`, { data }),
    await shopper('DELETE', `${list}/${membership.id}`),
    await shopper('PUT', `/v2/account-members/${member.id}`, { data: { type: 'account_member' } }),
  ];
  expect(replies.map((reply) => reply.status)).toEqual([403, 403, 403, 403]);
  expect(emulator.writesApplied).toBe(0);
});

test('settings are for the administrator', async () => {
  const { emulator, shopper } = await startWithShopper();
  const administrator = await asAdministrator(emulator);
  const path = '/v2/settings/account-membership';
  expect(await shopper('GET', path)).toMatchObject({ status: 403 });
  expect(await administrator('GET', path)).toMatchObject({
    body: { data: { type: 'account_membership_setting', membership_limit: 10_000 } },
  });
});
