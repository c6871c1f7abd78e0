/**
 * How many reads may be asked again, over all operations: noise is masked, and an upstream that is down
 * is not asked twice as often for it. A repetition costs five tokens, of which a success gives them back;
 * every success at the first attempt earns one.
 */
import { LRUCache } from 'lru-cache';

const capacity = 500;
const price = 5;

export class RetryBudget {
  #tokens = capacity;

  /** Whether another attempt may be made; it is paid for. */
  take(): boolean {
    if (this.#tokens < price) return false;
    this.#tokens -= price;
    return true;
  }

  /** The repetition that was paid for was worth it. */
  giveBack(): void {
    this.#add(price);
  }

  /** A read needed no repetition. */
  earn(): void {
    this.#add(1);
  }

  #add(tokens: number): void {
    this.#tokens = Math.min(capacity, this.#tokens + tokens);
  }
}

/** Credentials whose limit of rate is remembered; who is forgotten begins again with a full budget. */
const mostThrottled = 1000;

/**
 * One credential's limit of rate must use up neither what masks the noise of all others, nor what lets them
 * wait for their own.
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
