/**
 * Sends under an upstream's rate limit. A 429 proves that a change was not made, so it is sent again;
 * and it holds up all of the others, since the limit is the credential's, not the record's.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { Fault } from '../domain/fault.ts';
import { leastAttemptMs, type Call } from '../upstreams/source.ts';

/** How many calls of one bulk are under way at once; the limits of the upstream's client hold as well. */
export const mostUnderWay = 6;

const firstPauseMs = 1000;
const longestPauseMs = 16_000;

export class Throttle {
  readonly #call: Call;
  #resumeAtMs = 0;
  #pauseMs = firstPauseMs;
  #isEnding = false;

  constructor(call: Call) {
    this.#call = call;
  }

  /** Whether nothing more can be sent: in time, or at all. */
  get isOver(): boolean {
    const { signal, deadlineMs } = this.#call;
    if (this.#isEnding || signal.aborted) return true;
    return Math.max(performance.now(), this.#resumeAtMs) + leastAttemptMs > deadlineMs;
  }

  /** Sends when there is room, and again after a 429 while there is time. @throws Fault */
  async run<T>(send: () => Promise<T>): Promise<T> {
    for (;;) {
      await this.#waitForRoom();
      try {
        const result = await send();
        this.#pauseMs = firstPauseMs;
        return result;
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        this.#isEnding ||= error.code === 'ENDING';
        if (error.code !== 'RATE_LIMITED') throw error;
        this.#hold(error.retryAfterMs ?? 0);
        if (this.isOver) throw error;
      }
    }
  }

  /**
   * As long as the upstream says, else longer each time. Calls that were refused at the same time do not make it
   * longer.
   */
  #hold(retryAfterMs: number): void {
    const nowMs = performance.now();
    if (retryAfterMs > 0) {
      this.#resumeAtMs = Math.max(this.#resumeAtMs, nowMs + retryAfterMs);
    } else if (nowMs >= this.#resumeAtMs) {
      this.#resumeAtMs = nowMs + this.#pauseMs * (1 + Math.random() / 4);
      this.#pauseMs = Math.min(this.#pauseMs * 2, longestPauseMs);
    }
  }

  async #waitForRoom(): Promise<void> {
    for (;;) {
      const waitMs = this.#resumeAtMs - performance.now();
      if (waitMs <= 0) return;
      if (this.isOver) throw new Fault('RATE_LIMITED', 'This could not be sent in time.');
      try {
        await sleep(waitMs, undefined, { signal: this.#call.signal });
      } catch (cause) {
        throw new Fault('CANCELLED', 'The operation was given up before this was sent.', { cause });
      }
    }
  }
}
