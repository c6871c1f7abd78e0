/** `/graphql`: who is let in and in which order, and what happens when a request has ended. */
import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { createApollo, type ApolloOptions } from './apollo.ts';
import { answerTypes } from './answer-types.ts';
import { Authority, type IsFull } from './authority.ts';
import { callerInTime } from './caller-in-time.ts';
import type { Authenticate, Caller } from './caller.ts';
import { gathered } from './chunked-body.ts';
import { isAnswerable, isReadable, methodsOfGraph, refuseMethod } from './door.ts';
import { answerOperation } from './graph-handler.ts';
import type { Inflight } from './inflight.ts';
import { refuseBeforeParsing } from './limits/request.ts';
import { operationContext, type OperationOptions } from './operation.ts';
import { endedOperation, logOperation, type OperationRecord } from './operation-record.ts';
import { leadPeople } from './pages/index.ts';
import { refuse, refuseForNow } from './refusal.ts';
import type { ProveRouter } from './router.ts';
import { atMostMs, wishesOf } from './trace/wishes.ts';
import { Turns } from './turns.ts';

export interface GraphOptions extends OperationOptions, ApolloOptions {
  /** Null where callers need not prove who they are. */
  readonly authenticateCaller: Authenticate | null;
  /** Null where others than a router may ask. */
  readonly proveRouter: ProveRouter | null;
  readonly inflight: Inflight;
  readonly isFull: IsFull;
}

export const mostBodyBytes = 256 * 1024;

export async function addGraph(server: FastifyInstance, options: GraphOptions): Promise<void> {
  const apollo = createApollo(options, server.log);
  await apollo.start();
  server.addHook('onClose', () => apollo.stop());

  const execute = (request: FastifyRequest, reply: FastifyReply) =>
    answerOperation(apollo, request, reply, () => {
      const { authority, givenUp } = request;
      if (authority === null || givenUp === null) throw new TypeError('Nobody was let in');
      return operationContext(options, authority, givenUp, request);
    });
  /** There was room when the request was let in, but others may have begun while its body arrived. */
  const begin = (request: FastifyRequest, reply: FastifyReply, done: () => void) => {
    if (request.operation?.begin() === false) shed(options, reply);
    else done();
  };
  const turns = new Turns();
  const comeIn = (request: FastifyRequest, reply: FastifyReply) =>
    letIn(options, turns, request, reply);
  server.route({
    method: [...methodsOfGraph],
    url: '/graphql',
    onRequest: options.explorer ? [leadPeople, comeIn] : comeIn,
    preParsing: (request, _reply, payload, done) => {
      done(null, request.gatheredBody ?? payload);
    },
    preHandler: [refuseBeforeParsing(options.limits), begin],
    handler(request, reply) {
      const work = () => execute(request, reply);
      request.work = request.span === null ? work() : request.span.around(work);
      return request.work;
    },
  });
  server.route({
    method: ['PUT', 'PATCH', 'DELETE', 'TRACE'],
    url: '/graphql',
    // Before the body is read.
    onRequest: refuseMethod,
    handler: refuseMethod,
  });
}

/**
 * All checks of a request to the graph before its body is read: that there is room, that its body can be read and
 * its `Accept` be met, and who the caller is. Resolves when it is the caller's turn.
 *
 * @throws Fault UNAUTHENTICATED, or UPSTREAM_UNAVAILABLE while callers cannot be identified
 */
async function letIn(
  options: GraphOptions,
  turns: Turns,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const cameAtMs = performance.now();
  observe(options, request, reply);
  if (!options.inflight.hasRoom(textBytes(request))) return shed(options, reply);
  enter(options.inflight, request, reply);
  if (!isReadable(request)) {
    return refuse(reply, 415, 'BAD_REQUEST', 'Only JSON in UTF-8 is read, not compressed.');
  }
  if (!isAnswerable(request)) {
    return refuse(reply, 406, 'BAD_REQUEST', `Answers are ${answerTypes.join(' or ')}.`);
  }
  if (isChunked(request)) gather(request);
  const { authenticateCaller, operationTimeoutMs, proveRouter, sources } = options;
  const { headers } = request;
  proveRouter?.(headers);
  const caller =
    authenticateCaller === null
      ? null
      : await callerOf(authenticateCaller, headers, operationTimeoutMs);
  request.authority = Authority.of(headers, sources, caller);
  // Refused now rather than after reading its body and parsing its document.
  if (request.authority.findsNoRoom(options.isFull, turns.before(request.authority.key))) {
    return refuseForNow(reply, 'OVERLOADED', 'There is no room for a call to any upstream.');
  }
  await turns.next(request.authority.key);
  request.waitedMs = performance.now() - cameAtMs;
  // Its client has left, and nothing has begun.
  if (reply.raw.destroyed) void reply.hijack();
  return undefined;
}

function gather(request: FastifyRequest): void {
  if (request.method === 'POST') request.gatheredBody = gathered(request.raw, mostBodyBytes);
  // Nobody reads the body of a GET: left unread, it would block the next request on its connection.
  else request.raw.resume();
}

/** Has the request logged, counted and traced, however it ends. */
function observe(
  { tracing, observer }: GraphOptions,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  const record: OperationRecord = { codes: new Set() };
  request.record = record;
  const span = tracing?.begin(request.headers) ?? null;
  request.span = span;
  afterwards(request, reply, () => {
    logOperation(request, reply);
    const operation = endedOperation(record, reply);
    observer.ended(operation);
    span?.ended(operation, { method: request.method, status: reply.statusCode });
  });
}

/** Identifies the caller, within the time that the operation has. */
function callerOf(
  authenticateCaller: Authenticate,
  headers: IncomingHttpHeaders,
  operationTimeoutMs: number,
): Promise<Caller> {
  const knowing = authenticateCaller(headers.authorization);
  return callerInTime(knowing, atMostMs(operationTimeoutMs, wishesOf(headers)));
}

/**
 * From here on the operation is under way. It is given up when its client leaves, or when the gateway shuts down
 * and cannot wait.
 */
function enter(inflight: Inflight, request: FastifyRequest, reply: FastifyReply): void {
  const givingUp = new AbortController();
  const giveUp = () => {
    givingUp.abort();
  };
  request.givenUp = givingUp.signal;
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) giveUp();
  });
  const operation = inflight.enter(giveUp, textBytes(request));
  request.operation = operation;
  afterwards(request, reply, operation.leave);
}

/** The announced length of the body; a chunked one may become as long as the longest that is read. */
function textBytes(request: FastifyRequest): number {
  if (isChunked(request)) return mostBodyBytes;
  return Math.min(Number(request.headers['content-length'] ?? 0), mostBodyBytes);
}

function isChunked({ headers }: FastifyRequest): boolean {
  return headers['transfer-encoding'] !== undefined;
}

function shed({ observer }: GraphOptions, reply: FastifyReply): FastifyReply {
  observer.shed();
  return refuseForNow(reply, 'OVERLOADED', 'The gateway has too much to do.');
}

/** Calls back once the client has its answer or has left, and the work for it has ended. */
function afterwards(request: FastifyRequest, reply: FastifyReply, then: () => void): void {
  reply.raw.once('close', () => {
    void Promise.allSettled([request.work]).then(then);
  });
}
