import { setImmediate as nextRound } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Turns } from '../../src/http/turns.ts';

test('R22 operations begin in the order in which they came, one in each round of the event loop', async () => {
  const turns = new Turns();
  const begun: number[] = [];
  for (const each of [1, 2, 3]) void turns.next().then(() => begun.push(each));
  expect([turns.waiting, begun]).toEqual([3, []]);

  const rounds: number[][] = [];
  while (turns.waiting > 0) {
    await nextRound();
    rounds.push([...begun]);
  }

  expect(rounds).toEqual([[1], [1, 2], [1, 2, 3]]);
});

test('R22 an operation that comes when all others have begun begins at once', async () => {
  const turns = new Turns();
  await turns.next();
  expect(turns.waiting).toBe(0);
  await turns.next();
  expect(turns.waiting).toBe(0);
});
