/**
 * What comes before a change: checking its precautions against its record or, for a dry run, telling what it would
 * do.
 */
import { associationsOf, changesNothing, type Change } from '../domain/change.ts';
import type { Rec } from '../domain/record.ts';
import { wantNothing, wantOf } from '../domain/want.ts';
import type { Loading } from '../loading/index.ts';
import type { Foresight } from '../upstreams/source.ts';
import type { Confirmations, Confirmed } from './confirmation.ts';
import { knownRecord, look, needsLook } from './looks.ts';
import { done, notAttempted, refused, type Outcome, type Refusal } from './outcome.ts';
import {
  cannotBeCompared,
  changedSince,
  changedSinceConfirmed,
  invalidConfirmation,
  notThere,
  unconfirmed,
} from './refusals.ts';

/** What a caller may ask for beside the change itself. */
export interface Precautions {
  /** The field of the schema through which the change was asked for. */
  readonly mutation: string;
  readonly dryRun?: boolean | null | undefined;
  readonly ifUnchangedSince?: Date | null | undefined;
  readonly confirmationToken?: string | null | undefined;
}

export class Preparation {
  readonly #loading: Loading;
  readonly #subject: string | null;
  readonly #confirmations: Confirmations;

  constructor(loading: Loading, subject: string | null, confirmations: Confirmations) {
    this.#loading = loading;
    this.#subject = subject;
    this.#confirmations = confirmations;
  }

  /**
   * The change as it may be sent, with what is known of its record; or its outcome already, where a precaution
   * forbids it. For a precaution the record is always looked at anew: what the operation knows of it may be out
   * of date.
   */
  async prepare(change: Change, precautions: Precautions): Promise<Outcome | Change> {
    const token = this.confirmationOf(change, precautions);
    if (this.#isFinal(change) && this.#confirmations.required && token === null) {
      return refused(change.key ?? null, [unconfirmed]);
    }
    const { ifUnchangedSince } = precautions;
    if (ifUnchangedSince == null && token === null) return this.#prepareUnchecked(change);
    const record = await look(this.#loading, change, wantOf(associationsOf(change), []));
    const objection = await this.#objection(change, record, ifUnchangedSince, token);
    return objection ?? knowing(change, record);
  }

  /** What the change would do, without making it. */
  async foresee(change: Change, { ifUnchangedSince }: Precautions): Promise<Outcome> {
    const { source, call } = this.#loading.reachFresh(change.type);
    const { foreseeing } = source;
    const key = change.key ?? null;
    const record = key === null ? null : await look(this.#loading, change, foreseeing.want(change));
    if (key !== null && record === null) return notThere(change);
    const objection =
      record === null || ifUnchangedSince == null ? null : objectionTo(record, ifUnchangedSince);
    if (objection !== null) return refused(key, [objection]);
    const confirmationToken =
      record !== null && this.#isFinal(change)
        ? await this.#confirmations.issue(this.#confirmed(change, record))
        : null;
    const foresight = changesNothing(change)
      ? nothingHappens
      : await foreseeing.tell(change, record, call);
    return { ...notAttempted(key), preview: { ...foresight, confirmationToken } };
  }

  /** The token by which the change is confirmed; `null` where it has none, or needs none. */
  confirmationOf(change: Change, { confirmationToken }: Precautions): string | null {
    return this.#isFinal(change) ? (confirmationToken ?? null) : null;
  }

  /** Without precautions, the record is read only where the upstream must know it. */
  async #prepareUnchecked(change: Change): Promise<Outcome | Change> {
    if (!needsLook(this.#loading, change)) {
      return knowing(change, knownRecord(this.#loading, change));
    }
    const record = await look(this.#loading, change, wantNothing);
    return record === null ? notThere(change) : knowing(change, record);
  }

  /** Why the change must not be made to the record as it is; `null` when it may. */
  async #objection(
    change: Change,
    before: Rec | null,
    ifUnchangedSince: Date | null | undefined,
    token: string | null,
  ): Promise<Outcome | null> {
    const key = change.key ?? null;
    if (before !== null && ifUnchangedSince != null) {
      const objection = objectionTo(before, ifUnchangedSince);
      if (objection !== null) return refused(key, [objection], before);
    }
    if (token === null) return before === null ? notThere(change) : null;
    const verdict = await this.#confirmations.verify(token, this.#confirmed(change, before));
    if (verdict === 'BAD') return refused(key, [invalidConfirmation]);
    // It was there when it was confirmed, so somebody else has removed it since.
    if (before === null) return done(key, null);
    return verdict === 'STALE' ? refused(key, [changedSinceConfirmed]) : null;
  }

  #isFinal({ action, type }: Change): boolean {
    return action === 'DELETE' && this.#loading.reach(type).noun.removalIsFinal === true;
  }

  #confirmed(change: Change, record: Rec | null): Confirmed {
    const { call } = this.#loading.reach(change.type);
    return {
      // Several callers may share one credential.
      credential: `${this.#subject ?? ''}/${call.credential.fingerprint}`,
      target: `${change.type}:${change.key ?? ''}`,
      updatedAt: record === null ? '' : (updatedAtOf(record) ?? ''),
    };
  }
}

function knowing(change: Change, record: Rec | null): Change {
  return record === null ? change : { ...change, known: record };
}

const nothingHappens: Foresight = {
  before: {},
  after: {},
  blockedBy: [],
  warnings: ['There is nothing to change.'],
  requests: [],
};

/** Best effort: no upstream can compare and set, so the record may still change before the write arrives. */
function objectionTo(record: Rec, unchangedSince: Date): Refusal | null {
  const updatedAtMs = Date.parse(updatedAtOf(record) ?? '');
  if (Number.isNaN(updatedAtMs)) return cannotBeCompared;
  return updatedAtMs > unchangedSince.getTime() ? changedSince : null;
}

function updatedAtOf(record: Rec): string | null {
  const updatedAt: unknown = Reflect.get(record, 'updatedAt');
  return typeof updatedAt === 'string' ? updatedAt : null;
}
