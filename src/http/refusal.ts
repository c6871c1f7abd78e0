/**
 * Refusals and failures of the edge. All have the shape of a GraphQL answer, so that clients need to know no
 * other, and none says more than its code.
 */
import { STATUS_CODES, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { Fault } from '../domain/fault.ts';
import { answerTypeFor, answerTypes } from './answer-types.ts';
import { requestIdOf } from './request-id.ts';

/** On every answer, whatever it is. */
export const headersOfEveryAnswer = {
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
};

export function refuse(
  reply: FastifyReply,
  status: number,
  code: string,
  message: string,
): FastifyReply {
  reply.request.record?.codes.add(code);
  if (isSendingMuch(reply.request)) closeGently(reply);
  // A client that asked for GraphQL's own media type takes any other for a proxy's answer, and does not read it.
  void reply.type(answerTypeFor(reply.request.headers.accept) ?? answerTypes[0]);
  return reply.code(status).send(refusalOf(code, message, reply.request.id));
}

function refusalOf(code: string, message: string, requestId: string) {
  return { errors: [{ message, extensions: { code, requestId } }] };
}

/** For now: the same request may succeed in a moment. */
export function refuseForNow(reply: FastifyReply, code: string, message: string): FastifyReply {
  return refuse(reply.header('retry-after', '1'), 503, code, message);
}

export function answerError(error: FastifyError | Fault, reply: FastifyReply): FastifyReply {
  if (error instanceof Fault) return answerFault(error, reply);
  const status = error.statusCode ?? 500;
  if (status >= 500) {
    reply.log.error({ err: error }, 'a request failed');
    return refuse(reply, 500, 'INTERNAL_SERVER_ERROR', 'Something went wrong in the gateway.');
  }
  return refuse(reply, status, 'BAD_REQUEST', reasons[status] ?? 'The request cannot be read.');
}

function answerFault(fault: Fault, reply: FastifyReply): FastifyReply {
  if (fault.code === 'UNAUTHENTICATED') {
    return refuse(reply.header('www-authenticate', 'Bearer'), 401, fault.code, fault.message);
  }
  return refuseForNow(reply, fault.code, fault.message);
}

const reasons: Readonly<Record<number, string>> = {
  413: 'The request is too large.',
  415: 'Only JSON is read.',
};

/** More than is worth reading only to keep the connection. */
const muchBytes = 64 * 1024;
const hearMs = 1000;

function isSendingMuch({ raw }: FastifyRequest): boolean {
  if (raw.complete) return false;
  const { 'content-length': length, 'transfer-encoding': encoding } = raw.headers;
  return encoding !== undefined || Number(length ?? 0) > muchBytes;
}

/**
 * Stops reading, and closes once the client has had time to read why. Closing at once, while it still sends, would
 * make its system discard the answer.
 */
function closeGently(reply: FastifyReply): void {
  const { raw } = reply.request;
  const { socket } = raw;
  void reply.header('connection', 'close');
  // What has arrived with this read is discarded, and no more is asked of the connection: kept as chunks of one
  // byte, it would take two hundred times its size.
  raw._read = () => undefined;
  raw.resume();
  // More may have been asked for just now, which takes effect first.
  process.nextTick(() => socket.pause());
  socket.destroySoon = () => {
    socket.end();
    setTimeout(() => socket.destroy(), hearMs).unref();
  };
}

/** For requests that never reach Fastify. */
export function refuseBare(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  code: string,
  message: string,
): void {
  const { headers, body } = bareRefusal(code, message, requestIdOf(request.headers));
  response.writeHead(status, headers).end(body);
}

/** For bytes that never became a request: the connection says why, and ends. */
export function refuseConnection(
  socket: Duplex,
  status: number,
  message: string,
  requestId: string,
): void {
  // Node removes its own listener from the connection of a tunnel, and an error without a listener would end the
  // process. The connection may be broken already, without having said so.
  socket.on('error', () => socket.destroy());
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const { headers, body } = bareRefusal('BAD_REQUEST', message, requestId);
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const head = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('')}\r\n`;
  // A client that does not read the answer is not waited for.
  socket.end(head + body, () => socket.destroy());
}

function bareRefusal(code: string, message: string, requestId: string) {
  const body = JSON.stringify(refusalOf(code, message, requestId));
  const headers = {
    ...headersOfEveryAnswer,
    'x-request-id': requestId,
    'content-type': 'application/json; charset=utf-8',
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  };
  return { headers, body };
}
