/**
 * Creating many records with calls that take several. When such a call is refused because of some rows,
 * the others must not suffer, whether the upstream then creates all or none of them: they are looked up,
 * and sent once more if they are not there.
 */
import type { Change } from '../domain/change.ts';
import { Fault } from '../domain/fault.ts';
import type { Rec } from '../domain/record.ts';
import type { Want } from '../domain/want.ts';
import type { Loading } from '../loading/index.ts';
import type { Answer, Batches, Call } from '../upstreams/source.ts';
import type { Changing } from './changing.ts';
import { Throttle, type Item, type OnError } from './bulk.ts';
import { done, failed, notAttempted, refused, type Outcome } from './outcome.ts';

interface Row {
  readonly index: number;
  readonly change: Change;
}

export class Creations {
  readonly #loading: Loading;
  readonly #changing: Changing;
  readonly #batches: Batches;
  readonly #items: readonly Item[];
  readonly #call: Call;
  readonly #want: Want;
  readonly #throttle: Throttle;
  readonly #outcomes: Outcome[];
  readonly #answers: Answer[] = [];

  constructor(
    changing: Changing,
    loading: Loading,
    batches: Batches,
    items: readonly Item[],
    want: Want,
  ) {
    const type = items[0]?.change.type ?? 'Invitation';
    const { call } = loading.reach(type);
    this.#loading = loading;
    this.#changing = changing;
    this.#items = items;
    this.#batches = batches;
    this.#call = call;
    this.#want = want;
    this.#throttle = new Throttle(call.signal, call.deadlineMs);
    this.#outcomes = items.map(({ refusals }) =>
      refusals.length > 0 ? refused(null, refusals) : notAttempted(null),
    );
  }

  async run(onError: OnError): Promise<Outcome[]> {
    const items = this.#items;
    const rows = items.flatMap(({ change, refusals }, index) =>
      refusals.length > 0 ? [] : [{ index, change }],
    );
    const stopsAt = onError === 'STOP' ? firstRefused(items) : items.length;
    const sent = rows.filter(({ index }) => index < stopsAt);
    for (let start = 0; start < sent.length; start += this.#batches.most) {
      if (this.#call.signal.aborted) break;
      const chunk = sent.slice(start, start + this.#batches.most);
      await this.#create(chunk);
      const isDone = chunk.every(({ index }) => this.#outcomes[index]?.status === 'DONE');
      if (onError === 'STOP' && !isDone) break;
    }
    this.#loading.renew(this.#answers);
    return this.#outcomes.map((outcome) => this.#asNowKnown(outcome));
  }

  async #create(rows: readonly Row[]): Promise<void> {
    try {
      this.#take(rows, await this.#send(rows));
    } catch (error) {
      const refusedRows = this.#refuse(rows, error);
      const others = rows.filter((row) => !refusedRows.has(row));
      if (others.length > 0) await this.#createOthers(others);
    }
  }

  /** Of a call that was refused for other rows: those that are there, and the rest once more. */
  async #createOthers(rows: readonly Row[]): Promise<void> {
    try {
      const newest = await this.#batches.newest(
        rows[0]?.change.type ?? 'Invitation',
        this.#want,
        this.#call,
      );
      const isThere = ({ change }: Row) =>
        newest.records.some((record) => this.#batches.isResult(record, change));
      const there = rows.filter(isThere);
      this.#take(there, newest);
      const missing = rows.filter((row) => !isThere(row));
      if (missing.length > 0) this.#take(missing, await this.#send(missing));
    } catch (error) {
      for (const { index } of rows) {
        if (this.#outcomes[index]?.status !== 'DONE') this.#outcomes[index] = failed(null, error);
      }
    }
  }

  #send(rows: readonly Row[]): Promise<Answer> {
    const changes = rows.map(({ change }) => change);
    const mutation = this.#items[0]?.precautions.mutation ?? '';
    return this.#throttle.run(() =>
      this.#changing.audited(mutation, changes, () =>
        this.#batches.create(changes, this.#want, this.#call),
      ),
    );
  }

  /** Matched by what they are, never by position: the order of an answer means nothing. */
  #take(rows: readonly Row[], answer: Answer): void {
    this.#answers.push(answer);
    for (const { index, change } of rows) {
      const record = answer.records.find((each) => this.#batches.isResult(each, change)) ?? null;
      this.#outcomes[index] = done(record?.key ?? null, record);
    }
  }

  /** The rows that a refusal names; all of them where it names none. */
  #refuse(rows: readonly Row[], error: unknown): ReadonlySet<Row> {
    const objections = error instanceof Fault && error.code === 'INVALID' ? error.objections : [];
    const named = new Set<Row>();
    for (const { index: position, message, field } of objections) {
      const row = position === undefined ? undefined : rows[position];
      if (row === undefined) continue;
      const before = named.has(row) ? (this.#outcomes[row.index]?.refusals ?? []) : [];
      named.add(row);
      this.#outcomes[row.index] = refused(null, [...before, { code: 'INVALID', message, field }]);
    }
    if (named.size > 0) return named;
    for (const { index } of rows) this.#outcomes[index] = failed(null, error);
    return new Set(rows);
  }

  #asNowKnown(outcome: Outcome): Outcome {
    const { record } = outcome;
    if (record === null) return outcome;
    const known: Rec | null = this.#loading.known(record.__typename, record.key);
    return { ...outcome, record: known ?? record };
  }
}

function firstRefused(items: readonly Item[]): number {
  const index = items.findIndex(({ refusals }) => refusals.length > 0);
  return index === -1 ? items.length : index;
}
