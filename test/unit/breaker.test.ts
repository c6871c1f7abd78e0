import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Breaker } from '../../src/upstreams/http/breaker.ts';
import { signOf, type Sign } from '../../src/upstreams/http/sign.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
});
afterEach(() => {
  vi.useRealTimers();
});

function tell(breaker: Breaker, sign: Sign, times = 1): void {
  for (let index = 0; index < times; index += 1) breaker.admit(true)?.(sign);
}

function opened(): Breaker {
  const breaker = new Breaker();
  tell(breaker, 'DOWN', 20);
  return breaker;
}

describe('it opens', () => {
  test('on 20 failures in a row, and not on 19', () => {
    const breaker = new Breaker();
    tell(breaker, 'DOWN', 19);
    expect(breaker.state).toBe('CLOSED');
    tell(breaker, 'ALIVE');
    tell(breaker, 'DOWN', 19);
    expect(breaker.state).toBe('CLOSED');
    tell(breaker, 'DOWN');
    expect(breaker.state).toBe('OPEN');
    expect(breaker.waitMs()).toBe(5000);
    expect(breaker.admit(true)).toBeNull();
  });

  test('when half of 100 calls fail, and not before there are 100', () => {
    const breaker = new Breaker();
    for (let pair = 0; pair < 49; pair += 1) {
      tell(breaker, 'ALIVE');
      tell(breaker, 'DOWN');
    }
    tell(breaker, 'ALIVE');
    expect(breaker.state).toBe('CLOSED');
    tell(breaker, 'DOWN');
    expect(breaker.state).toBe('OPEN');
  });

  test('never on a third of the calls, however many there are', () => {
    const breaker = new Breaker();
    for (let call = 0; call < 3000; call += 1) {
      tell(breaker, call % 3 === 2 ? 'DOWN' : 'ALIVE');
      vi.advanceTimersByTime(5);
    }
    expect(breaker.state).toBe('CLOSED');
  });

  test('and forgets what was more than ten seconds ago', () => {
    const breaker = new Breaker();
    for (let burst = 0; burst < 5; burst += 1) {
      tell(breaker, 'DOWN', 18);
      tell(breaker, 'ALIVE');
    }
    vi.advanceTimersByTime(11_000);
    for (let pair = 0; pair < 49; pair += 1) {
      tell(breaker, 'ALIVE');
      tell(breaker, 'DOWN');
    }
    expect(breaker.state).toBe('CLOSED');
  });

  test('not by what was under way when the trouble began, but by the next that fails', () => {
    const breaker = new Breaker();
    const burst = Array.from({ length: 150 }, () => breaker.admit(true));
    vi.advanceTimersByTime(10);
    for (const report of burst) report?.('DOWN');
    expect(breaker.state).toBe('CLOSED');
    tell(breaker, 'DOWN');
    expect(breaker.state).toBe('OPEN');
  });

  test('not by calls that tell nothing', () => {
    const breaker = new Breaker();
    tell(breaker, 'NOTHING', 500);
    expect(breaker.state).toBe('CLOSED');
  });
});

describe('callers in a hurry', () => {
  /** Twenty give up one after another, the last of them so long after the first. */
  function giveUp(breaker: Breaker, overMs: number): void {
    tell(breaker, 'SILENT', 10);
    vi.advanceTimersByTime(overMs);
    tell(breaker, 'SILENT', 10);
  }

  test('open it when twenty have heard nothing, for a quarter of the usual patience', () => {
    const breaker = new Breaker(10_000);
    giveUp(breaker, 2499);
    expect(breaker.state).toBe('CLOSED');
    vi.advanceTimersByTime(1);
    tell(breaker, 'SILENT');
    expect([breaker.state, breaker.openings]).toEqual(['OPEN', 1]);

    const few = new Breaker(10_000);
    tell(few, 'SILENT', 18);
    vi.advanceTimersByTime(60_000);
    tell(few, 'SILENT');
    expect(few.state).toBe('CLOSED');
    tell(few, 'SILENT');
    expect(few.state).toBe('OPEN');
  });

  test('do not open it while anybody is answered, however many they are', () => {
    const breaker = new Breaker(10_000);
    for (let second = 0; second < 20; second += 1) {
      tell(breaker, 'SILENT', 100);
      tell(breaker, 'ALIVE');
      tell(breaker, 'SILENT', 100);
      vi.advanceTimersByTime(2000);
    }
    expect(breaker.state).toBe('CLOSED');
  });

  test('prove nothing within the time that answers take, as long as there have been any', () => {
    const breaker = new Breaker(10_000);
    const ask = (sign: Sign, tookMs: number) => {
      const report = breaker.admit(true);
      vi.advanceTimersByTime(tookMs);
      report?.(sign);
    };
    ask('ALIVE', 400);
    ask('ALIVE', 1);
    for (let second = 0; second < 9; second += 1) {
      for (let each = 0; each < 6; each += 1) ask('SILENT', 150);
      vi.advanceTimersByTime(100);
    }
    expect(breaker.state).toBe('CLOSED');

    vi.advanceTimersByTime(1000);
    for (let each = 0; each < 20; each += 1) ask('SILENT', 150);
    expect(breaker.state).toBe('OPEN');
  });

  test('are no half of a hundred calls, and do not lengthen a row of failures', () => {
    const breaker = new Breaker(10_000);
    tell(breaker, 'DOWN', 19);
    tell(breaker, 'SILENT', 500);
    expect(breaker.state).toBe('CLOSED');
  });

  test('that try leave it to others to try beside them, who have the time', () => {
    const breaker = new Breaker(10_000);
    tell(breaker, 'DOWN', 20);
    vi.advanceTimersByTime(5000);
    const hurried = breaker.admit(true, true);
    expect([breaker.waitMs(true), breaker.admit(true, true)]).toEqual([5000, null]);
    expect(breaker.waitMs()).toBe(0);
    const patient = breaker.admit(true);
    expect([breaker.waitMs(), breaker.admit(true)]).toEqual([5000, null]);
    hurried?.('SILENT');
    expect(breaker.state).toBe('PROBING');
    patient?.('ALIVE');
    expect(breaker.state).toBe('CLOSED');
  });

  test('decide nothing where they try, unless they are answered', () => {
    const breaker = new Breaker(10_000);
    tell(breaker, 'DOWN', 20);
    vi.advanceTimersByTime(5000);
    breaker.admit(true, true)?.('SILENT');
    expect([breaker.state, breaker.waitMs(true)]).toEqual(['OPEN', 0]);
    breaker.admit(true, true)?.('ALIVE');
    expect(breaker.state).toBe('CLOSED');
  });
});

describe('while it is open', () => {
  test('nothing goes for five seconds, then one read, and nothing beside it', () => {
    const breaker = opened();
    vi.advanceTimersByTime(4999);
    expect(breaker.admit(true)).toBeNull();
    vi.advanceTimersByTime(1);
    expect(breaker.waitMs()).toBe(0);
    expect(breaker.admit(false)).toBeNull();
    const probe = breaker.admit(true);
    expect(breaker.state).toBe('PROBING');
    expect([breaker.admit(true), breaker.admit(false)]).toEqual([null, null]);
    probe?.('ALIVE');
    expect(breaker.state).toBe('CLOSED');
    expect(breaker.admit(false)).not.toBeNull();
  });

  test('a probe that fails opens it for another five seconds', () => {
    const breaker = opened();
    vi.advanceTimersByTime(5000);
    breaker.admit(true)?.('DOWN');
    expect(breaker.state).toBe('OPEN');
    vi.advanceTimersByTime(4999);
    expect(breaker.admit(true)).toBeNull();
    vi.advanceTimersByTime(1);
    expect(breaker.admit(true)).not.toBeNull();
  });

  test('a probe that does not come back is waited for as if it had failed after four seconds', () => {
    const breaker = opened();
    vi.advanceTimersByTime(5000);
    const first = breaker.admit(true);
    expect(breaker.waitMs()).toBe(5000);
    vi.advanceTimersByTime(8999);
    expect([breaker.waitMs(), breaker.admit(true)]).toEqual([1, null]);
    vi.advanceTimersByTime(1);
    expect([breaker.waitMs(), breaker.admit(false)]).toEqual([0, null]);
    const second = breaker.admit(true);
    expect(breaker.state).toBe('PROBING');
    // What has become of the first is of no more interest, unless it is good.
    first?.('DOWN');
    expect([breaker.state, breaker.waitMs(), breaker.openings]).toEqual(['PROBING', 5000, 1]);
    second?.('ALIVE');
    expect(breaker.state).toBe('CLOSED');
  });

  test.each([
    [3999, 5000],
    [4001, 4999],
    [8999, 1],
  ])('a probe that fails after %i ms opens it for %i', (tookMs, openForMs) => {
    const breaker = opened();
    vi.advanceTimersByTime(5000);
    const probe = breaker.admit(true);
    vi.advanceTimersByTime(tookMs);
    probe?.('DOWN');
    expect([breaker.state, breaker.waitMs(), breaker.openings]).toEqual(['OPEN', openForMs, 2]);
  });

  test('a probe that comes back late, but does, closes it', () => {
    const breaker = opened();
    vi.advanceTimersByTime(5000);
    const first = breaker.admit(true);
    vi.advanceTimersByTime(9000);
    const second = breaker.admit(true);
    first?.('ALIVE');
    expect(breaker.state).toBe('CLOSED');
    second?.('DOWN');
    expect(breaker.state).toBe('CLOSED');
  });

  test('a probe whose client leaves makes room for another at once', () => {
    const breaker = opened();
    vi.advanceTimersByTime(5000);
    breaker.admit(true)?.('NOTHING');
    expect([breaker.state, breaker.waitMs()]).toEqual(['OPEN', 0]);
    breaker.admit(true)?.('ALIVE');
    expect(breaker.state).toBe('CLOSED');
  });

  test('what was sent before it opened decides nothing any more', () => {
    const breaker = new Breaker();
    const late = Array.from({ length: 60 }, () => breaker.admit(true));
    tell(breaker, 'DOWN', 20);
    for (const report of late.splice(0, 20)) report?.('ALIVE');
    expect(breaker.state).toBe('OPEN');
    vi.advanceTimersByTime(5000);
    const probe = breaker.admit(true);
    for (const report of late.splice(0, 20)) report?.('DOWN');
    expect(breaker.state).toBe('PROBING');
    probe?.('ALIVE');
    for (const report of late) report?.('DOWN');
    expect(breaker.state).toBe('CLOSED');
  });

  test('closing forgets the failures that had opened it', () => {
    const breaker = opened();
    vi.advanceTimersByTime(5000);
    tell(breaker, 'ALIVE');
    tell(breaker, 'DOWN', 19);
    expect(breaker.state).toBe('CLOSED');
    tell(breaker, 'DOWN');
    expect(breaker.state).toBe('OPEN');
  });
});

describe('what an attempt tells', () => {
  const answer = (status: number) => ({ kind: 'answer', status, headers: {}, body: '' }) as const;

  test.each([200, 204, 302, 400, 401, 403, 404, 409, 418, 422, 429])(
    '%i comes from an upstream that works',
    (status) => {
      expect(signOf(answer(status), 1000, 1000)).toBe('ALIVE');
    },
  );

  test.each([500, 502, 503, 504, 599])('%i does not', (status) => {
    expect(signOf(answer(status), 1000, 1000)).toBe('DOWN');
  });

  test('no connection, a broken one and no answer in time are failures', () => {
    for (const kind of ['not-sent', 'lost'] as const) {
      expect(signOf({ kind, cause: null }, 1000, 1000)).toBe('DOWN');
    }
    for (const hasLeft of [true, false]) {
      expect(signOf({ kind: 'timeout', cause: null, hasLeft }, 1000, 1000)).toBe('DOWN');
    }
    expect(signOf({ kind: 'too-large' }, 1000, 1000)).toBe('ALIVE');
  });

  test('a caller in a hurry proves nothing alone by giving up', () => {
    expect(signOf({ kind: 'timeout', cause: null, hasLeft: true }, 60, 1000)).toBe('SILENT');
    expect(signOf({ kind: 'timeout', cause: null, hasLeft: true }, 600, 1000)).toBe('DOWN');
  });
});
