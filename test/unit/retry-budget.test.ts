import { expect, test } from 'vitest';
import { RetryBudget, RetryBudgets } from '../../src/upstreams/http/retry-budget.ts';

/** How often may be repeated before nothing is left. */
function takeAll(budget: RetryBudget): number {
  let taken = 0;
  while (budget.take()) taken += 1;
  return taken;
}

test('a hundred repetitions are there at the start, and no more without a success', () => {
  const budget = new RetryBudget();
  expect(takeAll(budget)).toBe(100);
  expect(budget.take()).toBe(false);
});

test('five successes earn a repetition, and one that was worth it costs nothing', () => {
  const budget = new RetryBudget();
  takeAll(budget);
  for (let success = 0; success < 4; success += 1) budget.earn();
  expect(budget.take()).toBe(false);
  budget.earn();
  expect(takeAll(budget)).toBe(1);
  budget.giveBack();
  expect(takeAll(budget)).toBe(1);
});

test('it never holds more than at the start', () => {
  const budget = new RetryBudget();
  for (let success = 0; success < 10_000; success += 1) budget.earn();
  budget.giveBack();
  expect(takeAll(budget)).toBe(100);
});

test('noise of a third, for ever, does not use it up', () => {
  const budget = new RetryBudget();
  for (let read = 0; read < 30_000; read += 1) {
    if (read % 3 !== 0) budget.earn();
    else {
      expect(budget.take()).toBe(true);
      // A third of the repetitions fail as well, and are repeated once more.
      if (read % 9 === 0) expect(budget.take()).toBe(true);
      budget.giveBack();
    }
  }
  expect(takeAll(budget)).toBeGreaterThanOrEqual(30);
});

test('in a full outage a thousand reads are a hundred more at most', () => {
  const budget = new RetryBudget();
  let attempts = 0;
  for (let read = 0; read < 1000; read += 1) {
    attempts += 1;
    for (let again = 0; again < 2 && budget.take(); again += 1) attempts += 1;
  }
  expect(attempts).toBe(1100);
});

test('callers who have reached their own limit use up nothing of the others', () => {
  const budgets = new RetryBudgets();
  expect(takeAll(budgets.for('a', true))).toBe(100);
  expect(takeAll(budgets.for('b', true))).toBe(100);
  expect(budgets.for('a', false).take()).toBe(true);
  budgets.succeeded('a', budgets.for('a', false));
  expect(takeAll(budgets.for('a', false))).toBe(100);
  expect(budgets.for('b', false).take()).toBe(false);
  for (let success = 0; success < 5; success += 1) budgets.succeeded('a', null);
  const kinds = [
    ['a', true],
    ['b', true],
    ['b', false],
  ] as const;
  expect(kinds.map(([of, isThrottled]) => takeAll(budgets.for(of, isThrottled)))).toEqual([
    1, 0, 1,
  ]);
});

test('whoever was throttled longest ago is forgotten where they are many', () => {
  const budgets = new RetryBudgets();
  takeAll(budgets.for('first', true));
  takeAll(budgets.for('second', true));
  for (let other = 0; other < 997; other += 1) budgets.for(`${other}`, true);
  expect(takeAll(budgets.for('first', true))).toBe(0);
  budgets.for('last but one', true);
  budgets.for('last', true);
  expect(takeAll(budgets.for('first', true))).toBe(0);
  expect(takeAll(budgets.for('second', true))).toBe(100);
});
