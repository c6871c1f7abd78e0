/**
 * How many reads may be repeated, over all operations: enough to mask noise, but not to double the load on an
 * upstream that is down. A repetition costs five tokens, which its success gives back; every success at the
 * first attempt earns one.
 */
import { LRUCache } from 'lru-cache';

const capacity = 500;
const price = 5;

export class RetryBudget {
  #tokens = capacity;

  /** Pays for another attempt. @returns whether there was enough left */
  take(): boolean {
    if (this.#tokens < price) return false;
    this.#tokens -= price;
    return true;
  }

  /** The repetition has succeeded. */
  giveBack(): void {
    this.#add(price);
  }

  /** A read has succeeded at the first attempt. */
  earn(): void {
    this.#add(1);
  }

  #add(tokens: number): void {
    this.#tokens = Math.min(capacity, this.#tokens + tokens);
  }
}

/** Credentials whose rate limit is remembered; one that is forgotten starts again with a full budget. */
const mostThrottled = 1000;

/**
 * One credential's rate limit must not use up the budget that masks noise for all, nor that of another
 * credential's rate limit.
 */
export class RetryBudgets {
  readonly #noise = new RetryBudget();
  /** By fingerprint; the one that was throttled longest ago is forgotten first. */
  readonly #throttled = new LRUCache<string, RetryBudget>({ max: mostThrottled });

  for(fingerprint: string, isThrottled: boolean): RetryBudget {
    if (!isThrottled) return this.#noise;
    const budget = this.#throttled.get(fingerprint) ?? new RetryBudget();
    this.#throttled.set(fingerprint, budget);
    return budget;
  }

  /** @param paid what the last repetition was paid from; `null` where there was none */
  succeeded(fingerprint: string, paid: RetryBudget | null): void {
    if (paid !== null) {
      paid.giveBack();
      return;
    }
    this.#noise.earn();
    this.#throttled.peek(fingerprint)?.earn();
  }
}
