/**
 * A circuit breaker: makes no calls to an upstream that is down.
 *
 * It opens after 20 failures in a row, or when half of at least 100 calls within 10 s fail. After 5 s one read
 * may probe the upstream, and its outcome decides. A write never probes: it must not be the call that finds out.
 * A probe that takes longer than 4 s counts as failed, so that one that began too early does not keep the
 * breaker open when the upstream is back.
 *
 * A call in a hurry that gives up proves nothing as long as anybody is answered, or where it waits for less
 * time than answers have lately taken. But the breaker also opens when 20 that waited longer have given up in a
 * row, and nobody has been answered for a quarter of the usual patience.
 *
 * Calls that were under way when the trouble began may all fail at once, and prove no more than one failure:
 * only the failure of a call that began later can open the breaker.
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

/** Tells the breaker how a call that it admitted has ended. To be called once. */
export type Report = (sign: Sign) => void;

export class Breaker {
  readonly #quietMs: number;
  #state: State = 'CLOSED';
  /** Grows with each change of state: a call tells nothing about a state that began after it. */
  #era = 0;
  #inARow = 0;
  #failingSinceMs = 0;
  /** How many callers in a hurry have given up since the upstream last answered anybody. */
  #silent = 0;
  #silentSinceMs = 0;
  /** How long answers have lately taken: the slowest, halved by each faster one. */
  #answerMs = 0;
  #answeredAtMs = -Infinity;
  #openings = 0;
  /** While it is not closed: when the next read may probe. */
  #nextProbeAtMs = 0;
  #isProbeHurried = false;
  #tallies: Tally[] = [];

  /** @param patienceMs how long a caller who is in no hurry waits for an answer */
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
   * How long to wait before another read makes sense; 0 when one may go now. A probe in a hurry does not
   * make others wait who are in none.
   */
  waitMs(isHurried = false): number {
    if (this.#state === 'CLOSED') return 0;
    if (this.#state === 'PROBING' && this.#isProbeHurried && !isHurried) return 0;
    return Math.min(openMs, Math.max(0, this.#nextProbeAtMs - performance.now()));
  }

  /**
   * Lets a call go, or returns `null` where it must not be made.
   * @param mayProbe whether the call may be the one that finds out whether the upstream is back
   */
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
      if (sign === 'ALIVE') this.#noteAnswer(beganAtMs);
      if (era === this.#era) this.#learn(sign, beganAtMs);
      // A probe that had already counted as failed: a late success still closes the breaker.
      else if (isProbe && sign === 'ALIVE') this.#close();
    };
  }

  #learn(sign: Sign, beganAtMs: number): void {
    if (this.#state === 'PROBING') {
      if (sign === 'ALIVE') this.#close();
      else if (sign === 'DOWN') this.#open();
      // The probe has shown nothing: the next read may probe at once.
      else this.#become('OPEN', 0);
    } else if (sign === 'SILENT') {
      if (this.#noteSilence(beganAtMs)) this.#open();
    } else if (sign !== 'NOTHING') {
      this.#count(sign === 'DOWN');
      if (sign === 'DOWN' && this.#isDown(beganAtMs)) this.#open();
    }
  }

  #open(): void {
    // A probe that fails late has counted as failed since its 4 s were over: only the rest of the pause is
    // left. `waitMs(true)`: while a probe in a hurry is under way, `waitMs()` is 0.
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

  /** Whether the failure of a call that began then is the one that opens the breaker. */
  #isDown(beganAtMs: number): boolean {
    if (this.#inARow >= failuresInARow && beganAtMs >= this.#failingSinceMs) return true;
    const oldest = (performance.now() - windowMs) / 1000;
    const recent = this.#tallies.filter(({ second }) => second >= oldest);
    const calls = recent.reduce((sum, tally) => sum + tally.calls, 0);
    const failures = recent.reduce((sum, tally) => sum + tally.failures, 0);
    const sinceMs = Math.min(...recent.map(({ firstFailureMs }) => firstFailureMs));
    return calls >= leastCalls && failures >= calls * failingShare && beganAtMs >= sinceMs;
  }

  #noteAnswer(beganAtMs: number): void {
    this.#answeredAtMs = performance.now();
    this.#answerMs = Math.max(this.#answeredAtMs - beganAtMs, this.#answerMs / 2);
  }

  /** Notes that a call in a hurry was given up. @returns whether that opens the breaker */
  #noteSilence(beganAtMs: number): boolean {
    const nowMs = performance.now();
    const isTooSoon = nowMs - beganAtMs < this.#answerMs;
    if (isTooSoon && nowMs - this.#answeredAtMs < windowMs) return false;
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
