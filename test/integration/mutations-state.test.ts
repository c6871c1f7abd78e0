/** What an operation knows after it has changed something. */
import { describe, expect, test } from 'vitest';
import { startTestGateway } from './harness.ts';
import { membershipOf, memberships, userOf } from './world.ts';

const manager = 9_100_001;

describe('the fields of one operation change one after the other', () => {
  test('each shows the state that it left', async () => {
    const gateway = await startTestGateway();
    const { data, errors } = await gateway.query(`mutation {
      off: disableAccountMembership(input: { id: "300520" }) {
        accountMembership { status user { fullName } }
      }
      rate: updateAccountMembership(input: { id: "300520", billRateInCents: 4200 }) {
        accountMembership { status billRateInCents }
      }
      on: enableAccountMembership(input: { id: "300520" }) {
        accountMembership { status billRateInCents }
      }
    }`);
    expect(errors).toBeUndefined();
    const user = {
      fullName: userOf(gateway.kantata, membershipOf(gateway.kantata, 9100020)).full_name,
    };
    expect(data).toEqual({
      off: { accountMembership: { status: 'INACTIVE', user } },
      rate: { accountMembership: { status: 'INACTIVE', billRateInCents: 4200 } },
      on: { accountMembership: { status: 'ACTIVE', billRateInCents: 4200 } },
    });
    expect(gateway.requests()).toEqual([
      'PUT /account_memberships/300520/disable?include=user',
      'PUT /account_memberships/300520',
      'PUT /account_memberships/300520/enable',
    ]);
    expect(gateway.kantata.writesApplied).toBe(3);
  });

  test('what was read for an earlier field is read again for a later one', async () => {
    const gateway = await startTestGateway();
    const { data, errors } = await gateway.query(`mutation {
      before: updateAccountMembership(input: { id: "300521" }) {
        accountMembership { billRateInCents manager { sourceId } }
      }
      change: updateAccountMembership(input: { id: "300521", billRateInCents: 111, managerId: null }) {
        userErrors { code }
      }
      after: updateAccountMembership(input: { id: "300521" }) {
        accountMembership { billRateInCents manager { sourceId } }
      }
    }`);
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({
      before: { accountMembership: { manager: { sourceId: expect.any(String) as unknown } } },
      change: { userErrors: [] },
      after: { accountMembership: { billRateInCents: 111, manager: null } },
    });
    const read =
      'GET /account_memberships?only=300521&apply_default_filters=false&per_page=200&include=manager';
    expect(gateway.requests()).toEqual([read, 'PUT /account_memberships/300521', read]);
  });

  test('a new manager has the member among his managees, and the old one has not', async () => {
    const gateway = await startTestGateway();
    const row = memberships(gateway.kantata).find(
      ({ manager_id, id }) => manager_id !== null && manager_id !== manager && id > 300600,
    );
    const id = String(row?.id);
    const member = String(row?.user_id);
    const managers = `manager { sourceId accountMembership { managees { sourceId } } }`;
    const { data, errors } = await gateway.query(
      `mutation ($id: ID!, $manager: ID!) {
        before: updateAccountMembership(input: { id: $id }) { accountMembership { ${managers} } }
        after: updateAccountMembership(input: { id: $id, managerId: $manager }) {
          accountMembership { ${managers} }
        }
      }`,
      { id, manager: String(manager) },
    );
    expect(errors).toBeUndefined();
    const managees = Object.values(data ?? {}).map(
      (payload) => (payload as Managed).accountMembership.manager,
    );
    expect(managees.map(({ sourceId }) => sourceId)).toEqual([
      expect.not.stringContaining(String(manager)),
      String(manager),
    ]);
    const below = memberships(gateway.kantata, ({ manager_id }) => manager_id === manager);
    const after = managees[1]?.accountMembership?.managees.map(({ sourceId }) => sourceId) ?? [];
    expect(after.toSorted()).toEqual(below.map(({ user_id }) => String(user_id)).toSorted());
    expect(after).toContain(member);
  });

  test('a member who was removed is gone for the next field', async () => {
    const gateway = await startTestGateway();
    const { data, errors } = await gateway.query(`mutation {
      before: updateAccountMembership(input: { id: "300520" }) { accountMembership { sourceId } }
      gone: deleteAccountMembership(input: { id: "300520" }) { deletedId }
      after: updateAccountMembership(input: { id: "300520" }) {
        accountMembership { sourceId }
        userErrors { code }
      }
    }`);
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({
      before: { accountMembership: { sourceId: '300520' } },
      after: { accountMembership: null, userErrors: [{ code: 'NOT_FOUND' }] },
    });
  });

  test('a refused one does not hold up the next', async () => {
    const gateway = await startTestGateway();
    const { data, errors } = await gateway.query(`mutation {
      owner: deleteAccountMembership(input: { id: "300501" }) { deletedId userErrors { code } }
      other: disableAccountMembership(input: { id: "300520" }) { accountMembership { status } }
    }`);
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      owner: { deletedId: null, userErrors: [{ code: 'INVALID' }] },
      other: { accountMembership: { status: 'INACTIVE' } },
    });
    expect(gateway.requests()).toHaveLength(2);
    expect(gateway.kantata.writesApplied).toBe(1);
  });

  test('after one of which the outcome is not known, nothing is believed that was known before', async () => {
    const gateway = await startTestGateway();
    gateway.kantata.inject({
      match: { method: 'PUT' },
      action: { kind: 'resetAfterApplying' },
      times: 1,
    });
    const { data, errors } = await gateway.query(`mutation {
      before: updateAccountMembership(input: { id: "300521" }) { accountMembership { status } }
      change: updateAccountMembership(input: { id: "300521", billRateInCents: 999 }) {
        accountMembership { status }
      }
      after: updateAccountMembership(input: { id: "300521" }) {
        accountMembership { billRateInCents }
      }
    }`);
    expect(data).toMatchObject({
      before: { accountMembership: { status: expect.any(String) as unknown } },
      after: { accountMembership: { billRateInCents: 999 } },
    });
    // Where reading it back proves that it was done, there is no error at all.
    for (const error of errors ?? []) {
      expect(error).toMatchObject({ path: ['change'], extensions: { code: 'OUTCOME_UNKNOWN' } });
    }
    expect(gateway.requests().filter((line) => line.startsWith('PUT'))).toHaveLength(1);
    expect(gateway.kantata.writesApplied).toBe(1);
  });
});

interface Managed {
  readonly accountMembership: {
    readonly manager: {
      readonly sourceId: string;
      readonly accountMembership: { readonly managees: readonly { sourceId: string }[] } | null;
    };
  };
}

describe('without hoisting', () => {
  const changes = `mutation {
    a: updateAccountMembership(input: { id: "300520", billRateInCents: 4200, managerId: "9100001" }) {
      accountMembership {
        sourceId billRateInCents canLogIn
        user { fullName bio }
        defaultRole { name }
        manager { fullName accountMembership { sourceId } }
        managees { sourceId }
        skillMemberships { level skill { name category { name } } }
        costRates { currency amountInSubunits }
        effectiveWorkweek { totalMinutes }
      }
      userErrors { message }
    }
    b: createInvitation(input: { emailAddress: "new@example.com", fullName: "New", defaultRoleId: "77002" }) {
      invitation { emailAddress defaultRole { name } inviter { fullName city } invitee { id } }
      userErrors { message }
    }
    c: disableAccountMembership(input: { id: "300530" }) {
      accountMembership { status manager { fullName } user { emailAddress } }
    }
  }`;

  test('the answers are the same, at the price of more requests', async () => {
    const [planned, unplanned] = [
      await startTestGateway(),
      await startTestGateway({ hoisting: false }),
    ];
    const [one, other] = [await planned.query(changes), await unplanned.query(changes)];
    expect(one.errors).toBeUndefined();
    expect(other.errors).toBeUndefined();
    expect(other.data).toEqual(one.data);
    expect(unplanned.kantata.writesApplied).toBe(3);
    const [few, many] = [planned.requests(), unplanned.requests()];
    const writes = (lines: readonly string[]) => lines.filter((line) => !line.startsWith('GET'));
    expect(writes(few)).toHaveLength(3);
    expect(writes(many)).toEqual([
      'PUT /account_memberships/300520',
      'POST /account_invitations',
      'PUT /account_memberships/300530/disable',
    ]);
    expect(few.length).toBeLessThan(many.length);
  });
});
