/**
 * How many calls may be under way at once: to the upstream, and for one credential.
 *
 * Waiters stand in one line. Whoever is next and whose credential has room goes in, so that a caller
 * with many calls never holds up another; a waiter leaves when its client is gone or its time is up.
 */
import { Fault } from '../../domain/fault.ts';
import { sourceTitles } from '../../domain/source-name.ts';
import type { Call } from '../source.ts';
import type { HttpOptions } from './request.ts';

type Limits = Pick<HttpOptions, 'source' | 'maxConcurrency' | 'maxConcurrencyPerCredential'>;

interface Waiter {
  readonly fingerprint: string;
  readonly start: () => void;
}

export class Bulkhead {
  readonly #limits: Limits;
  readonly #runningFor = new Map<string, number>();
  readonly #waiters = new Set<Waiter>();
  #running = 0;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /** Runs the task when there is room. @throws Fault when there was none in time */
  async run<T>(call: Call, task: () => Promise<T>): Promise<T> {
    const { fingerprint } = call.credential;
    if (this.#hasRoom(fingerprint)) this.#enter(fingerprint);
    else await this.#wait(call);
    try {
      return await task();
    } finally {
      this.#leave(fingerprint);
    }
  }

  #wait({ credential: { fingerprint }, signal, deadlineMs }: Call): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', whenClientLeaves);
        this.#waiters.delete(waiter);
      };
      const waiter: Waiter = {
        fingerprint,
        start: () => {
          settle();
          this.#enter(fingerprint);
          resolve();
        },
      };
      const giveUp = (code: 'CANCELLED' | 'UPSTREAM_TIMEOUT') => {
        settle();
        reject(this.#noRoom(code));
      };
      const whenClientLeaves = () => {
        giveUp('CANCELLED');
      };
      const timer = setTimeout(giveUp, deadlineMs - performance.now(), 'UPSTREAM_TIMEOUT');
      signal.addEventListener('abort', whenClientLeaves, { once: true });
      this.#waiters.add(waiter);
      if (signal.aborted) whenClientLeaves();
    });
  }

  #hasRoom(fingerprint: string): boolean {
    const { maxConcurrency, maxConcurrencyPerCredential } = this.#limits;
    const own = this.#runningFor.get(fingerprint) ?? 0;
    return this.#running < maxConcurrency && own < maxConcurrencyPerCredential;
  }

  #enter(fingerprint: string): void {
    this.#running += 1;
    this.#runningFor.set(fingerprint, (this.#runningFor.get(fingerprint) ?? 0) + 1);
  }

  #leave(fingerprint: string): void {
    this.#running -= 1;
    const left = (this.#runningFor.get(fingerprint) ?? 1) - 1;
    if (left === 0) this.#runningFor.delete(fingerprint);
    else this.#runningFor.set(fingerprint, left);
    for (const waiter of this.#waiters) {
      if (this.#running >= this.#limits.maxConcurrency) break;
      if (this.#hasRoom(waiter.fingerprint)) waiter.start();
    }
  }

  #noRoom(code: 'CANCELLED' | 'UPSTREAM_TIMEOUT'): Fault {
    const { source } = this.#limits;
    const message = `There was no room for a call to ${sourceTitles[source]} in time.`;
    return new Fault(code, message, { source });
  }
}
