import type { IncomingHttpHeaders } from 'node:http';

/** The caller's own id for the request where it is a plain one, else a new one. */
export function requestIdOf({ 'x-request-id': own }: IncomingHttpHeaders): string {
  return typeof own === 'string' && /^[A-Za-z0-9._-]{1,128}$/.test(own) ? own : crypto.randomUUID();
}
