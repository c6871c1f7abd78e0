import { describe, expect, it } from 'vitest';
import { keysOf, useEmulator, withReadings } from './kantata-ox-caller.ts';

const M = '/account_memberships';
const EVERY_INCLUDE =
  'user,default_role,manager,managees,possible_managers,possible_managees,effective_workweek,' +
  'skill_memberships,backup_approver_associations,cost_rates,future_billable_utilizations';

describe('include', () => {
  const { emulator, get } = useEmulator();

  it('shows only the ids that stand in columns without being asked', async () => {
    const row = (await get(`${M}?only=300502`)).row('account_memberships', 300502);
    expect(keysOf(row).filter((key) => /_ids?$/.test(key))).toEqual(['default_role_id', 'user_id']);
  });

  it('adds the ids and the map of each association that is named', async () => {
    const reply = await get(`${M}?only=300501,300502&include=${EVERY_INCLUDE}`);
    expect(Object.keys(reply.json)).toEqual([
      'count',
      'results',
      'account_memberships',
      'meta',
      'users',
      'roles',
      'workweeks',
      'skill_memberships',
      'backup_approver_associations',
      'cost_rates',
      'billable_utilizations',
    ]);
    const row = reply.row('account_memberships', 300502);
    expect(row).toMatchObject({ user_id: '9100002', manager_id: '9100001' });
    expect(reply.row('account_memberships', 300501).managee_ids).toContain('9100002');
    expect(keysOf(row).filter((key) => /_ids?$/.test(key))).toEqual([
      'backup_approver_association_ids',
      'cost_rate_ids',
      'default_role_id',
      'effective_workweek_id',
      'future_billable_utilization_ids',
      'managee_ids',
      'manager_id',
      'possible_managee_ids',
      'possible_manager_ids',
      'skill_membership_ids',
      'user_id',
    ]);
  });

  it.each(['user,%20manager', 'Manager', 'user.manager', 'manager&include=user', 'constructor'])(
    'passes over what it does not know in %s',
    async (include) => {
      const reply = await get(`${M}?only=300502&include=${include}`);
      expect(reply.status).toBe(200);
      expect(reply.row('account_memberships', 300502)).not.toHaveProperty('manager_id');
    },
  );

  it('passes over `include[]=`', async () => {
    const reply = await get(`${M}?only=300502&include[]=manager`);
    expect(reply.status).toBe(200);
    expect(reply.map('users')).toBeUndefined();
  });

  it('gives null and an empty map for a to-one that is not there', async () => {
    const reply = await get(`${M}?only=300501&include=manager`);
    expect(reply.row('account_memberships', 300501).manager_id).toBeNull();
    expect(reply.map('users')).toEqual({});
  });

  it('announces the map of each include even when nothing matches', async () => {
    const { json } = await get(`${M}?only=1&include=user`);
    expect(json).toEqual({
      count: 0,
      results: [],
      account_memberships: {},
      meta: { count: 0, page_count: 0, page_number: 0, page_size: 20 },
      users: {},
    });
  });

  it('keeps the id of a column whose row is gone, but not a computed one', async () => {
    const reply = await get(`${M}?only=300506&include=default_role`);
    expect(reply.row('account_memberships', 300506).default_role_id).toBe('77099');
    expect(reply.map('roles')).toEqual({});
    const users = await get('/users?only=9100006&on_my_account=true&include=role');
    expect(users.row('users', 9100006).role_id).toBeNull();
  });

  it('gives included rows neither optional fields nor ids by include', async () => {
    const reply = await get(
      '/users?only=9100009&on_my_account=true&include=manager&optional_fields=bio',
    );
    expect(reply.row('users', 9100009)).toMatchObject({ manager_id: '9100002' });
    expect(reply.row('users', 9100009)).toHaveProperty('bio');
    expect(keysOf(reply.row('users', 9100002))).toEqual([
      'account_id',
      'email_address',
      'full_name',
      'headline',
      'id',
      'photo_path',
    ]);
  });

  it('shows a row that is primary and included once, in its primary form', async () => {
    const reply = await get(
      '/users?only=9100002,9100009&on_my_account=true&include=manager&optional_fields=bio',
    );
    expect(reply.row('users', 9100002)).toHaveProperty('bio');
    expect(reply.row('users', 9100002)).toMatchObject({ manager_id: '9100001' });
  });

  it('mixes primary and included rows of one type in one map', async () => {
    const reply = await get('/users?on_my_account=true&per_page=200&page=2&include=manager');
    expect(Object.keys(reply.map('users') ?? {}).length).toBeGreaterThan(reply.ids.length);
  });

  it('applies the same rights to included rows', async () => {
    const money = async (token: string): Promise<string[]> => {
      const path = '/users?only=9100002&on_my_account=true&include=account_membership';
      const row = (await get(path, { token })).row('account_memberships', 300502);
      return keysOf(row).filter((key) => key.endsWith('_cents') || key === 'billability_target');
    };
    expect(await money('admin-token')).toEqual([
      'bill_rate_in_cents',
      'billability_target',
      'cost_rate_in_cents',
    ]);
    expect(await money('lead-token')).toEqual(['bill_rate_in_cents', 'billability_target']);
    expect(await money('collaborator-token')).toEqual([]);
  });

  it('includes rows that no list would show', async () => {
    const orphan = emulator()
      .data.account_memberships.values()
      .find(({ manager_id }) => manager_id === 9199999);
    const reply = await get(`${M}?only=${orphan?.id ?? 0}&include=manager`);
    expect(reply.row('users', 9199999).full_name).toEqual(expect.any(String));
    const listed = await get('/users?only=9199999&on_my_account=true&show_disabled=true');
    expect(listed.ids).toEqual([]);

    const invited = await get('/account_invitations?per_page=200&include=invitee');
    const foreigners = Object.values(invited.map('users') ?? {});
    expect(foreigners.length).toBeGreaterThan(0);
    expect(foreigners.every(({ account_id }) => account_id !== '40210')).toBe(true);

    const roles = (await get(`${M}?per_page=200&include=default_role`)).map('roles') ?? {};
    expect(Object.values(roles).some(({ deleted_at }) => deleted_at !== null)).toBe(true);
  });

  it('reaches a workweek of someone’s own by include alone', async () => {
    const [own] = emulator().data.workweek_memberships.values();
    const reply = await get(`/workweek_memberships?only=${own?.id ?? 0}&include=workweek`);
    const workweekId = own?.workweek_id ?? 0;
    expect(reply.row('workweeks', workweekId).default).toBe(false);
    expect((await get(`/workweeks?only=${workweekId}`)).ids).toEqual([]);
    expect((await get(`/workweeks/${workweekId}`)).status).toBe(404);
    const membership = await get(`${M}?by_user_id=${own?.user_id ?? 0}&include=effective_workweek`);
    expect(Object.keys(membership.map('workweeks') ?? {})).toEqual([String(workweekId)]);
  });

  it('leaves targets that are in force already to their own list', async () => {
    const all = `${M}?per_page=200&include=future_billable_utilizations`;
    const future = Object.values((await get(all)).map('billable_utilizations') ?? {});
    expect(future.length).toBeGreaterThan(0);
    expect(future.every((row) => String(row.effective_date) > '2026-11-23')).toBe(true);
    const listed = await get('/billable_utilizations?per_page=1');
    expect(listed.row('billable_utilizations', listed.ids[0] ?? '').effective_date).toBe(
      '2026-01-01',
    );
  });

  it('announces the maps of what the account has none of', async () => {
    const reply = await get(
      '/users?only=9100002&on_my_account=true&include=custom_field_values,work_samples',
    );
    expect(reply.map('custom_field_values')).toEqual({});
    expect(reply.map('work_samples')).toEqual({});
    expect(reply.row('users', 9100002)).toMatchObject({
      custom_field_value_ids: [],
      work_sample_ids: [],
    });
  });
});

describe('possible managers', () => {
  const { emulator, get } = useEmulator();

  it('are active project leads or above, not himself, and no one who reports to him', async () => {
    const reply = await get(`${M}?only=300502&include=possible_managers,possible_managees`);
    const ids = reply.row('account_memberships', 300502).possible_manager_ids;
    const members = new Map(
      emulator()
        .data.account_memberships.values()
        .map((row) => [String(row.user_id), row]),
    );
    expect(ids).toContain('9100001');
    expect(ids).not.toContain('9100002');
    for (const id of ids as string[]) {
      const member = members.get(id);
      expect(member?.disabled_at).toBeNull();
      expect(member?.manager_id).not.toBe(9100002);
    }
  });

  it('mirror possible managees', async () => {
    const reply = await get(
      `${M}?only=300501,300502,300520&include=possible_managers,possible_managees`,
    );
    const managees = reply.row('account_memberships', 300502).possible_managee_ids;
    const managers = reply.row('account_memberships', 300520).possible_manager_ids;
    expect((managers as string[]).includes('9100002')).toBe(
      (managees as string[]).includes('9100020'),
    );
    expect(managees).not.toContain('9100001');
  });
});

describe('what only administrators may include', () => {
  const path = `${M}?only=300502&include=user,cost_rates,future_billable_utilizations`;
  const lead = { token: 'lead-token' };

  it('is empty to a lesser token by the probable reading', async () => {
    await withReadings({ adminOnlyIncludes: 'empty' }, async (get) => {
      const reply = await get(path, lead);
      expect(reply.map('cost_rates')).toEqual({});
      expect(reply.row('account_memberships', 300502)).toMatchObject({
        cost_rate_ids: [],
        future_billable_utilization_ids: [],
      });
    });
  });

  it.each([
    ['forbidden', 403],
    ['broken', 500],
  ] as const)('fails the whole request, read as %s', async (adminOnlyIncludes, status) => {
    await withReadings({ adminOnlyIncludes }, async (get) => {
      expect((await get(path, lead)).status).toBe(status);
      expect((await get(path)).status).toBe(200);
    });
  });

  it('is silently absent by the last', async () => {
    await withReadings({ adminOnlyIncludes: 'absent' }, async (get) => {
      const reply = await get(path, lead);
      expect(reply.map('cost_rates')).toBeUndefined();
      expect(reply.map('users')).toBeDefined();
      expect(reply.row('account_memberships', 300502)).not.toHaveProperty('cost_rate_ids');
    });
  });
});

describe('other readings', () => {
  it('hide `default_role_id` unless it is included', async () => {
    await withReadings({ defaultRoleIdFree: false }, async (get) => {
      const plain = await get(`${M}?only=300502`);
      expect(plain.row('account_memberships', 300502)).not.toHaveProperty('default_role_id');
      const asked = await get(`${M}?only=300502&include=default_role`);
      expect(asked.row('account_memberships', 300502)).toHaveProperty('default_role_id');
      const gone = await get(`${M}?only=300506&include=default_role`);
      expect(gone.row('account_memberships', 300506).default_role_id).toBeNull();
    });
  });

  it('ignore an include as if its name were unknown', async () => {
    await withReadings({ silentlyIgnoredIncludes: ['manager'] }, async (get) => {
      const reply = await get(`${M}?only=300502&include=manager,default_role`);
      expect(reply.map('users')).toBeUndefined();
      expect(reply.map('roles')).toBeDefined();
      expect(reply.row('account_memberships', 300502)).not.toHaveProperty('manager_id');
    });
  });

  it('spell the ids that are documented as integers as integers', async () => {
    const ids = async (idTypes: 'string' | 'documented' | 'mixed', include = '') =>
      withReadings({ idTypes }, async (get) => {
        const rates = await get(`/cost_rates?per_page=1&include=${include}`);
        const weeks = await get('/workweek_memberships?per_page=1');
        const rate = rates.row('cost_rates', rates.ids[0] ?? '');
        const week = weeks.row('workweek_memberships', weeks.ids[0] ?? '');
        return [typeof rate.account_membership_id, typeof week.user_id, typeof week.workweek_id];
      });
    expect(await ids('string')).toEqual(['string', 'string', 'string']);
    expect(await ids('documented', 'account_membership')).toEqual(['number', 'number', 'string']);
    expect(await ids('mixed', 'account_membership')).toEqual(['string', 'number', 'string']);
    expect(await ids('mixed')).toEqual(['number', 'number', 'string']);
  });
});
