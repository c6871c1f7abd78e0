/**
 * Waits for answers to others' requests, but only for half of the time left: the other half is for a request of
 * one's own. All give up at the same moment, so that what they then request is one call.
 */
export class Patience {
  readonly #deadlineMs: number;
  #waiting = 0;
  #timer: NodeJS.Timeout | undefined;
  #late = Promise.withResolvers<undefined>();

  constructor(deadlineMs: number) {
    this.#deadlineMs = deadlineMs;
  }

  /** The answer, or nothing when it is late. Throws what the answer throws. */
  async wait<T>(answer: Promise<T>): Promise<T | undefined> {
    if (this.#waiting === 0) this.#begin();
    this.#waiting += 1;
    try {
      return await Promise.race([answer, this.#late.promise]);
    } finally {
      this.#waiting -= 1;
      if (this.#waiting === 0) clearTimeout(this.#timer);
    }
  }

  #begin(): void {
    const leftMs = Math.max(0, this.#deadlineMs - performance.now());
    this.#late = Promise.withResolvers();
    this.#timer = setTimeout(this.#late.resolve, leftMs / 2, undefined);
  }
}
