/** What becomes of a change. */
import type { Change } from '../domain/change.ts';
import { Fault, type FaultCode } from '../domain/fault.ts';
import type { Rec } from '../domain/record.ts';
import type { Foresight } from '../upstreams/source.ts';

export type RefusalCode = 'INVALID' | 'NOT_FOUND' | 'CONFLICT' | 'FORBIDDEN';

/** Why a change was refused; `field` is one of the input, `null` the input as a whole. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly message: string;
  readonly field: string | null;
}

export interface Preview extends Foresight {
  /** Passed to the removal that was previewed, it means "yes, this record, as it is now". */
  readonly confirmationToken: string | null;
}

export type Status = 'DONE' | 'REFUSED' | 'FAILED' | 'OUTCOME_UNKNOWN' | 'NOT_ATTEMPTED';

export interface Outcome {
  readonly status: Status;
  /** Of the record that was changed or created, where it is known. */
  readonly key: string | null;
  /** `null` when the change was not made, or made and not shown. */
  readonly record: Rec | null;
  readonly refusals: readonly Refusal[];
  /** Why it failed, or why its outcome is unknown. */
  readonly fault: Fault | null;
  readonly preview: Preview | null;
}

export function done(key: string | null, record: Rec | null): Outcome {
  return { status: 'DONE', key, record, refusals: [], fault: null, preview: null };
}

/** The outcome of a change that was made, with the record that its answer shows. */
export function settled(change: Change, records: readonly Rec[]): Outcome {
  const key = change.key ?? null;
  const record = records.find((each) => key === null || each.key === key) ?? null;
  return done(record?.key ?? key, change.action === 'DELETE' ? null : record);
}

export function refused(
  key: string | null,
  refusals: readonly Refusal[],
  record: Rec | null = null,
): Outcome {
  return { status: 'REFUSED', key, record, refusals, fault: null, preview: null };
}

export function notAttempted(key: string | null): Outcome {
  return { status: 'NOT_ATTEMPTED', key, record: null, refusals: [], fault: null, preview: null };
}

/** Whether it refuses only some of the changes of one call: the others may have been made, or can still be. */
export function isPartialRefusal(
  { code, upstreamStatus }: Fault,
  changes: readonly unknown[],
): boolean {
  return code === 'INVALID' && upstreamStatus === 422 && changes.length > 1;
}

const refusalCodes: Partial<Record<FaultCode, RefusalCode>> = {
  INVALID: 'INVALID',
  NOT_FOUND: 'NOT_FOUND',
  CONFLICT: 'CONFLICT',
  FORBIDDEN: 'FORBIDDEN',
};

/** A fault is a refusal of the input, an open outcome, or a failure. Anything else is thrown on. */
export function failed(key: string | null, error: unknown): Outcome {
  if (!(error instanceof Fault)) throw error;
  const refusals = refusalsOf(error, key !== null);
  if (refusals !== null) return refused(key, refusals);
  const status = statuses[error.code] ?? 'FAILED';
  return { status, key, record: null, refusals: [], fault: error, preview: null };
}

const statuses: Partial<Record<FaultCode, Status>> = {
  OUTCOME_UNKNOWN: 'OUTCOME_UNKNOWN',
  // Given up before it was sent: a change that was sent is never cancelled.
  CANCELLED: 'NOT_ATTEMPTED',
  ENDING: 'NOT_ATTEMPTED',
};

function refusalsOf(fault: Fault, hasTarget: boolean): Refusal[] | null {
  const code = refusalCodes[fault.code];
  if (code === undefined) return null;
  if (fault.objections.length > 0) {
    return fault.objections.map(({ message, field }) => ({ code, message, field }));
  }
  const isAboutTarget = hasTarget && code !== 'INVALID';
  return [{ code, message: fault.message, field: isAboutTarget ? 'id' : null }];
}
