/** Whose token goes to Kantata OX: the caller's own, else the configured one. */
import { Fault } from '../../domain/fault.ts';
import { bearerPattern, normalizedBearer } from '../../domain/header-credential.ts';
import { credentialNames } from '../http/credential-names.ts';
import type { CallerHeaders, Credential } from '../source.ts';

/** The caller's own token for this upstream; beside it the plain header of the same meaning. */
export const callerHeader = 'x-kantata-authorization';

export function authenticator(serviceToken: string | undefined) {
  const service = serviceToken === undefined ? null : bearer(`Bearer ${serviceToken}`);
  return (headers: CallerHeaders): Credential | null => {
    const header = headers[callerHeader] ?? headers.authorization;
    if (header === undefined) return service;
    if (typeof header !== 'string' || !bearerPattern.test(header)) {
      throw new Fault('UNAUTHENTICATED', 'The credential for Kantata OX is not a bearer token.', {
        source: 'KANTATA_OX',
      });
    }
    return bearer(normalizedBearer(header));
  };
}

function bearer(authorization: string): Credential {
  const headers = { authorization };
  return { ...credentialNames([authorization]), headers: () => headers };
}
