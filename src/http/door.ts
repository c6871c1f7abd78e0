/** What may come in: checked before a body is parsed. */
import type { FastifyRequest } from 'fastify';

const ownNames = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * A page on the web must not reach a gateway with service credentials by naming its own host after
 * the loopback address.
 */
export function isOwnHost(request: FastifyRequest): boolean {
  const host = request.headers.host ?? '';
  return ownNames.has(host.replace(/:\d+$/, '').toLowerCase());
}

/** The caller's own id for the request where it is a plain one, else a new one. */
export function requestIdOf(header: string | string[] | undefined): string {
  return typeof header === 'string' && /^[A-Za-z0-9._-]{1,128}$/.test(header)
    ? header
    : crypto.randomUUID();
}

/** Only plain UTF-8 JSON is read: what is compressed may become larger than it looks. */
export function isReadable({ headers }: FastifyRequest): boolean {
  const { 'content-type': contentType, 'content-encoding': encoding = 'identity' } = headers;
  if (encoding.toLowerCase() !== 'identity') return false;
  return contentType === undefined || !/charset\s*=\s*(?!"?utf-?8"?\s*(;|$))/i.test(contentType);
}
