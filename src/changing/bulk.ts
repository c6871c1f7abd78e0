/**
 * Many changes, one outcome for each, in the order they were given. Each is sent at most once; a 429 is
 * proof that it was not made, so it is sent again when the upstream says that there is room.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Change } from '../domain/change.ts';
import { Fault } from '../domain/fault.ts';
import type { Rec } from '../domain/record.ts';
import type { Want } from '../domain/want.ts';
import type { Loading } from '../loading/index.ts';
import type { Answer } from '../upstreams/source.ts';
import { settled, type Changing, type Precautions } from './changing.ts';
import { failed, notAttempted, refused, type Outcome, type Refusal } from './outcome.ts';

export interface Item {
  readonly change: Change;
  /** What is wrong with it before anything is sent. */
  readonly refusals: readonly Refusal[];
  readonly precautions: Precautions;
}

export type OnError = 'CONTINUE' | 'STOP';

/** So many changes of one bulk are under way at once; the upstream's own limits hold beside it. */
const window = 6;

const firstPauseMs = 1000;

export class Throttle {
  #resumeAtMs = 0;
  #pauseMs = firstPauseMs;
  readonly #signal: AbortSignal;
  readonly #deadlineMs: number;

  constructor(signal: AbortSignal, deadlineMs: number) {
    this.#signal = signal;
    this.#deadlineMs = deadlineMs;
  }

  /** Sends when there is room, and again after a 429. @throws Fault */
  async run<T>(send: () => Promise<T>): Promise<T> {
    for (;;) {
      await this.#room();
      try {
        const result = await send();
        this.#pauseMs = firstPauseMs;
        return result;
      } catch (error) {
        if (!(error instanceof Fault) || error.code !== 'RATE_LIMITED') throw error;
        const pauseMs = error.retryAfterMs ?? this.#pauseMs * (0.5 + Math.random() / 2);
        this.#pauseMs *= 2;
        const resumeAtMs = performance.now() + pauseMs;
        if (resumeAtMs >= this.#deadlineMs) throw error;
        this.#resumeAtMs = Math.max(this.#resumeAtMs, resumeAtMs);
      }
    }
  }

  /** One 429 holds up all: the limit is the credential's, not the record's. */
  async #room(): Promise<void> {
    for (;;) {
      const waitMs = this.#resumeAtMs - performance.now();
      if (waitMs <= 0) return;
      await sleep(waitMs, undefined, { signal: this.#signal });
    }
  }
}

export class Bulk {
  readonly #changing: Changing;
  readonly #loading: Loading;
  readonly #want: Want;
  readonly #answers: { readonly index: number; readonly answer: Answer }[] = [];

  constructor(changing: Changing, loading: Loading, want: Want) {
    this.#changing = changing;
    this.#loading = loading;
    this.#want = want;
  }

  async run(items: readonly Item[], onError: OnError): Promise<Outcome[]> {
    const [first] = items;
    if (first === undefined) return [];
    const { call } = this.#loading.reach(first.change.type);
    const outcomes: Outcome[] = items.map(({ change }) => notAttempted(change.key ?? null));
    const throttle = new Throttle(call.signal, call.deadlineMs);
    const queue = items.entries();
    let stopped = false;
    const work = async () => {
      for (const [index, item] of queue) {
        if (stopped || call.signal.aborted || performance.now() >= call.deadlineMs) return;
        const outcome = await this.#attempt(index, item, throttle);
        outcomes[index] = outcome;
        stopped ||= onError === 'STOP' && outcome.status !== 'DONE';
      }
    };
    // To stop at the first error, the second must not be under way.
    await Promise.all(Array.from({ length: onError === 'STOP' ? 1 : window }, work));
    return this.#withRecords(items, outcomes);
  }

  async #attempt(index: number, item: Item, throttle: Throttle): Promise<Outcome> {
    const { change, refusals, precautions } = item;
    const key = change.key ?? null;
    if (refusals.length > 0) return refused(key, refusals);
    if (precautions.dryRun === true) {
      return this.#changing.one(change, this.#want, precautions);
    }
    try {
      return await throttle.run(async () => {
        const before = await this.#changing.before(change, precautions);
        if ('status' in before) return before;
        const answer = await this.#changing.send(
          precautions.mutation,
          before.change,
          before.record,
          this.#want,
        );
        this.#answers.push({ index, answer });
        return { ...settled(change, []), key };
      });
    } catch (error) {
      return failed(key, error);
    }
  }

  /** All answers together are what is known afterwards. */
  #withRecords(items: readonly Item[], outcomes: readonly Outcome[]): Outcome[] {
    const known = this.#loading.renew(this.#answers.map(({ answer }) => answer));
    const records = new Map<number, readonly Rec[]>(
      this.#answers.map(({ index }, position) => [index, known[position] ?? []]),
    );
    return outcomes.map((outcome, index) => {
      const change = items[index]?.change;
      const found = records.get(index);
      return change === undefined || found === undefined ? outcome : settled(change, found);
    });
  }
}
