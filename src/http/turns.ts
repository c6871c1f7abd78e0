/**
 * Operations begin one after another, with a round of the event loop between them. So a request that comes
 * meanwhile is refused, or answered about health, in between, and not after all operations that came before.
 * Callers take turns, so that nobody waits for everything that another has asked for.
 */
export class Turns {
  /** By caller, in the order of their turns. */
  readonly #waiting = new Map<string, (() => void)[]>();
  #count = 0;
  /** Those waiting, but of each caller no more than `mostOfAnother`. */
  #limited = 0;

  /**
   * How many waiting operations count against a caller: all of his own, and a few of each other caller,
   * since no more of theirs can be under way at once. So nobody keeps another out by coming in numbers.
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
    // Queued only now: immediates that are queued together all run in the same round.
    if (this.#count > 0) setImmediate(this.#begin);
  };
}

const mostOfAnother = 6;
