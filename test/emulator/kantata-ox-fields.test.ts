import { describe, expect, it } from 'vitest';
import { keysOf, useEmulator, withReadings } from './kantata-ox-caller.ts';

const M = '/account_memberships';
const MEMBERSHIP_KEYS = [
  'bill_rate_in_cents',
  'billability_target',
  'can_create_workspace',
  'can_view_reports',
  'collaborator_only_license',
  'cost_rate_in_cents',
  'created_at',
  'default_read_only',
  'default_role_id',
  'disabled_at',
  'id',
  'is_administrator',
  'is_backup_approver',
  'is_owner',
  'is_project_lead',
  'is_punch_clock_user',
  'manager_can_approve',
  'manager_can_edit_skills',
  'permission',
  'should_show_alert_on_timesheet_submission',
  'updated_at',
  'user_id',
];
const INVITATION_KEYS = [
  'bill_rate_in_cents',
  'billability_target',
  'cost_rate_in_cents',
  'default_role_id',
  'email_address',
  'expiration_date',
  'full_name',
  'headline',
  'id',
  'invitee_id',
  'inviter_id',
  'pending',
  'permission',
];
const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

const KEYS_OF: Readonly<Record<string, readonly string[]>> = {
  account_memberships: MEMBERSHIP_KEYS,
  account_invitations: INVITATION_KEYS,
  users: ['account_id', 'email_address', 'full_name', 'headline', 'id', 'photo_path'],
  roles: ['created_at', 'deleted_at', 'id', 'name', 'updated_at'],
  workweeks: [
    ...['created_at', 'default', 'end_date', 'id', 'start_date', 'total_minutes', 'updated_at'],
    ...DAYS.map((day) => `${day}_minutes`),
  ].sort(),
  workweek_memberships: [
    ...['created_at', 'end_date', 'id', 'start_date', 'updated_at', 'user_id', 'workweek_id'],
  ],
  skills: [
    ...['created_at', 'description', 'id', 'max_level', 'name', 'skill_category_id', 'updated_at'],
  ],
  skill_categories: ['id', 'name'],
  skill_memberships: [
    ...['cached_skill_name', 'created_at', 'creator_id', 'id', 'level', 'max_level', 'skill_id'],
    ...['updated_at', 'user_id'],
  ],
  backup_approver_associations: [
    'approver_id',
    'backup_approver_id',
    'end_date',
    'id',
    'start_date',
  ],
  cost_rates: [
    ...['account_membership_id', 'amount_in_subunits', 'created_at', 'currency', 'id', 'in_use'],
    'updated_at',
  ],
  billable_utilizations: [
    ...['account_membership_id', 'created_at', 'creator_id', 'effective_date', 'id', 'target'],
    'updated_at',
  ],
};

describe('the fields of a row', () => {
  const { get } = useEmulator();

  it.each(Object.entries(KEYS_OF))('of %s are the documented ones', async (key, expected) => {
    const reply = await get(`/${key}?per_page=1`);
    expect(keysOf(reply.row(key, reply.ids[0] ?? ''))).toEqual(expected);
  });

  it('have ids as text and money as whole minor units', async () => {
    const row = (await get(`${M}?only=300502`)).row('account_memberships', 300502);
    expect(row).toMatchObject({ id: '300502', user_id: '9100002' });
    expect(row.bill_rate_in_cents).toEqual(expect.any(Number));
    const skills = await get('/skills?per_page=1');
    expect(skills.row('skills', skills.ids[0] ?? '').max_level).toMatch(/^[15]$/);
  });

  it('follow from the permission where they are derived', async () => {
    const owner = (await get(`${M}?only=300501`)).row('account_memberships', 300501);
    expect(owner).toMatchObject({
      permission: 'administrator',
      is_owner: true,
      is_administrator: true,
      is_project_lead: true,
      can_create_workspace: true,
      can_view_reports: true,
      is_punch_clock_user: false,
    });
    const lead = (await get(`${M}?only=300502`)).row('account_memberships', 300502);
    expect(lead).toMatchObject({ is_administrator: false, is_project_lead: true });
    expect(lead.can_view_reports).toBe(false);
  });
});

describe('what a token may see', () => {
  const { emulator, get } = useEmulator();

  it.each([
    ['admin-token', []],
    ['lead-token', ['cost_rate_in_cents']],
    ['collaborator-token', ['bill_rate_in_cents', 'billability_target', 'cost_rate_in_cents']],
  ])('lacks with %s the keys %j of memberships and invitations', async (token, missing) => {
    const lacking = (keys: readonly string[]) => keys.filter((key) => !missing.includes(key));
    const members = await get(`${M}?only=300502`, { token });
    expect(keysOf(members.row('account_memberships', 300502))).toEqual(lacking(MEMBERSHIP_KEYS));
    const invited = await get('/account_invitations?per_page=1', { token });
    const row = invited.row('account_invitations', invited.ids[0] ?? '');
    expect(keysOf(row)).toEqual(lacking(INVITATION_KEYS));
  });

  it.each(['billable_utilizations', 'cost_rates'])('forbids %s to lesser tokens', async (key) => {
    expect((await get(`/${key}`)).status).toBe(200);
    const { status, errors } = await get(`/${key}`, { token: 'lead-token' });
    expect(status).toBe(403);
    expect(errors[0]).toMatchObject({ type: 'system' });
  });

  it.each(['wrong', '', 'admin-token2'])('refuses the token %j', async (token) => {
    const { status, errors } = await get(M, { token });
    expect(status).toBe(401);
    expect(errors).toEqual([{ type: 'oauth', message: 'Invalid OAuth 2 Request' }]);
  });

  it('is decided by the user on whose behalf it acts', async () => {
    const permission = async (token: string) => {
      const me = await get('/users/me?include=account_membership', { token });
      expect(me.count).toBe(1);
      const [membership] = Object.values(me.map('account_memberships') ?? {});
      return membership?.permission;
    };
    expect(await permission('admin-token')).toBe('administrator');
    expect(await permission('lead-token')).toBe('project_lead');
    expect(await permission('collaborator-token')).toBe('collaborator');
    expect(emulator().requests.at(-1)?.token).toBe('collaborator-token');
  });
});

describe('optional fields', () => {
  const { get } = useEmulator();
  const ask = async (query: string, token = 'admin-token') => {
    const reply = await get(`/users?only=9100009&${query}`, { token });
    return keysOf(reply.row('users', 9100009));
  };

  it('come in one list, spaces forgiven, unknown names passed over', async () => {
    const asked = await ask('on_my_account=true&optional_fields=bio,%20city%20,nonsense,Country');
    expect(asked).toContain('bio');
    expect(asked).toContain('city');
    expect(asked).not.toContain('country');
    expect(await ask('on_my_account=true&optional_fields[]=bio')).not.toContain('bio');
    const last = await ask('on_my_account=true&optional_fields=bio&optional_fields=city');
    expect(last).toContain('city');
    expect(last).not.toContain('bio');
  });

  it('of a membership are two', async () => {
    const reply = await get(`${M}?only=300502&optional_fields=can_log_in,non_participant`);
    expect(keysOf(reply.row('account_memberships', 300502))).toEqual(
      [...MEMBERSHIP_KEYS, 'can_log_in', 'non_participant'].sort(),
    );
  });

  it('tell the last activity on the site to administrators on the account alone', async () => {
    const query = 'show_disabled=true&optional_fields=last_site_activity';
    const has = async (more: string, token?: string) => {
      const reply = await get(`/users?${query}&per_page=1${more}`, token ? { token } : {});
      return 'last_site_activity' in reply.row('users', reply.ids[0] ?? '');
    };
    expect(await has('&on_my_account=true')).toBe(true);
    expect(await has('')).toBe(false);
    expect(await has('&on_my_account=true', 'lead-token')).toBe(false);
  });
});

describe('date-times', () => {
  it('have whole seconds and the Pacific offset of their season', async () => {
    await withReadings({}, async (get) => {
      const { text } = await get(`${M}?per_page=200`);
      const stamps = text.match(/"created_at":"[^"]+"/g) ?? [];
      const shape = /^"created_at":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d-0[78]:00"$/;
      expect(stamps.every((stamp) => shape.test(stamp))).toBe(true);
      expect(stamps.some((stamp) => stamp.includes('-07:00'))).toBe(true);
      expect(stamps.some((stamp) => stamp.includes('-08:00'))).toBe(true);
      for (const [, month, offset] of text.matchAll(/"created_at":"\d{4}-(\d\d)-.{11}(-0\d)/g)) {
        if (['01', '02', '12'].includes(month ?? '')) expect(offset).toBe('-08');
        if (['04', '07', '10'].includes(month ?? '')) expect(offset).toBe('-07');
      }
    });
  });

  it('end in Z when the account lives in UTC', async () => {
    await withReadings({ timeZone: 'utc' }, async (get, { data }) => {
      const row = (await get(`${M}?only=300502`)).row('account_memberships', 300502);
      expect(row.created_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
      const seconds = data.account_memberships.get(300502)?.created_at ?? 0;
      expect(Date.parse(String(row.created_at))).toBe(seconds * 1000);
    });
  });

  it('and decimals: a target may be spelt as a decimal', async () => {
    await withReadings({ billabilityTargets: 'decimal' }, async (get, { data }) => {
      const target = data.account_memberships.get(300503)?.billability_target;
      const row = (await get(`${M}?only=300503`)).row('account_memberships', 300503);
      expect(row.billability_target).toBe(`${target ?? 'no target'}.0`);
    });
  });
});
