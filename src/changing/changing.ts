/**
 * One change, made safely: checked against its record where that is asked for, applied at most once, audited, and
 * never reported as done or not done unless that is known.
 */
import { changesNothing, type Change } from '../domain/change.ts';
import { Fault } from '../domain/fault.ts';
import { wantNothing, type Want } from '../domain/want.ts';
import type { Loading } from '../loading/index.ts';
import type { Answer, Call } from '../upstreams/source.ts';
import { audited, type Auditor } from './audit.ts';
import type { Confirmations } from './confirmation.ts';
import { look } from './looks.ts';
import { done, failed, settled, type Outcome } from './outcome.ts';
import { Preparation, type Precautions } from './preparation.ts';
import { readBack } from './read-back.ts';
import { notThere } from './refusals.ts';
import { ridingOf } from './riding.ts';

export class Changing {
  readonly #loading: Loading;
  readonly #auditor: Auditor;
  readonly #preparation: Preparation;

  constructor(loading: Loading, auditor: Auditor, confirmations: Confirmations) {
    this.#loading = loading;
    this.#auditor = auditor;
    this.#preparation = new Preparation(loading, auditor.subject, confirmations);
  }

  /** Makes the change, or tells what it would do. Never throws a fault: the outcome holds it. */
  async one(change: Change, want: Want, precautions: Precautions): Promise<Outcome> {
    try {
      return precautions.dryRun === true
        ? await this.#preparation.foresee(change, precautions)
        : await this.#make(change, want, precautions);
    } catch (error) {
      return failed(change.key ?? null, error);
    }
  }

  /** The change as it may be sent; or its outcome already, where a precaution forbids it. */
  prepare(change: Change, precautions: Precautions): Promise<Outcome | Change> {
    return this.#preparation.prepare(change, precautions);
  }

  /** Sends it, and finds out what became of it where the answer was lost. The answer is not in the store yet. */
  async send(mutation: string, change: Change, want: Want): Promise<Answer> {
    const { noun, source, call } = this.#loading.reachFresh(change.type);
    const riding = ridingOf(noun, want);
    return this.sendAudited(mutation, [change], async (auditedCall) => {
      try {
        return await source.change(change, riding, auditedCall);
      } catch (error) {
        if (!(error instanceof Fault) || error.code !== 'OUTCOME_UNKNOWN') throw error;
        const seen = await readBack(source, change, riding, call);
        if (seen === null) throw error;
        return seen;
      }
    });
  }

  /** Sends the changes, between an intent and a result in the audit. */
  sendAudited(
    mutation: string,
    changes: readonly Change[],
    send: (call: Call) => Promise<Answer>,
  ): Promise<Answer> {
    const [first, ...others] = changes;
    if (first === undefined) throw new TypeError('There is no change to send');
    const { source, call } = this.#loading.reachFresh(first.type);
    return audited(this.#auditor, mutation, source, call, [first, ...others], send);
  }

  async #make(change: Change, want: Want, precautions: Precautions): Promise<Outcome> {
    const key = change.key ?? null;
    const prepared = await this.prepare(change, precautions);
    if ('status' in prepared) return prepared;
    // The upstream would refuse an update of nothing as malformed.
    if (changesNothing(change)) {
      const record = await this.#loading.load(change.type, key ?? '', want);
      return record === null ? notThere(change) : done(key, record);
    }
    try {
      const answer = await this.send(precautions.mutation, prepared, want);
      return settled(change, this.#loading.renew([answer])[0] ?? []);
    } catch (error) {
      // After a failure, too, what was known may no longer be true.
      this.#loading.renew([]);
      if (await this.#isGone(change, precautions, error)) return done(key, null);
      throw error;
    }
  }

  /** Whether a confirmed removal found nothing to remove. A 404 may also hide the record, so look again. */
  async #isGone(change: Change, precautions: Precautions, error: unknown): Promise<boolean> {
    const isNotFound = error instanceof Fault && error.code === 'NOT_FOUND';
    if (!isNotFound || this.#preparation.confirmationOf(change, precautions) === null) return false;
    return (await look(this.#loading, change, wantNothing)) === null;
  }
}
