/** What is said of a write whose answer was lost: done where that is seen, else that nobody knows. */
import { describe, expect, test } from 'vitest';
import type { FaultAction } from '../../src/emulator/faults.ts';
import { changeMany, codesOf, idOf, ordinary, statusesOf, writesAmong } from './changing.ts';
import { startTestGateway, type TestGateway } from './harness.ts';
import { invitations, type Membership } from './world.ts';

const env = { UPSTREAM_TIMEOUT_MS: '1000' };

interface Case {
  readonly what: string;
  readonly mutation: string;
  /** With its id, and with what makes it known before. */
  readonly input: Readonly<Record<string, unknown>>;
  readonly prepare?: (row: Membership) => void;
}

const provable: readonly Case[] = [
  { what: 'disabling', mutation: 'disableAccountMembership', input: {} },
  {
    what: 'enabling',
    mutation: 'enableAccountMembership',
    input: {},
    prepare: (row) => void (row.disabled_at = row.created_at),
  },
  {
    what: 'a rate',
    mutation: 'updateAccountMembership',
    input: { billRateInCents: 4242 },
  },
  {
    what: 'clearing a manager',
    mutation: 'updateAccountMembership',
    input: { managerId: null, managerCanApprove: true },
    prepare: (row) => {
      row.manager_id ??= 9_100_001;
      row.manager_can_approve = false;
    },
  },
];

/** Reads the record first, in the same operation: what is known then is known before. */
async function afterLook(gateway: TestGateway, { mutation, input, prepare }: Case) {
  const [row] = ordinary(gateway, 1);
  if (row === undefined) throw new Error('There is nobody to change');
  prepare?.(row);
  const id = idOf(row);
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
  const before =
    'first: updateAccountMembership(input: { id: $id }) { accountMembership { manager { id } } }';
  return gateway.query(
    `mutation ($id: ID!, $input: ${type}!) {
      ${before}
      ${mutation}(input: $input) { accountMembership { sourceId } userErrors { code } }
    }`,
    { id, input: { ...input, id } },
  );
}

const losses: readonly (readonly [string, FaultAction])[] = [
  ['a reset', { kind: 'resetAfterApplying' }],
  ['a body that is cut', { kind: 'cutBody' }],
  ['half of the JSON', { kind: 'truncatedJson' }],
];

describe.each(provable)('$what', (each) => {
  test.each(losses)('is done after %s, since it can be seen', async (_loss, action) => {
    const gateway = await startTestGateway({ env });
    gateway.kantata.inject({ match: ({ method }) => method !== 'GET', action });
    const { data, errors } = await afterLook(gateway, each);
    expect(errors).toBeUndefined();
    expect(data?.[each.mutation]).toMatchObject({
      accountMembership: { sourceId: expect.any(String) as unknown },
      userErrors: [],
    });
    expect(gateway.kantata.writesApplied).toBe(1);
    const lines = gateway.requests();
    expect(writesAmong(lines)).toHaveLength(1);
    // One look back, behind the change.
    expect(lines.findIndex((line) => line.startsWith('PUT'))).toBe(lines.length - 2);
  });

  test('is open after a failure that left it undone, since it cannot be seen', async () => {
    for (const action of [
      { kind: 'answer', status: 500 },
      { kind: 'reset' },
    ] satisfies FaultAction[]) {
      const gateway = await startTestGateway({ env });
      gateway.kantata.inject({ match: ({ method }) => method !== 'GET', action });
      const answer = await afterLook(gateway, each);
      expect(codesOf(answer)).toEqual(['OUTCOME_UNKNOWN']);
      expect(gateway.kantata.writesApplied).toBe(0);
      expect(writesAmong(gateway.requests())).toHaveLength(1);
    }
  });

  test('is open where nothing was known before', async () => {
    const gateway = await startTestGateway({ env });
    gateway.kantata.inject({
      match: ({ method }) => method !== 'GET',
      action: { kind: 'resetAfterApplying' },
    });
    const [row] = ordinary(gateway, 1);
    if (row !== undefined) each.prepare?.(row);
    const type = `${each.mutation.charAt(0).toUpperCase()}${each.mutation.slice(1)}Input`;
    const answer = await gateway.query(
      `mutation ($input: ${type}!) { ${each.mutation}(input: $input) { userErrors { code } } }`,
      { input: { ...each.input, id: idOf(row) } },
    );
    expect(codesOf(answer)).toEqual(['OUTCOME_UNKNOWN']);
    expect(gateway.requests()).toEqual([expect.stringMatching(/^PUT /)]);
    expect(gateway.kantata.writesApplied).toBe(1);
  });
});

describe('never done by what is seen are', () => {
  test.each([
    [
      'an update to the same value',
      (row: Membership) => ({ defaultReadOnly: row.default_read_only }),
    ],
    [
      'a role with effects on projects',
      () => ({ defaultRoleId: '77002', changeRoleOption: 'ADD_ANOTHER_ROLE' }),
    ],
  ])('%s', async (_what, inputOf) => {
    const gateway = await startTestGateway({ env });
    gateway.kantata.inject({
      match: ({ method }) => method !== 'GET',
      action: { kind: 'resetAfterApplying' },
    });
    const [row] = ordinary(gateway, 1);
    if (row === undefined) throw new Error('There is nobody to change');
    const answer = await afterLook(gateway, {
      what: '',
      mutation: 'updateAccountMembership',
      input: inputOf(row),
    });
    expect(codesOf(answer)).toEqual(['OUTCOME_UNKNOWN']);
    const lines = gateway.requests();
    expect(writesAmong(lines)).toHaveLength(1);
    // What cannot be seen is not looked for.
    expect(lines.at(-1)).toMatch(/^PUT /);
  });

  test('a manager of whom nothing was told before', async () => {
    const gateway = await startTestGateway({ env });
    const [row] = ordinary(gateway, 1);
    const id = idOf(row);
    if (row !== undefined) row.manager_id = null;
    gateway.kantata.inject({
      match: ({ method }) => method !== 'GET',
      action: { kind: 'answer', status: 500 },
    });
    // It was without a manager already, which the first row does not tell.
    const answer = await gateway.query(
      `mutation ($id: ID!) {
        first: updateAccountMembership(input: { id: $id }) { accountMembership { permission } }
        updateAccountMembership(input: { id: $id, managerId: null }) { userErrors { code } }
      }`,
      { id },
    );
    expect(codesOf(answer)).toEqual(['OUTCOME_UNKNOWN']);
    expect(gateway.kantata.writesApplied).toBe(0);
  });

  test('sending an invitation again', async () => {
    const gateway = await startTestGateway({ env });
    gateway.kantata.inject({ match: { method: 'PUT' }, action: { kind: 'resetAfterApplying' } });
    const id = String(invitations(gateway.kantata)[0]?.id);
    const answer = await gateway.query(
      `mutation { resendInvitation(input: { id: "${id}" }) { userErrors { code } } }`,
    );
    expect(codesOf(answer)).toEqual(['OUTCOME_UNKNOWN']);
    expect(gateway.requests()).toEqual([`PUT /account_invitations/${id}/resend`]);
  });

  test('a new invitation', async () => {
    const gateway = await startTestGateway({ env });
    gateway.kantata.inject({ match: { method: 'POST' }, action: { kind: 'resetAfterApplying' } });
    const answer = await gateway.query(
      `mutation { createInvitation(input: { emailAddress: "a@example.com", fullName: "A" }) {
        userErrors { code }
      } }`,
    );
    expect(codesOf(answer)).toEqual(['OUTCOME_UNKNOWN']);
    expect(gateway.requests()).toEqual(['POST /account_invitations']);
  });
});

describe('a removal', () => {
  const remove = (id: string) => `deleteAccountMembership(input: { id: "${id}" }) { deletedId }`;
  /** What the operation has read is known before. */
  const afterLooking = (id: string) => `mutation {
    updateAccountMembership(input: { id: "${id}" }) { accountMembership { sourceId } }
    ${remove(id)}
  }`;

  test('is done where the record was there, and is seen to be gone', async () => {
    const gateway = await startTestGateway({ env });
    gateway.kantata.inject({ match: { method: 'DELETE' }, action: { kind: 'resetAfterApplying' } });
    const id = idOf(ordinary(gateway, 1)[0]);
    const { data, errors } = await gateway.query(afterLooking(id));
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({
      deleteAccountMembership: { deletedId: expect.any(String) as unknown },
    });
    expect(writesAmong(gateway.requests())).toEqual([`DELETE /account_memberships/${id}`]);
  });

  test('is open where the record is still there, or cannot be looked at', async () => {
    // 404 says that there is no list, not that it lacks the record.
    for (const status of [200, 403, 404]) {
      const gateway = await startTestGateway({ env });
      const kind = status === 200 ? 'reset' : 'resetAfterApplying';
      gateway.kantata.inject({ match: { method: 'DELETE' }, action: { kind } });
      if (status !== 200) {
        const isLookBack = ({ method }: { readonly method: string }) =>
          method === 'GET' && gateway.kantata.requests.some((each) => each.method === 'DELETE');
        gateway.kantata.inject({ match: isLookBack, action: { kind: 'answer', status } });
      }
      const answer = await gateway.query(afterLooking(idOf(ordinary(gateway, 1)[0])));
      expect(codesOf(answer)).toEqual(['OUTCOME_UNKNOWN']);
      const lines = gateway.requests();
      expect(writesAmong(lines)).toHaveLength(1);
      expect(lines.at(-1)).toMatch(/^GET /);
    }
  });

  test('is open where the look back tells errors and no rows', async () => {
    const gateway = await startTestGateway({ env });
    gateway.kantata.inject({
      match: { method: 'DELETE' },
      action: { kind: 'answer', status: 503 },
    });
    const errors = [{ type: 'system', message: 'This is currently unavailable' }];
    const body = { count: 0, results: [], account_memberships: {}, errors };
    gateway.kantata.inject({
      match: ({ method }) =>
        method === 'GET' && gateway.kantata.requests.some((each) => each.method === 'DELETE'),
      action: { kind: 'answer', status: 200, body: JSON.stringify(body) },
    });
    const id = idOf(ordinary(gateway, 1)[0]);
    const answer = await gateway.query(afterLooking(id));
    expect(codesOf(answer)).toEqual(['OUTCOME_UNKNOWN']);
    expect(gateway.requests().slice(-2)).toEqual([
      `DELETE /account_memberships/${id}`,
      `GET /account_memberships?only=${id}&apply_default_filters=false&per_page=200`,
    ]);
    expect(gateway.kantata.writesApplied).toBe(0);
  });

  test('is open where nobody knew of the record: it may never have been there', async () => {
    const gateway = await startTestGateway({ env });
    gateway.kantata.inject({
      match: { method: 'DELETE' },
      action: { kind: 'answer', status: 500 },
    });
    const answer = await gateway.query(`mutation { ${remove('424242')} }`);
    expect(codesOf(answer)).toEqual(['OUTCOME_UNKNOWN']);
    expect(gateway.requests()).toEqual(['DELETE /account_memberships/424242']);
  });
});

test('in a bulk each item is looked back at by itself', async () => {
  const gateway = await startTestGateway({ env });
  const rows = ordinary(gateway, 3);
  const since = '2099-01-01T00:00:00Z';
  gateway.kantata.inject({
    match: { path: `/account_memberships/${idOf(rows[0])}`, method: 'PUT' },
    action: { kind: 'resetAfterApplying' },
  });
  gateway.kantata.inject({
    match: { path: `/account_memberships/${idOf(rows[1])}`, method: 'PUT' },
    action: { kind: 'reset' },
  });
  const updates = rows.map((row) => ({
    id: idOf(row),
    billRateInCents: 4242,
    ifUnchangedSince: since,
  }));
  const answer = await changeMany(
    gateway,
    'updateAccountMemberships',
    { updates },
    'accountMembership { billRateInCents }',
  );
  expect(statusesOf(answer)).toEqual(['DONE', 'OUTCOME_UNKNOWN', 'DONE']);
  expect(answer.results[0]?.accountMembership).toEqual({ billRateInCents: 4242 });
  expect(writesAmong(gateway.requests())).toHaveLength(3);
  expect(gateway.kantata.writesApplied).toBe(2);
});
