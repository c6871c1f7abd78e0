/**
 * Creating many records with calls that take several. When such a call is refused because of some rows, the others
 * must not suffer, whether the upstream has then created all or none of them: all are looked up, and those that
 * were neither refused nor created are sent once more. Where the refusal names no row, or names one that was
 * created, each row goes by itself.
 */
import { Fault } from '../domain/fault.ts';
import type { Want } from '../domain/want.ts';
import type { Loading } from '../loading/index.ts';
import type { Answer, Batches, Call } from '../upstreams/source.ts';
import type { Item, OnError } from './bulk.ts';
import type { Changing } from './changing.ts';
import { done, failed, isPartialRefusal, notAttempted, refused, type Outcome } from './outcome.ts';
import {
  namedBy,
  refusedAlongside,
  sortedOut,
  unseen,
  type Fate,
  type Likeness,
  type Match,
  type Row,
} from './refused-call.ts';
import { ridingOf } from './riding.ts';
import { Throttle } from './throttle.ts';

const nothingNew: Answer = { records: [], carried: [] };

export class Creations {
  readonly #loading: Loading;
  readonly #changing: Changing;
  readonly #batches: Batches;
  readonly #items: readonly Item[];
  readonly #call: Call;
  readonly #mutation: string;
  readonly #want: Want;
  readonly #throttle: Throttle;
  readonly #outcomes: Outcome[];
  readonly #answers: Answer[] = [];
  /** Whether a record among the newest, after a refusal, is what a change has created. */
  readonly #likeness: Likeness;
  #stopsAtError = false;

  constructor(
    changing: Changing,
    loading: Loading,
    batches: Batches,
    items: readonly [Item, ...Item[]],
    want: Want,
  ) {
    const [{ change, precautions }] = items;
    const { noun, call } = loading.reachFresh(change.type);
    this.#loading = loading;
    this.#changing = changing;
    this.#items = items;
    this.#batches = batches;
    this.#call = call;
    this.#mutation = precautions.mutation;
    this.#want = ridingOf(noun, want);
    this.#throttle = new Throttle(call);
    this.#outcomes = items.map(() => notAttempted(null));
    const startedAtMs = Date.now();
    this.#likeness = (record, change) => batches.mayBeResult(record, change, startedAtMs);
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
    if (!isPartialRefusal(fault, rows)) {
      this.#fail(rows, fault);
      return;
    }
    const { missing, isNamed } = await this.#sortOut(rows, fault);
    const again = this.#stopsAtError ? this.#beforeFirstError(missing, rows) : missing;
    if (isNamed) await this.#createAgain(again);
    else await this.#createSingly(again);
  }

  /** Without those that were refused. Whatever is refused now is not sent a third time. */
  async #createAgain(rows: readonly Row[]): Promise<void> {
    if (rows.length === 0 || this.#throttle.isOver) return;
    const fault = await this.#send(rows);
    if (fault === null) return;
    if (!isPartialRefusal(fault, rows)) {
      this.#fail(rows, fault);
      return;
    }
    const { missing } = await this.#sortOut(rows, fault);
    for (const { index } of missing) this.#outcomes[index] = refused(null, [refusedAlongside]);
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

  /**
   * Settles the rows of a refused call; those are left that are missing and were not refused. `isNamed`
   * says whether the refusal is about the rows that it names.
   */
  async #sortOut(
    rows: readonly Row[],
    fault: Fault,
  ): Promise<{ readonly missing: readonly Row[]; readonly isNamed: boolean }> {
    const named = namedBy(fault, rows);
    const isOfAll = named.size === rows.length;
    // A refusal that names every row has created none of them.
    const newest = isOfAll ? nothingNew : await this.#newest();
    if (newest instanceof Fault) {
      this.#fail(rows, unseen(newest));
      return { missing: [], isNamed: false };
    }
    const { fates, isMade } = sortedOut(rows, named, newest.records, this.#likeness);
    const of = (fate: Fate) => fates.get(fate) ?? [];
    if (of('MADE').length > 0) this.#take(of('MADE'), newest, isMade);
    for (const row of of('REFUSED')) {
      this.#outcomes[row.index] = refused(null, named.get(row) ?? []);
    }
    this.#fail(of('OPEN'), unseen(fault));
    return {
      missing: of('MISSING'),
      isNamed: named.size > 0 && of('REFUSED').length === named.size,
    };
  }

  /** The newest records, or the fault that kept them from being read. */
  async #newest(): Promise<Answer | Fault> {
    try {
      return await this.#batches.newest(this.#want, this.#call);
    } catch (error) {
      if (error instanceof Fault) return error;
      throw error;
    }
  }

  /** The missing rows before the first that is neither made nor missing. */
  #beforeFirstError(missing: readonly Row[], rows: readonly Row[]): readonly Row[] {
    const error = rows.find((row) => !missing.includes(row) && !this.#isDone(row.index));
    return missing.filter(({ index }) => index < (error?.index ?? Infinity));
  }

  /** The fault that came in the way, or `null`. */
  async #send(rows: readonly Row[]): Promise<Fault | null> {
    const changes = rows.map(({ item }) => item.change);
    try {
      const answer = await this.#throttle.run(() =>
        this.#changing.sendAudited(this.#mutation, changes, (call) =>
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
