/** Over which calls, and over which time, it is noticed that an upstream is down. */
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { Breaker } from '../../src/upstreams/http/breaker.ts';
import { signOf, type Sign } from '../../src/upstreams/http/sign.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
  onTestFinished(() => {
    vi.useRealTimers();
  });
});

const pass = (ms: number) => vi.advanceTimersByTime(ms);

function tell(breaker: Breaker, sign: Sign, times = 1): void {
  for (let index = 0; index < times; index += 1) breaker.admit(true)?.(sign);
}

/** Half of them fail, one after the other; the last of an even number does. */
function tellHalf(breaker: Breaker, calls: number, everyMs = 0): void {
  for (let index = 0; index < calls; index += 1) {
    if (index > 0) pass(everyMs);
    tell(breaker, index % 2 === 0 ? 'ALIVE' : 'DOWN');
  }
}

describe('a row of failures', () => {
  test('is not ended by a call that tells nothing', () => {
    const breaker = new Breaker();
    tell(breaker, 'DOWN', 19);
    tell(breaker, 'NOTHING');
    expect(breaker.state).toBe('CLOSED');
    tell(breaker, 'DOWN');
    expect([breaker.state, breaker.openings]).toEqual(['OPEN', 1]);
  });

  test('may be ended by a call that began after its first, though before its last', () => {
    const breaker = new Breaker();
    tell(breaker, 'DOWN');
    pass(10);
    const late = breaker.admit(true);
    pass(10);
    tell(breaker, 'DOWN', 18);
    late?.('DOWN');
    expect(breaker.state).toBe('OPEN');
  });
});

describe('half of a hundred calls', () => {
  test.each([
    [0, 0],
    [1, 0],
    [50, 0],
    [101, 0],
    [50, 60_000],
    [101, 60_000],
  ])('open it, %i ms apart, %i ms after the start', (everyMs, afterMs) => {
    const breaker = new Breaker();
    pass(afterMs);
    tellHalf(breaker, 99, everyMs);
    expect(breaker.state).toBe('CLOSED');
    pass(everyMs);
    tell(breaker, 'DOWN');
    expect(breaker.state).toBe('OPEN');
  });

  test.each([
    [10_000, 'OPEN'],
    [11_000, 'CLOSED'],
  ] as const)('within %i ms leave it %s', (withinMs, state) => {
    const breaker = new Breaker();
    for (let second = 0; second < 9; second += 1) {
      tellHalf(breaker, 10);
      pass(1000);
    }
    tellHalf(breaker, 9);
    pass(withinMs - 9000);
    tell(breaker, 'DOWN');
    expect(breaker.state).toBe(state);
  });

  test('open it by a failure, not by a success', () => {
    const breaker = new Breaker();
    for (let pair = 0; pair < 50; pair += 1) {
      tell(breaker, 'DOWN');
      tell(breaker, 'ALIVE');
    }
    expect(breaker.state).toBe('CLOSED');
    tell(breaker, 'DOWN');
    expect(breaker.state).toBe('OPEN');
  });

  test('are not made of calls that tell nothing', () => {
    const breaker = new Breaker();
    tellHalf(breaker, 98);
    tell(breaker, 'NOTHING', 50);
    tell(breaker, 'DOWN');
    expect(breaker.state).toBe('CLOSED');
  });

  test('open it by a call that began after the first failure, in whichever second', () => {
    const breaker = new Breaker();
    tell(breaker, 'DOWN');
    pass(500);
    const late = breaker.admit(true);
    pass(1000);
    tellHalf(breaker, 98);
    expect(breaker.state).toBe('CLOSED');
    late?.('DOWN');
    expect(breaker.state).toBe('OPEN');
  });
});

test('each opening is counted', () => {
  const breaker = new Breaker();
  expect(breaker.openings).toBe(0);
  tell(breaker, 'DOWN', 20);
  pass(5000);
  tell(breaker, 'DOWN');
  expect(breaker.openings).toBe(2);
});

test('half of the usual patience is enough to tell that nobody answers', () => {
  const timeout = { kind: 'timeout', cause: null, hasLeft: true } as const;
  expect([signOf(timeout, 500, 1000), signOf(timeout, 499, 1000)]).toEqual(['DOWN', 'SILENT']);
});
