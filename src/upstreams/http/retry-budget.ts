/**
 * How many reads may be asked again, over all operations: noise is masked, and an upstream that is down
 * is not asked twice as often for it. A repetition costs five tokens, of which a success gives them back;
 * every success at the first attempt earns one.
 */

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

/** One caller's limit of rate must not use up what masks the noise of all others. */
export class RetryBudgets {
  readonly #noise = new RetryBudget();
  readonly #throttled = new RetryBudget();

  for(isThrottled: boolean): RetryBudget {
    return isThrottled ? this.#throttled : this.#noise;
  }

  /** @param paid what the last repetition was paid from; `null` where there was none */
  succeeded(paid: RetryBudget | null): void {
    if (paid !== null) {
      paid.giveBack();
      return;
    }
    this.#noise.earn();
    this.#throttled.earn();
  }
}
