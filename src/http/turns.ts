/**
 * Operations begin one after another, with a round of the event loop between two of them: what has come
 * meanwhile is refused, or told of health, in between, and not after all those that were let in before.
 */
export class Turns {
  readonly #waiting = new Set<() => void>();

  /** How many have not begun. */
  get waiting(): number {
    return this.#waiting.size;
  }

  /** Resolves when it is the caller's turn. */
  next(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.add(resolve);
      if (this.#waiting.size === 1) setImmediate(this.#begin);
    });
  }

  readonly #begin = (): void => {
    const [first] = this.#waiting;
    if (first === undefined) return;
    this.#waiting.delete(first);
    first();
    // A round of its own: what is left for the next one is run in the same.
    if (this.#waiting.size > 0) setImmediate(this.#begin);
  };
}
