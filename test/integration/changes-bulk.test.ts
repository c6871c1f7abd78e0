/** Many changes in one mutation: one result for each item, in the order of the input. */
import { describe, expect, test } from 'vitest';
import {
  changeMany,
  codesOf,
  globalIdOf,
  idOf,
  ordinary,
  refusalsOf,
  statusesOf,
} from './changing.ts';
import { inAnyOrder, startTestGateway } from './harness.ts';
import { tryTo } from './mutating.ts';
import { invitations, memberships } from './world.ts';

const member = 'accountMembership { sourceId status }';

describe('results stand in the order of the input', () => {
  test('one call for each item, none for the objects that are selected', async () => {
    const gateway = await startTestGateway();
    const rows = ordinary(gateway, 12);
    const answer = await changeMany(
      gateway,
      'disableAccountMemberships',
      { ids: rows.map(idOf) },
      'accountMembership { sourceId status user { fullName } manager { fullName } }',
    );
    expect(answer.replayed).toBe(false);
    expect(answer.results).toEqual(
      rows.map((row, index) => ({
        index,
        id: globalIdOf('AccountMembership', row.id),
        status: 'DONE',
        userErrors: [],
        error: null,
        accountMembership: {
          sourceId: String(row.id),
          status: 'INACTIVE',
          user: { fullName: gateway.kantata.data.users.get(row.user_id)?.full_name },
          manager:
            row.manager_id === null
              ? null
              : { fullName: gateway.kantata.data.users.get(row.manager_id)?.full_name },
        },
      })),
    );
    expect(inAnyOrder(gateway.requests())).toEqual(
      inAnyOrder(
        rows.map(({ id }) => `PUT /account_memberships/${id}/disable?include=user,manager`),
      ),
    );
    expect(rows.every(({ disabled_at }) => disabled_at !== null)).toBe(true);
    expect(gateway.kantata.writesApplied).toBe(12);
  });

  test('what a row that was sent along does not tell costs one batch for all items', async () => {
    const gateway = await startTestGateway();
    const rows = ordinary(gateway, 12);
    const answer = await changeMany(
      gateway,
      'disableAccountMemberships',
      { ids: rows.map(idOf) },
      'accountMembership { user { bio } }',
    );
    expect(statusesOf(answer)).toEqual(rows.map(() => 'DONE'));
    const reads = gateway.requests().filter((line) => line.startsWith('GET'));
    expect(reads).toEqual([expect.stringMatching(/^GET \/users\?only=/)]);
  });

  test('the changes of updates are each their own, down to the path of what is wrong', async () => {
    const gateway = await startTestGateway();
    const [one, other, third] = ordinary(gateway, 3);
    const answer = await changeMany(
      gateway,
      'updateAccountMemberships',
      {
        updates: [
          { id: idOf(one), billRateInCents: 4200 },
          { id: idOf(other), billabilityTarget: 101 },
          { id: '999999', billRateInCents: 1 },
          { id: idOf(third), defaultRoleId: '77002' },
          { id: idOf(third), billRateInCents: 1 },
          { id: idOf(gateway.kantata.data.account_memberships.values().toArray()[7]) },
        ],
      },
      'accountMembership { billRateInCents }',
    );
    expect(statusesOf(answer)).toEqual([
      'DONE',
      'REFUSED',
      'REFUSED',
      'REFUSED',
      'REFUSED',
      'REFUSED',
    ]);
    expect(answer.results.map(refusalsOf)).toEqual([
      [],
      [['INVALID', 'input.updates.1.billabilityTarget']],
      [['NOT_FOUND', 'input.updates.2.id']],
      [['INVALID', 'input.updates.3.changeRoleOption']],
      [['INVALID', 'input.updates.4.id']],
      [['INVALID', 'input.updates.5']],
    ]);
    expect(inAnyOrder(gateway.requests())).toEqual(
      inAnyOrder([
        `PUT /account_memberships/${idOf(one)}`,
        `PUT /account_memberships/${idOf(other)}`,
        'PUT /account_memberships/999999',
      ]),
    );
    expect(gateway.kantata.writesApplied).toBe(1);
    expect(one?.bill_rate_in_cents).toBe(4200);
  });

  test('an update of nothing is refused and not sent, also where nothing is left of it', async () => {
    const gateway = await startTestGateway();
    const [one, other] = ordinary(gateway, 2).map(idOf);
    const since = '2099-01-01T00:00:00Z';
    const answer = await changeMany(gateway, 'updateAccountMemberships', {
      updates: [
        { id: one, changeRoleOption: null },
        { id: other, changeRoleOption: null, ifUnchangedSince: since },
      ],
    });
    expect(statusesOf(answer)).toEqual(['REFUSED', 'REFUSED']);
    expect(answer.results.map(refusalsOf)).toEqual([
      [['INVALID', 'input.updates.0']],
      [['INVALID', 'input.updates.1']],
    ]);
    expect(gateway.requests()).toEqual([]);
  });

  test.each([
    ['deleteInvitations', 'DELETE /account_invitations/'],
    ['resendInvitations', 'PUT /account_invitations/'],
  ])('%s makes one call for each', async (mutation, line) => {
    const gateway = await startTestGateway();
    const ids = invitations(gateway.kantata)
      .slice(0, 8)
      .map(({ id }) => String(id));
    expect(statusesOf(await changeMany(gateway, mutation, { ids }))).toEqual(ids.map(() => 'DONE'));
    const end = mutation.startsWith('resend') ? '/resend' : '';
    expect(inAnyOrder(gateway.requests())).toEqual(inAnyOrder(ids.map((id) => line + id + end)));
    expect(gateway.kantata.writesApplied).toBe(8);
  });

  test('an id that stands twice is changed once, however it is spelt', async () => {
    const gateway = await startTestGateway();
    const [one, other] = ordinary(gateway, 2).map(idOf);
    const ids = [one, globalIdOf('AccountMembership', one ?? ''), other, one];
    const answer = await changeMany(gateway, 'disableAccountMemberships', { ids }, member);
    expect(statusesOf(answer)).toEqual(['DONE', 'REFUSED', 'DONE', 'REFUSED']);
    expect(answer.results.map(refusalsOf)).toEqual([
      [],
      [['INVALID', 'input.ids.1']],
      [],
      [['INVALID', 'input.ids.3']],
    ]);
    expect(inAnyOrder(gateway.requests())).toEqual(
      inAnyOrder([
        `PUT /account_memberships/${one}/disable`,
        `PUT /account_memberships/${other}/disable`,
      ]),
    );
  });

  test('what one item fails with costs no other', async () => {
    const gateway = await startTestGateway();
    const rows = ordinary(gateway, 4);
    const owner = memberships(gateway.kantata, ({ is_owner }) => is_owner)[0];
    gateway.kantata.inject({
      match: { path: `/account_memberships/${idOf(rows[1])}/disable` },
      action: { kind: 'answer', status: 503, headers: { 'retry-after': '2' } },
    });
    gateway.kantata.inject({
      match: { path: `/account_memberships/${idOf(rows[2])}/disable` },
      action: { kind: 'answer', status: 401 },
    });
    const ids = [...rows.map(idOf), idOf(owner)];
    const answer = await changeMany(gateway, 'disableAccountMemberships', { ids });
    expect(statusesOf(answer)).toEqual(['DONE', 'OUTCOME_UNKNOWN', 'FAILED', 'DONE', 'REFUSED']);
    expect(answer.results.map(({ error }) => error)).toMatchObject([
      null,
      { code: 'OUTCOME_UNKNOWN', retryAfterMs: 2000 },
      { code: 'UNAUTHENTICATED', retryAfterMs: null },
      null,
      null,
    ]);
    expect(gateway.requests()).toHaveLength(5);
    expect(gateway.kantata.writesApplied).toBe(2);
  });
});

describe('limits', () => {
  test('S27 501 items are refused before anything is sent', async () => {
    const gateway = await startTestGateway();
    const ids = Array.from({ length: 501 }, (_, index) => String(index + 1));
    const input = { ids };
    const answer = await tryTo(gateway, 'disableAccountMemberships', input, 'results { index }');
    expect(codesOf(answer)).toEqual(['BAD_USER_INPUT']);
    expect(answer.errors?.[0]?.message).toContain('input.ids');
    expect(gateway.requests()).toEqual([]);
  });

  test('no items are no results and no call', async () => {
    const gateway = await startTestGateway();
    for (const [mutation, input] of [
      ['disableAccountMemberships', { ids: [], idempotencyKey: 'a' }],
      ['updateAccountMemberships', { updates: [], dryRun: true }],
      ['createInvitations', { invitations: [], onError: 'STOP' }],
    ] as const) {
      expect(await changeMany(gateway, mutation, input)).toEqual({ results: [], replayed: false });
    }
    expect(gateway.requests()).toEqual([]);
  });

  test('a malformed id is named with its place', async () => {
    const gateway = await startTestGateway();
    const input = { ids: ['300520', '../users'] };
    const answer = await tryTo(gateway, 'disableAccountMemberships', input, 'results { index }');
    expect(codesOf(answer)).toEqual(['BAD_USER_INPUT']);
    expect(answer.errors?.[0]?.message).toContain('input.ids.1');
    expect(gateway.requests()).toEqual([]);
  });
});

describe('onError: STOP', () => {
  test('makes one at a time, and none behind the first that is not done', async () => {
    const gateway = await startTestGateway();
    const rows = ordinary(gateway, 5);
    gateway.kantata.inject({
      match: { path: `/account_memberships/${idOf(rows[2])}/disable` },
      action: { kind: 'answer', status: 500 },
    });
    const input = { ids: rows.map(idOf), onError: 'STOP' };
    const answer = await changeMany(gateway, 'disableAccountMemberships', input, member);
    expect(statusesOf(answer)).toEqual([
      'DONE',
      'DONE',
      'OUTCOME_UNKNOWN',
      'NOT_ATTEMPTED',
      'NOT_ATTEMPTED',
    ]);
    expect(answer.results[4]).toMatchObject({
      id: globalIdOf('AccountMembership', idOf(rows[4])),
      accountMembership: null,
      error: null,
    });
    expect(gateway.requests()).toEqual(
      rows.slice(0, 3).map(({ id }) => `PUT /account_memberships/${id}/disable`),
    );
    expect(gateway.kantata.writesApplied).toBe(2);
  });

  test('an item that is refused beforehand stops it, too', async () => {
    const gateway = await startTestGateway();
    const [one, other] = ordinary(gateway, 2).map(idOf);
    const input = { ids: [one, one, other], onError: 'STOP' };
    const answer = await changeMany(gateway, 'disableAccountMemberships', input);
    expect(statusesOf(answer)).toEqual(['DONE', 'REFUSED', 'NOT_ATTEMPTED']);
    expect(gateway.requests()).toEqual([`PUT /account_memberships/${one}/disable`]);
  });
});
