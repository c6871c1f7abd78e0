/**
 * The operations under way. Above the limit, or while the event loop is late, a new one is shed before
 * its body is read. An operation whose body is still arriving does not count against the limit, since that
 * may take long. But large bodies are kept in memory meanwhile, so their bytes have a limit of their own.
 */
import type { EventLoopWatch } from './event-loop.ts';

/** An operation that has come in. Each function is to be called once at most. */
export interface Operation {
  /** To be called when its body has arrived. @returns `false` where there is no room for it to begin */
  readonly begin: () => boolean;
  /** To be called when it has ended, whether it had begun or not. */
  readonly leave: () => void;
}

interface Place {
  index: number;
  hasBegun: boolean;
  readonly giveUp: () => void;
}

/** Bodies up to this length are not counted: so nobody is kept out by others who send large ones slowly. */
const smallTextBytes = 16 * 1024;
const mostComingBytes = 64 * 1024 * 1024;

export class Inflight {
  readonly #most: number;
  readonly #loop: Pick<EventLoopWatch, 'isLate'>;
  /**
   * An array in which each operation knows its index, not a set: V8 replaces the table of a set as it grows
   * and shrinks, and old tables keep what has left until the whole heap is collected.
   */
  readonly #underWay: Place[] = [];
  #begun = 0;
  /** Of large bodies that are arriving, at their full length. */
  #comingBytes = 0;
  #whenIdle: (() => void)[] = [];

  constructor(most: number, loop: Pick<EventLoopWatch, 'isLate'>) {
    this.#most = most;
    this.#loop = loop;
  }

  /** How many have begun and not ended. */
  get count(): number {
    return this.#begun;
  }

  /** @param textBytes length of the body that is still to come */
  hasRoom(textBytes = 0): boolean {
    const mayCome = this.#comingBytes + counted(textBytes) <= mostComingBytes;
    return mayCome && this.#begun < this.#most && !this.#loop.isLate();
  }

  /**
   * @param giveUp called when the operation must end, because the gateway does
   * @param textBytes length of the body that is still to come
   */
  enter(giveUp: () => void = () => undefined, textBytes = 0): Operation {
    let comingBytes = counted(textBytes);
    this.#comingBytes += comingBytes;
    const comesNoMore = () => {
      this.#comingBytes -= comingBytes;
      comingBytes = 0;
    };
    const place = { index: this.#underWay.length, hasBegun: false, giveUp };
    this.#underWay.push(place);
    return {
      begin: () => {
        comesNoMore();
        if (!this.hasRoom()) return false;
        this.#begun += 1;
        return (place.hasBegun = true);
      },
      leave: () => {
        comesNoMore();
        if (place.hasBegun) this.#begun -= 1;
        this.#remove(place);
        if (this.#underWay.length > 0) return;
        for (const tell of this.#whenIdle) tell();
        this.#whenIdle = [];
      },
    };
  }

  /** Gives up everything under way. */
  giveUp(): void {
    for (const { giveUp } of this.#underWay) giveUp();
  }

  /** Resolves when nothing is under way. */
  idle(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#underWay.length === 0) resolve();
      else this.#whenIdle.push(resolve);
    });
  }

  /** The last one takes its place. */
  #remove(place: Place): void {
    const last = this.#underWay.pop();
    if (last === undefined || last === place) return;
    last.index = place.index;
    this.#underWay[last.index] = last;
  }
}

function counted(textBytes: number): number {
  return textBytes > smallTextBytes ? textBytes : 0;
}
