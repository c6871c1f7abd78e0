/** Who goes on with whom, to the millisecond. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { patienceMs, Together } from '../../src/loading/together.ts';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

function asking(count: number, together = new Together()) {
  const asked = Array.from({ length: count }, () => Promise.withResolvers<string>());
  const told: string[] = [];
  for (const answer of together.hold(asked.map(({ promise }) => promise))) {
    answer.then(
      (text) => told.push(text),
      (error: unknown) => told.push(String(error)),
    );
  }
  const settle = async (index: number, text: string | Error) => {
    if (text instanceof Error) asked[index]?.reject(text);
    else asked[index]?.resolve(text);
    await vi.advanceTimersByTimeAsync(0);
  };
  return { settle, told };
}

test('answers that come within the time are told together, failures among them', async () => {
  const { settle, told } = asking(3);
  await settle(1, 'b');
  await vi.advanceTimersByTimeAsync(patienceMs - 1);
  await settle(2, new Error('c'));
  expect(told).toEqual([]);
  await settle(0, 'a');
  expect(told.toSorted()).toEqual(['Error: c', 'a', 'b']);
});

test('the first waits no longer than that, and a later one for nobody', async () => {
  const { settle, told } = asking(4);
  await vi.advanceTimersByTimeAsync(10 * patienceMs);
  await settle(1, 'b');
  await vi.advanceTimersByTimeAsync(patienceMs / 2);
  await settle(0, 'a');
  await vi.advanceTimersByTimeAsync(patienceMs / 2 - 1);
  expect(told).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(told.toSorted()).toEqual(['a', 'b']);
  await settle(3, 'd');
  expect(told.slice(2)).toEqual(['d']);
  await settle(2, new Error('c'));
  expect(told.slice(3)).toEqual(['Error: c']);
});

test('one by itself needs no time, nor do several that come at once', async () => {
  const alone = asking(1);
  await alone.settle(0, 'a');
  expect(alone.told).toEqual(['a']);
  const several = asking(2);
  void several.settle(0, 'a');
  await several.settle(1, 'b');
  expect(several.told.toSorted()).toEqual(['a', 'b']);
  expect(new Together().hold([])).toEqual([]);
});

test('who asks in the same tick waits at the same barrier, and nobody after it', async () => {
  const together = new Together();
  const first = asking(1, together);
  const second = asking(1, together);
  await first.settle(0, 'a');
  const third = asking(1, together);
  await third.settle(0, 'c');
  expect([first.told, third.told]).toEqual([[], ['c']]);
  await second.settle(0, 'b');
  expect([first.told, second.told]).toEqual([['a'], ['b']]);
});

test('who asks below an answer that was known at once, in the same tick, is held back as well', async () => {
  const together = new Together();
  await Promise.all(together.hold([Promise.resolve('known')]));
  const below = asking(2, together);
  await below.settle(0, 'a');
  expect(below.told).toEqual([]);
  await below.settle(1, 'b');
  expect(below.told.toSorted()).toEqual(['a', 'b']);
});
