/**
 * Many changes, one outcome for each, in the order they were given. Each is applied at most once. A 429 proves
 * that a change was not made, so it is sent again when the upstream allows it.
 */
import type { Change } from '../domain/change.ts';
import type { Rec } from '../domain/record.ts';
import type { Want } from '../domain/want.ts';
import type { Loading } from '../loading/index.ts';
import type { Answer } from '../upstreams/source.ts';
import type { Changing } from './changing.ts';
import { lookAhead } from './looks.ts';
import {
  done,
  failed,
  notAttempted,
  refused,
  settled,
  type Outcome,
  type Refusal,
} from './outcome.ts';
import type { Precautions } from './preparation.ts';
import { mostUnderWay, Throttle } from './throttle.ts';

export interface Item {
  readonly change: Change;
  /** Why it is refused before anything is sent; empty where it is not. */
  readonly refusals: readonly Refusal[];
  readonly precautions: Precautions;
}

export type OnError = 'CONTINUE' | 'STOP';

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
    const throttle = new Throttle(this.#loading.reach(first.change.type).call);
    const outcomes: Outcome[] = items.map(({ change }) => notAttempted(change.key ?? null));
    const looked = changesToLookAt(items, onError);
    const decided = await lookAhead(this.#loading, looked, throttle);
    const queue = items.entries();
    let stopped = false;
    const work = async () => {
      for (const [index, item] of queue) {
        if (stopped) return;
        const outcome = decided.get(item.change);
        if (outcome !== undefined) outcomes[index] = outcome;
        else if (!throttle.isOver) outcomes[index] = await this.#attempt(index, item, throttle);
        stopped ||= onError === 'STOP' && outcomes[index]?.status !== 'DONE';
      }
    };
    // To stop at the first error, no second item may be under way.
    await Promise.all(Array.from({ length: onError === 'STOP' ? 1 : mostUnderWay }, work));
    return this.#withRecords(items, outcomes);
  }

  async #attempt(index: number, item: Item, throttle: Throttle): Promise<Outcome> {
    const { change, refusals, precautions } = item;
    const key = change.key ?? null;
    if (refusals.length > 0) return refused(key, refusals);
    try {
      return await throttle.run(async () => {
        const prepared = await this.#changing.prepare(change, precautions);
        if ('status' in prepared) return prepared;
        const answer = await this.#changing.send(precautions.mutation, prepared, this.#want);
        this.#answers.push({ index, answer });
        return done(key, null);
      });
    } catch (error) {
      return failed(key, error);
    }
  }

  /** What is known afterwards is all the answers together. */
  #withRecords(items: readonly Item[], outcomes: readonly Outcome[]): Outcome[] {
    const known = this.#loading.renew(this.#answers.map(({ answer }) => answer));
    const records = new Map<number, readonly Rec[]>(
      this.#answers.map(({ index }, position) => [index, known[position] ?? []]),
    );
    return outcomes.map((outcome, index) => {
      const change = items[index]?.change;
      const found = records.get(index);
      return change === undefined || found === undefined
        ? readAgain(outcome)
        : settled(change, found);
    });
  }
}

/**
 * Without items that are refused anyway, and without those compared with their record, which is looked at as late
 * as possible. Where errors stop the bulk, without all items after the first refused one.
 */
function changesToLookAt(items: readonly Item[], onError: OnError): Change[] {
  const refusedAt = items.findIndex(({ refusals }) => refusals.length > 0);
  const attempted = onError === 'STOP' && refusedAt >= 0 ? items.slice(0, refusedAt) : items;
  return attempted
    .filter(({ refusals, precautions: { ifUnchangedSince } }) => {
      return refusals.length === 0 && ifUnchangedSince == null;
    })
    .map(({ change }) => change);
}

/** What had come along with a record is forgotten by now, so that its associations are read again. */
function readAgain(outcome: Outcome): Outcome {
  const { record } = outcome;
  return record === null ? outcome : { ...outcome, record: { ...record, carried: new Set() } };
}
