import { describe, expect, test } from 'vitest';
import { globalId } from '../../src/domain/global-id.ts';
import { startTestGateway } from './harness.ts';
import { bodies, errorsOf, mutate, tryTo } from './mutating.ts';
import { membershipOf, userOf } from './world.ts';

const ID = '300520';

describe('updateAccountMembership', () => {
  test('changes what is given, and its selection rides on the write', async () => {
    const gateway = await startTestGateway();
    const { data } = gateway.kantata;
    const row = data.account_memberships.get(300520);
    const roleId = row?.default_role_id === 77003 ? 77004 : 77003;

    const payload = await mutate(
      gateway,
      'updateAccountMembership',
      {
        id: ID,
        permission: 'PROJECT_LEAD',
        defaultRoleId: globalId('Role', String(roleId)),
        changeRoleOption: 'KEEP_EXISTING_ROLE',
        billRateInCents: 12300,
        billabilityTarget: 65,
        managerId: '9100001',
        managerCanApprove: true,
        managerCanEditSkills: false,
        defaultReadOnly: true,
        shouldShowAlertOnTimesheetSubmission: true,
        enforceWorkweekMinimumOnTimesheetSubmission: true,
        enforceWorkweekMaximumOnTimesheetSubmission: false,
        costRateInCents: 7700,
      },
      `accountMembership {
        sourceId permission billRateInCents canLogIn
        user { fullName } defaultRole { name } manager { fullName } costRates { currency }
      } ${errorsOf}`,
    );

    expect(bodies(gateway)).toEqual([
      {
        account_membership: {
          permission: 'project_lead',
          default_role_id: roleId,
          change_role_option: 'keep_existing_role',
          bill_rate_in_cents: 12300,
          billability_target: 65,
          manager_id: 9100001,
          manager_can_approve: true,
          manager_can_edit_skills: false,
          default_read_only: true,
          should_show_alert_on_timesheet_submission: true,
          enforce_workweek_minimum_on_timesheet_submission: true,
          enforce_workweek_maximum_on_timesheet_submission: false,
          cost_rate_in_cents: 7700,
        },
      },
    ]);
    expect(gateway.requests()).toEqual([
      `PUT /account_memberships/${ID}?include=user,default_role,manager&optional_fields=can_log_in`,
      `GET /account_memberships?only=${ID}&apply_default_filters=false&per_page=200&include=cost_rates`,
    ]);
    expect(data.account_memberships.get(300520)).toMatchObject({
      permission: 'project_lead',
      default_role_id: roleId,
      bill_rate_in_cents: 12300,
      manager_id: 9100001,
      default_read_only: true,
    });
    expect(data.roleChanges).toEqual([{ membershipId: 300520, option: 'keep_existing_role' }]);
    expect(payload).toMatchObject({
      accountMembership: {
        sourceId: ID,
        permission: 'PROJECT_LEAD',
        billRateInCents: 12300,
        canLogIn: row?.can_log_in,
        user: { fullName: data.users.get(9100020)?.full_name },
        defaultRole: { name: data.roles.get(roleId)?.name },
        manager: { fullName: data.users.get(9100001)?.full_name },
      },
      userErrors: [],
    });
  });

  test('an absent field leaves its value, an explicit null clears it', async () => {
    const gateway = await startTestGateway();
    const before = { ...gateway.kantata.data.account_memberships.get(300520) };
    expect(before.manager_id).not.toBeNull();

    const payload = await mutate(
      gateway,
      'updateAccountMembership',
      { id: ID, managerId: null, defaultRoleId: null, billabilityTarget: null },
      `accountMembership { billabilityTarget manager { id } defaultRole { id } } ${errorsOf}`,
    );

    expect(bodies(gateway)).toEqual([
      { account_membership: { manager_id: null, default_role_id: null, billability_target: null } },
    ]);
    expect(payload).toEqual({
      accountMembership: { billabilityTarget: null, manager: null, defaultRole: null },
      userErrors: [],
    });
    expect(gateway.kantata.data.account_memberships.get(300520)).toEqual({
      ...before,
      manager_id: null,
      default_role_id: null,
      billability_target: null,
      updated_at: expect.any(Number) as unknown,
    });
    expect(gateway.requests()).toEqual([`PUT /account_memberships/${ID}?include=manager`]);
  });

  test('false and zero are values, not nothing', async () => {
    const gateway = await startTestGateway();
    await mutate(
      gateway,
      'updateAccountMembership',
      { id: ID, managerCanApprove: false, billabilityTarget: 0 },
      errorsOf,
    );
    expect(bodies(gateway)).toEqual([
      { account_membership: { manager_can_approve: false, billability_target: 0 } },
    ]);
    expect(gateway.requests()).toEqual([`PUT /account_memberships/${ID}`]);
  });

  test.each([{}, { changeRoleOption: null }])(
    'an update of nothing, %j, is read and not written',
    async (nothing) => {
      const gateway = await startTestGateway();
      const payload = await mutate(
        gateway,
        'updateAccountMembership',
        { id: ID, ...nothing },
        `accountMembership { sourceId user { sourceId fullName } } ${errorsOf}`,
      );
      const { full_name } = userOf(gateway.kantata, membershipOf(gateway.kantata, 9100020));
      expect(payload).toEqual({
        accountMembership: { sourceId: ID, user: { sourceId: '9100020', fullName: full_name } },
        userErrors: [],
      });
      expect(gateway.requests()).toEqual([
        `GET /account_memberships?only=${ID}&apply_default_filters=false&per_page=200&include=user`,
      ]);
      expect(gateway.kantata.writesApplied).toBe(0);
    },
  );

  test('an update of nothing of nobody is a refusal', async () => {
    const gateway = await startTestGateway();
    const input = { id: '399999' };
    const payload = await mutate(
      gateway,
      'updateAccountMembership',
      input,
      `accountMembership { id } userErrors { code field }`,
    );
    expect(payload).toEqual({
      accountMembership: null,
      userErrors: [{ code: 'NOT_FOUND', field: ['input', 'id'] }],
    });
    expect(gateway.requests().every((line) => line.startsWith('GET '))).toBe(true);
  });

  test('an inactive member is changed and shown as any other', async () => {
    const gateway = await startTestGateway();
    const inactive = gateway.kantata.data.account_memberships
      .values()
      .find(({ disabled_at }) => disabled_at !== null);
    const id = String(inactive?.id);
    const payload = await mutate(
      gateway,
      'updateAccountMembership',
      { id, billRateInCents: 5000 },
      `accountMembership { sourceId status billRateInCents } ${errorsOf}`,
    );
    expect(payload).toEqual({
      accountMembership: { sourceId: id, status: 'INACTIVE', billRateInCents: 5000 },
      userErrors: [],
    });
    expect(gateway.requests()).toEqual([`PUT /account_memberships/${id}`]);
  });
});

describe('a new default role needs to know what becomes of the old one', () => {
  test.each([
    { defaultRoleId: '77003' },
    { defaultRoleId: '77003', changeRoleOption: null },
    { changeRoleOption: 'ADD_ANOTHER_ROLE' },
  ])('%j is refused without a request', async (attributes) => {
    const gateway = await startTestGateway();
    const payload = await mutate(
      gateway,
      'updateAccountMembership',
      { id: ID, billRateInCents: 100, ...attributes },
      `accountMembership { id } userErrors { code field }`,
    );
    expect(payload).toEqual({
      accountMembership: null,
      userErrors: [{ code: 'INVALID', field: ['input', 'changeRoleOption'] }],
    });
    expect(gateway.requests()).toEqual([]);
  });

  test.each([
    ['UPDATE_WITH_NEW_ROLE', 'update_with_new_role'],
    ['ADD_ANOTHER_ROLE', 'add_another_role'],
    ['KEEP_EXISTING_ROLE', 'keep_existing_role'],
  ])('%s is said in the words of the upstream', async (changeRoleOption, option) => {
    const gateway = await startTestGateway();
    const row = gateway.kantata.data.account_memberships.get(300520);
    const defaultRoleId = row?.default_role_id === 77003 ? '77004' : '77003';
    await mutate(
      gateway,
      'updateAccountMembership',
      { id: ID, defaultRoleId, changeRoleOption },
      errorsOf,
    );
    expect(gateway.kantata.data.roleChanges).toEqual([{ membershipId: 300520, option }]);
    expect(gateway.kantata.writesApplied).toBe(1);
  });
});

describe('disableAccountMembership and enableAccountMembership', () => {
  test('turn a membership off and on again, one request each', async () => {
    const gateway = await startTestGateway();
    const row = () => gateway.kantata.data.account_memberships.get(300520);
    const selection = `accountMembership { status user { fullName } } ${errorsOf}`;
    const user = { fullName: gateway.kantata.data.users.get(9100020)?.full_name };

    expect(await mutate(gateway, 'disableAccountMembership', { id: ID }, selection)).toEqual({
      accountMembership: { status: 'INACTIVE', user },
      userErrors: [],
    });
    expect(row()?.disabled_at).not.toBeNull();
    const id = globalId('AccountMembership', ID);
    expect(await mutate(gateway, 'enableAccountMembership', { id }, selection)).toEqual({
      accountMembership: { status: 'ACTIVE', user },
      userErrors: [],
    });
    expect(row()?.disabled_at).toBeNull();
    expect(bodies(gateway)).toEqual([undefined, undefined]);
    expect(gateway.requests()).toEqual([
      `PUT /account_memberships/${ID}/disable?include=user`,
      `PUT /account_memberships/${ID}/enable?include=user`,
    ]);
  });

  test('the owner is refused in the words of the upstream', async () => {
    const gateway = await startTestGateway();
    const payload = await mutate(
      gateway,
      'disableAccountMembership',
      { id: '300501' },
      `accountMembership { id } ${errorsOf}`,
    );
    expect(payload).toEqual({
      accountMembership: null,
      userErrors: [
        { message: 'The account owner cannot be disabled', code: 'INVALID', field: ['input'] },
      ],
    });
    expect(gateway.kantata.writesApplied).toBe(0);
    expect(gateway.requests()).toEqual(['PUT /account_memberships/300501/disable']);
  });
});

describe('deleteAccountMembership', () => {
  test('removes the member and names who was removed', async () => {
    const gateway = await startTestGateway();
    const payload = await mutate(
      gateway,
      'deleteAccountMembership',
      { id: ID },
      `deletedId ${errorsOf}`,
    );
    expect(payload).toEqual({ deletedId: globalId('AccountMembership', ID), userErrors: [] });
    expect(gateway.kantata.data.account_memberships.has(300520)).toBe(false);
    expect(gateway.kantata.writesApplied).toBe(1);
    expect(gateway.requests()).toEqual([`DELETE /account_memberships/${ID}`]);
  });

  test('removes nobody twice', async () => {
    const gateway = await startTestGateway();
    await mutate(gateway, 'deleteAccountMembership', { id: ID }, 'deletedId');
    const again = await mutate(
      gateway,
      'deleteAccountMembership',
      { id: ID },
      'deletedId userErrors { code field }',
    );
    expect(again).toEqual({
      deletedId: null,
      userErrors: [{ code: 'NOT_FOUND', field: ['input', 'id'] }],
    });
    expect(gateway.requests()).toHaveLength(2);
    expect(gateway.kantata.writesApplied).toBe(1);
  });
});

describe('what is refused at the door', () => {
  test.each([
    ['updateAccountMembership', { id: 'x', billRateInCents: 1 }, 'input.id'],
    ['updateAccountMembership', { id: ID, permission: 'UNRECOGNIZED' }, 'input.permission'],
    ['updateAccountMembership', { id: ID, managerId: '../1' }, 'input.managerId'],
    [
      'updateAccountMembership',
      { id: ID, defaultRoleId: globalId('User', '1'), changeRoleOption: 'ADD_ANOTHER_ROLE' },
      'input.defaultRoleId',
    ],
    ['disableAccountMembership', { id: '' }, 'input.id'],
    ['enableAccountMembership', { id: '0' }, 'input.id'],
    ['deleteAccountMembership', { id: globalId('User', '9100001') }, 'input.id'],
  ])('%s of %j names the argument and sends nothing', async (mutation, input, argument) => {
    const gateway = await startTestGateway();
    const { data, errors } = await tryTo(gateway, mutation, input, errorsOf);
    expect(data).toEqual({ [mutation]: null });
    expect(errors).toMatchObject([{ path: [mutation], extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(errors?.[0]?.message).toContain(argument);
    expect(gateway.requests()).toEqual([]);
  });
});
