/** What is kept of an outcome: enough to answer it again, nothing of the record itself. */
import { Fault, type FaultCode } from '../domain/fault.ts';
import type { SourceName } from '../domain/source-name.ts';
import { notAttempted, type Outcome, type Refusal, type Status } from './outcome.ts';

export interface Recorded {
  readonly status: Status;
  readonly key: string | null;
  readonly refusals: readonly Refusal[];
  readonly fault: {
    readonly code: FaultCode;
    readonly message: string;
    readonly source?: SourceName;
    readonly upstreamStatus?: number;
    readonly retryAfterMs?: number;
  } | null;
}

export function record({ status, key, refusals, fault }: Outcome): Recorded {
  return {
    status,
    key,
    refusals,
    fault: fault === null ? null : { code: fault.code, message: fault.message, ...details(fault) },
  };
}

export function replay({ status, key, refusals, fault }: Recorded): Outcome {
  return {
    ...notAttempted(key),
    status,
    refusals,
    fault: fault === null ? null : new Fault(fault.code, fault.message, details(fault)),
  };
}

type Details = Omit<NonNullable<Recorded['fault']>, 'code' | 'message'>;

interface FaultDetails {
  readonly source?: SourceName | undefined;
  readonly upstreamStatus?: number | undefined;
  readonly retryAfterMs?: number | undefined;
}

function details({ source, upstreamStatus, retryAfterMs }: FaultDetails): Details {
  return {
    ...(source === undefined ? {} : { source }),
    ...(upstreamStatus === undefined ? {} : { upstreamStatus }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}
