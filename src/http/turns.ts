/**
 * Operations begin one after another, with a round of the event loop between two of them: what has come
 * meanwhile is refused, or told of health, in between, and not after all those that were let in before.
 * Callers take turns, so that nobody waits for all that another asks.
 */
export class Turns {
  /** By caller, from the one who is next to the one who was last. */
  readonly #waiting = new Map<string, (() => void)[]>();
  #count = 0;
  /** Of each caller no more than the limit. */
  #limited = 0;

  /**
   * How many of those that have not begun count against a caller: all of his own, and of each other a few,
   * since no more of them can be under way at once. So nobody keeps another out by coming in numbers.
   */
  before(caller: string): number {
    const own = this.#waiting.get(caller)?.length ?? 0;
    return this.#limited - Math.min(own, mostOfAnother) + own;
  }

  /** Resolves when it is the caller's turn. */
  next(caller: string): Promise<void> {
    return new Promise((resolve) => {
      const own = this.#waiting.get(caller) ?? [];
      if (own.length < mostOfAnother) this.#limited += 1;
      own.push(resolve);
      this.#waiting.set(caller, own);
      this.#count += 1;
      if (this.#count === 1) setImmediate(this.#begin);
    });
  }

  readonly #begin = (): void => {
    const [first] = this.#waiting;
    if (first === undefined) return;
    const [caller, own] = first;
    this.#waiting.delete(caller);
    own.shift()?.();
    this.#count -= 1;
    if (own.length < mostOfAnother) this.#limited -= 1;
    if (own.length > 0) this.#waiting.set(caller, own);
    // A round of its own: what is left for the next one is run in the same.
    if (this.#count > 0) setImmediate(this.#begin);
  };
}

const mostOfAnother = 6;
