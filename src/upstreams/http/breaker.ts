/**
 * Leaves an upstream alone while it is down. Opens on 20 failures in a row, or when half of at least 100
 * calls in 10 s fail; after 5 s one read may try, and its outcome decides. A write never tries: it must
 * not be the one that finds out. A try that takes longer than 4 s counts as failed by then for whoever is next,
 * so that one that began too early does not keep him away from an upstream that is there again.
 *
 * Callers in a hurry prove nothing by giving up while anybody is answered. It opens, too, where 20 of them gave up
 * one after another and nobody has heard anything for a quarter of the usual patience.
 *
 * What was under way when the trouble began may all fail at once, and prove no more than one failure: it
 * takes a call that began later to open it.
 */
import type { Sign } from './sign.ts';

const failuresInARow = 20;
const leastCalls = 100;
const failingShare = 0.5;
const quietShare = 0.25;
const windowMs = 10_000;
const openMs = 5000;
const probeMs = 4000;

type State = 'CLOSED' | 'OPEN' | 'PROBING';

/** Calls of one second. */
interface Tally {
  readonly second: number;
  calls: number;
  failures: number;
  /** `Infinity` where there was none. */
  firstFailureMs: number;
}

/** How a call that was let go has ended. To be told once. */
export type Report = (sign: Sign) => void;

export class Breaker {
  readonly #quietMs: number;
  #state: State = 'CLOSED';
  /** Grows with each change of state: a call tells nothing about a later one than it began in. */
  #era = 0;
  #inARow = 0;
  #failingSinceMs = 0;
  /** How many in a hurry gave up since the last sign of life. */
  #silent = 0;
  #silentSinceMs = 0;
  #openings = 0;
  /** From when on a read may try, where it is not closed. */
  #nextProbeAtMs = 0;
  #isProbeHurried = false;
  #tallies: Tally[] = [];

  /** @param patienceMs how long who is in no hurry waits for an answer */
  constructor(patienceMs = 10_000) {
    this.#quietMs = patienceMs * quietShare;
  }

  get state(): State {
    return this.#state;
  }

  /** How often it has opened. */
  get openings(): number {
    return this.#openings;
  }

  /**
   * How long to wait before another try makes sense; 0 when a read may go. One in a hurry keeps nobody else from
   * trying.
   */
  waitMs(isHurried = false): number {
    if (this.#state === 'CLOSED') return 0;
    if (this.#state === 'PROBING' && this.#isProbeHurried && !isHurried) return 0;
    return Math.min(openMs, Math.max(0, this.#nextProbeAtMs - performance.now()));
  }

  /** Lets a call go, or returns `null`. */
  admit(mayProbe: boolean, isHurried = false): Report | null {
    const isProbe = this.#state !== 'CLOSED';
    if (isProbe) {
      if (!mayProbe || this.waitMs(isHurried) > 0) return null;
      this.#become('PROBING', probeMs + openMs);
      this.#isProbeHurried = isHurried;
    }
    const era = this.#era;
    const beganAtMs = performance.now();
    return (sign) => {
      if (era === this.#era) this.#learn(sign, beganAtMs);
      // It is not waited for any more, but good news are welcome.
      else if (isProbe && sign === 'ALIVE') this.#close();
    };
  }

  #learn(sign: Sign, beganAtMs: number): void {
    if (this.#state === 'PROBING') {
      if (sign === 'ALIVE') this.#close();
      else if (sign === 'DOWN') this.#open();
      // Whoever comes next may try at once.
      else this.#become('OPEN', 0);
    } else if (sign === 'SILENT') {
      if (this.#noteSilence(beganAtMs)) this.#open();
    } else if (sign !== 'NOTHING') {
      this.#count(sign === 'DOWN');
      if (sign === 'DOWN' && this.#isDown(beganAtMs)) this.#open();
    }
  }

  #open(): void {
    // A try that fails late counted as failed before: what is left of the pause since then is enough. As for one
    // in a hurry, since a try in a hurry does not make the others wait.
    this.#become('OPEN', this.#state === 'PROBING' ? this.waitMs(true) : openMs);
    this.#openings += 1;
  }

  #close(): void {
    if (this.#state === 'CLOSED') return;
    this.#become('CLOSED', 0);
    this.#inARow = 0;
    this.#silent = 0;
    this.#tallies = [];
  }

  #become(state: State, nextProbeInMs: number): void {
    this.#state = state;
    this.#era += 1;
    this.#nextProbeAtMs = performance.now() + nextProbeInMs;
  }

  /** Whether a failure of a call that began then is one too many. */
  #isDown(beganAtMs: number): boolean {
    if (this.#inARow >= failuresInARow && beganAtMs >= this.#failingSinceMs) return true;
    const oldest = (performance.now() - windowMs) / 1000;
    const recent = this.#tallies.filter(({ second }) => second >= oldest);
    const calls = recent.reduce((sum, tally) => sum + tally.calls, 0);
    const failures = recent.reduce((sum, tally) => sum + tally.failures, 0);
    const sinceMs = Math.min(...recent.map(({ firstFailureMs }) => firstFailureMs));
    return calls >= leastCalls && failures >= calls * failingShare && beganAtMs >= sinceMs;
  }

  /** Notes that a call in a hurry gave up, and tells whether that was one too many. */
  #noteSilence(beganAtMs: number): boolean {
    const nowMs = performance.now();
    if (this.#silent === 0) this.#silentSinceMs = nowMs;
    this.#silent += 1;
    const isLong = nowMs - this.#silentSinceMs >= this.#quietMs;
    return isLong && this.#silent >= failuresInARow && beganAtMs >= this.#silentSinceMs;
  }

  #count(isFailure: boolean): void {
    const nowMs = performance.now();
    const tally = this.#tallyOf(Math.floor(nowMs / 1000));
    tally.calls += 1;
    if (!isFailure) {
      this.#inARow = 0;
      this.#silent = 0;
      return;
    }
    tally.failures += 1;
    tally.firstFailureMs = Math.min(tally.firstFailureMs, nowMs);
    if (this.#inARow === 0) this.#failingSinceMs = nowMs;
    this.#inARow += 1;
  }

  #tallyOf(second: number): Tally {
    const last = this.#tallies.at(-1);
    if (last?.second === second) return last;
    const tally = { second, calls: 0, failures: 0, firstFailureMs: Infinity };
    this.#tallies.push(tally);
    if (this.#tallies.length > windowMs / 1000 + 1) this.#tallies.shift();
    return tally;
  }
}
