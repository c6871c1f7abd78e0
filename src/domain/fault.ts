/** Everything that can go wrong on the way to an upstream, as one class with a handful of codes. */
import type { SourceName } from './source-name.ts';

export type FaultCode =
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'RATE_LIMITED'
  | 'OVERLOADED'
  | 'UPSTREAM_TIMEOUT'
  | 'UPSTREAM_UNAVAILABLE'
  | 'UPSTREAM_MALFORMED'
  | 'UPSTREAM_NOT_CONFIGURED'
  | 'OUTCOME_UNKNOWN'
  | 'OPERATION_TOO_EXPENSIVE'
  | 'BAD_USER_INPUT'
  /** The upstream refused the input, does not know the target, or holds a conflicting state. */
  | 'INVALID'
  | 'NOT_FOUND'
  | 'CONFLICT'
  /** The operation was given up: its client has left, or the gateway is shutting down. */
  | 'CANCELLED'
  /** The gateway is shutting down, and starts nothing that it might not be able to finish. */
  | 'ENDING';

/** Stands in every OUTCOME_UNKNOWN. A record that was to be created has no id yet by which to read it. */
export const howToFindOut =
  'Before you repeat it, read the record, or look for a new one in its list.';

/** One thing an upstream said against an input; `field` in the names of the GraphQL input. */
export interface Objection {
  readonly message: string;
  readonly field: string | null;
  /** Position of the row that it is about, among those of one call. */
  readonly index?: number;
}

/** `undefined` counts as absent, so that details can be copied from one fault to another. */
export interface FaultDetails {
  readonly source?: SourceName | undefined;
  /** HTTP status of the upstream's answer, when there was one. */
  readonly upstreamStatus?: number | undefined;
  readonly retryAfterMs?: number | undefined;
  readonly objections?: readonly Objection[];
  /** Never shown to a client. */
  readonly cause?: unknown;
}

/** Its message is safe to show: it never holds what an upstream said, an address, or a credential. */
export class Fault extends Error {
  override readonly name = 'Fault';
  readonly code: FaultCode;
  readonly source: SourceName | undefined;
  readonly upstreamStatus: number | undefined;
  readonly retryAfterMs: number | undefined;
  readonly objections: readonly Objection[];

  constructor(code: FaultCode, message: string, details: FaultDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.source = details.source;
    this.upstreamStatus = details.upstreamStatus;
    this.retryAfterMs = details.retryAfterMs;
    this.objections = details.objections ?? [];
  }
}

/** Codes that clients see only as the outcome of a write, and what stands for them elsewhere. */
const otherwise: Partial<Record<FaultCode, string>> = {
  INVALID: 'BAD_USER_INPUT',
  NOT_FOUND: 'UPSTREAM_MALFORMED',
  CONFLICT: 'UPSTREAM_MALFORMED',
  CANCELLED: 'UPSTREAM_TIMEOUT',
  ENDING: 'OVERLOADED',
};

/** The code under which clients know a fault that is no refusal of an input. */
export function codeForClients({ code }: Fault): string {
  return otherwise[code] ?? code;
}
