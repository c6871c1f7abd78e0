/**
 * Leaves an upstream alone while it is down. Opens on 20 failures in a row, or when half of at least 100
 * calls in 10 s fail; after 5 s one read may try, and its outcome decides. A write never tries: it must
 * not be the one that finds out.
 */
import type { Sign } from './sign.ts';

const failuresInARow = 20;
const leastCalls = 100;
const failingShare = 0.5;
const windowMs = 10_000;
const openMs = 5000;

type State = 'CLOSED' | 'OPEN' | 'PROBING';

/** Calls of one second. */
interface Tally {
  readonly second: number;
  calls: number;
  failures: number;
}

/** How a call that was let go has ended. To be told once. */
export type Report = (sign: Sign) => void;

export class Breaker {
  #state: State = 'CLOSED';
  /** Grows with each change of state: a call tells nothing about a later one than it began in. */
  #era = 0;
  #inARow = 0;
  #openings = 0;
  #openedAtMs = 0;
  #tallies: Tally[] = [];

  get state(): State {
    return this.#state;
  }

  /** How often it has opened. */
  get openings(): number {
    return this.#openings;
  }

  /** How long to wait before another try makes sense; 0 when a read may go. */
  get waitMs(): number {
    if (this.#state === 'CLOSED') return 0;
    if (this.#state === 'PROBING') return openMs;
    return Math.max(0, this.#openedAtMs + openMs - performance.now());
  }

  /** Lets a call go, or returns `null`. */
  admit(mayProbe: boolean): Report | null {
    if (this.#state !== 'CLOSED') {
      if (!mayProbe || this.waitMs > 0) return null;
      this.#become('PROBING');
    }
    const era = this.#era;
    return (sign) => {
      if (era === this.#era) this.#learn(sign);
    };
  }

  #learn(sign: Sign): void {
    if (this.#state === 'PROBING') {
      if (sign === 'ALIVE') this.#close();
      else if (sign === 'DOWN') this.#open();
      // Whoever comes next may try at once.
      else this.#become('OPEN');
    } else if (sign !== 'NOTHING') {
      this.#count(sign === 'DOWN');
      if (this.#isDown()) this.#open();
    }
  }

  #open(): void {
    this.#become('OPEN');
    this.#openings += 1;
    this.#openedAtMs = performance.now();
  }

  #close(): void {
    this.#become('CLOSED');
    this.#inARow = 0;
    this.#tallies = [];
  }

  #become(state: State): void {
    this.#state = state;
    this.#era += 1;
  }

  #isDown(): boolean {
    if (this.#inARow >= failuresInARow) return true;
    const oldest = (performance.now() - windowMs) / 1000;
    const recent = this.#tallies.filter(({ second }) => second >= oldest);
    const calls = recent.reduce((sum, tally) => sum + tally.calls, 0);
    const failures = recent.reduce((sum, tally) => sum + tally.failures, 0);
    return calls >= leastCalls && failures >= calls * failingShare;
  }

  #count(isFailure: boolean): void {
    const second = Math.floor(performance.now() / 1000);
    let tally = this.#tallies.at(-1);
    if (tally?.second !== second) {
      tally = { second, calls: 0, failures: 0 };
      this.#tallies.push(tally);
      if (this.#tallies.length > windowMs / 1000 + 1) this.#tallies.shift();
    }
    tally.calls += 1;
    if (isFailure) tally.failures += 1;
    this.#inARow = isFailure ? this.#inARow + 1 : 0;
  }
}
