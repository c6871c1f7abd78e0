/**
 * The port: what the gateway asks of an upstream. Each room (`kantata-ox`, …) implements it in terms of its own
 * API; nothing above the port knows a parameter, a path or a verb.
 */
import type { Change } from '../domain/change.ts';
import type { Fault } from '../domain/fault.ts';
import type { Query, Window } from '../domain/query.ts';
import type { Rec, TypeName } from '../domain/record.ts';
import type { SourceName } from '../domain/source-name.ts';
import type { Want } from '../domain/want.ts';

/** On whose behalf a call is made. Everything that outlives one operation is keyed by it. */
export interface Credential {
  /** Short; stands for it in logs. */
  readonly fingerprint: string;
  /** The caller who uses it, where several callers share one credential. */
  readonly holder?: string;
  /** A digest of the whole credential, never shown: shared and kept answers are found by it. */
  readonly key: string;
  /** The headers that carry it; may have to fetch a token first. */
  readonly headers: () =>
    Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>;
  /** Called after a 401, with the headers that were refused. Resolves to whether there are new ones. */
  readonly renew?: (refused: Readonly<Record<string, string>>) => Promise<boolean>;
}

/** Whose limits and turns a call counts towards. */
export function holderOf({ fingerprint, holder = fingerprint }: Credential): string {
  return holder;
}

/** With less time left than this, a call is not sent: it would only fail. */
export const leastAttemptMs = 50;

/** One call on behalf of one operation. */
export interface Call {
  readonly credential: Credential;
  readonly requestId: string;
  /** Aborted when the operation is given up. Writes that were sent ignore it. */
  readonly signal: AbortSignal;
  /** Identifies the operation, where the signal does not. */
  readonly operation?: object;
  /** Everybody who waits for a shared call, which may go in the room of any of them. */
  readonly holders?: ReadonlySet<string>;
  /** A change depends on the answer: the upstream is asked now, and no shared or kept answer will do. */
  readonly fresh?: boolean;
  /** It shows what became of a change: what was asked before it is answered is no answer to what is asked then. */
  readonly settles?: boolean;
  /** `performance.now()` at which the operation must have answered. */
  readonly deadlineMs: number;
  /** Called with the upstream's own id of a write, where the answer to it holds one. */
  readonly onRequestId?: (upstreamRequestId: string) => void;
  /** Records the calls of the operation, where somebody wants to see, limit or foresee them. */
  readonly trace?: Trace;
  /** Why the call is made, for the trace. */
  readonly reason?: Reason;
}

/** What tells the calls of one operation from those of others. */
export function operationOf({ operation, signal }: Call): object {
  return operation ?? signal;
}

export type Reason = 'list' | 'byKeys' | 'reload' | 'viewer' | 'change';

/** A request as a trace shows it. Traces tell requests apart by the identity of the object. */
export interface TracedRequest {
  readonly method: string;
  /** Below the base URL, with its query. */
  readonly path: string;
  /** Records that it asks for by their ids, where they do not stand in the path. */
  readonly idCount?: number;
}

export type Counted = 'records' | 'fromStore' | 'shared' | 'coalesced' | 'cached';

export interface Trace {
  /** A call is wanted. @throws Fault where the operation makes none */
  readonly asked: (request: TracedRequest, source: SourceName, reason: Reason) => void;
  /**
   * An attempt is about to be sent. `idCount` includes the ids that others have asked for in the same call.
   * @throws Fault where it may not
   */
  readonly sent: (request: TracedRequest, idCount?: number) => void;
  /** The request is answered by one that is, or was, sent for another. @throws Fault where it may not */
  readonly joined: (request: TracedRequest, how: 'shared' | 'coalesced' | 'cached') => void;
  /** An attempt has ended, with a status where there was an answer. */
  readonly answered: (request: TracedRequest, status: number | null) => void;
  /** Something was answered without a call of its own, or records came. */
  readonly count: (what: Counted, by: number) => void;
}

export interface Answer {
  /** The records asked for, in the upstream's order; ones that do not exist are missing. */
  readonly records: readonly Rec[];
  /** What was sent along. */
  readonly carried: readonly Rec[];
  /** Keys whose part of the request failed, where the rest did not. */
  readonly faults?: ReadonlyMap<string, Fault>;
}

export interface Page extends Answer {
  /** Position in the whole list, one for each record. */
  readonly positions: readonly number[];
  /** How many records the list has, under a search an upper bound; `Infinity` when it does not say. */
  readonly total: number;
  /** Whether the list is known to end with this page, whatever `total` says. */
  readonly ended: boolean;
}

/** A call that a change would make. */
export interface PlannedRequest {
  readonly method: string;
  /** Below the base URL, without the parameters that only shape the answer. */
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>> | null;
}

/** What a change would do, told without making it. */
export interface Foresight {
  /** The values that the change is about, as they are; `null` when there is no record yet. */
  readonly before: Readonly<Record<string, unknown>> | null;
  /** The same values as they would be; `null` when the record would be gone. */
  readonly after: Readonly<Record<string, unknown>> | null;
  /** Why the upstream would refuse it, as far as that can be known beforehand. */
  readonly blockedBy: readonly string[];
  /** What a person may want to know before confirming. */
  readonly warnings: readonly string[];
  readonly requests: readonly PlannedRequest[];
}

export interface Foreseeing {
  /** What must be known of a record to foresee the change. */
  readonly want: (change: Change) => Want;
  /** May read, and never writes. @throws Fault */
  readonly tell: (change: Change, record: Rec | null, call: Call) => Foresight | Promise<Foresight>;
  /** Of many changes, those with the same name are read for together; without it, all are. */
  readonly readWith?: (change: Change) => string;
}

/** Creating many records of a type in one call. */
export interface Batches {
  /** The most records of one call. */
  readonly most: number;
  readonly create: (changes: readonly Change[], want: Want, call: Call) => Promise<Answer>;
  /** The newest records, newest first. After a call that was refused in part, what it created is among them. */
  readonly newest: (want: Want, call: Call) => Promise<Answer>;
  /** Whether a record in the answer to a creation is what this change created. */
  readonly isResult: (record: Rec, change: Change) => boolean;
  /**
   * Whether a record may be what the change has created since then: no value contradicts that. Undefined where
   * it does not tell when it was created.
   */
  readonly mayBeResult: (record: Rec, change: Change, sinceMs: number) => boolean | undefined;
}

/** The health of an upstream, judged by the calls that were made anyway. */
export interface UpstreamHealth {
  readonly state: 'UNKNOWN' | 'UP' | 'FAILING';
  /** ISO 8601; null before the first one. */
  readonly lastSuccess: string | null;
  /** `CLOSED`: calls go through. `OPEN`: the upstream is left alone. `PROBING`: one call tries it. */
  readonly breaker: 'CLOSED' | 'OPEN' | 'PROBING';
}

/** Incoming request headers that may hold a credential, by lower-case name. */
export type CallerHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

export interface Source {
  readonly name: SourceName;
  /** Request headers of ours that belong to this upstream. */
  readonly callerHeaders: readonly string[];
  /**
   * The credential for a caller: their own, else the configured one.
   * @throws Fault UNAUTHENTICATED when a header is malformed; returns null when there is none at all.
   */
  readonly authenticate: (headers: CallerHeaders) => Credential | null;
  readonly byKeys: (
    type: TypeName,
    keys: readonly string[],
    want: Want,
    call: Call,
  ) => Promise<Answer>;
  /** Keys in groups that take calls of their own: read apart, none waits for another. Without it, all are one group. */
  readonly groupsOf?: (type: TypeName, keys: readonly string[]) => readonly (readonly string[])[];
  readonly list: (query: Query, window: Window, want: Want, call: Call) => Promise<Page>;
  /** The person that the credential stands for. */
  readonly viewer?: (want: Want, call: Call) => Promise<Answer>;
  /** Applied at most once. The answer holds the record where the upstream sent it. */
  readonly change: (change: Change, want: Want, call: Call) => Promise<Answer>;
  readonly foreseeing: Foreseeing;
  /** Whether a change cannot be put to the upstream without knowing its record. */
  readonly needsRecord?: (change: Change) => boolean;
  readonly batches?: Batches;
}
