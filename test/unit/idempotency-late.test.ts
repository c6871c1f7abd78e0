/** A store that does not answer costs an operation no more time than it has. */
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { once, type IdempotencyStore } from '../../src/changing/idempotency.ts';
import { done } from '../../src/changing/outcome.ts';
import { Fault } from '../../src/domain/fault.ts';

const never = () => new Promise<never>(() => undefined);

const ready: IdempotencyStore = {
  reserve: () => Promise.resolve(null),
  settle: () => Promise.resolve(),
  release: () => Promise.resolve(),
  close: () => Promise.resolve(),
};

const claim = (withinMs = 50) => ({
  scope: 'Ada',
  idempotencyKey: 'one',
  mutation: 'disableAccountMembership',
  input: '',
  call: {
    credential: { fingerprint: '', key: '', headers: () => ({}) },
    requestId: '',
    signal: new AbortController().signal,
    deadlineMs: performance.now() + withinMs,
  },
});

const work = () => Promise.resolve([done('7', null)]);

test('an outcome is told while the store still takes it', async () => {
  const store = { ...ready, settle: never };
  expect(await once(store, claim(), work)).toEqual({
    outcomes: [done('7', null)],
    replayed: false,
  });
});

test('what the store says later concerns nobody', async () => {
  const late = async () => {
    await sleep(80);
    throw new Fault('OVERLOADED', 'Too late.');
  };
  for (const store of [
    { ...ready, settle: late },
    { ...ready, settle: () => late().catch(() => Promise.reject(new TypeError('Broken'))) },
  ]) {
    expect(await once(store, claim(), work)).toMatchObject({ replayed: false });
  }
  // A rejection that nobody has handled would fail the test.
  await sleep(150);
});

test('a fault that came before the change is told, though its key is not released', async () => {
  const fault = new Fault('UPSTREAM_UNAVAILABLE', 'Away.');
  const work = () => Promise.reject(fault);
  await expect(once({ ...ready, release: never }, claim(), work)).rejects.toBe(fault);
  const broken = () => Promise.reject(new Fault('OVERLOADED', 'Away, too.'));
  await expect(once({ ...ready, release: broken }, claim(), work)).rejects.toBe(fault);
});

test('without a key in time nothing is done, and a key that comes later is given back', async () => {
  const released: unknown[] = [];
  const store: IdempotencyStore = {
    ...ready,
    reserve: () => sleep(100, null),
    release: (key) => {
      released.push(key);
      return Promise.resolve();
    },
  };
  await expect(once(store, claim(), never)).rejects.toMatchObject({ code: 'OVERLOADED' });
  while (released.length === 0) await sleep(10);
  expect(released).toHaveLength(1);
});

describe('a change that another sees to has an unknown outcome', () => {
  /** A store that gives the key to another at first. */
  const heldAtFirst = (afterwards: IdempotencyStore['reserve']) => {
    let isFirst = true;
    const reserve: IdempotencyStore['reserve'] = (key, entry) => {
      if (!isFirst) return afterwards(key, entry);
      isFirst = false;
      return Promise.resolve(entry);
    };
    return { ...ready, reserve };
  };

  test.each([
    ['no longer answers', never],
    ['is away', () => Promise.reject(new Fault('OVERLOADED', 'Away.'))],
  ])('where the store %s meanwhile', async (_what, afterwards) => {
    await expect(once(heldAtFirst(afterwards), claim(200), never)).rejects.toMatchObject({
      code: 'OUTCOME_UNKNOWN',
    });
  });

  test('where the operation is given up meanwhile', async () => {
    const givingUp = new AbortController();
    const { call, ...rest } = claim(60_000);
    const waiting = once(
      heldAtFirst(() => Promise.resolve(null)),
      { ...rest, call: { ...call, signal: givingUp.signal } },
      never,
    );
    await sleep(0);
    givingUp.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
  });
});
