/** What recent calls tell about an upstream: for people and for `/readyz`, not for decisions. */
import type { UpstreamHealth } from '../source.ts';
import type { Sign } from './sign.ts';

/** A single failure may be noise. */
const failuresInARow = 2;

export class CallHistory {
  #failures = 0;
  #lastSuccess: Date | null = null;

  note(sign: Sign): void {
    if (sign === 'ALIVE') {
      this.#failures = 0;
      this.#lastSuccess = new Date();
    } else if (sign === 'DOWN') {
      this.#failures += 1;
    }
  }

  health(breaker: UpstreamHealth['breaker']): UpstreamHealth {
    // The breaker also opens for signs that are no failure here, such as silence.
    const isFailing = this.#failures >= failuresInARow || breaker !== 'CLOSED';
    const state = isFailing ? 'FAILING' : this.#lastSuccess === null ? 'UNKNOWN' : 'UP';
    return { state, lastSuccess: this.#lastSuccess?.toISOString() ?? null, breaker };
  }
}

/** The health of an upstream that has several parts: the worst of theirs. */
export function worstOf(parts: readonly UpstreamHealth[]): UpstreamHealth {
  const states = new Set(parts.map(({ state }) => state));
  const breakers = new Set(parts.map(({ breaker }) => breaker));
  // ISO 8601 in UTC: as texts they sort by time.
  const successes = parts.flatMap(({ lastSuccess }) => lastSuccess ?? []);
  return {
    state: (['FAILING', 'UP'] as const).find((each) => states.has(each)) ?? 'UNKNOWN',
    lastSuccess: successes.sort().at(-1) ?? null,
    breaker: (['OPEN', 'PROBING'] as const).find((each) => breakers.has(each)) ?? 'CLOSED',
  };
}
