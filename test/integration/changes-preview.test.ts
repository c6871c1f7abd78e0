/** `dryRun: true` says what would happen, and sends nothing that changes anything. */
import { describe, expect, test } from 'vitest';
import { changeMany, idOf, ordinary, statusesOf } from './changing.ts';
import { startTestGateway } from './harness.ts';
import { mutate } from './mutating.ts';
import { invitations, memberships } from './world.ts';

const preview = 'preview { before after blockedBy warnings requests { method path body } }';
const selection = `accountMembership { id } userErrors { code field } replayed ${preview}`;

interface Previewed {
  readonly preview: {
    readonly before: unknown;
    readonly after: unknown;
    readonly blockedBy: readonly string[];
    readonly warnings: readonly string[];
    readonly requests: readonly unknown[];
  } | null;
}

async function previewOf(
  gateway: Awaited<ReturnType<typeof startTestGateway>>,
  mutation: string,
  input: Readonly<Record<string, unknown>>,
  selected = `userErrors { code field } ${preview}`,
) {
  const dry = { ...input, dryRun: true };
  return (await mutate(gateway, mutation, dry, selected)) as Previewed & {
    readonly userErrors: readonly unknown[];
  };
}

const only = (id: string, more = '') =>
  `GET /account_memberships?only=${id}&apply_default_filters=false&per_page=200${more}`;

test('S42 an update tells before, after and the call that it would make', async () => {
  const gateway = await startTestGateway();
  const [row] = ordinary(gateway, 1);
  const before = { ...row };
  const input = { id: idOf(row), billRateInCents: 4200, dryRun: true, idempotencyKey: 'k' };
  expect(await mutate(gateway, 'updateAccountMembership', input, selection)).toEqual({
    accountMembership: null,
    userErrors: [],
    replayed: false,
    preview: {
      before: { billRateInCents: before.bill_rate_in_cents },
      after: { billRateInCents: 4200 },
      blockedBy: [],
      warnings: [],
      requests: [
        {
          method: 'PUT',
          path: `/account_memberships/${idOf(row)}`,
          body: { account_membership: { bill_rate_in_cents: 4200 } },
        },
      ],
    },
  });
  expect(gateway.requests()).toEqual([only(idOf(row))]);
  expect(gateway.kantata.writesApplied).toBe(0);
  // A look takes no key.
  const { replayed } = (await mutate(
    gateway,
    'updateAccountMembership',
    { ...input, dryRun: false },
    'replayed',
  )) as { replayed: boolean };
  expect(replayed).toBe(false);
  expect(gateway.kantata.writesApplied).toBe(1);
});

test('a new role warns of what becomes of the old one in projects', async () => {
  const gateway = await startTestGateway();
  const id = idOf(ordinary(gateway, 1)[0]);
  for (const [changeRoleOption, warnings] of [
    ['ADD_ANOTHER_ROLE', ['This will add another role to existing projects.']],
    ['UPDATE_WITH_NEW_ROLE', ['This will replace the role in existing projects.']],
    ['KEEP_EXISTING_ROLE', []],
  ] as const) {
    const input = { id, defaultRoleId: '77002', changeRoleOption };
    const told = await previewOf(gateway, 'updateAccountMembership', input);
    expect(told.preview?.warnings).toEqual(warnings);
    expect(told.preview?.after).toEqual({ defaultRoleId: '77002' });
  }
  expect(gateway.kantata.writesApplied).toBe(0);
});

test('who cannot be manager blocks the change', async () => {
  const gateway = await startTestGateway();
  const [row] = ordinary(gateway, 1);
  const managerId = String(row?.user_id);
  const told = await previewOf(gateway, 'updateAccountMembership', { id: idOf(row), managerId });
  expect(told.preview?.blockedBy).toEqual([
    'The manager is not one of the possible managers of this member.',
  ]);
  expect(gateway.requests()).toEqual([only(idOf(row), '&include=manager,possible_managers')]);
});

describe('S42 the owner of the account', () => {
  test.each(['disableAccountMembership', 'deleteAccountMembership'])(
    'blocks %s',
    async (mutation) => {
      const gateway = await startTestGateway();
      const id = idOf(memberships(gateway.kantata, ({ is_owner }) => is_owner)[0]);
      const told = await previewOf(gateway, mutation, { id });
      expect(told.preview?.blockedBy).toEqual([
        'This is the owner of the account, who can be neither removed nor disabled.',
      ]);
      expect(gateway.requests()).toEqual([only(id)]);
    },
  );
});

test('a removal warns that it cannot be undone', async () => {
  const gateway = await startTestGateway();
  const id = idOf(ordinary(gateway, 1)[0]);
  const selected = `deletedId ${preview}`;
  const told = await previewOf(gateway, 'deleteAccountMembership', { id }, selected);
  expect(told).toMatchObject({ deletedId: null, preview: { after: null } });
  expect(told.preview?.warnings).toEqual([expect.stringContaining('cannot be undone')]);
  expect(told.preview?.requests).toEqual([
    { method: 'DELETE', path: `/account_memberships/${id}`, body: null },
  ]);
});

test('nothing that exists is previewed, and no call is made to change it', async () => {
  const gateway = await startTestGateway();
  const told = await previewOf(gateway, 'disableAccountMembership', { id: '999999' });
  expect(told).toEqual({
    userErrors: [{ code: 'NOT_FOUND', field: ['input', 'id'] }],
    preview: null,
  });
  expect(gateway.requests().every((line) => line.startsWith('GET'))).toBe(true);
});

test('what the gateway refuses unseen is refused, not previewed', async () => {
  const gateway = await startTestGateway();
  const input = { id: idOf(ordinary(gateway, 1)[0]), defaultRoleId: '77002' };
  expect(await previewOf(gateway, 'updateAccountMembership', input)).toEqual({
    userErrors: [{ code: 'INVALID', field: ['input', 'changeRoleOption'] }],
    preview: null,
  });
  expect(gateway.requests()).toEqual([]);
});

test('a record that has moved is told, and its change not previewed', async () => {
  const gateway = await startTestGateway();
  const id = idOf(ordinary(gateway, 1)[0]);
  const ask = (ifUnchangedSince: string) =>
    previewOf(gateway, 'updateAccountMembership', { id, billRateInCents: 4242, ifUnchangedSince });
  expect(await ask('2001-01-01T00:00:00Z')).toEqual({
    userErrors: [{ code: 'CONFLICT', field: ['input', 'ifUnchangedSince'] }],
    preview: null,
  });
  expect(await ask('2099-01-01T00:00:00Z')).toMatchObject({
    userErrors: [],
    preview: { after: { billRateInCents: 4242 } },
  });
  expect(gateway.requests()).toEqual([only(id), only(id)]);
});

test('an update of nothing would make no call', async () => {
  const gateway = await startTestGateway();
  const id = idOf(ordinary(gateway, 1)[0]);
  const told = await previewOf(gateway, 'updateAccountMembership', { id });
  expect(told.preview).toMatchObject({ before: {}, after: {}, requests: [] });
});

test('an invitation is previewed without a call; one that was accepted cannot be sent again', async () => {
  const gateway = await startTestGateway();
  const person = { emailAddress: 'a@example.com', fullName: 'A', permission: 'PUNCH_CLOCK' };
  const told = await previewOf(gateway, 'createInvitation', { ...person, billRateInCents: null });
  expect(told.preview).toMatchObject({
    before: null,
    blockedBy: ['The permission PUNCH_CLOCK needs a bill rate.'],
    warnings: [expect.stringContaining('An e-mail is sent')],
    requests: [{ method: 'POST', path: '/account_invitations' }],
  });
  expect(gateway.requests()).toEqual([]);
  const accepted = invitations(gateway.kantata, ({ pending }) => !pending)[0];
  const again = await previewOf(gateway, 'resendInvitation', { id: String(accepted?.id) });
  expect(again.preview?.blockedBy).toEqual(['The invitation has been accepted.']);
  expect(gateway.kantata.writesApplied).toBe(0);
});

test('a billability target is from 0 to 100 percent, both included', async () => {
  const gateway = await startTestGateway();
  const person = { emailAddress: 'a@example.com', fullName: 'A' };
  const reasons: unknown[] = [];
  for (const billabilityTarget of [-1, 0, 100, 101]) {
    const told = await previewOf(gateway, 'createInvitation', { ...person, billabilityTarget });
    reasons.push(told.preview?.blockedBy);
  }
  const blocked = ['A billability target is from 0 to 100 percent.'];
  expect(reasons).toEqual([blocked, [], [], blocked]);
  expect(gateway.requests()).toEqual([]);
});

describe('a bulk', () => {
  test('looks at all of its targets with one call', async () => {
    const gateway = await startTestGateway();
    const rows = ordinary(gateway, 20);
    const input = { ids: [...rows.map(idOf), idOf(rows[0]), '999999'], dryRun: true };
    const answer = await changeMany(
      gateway,
      'disableAccountMemberships',
      input,
      'preview { before after }',
    );
    expect(statusesOf(answer)).toEqual([...rows.map(() => 'NOT_ATTEMPTED'), 'REFUSED', 'REFUSED']);
    expect(answer.results[0]?.preview).toEqual({
      before: { status: 'ACTIVE' },
      after: { status: 'INACTIVE' },
    });
    expect(gateway.requests()).toEqual([
      only([...rows.map(idOf), '999999'].join(',')),
      expect.stringMatching(/^GET \/account_memberships\?only=999999&/),
    ]);
    expect(gateway.kantata.writesApplied).toBe(0);
  });

  test('of invitations is previewed item by item, without a call', async () => {
    const gateway = await startTestGateway();
    const list = [0, 1].map((n) => ({ emailAddress: `p${n}@example.com`, fullName: `P ${n}` }));
    const input = { invitations: list, dryRun: true };
    const answer = await changeMany(gateway, 'createInvitations', input, 'preview { after }');
    expect(answer.results.map((each) => each.preview)).toEqual(list.map((after) => ({ after })));
    expect(gateway.requests()).toEqual([]);
  });
});
