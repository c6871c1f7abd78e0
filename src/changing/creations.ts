/**
 * Creating many records with calls that take several. When such a call is refused because of some rows,
 * the others must not suffer, whether the upstream then creates all or none of them: they are looked up,
 * and sent once more if they are not there. Where the refusal names no row, each goes by itself.
 */
import type { Change } from '../domain/change.ts';
import { Fault } from '../domain/fault.ts';
import type { Rec } from '../domain/record.ts';
import type { Want } from '../domain/want.ts';
import type { Loading } from '../loading/index.ts';
import type { Answer, Batches, Call } from '../upstreams/source.ts';
import type { Item, OnError } from './bulk.ts';
import type { Changing } from './changing.ts';
import { done, failed, notAttempted, refused, type Outcome } from './outcome.ts';
import { ridingOf } from './riding.ts';
import { Throttle } from './throttle.ts';

interface Row {
  readonly index: number;
  readonly item: Item;
}

/** Whether a record is what a change has created. */
type Match = (record: Rec, change: Change) => boolean;

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
  #stopsAtError = false;

  constructor(
    changing: Changing,
    loading: Loading,
    batches: Batches,
    items: readonly [Item, ...Item[]],
    want: Want,
  ) {
    const { noun, call } = loading.reach(items[0].change.type);
    this.#loading = loading;
    this.#changing = changing;
    this.#items = items;
    this.#batches = batches;
    this.#call = call;
    this.#want = ridingOf(noun, want);
    this.#throttle = new Throttle(call);
    this.#outcomes = items.map(() => notAttempted(null));
  }

  async run(onError: OnError): Promise<Outcome[]> {
    this.#stopsAtError = onError === 'STOP';
    const rows = this.#admit();
    for (let start = 0; start < rows.length; start += this.#batches.most) {
      if (this.#throttle.isOver) break;
      const chunk = rows.slice(start, start + this.#batches.most);
      await this.#create(chunk);
      if (this.#stopsAtError && !chunk.every(({ index }) => this.#isDone(index))) break;
    }
    this.#loading.renew(this.#answers);
    return this.#outcomes.map((outcome) => this.#asNowKnown(outcome));
  }

  /** The rows that can be sent: where errors stop it, none behind one that cannot. */
  #admit(): Row[] {
    const rows: Row[] = [];
    for (const [index, item] of this.#items.entries()) {
      if (item.refusals.length === 0) rows.push({ index, item });
      else {
        this.#outcomes[index] = refused(null, item.refusals);
        if (this.#stopsAtError) break;
      }
    }
    return rows;
  }

  async #create(rows: readonly Row[]): Promise<void> {
    const fault = await this.#send(rows);
    if (fault === null) return;
    if (!isOfSome(fault, rows)) {
      this.#fail(rows, fault);
      return;
    }
    const named = this.#refuseNamed(rows, fault);
    const missing = await this.#withoutThoseThere(rows.filter((row) => !named.has(row)));
    const stop = this.#stopsAtError ? Math.min(...[...named].map(({ index }) => index)) : Infinity;
    const again = missing.filter(({ index }) => index < stop);
    if (named.size > 0) await this.#createAgain(again);
    else await this.#createSingly(again);
  }

  /** Without those that were refused. Whatever is refused now is not sent a third time. */
  async #createAgain(rows: readonly Row[]): Promise<void> {
    if (rows.length === 0 || this.#throttle.isOver) return;
    const fault = await this.#send(rows);
    if (fault === null) return;
    if (!isOfSome(fault, rows)) {
      this.#fail(rows, fault);
      return;
    }
    const named = this.#refuseNamed(rows, fault);
    const others = rows.filter((row) => !named.has(row));
    for (const { index } of await this.#withoutThoseThere(others)) {
      this.#outcomes[index] = refused(null, [refusedAlongside]);
    }
  }

  async #createSingly(rows: readonly Row[]): Promise<void> {
    for (const row of rows) {
      if (this.#throttle.isOver) return;
      const fault = await this.#send([row]);
      if (fault === null) continue;
      this.#fail([row], fault);
      if (this.#stopsAtError) return;
    }
  }

  /** Those of a refused call that are not there after all. */
  async #withoutThoseThere(rows: readonly Row[]): Promise<readonly Row[]> {
    const [first] = rows;
    if (first === undefined) return [];
    const { mayBeResult, newest } = this.#batches;
    try {
      const answer = await newest(first.item.change.type, this.#want, {
        ...this.#call,
        fresh: true,
      });
      const there = rows.filter(({ item }) =>
        answer.records.some((record) => mayBeResult(record, item.change)),
      );
      if (there.length > 0) this.#take(there, answer, mayBeResult);
      return rows.filter((row) => !there.includes(row));
    } catch (cause) {
      if (!(cause instanceof Fault)) throw cause;
      this.#fail(rows, notLookedUp(cause));
      return [];
    }
  }

  /** Resolves to what came in the way. */
  async #send(rows: readonly Row[]): Promise<Fault | null> {
    const changes = rows.map(({ item }) => item.change);
    const mutation = this.#items[0]?.precautions.mutation ?? '';
    try {
      const answer = await this.#throttle.run(() =>
        this.#changing.audited(mutation, changes, (call) =>
          this.#batches.create(changes, this.#want, call),
        ),
      );
      this.#take(rows, answer, this.#batches.isResult);
      return null;
    } catch (error) {
      if (error instanceof Fault) return error;
      throw error;
    }
  }

  /** Matched by what they are, never by position: the order of an answer means nothing. */
  #take(rows: readonly Row[], answer: Answer, isMatch: Match): void {
    this.#answers.push(answer);
    for (const { index, item } of rows) {
      const record = answer.records.find((each) => isMatch(each, item.change)) ?? null;
      this.#outcomes[index] = done(record?.key ?? null, record);
    }
  }

  #refuseNamed(rows: readonly Row[], fault: Fault): ReadonlySet<Row> {
    const named = new Set<Row>();
    for (const { index: position, message, field } of fault.objections) {
      const row = position === undefined ? undefined : rows[position];
      if (row === undefined) continue;
      const before = named.has(row) ? (this.#outcomes[row.index]?.refusals ?? []) : [];
      named.add(row);
      this.#outcomes[row.index] = refused(null, [...before, { code: 'INVALID', message, field }]);
    }
    return named;
  }

  #fail(rows: readonly Row[], fault: Fault): void {
    for (const { index } of rows) this.#outcomes[index] = failed(null, fault);
  }

  #isDone(index: number): boolean {
    return this.#outcomes[index]?.status === 'DONE';
  }

  #asNowKnown(outcome: Outcome): Outcome {
    const { record } = outcome;
    if (record === null) return outcome;
    return { ...outcome, record: this.#loading.known(record.__typename, record.key) ?? record };
  }
}

/** Whether it is a refusal of some of the rows, from which the others can be saved. */
function isOfSome({ code, upstreamStatus }: Fault, rows: readonly Row[]): boolean {
  return code === 'INVALID' && upstreamStatus === 422 && rows.length > 1;
}

const refusedAlongside = {
  code: 'INVALID',
  message: 'Refused along with other items of the same call, and not made: send it again.',
  field: null,
} as const;

function notLookedUp(cause: Fault): Fault {
  return new Fault(
    'OUTCOME_UNKNOWN',
    'The call was refused for other items, and whether this one was made cannot be seen. ' +
      'Read the list before you repeat it.',
    { ...(cause.source === undefined ? {} : { source: cause.source }), cause },
  );
}
