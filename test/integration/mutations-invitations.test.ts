import { describe, expect, test } from 'vitest';
import { globalId } from '../../src/domain/global-id.ts';
import { startTestGateway } from './harness.ts';
import { bodies, errorsOf, mutate, tryTo } from './mutating.ts';
import { invitations } from './world.ts';

describe('createInvitation', () => {
  test('invites somebody, and its selection rides on the write', async () => {
    const gateway = await startTestGateway();
    const { data } = gateway.kantata;
    const payload = await mutate(
      gateway,
      'createInvitation',
      {
        emailAddress: 'new.one@example.com',
        fullName: 'New One',
        headline: 'Analyst',
        permission: 'COLLABORATOR',
        defaultRoleId: '77002',
        billRateInCents: 9900,
        costRateInCents: 4400,
        billabilityTarget: 70,
        defaultReadOnly: false,
      },
      `invitation {
        sourceId emailAddress pending permission
        defaultRole { name } inviter { sourceId fullName } invitee { id }
      } ${errorsOf}`,
    );
    const [created] = invitations(gateway.kantata, ({ full_name }) => full_name === 'New One');
    expect(bodies(gateway)).toEqual([
      {
        account_invitation: {
          email_address: 'new.one@example.com',
          full_name: 'New One',
          headline: 'Analyst',
          permission: 'collaborator',
          default_role_id: 77002,
          bill_rate_in_cents: 9900,
          cost_rate_in_cents: 4400,
          billability_target: 70,
          default_read_only: false,
        },
      },
    ]);
    expect(gateway.requests()).toEqual(['POST /account_invitations?include=default_role,inviter']);
    expect(payload).toEqual({
      invitation: {
        sourceId: String(created?.id),
        emailAddress: 'new.one@example.com',
        pending: true,
        permission: 'COLLABORATOR',
        defaultRole: { name: data.roles.get(77002)?.name },
        inviter: { sourceId: '9100001', fullName: data.users.get(9100001)?.full_name },
        invitee: null,
      },
      userErrors: [],
    });
    expect(gateway.kantata.writesApplied).toBe(1);
  });

  test('shows the invitation of somebody who became a member at once', async () => {
    const gateway = await startTestGateway({ kantata: { readings: { newInvitees: 'joined' } } });
    const payload = await mutate(
      gateway,
      'createInvitation',
      { emailAddress: 'new.one@example.com', fullName: 'New One' },
      `invitation { pending invitee { fullName } } ${errorsOf}`,
    );
    expect(payload).toEqual({
      invitation: { pending: false, invitee: { fullName: 'New One' } },
      userErrors: [],
    });
    expect(gateway.requests()).toEqual(['POST /account_invitations?include=invitee']);
  });

  test('everything wrong with it is said at once, by the names of the input', async () => {
    const gateway = await startTestGateway();
    const payload = await mutate(
      gateway,
      'createInvitation',
      { emailAddress: 'nobody', fullName: ' ', billabilityTarget: 101, defaultRoleId: '1' },
      `invitation { id } ${errorsOf}`,
    );
    expect(payload).toMatchObject({ invitation: null });
    const { userErrors } = payload as { userErrors: readonly unknown[] };
    expect(userErrors).toHaveLength(4);
    expect(userErrors).toEqual(
      expect.arrayContaining([
        { message: 'Email address is invalid', code: 'INVALID', field: ['input', 'emailAddress'] },
        { message: "Full name can't be blank", code: 'INVALID', field: ['input', 'fullName'] },
        {
          message: 'Billability target must be less than or equal to 100',
          code: 'INVALID',
          field: ['input', 'billabilityTarget'],
        },
        { message: 'Default role must exist', code: 'INVALID', field: ['input', 'defaultRoleId'] },
      ]),
    );
    expect(gateway.requests()).toEqual(['POST /account_invitations']);
    expect(gateway.kantata.writesApplied).toBe(0);
  });
});

describe('updateInvitation', () => {
  test('changes what is given; null clears', async () => {
    const gateway = await startTestGateway();
    const target = invitations(gateway.kantata).find((row) => row.default_role_id !== null);
    const id = String(target?.id);
    const before = { ...target };
    const payload = await mutate(
      gateway,
      'updateInvitation',
      { id, permission: 'PROJECT_LEAD', defaultRoleId: null, billRateInCents: 100 },
      `invitation { sourceId permission billRateInCents defaultRole { id } } ${errorsOf}`,
    );
    expect(bodies(gateway)).toEqual([
      {
        account_invitation: {
          permission: 'project_lead',
          default_role_id: null,
          bill_rate_in_cents: 100,
        },
      },
    ]);
    expect(payload).toEqual({
      invitation: {
        sourceId: id,
        permission: 'PROJECT_LEAD',
        billRateInCents: 100,
        defaultRole: null,
      },
      userErrors: [],
    });
    expect(gateway.kantata.data.account_invitations.get(Number(id))).toEqual({
      ...before,
      permission: 'project_lead',
      default_role_id: null,
      bill_rate_in_cents: 100,
      updated_at: expect.any(Number) as unknown,
    });
    expect(gateway.requests()).toEqual([`PUT /account_invitations/${id}`]);
  });

  test('an update of nothing is read and not written', async () => {
    const gateway = await startTestGateway();
    const [target] = invitations(gateway.kantata);
    const id = String(target?.id);
    const payload = await mutate(
      gateway,
      'updateInvitation',
      { id },
      `invitation { emailAddress } ${errorsOf}`,
    );
    expect(payload).toEqual({
      invitation: { emailAddress: target?.email_address },
      userErrors: [],
    });
    expect(gateway.requests()).toEqual([
      `GET /account_invitations?only=${id}&only_pending=false&per_page=200`,
    ]);
  });
});

describe('deleteInvitation', () => {
  test('withdraws it and names what was withdrawn', async () => {
    const gateway = await startTestGateway();
    const [target] = invitations(gateway.kantata);
    const id = String(target?.id);
    const payload = await mutate(gateway, 'deleteInvitation', { id }, `deletedId ${errorsOf}`);
    expect(payload).toEqual({ deletedId: globalId('Invitation', id), userErrors: [] });
    expect(gateway.kantata.data.account_invitations.has(Number(id))).toBe(false);
    expect(gateway.requests()).toEqual([`DELETE /account_invitations/${id}`]);
  });
});

describe('resendInvitation', () => {
  test('sends it again, once, and shows when it now expires', async () => {
    const gateway = await startTestGateway();
    const [target] = invitations(gateway.kantata);
    const id = String(target?.id);
    const payload = await mutate(
      gateway,
      'resendInvitation',
      { id },
      `invitation { expirationDate inviter { fullName } } ${errorsOf}`,
    );
    const after = gateway.kantata.data.account_invitations.get(Number(id));
    expect(payload).toEqual({
      invitation: {
        expirationDate: after?.expiration_date,
        inviter: { fullName: gateway.kantata.data.users.get(target?.inviter_id ?? 0)?.full_name },
      },
      userErrors: [],
    });
    expect(bodies(gateway)).toEqual([undefined]);
    expect(gateway.requests()).toEqual([`PUT /account_invitations/${id}/resend?include=inviter`]);
    expect(gateway.kantata.writesApplied).toBe(1);
  });

  test('one that was accepted is refused', async () => {
    const gateway = await startTestGateway();
    const [accepted] = invitations(gateway.kantata, ({ pending }) => !pending);
    const payload = await mutate(
      gateway,
      'resendInvitation',
      { id: String(accepted?.id) },
      `invitation { id } ${errorsOf}`,
    );
    expect(payload).toEqual({
      invitation: null,
      userErrors: [
        { message: 'The invitation has been accepted', code: 'INVALID', field: ['input'] },
      ],
    });
    expect(gateway.requests()).toHaveLength(1);
    expect(gateway.kantata.writesApplied).toBe(0);
  });
});

describe('what is refused at the door', () => {
  const person = { emailAddress: 'new.one@example.com', fullName: 'New One' };
  test.each([
    ['createInvitation', { ...person, permission: 'UNRECOGNIZED' }, 'input.permission'],
    ['createInvitation', { ...person, defaultRoleId: 'five' }, 'input.defaultRoleId'],
    ['updateInvitation', { id: '55001', permission: 'UNRECOGNIZED' }, 'input.permission'],
    ['updateInvitation', { id: '-55001' }, 'input.id'],
    ['deleteInvitation', { id: '1e3' }, 'input.id'],
    ['resendInvitation', { id: '5,6' }, 'input.id'],
  ])('%s of %j names the argument and sends nothing', async (mutation, input, argument) => {
    const gateway = await startTestGateway();
    const { data, errors } = await tryTo(gateway, mutation, input, errorsOf);
    expect(data).toEqual({ [mutation]: null });
    expect(errors).toMatchObject([{ path: [mutation], extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(errors?.[0]?.message).toContain(argument);
    expect(gateway.requests()).toEqual([]);
  });
});
