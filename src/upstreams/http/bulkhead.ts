/**
 * Limits how many calls are under way at once: to the upstream, and for one holder of a credential.
 *
 * Waiters stand in one line. The first whose holder is below its own limit goes in, so that a holder with many
 * calls never holds up another: while others wait, it has at most half of the room. A waiter leaves when its
 * client is gone or its time is up. The line is bounded in operations, not in calls: an operation that has
 * waited once is never refused later, with half of its work done.
 */
import { Fault, type FaultCode } from '../../domain/fault.ts';
import { sourceTitles } from '../../domain/source-name.ts';
import { holderOf, operationOf, type Call } from '../source.ts';
import { Counts } from './counts.ts';
import { whenLate } from './deadline.ts';
import type { HttpOptions } from './request.ts';

type Limits = Pick<HttpOptions, 'source' | 'maxConcurrency' | 'maxConcurrencyPerCredential'>;

interface Waiter {
  readonly holder: string;
  readonly start: () => void;
}

/** How many operations may wait for each call that may be under way. */
const waitingPerRunning = 4;

const refusedForMs = 1000;

export class Bulkhead {
  readonly #limits: Limits;
  readonly #waiters = new Set<Waiter>();
  /** By holder. */
  readonly #running = new Counts<string>();
  readonly #waiting = new Counts<string>();
  readonly #operations = new Counts<object>();
  readonly #knownOperations = new WeakSet();

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  get running(): number {
    return this.#running.total;
  }

  get waiting(): number {
    return this.#waiters.size;
  }

  /** Whether a new operation of this holder would be refused, once so many others have come. */
  isFullFor(holder: string, others = 0): boolean {
    const all = this.#limits.maxConcurrency * (1 + waitingPerRunning);
    const isTaken = this.running + this.#operations.size + others >= all;
    return isTaken || (this.#isLineFull && !this.#hasRoom(holder));
  }

  /** From now on the operation is never refused. */
  admit(call: Call): void {
    this.#knownOperations.add(operationOf(call));
  }

  /** Runs the task when there is room. @throws Fault when there was none in time */
  async run<T>(call: Call, task: () => Promise<T>): Promise<T> {
    const holder = holderOf(call.credential);
    const hasRoom = this.#hasRoom(holder);
    if (!hasRoom && this.#isLineFull && !this.#knownOperations.has(operationOf(call))) {
      throw this.#noRoom('OVERLOADED');
    }
    this.admit(call);
    if (hasRoom) this.#running.add(holder);
    else await this.#wait(call);
    try {
      return await task();
    } finally {
      this.#running.remove(holder);
      this.#letIn();
    }
  }

  #wait(call: Call): Promise<void> {
    const { credential, signal } = call;
    const holder = holderOf(credential);
    const operation = operationOf(call);
    return new Promise((resolve, reject) => {
      const leave = () => {
        forgetDeadline();
        signal.removeEventListener('abort', whenClientLeaves);
        this.#waiters.delete(waiter);
        this.#waiting.remove(holder);
        this.#operations.remove(operation);
      };
      const waiter: Waiter = {
        holder,
        start: () => {
          leave();
          this.#running.add(holder);
          resolve();
        },
      };
      const giveUp = (code: 'CANCELLED' | 'UPSTREAM_TIMEOUT') => {
        leave();
        reject(this.#noRoom(code));
      };
      const whenClientLeaves = () => {
        giveUp('CANCELLED');
      };
      const forgetDeadline = whenLate(call, () => {
        giveUp('UPSTREAM_TIMEOUT');
      });
      signal.addEventListener('abort', whenClientLeaves, { once: true });
      this.#waiters.add(waiter);
      this.#waiting.add(holder);
      this.#operations.add(operation);
      if (signal.aborted) whenClientLeaves();
    });
  }

  get #isLineFull(): boolean {
    return this.#operations.size >= this.#limits.maxConcurrency * waitingPerRunning;
  }

  #hasRoom(holder: string): boolean {
    const { maxConcurrency, maxConcurrencyPerCredential } = this.#limits;
    const othersWait = this.#waiters.size > this.#waiting.of(holder);
    const own = this.#running.of(holder);
    return (
      this.#running.total < maxConcurrency &&
      own < maxConcurrencyPerCredential &&
      !(othersWait && own >= Math.ceil(maxConcurrency / 2))
    );
  }

  #letIn(): void {
    for (const waiter of this.#waiters) {
      if (this.#running.total >= this.#limits.maxConcurrency) return;
      if (this.#hasRoom(waiter.holder)) waiter.start();
    }
  }

  #noRoom(code: Extract<FaultCode, 'CANCELLED' | 'UPSTREAM_TIMEOUT' | 'OVERLOADED'>): Fault {
    const { source } = this.#limits;
    const message = `There was no room for a call to ${sourceTitles[source]} in time.`;
    const retryAfterMs = code === 'OVERLOADED' ? refusedForMs : undefined;
    return new Fault(code, message, { source, retryAfterMs });
  }
}
