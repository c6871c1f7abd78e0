/**
 * Operations begin one at a time, with a round of the event loop between them, so that refusals and health checks
 * need not wait for all operations that came before. Callers take turns, so that nobody waits for everything that
 * another has asked for.
 */
export class Turns {
  /** By caller, in the order of their turns. */
  readonly #waiting = new Map<string, (() => void)[]>();
  #count = 0;
  /** All that wait, but at most `mostOfAnother` of each caller. */
  #limited = 0;

  /**
   * How many waiting operations count against a caller: all of their own, and a few of every other caller's, since
   * no more of those can be under way at once. So nobody shuts others out by sending many.
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
