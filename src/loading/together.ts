/**
 * Answers to calls that were made at the same time. What is selected below them becomes one call only if
 * they go on at the same time, too; but an answer that is late, or never comes, must not hold up the others.
 */

/** From the first answer on: more than healthy calls lie apart, less than a person notices. */
export const patienceMs = 100;

/** One for all loaders of an upstream: rows of several lists and records may lead to the same collection. */
export class Together {
  /** That of the calls that are being made. */
  #current: Breath | null = null;

  /**
   * The same answers, held back until all have come to what was asked for in the same breath, or until the first
   * has waited for `patienceMs`. Those that come after that are not held back.
   */
  hold<T>(answers: readonly Promise<T>[]): readonly Promise<T>[] {
    if (answers.length === 0) return answers;
    // What was known at once is answered already, and holds up nobody.
    if (this.#current?.isOver !== false) this.#current = this.#begin();
    const breath = this.#current;
    return answers.map(async (answer) => {
      breath.begin();
      try {
        return await answer;
      } finally {
        await breath.end();
      }
    });
  }

  /** All loads that meet in a tick are sent before it ends, whichever loader they are of. */
  #begin(): Breath {
    setImmediate(() => {
      this.#current = null;
    });
    return new Breath();
  }
}

class Breath {
  #missing = 0;
  #timer: NodeJS.Timeout | undefined;
  readonly #going = Promise.withResolvers<undefined>();

  /** Whether all that was asked for has been answered: who comes now would be held back for nobody. */
  get isOver(): boolean {
    return this.#missing === 0;
  }

  begin(): void {
    this.#missing += 1;
  }

  /** One of the answers has come; ends when it may go on. */
  end(): Promise<undefined> {
    this.#missing -= 1;
    if (this.#missing > 0) this.#timer ??= setTimeout(this.#going.resolve, patienceMs, undefined);
    else {
      clearTimeout(this.#timer);
      this.#going.resolve(undefined);
    }
    return this.#going.promise;
  }
}
