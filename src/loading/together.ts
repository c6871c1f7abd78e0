/**
 * Holds back the answers to calls that were made together. What is selected below them becomes one call only if
 * they go on together, too; but one that is late, or never comes, must not hold up the others.
 */

/** From the first answer on: longer than healthy calls lie apart, shorter than a person notices. */
export const patienceMs = 100;

/** One for all loaders of an upstream: rows of several lists and records may lead to the same collection. */
export class Together {
  /** That of the calls of this tick. */
  #current: Barrier | null = null;

  /**
   * The same answers. Each is held back until all calls of the tick are answered, or until the first answer has
   * waited for `patienceMs`; one that comes later goes on at once.
   */
  hold<T>(answers: readonly Promise<T>[]): readonly Promise<T>[] {
    if (answers.length === 0) return answers;
    // Answers that were known at once have opened it already: whoever comes now waits at a new one.
    if (this.#current?.isOpen !== false) this.#current = this.#begin();
    const barrier = this.#current;
    return answers.map(async (answer) => {
      barrier.expect();
      try {
        return await answer;
      } finally {
        await barrier.arrive();
      }
    });
  }

  /** All loads that meet in a tick are sent before it ends, whichever loader they belong to. */
  #begin(): Barrier {
    setImmediate(() => {
      this.#current = null;
    });
    return new Barrier();
  }
}

class Barrier {
  #missing = 0;
  #timer: NodeJS.Timeout | undefined;
  readonly #opened = Promise.withResolvers<undefined>();

  /** Whether every answer that was expected has come. */
  get isOpen(): boolean {
    return this.#missing === 0;
  }

  expect(): void {
    this.#missing += 1;
  }

  /** An answer has come. Resolves when it may go on. */
  arrive(): Promise<undefined> {
    this.#missing -= 1;
    if (this.#missing > 0) this.#timer ??= setTimeout(this.#opened.resolve, patienceMs, undefined);
    else {
      clearTimeout(this.#timer);
      this.#opened.resolve(undefined);
    }
    return this.#opened.promise;
  }
}
