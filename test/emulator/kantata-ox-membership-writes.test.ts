import { describe, expect, it } from 'vitest';
import { useEmulator, type Reply } from './kantata-ox-caller.ts';

const M = '/account_memberships';

/** A write that must be refused, and must not have changed anything. */
function expectInvalid(reply: Reply, field: string, message: string): void {
  expect(reply.status).toBe(422);
  expect(reply.errors).toEqual([{ type: 'validation', message, field, index: 0 }]);
}

describe('updating a membership', () => {
  const { emulator, put } = useEmulator();
  const update = (id: number, attributes: object, query = '') =>
    put(`${M}/${id}${query}`, { account_membership: attributes });
  const membership = (id: number) => {
    const row = emulator().data.account_memberships.get(id);
    if (row === undefined) throw new Error(`No membership ${id}`);
    return row;
  };

  it('answers 200 with the object, its includes and optional fields', async () => {
    const query = '?include=manager&optional_fields=can_log_in';
    const reply = await update(300520, { manager_id: 9100004, billability_target: '45' }, query);
    expect(reply).toMatchObject({ status: 200, count: 1, ids: ['300520'] });
    expect(reply.row('account_memberships', 300520)).toMatchObject({
      manager_id: '9100004',
      billability_target: 45,
      can_log_in: true,
    });
    expect(reply.row('users', 9100004)).toBeDefined();
    expect(membership(300520).manager_id).toBe(9100004);
  });

  it('reads `include` at the top of the body as well, but not as an array', async () => {
    const change = (include: unknown, target: number) =>
      put(`${M}/300520`, { include, account_membership: { billability_target: target } });
    expect((await change('user', 1)).map('users')).toBeDefined();
    const array = await change(['user'], 2);
    expect(array.status).toBe(200);
    expect(array.map('users')).toBeUndefined();
  });

  it('clears with null', async () => {
    await update(300521, { manager_id: null, default_role_id: null, billability_target: null });
    expect(membership(300521)).toMatchObject({
      manager_id: null,
      default_role_id: null,
      billability_target: null,
    });
  });

  it('passes over attributes it does not know, and counts no change where there is none', async () => {
    const before = emulator().writesApplied;
    const stamp = membership(300522).updated_at;
    const reply = await update(300522, { full_name: 'Nobody', is_owner: true });
    expect(reply.status).toBe(200);
    expect(emulator().writesApplied).toBe(before);
    expect(membership(300522)).toMatchObject({ is_owner: false, updated_at: stamp });
    await update(300522, { manager_can_approve: !membership(300522).manager_can_approve });
    expect(emulator().writesApplied).toBe(before + 1);
    expect(membership(300522).updated_at).toBeGreaterThan(stamp);
  });

  it('finds an inactive one', async () => {
    const id = [...emulator().data.account_memberships.values()].find(
      ({ disabled_at }) => disabled_at !== null,
    )?.id;
    const reply = await update(id ?? 0, { default_read_only: true });
    expect(reply.ids).toEqual([String(id)]);
  });

  it('reads a form as well', async () => {
    const reply = await put(`${M}/300523`, 'account_membership[billability_target]=65', {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(reply.row('account_memberships', 300523).billability_target).toBe(65);
  });

  it.each([
    [undefined],
    ['{"account_membership":'],
    ['[{"permission":"collaborator"}]'],
    ['{}'],
    ['{"account_membership":{}}'],
    ['{"permission":"collaborator"}'],
    ['{"account_membership":[]}'],
  ])('refuses the malformed body %j', async (body) => {
    const { status, errors } = await put(`${M}/300520`, body);
    expect(status).toBe(400);
    expect(errors[0]).toMatchObject({ type: 'syntax' });
  });

  it('refuses what does not hold, by field and index', async () => {
    const before = emulator().writesApplied;
    expectInvalid(
      await update(300520, { permission: 'emperor' }),
      'permission',
      'Permission is not a valid permission',
    );
    for (const target of [101, -1]) {
      const { status, errors } = await update(300520, { billability_target: target });
      expect({ status, field: errors[0]?.field }).toEqual({
        status: 422,
        field: 'billability_target',
      });
    }
    expectInvalid(
      await update(300502, { manager_id: 9100009 }),
      'manager_id',
      'Manager is not a possible manager',
    );
    expectInvalid(
      await update(300520, { default_role_id: 1 }),
      'default_role_id',
      'Default role must exist',
    );
    expectInvalid(
      await update(300520, { change_role_option: 'explode' }),
      'change_role_option',
      'Change role option is not included in the list',
    );
    const several = await update(300520, { permission: 'emperor', bill_rate_in_cents: 'many' });
    expect(several.errors.map(({ field }) => field).sort()).toEqual([
      'bill_rate_in_cents',
      'permission',
    ]);
    expect(emulator().writesApplied).toBe(before);
  });

  it('wants a bill rate of whoever punches a clock', async () => {
    const reply = await update(300524, { permission: 'punch_clock', bill_rate_in_cents: null });
    expect(reply.errors[0]).toMatchObject({ field: 'bill_rate_in_cents' });
    const both = await update(300524, { permission: 'punch_clock', bill_rate_in_cents: 9000 });
    expect(both.row('account_memberships', 300524)).toMatchObject({ is_punch_clock_user: true });
    expect((await update(300524, { bill_rate_in_cents: null })).status).toBe(422);
  });

  it('adds a role to the projects unless told otherwise', async () => {
    await update(300525, { default_role_id: 77001 });
    await update(300525, { default_role_id: 77002, change_role_option: 'keep_existing_role' });
    const changes = emulator().data.roleChanges.filter(
      ({ membershipId }) => membershipId === 300525,
    );
    expect(changes.at(-2)?.option).toBe('add_another_role');
    expect(changes.at(-1)?.option).toBe('keep_existing_role');
  });

  it('gives no deleted role, but leaves one where it is', async () => {
    const { data } = emulator();
    const holder = data.account_memberships
      .values()
      .find((row) => (data.roles.get(row.default_role_id ?? 0)?.deleted_at ?? null) !== null);
    const role = holder?.default_role_id;
    const before = emulator().writesApplied;
    expect((await update(holder?.id ?? 0, { default_role_id: role })).status).toBe(200);
    expect(emulator().writesApplied).toBe(before);
    expect((await update(300525, { default_role_id: role })).status).toBe(422);
  });

  it('is for administrators', async () => {
    const body = { account_membership: { default_read_only: true } };
    for (const token of ['lead-token', 'collaborator-token']) {
      expect((await put(`${M}/300520`, body, { token })).status).toBe(403);
    }
    expect((await put(`${M}/390001`, body)).status).toBe(404);
  });

  it('answers without rows when the query of the write hides the object', async () => {
    const body = (target: number) => ({ account_membership: { billability_target: target } });
    const searched = await put(`${M}/300526?search=zzz`, body(35));
    expect(searched).toMatchObject({ status: 200, count: 0, results: [] });
    expect(membership(300526).billability_target).toBe(35);
    const filtered = await put(`${M}/300526?by_user_id=1`, body(40));
    expect(filtered).toMatchObject({ status: 200, count: 0 });
    expect(membership(300526).billability_target).toBe(40);
    const asObject = await put(`${M}/300526?page=9&only=300501`, body(45));
    expect(asObject.ids).toEqual(['300526']);
  });
});

describe('disabling, enabling and removing a membership', () => {
  const { emulator, get, put, remove } = useEmulator();
  const membership = (id: number) => emulator().data.account_memberships.get(id);

  it('shows the disabled one in the answer, though no list does any more', async () => {
    const reply = await put(`${M}/300530/disable?include=user`);
    expect(reply.row('account_memberships', 300530).disabled_at).toMatch(/^2026-11-23T10:/);
    expect(reply.row('users', 9100030)).toBeDefined();
    expect((await get(`${M}?only=300530`)).count).toBe(0);
    const again = emulator().writesApplied;
    expect((await put(`${M}/300530/disable`)).status).toBe(200);
    expect(emulator().writesApplied).toBe(again);
    const enabled = await put(`${M}/300530/enable`, {});
    expect(enabled.row('account_memberships', 300530).disabled_at).toBeNull();
    expect((await get(`${M}?only=300530`)).count).toBe(1);
  });

  it('is done though the answer shows nothing, when the query hides it', async () => {
    const reply = await put(`${M}/300531/disable?only_active=true`);
    expect(reply).toMatchObject({ status: 200, count: 0, results: [] });
    expect(membership(300531)?.disabled_at).not.toBeNull();
    const defaults = await put(`${M}/300532/disable?apply_default_filters=true`);
    expect(defaults).toMatchObject({ status: 200, count: 0 });
  });

  it('answers a removal with 204 and nothing else', async () => {
    const reply = await remove(`${M}/300533`);
    expect(reply).toMatchObject({ status: 204, text: '' });
    expect(reply.headers.get('content-type')).toBeNull();
    expect(membership(300533)).toBeUndefined();
    expect((await get('/users?on_my_account=true&only=9100033')).ids).toEqual([]);
    expect((await remove(`${M}/300533`)).status).toBe(404);
  });

  it('leaves those he managed with a manager whom no list shows', async () => {
    const report = emulator()
      .data.account_memberships.values()
      .find(({ manager_id, disabled_at }) => manager_id === 9100005 && disabled_at === null);
    const id = report?.id ?? 0;
    await remove(`${M}/300505`);
    const reply = await get(`${M}?only=${id}&include=manager`);
    expect(reply.row('account_memberships', id).manager_id).toBe('9100005');
    expect(reply.row('users', 9100005).account_id).not.toBe('40210');
  });

  it('never befalls the owner', async () => {
    const disabled = await put(`${M}/300501/disable`);
    const removed = await remove(`${M}/300501`);
    for (const { status, errors } of [disabled, removed]) {
      expect(status).toBe(422);
      expect(errors).toEqual([
        { type: 'validation', field: 'base', message: expect.any(String) as string },
      ]);
    }
    expect(membership(300501)?.disabled_at).toBeNull();
  });
});

describe('updating a user', () => {
  const { put, get } = useEmulator();

  it('changes name and headline', async () => {
    const reply = await put('/users/9100020', { user: { full_name: 'Nia Ö', headline: null } });
    expect(reply.row('users', 9100020)).toMatchObject({ full_name: 'Nia Ö', headline: null });
    expect((await get('/account_memberships?by_full_name=nia%20o')).ids).toContain('300520');
    expect((await put('/users/9100020', { user: { full_name: ' ' } })).status).toBe(422);
    expect((await put('/users/9199999', { user: { full_name: 'X' } })).status).toBe(404);
  });
});
