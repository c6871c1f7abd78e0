/** The same key with the same input is one change, however often it is sent. */
import { describe, expect, test, vi } from 'vitest';
import { tooManyRequests } from '../../src/emulator/faults.ts';
import {
  changeMany,
  codesOf,
  globalIdOf,
  idOf,
  ordinary,
  refusalsOf,
  statusesOf,
} from './changing.ts';
import {
  accountAt,
  membershipId,
  membershipsOf,
  present,
  startCommerceGateway,
} from './commerce.ts';
import { startTestGateway } from './harness.ts';
import { mutate, tryTo } from './mutating.ts';

const selection = 'accountMembership { billRateInCents } userErrors { code field } replayed';
const look = (id: string) =>
  `GET /account_memberships?only=${id}&apply_default_filters=false&per_page=200`;
const person = { emailAddress: 'a@example.com', fullName: 'A' };

test('R37 the second time the outcome is told again, with the object as it is now', async () => {
  const gateway = await startTestGateway();
  const [row] = ordinary(gateway, 1);
  const id = idOf(row);
  const input = { id, billRateInCents: 4242, idempotencyKey: 'one' };
  const update = () => mutate(gateway, 'updateAccountMembership', input, selection);
  expect(await update()).toEqual({
    accountMembership: { billRateInCents: 4242 },
    userErrors: [],
    replayed: false,
  });
  if (row !== undefined) row.bill_rate_in_cents = 5000;
  gateway.kantata.data.version += 1;
  gateway.requests();
  expect(await update()).toEqual({
    accountMembership: { billRateInCents: 5000 },
    userErrors: [],
    replayed: true,
  });
  expect(gateway.requests()).toEqual([look(id)]);
});

test('the object is told as it is now also where the same operation has read it before', async () => {
  const gateway = await startTestGateway();
  const [row, other] = ordinary(gateway, 2);
  const [id, otherId] = [idOf(row), idOf(other)];
  const input = { id, billRateInCents: 4242, idempotencyKey: 'one' };
  await mutate(gateway, 'updateAccountMembership', input, selection);
  gateway.requests();
  gateway.kantata.inject({
    // Somebody else changes it behind the first look, while the operation looks at another.
    match: ({ url }) => {
      if (url.includes(otherId) && row !== undefined) row.bill_rate_in_cents = 5000;
      gateway.kantata.data.version += 1;
      return false;
    },
    action: { kind: 'hang' },
  });
  const { data } = await gateway.query(`mutation {
    one: disableAccountMembership(input: { id: "${id}", dryRun: true }) { replayed }
    other: disableAccountMembership(input: { id: "${otherId}", dryRun: true }) { replayed }
    again: updateAccountMembership(
      input: { id: "${id}", billRateInCents: 4242, idempotencyKey: "one" }
    ) { accountMembership { billRateInCents } replayed }
  }`);
  expect(data).toEqual({
    one: { replayed: false },
    other: { replayed: false },
    again: { accountMembership: { billRateInCents: 5000 }, replayed: true },
  });
  expect(gateway.requests()).toEqual([look(id), look(otherId), look(id)]);
});

test('an invitation with a key is made once, and shown both times', async () => {
  const gateway = await startTestGateway();
  const input = { ...person, idempotencyKey: 'one' };
  const selected = 'invitation { emailAddress } replayed';
  const invite = () => mutate(gateway, 'createInvitation', input, selected);
  const invitation = { emailAddress: 'a@example.com' };
  expect(await invite()).toEqual({ invitation, replayed: false });
  expect(await invite()).toEqual({ invitation, replayed: true });
  expect(gateway.requests()).toEqual([
    'POST /account_invitations',
    expect.stringMatching(/^GET \/account_invitations\?only=/),
  ]);
  expect(gateway.kantata.writesApplied).toBe(1);
});

test('R37 at the same time, too: one of ten makes the change', async () => {
  const gateway = await startTestGateway({ kantata: { latencyMs: 100 } });
  const input = { ...person, idempotencyKey: 'one' };
  const answers = await Promise.all(
    Array.from({ length: 10 }, () =>
      mutate(gateway, 'createInvitation', input, 'userErrors { code } replayed'),
    ),
  );
  expect(answers.map((each) => (each as { replayed: boolean }).replayed).toSorted()).toEqual([
    false,
    ...Array.from({ length: 9 }, () => true),
  ]);
  expect(gateway.kantata.writesApplied).toBe(1);
  expect(gateway.requests()).toEqual(['POST /account_invitations']);
});

test('within one operation, too', async () => {
  const gateway = await startTestGateway();
  const call = `createInvitation(input: {
    emailAddress: "a@example.com", fullName: "A", idempotencyKey: "one"
  }) { replayed }`;
  const { data } = await gateway.query(`mutation { one: ${call} other: ${call} }`);
  expect(data).toEqual({ one: { replayed: false }, other: { replayed: true } });
  expect(gateway.kantata.writesApplied).toBe(1);
});

describe('R37 the same key with another input is refused, and changes nothing:', () => {
  test('other values, and another mutation', async () => {
    const gateway = await startTestGateway();
    const id = idOf(ordinary(gateway, 1)[0]);
    const first = { id, billRateInCents: 1, idempotencyKey: 'one' };
    await mutate(gateway, 'updateAccountMembership', first, selection);
    const refused = {
      accountMembership: null,
      userErrors: [{ code: 'CONFLICT', field: ['input', 'idempotencyKey'] }],
      replayed: false,
    };
    const other = { ...first, billRateInCents: 2 };
    expect(await mutate(gateway, 'updateAccountMembership', other, selection)).toEqual(refused);
    const disable = { id, idempotencyKey: 'one' };
    expect(await mutate(gateway, 'disableAccountMembership', disable, selection)).toEqual(refused);
    expect(gateway.requests()).toHaveLength(1);
    expect(gateway.kantata.writesApplied).toBe(1);
  });

  test('every item of a bulk', async () => {
    const gateway = await startTestGateway();
    const ids = ordinary(gateway, 3).map(idOf);
    await changeMany(gateway, 'disableAccountMemberships', { ids, idempotencyKey: 'one' });
    gateway.requests();
    const other = { ids: ids.slice(0, 2), idempotencyKey: 'one' };
    const answer = await changeMany(gateway, 'disableAccountMemberships', other);
    expect(answer.replayed).toBe(false);
    expect(answer.results.map(refusalsOf)).toEqual([
      [['CONFLICT', 'input.idempotencyKey']],
      [['CONFLICT', 'input.idempotencyKey']],
    ]);
    expect(gateway.requests()).toEqual([]);
  });
});

describe('R37 the same input in other words is the same:', () => {
  const again = async (
    mutation: string,
    inputs: (ids: readonly string[]) => readonly Readonly<Record<string, unknown>>[],
  ) => {
    const gateway = await startTestGateway();
    const ids = ordinary(gateway, 2).map(idOf);
    const [one = {}, ...others] = inputs(ids);
    const answer = (input: object) =>
      mutate(gateway, mutation, { ...input, idempotencyKey: 'one' }, 'replayed');
    expect(await answer(one)).toEqual({ replayed: false });
    for (const other of others) expect(await answer(other)).toEqual({ replayed: true });
  };

  test('defaults that are written out, ids of the graph or of the upstream', () =>
    again('updateAccountMembership', ([id = '']) => [
      { id, billRateInCents: 1, managerId: null },
      { managerId: null, billRateInCents: 1, dryRun: null, id },
      { id, billRateInCents: 1, managerId: null, dryRun: false, ifUnchangedSince: null },
      { id: globalIdOf('AccountMembership', id), billRateInCents: 1, managerId: null },
    ]));

  test('of a bulk, too', () =>
    again('updateAccountMemberships', ([id = '', other = '']) => [
      { updates: [{ id, billRateInCents: 1 }, { id: other }] },
      { updates: [{ billRateInCents: 1, id, ifUnchangedSince: null }, { id: other }] },
      { updates: [{ id, billRateInCents: 1 }, { id: other }], onError: 'CONTINUE' },
      { updates: [{ id, billRateInCents: 1 }, { id: other }], onError: null, dryRun: false },
    ]));
});

test('R37 what only looks the same is another input', async () => {
  const gateway = await startTestGateway();
  const [id = '', other = ''] = ordinary(gateway, 2).map(idOf);
  const change = (input: Readonly<Record<string, unknown>>) =>
    changeMany(gateway, 'updateAccountMemberships', { ...input, idempotencyKey: 'one' });
  const first = { id, billRateInCents: 1, managerId: null };
  const second = { id: other, billRateInCents: 1 };
  expect(statusesOf(await change({ updates: [first, second] }))).toEqual(['DONE', 'DONE']);
  for (const input of [
    { updates: [{ id, billRateInCents: 1 }, second] },
    { updates: [second, first] },
    { updates: [first, second], onError: 'STOP' },
    { updates: [first, { ...second, ifUnchangedSince: '2099-01-01T00:00:00Z' }] },
  ]) {
    const { results } = await change(input);
    expect(results.flatMap(refusalsOf).map(([code]) => code)).toEqual(['CONFLICT', 'CONFLICT']);
  }
});

test.each([
  ['updateAccountMembership', { ifUnchangedSince: '2099-01-01T00:00:00Z' }],
  ['deleteAccountMembership', { confirmationToken: 'of no preview' }],
])('R37 %s with another precaution is another input', async (mutation, precaution) => {
  const gateway = await startTestGateway();
  const input = { id: idOf(ordinary(gateway, 1)[0]), idempotencyKey: 'one' };
  const ask = (each: Readonly<Record<string, unknown>>) =>
    mutate(gateway, mutation, each, 'userErrors { code field } replayed');
  expect(await ask(input)).toEqual({ userErrors: [], replayed: false });
  gateway.requests();
  expect(await ask({ ...input, ...precaution })).toEqual({
    userErrors: [{ code: 'CONFLICT', field: ['input', 'idempotencyKey'] }],
    replayed: false,
  });
  expect(gateway.requests()).toEqual([]);
});

test('R37 the names in custom fields have no order, however deep they stand', async () => {
  const gateway = await startCommerceGateway();
  const [membership] = membershipsOf(gateway, { accountId: accountAt(gateway, 0).id });
  const ask = (customFields: object) =>
    mutate(
      gateway,
      'updateCommerceAccountMembership',
      { id: membershipId(present(membership)), customFields, idempotencyKey: 'one' },
      'userErrors { code } replayed',
    );
  expect(await ask({ a: [{ b: 1, c: 2 }, 3], d: { e: 4, f: 5 } })).toEqual({
    userErrors: [],
    replayed: false,
  });
  gateway.commerceRequests();
  expect(await ask({ d: { f: 5, e: 4 }, a: [{ c: 2, b: 1 }, 3] })).toEqual({
    userErrors: [],
    replayed: true,
  });
  expect(await ask({ a: [3, { b: 1, c: 2 }], d: { e: 4, f: 5 } })).toEqual({
    userErrors: [{ code: 'CONFLICT' }],
    replayed: false,
  });
  expect(gateway.commerceRequests()).toEqual([]);
});

test('another date in custom fields, given as a variable, is another input', async () => {
  const gateway = await startCommerceGateway();
  const id = membershipId(
    present(membershipsOf(gateway, { accountId: accountAt(gateway, 1).id })[0]),
  );
  const document = `mutation ($id: ID!, $until: DateTime!) {
    updateCommerceAccountMembership(
      input: { id: $id, customFields: { until: $until }, idempotencyKey: "one" }
    ) { replayed userErrors { code } }
  }`;
  const ask = async (until: string) => {
    const { data } = await gateway.query(document, { id, until });
    return data?.updateCommerceAccountMembership;
  };
  expect(await ask('2027-01-01T00:00:00Z')).toEqual({ replayed: false, userErrors: [] });
  expect(await ask('2028-01-01T00:00:00Z')).toEqual({
    replayed: false,
    userErrors: [{ code: 'CONFLICT' }],
  });
  expect(await ask('2027-01-01T00:00:00Z')).toEqual({ replayed: true, userErrors: [] });
});

test('a preview takes no key, and is not told in place of a change or after it', async () => {
  const gateway = await startTestGateway();
  const id = idOf(ordinary(gateway, 1)[0]);
  const input = { id, billRateInCents: 4242, idempotencyKey: 'one' };
  const ask = (each: Readonly<Record<string, unknown>>) =>
    mutate(gateway, 'updateAccountMembership', each, 'preview { after } replayed');
  const previewed = { preview: { after: { billRateInCents: 4242 } }, replayed: false };
  expect(await ask({ ...input, dryRun: true })).toEqual(previewed);
  expect(await ask(input)).toEqual({ preview: null, replayed: false });
  expect(await ask({ ...input, dryRun: true })).toEqual(previewed);
  expect(await ask(input)).toEqual({ preview: null, replayed: true });
  expect(gateway.requests()).toEqual([look(id), `PUT /account_memberships/${id}`, look(id)]);
});

test('S38 keys of different callers never meet', async () => {
  const tokens = { 'admin-token': 'administrator', 'other-token': 'administrator' } as const;
  const gateway = await startTestGateway({ kantata: { tokens } });
  const document = `mutation ($input: CreateInvitationInput!) {
    createInvitation(input: $input) { replayed userErrors { code } }
  }`;
  const variables = { input: { ...person, idempotencyKey: 'one' } };
  for (const authorization of ['Bearer admin-token', 'Bearer other-token']) {
    const { data } = await gateway.query(document, variables, { authorization });
    expect(data).toEqual({ createInvitation: { replayed: false, userErrors: [] } });
  }
  expect(gateway.kantata.requests.map(({ token }) => token)).toEqual([
    'admin-token',
    'other-token',
  ]);
  expect(gateway.kantata.writesApplied).toBe(2);
});

describe('what is told again', () => {
  test('a refusal', async () => {
    const gateway = await startTestGateway();
    const input = { ...person, fullName: '', idempotencyKey: 'one' };
    const selected = 'userErrors { code field message } replayed';
    const first = await mutate(gateway, 'createInvitation', input, selected);
    const second = await mutate(gateway, 'createInvitation', input, selected);
    expect(first).toMatchObject({ userErrors: [{ field: ['input', 'fullName'] }] });
    expect(second).toEqual({ ...(first as object), replayed: true });
    expect(gateway.requests()).toEqual(['POST /account_invitations']);
  });

  test('an outcome that is not known', async () => {
    const gateway = await startTestGateway();
    const action = { kind: 'resetAfterApplying' } as const;
    gateway.kantata.inject({ match: { method: 'POST' }, times: 1, action });
    const input = { ...person, idempotencyKey: 'one' };
    for (let times = 0; times < 2; times += 1) {
      const answer = await tryTo(gateway, 'createInvitation', input, 'replayed');
      expect(codesOf(answer)).toEqual(['OUTCOME_UNKNOWN']);
    }
    expect(gateway.requests()).toEqual(['POST /account_invitations']);
    expect(gateway.kantata.writesApplied).toBe(1);
  });

  test('every outcome of a bulk, its objects with one call', async () => {
    const gateway = await startTestGateway();
    const rows = ordinary(gateway, 8);
    gateway.kantata.inject({
      match: { path: `/account_memberships/${idOf(rows[3])}/disable` },
      action: { kind: 'answer', status: 500 },
    });
    const input = { ids: [...rows.map(idOf), '999999'], idempotencyKey: 'one' };
    const selected = 'accountMembership { status }';
    const first = await changeMany(gateway, 'disableAccountMemberships', input, selected);
    expect(new Set(statusesOf(first))).toEqual(new Set(['DONE', 'OUTCOME_UNKNOWN', 'REFUSED']));
    gateway.requests();
    const second = await changeMany(gateway, 'disableAccountMemberships', input, selected);
    expect(second).toEqual({ ...first, replayed: true });
    const done = rows.filter((_, index) => index !== 3).map(idOf);
    expect(gateway.requests()).toEqual([
      `GET /account_memberships?only=${done.join(',')}&apply_default_filters=false&per_page=200`,
    ]);
    // Where none is selected, with none.
    const third = await changeMany(gateway, 'disableAccountMemberships', input);
    expect(statusesOf(third)).toEqual(statusesOf(first));
    expect(gateway.requests()).toEqual([]);
  });

  test('a removal, without a look at what is gone', async () => {
    const gateway = await startTestGateway();
    const [id] = gateway.kantata.data.account_invitations.keys();
    const input = { ids: [String(id)], idempotencyKey: 'one' };
    const selected = 'invitation { sourceId }';
    const first = await changeMany(gateway, 'deleteInvitations', input, selected);
    expect(await changeMany(gateway, 'deleteInvitations', input, selected)).toEqual({
      ...first,
      replayed: true,
    });
    expect(gateway.requests()).toEqual([`DELETE /account_invitations/${String(id)}`]);
  });

  test('that the record had moved, with the record as it is now', async () => {
    const gateway = await startTestGateway();
    const id = idOf(ordinary(gateway, 1)[0]);
    const input = {
      id,
      billRateInCents: 1,
      ifUnchangedSince: '2001-01-01T00:00:00Z',
      idempotencyKey: 'one',
    };
    await mutate(gateway, 'updateAccountMembership', input, selection);
    await mutate(gateway, 'updateAccountMembership', { id, billRateInCents: 7 }, selection);
    gateway.requests();
    expect(await mutate(gateway, 'updateAccountMembership', input, selection)).toEqual({
      accountMembership: { billRateInCents: 7 },
      userErrors: [{ code: 'CONFLICT', field: ['input', 'ifUnchangedSince'] }],
      replayed: true,
    });
    expect(gateway.requests()).toEqual([look(id)]);
  });

  test('also where the object cannot be read: that costs the object alone', async () => {
    const gateway = await startTestGateway();
    const id = idOf(ordinary(gateway, 1)[0]);
    const input = { id, billRateInCents: 4242, idempotencyKey: 'one' };
    await mutate(gateway, 'updateAccountMembership', input, selection);
    gateway.kantata.inject({ match: { method: 'GET' }, action: { kind: 'answer', status: 403 } });
    const { data, errors } = await tryTo(gateway, 'updateAccountMembership', input, selection);
    expect(data).toEqual({
      updateAccountMembership: { accountMembership: null, userErrors: [], replayed: true },
    });
    expect(errors).toMatchObject([
      {
        path: ['updateAccountMembership', 'accountMembership'],
        extensions: { code: 'FORBIDDEN' },
      },
    ]);
  });

  test('and is told under the names that the document gives', async () => {
    const gateway = await startTestGateway();
    const id = idOf(ordinary(gateway, 1)[0]);
    const mutation = `mutation {
      one: updateAccountMembership(input: { id: "${id}", billRateInCents: 1, idempotencyKey: "one" }) {
        member: accountMembership { sourceId }
      }
      many: disableAccountMemberships(input: { ids: ["${id}"], idempotencyKey: "many" }) {
        each: results { member: accountMembership { sourceId } }
      }
    }`;
    await gateway.query(mutation);
    gateway.kantata.inject({ match: { method: 'GET' }, action: { kind: 'answer', status: 403 } });
    const { data, errors } = await gateway.query(mutation);
    expect(data).toEqual({ one: { member: null }, many: { each: [{ member: null }] } });
    expect(errors?.map(({ path }) => path)).toEqual([
      ['one', 'member'],
      ['many', 'each', 0, 'member'],
    ]);
  });
});

test('a bulk of which nothing can be sent takes no key, and is refused again', async () => {
  const gateway = await startTestGateway();
  const id = idOf(ordinary(gateway, 1)[0]);
  const refused = {
    updates: [
      { id, defaultRoleId: '77002' },
      { id, defaultRoleId: '77002' },
    ],
    idempotencyKey: 'one',
  };
  const change = (input: Readonly<Record<string, unknown>>) =>
    changeMany(gateway, 'updateAccountMemberships', input);
  const first = await change(refused);
  expect(statusesOf(first)).toEqual(['REFUSED', 'REFUSED']);
  expect(await change(refused)).toEqual({ ...first, replayed: false });
  const corrected = { ...refused, updates: [{ id, billRateInCents: 4242 }] };
  expect(statusesOf(await change(corrected))).toEqual(['DONE']);
  expect(gateway.requests()).toHaveLength(1);
});

describe('what was surely not done may be tried again with the same key:', () => {
  test.each([
    ['a 429', tooManyRequests('1'), 'RATE_LIMITED'],
    ['a 401', { kind: 'answer', status: 401 } as const, 'UNAUTHENTICATED'],
    ['a redirect', { kind: 'answer', status: 302 } as const, 'UPSTREAM_MALFORMED'],
  ])('%s', async (_what, action, code) => {
    const gateway = await startTestGateway();
    gateway.kantata.inject({ match: { method: 'POST' }, times: 1, action });
    const input = { ...person, idempotencyKey: 'one' };
    expect(codesOf(await tryTo(gateway, 'createInvitation', input, 'replayed'))).toEqual([code]);
    expect(await mutate(gateway, 'createInvitation', input, 'replayed')).toEqual({
      replayed: false,
    });
    expect(gateway.requests()).toHaveLength(2);
    expect(gateway.kantata.writesApplied).toBe(1);
  });

  test('who waited for the first try makes the change himself', async () => {
    const gateway = await startTestGateway({ kantata: { latencyMs: 200 } });
    gateway.kantata.inject({ match: { method: 'POST' }, times: 1, action: tooManyRequests() });
    const input = { ...person, idempotencyKey: 'one' };
    const answers = await Promise.all(
      [1, 2].map(() => tryTo(gateway, 'createInvitation', input, 'replayed')),
    );
    expect(answers.flatMap(codesOf)).toEqual(['RATE_LIMITED']);
    expect(answers.map(({ data }) => data?.createInvitation)).toContainEqual({ replayed: false });
    expect(gateway.kantata.writesApplied).toBe(1);
  });
});

test('a key is kept for 24 hours', async () => {
  const gateway = await startTestGateway();
  const input = { ...person, idempotencyKey: 'one' };
  const invite = () => mutate(gateway, 'createInvitation', input, 'replayed');
  try {
    expect(await invite()).toEqual({ replayed: false });
    const madeAtMs = Date.now();
    const hourMs = 3_600_000;
    vi.useFakeTimers({ toFake: ['Date'], now: madeAtMs + 23 * hourMs });
    expect(await invite()).toEqual({ replayed: true });
    vi.setSystemTime(madeAtMs + 25 * hourMs);
    expect(await invite()).toEqual({ replayed: false });
  } finally {
    vi.useRealTimers();
  }
  expect(gateway.kantata.writesApplied).toBe(2);
});

test.each(['', 'x'.repeat(256), 'line\nline', 'ключ'])('no key is %j', async (idempotencyKey) => {
  const gateway = await startTestGateway();
  const input = { ...person, idempotencyKey };
  const answer = await tryTo(gateway, 'createInvitation', input, 'replayed');
  expect(codesOf(answer)).toEqual(['BAD_USER_INPUT']);
  expect(answer.errors?.[0]?.message).toContain('input.idempotencyKey');
  expect(gateway.requests()).toEqual([]);
});
