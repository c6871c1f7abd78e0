/** What the last calls tell about an upstream: for people and for `/readyz`, not for decisions. */
import type { UpstreamHealth } from '../source.ts';
import type { Reply } from './attempt.ts';

/** One failure may be noise. */
const failuresInARow = 2;

export class CallHistory {
  #failures = 0;
  #lastSuccess: Date | null = null;

  note(reply: Reply): void {
    if (isAlive(reply)) {
      this.#failures = 0;
      this.#lastSuccess = new Date();
    } else {
      this.#failures += 1;
    }
  }

  health(): Omit<UpstreamHealth, 'breaker'> {
    const state =
      this.#failures >= failuresInARow ? 'FAILING' : this.#lastSuccess === null ? 'UNKNOWN' : 'UP';
    return { state, lastSuccess: this.#lastSuccess?.toISOString() ?? null };
  }
}

/** A refusal, too, comes from an upstream that works. */
/** Whether the upstream answered, whatever it said. */
export function isAlive(reply: Reply): boolean {
  return reply.kind === 'answer' ? reply.status < 500 : reply.kind === 'too-large';
}
