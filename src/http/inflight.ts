/**
 * The operations under way. Above the limit, or with the event loop late, a new one is shed before
 * anything of it is read.
 */
import type { EventLoopWatch } from './event-loop.ts';

interface Operation {
  place: number;
  readonly giveUp: () => void;
}

export class Inflight {
  readonly #most: number;
  readonly #loop: Pick<EventLoopWatch, 'isLate'>;
  /**
   * Each at its place. A set would keep what has gone: its tables point to the ones that took their places,
   * and V8 collects an old one only with the whole heap.
   */
  readonly #underWay: Operation[] = [];
  #whenIdle: (() => void)[] = [];

  constructor(most: number, loop: Pick<EventLoopWatch, 'isLate'>) {
    this.#most = most;
    this.#loop = loop;
  }

  get count(): number {
    return this.#underWay.length;
  }

  hasRoom(): boolean {
    return this.count < this.#most && !this.#loop.isLate();
  }

  /**
   * One operation came in. The answer is to be called once, when it has gone.
   *
   * @param giveUp called when it has to come to an end
   */
  enter(giveUp: () => void = () => undefined): () => void {
    const operation = { place: this.count, giveUp };
    this.#underWay.push(operation);
    return () => {
      this.#remove(operation);
      if (this.count > 0) return;
      for (const tell of this.#whenIdle) tell();
      this.#whenIdle = [];
    };
  }

  /** Nobody can wait any longer for what is under way. */
  giveUp(): void {
    for (const { giveUp } of this.#underWay) giveUp();
  }

  /** Resolves when nothing is under way. */
  idle(): Promise<void> {
    return new Promise((resolve) => {
      if (this.count === 0) resolve();
      else this.#whenIdle.push(resolve);
    });
  }

  /** The last one takes its place. */
  #remove(operation: Operation): void {
    const last = this.#underWay.pop();
    if (last === undefined || last === operation) return;
    last.place = operation.place;
    this.#underWay[last.place] = last;
  }
}
