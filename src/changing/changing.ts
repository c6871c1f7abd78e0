/**
 * One change, made safely: looked at beforehand where that is asked for, applied at most once, audited,
 * and never reported as done or not done unless that is known.
 */
import type { Change } from '../domain/change.ts';
import { Fault } from '../domain/fault.ts';
import type { Rec } from '../domain/record.ts';
import { wantNothing, type Want } from '../domain/want.ts';
import type { Loading } from '../loading/index.ts';
import type { Answer } from '../upstreams/source.ts';
import { audited, type Auditor } from './audit.ts';
import type { Confirmations } from './confirmation.ts';
import { done, failed, notAttempted, refused, type Outcome } from './outcome.ts';
import { readBack } from './read-back.ts';

/** What a caller may ask for beside the change itself. */
export interface Precautions {
  /** The field of the schema through which the change was asked for. */
  readonly mutation: string;
  readonly dryRun?: boolean | null | undefined;
  readonly ifUnchangedSince?: Date | null | undefined;
  readonly confirmationToken?: string | null | undefined;
}

export class Changing {
  readonly #loading: Loading;
  readonly #auditor: Auditor;
  readonly #confirmations: Confirmations;

  constructor(loading: Loading, auditor: Auditor, confirmations: Confirmations) {
    this.#loading = loading;
    this.#auditor = auditor;
    this.#confirmations = confirmations;
  }

  /** Makes the change, or tells what it would do. Never throws a fault: the outcome holds it. */
  async one(change: Change, want: Want, precautions: Precautions): Promise<Outcome> {
    const key = change.key ?? null;
    try {
      return precautions.dryRun === true
        ? await this.#foresee(change)
        : await this.#make(change, want, precautions);
    } catch (error) {
      return failed(key, error);
    }
  }

  /** Writes an intent before, and a result after the changes are sent. */
  audited(
    mutation: string,
    changes: readonly Change[],
    send: () => Promise<Answer>,
  ): Promise<Answer> {
    const [first] = changes;
    if (first === undefined) return send();
    const { source, call } = this.#loading.reach(first.type);
    return audited(this.#auditor, mutation, source, call, changes, send);
  }

  /** Sends it, and settles its outcome as far as that can be done. The answer is not yet poured. */
  async send(mutation: string, change: Change, before: Rec | null, want: Want): Promise<Answer> {
    const { source, call } = this.#loading.reach(change.type);
    return this.audited(mutation, [change], async () => {
      try {
        return await source.change(change, want, call);
      } catch (error) {
        if (!(error instanceof Fault) || error.code !== 'OUTCOME_UNKNOWN') throw error;
        const seen = await readBack(source, change, before, want, call);
        if (seen === null) throw error;
        return seen;
      }
    });
  }

  /**
   * What must be known before the change is sent: the change with what is known of its record, or the
   * outcome, where a precaution stands against it.
   */
  async before(
    change: Change,
    precautions: Precautions,
  ): Promise<Outcome | { readonly change: Change; readonly record: Rec | null }> {
    const asksTwice = precautions.confirmationToken != null || this.#confirmations.required;
    const looksFirst = precautions.ifUnchangedSince != null || (this.#isFinal(change) && asksTwice);
    const record = looksFirst ? await this.#look(change, wantNothing) : this.#known(change);
    const objection = looksFirst ? await this.#objection(change, record, precautions) : null;
    return objection ?? { change: record === null ? change : { ...change, known: record }, record };
  }

  async #make(change: Change, want: Want, precautions: Precautions): Promise<Outcome> {
    const before = await this.before(change, precautions);
    if ('status' in before) return before;
    try {
      const answer = await this.send(precautions.mutation, before.change, before.record, want);
      return settled(change, this.#loading.renew([answer])[0] ?? []);
    } catch (error) {
      // Also after a failure: what was known may no longer be true.
      this.#loading.renew([]);
      throw error;
    }
  }

  /** Why the change must not be made after a look at its record; `null` when it may. */
  async #objection(
    change: Change,
    before: Rec | null,
    { ifUnchangedSince, confirmationToken }: Precautions,
  ): Promise<Outcome | null> {
    const key = change.key ?? null;
    if (before === null) {
      if (change.action === 'DELETE' && confirmationToken != null) return done(key, null);
      return refused(key, [notFound]);
    }
    if (ifUnchangedSince != null) {
      const updatedAt = updatedAtOf(before);
      if (updatedAt === null) return refused(key, [cannotBeCompared], before);
      if (Date.parse(updatedAt) > ifUnchangedSince.getTime()) return refused(key, [moved], before);
    }
    if (!this.#isFinal(change)) return null;
    if (confirmationToken == null) {
      return this.#confirmations.required ? refused(key, [unconfirmed]) : null;
    }
    const verdict = await this.#confirmations.verify(
      confirmationToken,
      this.#confirmed(change, before),
    );
    if (verdict === 'GOOD') return null;
    return refused(key, [verdict === 'STALE' ? confirmedOther : badConfirmation]);
  }

  async #foresee(change: Change): Promise<Outcome> {
    const { source } = this.#loading.reach(change.type);
    const key = change.key ?? null;
    const { foreseeing } = source;
    if (foreseeing === undefined) throw new TypeError(`${source.name} foresees nothing`);
    const record = key === null ? null : await this.#look(change, foreseeing.want(change));
    if (key !== null && record === null) return refused(key, [notFound]);
    const confirmationToken =
      record !== null && this.#isFinal(change)
        ? await this.#confirmations.issue(this.#confirmed(change, record))
        : null;
    const preview = { ...foreseeing.tell(change, record), confirmationToken };
    return { ...notAttempted(key), preview };
  }

  #isFinal({ action, type }: Change): boolean {
    return action === 'DELETE' && this.#loading.reach(type).noun.removalIsFinal === true;
  }

  #confirmed(change: Change, record: Rec) {
    const { call } = this.#loading.reach(change.type);
    return {
      credential: call.credential.fingerprint,
      target: `${change.type}:${change.key ?? ''}`,
      updatedAt: updatedAtOf(record) ?? '',
    };
  }

  async #look({ type, key = '' }: Change, want: Want): Promise<Rec | null> {
    return this.#loading.load(type, key, want);
  }

  #known({ type, key }: Change): Rec | null {
    return key === undefined ? null : this.#loading.known(type, key);
  }
}

/** The record that an answer shows for a change. */
export function settled(change: Change, records: readonly Rec[]): Outcome {
  const key = change.key ?? null;
  const record = records.find((each) => key === null || each.key === key) ?? null;
  return done(record?.key ?? key, change.action === 'DELETE' ? null : record);
}

function updatedAtOf(record: Rec): string | null {
  const updatedAt: unknown = Reflect.get(record, 'updatedAt');
  return typeof updatedAt === 'string' ? updatedAt : null;
}

const notFound = {
  code: 'NOT_FOUND',
  message: 'There is nothing with this id, or it is hidden.',
  field: 'id',
} as const;

const moved = {
  code: 'CONFLICT',
  message: 'The record was changed since then; it is returned as it is now.',
  field: 'ifUnchangedSince',
} as const;

const cannotBeCompared = {
  code: 'INVALID',
  message: 'The upstream does not tell when this record was last changed.',
  field: 'ifUnchangedSince',
} as const;

const unconfirmed = {
  code: 'INVALID',
  message: 'A removal must be confirmed: take the token from its preview (dryRun: true).',
  field: 'confirmationToken',
} as const;

const badConfirmation = {
  code: 'INVALID',
  message: 'This confirmation has expired, or is not for this record and this caller.',
  field: 'confirmationToken',
} as const;

const confirmedOther = {
  code: 'CONFLICT',
  message: 'The record was changed after it was confirmed: look at it again.',
  field: 'confirmationToken',
} as const;
