/** A 429 in the middle of a bulk: the change was not made, and is sent again when there is room. */
import { expect, test } from 'vitest';
import { tooManyRequests } from '../../src/emulator/faults.ts';
import { auditTrail, changeMany, idOf, ordinary, statusesOf } from './changing.ts';
import {
  accountAt,
  membershipId,
  membershipsOf,
  present,
  startCommerceGateway,
} from './commerce.ts';
import { inAnyOrder, startTestGateway } from './harness.ts';

test('500 items before an upstream that takes 100 in a second: none is lost, none made twice', async () => {
  const gateway = await startTestGateway({
    kantata: { members: 600, inactive: 0, rateLimit: { requests: 100, perMs: 1000 } },
  });
  const rows = ordinary(gateway, 500);
  const ids = rows.map(idOf);
  const answer = await changeMany(gateway, 'disableAccountMemberships', { ids });
  expect(statusesOf(answer)).toEqual(ids.map(() => 'DONE'));
  expect(gateway.kantata.writesApplied).toBe(500);
  expect(rows.every(({ disabled_at }) => disabled_at !== null)).toBe(true);
  const lines = gateway.requests();
  expect(new Set(lines)).toEqual(
    new Set(ids.map((id) => `PUT /account_memberships/${id}/disable`)),
  );
  // Each round has at most as many refusals as there are changes under way.
  expect(lines.length).toBeLessThan(500 + 6 * 12);
}, 40_000);

test('after a Retry-After nothing is sent before its time, by any of the items', async () => {
  const gateway = await startTestGateway();
  const ids = ordinary(gateway, 12).map(idOf);
  const arrivals: number[] = [];
  gateway.kantata.inject({
    match: () => {
      arrivals.push(performance.now());
      return arrivals.length === 4;
    },
    action: tooManyRequests('1'),
  });
  const answer = await changeMany(gateway, 'disableAccountMemberships', { ids });
  expect(statusesOf(answer)).toEqual(ids.map(() => 'DONE'));
  expect(gateway.kantata.writesApplied).toBe(12);
  const lines = gateway.requests();
  expect(lines).toHaveLength(13);
  const afterLimitMs = arrivals.slice(4).map((at) => at - present(arrivals[3]));
  // The five that were under way beside it may still arrive.
  expect(afterLimitMs.filter((ms) => ms < 900).length).toBeLessThanOrEqual(5);
});

test('a look before a change that meets a 429 is made again, and the change once', async () => {
  const gateway = await startTestGateway({ env: { BULK_TIMEOUT_MS: '15000' } });
  const [row] = ordinary(gateway, 1);
  gateway.kantata.inject({ match: { method: 'GET' }, times: 3, action: tooManyRequests('0') });
  const update = { id: idOf(row), billRateInCents: 4200, ifUnchangedSince: '2099-01-01T00:00:00Z' };
  const answer = await changeMany(gateway, 'updateAccountMemberships', { updates: [update] });
  expect(statusesOf(answer)).toEqual(['DONE']);
  expect(gateway.requests().filter((line) => line.startsWith('PUT'))).toEqual([
    `PUT /account_memberships/${idOf(row)}`,
  ]);
});

test('a Retry-After beyond the deadline ends the bulk at once, and says what was not sent', async () => {
  const gateway = await startTestGateway({ env: { BULK_TIMEOUT_MS: '5000' } });
  const ids = ordinary(gateway, 20).map(idOf);
  gateway.kantata.inject({ match: { method: 'PUT' }, action: tooManyRequests('3600') });
  const answer = await changeMany(gateway, 'disableAccountMemberships', { ids });
  expect(statusesOf(answer)).toEqual(
    ids.map((_, index) => (index < 6 ? 'FAILED' : 'NOT_ATTEMPTED')),
  );
  expect(answer.results[0]?.error).toEqual({ code: 'RATE_LIMITED', retryAfterMs: 3_600_000 });
  expect(inAnyOrder(gateway.requests())).toEqual(
    inAnyOrder(ids.slice(0, 6).map((id) => `PUT /account_memberships/${id}/disable`)),
  );
  expect(gateway.kantata.writesApplied).toBe(0);
});

test.each([
  ['CONTINUE', 6],
  ['STOP', 1],
])('so it does when it meets the looks before the changes (%s)', async (onError, failed) => {
  const gateway = await startCommerceGateway({ env: { BULK_TIMEOUT_MS: '5000' } });
  const rows = Array.from({ length: 16 }, (_, index) =>
    present(membershipsOf(gateway, { accountId: accountAt(gateway, index).id })[0]),
  );
  gateway.elasticPath.inject({ match: { method: 'GET' }, action: tooManyRequests('3600') });
  const updates = rows.map((row) => ({ id: membershipId(row), customFields: { level: 'gold' } }));
  const answer = await changeMany(gateway, 'updateCommerceAccountMemberships', {
    updates,
    onError,
  });
  expect(statusesOf(answer)).toEqual(
    rows.map((_, index) => (index < failed ? 'FAILED' : 'NOT_ATTEMPTED')),
  );
  expect(answer.results[0]?.error).toEqual({ code: 'RATE_LIMITED', retryAfterMs: 3_600_000 });
  expect(inAnyOrder(gateway.commerceRequests())).toEqual(
    inAnyOrder(
      rows
        .slice(0, 6)
        .map(({ accountId, id }) => `GET /v2/accounts/${accountId}/account-memberships/${id}`),
    ),
  );
});

test('STOP: nothing is told of an item behind one that was not attempted', async () => {
  const gateway = await startCommerceGateway({ env: { BULK_TIMEOUT_MS: '5000' } });
  const [first, second] = [0, 1].map((index) =>
    present(membershipsOf(gateway, { accountId: accountAt(gateway, index).id })[0]),
  );
  gateway.elasticPath.inject({ match: { method: 'GET' }, action: tooManyRequests('3600') });
  const customFields = { level: 'gold' };
  const updates = [
    // Looked at in the last moment, for which the refused look of the other leaves no time.
    { id: membershipId(present(first)), customFields, ifUnchangedSince: '2026-01-01T00:00:00Z' },
    { id: membershipId(present(second)), customFields },
  ];
  const answer = await changeMany(gateway, 'updateCommerceAccountMemberships', {
    updates,
    onError: 'STOP',
  });
  expect(statusesOf(answer)).toEqual(['NOT_ATTEMPTED', 'NOT_ATTEMPTED']);
  const { accountId, id } = present(second);
  expect(gateway.commerceRequests()).toEqual([
    `GET /v2/accounts/${accountId}/account-memberships/${id}`,
  ]);
});

test('what could be sent again only when there is no time for an answer is not attempted', async () => {
  const { entries, audit } = auditTrail();
  const env = { OPERATION_TIMEOUT_MS: '1049', BULK_TIMEOUT_MS: '1049' };
  const gateway = await startTestGateway({ env, audit });
  const ids = ordinary(gateway, 20).map(idOf);
  gateway.kantata.inject({ match: { method: 'PUT' }, action: tooManyRequests('1') });
  const answer = await changeMany(gateway, 'disableAccountMemberships', { ids });
  expect(statusesOf(answer)).toEqual(
    ids.map((_, index) => (index < 6 ? 'FAILED' : 'NOT_ATTEMPTED')),
  );
  expect(answer.results[0]?.error).toEqual({ code: 'RATE_LIMITED', retryAfterMs: 1000 });
  expect(gateway.requests()).toHaveLength(6);
  expect(entries).toHaveLength(12);
});

test('a Retry-After of a month is told as the longest that can be told', async () => {
  const gateway = await startTestGateway();
  const ids = ordinary(gateway, 2).map(idOf);
  gateway.kantata.inject({ match: { method: 'PUT' }, action: tooManyRequests('2592000') });
  const answer = await changeMany(gateway, 'disableAccountMemberships', { ids });
  expect(answer.results.map(({ error }) => error)).toEqual(
    ids.map(() => ({ code: 'RATE_LIMITED', retryAfterMs: 2 ** 31 - 1 })),
  );
  expect(inAnyOrder(gateway.requests())).toEqual(
    inAnyOrder(ids.map((id) => `PUT /account_memberships/${id}/disable`)),
  );
});

test('a single change that meets a 429 is not sent again', async () => {
  const gateway = await startTestGateway();
  gateway.kantata.inject({ match: { method: 'PUT' }, times: 1, action: tooManyRequests('0') });
  const { errors } = await gateway.query(
    'mutation { disableAccountMembership(input: { id: "300520" }) { userErrors { code } } }',
  );
  expect(errors).toMatchObject([{ extensions: { code: 'RATE_LIMITED' } }]);
  expect(gateway.requests()).toEqual(['PUT /account_memberships/300520/disable']);
});
