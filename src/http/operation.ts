/** From a request to the context of its operation. */
import type { FastifyBaseLogger, FastifyReply, FastifyRequest } from 'fastify';
import type { Audit } from '../changing/audit.ts';
import { Changing } from '../changing/changing.ts';
import type { Confirmations } from '../changing/confirmation.ts';
import type { IdempotencyStore } from '../changing/idempotency.ts';
import type { Catalogue } from '../domain/noun.ts';
import type { SourceName } from '../domain/source-name.ts';
import type { Context } from '../graphql/context.ts';
import { PartialFaults } from '../graphql/partial-faults.ts';
import { Loading } from '../loading/index.ts';
import { Planner } from '../planning/planner.ts';
import type { Source } from '../upstreams/source.ts';
import type { Authority } from './authority.ts';
import type { OperationRecord } from './operation-record.ts';

export interface OperationOptions {
  readonly catalogue: Catalogue;
  readonly sources: ReadonlyMap<SourceName, Source>;
  readonly operationTimeoutMs: number;
  readonly bulkTimeoutMs: number;
  readonly confirmations: Confirmations;
  readonly idempotency: IdempotencyStore;
  readonly invitationPages: number;
  /** Off only to prove that it changes no answer. */
  readonly hoisting: boolean;
  /** Instead of the log. */
  readonly audit: Audit | null;
}

/** What an operation carries beside the context of its resolvers. */
export interface RequestContext extends Context {
  readonly requestId: string;
  readonly authority: Authority;
  /** What the log is to tell. */
  readonly record: OperationRecord;
  readonly log: FastifyBaseLogger;
}

export function operationContext(
  options: OperationOptions,
  authority: Authority,
  request: FastifyRequest,
  reply: FastifyReply,
): RequestContext {
  const { catalogue, sources, hoisting } = options;
  const startedAtMs = performance.now();
  const loading = new Loading({
    catalogue,
    sources,
    credentials: authority.credentials,
    requestId: request.id,
    signal: whenClientLeaves(reply),
    deadlineMs: startedAtMs + atMostMs(options.operationTimeoutMs, request),
  });
  const subject = authority.caller?.fingerprint ?? null;
  const audit = options.audit ?? auditLog(request.log);
  return {
    catalogue,
    loading,
    changing: new Changing(loading, { audit, subject }, options.confirmations),
    idempotency: options.idempotency,
    bulkDeadlineMs: startedAtMs + atMostMs(options.bulkTimeoutMs, request),
    subject,
    planner: new Planner(catalogue, { hoisting }),
    partialFaults: new PartialFaults(),
    invitationPages: options.invitationPages,
    requestId: request.id,
    authority,
    record: request.record ?? { codes: new Set() },
    log: request.log,
  };
}

/** A caller may want less time than the gateway would take, never more. */
function atMostMs(mostMs: number, { headers }: FastifyRequest): number {
  const own = headers['x-request-timeout-ms'];
  const isWhole = typeof own === 'string' && /^[1-9]\d{0,8}$/.test(own);
  return isWhole ? Math.min(Number(own), mostMs) : mostMs;
}

/** The logger of a request names it already. */
function auditLog(log: FastifyBaseLogger): Audit {
  return ({ requestId: _named, ...entry }) => {
    log.info({ audit: true, ...entry });
  };
}

function whenClientLeaves(reply: FastifyReply): AbortSignal {
  const leaving = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) leaving.abort();
  });
  return leaving.signal;
}
