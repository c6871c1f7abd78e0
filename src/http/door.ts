/** Who may come in, and in whose name: checked before a body is parsed. */
import type { FastifyRequest } from 'fastify';
import type { SourceName } from '../domain/source-name.ts';
import type { Credential, Source } from '../upstreams/source.ts';

const ownNames = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * A page on the web must not reach a gateway with service credentials by naming its own host after
 * the loopback address.
 */
export function isOwnHost(request: FastifyRequest): boolean {
  const host = request.headers.host ?? '';
  return ownNames.has(host.replace(/:\d+$/, '').toLowerCase());
}

/** A credential for each upstream that the caller can speak to. @throws Fault UNAUTHENTICATED */
export function credentialsOf(
  request: FastifyRequest,
  sources: Iterable<Source>,
): ReadonlyMap<SourceName, Credential> {
  const credentials = new Map<SourceName, Credential>();
  for (const source of sources) {
    const credential = source.authenticate(request.headers);
    if (credential !== null) credentials.set(source.name, credential);
  }
  return credentials;
}

/** The caller's own id for the request where it is a plain one, else a new one. */
export function requestIdOf(header: string | string[] | undefined): string {
  return typeof header === 'string' && /^[A-Za-z0-9._-]{1,128}$/.test(header)
    ? header
    : crypto.randomUUID();
}

/** Only UTF-8 JSON is read. */
export function isReadable(contentType: string | undefined): boolean {
  return contentType === undefined || !/charset\s*=\s*(?!"?utf-?8"?\s*(;|$))/i.test(contentType);
}
