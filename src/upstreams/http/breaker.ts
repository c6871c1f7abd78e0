/**
 * Leaves an upstream alone while it is down. Opens on 20 failures in a row, or when half of at least 100
 * calls in 10 s fail; after 5 s one read may try, and its outcome decides. A write never tries: it must
 * not be the one that finds out.
 */

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

export class Breaker {
  #state: State = 'CLOSED';
  #inARow = 0;
  #openedAtMs = 0;
  #tallies: Tally[] = [];

  get state(): State {
    return this.#state;
  }

  /** How long to wait before another try makes sense; 0 when the call may go. */
  get waitMs(): number {
    if (this.#state === 'CLOSED') return 0;
    if (this.#state === 'PROBING') return openMs;
    return Math.max(0, this.#openedAtMs + openMs - performance.now());
  }

  /** Whether this call is the one that tries an upstream that was down. It must be reported. */
  takeProbe(): boolean {
    if (this.#state !== 'OPEN' || this.waitMs > 0) return false;
    this.#state = 'PROBING';
    return true;
  }

  succeeded(): void {
    this.#inARow = 0;
    if (this.#state === 'PROBING') {
      this.#state = 'CLOSED';
      this.#tallies = [];
    }
    this.#count(false);
  }

  failed(): void {
    this.#inARow += 1;
    this.#count(true);
    if (this.#state === 'PROBING' || (this.#state === 'CLOSED' && this.#isDown())) this.#open();
  }

  /** The probe told nothing: its client left, or it was refused before it was sent. */
  probeTaughtNothing(): void {
    if (this.#state === 'PROBING') this.#state = 'OPEN';
  }

  #open(): void {
    this.#state = 'OPEN';
    this.#openedAtMs = performance.now();
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
  }
}
