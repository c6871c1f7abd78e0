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

  succeeded(attempts: number): void {
    this.#tokens = Math.min(capacity, this.#tokens + (attempts === 1 ? 1 : price));
  }
}
