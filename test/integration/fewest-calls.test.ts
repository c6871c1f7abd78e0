/**
 * No operation makes a call that could have been saved, or waits for one that could have been made at
 * once, or more of them than its price says. The calls are counted at the upstreams, the rounds are what the
 * gateway says of itself.
 */
import { expect, test } from 'vitest';
import { startCommerceGateway } from './commerce.ts';
import { explorers } from './harness.ts';
import { placesOf, rows } from './fewest-calls-rows.ts';

/** What the gateway says of an operation. */
interface Told {
  readonly upstream: {
    readonly counts: { readonly rounds: number };
    readonly cost: { readonly calls: number };
  };
}

/** Calls that do not wait for one another must be seen to overlap. */
const latencyMs = 20;

test.each(rows)('$title: $least.calls in $least.rounds', async (row) => {
  const gateway = await startCommerceGateway({
    env: explorers,
    kantata: { members: 60, inactive: 8, latencyMs },
    elasticPath: { latencyMs },
  });

  const answer = await gateway.query(row.document(placesOf(gateway)), row.variables, {
    'x-upstream-trace': '1',
  });

  expect(answer.errors).toBeUndefined();
  const lines = [...gateway.requests(), ...gateway.commerceRequests()];
  const { counts, cost } = (answer.extensions as unknown as Told).upstream;
  const made = { calls: lines.length, rounds: counts.rounds };
  expect(made, lines.join('\n')).toEqual(row.least);
  expect(cost.calls, 'the price').toBeGreaterThanOrEqual(lines.length);
});

test('there are at least forty operations', () => {
  expect(rows.length).toBeGreaterThanOrEqual(40);
});
