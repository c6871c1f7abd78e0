/** From a request to the context of its operation. */
import type { FastifyBaseLogger, FastifyRequest } from 'fastify';
import type { Audit } from '../changing/audit.ts';
import { Changing } from '../changing/changing.ts';
import type { Confirmations } from '../changing/confirmation.ts';
import type { IdempotencyStore } from '../changing/idempotency.ts';
import type { Catalogue } from '../domain/noun.ts';
import type { SourceName } from '../domain/source-name.ts';
import type { Context } from '../graphql/context.ts';
import { PartialFaults } from '../graphql/partial-faults.ts';
import { Loading } from '../loading/index.ts';
import type { Cost } from '../planning/cost-sum.ts';
import type { Planner } from '../planning/planner.ts';
import type { Source, Trace } from '../upstreams/source.ts';
import type { Authority } from './authority.ts';
import type { EdgeObserver } from './observer.ts';
import type { OperationRecord } from './operation-record.ts';
import { counting } from './trace/counting.ts';
import { OperationTrace, RehearsalTrace } from './trace/operation-trace.ts';
import { atMostMs, wishesOf, type Wishes } from './trace/wishes.ts';
import { noAudit, noIdempotency } from './trace/without-effects.ts';

export interface OperationOptions {
  readonly catalogue: Catalogue;
  readonly sources: ReadonlyMap<SourceName, Source>;
  readonly operationTimeoutMs: number;
  readonly bulkTimeoutMs: number;
  readonly confirmations: Confirmations;
  readonly idempotency: IdempotencyStore;
  readonly invitationPages: number;
  readonly planner: Planner;
  /** Instead of the log. */
  readonly audit: Audit | null;
  readonly observer: EdgeObserver;
}

/** What an operation carries beside the context of its resolvers. */
export interface RequestContext extends Context {
  readonly requestId: string;
  readonly authority: Authority;
  /** What the log will say about it. */
  readonly record: OperationRecord;
  readonly log: FastifyBaseLogger;
  readonly wishes: Wishes;
  /** Null where nobody wants to see or to limit the calls. */
  readonly trace: OperationTrace | null;
  /** What it may cost, once that is known. */
  cost: Cost | null;
  /** The same context again, for an execution that sends and changes nothing. */
  readonly rehearsal: () => { readonly context: Context; readonly trace: RehearsalTrace };
}

export function operationContext(
  options: OperationOptions,
  authority: Authority,
  givenUp: AbortSignal,
  request: FastifyRequest,
): RequestContext {
  const { catalogue, sources, planner } = options;
  // The time spent waiting counts.
  const startedAtMs = performance.now() - request.waitedMs;
  const wishes = wishesOf(request.headers);
  const deadlineOf = (mostMs: number) => startedAtMs + atMostMs(mostMs, wishes);
  const operation = {
    catalogue,
    sources,
    credentials: authority.credentials,
    requestId: request.id,
    signal: givenUp,
    deadlineMs: deadlineOf(options.operationTimeoutMs),
  };
  const contextWith = (trace: Trace, audit: Audit, idempotency: IdempotencyStore): Context => {
    const loading = new Loading({ ...operation, trace });
    const subject = authority.caller?.fingerprint ?? null;
    return {
      catalogue,
      loading,
      changing: new Changing(loading, { audit, subject }, options.confirmations),
      idempotency,
      bulkDeadlineMs: deadlineOf(options.bulkTimeoutMs),
      subject,
      planner,
      partialFaults: new PartialFaults(),
      invitationPages: options.invitationPages,
    };
  };
  const trace =
    wishes.trace || wishes.budget !== null ? new OperationTrace(wishes.budget ?? Infinity) : null;
  const audit = options.audit ?? auditLog(request.log);
  return {
    ...contextWith(counting(options.observer, trace), audit, options.idempotency),
    requestId: request.id,
    authority,
    record: request.record ?? { codes: new Set() },
    log: request.log,
    wishes,
    trace,
    cost: null,
    rehearsal: () => {
      const rehearsed = new RehearsalTrace();
      return { context: contextWith(rehearsed, noAudit, noIdempotency), trace: rehearsed };
    },
  };
}

/**
 * Written at every log level: whoever wants fewer lines has not asked for an audit with gaps. Only `silent` stops
 * it. The logger of a request adds the request's id itself.
 */
function auditLog(log: FastifyBaseLogger): Audit {
  return ({ requestId: _named, ...entry }) => {
    const heard = log.level === 'silent' ? log : log.child({ audit: true }, { level: 'info' });
    heard.info(entry);
  };
}
