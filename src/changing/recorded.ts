/** What is stored of an outcome: enough to give it again as an answer, nothing of the record itself. */
import { Fault, type FaultCode, type FaultDetails } from '../domain/fault.ts';
import { notAttempted, type Outcome, type Refusal, type Status } from './outcome.ts';

type KeptDetails = Pick<FaultDetails, 'source' | 'upstreamStatus' | 'retryAfterMs'>;

export interface Recorded {
  readonly status: Status;
  readonly key: string | null;
  readonly refusals: readonly Refusal[];
  readonly fault: (KeptDetails & { readonly code: FaultCode; readonly message: string }) | null;
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

function details({ source, upstreamStatus, retryAfterMs }: KeptDetails): KeptDetails {
  return { source, upstreamStatus, retryAfterMs };
}
