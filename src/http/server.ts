/** The edge: one HTTP server with the graph, its explorers and its health. */
import compress from '@fastify/compress';
import cors from '@fastify/cors';
import fastify, {
  LogController,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import type { Fault } from '../domain/fault.ts';
import { createApollo, type ApolloOptions } from './apollo.ts';
import { Authority, type IsFull } from './authority.ts';
import { allowedHeaders } from './caller-headers.ts';
import { callerInTime } from './caller-in-time.ts';
import type { Authenticate } from './caller.ts';
import {
  answerTypes,
  isAnswerable,
  isReadable,
  isTurnedAway,
  methodsOfGraph,
  refuseMethod,
} from './door.ts';
import { answerOperation } from './graph-handler.ts';
import { addHealth, type HealthOptions } from './health.ts';
import type { Inflight, Operation } from './inflight.ts';
import { refuseBeforeParsing } from './limits/request.ts';
import { logOptions, output, type LogLevel } from './log.ts';
import { addMetrics, type Exposition } from './metrics-page.ts';
import { operationContext, type OperationOptions } from './operation.ts';
import { endedOperation, logOperation, type OperationRecord } from './operation-record.ts';
import { addExplorers, leadPeople } from './pages/index.ts';
import { answerError, headersOfEveryAnswer, refuse, refuseForNow } from './refusal.ts';
import { requestIdOf } from './request-id.ts';
import { Turns } from './turns.ts';
import type { ProveRouter } from './router.ts';
import { atMostMs, wishesOf } from './trace/wishes.ts';
import type { OperationSpan } from './tracing.ts';
import { giveUpUnread, refuseBeforeRouting, refuseUnreadable, wireOptions } from './wire.ts';

export interface ServerOptions extends OperationOptions, ApolloOptions, HealthOptions {
  /** Answers only to the loopback's own names. */
  readonly ownHostsOnly: boolean;
  /** Null where callers need not prove who they are. */
  readonly authenticateCaller: Authenticate | null;
  /** Null where others than a router may ask. */
  readonly proveRouter: ProveRouter | null;
  readonly inflight: Inflight;
  readonly isFull: IsFull;
  /** Null where they are served elsewhere. */
  readonly metrics: Exposition | null;
  /** Whether the data is invented, which the pages for people say. */
  readonly demo: boolean;
  readonly corsOrigins: readonly (string | RegExp)[];
  readonly logLevel: LogLevel;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set at the door. */
    authority: Authority | null;
    /** Aborted when the client leaves, or the gateway ends and can wait no longer. */
    givenUp: AbortSignal | null;
    /** Of requests to the graph, from when they were let in. */
    operation: Operation | null;
    /** Of requests to the graph, from their beginning. */
    record: OperationRecord | null;
    /** Of requests to the graph, where they are traced. */
    span: OperationSpan | null;
    /** Settles when the work on the request has ended, also after its client has left. */
    work: Promise<unknown> | null;
    /** For how long it waited until its caller was known and its turn had come. */
    waitedMs: number;
  }
}

const mostBodyBytes = 256 * 1024;

export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const { readiness } = options;
  const server = fastify({
    ...wireOptions,
    bodyLimit: mostBodyBytes,
    forceCloseConnections: 'idle',
    clientErrorHandler: refuseUnreadable,
    frameworkErrors: (error, request, reply) => {
      void reply.headers({ 'x-request-id': request.id, ...headersOfEveryAnswer });
      answerError(error, reply);
    },
    genReqId: ({ headers }) => requestIdOf(headers),
    logger: { ...logOptions(options.logLevel), stream: output },
    logController: new LogController({
      disableRequestLogging: true,
      requestIdLogLabel: 'requestId',
    }),
    routerOptions: { maxParamLength: 100 },
  });
  refuseBeforeRouting(server);
  server.removeContentTypeParser('text/plain');
  server.decorateRequest('authority', null);
  server.decorateRequest('givenUp', null);
  server.decorateRequest('operation', null);
  server.decorateRequest('record', null);
  server.decorateRequest('span', null);
  server.decorateRequest('work', null);
  server.decorateRequest('waitedMs', 0);
  server.setErrorHandler((error: FastifyError | Fault, _request, reply) =>
    answerError(error, reply),
  );
  server.setNotFoundHandler((_request, reply) => refuse(reply, 404, 'NOT_FOUND', 'Not found.'));

  server.addHook('onRequest', (request, reply, done) => {
    void reply.headers({ 'x-request-id': request.id, ...headersOfEveryAnswer });
    if (request.method === 'OPTIONS') void reply.header('allow', methodsOfGraph.join(', '));
    // Whoever keeps a connection shall look for another instance.
    if (readiness.sendsAway) void reply.header('connection', 'close');
    if (!isTurnedAway(request, reply, options)) done();
  });
  server.addHook('onSend', (_request, reply, _payload, done) => {
    giveUpUnread(reply);
    done();
  });
  await server.register(cors, {
    origin: [...options.corsOrigins],
    methods: [...methodsOfGraph],
    // Whoever asks for the options of a page, and not for the leave of an origin, gets them.
    strictPreflight: false,
    allowedHeaders: [...allowedHeaders],
    exposedHeaders: ['x-request-id', 'retry-after'],
    maxAge: 86_400,
  });
  await server.register(compress, { globalDecompression: false });

  addHealth(server, options);
  if (options.metrics !== null) addMetrics(server, options.metrics);
  if (options.explorer) await addExplorers(server, options.demo);
  await addGraph(server, options);
  return server;
}

async function addGraph(server: FastifyInstance, options: ServerOptions): Promise<void> {
  const apollo = createApollo(options, server.log);
  await apollo.start();
  server.addHook('onClose', () => apollo.stop());

  const execute = (request: FastifyRequest, reply: FastifyReply) =>
    answerOperation(apollo, request, reply, () => {
      const { authority, givenUp } = request;
      if (authority === null || givenUp === null) throw new TypeError('Nobody was let in');
      return operationContext(options, authority, givenUp, request);
    });
  /** Many may have come in while their texts were on their way. */
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

/** Everything that must hold of a request to the graph before its body is read. */
async function letIn(
  options: ServerOptions,
  turns: Turns,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const cameAtMs = performance.now();
  const record: OperationRecord = { codes: new Set() };
  request.record = record;
  const span = options.tracing?.begin(request.headers) ?? null;
  request.span = span;
  afterwards(request, reply, () => {
    logOperation(request, reply);
    const operation = endedOperation(record, reply);
    options.observer.ended(operation);
    span?.ended(operation, { method: request.method, status: reply.statusCode });
  });
  if (!options.inflight.hasRoom(textBytes(request))) return shed(options, reply);
  enter(options.inflight, request, reply);
  if (!isReadable(request)) {
    return refuse(reply, 415, 'BAD_REQUEST', 'Only JSON in UTF-8 is read, not compressed.');
  }
  if (!isAnswerable(request)) {
    return refuse(reply, 406, 'BAD_REQUEST', `Answers are ${answerTypes.join(' or ')}.`);
  }
  const { headers } = request;
  options.proveRouter?.(headers);
  const knowing = options.authenticateCaller?.(headers.authorization);
  const ownMs = () => atMostMs(options.operationTimeoutMs, wishesOf(headers));
  const caller = knowing === undefined ? null : await callerInTime(knowing, ownMs());
  request.authority = Authority.of(headers, options.sources, caller);
  // It would find out later, at the price of all that comes before.
  if (request.authority.findsNoRoom(options.isFull, turns.before(request.authority.key))) {
    return refuseForNow(reply, 'OVERLOADED', 'There is no room for a call to any upstream.');
  }
  await turns.next(request.authority.key);
  request.waitedMs = performance.now() - cameAtMs;
  // Its client has left, and nothing has begun.
  if (reply.raw.destroyed) void reply.hijack();
  return undefined;
}

/** From here on it is under way, and may be given up. */
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

/** As the request announces it; a chunked one may be as long as the most that is read. */
function textBytes({ headers }: FastifyRequest): number {
  const { 'content-length': length = '0', 'transfer-encoding': encoding } = headers;
  return encoding === undefined ? Math.min(Number(length), mostBodyBytes) : mostBodyBytes;
}

function shed({ observer }: ServerOptions, reply: FastifyReply): FastifyReply {
  observer.shed();
  return refuseForNow(reply, 'OVERLOADED', 'The gateway has too much to do.');
}

/** When the client has its answer or has left, and the work for it has ended. */
function afterwards(request: FastifyRequest, reply: FastifyReply, then: () => void): void {
  reply.raw.once('close', () => {
    void Promise.allSettled([request.work]).then(then);
  });
}
