/** From a request to the context of its operation. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Catalogue } from '../domain/noun.ts';
import type { SourceName } from '../domain/source-name.ts';
import type { Context } from '../graphql/context.ts';
import { PartialFaults } from '../graphql/partial-faults.ts';
import { Loading } from '../loading/index.ts';
import { Planner } from '../planning/planner.ts';
import type { Credential, Source } from '../upstreams/source.ts';

export interface OperationOptions {
  readonly catalogue: Catalogue;
  readonly sources: ReadonlyMap<SourceName, Source>;
  readonly operationTimeoutMs: number;
  readonly invitationPages: number;
  /** Off only to prove that it changes no answer. */
  readonly hoisting: boolean;
}

/** What an operation carries beside the context of its resolvers. */
export interface RequestContext extends Context {
  readonly requestId: string;
}

export function operationContext(
  options: OperationOptions,
  credentials: ReadonlyMap<SourceName, Credential>,
  request: FastifyRequest,
  reply: FastifyReply,
): RequestContext {
  const { catalogue, sources, hoisting } = options;
  const loading = new Loading({
    catalogue,
    sources,
    credentials,
    requestId: request.id,
    signal: whenClientLeaves(reply),
    deadlineMs: performance.now() + options.operationTimeoutMs,
  });
  return {
    catalogue,
    loading,
    planner: new Planner(catalogue, { hoisting }),
    partialFaults: new PartialFaults(),
    invitationPages: options.invitationPages,
    requestId: request.id,
  };
}

function whenClientLeaves(reply: FastifyReply): AbortSignal {
  const leaving = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) leaving.abort();
  });
  return leaving.signal;
}
