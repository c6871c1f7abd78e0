import { describe, expect, it } from 'vitest';
import { useEmulator, withReadings } from './kantata-ox-caller.ts';

const I = '/account_invitations';

const people = (count: number, from = 1) =>
  Array.from({ length: count }, (_, index) => ({
    email_address: `guest.${from + index}@guests.example`,
    full_name: `Guest ${from + index}`,
  }));

describe('inviting', () => {
  const { emulator, get, post } = useEmulator();
  const stored = (id: string | undefined) => emulator().data.account_invitations.get(Number(id));

  it('creates one and answers 200 with it', async () => {
    const [guest] = people(1, 100);
    const reply = await post(`${I}?include=inviter,default_role`, {
      account_invitation: { ...guest, default_role_id: '77001', cost_rate_in_cents: 5000 },
    });
    expect(reply).toMatchObject({ status: 200, count: 1 });
    expect(reply.row('account_invitations', reply.ids[0] ?? '')).toMatchObject({
      ...guest,
      pending: true,
      permission: 'project_creator',
      default_role_id: '77001',
      inviter_id: '9100001',
      invitee_id: null,
      cost_rate_in_cents: 5000,
    });
    expect(Object.keys(reply.map('roles') ?? {})).toEqual(['77001']);
    expect((await get(`${I}?only=${reply.ids[0] ?? ''}`)).count).toBe(1);
  });

  it('creates fifty at once, of which an answer without `per_page` shows twenty', async () => {
    const first = await post(I, { account_invitations: people(50, 200) });
    expect(first.count).toBe(50);
    expect(first.ids).toHaveLength(20);
    const second = await post(`${I}?per_page=200`, { account_invitations: people(50, 300) });
    expect(second.ids).toHaveLength(50);
    expect((await post(I, { account_invitations: people(51) })).status).toBe(422);
  });

  it('takes the plural of two roots', async () => {
    const [one, ...others] = people(3, 400);
    const reply = await post(I, { account_invitation: one, account_invitations: others });
    expect(reply.count).toBe(2);
  });

  it('answers without rows when the query hides them', async () => {
    const before = emulator().data.account_invitations.size;
    const reply = await post(`${I}?only=55001`, { account_invitations: people(2, 500) });
    expect(reply).toMatchObject({ status: 200, count: 0, results: [] });
    expect(emulator().data.account_invitations.size).toBe(before + 2);
  });

  it('invites the same person twice if asked twice', async () => {
    const body = { account_invitation: people(1, 600)[0] };
    const ids = [(await post(I, body)).ids, (await post(I, body)).ids].flat();
    expect(new Set(ids).size).toBe(2);
  });

  it('tells what is wrong with each row of a batch, and creates nothing', async () => {
    const before = emulator().data.account_invitations.size;
    const member = emulator().data.users.get(9100002)?.email_address;
    const reply = await post(I, {
      account_invitations: [
        people(1, 700)[0],
        { email_address: 'nowhere', full_name: '' },
        people(1, 701)[0],
        { email_address: member, full_name: 'A', permission: 'external_collaborator' },
        { full_name: 'B', billability_target: 101 },
      ],
    });
    expect(reply.status).toBe(422);
    expect(
      reply.errors.map(({ index, field }) => `${String(index)} ${String(field)}`).sort(),
    ).toEqual([
      '1 email_address',
      '1 full_name',
      '3 email_address',
      '3 permission',
      '4 billability_target',
      '4 email_address',
    ]);
    expect(reply.errors).toContainEqual({
      type: 'validation',
      message: 'Email address is invalid',
      field: 'email_address',
      index: 1,
    });
    expect(emulator().data.account_invitations.size).toBe(before);
  });

  it('creates the good rows of a spoilt batch under the other reading', async () => {
    await withReadings({ bulkCreation: 'partial' }, async (ask, { data }) => {
      const body = { account_invitations: [...people(2), { full_name: 'B' }] };
      const { status, errors } = await ask(I, { method: 'POST', body });
      expect({ status, indexes: errors.map(({ index }) => index) }).toEqual({
        status: 422,
        indexes: [2],
      });
      expect(data.account_invitations.size).toBe(122);
    });
  });

  it.each([['{'], ['{}'], ['[]'], ['{"account_invitations":[]}'], ['{"account_invitations":{}}']])(
    'refuses the malformed body %s',
    async (body) => {
      expect(await post(I, body)).toMatchObject({ status: 400, errors: [{ type: 'syntax' }] });
    },
  );

  it('is for project leads and above; the cost rate is for administrators', async () => {
    const body = { account_invitation: { ...people(1, 800)[0], cost_rate_in_cents: 1 } };
    expect((await post(I, body, { token: 'collaborator-token' })).status).toBe(403);
    const reply = await post(I, body, { token: 'lead-token' });
    expect(reply.status).toBe(200);
    expect(stored(reply.ids[0])).toMatchObject({ cost_rate_in_cents: null, inviter_id: 9100002 });
  });

  it('brings a new person in at once under another reading', async () => {
    await withReadings({ newInvitees: 'joined' }, async (ask, { data }) => {
      const before = data.account_memberships.size;
      const body = { account_invitation: people(1)[0] };
      const reply = await ask(`${I}?include=invitee`, { method: 'POST', body });
      const invitation = reply.row('account_invitations', reply.ids[0] ?? '');
      expect(invitation.pending).toBe(false);
      expect(reply.row('users', String(invitation.invitee_id)).full_name).toBe('Guest 1');
      expect(data.account_memberships.size).toBe(before + 1);
      expect((await ask(`${I}?only=${invitation.id}`)).count).toBe(0);
      const member = await ask(`/account_memberships?by_user_id=${String(invitation.invitee_id)}`);
      expect(member.count).toBe(1);
    });
  });
});

describe('an invitation', () => {
  const { emulator, put, remove } = useEmulator();
  const find = (pending: boolean) => {
    const found = [...emulator().data.account_invitations.values()].find(
      (row) => row.pending === pending,
    );
    if (found === undefined) throw new Error('No such invitation');
    return found;
  };

  it('can be changed in its terms only', async () => {
    const { id, full_name } = find(true);
    const reply = await put(`${I}/${id}`, {
      account_invitation: { permission: 'collaborator', billability_target: null, full_name: 'X' },
    });
    expect(reply.row('account_invitations', id)).toMatchObject({
      permission: 'collaborator',
      billability_target: null,
      full_name,
    });
    const refused = await put(`${I}/${id}`, { account_invitation: { permission: 'nobody' } });
    expect(refused.errors[0]).toMatchObject({ field: 'permission', index: 0 });
    expect((await put(`${I}/${id}`, {})).status).toBe(400);
  });

  it('can be sent again while it is pending', async () => {
    const reply = await put(`${I}/${find(true).id}/resend`);
    expect(reply.row('account_invitations', find(true).id).expiration_date).toBe('2026-12-23');
    const accepted = await put(`${I}/${find(false).id}/resend`);
    expect(accepted).toMatchObject({ status: 422, errors: [{ field: 'base' }] });
  });

  it('can be taken back', async () => {
    const { id } = find(true);
    expect(await remove(`${I}/${id}`)).toMatchObject({ status: 204, text: '' });
    expect((await remove(`${I}/${id}`)).status).toBe(404);
  });
});
