/** What is told of calls: routes without ids, rounds, and how long a caller waits. */
import { expect, test } from 'vitest';
import { roundsOf } from '../../src/http/trace/rounds.ts';
import { routeOf } from '../../src/http/trace/route.ts';
import { wishesOf } from '../../src/http/trace/wishes.ts';

test('an id is no part of a route, also one that is all letters', () => {
  const letters = 'abcdefab-abcd-abcd-abcd-abcdefabcdef';

  expect(routeOf(`/v2/accounts/${letters}/account-memberships?include=account_member`)).toEqual({
    route: '/v2/accounts/{id}/account-memberships',
    include: 'account_member',
    idsInPath: 1,
  });
});

test('a call that begins just when another ends stands behind it', () => {
  const first = { startMs: 0, durationMs: 5 };

  expect(roundsOf([])).toBe(0);
  expect(roundsOf([{ startMs: 5, durationMs: 1 }, first])).toBe(2);
  expect(roundsOf([first, { startMs: 4.9, durationMs: 1 }])).toBe(1);
});

test('a time that is no whole number above nought is as good as none', () => {
  const timeoutMs = (text: string) => wishesOf({ 'x-request-timeout-ms': text }).timeoutMs;

  expect(timeoutMs('250')).toBe(250);
  for (const text of ['0', '-1', '1.5', '1e3', '0x10', '', '9'.repeat(16)]) {
    expect(timeoutMs(text), text).toBeNull();
  }
});
