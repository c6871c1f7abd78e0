/**
 * A read under way, and the calls that wait for it. Each call waits until its own deadline, or until its own
 * client leaves. The read has as much time as the call with the latest deadline, and is cancelled when no call
 * is left. Once it is answered, the calls go on one after another, each in a round of the event loop: hundreds
 * that share one answer would otherwise hold up everybody else.
 */
import type { Fault } from '../../domain/fault.ts';
import type { SourceName } from '../../domain/source-name.ts';
import { holderOf, operationOf, type Call } from '../source.ts';
import { Counts } from './counts.ts';
import { whenLate } from './deadline.ts';
import { givenUp, outOfTime } from './giving-up.ts';
import { nextRound } from './rounds.ts';

/** Stands for all calls that wait: each may bring it more time, and the room of another holder. */
interface SharedCall extends Call {
  deadlineMs: number;
  readonly holders: Set<string>;
}

export class Flight<T> {
  readonly #source: SourceName;
  readonly #answer: Promise<T>;
  readonly #abandoning = new AbortController();
  readonly #call: SharedCall;
  readonly #operations = new Set<object>();
  /** By holder. */
  readonly #waiting = new Counts<string>();
  /** Calls whose time is up, and which the ending read is about to settle: how to fail them at once instead. */
  readonly #late = new Set<() => void>();
  #isTurnOfFirst = true;

  /** @param read what is to be read, with a call that stands for all who wait */
  constructor(source: SourceName, first: Call, read: (call: Call) => Promise<T>) {
    this.#source = source;
    this.#call = {
      ...first,
      operation: operationOf(first),
      holders: new Set([holderOf(first.credential)]),
      signal: this.#abandoning.signal,
    };
    this.#answer = read(this.#call);
  }

  /** The call that stands for all who wait. */
  get call(): Call {
    return this.#call;
  }

  /** Settles when the read has ended, however it did. */
  get ended(): Promise<void> {
    return this.#answer.then(nothing, nothing);
  }

  /** Whether the operation of this call waits for it already, or did. */
  isFor(call: Call): boolean {
    return this.#operations.has(operationOf(call));
  }

  /** @throws Fault that of the read, or that of whoever stops waiting */
  wait(call: Call): Promise<T> {
    this.#operations.add(operationOf(call));
    const holder = holderOf(call.credential);
    this.#waiting.add(holder);
    this.#call.holders.add(holder);
    this.#extendDeadline(call.deadlineMs);
    return new Promise((resolve, reject) => {
      const stopWaiting = () => {
        forgetDeadline();
        call.signal.removeEventListener('abort', whenClientLeaves);
        this.#late.delete(whenOutOfTime);
        this.#waiting.remove(holder);
        if (this.#waiting.of(holder) === 0) this.#call.holders.delete(holder);
      };
      const giveUp = (fault: Fault) => {
        stopWaiting();
        if (this.#waiting.total === 0) this.#abandoning.abort();
        reject(fault);
      };
      const whenClientLeaves = () => {
        giveUp(givenUp(this.#source));
      };
      const whenOutOfTime = () => {
        giveUp(outOfTime(this.#source));
      };
      const forgetDeadline = whenLate(call, () => {
        // For the call with the latest deadline, the read itself ends then, and tells why.
        if (call.deadlineMs < this.#call.deadlineMs) whenOutOfTime();
        else this.#late.add(whenOutOfTime);
      });
      call.signal.addEventListener('abort', whenClientLeaves, { once: true });
      if (call.signal.aborted) whenClientLeaves();
      this.#answer
        .finally(() => this.#turn())
        .finally(stopWaiting)
        .then(resolve, reject);
    });
  }

  /** Once the read has more time, it does not settle the calls whose time is up. */
  #extendDeadline(deadlineMs: number): void {
    if (deadlineMs <= this.#call.deadlineMs) return;
    this.#call.deadlineMs = deadlineMs;
    for (const tell of this.#late) tell();
  }

  /** Resolves when the next call may go on; the first need not wait. */
  #turn(): Promise<void> | undefined {
    if (!this.#isTurnOfFirst) return nextRound();
    this.#isTurnOfFirst = false;
    return undefined;
  }
}

function nothing(): void {
  return undefined;
}
