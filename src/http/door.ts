/** Which requests may come in, decided before their bodies are read. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { answerTypeFor } from './answer-types.ts';
import { refuse } from './refusal.ts';
import { hasTooManyHeaders } from './wire.ts';

const ownNames = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * DNS rebinding: a page on the web whose host name resolves to the loopback address must not reach a gateway
 * that holds service credentials.
 */
function isOwnHost(request: FastifyRequest): boolean {
  const host = request.headers.host ?? '';
  return ownNames.has(host.replace(/:\d+$/, '').toLowerCase());
}

/** Refuses a request that this server must not even route. @returns whether it was refused */
export function turnAway(
  request: FastifyRequest,
  reply: FastifyReply,
  { ownHostsOnly }: { readonly ownHostsOnly: boolean },
): boolean {
  if (hasTooManyHeaders(request)) {
    void reply.header('connection', 'close');
    refuse(reply, 431, 'BAD_REQUEST', 'There are too many headers.');
  } else if (!isUnambiguous(request)) {
    void reply.header('connection', 'close');
    refuse(reply, 400, 'BAD_REQUEST', 'A request names one host, and one Authorization at most.');
  } else if (asksForAnotherProtocol(request)) {
    refuse(reply, 400, 'BAD_REQUEST', 'Only HTTP is spoken here.');
  } else if (ownHostsOnly && !isOwnHost(request)) {
    refuse(reply, 421, 'MISDIRECTED_REQUEST', 'This host is not served here.');
  } else return false;
  return true;
}

/**
 * Whether it names one host, and one credential at most: of two, one program would read the first and another the
 * second. HTTP/1.0, in which balancers ask for health, needs no host.
 */
function isUnambiguous({ raw: { rawHeaders, httpVersion } }: FastifyRequest): boolean {
  let hosts = 0;
  let credentials = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at]?.toLowerCase();
    if (name === 'host') hosts += 1;
    else if (name === 'authorization') credentials += 1;
  }
  return credentials <= 1 && (hosts === 1 || (hosts === 0 && httpVersion === '1.0'));
}

/**
 * Whether it asks for another protocol. An offer of HTTP/2 does not count: clients send one along with ordinary
 * requests, and a server may ignore it.
 */
function asksForAnotherProtocol({ headers }: FastifyRequest): boolean {
  const { upgrade } = headers;
  return upgrade !== undefined && upgrade.toLowerCase() !== 'h2c';
}

/** Real ones have a few dozen characters; ten thousand spaces cost Apollo Server half a second. */
const longestContentType = 256;

/** Only plain UTF-8 JSON is read: a compressed body may be far larger than it looks. */
export function isReadable({ headers }: FastifyRequest): boolean {
  const { 'content-type': contentType, 'content-encoding': encoding = 'identity' } = headers;
  if (encoding.toLowerCase() !== 'identity') return false;
  if (contentType === undefined) return true;
  return (
    contentType.length <= longestContentType &&
    !/charset\s*=\s*(?!"?utf-?8"?\s*(;|$))/i.test(contentType)
  );
}

/**
 * Whether the client accepts one of our media types. Apollo Server checks only after it has executed the
 * operation, which is too late for a change; a GET changes nothing and is left to it.
 */
export function isAnswerable({ method, headers: { accept } }: FastifyRequest): boolean {
  return method === 'GET' || answerTypeFor(accept) !== undefined;
}

export const methodsOfGraph = ['GET', 'POST'] as const;

export function refuseMethod(_request: FastifyRequest, reply: FastifyReply): void {
  void reply.header('allow', methodsOfGraph.join(', '));
  refuse(reply, 405, 'BAD_REQUEST', 'The graph is queried by GET or POST.');
}
