/** How the answer of a write is told: done, refused, or another failure. */
import { describe, expect, test } from 'vitest';
import type { FaultAction } from '../../src/emulator/faults.ts';
import { startTestGateway } from './harness.ts';
import { errorsOf, mutate, tryTo } from './mutating.ts';

const update = { id: '300520', billRateInCents: 4200 };
const selection = `accountMembership { sourceId user { fullName } } ${errorsOf}`;
const line = 'PUT /account_memberships/300520?include=user';

async function answering(action: FaultAction) {
  const gateway = await startTestGateway();
  gateway.kantata.inject({ match: { method: 'PUT' }, action });
  return gateway;
}

describe('a refusal is a user error', () => {
  const validation = (field: string, message: string) => ({ type: 'validation', field, message });

  test.each([
    ['permission', ['input', 'permission']],
    ['default_role', ['input', 'defaultRoleId']],
    ['default_role_id', ['input', 'defaultRoleId']],
    ['manager', ['input', 'managerId']],
    ['bill_rate_in_cents', ['input', 'billRateInCents']],
    ['cost_rate_in_cents', ['input', 'costRateInCents']],
    ['billability_target', ['input', 'billabilityTarget']],
    ['change_role_option', ['input', 'changeRoleOption']],
    ['default_read_only', ['input', 'defaultReadOnly']],
    ['manager_id', ['input', 'managerId']],
    ['manager_can_approve', ['input', 'managerCanApprove']],
    ['manager_can_edit_skills', ['input', 'managerCanEditSkills']],
    [
      'should_show_alert_on_timesheet_submission',
      ['input', 'shouldShowAlertOnTimesheetSubmission'],
    ],
    [
      'enforce_workweek_minimum_on_timesheet_submission',
      ['input', 'enforceWorkweekMinimumOnTimesheetSubmission'],
    ],
    [
      'enforce_workweek_maximum_on_timesheet_submission',
      ['input', 'enforceWorkweekMaximumOnTimesheetSubmission'],
    ],
    ['base', ['input']],
    ['unheard_of', ['input']],
    ['__proto__', ['input']],
  ])('422 about %s stands at %j', async (field, path) => {
    const errors = [validation(field, 'That will not do')];
    const gateway = await answering({ kind: 'answer', status: 422, body: { errors } });
    expect(await mutate(gateway, 'updateAccountMembership', update, selection)).toEqual({
      accountMembership: null,
      userErrors: [{ message: 'That will not do', code: 'INVALID', field: path }],
    });
    expect(gateway.requests()).toEqual([line]);
    expect(gateway.kantata.writesApplied).toBe(0);
  });

  test.each([
    ['email_address', 'emailAddress'],
    ['full_name', 'fullName'],
    ['headline', 'headline'],
  ])('so does one about the %s of an invitation', async (field, name) => {
    const errors = [validation(field, 'That will not do')];
    const gateway = await startTestGateway();
    gateway.kantata.inject({
      match: { method: 'POST' },
      action: { kind: 'answer', status: 422, body: { errors } },
    });
    const input = { emailAddress: 'a@example.com', fullName: 'A' };
    expect(await mutate(gateway, 'createInvitation', input, errorsOf)).toEqual({
      userErrors: [{ message: 'That will not do', code: 'INVALID', field: ['input', name] }],
    });
    expect(gateway.requests()).toEqual(['POST /account_invitations']);
  });

  // Turning a member on runs the checks of the whole record, whose parts are no fields of this input.
  test.each([
    ['enableAccountMembership', { id: '300520' }, 'bill_rate_in_cents', ['input']],
    ['disableAccountMembership', { id: '300520' }, 'permission', ['input']],
    ['updateInvitation', { id: '55001', billRateInCents: 4200 }, 'email_address', ['input']],
  ])('%s of %j, refused because of %s, blames no field that it does not have', async (...row) => {
    const [mutation, input, field, path] = row;
    const errors = [validation(field, 'That will not do')];
    const gateway = await answering({ kind: 'answer', status: 422, body: { errors } });
    expect(await mutate(gateway, mutation, input, errorsOf)).toEqual({
      userErrors: [{ message: 'That will not do', code: 'INVALID', field: path }],
    });
  });

  test('an item that is an id has no field that could be blamed', async () => {
    const errors = [validation('bill_rate_in_cents', 'That will not do')];
    const gateway = await answering({ kind: 'answer', status: 422, body: { errors } });
    const input = { ids: ['300520'] };
    expect(
      await mutate(gateway, 'enableAccountMemberships', input, `results { ${errorsOf} }`),
    ).toEqual({
      results: [
        {
          userErrors: [
            { message: 'That will not do', code: 'INVALID', field: ['input', 'ids', '0'] },
          ],
        },
      ],
    });
    expect(gateway.requests()).toEqual(['PUT /account_memberships/300520/enable']);
  });

  test.each([
    [400, 'INVALID', ['input']],
    [422, 'INVALID', ['input']],
    [403, 'FORBIDDEN', ['input', 'id']],
    [404, 'NOT_FOUND', ['input', 'id']],
    [409, 'CONFLICT', ['input', 'id']],
  ])('%i says %s even without a word', async (status, code, field) => {
    for (const body of ['', '<html><h1>CANARY</h1></html>', '{"errors":"CANARY"}', '[null]']) {
      const gateway = await answering({ kind: 'answer', status, body });
      const payload = await mutate(gateway, 'updateAccountMembership', update, selection);
      expect(payload).toEqual({
        accountMembership: null,
        userErrors: [{ message: expect.any(String) as unknown, code, field }],
      });
      expect(JSON.stringify(payload)).not.toContain('CANARY');
      expect(gateway.requests()).toEqual([line]);
    }
  });

  test('what the upstream may not do for this credential is refused, not failed', async () => {
    const gateway = await startTestGateway();
    const { data, errors } = await gateway.query(
      `mutation { disableAccountMembership(input: { id: "300520" }) {
        accountMembership { id } userErrors { code field }
      } }`,
      {},
      { authorization: 'Bearer collaborator-token' },
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      disableAccountMembership: {
        accountMembership: null,
        userErrors: [{ code: 'FORBIDDEN', field: ['input', 'id'] }],
      },
    });
    expect(gateway.requests()).toEqual(['PUT /account_memberships/300520/disable']);
  });

  test('only a plain sentence of a validation is passed on', async () => {
    const unfit = [
      'see https://internal.example/300520',
      'line one\nline two',
      '<b>bold</b>',
      'x'.repeat(201),
      '',
      { nested: 'CANARY' },
      null,
      5,
    ];
    const errors = [
      ...unfit.map((message) => ({ type: 'validation', field: 'permission', message })),
      { type: 'system', message: 'CANARY of the system' },
      'CANARY',
      null,
    ];
    const gateway = await answering({ kind: 'answer', status: 422, body: { errors } });
    const payload = await mutate(gateway, 'updateAccountMembership', update, selection);
    expect(JSON.stringify(payload)).not.toMatch(/CANARY|internal|bold|xxx|line one/);
    expect(payload).toMatchObject({ accountMembership: null });
    const { userErrors } = payload as { userErrors: readonly unknown[] };
    expect(userErrors).toHaveLength(unfit.length + 1);
  });
});

describe('a change that was made and is not shown is done', () => {
  const nothing = { count: 0, results: [], account_memberships: {}, meta: {} };

  test.each([
    ['no rows', nothing],
    ['no map', { count: 1, results: [{ key: 'account_memberships', id: '300520' }] }],
    ['a row of its own', { ...nothing, results: [{ key: 'users', id: '1' }] }],
    ['an empty object', {}],
    ['a list', []],
    ['null', 'null'],
    ['a text', '"done"'],
    ['nothing at all', ''],
  ])('200 with %s', async (_what, body) => {
    const gateway = await answering({ kind: 'answer', status: 200, body });
    expect(await mutate(gateway, 'updateAccountMembership', update, selection)).toEqual({
      accountMembership: null,
      userErrors: [],
    });
    expect(gateway.requests()).toEqual([line]);
  });

  test('204', async () => {
    const gateway = await answering({ kind: 'answer', status: 204 });
    expect(await mutate(gateway, 'updateAccountMembership', update, selection)).toEqual({
      accountMembership: null,
      userErrors: [],
    });
    expect(gateway.requests()).toEqual([line]);
  });

  test('the row of another member is not taken for this one', async () => {
    const row = { id: '300521', permission: 'administrator' };
    const body = {
      count: 1,
      results: [{ key: 'account_memberships', id: '300521' }],
      account_memberships: { 300521: row },
    };
    const gateway = await answering({ kind: 'answer', status: 200, body });
    expect(await mutate(gateway, 'updateAccountMembership', update, selection)).toEqual({
      accountMembership: null,
      userErrors: [],
    });
    expect(gateway.requests()).toEqual([line]);
  });

  test('a removal needs no body', async () => {
    const gateway = await startTestGateway();
    gateway.kantata.inject({
      match: { method: 'DELETE' },
      action: { kind: 'answer', status: 200, body: { success: 'gone' } },
    });
    const payload = await mutate(
      gateway,
      'deleteAccountMembership',
      { id: '300520' },
      `deletedId ${errorsOf}`,
    );
    expect(payload).toEqual({ deletedId: expect.any(String) as unknown, userErrors: [] });
    expect(gateway.requests()).toEqual(['DELETE /account_memberships/300520']);
  });
});

describe('what the object is selected with costs its own field, not the change', () => {
  test('a failed read below the object is an error at its path', async () => {
    const gateway = await startTestGateway();
    gateway.kantata.inject({
      match: { method: 'GET', path: '/users' },
      action: { kind: 'answer', status: 403 },
    });
    const { data, errors } = await tryTo(
      gateway,
      'updateAccountMembership',
      update,
      `accountMembership { billRateInCents user { sourceId bio } } ${errorsOf}`,
    );
    expect(data).toEqual({
      updateAccountMembership: {
        accountMembership: { billRateInCents: 4200, user: null },
        userErrors: [],
      },
    });
    expect(errors).toMatchObject([
      {
        path: ['updateAccountMembership', 'accountMembership', 'user'],
        extensions: { code: 'FORBIDDEN', source: 'KANTATA_OX', upstreamStatus: 403 },
      },
    ]);
    expect(gateway.kantata.writesApplied).toBe(1);
    expect(gateway.requests()[0]).toBe('PUT /account_memberships/300520');
  });
});

describe('filters never stand beside a write', () => {
  test.each([
    ['updateAccountMembership', update, 'PUT /account_memberships/300520'],
    ['disableAccountMembership', { id: '300520' }, 'PUT /account_memberships/300520/disable'],
    ['enableAccountMembership', { id: '300520' }, 'PUT /account_memberships/300520/enable'],
  ])('%s asks for what is selected, and nothing else', async (mutation, input, path) => {
    const gateway = await startTestGateway();
    await mutate(
      gateway,
      mutation,
      input,
      'accountMembership { canLogIn manager { fullName } managees { fullName } skillMemberships { level } }',
    );
    expect(gateway.requests()).toEqual([
      `${path}?include=manager,managees,skill_memberships&optional_fields=can_log_in`,
    ]);
  });
});
