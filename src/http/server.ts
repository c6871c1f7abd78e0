/** The edge: one HTTP server with the graph, its explorers and its health. */
import { fastifyApolloHandler } from '@as-integrations/fastify';
import compress from '@fastify/compress';
import cors from '@fastify/cors';
import fastify, { LogController, type FastifyError, type FastifyInstance, type FastifyReply } from 'fastify';
import type { SourceName } from '../domain/source-name.ts';
import { Fault } from '../domain/fault.ts';
import type { Credential } from '../upstreams/source.ts';
import { createApollo, type ApolloOptions } from './apollo.ts';
import { credentialsOf, isOwnHost, isReadable, requestIdOf } from './door.ts';
import { operationContext, type OperationOptions } from './operation.ts';
import { addExplorers } from './pages.ts';

export interface ServerOptions extends OperationOptions, ApolloOptions {
  /** Answers only to the loopback's own names. */
  readonly ownHostsOnly: boolean;
  readonly corsOrigins: readonly (string | RegExp)[];
  readonly logLevel: string;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set at the door. */
    credentials: ReadonlyMap<SourceName, Credential> | null;
  }
}

const mostBodyBytes = 256 * 1024;

export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const server = fastify({
    bodyLimit: mostBodyBytes,
    forceCloseConnections: 'idle',
    genReqId: ({ headers }) => requestIdOf(headers['x-request-id']),
    logger: { level: options.logLevel },
    logController: new LogController({ disableRequestLogging: true }),
    routerOptions: { maxParamLength: 100 },
  });
  const apollo = createApollo(options);
  await apollo.start();
  server.addHook('onClose', () => apollo.stop());

  server.removeContentTypeParser('text/plain');
  server.decorateRequest('credentials', null);
  server.setErrorHandler((error: FastifyError | Fault, _request, reply) =>
    answerError(error, reply),
  );
  server.setNotFoundHandler((_request, reply) => refuse(reply, 404, 'NOT_FOUND', 'Not found.'));

  server.addHook('onRequest', async (request, reply) => {
    void reply.headers({
      'x-request-id': request.id,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
    if (options.ownHostsOnly && !isOwnHost(request)) {
      return refuse(reply, 421, 'MISDIRECTED_REQUEST', 'This host is not served here.');
    }
    return undefined;
  });
  await server.register(cors, {
    origin: [...options.corsOrigins],
    methods: ['GET', 'POST'],
    allowedHeaders: allowedHeaders(options),
    exposedHeaders: ['x-request-id', 'retry-after'],
    maxAge: 86_400,
  });
  await server.register(compress);

  server.get('/healthz', () => ({ status: 'ok' }));
  server.get('/readyz', () => ({ status: 'ready' }));
  if (options.explorer) await addExplorers(server);

  server.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    onRequest: async (request, reply) => {
      if (!isReadable(request.headers['content-type'])) {
        return refuse(reply, 415, 'BAD_REQUEST', 'Only JSON in UTF-8 is read.');
      }
      request.credentials = credentialsOf(request, options.sources.values());
      return undefined;
    },
    handler: fastifyApolloHandler(apollo, {
      context: (request, reply) =>
        Promise.resolve(
          operationContext(options, request.credentials ?? new Map(), request, reply),
        ),
    }),
  });
  return server;
}

function allowedHeaders({ sources }: ServerOptions): string[] {
  return [
    'authorization',
    ...[...sources.values()].flatMap(({ callerHeaders }) => callerHeaders),
    'content-type',
    'apollo-require-preflight',
    'traceparent',
    'x-request-id',
    'x-request-timeout-ms',
    'x-upstream-trace',
    'x-upstream-budget',
    'x-upstream-explain',
  ];
}

function answerError(error: FastifyError | Fault, reply: FastifyReply): FastifyReply {
  if (error instanceof Fault) return refuse(reply, 401, error.code, error.message);
  const status = error.statusCode ?? 500;
  if (status >= 500) {
    reply.log.error({ err: { name: error.name, code: error.code } }, 'a request failed');
    return refuse(reply, 500, 'INTERNAL_SERVER_ERROR', 'Something went wrong in the gateway.');
  }
  return refuse(reply, status, 'BAD_REQUEST', reasons[status] ?? 'The request cannot be read.');
}

const reasons: Readonly<Record<number, string>> = {
  413: 'The request is too large.',
  415: 'Only JSON is read.',
};

/** Everything is answered in the shape of GraphQL, so that a client needs to know no other. */
function refuse(reply: FastifyReply, status: number, code: string, message: string): FastifyReply {
  const extensions = { code, requestId: reply.request.id };
  return reply.code(status).send({ errors: [{ message, extensions }] });
}
