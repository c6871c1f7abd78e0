/**
 * A read under way, and the calls that wait for it. Each call waits until its own deadline, or until its
 * own client leaves. The read has as much time as the call that has most, and is cancelled when no call is
 * left. Once it is answered the calls go on one after another, with a round of the event loop between them:
 * otherwise hundreds that share one answer would hold up everybody who does not.
 */
import type { Fault } from '../../domain/fault.ts';
import type { SourceName } from '../../domain/source-name.ts';
import { operationOf, type Call } from '../source.ts';
import { whenLate } from './deadline.ts';
import { givenUp, outOfTime } from './giving-up.ts';
import { nextRound } from './rounds.ts';

/** Stands for all who wait: the time that is left to it grows with each. */
interface SharedCall extends Call {
  deadlineMs: number;
}

export class Flight<T> {
  readonly #source: SourceName;
  readonly #answer: Promise<T>;
  readonly #abandoning = new AbortController();
  readonly #call: SharedCall;
  readonly #operations = new Set<object>();
  #waiting = 0;
  /** Whose time is up, and who hear from the read itself what became of it: how to tell them at once. */
  readonly #late = new Set<() => void>();
  #isTurnOfFirst = true;

  /** @param read what is to be read, with a call that stands for all who wait */
  constructor(source: SourceName, first: Call, read: (call: Call) => Promise<T>) {
    this.#source = source;
    this.#call = {
      ...first,
      operation: operationOf(first),
      signal: this.#abandoning.signal,
    };
    this.#answer = read(this.#call);
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
    this.#waiting += 1;
    this.#extendDeadline(call.deadlineMs);
    return new Promise((resolve, reject) => {
      const stopWaiting = () => {
        forgetDeadline();
        call.signal.removeEventListener('abort', whenClientLeaves);
        this.#late.delete(whenOutOfTime);
        this.#waiting -= 1;
      };
      const giveUp = (fault: Fault) => {
        stopWaiting();
        if (this.#waiting === 0) this.#abandoning.abort();
        reject(fault);
      };
      const whenClientLeaves = () => {
        giveUp(givenUp(this.#source));
      };
      const whenOutOfTime = () => {
        giveUp(outOfTime(this.#source));
      };
      const forgetDeadline = whenLate(call, () => {
        // For the call with the most time, the read itself ends at the deadline, and says why.
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

  /** Where the read gets more time, it does not end with those whose time is up. */
  #extendDeadline(deadlineMs: number): void {
    if (deadlineMs <= this.#call.deadlineMs) return;
    this.#call.deadlineMs = deadlineMs;
    for (const tell of this.#late) tell();
  }

  /** When the next call may go on; the first goes on at once. */
  #turn(): Promise<void> | undefined {
    if (!this.#isTurnOfFirst) return nextRound();
    this.#isTurnOfFirst = false;
    return undefined;
  }
}

function nothing(): void {
  return undefined;
}
