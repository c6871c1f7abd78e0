/** What the server takes from a connection before there is a request, and for how long it waits. */
import type { Server, ServerOptions, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { refuseBare, refuseConnection } from './refusal.ts';
import { requestIdOf } from './request-id.ts';

/** Looked at once a second, so that headers are cut before 10 s and bodies before 30 s. */
const headersTimeoutMs = 8500;
const bodyTimeoutMs = 28_500;
const mostHeaderBytes = 16 * 1024;
const mostHeaders = 100;

/** A balancer in front must close idle connections sooner, or it sends into closed ones. */
const idleTimeoutMs = 72_000;

export const wireOptions = {
  requestTimeout: bodyTimeoutMs,
  keepAliveTimeout: idleTimeoutMs,
  http: {
    headersTimeout: headersTimeoutMs,
    connectionsCheckingInterval: 1000,
    maxHeaderSize: mostHeaderBytes,
    insecureHTTPParser: false,
    // Missing ones are refused further on, with all that belongs to a refusal.
    requireHostHeader: false,
  } satisfies ServerOptions,
};

/**
 * An answer of which nothing is read is given up after twice this time, with the room that it takes:
 * Node looks a second time whether anything has moved.
 */
const unreadTimeoutMs = 15_000;

export function giveUpUnread({ raw }: FastifyReply): void {
  raw.setTimeout(unreadTimeoutMs, () => raw.destroy());
  // The clock is one of the connection, and would go on for the operation that stands behind it. Node lets go
  // of the connection when it hears that the answer is out, and sets its own clock where nothing follows.
  raw.prependOnceListener('finish', () => raw.socket?.setTimeout(0));
}

export function hasTooManyHeaders({ raw }: FastifyRequest): boolean {
  return raw.rawHeaders.length > 2 * mostHeaders;
}

/** What is still to be said on a connection. */
interface Due {
  /** In the order of their requests. */
  readonly answers: ServerResponse[];
  /** Why it ends then. */
  refuse?: () => void;
}

const dueOn = new WeakMap<Duplex, Due>();

function watchAnswers(server: Server): void {
  server.on('request', ({ socket }, response: ServerResponse) => {
    const due = dueOn.get(socket) ?? { answers: [] };
    dueOn.set(socket, due);
    due.answers.push(response);
    response.once('close', () => {
      due.answers.splice(due.answers.indexOf(response), 1);
      if (!isAnyoneWaiting(due)) due.refuse?.();
    });
  });
}

/** Whether there are answers to come for requests that are here as a whole. */
function isAnyoneWaiting({ answers }: Due): boolean {
  return answers.some(({ req }) => req.complete);
}

/**
 * Answers on the bare connection what cannot be answered as a request, and what came before it first: who sent a
 * change, and something unreadable behind it, would take the refusal for what became of the change.
 */
export function refuseUnreadable(error: NodeJS.ErrnoException, socket: Duplex): void {
  const due = dueOn.get(socket);
  const isWaiting = due !== undefined && isAnyoneWaiting(due);
  // Who ends in the middle of a request has left.
  if (error.code === 'ECONNRESET' || (isWaiting && error.code === 'HPE_INVALID_EOF_STATE')) {
    socket.destroy();
    return;
  }
  const [status, message] = unreadable[error.code ?? ''] ?? [400, 'The request cannot be read.'];
  const refuse = () => {
    refuseConnection(socket, status, message, requestIdOf({}));
  };
  if (isWaiting) due.refuse ??= refuse;
  else refuse();
}

const unreadable: Readonly<Record<string, readonly [number, string]>> = {
  HPE_HEADER_OVERFLOW: [431, 'The headers are too large.'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'The request took too long to arrive.'],
};

/** What never comes to Fastify, and Node would answer in its own way. */
export function refuseBeforeRouting({ server }: FastifyInstance): void {
  // One more than are allowed, so that too many are noticed; the rest is not even kept.
  server.maxHeadersCount = mostHeaders + 1;
  watchAnswers(server);
  // The gateway is no proxy.
  server.on('connect', ({ headers }, socket) => {
    const answers = dueOn.get(socket)?.answers ?? [];
    // Node has let go of the connection, and would tell none of them when it ends.
    for (const answer of answers) answer.destroy();
    if (answers.length > 0) socket.destroy();
    else refuseConnection(socket, 405, 'The gateway opens no tunnels.', requestIdOf(headers));
  });
  server.on('checkExpectation', (request, response) => {
    refuseBare(request, response, 417, 'BAD_REQUEST', 'No expectation but 100-continue is met.');
  });
}
