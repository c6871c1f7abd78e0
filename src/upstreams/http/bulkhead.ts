/**
 * Limits how many calls are under way at once: to the upstream, and for one holder of a credential.
 *
 * Waiters stand in one line. The first whose holder is below its own limit goes in, so that a holder with many
 * calls never holds up another: while others wait, it has at most half of the room. A call that several holders
 * wait for goes in as soon as one of them is below its limit. A waiter leaves when its client is gone or its time
 * is up. The line is bounded in operations, not in calls: an operation that has waited once is never refused
 * later, with half of its work done.
 */
import { Fault, type FaultCode } from '../../domain/fault.ts';
import { sourceTitles } from '../../domain/source-name.ts';
import { holderOf, operationOf, type Call } from '../source.ts';
import { Counts } from './counts.ts';
import { whenLate } from './deadline.ts';
import type { HttpOptions } from './request.ts';

type Limits = Pick<HttpOptions, 'source' | 'maxConcurrency' | 'maxConcurrencyPerCredential'>;

interface Waiter {
  readonly call: Call;
  /** @param holder in whose room */
  readonly start: (holder: string) => void;
  /** Another has come to wait for it. */
  readonly count: () => void;
}

/** How many operations may wait for each call that may be under way. */
const waitingPerRunning = 4;

const refusedForMs = 1000;

export class Bulkhead {
  readonly #limits: Limits;
  readonly #waiters = new Set<Waiter>();
  /** Those of shared calls, each of which waits once at a time. */
  readonly #sharedWaiters = new Map<Call, Waiter>();
  /** By holder. */
  readonly #running = new Counts<string>();
  /** By holder; a call that several wait for counts for none: to each of them it is also that of another. */
  readonly #waiting = new Counts<string | null>();
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

  /** The same for a call that waits for the answer to another, which may still be in line: this one's holder may have room. */
  join(call: Call, shared: Call): void {
    this.admit(call);
    const waiter = this.#sharedWaiters.get(shared);
    if (waiter === undefined) return;
    waiter.count();
    const holder = holderOf(call.credential);
    if (this.#hasRoom(holder)) waiter.start(holder);
  }

  /** Runs the task when there is room. @throws Fault when there was none in time */
  async run<T>(call: Call, task: () => Promise<T>): Promise<T> {
    const withRoom = this.#holderWithRoom(call);
    const isNew = !this.#knownOperations.has(operationOf(call));
    if (withRoom === undefined && this.#isLineFull && isNew) throw this.#noRoom('OVERLOADED');
    this.admit(call);
    if (withRoom !== undefined) this.#running.add(withRoom);
    const holder = withRoom ?? (await this.#wait(call));
    try {
      return await task();
    } finally {
      this.#running.remove(holder);
      this.#letIn();
    }
  }

  /** @returns in whose room it is now */
  #wait(call: Call): Promise<string> {
    const { signal } = call;
    let onlyHolder = onlyHolderOf(call);
    const operation = operationOf(call);
    return new Promise((resolve, reject) => {
      const leave = () => {
        forgetDeadline();
        signal.removeEventListener('abort', whenClientLeaves);
        this.#waiters.delete(waiter);
        this.#sharedWaiters.delete(call);
        this.#waiting.remove(onlyHolder);
        this.#operations.remove(operation);
      };
      const waiter: Waiter = {
        call,
        start: (withRoom) => {
          leave();
          this.#running.add(withRoom);
          resolve(withRoom);
        },
        count: () => {
          this.#waiting.remove(onlyHolder);
          onlyHolder = onlyHolderOf(call);
          this.#waiting.add(onlyHolder);
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
      if (call.holders !== undefined) this.#sharedWaiters.set(call, waiter);
      this.#waiting.add(onlyHolder);
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

  #holderWithRoom(call: Call): string | undefined {
    for (const holder of holdersOf(call)) {
      if (this.#hasRoom(holder)) return holder;
    }
    return undefined;
  }

  #letIn(): void {
    for (const waiter of this.#waiters) {
      if (this.#running.total >= this.#limits.maxConcurrency) return;
      const withRoom = this.#holderWithRoom(waiter.call);
      if (withRoom !== undefined) waiter.start(withRoom);
    }
  }

  #noRoom(code: Extract<FaultCode, 'CANCELLED' | 'UPSTREAM_TIMEOUT' | 'OVERLOADED'>): Fault {
    const { source } = this.#limits;
    const message = `There was no room for a call to ${sourceTitles[source]} in time.`;
    const retryAfterMs = code === 'OVERLOADED' ? refusedForMs : undefined;
    return new Fault(code, message, { source, retryAfterMs });
  }
}

function holdersOf({ credential, holders }: Call): Iterable<string> {
  return holders ?? [holderOf(credential)];
}

function onlyHolderOf(call: Call): string | null {
  const [only = null, ...others] = holdersOf(call);
  return others.length === 0 ? only : null;
}
