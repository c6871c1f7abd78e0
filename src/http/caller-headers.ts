/**
 * The request headers that the gateway knows. They are the same whichever upstreams are configured: clients learn
 * of malformed credentials, and preflights of browsers pass, before the second upstream is configured.
 */
import { Fault } from '../domain/fault.ts';
import { bearerPattern, tokenPattern } from '../domain/header-credential.ts';
import { sourceTitles, type SourceName } from '../domain/source-name.ts';
import type { CallerHeaders } from '../upstreams/source.ts';

interface CredentialHeader {
  readonly name: string;
  readonly source: SourceName;
  readonly pattern: RegExp;
}

const credentials: readonly CredentialHeader[] = [
  { name: 'authorization', source: 'KANTATA_OX', pattern: bearerPattern },
  { name: 'x-kantata-authorization', source: 'KANTATA_OX', pattern: bearerPattern },
  { name: 'x-elastic-path-authorization', source: 'ELASTIC_PATH', pattern: bearerPattern },
  {
    name: 'ep-account-management-authentication-token',
    source: 'ELASTIC_PATH',
    pattern: tokenPattern,
  },
];

/** What pages of other origins may send along. */
export const allowedHeaders: readonly string[] = [
  ...credentials.map(({ name }) => name),
  'content-type',
  'apollo-require-preflight',
  // Sent by Apollo Client where it knows the name of its app. They are ignored.
  'apollographql-client-name',
  'apollographql-client-version',
  'traceparent',
  'x-request-id',
  'x-request-timeout-ms',
  'x-upstream-trace',
  'x-upstream-budget',
  'x-upstream-explain',
];

/**
 * Looks at the credentials for upstreams that are not configured; the others look at their own.
 *
 * @throws Fault UNAUTHENTICATED when one is malformed
 */
export function refuseMalformed(
  headers: CallerHeaders,
  configured: ReadonlyMap<SourceName, unknown>,
): void {
  for (const { source, name, pattern } of credentials) {
    const value = headers[name];
    if (value === undefined || configured.has(source)) continue;
    if (typeof value === 'string' && pattern.test(value)) continue;
    const message = `The credential for ${sourceTitles[source]} is malformed.`;
    throw new Fault('UNAUTHENTICATED', message, { source });
  }
}
