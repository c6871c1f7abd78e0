/** How long to wait before a read is asked again. */
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Reply } from '../../src/upstreams/http/incoming.ts';
import { pause, pauseBeforeMs, retryAfterMs } from '../../src/upstreams/http/backoff.ts';

function answer(status: number, retryAfter?: string | string[]): Reply {
  const headers = retryAfter === undefined ? {} : { 'retry-after': retryAfter };
  return { kind: 'answer', status, headers, body: '' };
}
const lost: Reply = { kind: 'lost', cause: null };

/** That a GraphQL `Int` holds. */
const longest = 2 ** 31 - 1;

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  vi.useRealTimers();
});

describe('the pause', () => {
  test.each([
    ['a failure', answer(503), [100, 200, 400]],
    ['a connection that broke', lost, [100, 200, 400]],
    ['too many requests', answer(429), [1000, 2000, 4000]],
  ])('after %s is up to so long, twice as long each time', (_after, reply, longest) => {
    const random = vi.spyOn(Math, 'random').mockReturnValue(1);
    expect([1, 2, 3].map((attempts) => pauseBeforeMs(attempts, reply))).toEqual(longest);
    random.mockReturnValue(0.5);
    expect(pauseBeforeMs(1, reply)).toBe((longest[0] ?? 0) / 2);
    random.mockReturnValue(0);
    expect(pauseBeforeMs(3, reply)).toBe(0);
  });

  test('is as long as the upstream asks for, and longer where chance will have it so', () => {
    const random = vi.spyOn(Math, 'random').mockReturnValue(0);
    expect(pauseBeforeMs(1, answer(503, '2'))).toBe(2000);
    random.mockReturnValue(1);
    expect(pauseBeforeMs(2, answer(429, '1'))).toBe(2000);
  });

  test('ends when it is over, and at once when the client leaves', async () => {
    await pause(1, new AbortController().signal);
    const leaving = new AbortController();
    const pausing = pause(60_000, leaving.signal);
    const reason = new Error('gone');
    leaving.abort(reason);
    await expect(pausing).rejects.toMatchObject({
      code: 'CANCELLED',
      message: 'The operation was given up.',
      cause: { name: 'AbortError', cause: reason },
    });
  });
});

describe('Retry-After', () => {
  test.each([
    ['0', 0],
    ['7', 7000],
    ['2147483', 2_147_483_000],
    ['2147484', longest],
    ['2592000', longest],
    ['99999999999999999999', longest],
    ['', undefined],
    ['-5', undefined],
    ['1.5', undefined],
    ['5 minutes', undefined],
    ['x5', undefined],
    ['2030-01-01', undefined],
    ['soon', undefined],
    ['come back 3000', undefined],
    ['try again in 5', undefined],
    ['Jan 3000', undefined],
    ['2030-01-01T00:00:00Z', undefined],
    ['Tue, 01 Jan 2030 00:00:30', undefined],
    ['Tue, 01 Jan 2030 00:00:30 +0100', undefined],
    ['Tue, 32 Jan 2030 00:00:30 GMT', undefined],
    ['Tue, 01 Foo 2030 00:00:30 GMT', undefined],
    ['x Tue, 01 Jan 2030 00:00:30 GMT', undefined],
    ['Tue, 01 Jan 9999 00:00:00 GMT', longest],
  ])('%j', (value, ms) => {
    expect(retryAfterMs(answer(503, value))).toBe(ms);
  });

  test('as a date counts from now, and never backward', () => {
    vi.useFakeTimers({ now: Date.parse('2030-01-01T00:00:00Z') });
    expect(retryAfterMs(answer(503, 'Tue, 01 Jan 2030 00:00:30 GMT'))).toBe(30_000);
    expect(retryAfterMs(answer(503, 'TUE, 01 JAN 2030 00:00:30 GMT'))).toBe(30_000);
    expect(retryAfterMs(answer(503, 'Wed, 21 Oct 2015 07:28:00 GMT'))).toBe(0);
  });

  test.each([
    'Tue, 01 Jan 2030 00:00:30 GMT',
    'Tuesday, 01-Jan-30 00:00:30 GMT',
    'Tue Jan  1 00:00:30 2030',
    'Tue Jan 01 00:00:30 2030',
  ])('may be any date of HTTP, of which all are meant in GMT: %s', (value) => {
    vi.stubEnv('TZ', 'Asia/Tokyo');
    vi.useFakeTimers({ now: Date.parse('2030-01-01T00:00:00Z') });
    expect(retryAfterMs(answer(503, value))).toBe(30_000);
  });

  test('that is missing, or there twice, or comes without an answer, asks for nothing', () => {
    expect([retryAfterMs(answer(503)), retryAfterMs(answer(503, ['1', '2']))]).toEqual([
      undefined,
      undefined,
    ]);
    expect(retryAfterMs(lost)).toBeUndefined();
  });
});
