/** What the edge knows about a request while it is under way. */
import type { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import type { Authority } from './authority.ts';
import type { Operation } from './inflight.ts';
import type { OperationRecord } from './operation-record.ts';
import type { OperationSpan } from './tracing.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set at the door. */
    authority: Authority | null;
    /** Aborted when the client leaves, or when the gateway shuts down and can wait no longer. */
    givenUp: AbortSignal | null;
    /** Of requests to the graph, from when they were let in. */
    operation: Operation | null;
    /** Of requests to the graph, from their beginning. */
    record: OperationRecord | null;
    /** Of requests to the graph, where they are traced. */
    span: OperationSpan | null;
    /** Settles when the work on the request has ended, also after its client has left. */
    work: Promise<unknown> | null;
    /** Of requests to the graph by POST with a chunked body: all of it. */
    gatheredBody: Readable | null;
    /** How long it waited for its caller to be known and its turn to come. */
    waitedMs: number;
  }
}

/** Declares it for every request, empty at first. */
export function addRequestState(server: FastifyInstance): void {
  server.decorateRequest('authority', null);
  server.decorateRequest('givenUp', null);
  server.decorateRequest('operation', null);
  server.decorateRequest('record', null);
  server.decorateRequest('span', null);
  server.decorateRequest('work', null);
  server.decorateRequest('gatheredBody', null);
  server.decorateRequest('waitedMs', 0);
}
