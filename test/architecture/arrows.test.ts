import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { expect, test } from 'vitest';
import config from '../../.dependency-cruiser.mjs';

const { forbidden = [], options = {} } = config;

test('nobody imports what the architecture forbids', async () => {
  const { output } = await cruise(['src'], {
    ...options,
    ruleSet: { forbidden },
    validate: true,
  });
  if (typeof output === 'string') throw new TypeError('A result was expected, not a report');
  expect(violations(output)).toEqual([]);
  expect(output.summary.totalCruised).toBeGreaterThan(50);
});

test.each(forbidden)('the rule $name says why it is there', ({ comment }) => {
  expect(comment).toMatch(/^[A-Z].{20,}\.$/);
});

function violations({ summary }: ICruiseResult): string[] {
  return summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`);
}
