import { describe, expect, test } from 'vitest';
import type { Entry } from '../../src/changing/idempotency.ts';
import { createMemoryStore } from '../../src/changing/memory-store.ts';

const keyOf = (name: string, owner = 'Ada') => ({ owner, name: `${name} of ${owner}` });

const entry = (reservedAtMs: number, outcomes: Entry['outcomes'] = null): Entry => ({
  inputHash: '',
  reservedAtMs,
  openUntilMs: 0,
  outcomes,
});

/** Of about so many characters. */
const outcomes = (characters: number): Entry['outcomes'] => [
  { status: 'DONE', key: 'x'.repeat(characters), refusals: [], fault: null },
];

test('ten thousand keys of a caller are kept, of more his oldest go', async () => {
  const store = createMemoryStore();
  const nowMs = Date.now();
  await store.reserve(keyOf('key of another', 'Eve'), entry(nowMs));
  for (let index = 0; index < 10_000; index += 1) {
    await store.reserve(keyOf(`key ${index}`), entry(nowMs));
  }
  expect(await store.reserve(keyOf('key 0'), entry(nowMs))).not.toBeNull();
  expect(await store.reserve(keyOf('one more'), entry(nowMs))).toBeNull();
  expect(await store.reserve(keyOf('key 9998'), entry(nowMs))).not.toBeNull();
  expect(await store.reserve(keyOf('key 0'), entry(nowMs))).toBeNull();
  expect(await store.reserve(keyOf('key of another', 'Eve'), entry(nowMs))).not.toBeNull();
});

test('what was evicted meanwhile is not settled, and what was released is free', async () => {
  const store = createMemoryStore();
  const key = keyOf('unknown');
  await store.settle(key, entry(Date.now()));
  expect(await store.reserve(key, entry(Date.now()))).toBeNull();
  await store.release(key, entry(Date.now()));
  expect(await store.reserve(key, entry(Date.now()))).toBeNull();
});

test('a change that is under way keeps its key, however many come after it', async () => {
  const store = createMemoryStore();
  const nowMs = Date.now();
  await store.reserve(keyOf('under way'), { ...entry(nowMs), openUntilMs: nowMs + 60_000 });
  for (let index = 0; index < 10_001; index += 1) {
    await store.reserve(keyOf(`key ${index}`), entry(nowMs));
  }
  expect(await store.reserve(keyOf('under way'), entry(nowMs))).not.toBeNull();
});

test('the outcome of the last of ten thousand keys costs no other its place', async () => {
  const store = createMemoryStore();
  const nowMs = Date.now();
  for (let index = 0; index < 10_000; index += 1) {
    await store.reserve(keyOf(`key ${index}`), entry(nowMs));
  }
  await store.settle(keyOf('key 9999'), entry(nowMs, outcomes(10)));
  expect(await store.reserve(keyOf('key 0'), entry(nowMs))).not.toBeNull();
});

test('a change that has ended keeps its key no longer than others, whatever time it had left', async () => {
  const store = createMemoryStore();
  const nowMs = Date.now();
  const open = { ...entry(nowMs), openUntilMs: nowMs + 60_000 };
  await store.reserve(keyOf('ended'), open);
  await store.settle(keyOf('ended'), { ...open, outcomes: outcomes(10) });
  for (let index = 0; index < 10_000; index += 1) {
    await store.reserve(keyOf(`key ${index}`), entry(nowMs));
  }
  expect(await store.reserve(keyOf('ended'), entry(nowMs))).toBeNull();
});

test('what was given back takes no room, however often', async () => {
  const store = createMemoryStore();
  const nowMs = Date.now();
  await store.reserve(keyOf('first'), entry(nowMs, outcomes(10)));
  for (let index = 0; index < 30_000; index += 1) {
    const key = keyOf(`key ${index}`);
    await store.reserve(key, entry(nowMs));
    await store.settle(key, entry(nowMs, outcomes(10)));
    await store.release(key, entry(nowMs));
  }
  expect(await store.reserve(keyOf('first'), entry(nowMs))).not.toBeNull();
});

describe('however much is to be kept', () => {
  test('of one caller the oldest outcomes go, those of others stay', async () => {
    const store = createMemoryStore();
    const nowMs = Date.now();
    const make = async (name: string, owner: string, characters: number) => {
      await store.reserve(keyOf(name, owner), entry(nowMs));
      await store.settle(keyOf(name, owner), entry(nowMs, outcomes(characters)));
    };
    await make('first', 'Ada', 10);
    for (let index = 0; index < 70; index += 1) await make(`key ${index}`, 'Eve', 100_000);
    expect(await store.reserve(keyOf('first', 'Ada'), entry(nowMs))).toEqual(
      entry(nowMs, outcomes(10)),
    );
    expect(await store.reserve(keyOf('key 69', 'Eve'), entry(nowMs))).not.toBeNull();
    expect(await store.reserve(keyOf('key 0', 'Eve'), entry(nowMs))).toBeNull();
  });

  test('an outcome that is larger than a share costs no other its place, and stays open', async () => {
    const store = createMemoryStore();
    const nowMs = Date.now();
    await store.reserve(keyOf('first'), entry(nowMs));
    await store.reserve(keyOf('large'), entry(nowMs));
    await store.settle(keyOf('large'), entry(nowMs, outcomes(7_000_000)));
    expect(await store.reserve(keyOf('large'), entry(nowMs))).toEqual(entry(nowMs));
    expect(await store.reserve(keyOf('first'), entry(nowMs))).not.toBeNull();
  });

  test('where all are full a new key is refused, and none is forgotten before its time', async () => {
    const store = createMemoryStore();
    const nowMs = Date.now();
    await store.reserve(keyOf('first', 'Ada'), entry(nowMs - 1000));
    const crowd = Array.from({ length: 9 }, (_, index) => `Eve ${index}`);
    for (const owner of crowd) {
      await store.reserve(keyOf('large', owner), entry(nowMs));
      await store.settle(keyOf('large', owner), entry(nowMs, outcomes(5_900_000)));
    }
    for (let index = 0; index < 1000; index += 1) {
      const reserved = store.reserve(keyOf(`small ${index}`, 'Mallory'), entry(nowMs));
      if ((await reserved.catch(() => 'full')) === 'full') break;
      await store.settle(keyOf(`small ${index}`, 'Mallory'), entry(nowMs, outcomes(100_000)));
    }
    await expect(store.reserve(keyOf('second', 'Ada'), entry(nowMs))).rejects.toMatchObject({
      code: 'OVERLOADED',
    });
    expect(await store.reserve(keyOf('first', 'Ada'), entry(nowMs))).not.toBeNull();
    await store.release(keyOf('large', 'Eve 0'), entry(nowMs));
    expect(await store.reserve(keyOf('second', 'Ada'), entry(nowMs))).toBeNull();
  });
});
