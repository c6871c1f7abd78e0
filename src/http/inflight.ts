/**
 * The operations under way. Above the limit, or with the event loop late, a new one is shed before
 * anything of it is read.
 */
import type { EventLoopWatch } from './event-loop.ts';

export class Inflight {
  readonly #most: number;
  readonly #loop: Pick<EventLoopWatch, 'isLate'>;
  #count = 0;
  #whenIdle: (() => void)[] = [];

  constructor(most: number, loop: Pick<EventLoopWatch, 'isLate'>) {
    this.#most = most;
    this.#loop = loop;
  }

  get count(): number {
    return this.#count;
  }

  hasRoom(): boolean {
    return this.#count < this.#most && !this.#loop.isLate();
  }

  /** One operation came in. The answer is to be called once, when it has gone. */
  enter(): () => void {
    this.#count += 1;
    return () => {
      this.#count -= 1;
      if (this.#count > 0) return;
      for (const tell of this.#whenIdle) tell();
      this.#whenIdle = [];
    };
  }

  /** Resolves when nothing is under way. */
  idle(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#count === 0) resolve();
      else this.#whenIdle.push(resolve);
    });
  }
}
