/**
 * The operations under way. Above the limit, or with the event loop late, a new one is shed before
 * anything of it is read. One whose text is still on its way takes no room: it may be on its way for long.
 * What has come of large texts is kept meanwhile, so these may hold no more than so many bytes together.
 */
import type { EventLoopWatch } from './event-loop.ts';

/** One that has come in. Each is to be called once at most. */
export interface Operation {
  /** Its text is here, and the work begins; `false` where there is no room for it. */
  readonly begin: () => boolean;
  /** It has gone. */
  readonly leave: () => void;
}

interface Place {
  index: number;
  hasBegun: boolean;
  readonly giveUp: () => void;
}

/** Texts up to this length always may come: whoever holds back large ones keeps out nobody else. */
const smallTextBytes = 16 * 1024;
const mostComingBytes = 64 * 1024 * 1024;

export class Inflight {
  readonly #most: number;
  readonly #loop: Pick<EventLoopWatch, 'isLate'>;
  /**
   * Each at its place. A set would keep what has gone: its tables point to the ones that took their places,
   * and V8 collects an old one only with the whole heap.
   */
  readonly #underWay: Place[] = [];
  #begun = 0;
  /** Of large texts on their way, as long as they will be. */
  #comingBytes = 0;
  #whenIdle: (() => void)[] = [];

  constructor(most: number, loop: Pick<EventLoopWatch, 'isLate'>) {
    this.#most = most;
    this.#loop = loop;
  }

  /** Of those that have begun. */
  get count(): number {
    return this.#begun;
  }

  /** @param textBytes how long the text is that is still to come */
  hasRoom(textBytes = 0): boolean {
    const mayCome = this.#comingBytes + counted(textBytes) <= mostComingBytes;
    return mayCome && this.#begun < this.#most && !this.#loop.isLate();
  }

  /**
   * @param giveUp called when it has to come to an end
   * @param textBytes how long the text is that is still to come
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

  /** Nobody can wait any longer for what is under way. */
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
