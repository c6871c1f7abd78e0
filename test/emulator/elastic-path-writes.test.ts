import { describe, expect, test } from 'vitest';
import type { ElasticPathEmulatorOptions } from '../../src/emulator/elastic-path/index.ts';
import { asAdministrator, someLink, someStranger, startForTest } from './elastic-path-caller.ts';

async function start(options: ElasticPathEmulatorOptions = {}, accountIndex = 1) {
  const emulator = await startForTest(options);
  const link = someLink(emulator, accountIndex);
  const list = `/v2/accounts/${link.account.id}/account-memberships`;
  return {
    emulator,
    ...link,
    list,
    one: `${list}/${link.membership.id}`,
    stranger: someStranger(emulator, link.account),
    call: await asAdministrator(emulator),
  };
}

const ofMember = (id: unknown, more: Record<string, unknown> = {}) => ({
  data: { type: 'account_membership', account_member_id: id, ...more },
});

const refusal = (status: number, title: string, detail: string) => ({
  status,
  body: { errors: [{ title, status: String(status), detail }] },
});

describe('create', () => {
  test('answers 201 with the membership, unset Flow fields as null', async () => {
    const { emulator, account, stranger, list, call } = await start();
    const reply = await call('POST', list, ofMember(stranger.id, { buyer_role: 'viewer' }));
    expect(reply).toMatchObject({
      status: 201,
      body: {
        data: {
          type: 'account_membership',
          buyer_role: 'viewer',
          spend_limit: null,
          relationships: { account_member: { data: { id: stranger.id } } },
        },
      },
    });
    const [created] = [...emulator.data.memberships.values()].slice(-1);
    expect(created).toMatchObject({ accountId: account.id, memberId: stranger.id });
    expect(reply.body.links).toEqual({ self: `${emulator.url}${list}/${created?.id ?? ''}` });
    expect(emulator.writesApplied).toBe(1);
  });

  test('moves the member out of the unassigned ones', async () => {
    const { stranger, list, call } = await start();
    const total = async () =>
      (await call('GET', `${list}/unassigned-account-members`)).body.meta.results.total;
    const before = await total();
    await call('POST', list, ofMember(stranger.id));
    expect(await total()).toBe(before - 1);
  });

  test('refuses without a trace what is wrong', async () => {
    const { emulator, member, stranger, list, call } = await start();
    const nobody = '00000000-0000-4000-8000-000000000000';
    const before = emulator.data.memberships.size;
    const wrongType = refusal(
      422,
      'Unprocessable Entity',
      "Validation failed: field 'Type' on the 'account-membership-type' tag.",
    );
    expect(await call('POST', list, { data: { account_member_id: stranger.id } })).toMatchObject(
      wrongType,
    );
    expect(await call('POST', list, ofMember(stranger.id, { type: 'membership' }))).toMatchObject(
      wrongType,
    );
    expect(await call('POST', list, { data: { type: 'account_membership' } })).toMatchObject({
      status: 422,
    });
    expect(await call('POST', list, ofMember(nobody))).toMatchObject(
      refusal(404, 'Not Found', 'not found'),
    );
    expect(
      await call('POST', `/v2/accounts/${nobody}/account-memberships`, ofMember(stranger.id)),
    ).toMatchObject(refusal(404, 'Not Found', 'account not found'));
    expect(await call('POST', list, ofMember(member.id))).toMatchObject(
      refusal(
        409,
        'Conflict',
        'account membership with the given account id and account member id already exists',
      ),
    );
    expect(await call('POST', list)).toMatchObject({ status: 400 });
    expect(emulator.data.memberships.size).toBe(before);
    expect(emulator.writesApplied).toBe(0);
  });

  test('refuses the 1001st membership of an account', async () => {
    const { stranger, list, call } = await start({ memberCount: 1200 }, 0);
    expect(await call('POST', list, ofMember(stranger.id))).toMatchObject(
      refusal(
        400,
        'Bad Request',
        'the number of account memberships with a particular account exceeds the limit',
      ),
    );
  });

  test('refuses a member who belongs to as many accounts as the store allows', async () => {
    const { emulator, stranger, list, call } = await start({ membershipLimit: 0 });
    expect(await call('POST', list, ofMember(stranger.id))).toMatchObject({ status: 400 });
    expect(emulator.writesApplied).toBe(0);
  });
});

describe('update', () => {
  test('merges Flow fields, keeps the unsent and clears by null', async () => {
    const { emulator, member, membership, one, call } = await start();
    const body = ofMember(member.id, { buyer_role: 'approver', spend_limit: null, nickname: 'Mo' });
    const reply = await call('PUT', one, body);
    expect(reply).toMatchObject({
      status: 200,
      body: { data: { buyer_role: 'approver', spend_limit: null, nickname: 'Mo' } },
    });
    const again = await call('PUT', one, ofMember(member.id, { spend_limit: 7 }));
    expect(again.body.data).toMatchObject({
      buyer_role: 'approver',
      spend_limit: 7,
      nickname: 'Mo',
    });
    expect(emulator.data.memberships.get(membership.id)).toMatchObject({
      flow: { buyer_role: 'approver', spend_limit: 7, nickname: 'Mo' },
      createdAtMs: membership.createdAtMs,
    });
    expect(emulator.writesApplied).toBe(2);
  });

  test('leaves alone what is not of the Flow', async () => {
    const { emulator, member, membership, one, call } = await start();
    await call('PUT', one, ofMember(member.id, { id: 'mine', meta: {}, relationships: {} }));
    expect(emulator.data.memberships.get(membership.id)).toMatchObject({
      id: membership.id,
      flow: membership.flow,
    });
  });

  test('stores a slug called __proto__ as a field', async () => {
    const { emulator, member, membership, one, call } = await start();
    const slug = Object.fromEntries([['__proto__', 'kept']]);
    await call('PUT', one, ofMember(member.id, slug));
    const flow = emulator.data.memberships.get(membership.id)?.flow ?? {};
    expect(Object.entries(flow)).toContainEqual(['__proto__', 'kept']);
  });

  test.each([
    ['another member', (other: string) => ofMember(other)],
    ['no member', () => ({ data: { type: 'account_membership', buyer_role: 'viewer' } })],
  ])('refuses %s', async (_, toBody) => {
    const { emulator, stranger, one, call } = await start();
    expect(await call('PUT', one, toBody(stranger.id))).toMatchObject(
      refusal(400, 'Bad Request', 'the account member did not match'),
    );
    expect(emulator.writesApplied).toBe(0);
  });

  test('refuses a missing type with 400, where create says 422', async () => {
    const { member, one, call } = await start();
    const reply = await call('PUT', one, { data: { account_member_id: member.id } });
    expect(reply).toMatchObject({ status: 400, body: { errors: [{ status: '400' }] } });
  });

  test('does not find a membership below another account', async () => {
    const { emulator, member, membership, call } = await start();
    const elsewhere = someLink(emulator, 2).account.id;
    const path = `/v2/accounts/${elsewhere}/account-memberships/${membership.id}`;
    expect(await call('PUT', path, ofMember(member.id))).toMatchObject(
      refusal(
        404,
        'Not Found',
        'Repository.GetAccountMembership failed: account membership not found',
      ),
    );
  });
});

describe('delete', () => {
  test('answers 204 with nothing, and 404 the second time', async () => {
    const { emulator, membership, one, call } = await start();
    const reply = await call('DELETE', one);
    expect(reply).toMatchObject({ status: 204, body: null });
    expect(emulator.data.memberships.has(membership.id)).toBe(false);
    expect(await call('DELETE', one)).toMatchObject({ status: 404 });
    expect(emulator.writesApplied).toBe(1);
  });
});

describe('an account member', () => {
  test('takes new values of its Flow and of nothing else', async () => {
    const { emulator, member, call } = await start();
    const data = { type: 'account_member', cost_center: 'CC-1', name: 'Somebody Else' };
    const reply = await call('PUT', `/v2/account-members/${member.id}`, { data });
    expect(reply.body.data).toMatchObject({ cost_center: 'CC-1', name: member.name });
    expect(emulator.data.members.get(member.id)).toMatchObject({ flow: { cost_center: 'CC-1' } });
  });

  test.each(['POST', 'DELETE'])('answers 405 to %s', async (method) => {
    const { member, call } = await start();
    const reply = await call(method, `/v2/account-members/${member.id}`);
    expect(reply).toMatchObject({ status: 405, body: { errors: [{ status: '405' }] } });
  });
});
