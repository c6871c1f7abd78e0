/** Limits and timeouts of connections, and answers to what never becomes a request. */
import type { Server, ServerOptions, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { refuseBare, refuseConnection } from './refusal.ts';
import { requestIdOf } from './request-id.ts';

/** Checked once a second, so that headers are cut off before 10 s and bodies before 30 s. */
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
    // A missing one is refused further on, in our own words.
    requireHostHeader: false,
  } satisfies ServerOptions,
};

/**
 * An answer that its client does not read is given up after twice this time, to free its memory: Node checks a
 * second time whether anything has moved.
 */
const unreadTimeoutMs = 15_000;

export function giveUpUnread({ raw }: FastifyReply): void {
  raw.setTimeout(unreadTimeoutMs, () => raw.destroy());
  // The timer belongs to the connection, and would go on for the next request on it. This listener runs first
  // because Node's own detaches the connection, and sets the idle timer where no request follows.
  raw.prependOnceListener('finish', () => raw.socket?.setTimeout(0));
}

export function hasTooManyHeaders({ raw }: FastifyRequest): boolean {
  return raw.rawHeaders.length > 2 * mostHeaders;
}

/** The answers that are still owed on a connection. */
interface Due {
  /** In the order of their requests. */
  readonly answers: ServerResponse[];
  /** Called after them, to refuse what could not be read and to close. */
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

/** Whether a request that has arrived in full waits for its answer. */
function isAnyoneWaiting({ answers }: Due): boolean {
  return answers.some(({ req }) => req.complete);
}

/**
 * Answers on the bare connection what never became a request, but only after the requests before it: a client that
 * sent a change and then something unreadable would take the refusal for the outcome of the change.
 */
export function refuseUnreadable(error: NodeJS.ErrnoException, socket: Duplex): void {
  const due = dueOn.get(socket);
  const isWaiting = due !== undefined && isAnyoneWaiting(due);
  // A client that ends in the middle of a request has left.
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

/** Requests that never reach Fastify, and that Node would answer in its own way. */
export function refuseBeforeRouting({ server }: FastifyInstance): void {
  // One more than is allowed, so that too many are noticed; Node drops the rest.
  server.maxHeadersCount = mostHeaders + 1;
  watchAnswers(server);
  // The gateway is no proxy.
  server.on('connect', ({ headers }, socket) => {
    const answers = dueOn.get(socket)?.answers ?? [];
    // Node has detached the connection, and would not tell these answers when it closes.
    for (const answer of answers) answer.destroy();
    if (answers.length > 0) socket.destroy();
    else refuseConnection(socket, 405, 'The gateway opens no tunnels.', requestIdOf(headers));
  });
  server.on('checkExpectation', (request, response) => {
    refuseBare(request, response, 417, 'BAD_REQUEST', 'No expectation is met but 100-continue.');
  });
}
