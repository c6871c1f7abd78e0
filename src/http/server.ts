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
import { allowedHeaders } from './caller-headers.ts';
import { methodsOfGraph, turnAway } from './door.ts';
import { addGraph, mostBodyBytes, type GraphOptions } from './graph-route.ts';
import { addHealth, type HealthOptions } from './health.ts';
import { logOptions, output, type LogLevel } from './log.ts';
import { addMetrics, type Exposition } from './metrics-page.ts';
import { addExplorers } from './pages/index.ts';
import { answerError, headersOfEveryAnswer, refuse } from './refusal.ts';
import { requestIdOf } from './request-id.ts';
import { addRequestState } from './request-state.ts';
import { giveUpUnread, refuseBeforeRouting, refuseUnreadable, wireOptions } from './wire.ts';

export interface ServerOptions extends GraphOptions, HealthOptions {
  /** Whether only requests to the loopback's own names are answered. */
  readonly ownHostsOnly: boolean;
  /** Null where they are served elsewhere. */
  readonly metrics: Exposition | null;
  /** Whether the data is invented; the explorers say so. */
  readonly demo: boolean;
  readonly corsOrigins: readonly (string | RegExp)[];
  readonly logLevel: LogLevel;
}

/** A server with all its routes, which does not listen yet. */
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
  addRequestState(server);
  server.setErrorHandler((error: FastifyError | Fault, _request, reply) =>
    answerError(error, reply),
  );
  const refuseUnknown = (_request: FastifyRequest, reply: FastifyReply) =>
    refuse(reply, 404, 'NOT_FOUND', 'Not found.');
  server.setNotFoundHandler(refuseUnknown);

  server.addHook('onRequest', (request, reply, done) => {
    void reply.headers({ 'x-request-id': request.id, ...headersOfEveryAnswer });
    if (request.method === 'OPTIONS') void reply.header('allow', methodsOfGraph.join(', '));
    // A client that has to reconnect finds another instance.
    if (readiness.closesConnections) void reply.header('connection', 'close');
    if (!turnAway(request, reply, options)) done();
  });
  server.addHook('onSend', (_request, reply, _payload, done) => {
    giveUpUnread(reply);
    done();
  });
  await server.register(cors, {
    origin: [...options.corsOrigins],
    methods: [...methodsOfGraph],
    // OPTIONS requests are answered even where they are no browser's preflight.
    strictPreflight: false,
    allowedHeaders: [...allowedHeaders],
    exposedHeaders: ['x-request-id', 'retry-after'],
    maxAge: 86_400,
  });
  await server.register(compress, { globalDecompression: false });
  server.addHook('onRequest', (request, reply, done) => {
    // Before its body is read: only the bodies of operations are counted while they arrive.
    if (request.is404) refuseUnknown(request, reply);
    else done();
  });

  addHealth(server, options);
  if (options.metrics !== null) addMetrics(server, options.metrics);
  if (options.explorer) await addExplorers(server, options.demo);
  await addGraph(server, options);
  return server;
}
