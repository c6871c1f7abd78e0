/**
 * One change, made safely: looked at beforehand where that is asked for, applied at most once, audited,
 * and never reported as done or not done unless that is known.
 */
import { associationsOf, changesNothing, type Change } from '../domain/change.ts';
import { Fault } from '../domain/fault.ts';
import type { Rec } from '../domain/record.ts';
import { wantNothing, wantOf, type Want } from '../domain/want.ts';
import type { Loading } from '../loading/index.ts';
import type { Answer, Call, Foresight } from '../upstreams/source.ts';
import { audited, type Auditor } from './audit.ts';
import type { Confirmations } from './confirmation.ts';
import {
  done,
  failed,
  notAttempted,
  refused,
  settled,
  type Outcome,
  type Refusal,
} from './outcome.ts';
import { readBack } from './read-back.ts';
import {
  invalidConfirmation,
  cannotBeCompared,
  changedSince,
  changedSinceConfirmed,
  notFound,
  unconfirmed,
} from './refusals.ts';
import { ridingOf } from './riding.ts';

/** What a caller may ask for beside the change itself. */
export interface Precautions {
  /** The field of the schema through which the change was asked for. */
  readonly mutation: string;
  readonly dryRun?: boolean | null | undefined;
  readonly ifUnchangedSince?: Date | null | undefined;
  readonly confirmationToken?: string | null | undefined;
}

/** A change that may be sent, with what is known of its record. */
interface Ready {
  readonly change: Change;
  readonly record: Rec | null;
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
        ? await this.#foresee(change, precautions)
        : await this.#make(change, want, precautions);
    } catch (error) {
      return failed(key, error);
    }
  }

  /** Sends the changes, between an intent and a result in the audit. */
  audited(
    mutation: string,
    changes: readonly Change[],
    send: (call: Call) => Promise<Answer>,
  ): Promise<Answer> {
    const [first, ...others] = changes;
    if (first === undefined) throw new TypeError('There is no change to send');
    const { source, call } = this.#reach(first.type);
    return audited(this.#auditor, mutation, source, call, [first, ...others], send);
  }

  /** Sends it, and settles its outcome as far as that can be done. The answer is not yet poured. */
  async send(mutation: string, { change, record }: Ready, want: Want): Promise<Answer> {
    const { noun, source, call } = this.#reach(change.type);
    const riding = ridingOf(noun, want);
    return this.audited(mutation, [change], async (audited) => {
      try {
        return await source.change(change, riding, audited);
      } catch (error) {
        if (!(error instanceof Fault) || error.code !== 'OUTCOME_UNKNOWN') throw error;
        const seen = await readBack(source, change, record, riding, call);
        if (seen === null) throw error;
        return seen;
      }
    });
  }

  /**
   * The change, ready to be sent; or its outcome already, where a precaution forbids it. For a precaution
   * the record is always looked at anew: what the operation knows of it may be out of date.
   */
  async prepare(change: Change, precautions: Precautions): Promise<Outcome | Ready> {
    const { confirmationToken, ifUnchangedSince } = precautions;
    const key = change.key ?? null;
    const isFinal = this.#isFinal(change);
    if (isFinal && this.#confirmations.required && confirmationToken == null) {
      return refused(key, [unconfirmed]);
    }
    if (ifUnchangedSince == null && !(isFinal && confirmationToken != null)) {
      return this.#prepareUnchecked(change);
    }
    const record = await this.#look(change, wantOf(associationsOf(change), []));
    const objection = await this.#objection(change, record, precautions);
    return objection ?? ready(change, record);
  }

  /**
   * Those of many changes whose records must be known beforehand, in groups whose records are read together:
   * one after another, they would take a call each.
   */
  groupsToLookAt(changes: readonly Change[]): readonly (readonly Change[])[] {
    const looks = new Map(
      changes.filter((each) => this.#needsLook(each)).map((each) => [each.key ?? '', each]),
    );
    const [first] = looks.values();
    if (first === undefined) return [];
    const keys = [...looks.keys()];
    const groups = this.#loading.reach(first.type).source.groupsOf?.(first.type, keys) ?? [keys];
    return groups.map((group) => group.flatMap((key) => looks.get(key) ?? []));
  }

  /**
   * Looks at the records of one such group. Returns the changes whose record is not there; what could not be
   * read is left to the change itself.
   *
   * @throws Fault RATE_LIMITED
   */
  async lookAhead(changes: readonly Change[]): Promise<readonly Change[]> {
    const found = await Promise.allSettled(
      changes.map(async (change) => this.#known(change) ?? this.#look(change, wantNothing)),
    );
    const limit = found.find((look) => look.status === 'rejected' && isRateLimit(look.reason));
    if (limit?.status === 'rejected') throw limit.reason;
    return changes.filter((_, index) => {
      const look = found[index];
      return look?.status === 'fulfilled' && look.value === null;
    });
  }

  async #make(change: Change, want: Want, precautions: Precautions): Promise<Outcome> {
    const key = change.key ?? null;
    const prepared = await this.prepare(change, precautions);
    if ('status' in prepared) return prepared;
    // The upstream would refuse an update of nothing as malformed.
    if (changesNothing(change)) {
      const record = await this.#loading.load(change.type, key ?? '', want);
      return record === null ? refused(key, [notFound]) : done(key, record);
    }
    try {
      const answer = await this.send(precautions.mutation, prepared, want);
      return settled(change, this.#loading.renew([answer])[0] ?? []);
    } catch (error) {
      // Also after a failure: what was known may no longer be true.
      this.#loading.renew([]);
      if (await this.#isGone(change, precautions, error)) return done(key, null);
      throw error;
    }
  }

  /** Whether a confirmed removal found nothing to remove. A 404 may also hide the record, so look again. */
  async #isGone(
    change: Change,
    { confirmationToken }: Precautions,
    error: unknown,
  ): Promise<boolean> {
    const isNotFound = error instanceof Fault && error.code === 'NOT_FOUND';
    if (!isNotFound || !this.#isFinal(change) || confirmationToken == null) return false;
    return (await this.#look(change, wantNothing)) === null;
  }

  /** Without precautions the record is looked at only for an upstream that must know it. */
  async #prepareUnchecked(change: Change): Promise<Outcome | Ready> {
    if (!this.#needsLook(change)) return ready(change, this.#known(change));
    const record = await this.#look(change, wantNothing);
    return record === null ? gone(change) : ready(change, record);
  }

  #needsLook(change: Change): boolean {
    const { source } = this.#loading.reach(change.type);
    return this.#known(change) === null && source.needsRecord?.(change) === true;
  }

  #known({ type, key }: Change): Rec | null {
    return key === undefined ? null : this.#loading.known(type, key);
  }

  /** Why the change must not be made after a look at its record; `null` when it may. */
  async #objection(
    change: Change,
    before: Rec | null,
    { ifUnchangedSince, confirmationToken }: Precautions,
  ): Promise<Outcome | null> {
    const key = change.key ?? null;
    if (before !== null && ifUnchangedSince != null) {
      const objection = objectionTo(before, ifUnchangedSince);
      if (objection !== null) return refused(key, [objection], before);
    }
    if (!this.#isFinal(change) || confirmationToken == null) {
      return before === null ? refused(key, [notFound]) : null;
    }
    const verdict = await this.#confirmations.verify(
      confirmationToken,
      this.#confirmed(change, before),
    );
    if (verdict === 'BAD') return refused(key, [invalidConfirmation]);
    // It was there when it was confirmed: somebody else has removed it.
    if (before === null) return done(key, null);
    return verdict === 'STALE' ? refused(key, [changedSinceConfirmed]) : null;
  }

  async #foresee(change: Change, { ifUnchangedSince }: Precautions): Promise<Outcome> {
    const { source, call } = this.#reach(change.type);
    const key = change.key ?? null;
    const { foreseeing } = source;
    const record = key === null ? null : await this.#look(change, foreseeing.want(change));
    if (key !== null && record === null) return refused(key, [notFound]);
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

  /** A change must not rest on what other operations have read: its calls are never shared. */
  #reach(type: Change['type']): ReturnType<Loading['reach']> {
    const { call, ...reached } = this.#loading.reach(type);
    return { ...reached, call: { ...call, fresh: true } };
  }

  #isFinal({ action, type }: Change): boolean {
    return action === 'DELETE' && this.#loading.reach(type).noun.removalIsFinal === true;
  }

  #confirmed(change: Change, record: Rec | null) {
    const { call } = this.#loading.reach(change.type);
    const { subject } = this.#auditor;
    return {
      // Several callers may be served with one credential.
      credential: `${subject ?? ''}/${call.credential.fingerprint}`,
      target: `${change.type}:${change.key ?? ''}`,
      updatedAt: record === null ? '' : (updatedAtOf(record) ?? ''),
    };
  }

  #look({ type, key = '' }: Change, want: Want): Promise<Rec | null> {
    return this.#loading.look(type, key, want);
  }
}

function ready(change: Change, record: Rec | null): Ready {
  return { change: record === null ? change : { ...change, known: record }, record };
}

function isRateLimit(error: unknown): boolean {
  return error instanceof Fault && error.code === 'RATE_LIMITED';
}

/** The outcome of a change whose record is not there. */
export function gone({ key }: Change): Outcome {
  return refused(key ?? null, [notFound]);
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
