import { expect, test } from 'vitest';
import { createMemoryStore } from '../../src/changing/memory-store.ts';

const entry = (reservedAtMs: number) => ({
  inputHash: '',
  reservedAtMs,
  openUntilMs: 0,
  outcomes: null,
});

test('ten thousand keys are kept, of more the oldest go', async () => {
  const store = createMemoryStore();
  const nowMs = Date.now();
  for (let index = 0; index < 10_000; index += 1) {
    await store.reserve(`key ${index}`, entry(nowMs));
  }
  expect(await store.reserve('key 0', entry(nowMs))).not.toBeNull();
  expect(await store.reserve('one more', entry(nowMs))).toBeNull();
  expect(await store.reserve('key 9998', entry(nowMs))).not.toBeNull();
  expect(await store.reserve('key 0', entry(nowMs))).toBeNull();
});

test('what was evicted meanwhile is not settled, and what was released is free', async () => {
  const store = createMemoryStore();
  await store.settle('unknown', entry(Date.now()));
  expect(await store.reserve('unknown', entry(Date.now()))).toBeNull();
  await store.release('unknown');
  expect(await store.reserve('unknown', entry(Date.now()))).toBeNull();
});

test('a change that is under way keeps its key, however many come after it', async () => {
  const store = createMemoryStore();
  const nowMs = Date.now();
  await store.reserve('under way', { ...entry(nowMs), openUntilMs: nowMs + 60_000 });
  for (let index = 0; index < 10_001; index += 1) {
    await store.reserve(`key ${index}`, entry(nowMs));
  }
  expect(await store.reserve('under way', entry(nowMs))).not.toBeNull();
});
