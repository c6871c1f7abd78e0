import { setImmediate as nextRound } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Turns } from '../../src/http/turns.ts';

/** As it counts for somebody who has not come yet. */
const waitingIn = (turns: Turns) => turns.before('somebody else');

test('R22 operations begin in the order in which they came, one in each round of the event loop', async () => {
  const turns = new Turns();
  const begun: number[] = [];
  for (const each of [1, 2, 3]) void turns.next('a').then(() => begun.push(each));
  expect([waitingIn(turns), begun]).toEqual([3, []]);

  const rounds: number[][] = [];
  while (waitingIn(turns) > 0) {
    await nextRound();
    rounds.push([...begun]);
  }

  expect(rounds).toEqual([[1], [1, 2], [1, 2, 3]]);
});

test('R22 an operation that comes when all others have begun begins at once', async () => {
  const turns = new Turns();
  await turns.next('a');
  expect(waitingIn(turns)).toBe(0);
  await turns.next('a');
  expect(waitingIn(turns)).toBe(0);
});

test('R24 whoever comes in numbers counts against himself, and against others as a few', async () => {
  const turns = new Turns();
  const all = Array.from({ length: 100 }, () => turns.next('greedy'));
  all.push(turns.next('modest'));
  expect(turns.before('greedy')).toBe(101);
  expect(turns.before('modest')).toBe(7);
  expect(turns.before('another')).toBe(7);
  await Promise.all(all);
  expect(turns.before('greedy')).toBe(0);
});

test('R24 callers take turns, so that nobody waits for all that another asks', async () => {
  const turns = new Turns();
  const begun: string[] = [];
  for (const each of ['greedy', 'greedy', 'greedy', 'modest']) {
    void turns.next(each).then(() => begun.push(each));
  }
  while (waitingIn(turns) > 0) await nextRound();
  expect(begun).toEqual(['greedy', 'modest', 'greedy', 'greedy']);
});
