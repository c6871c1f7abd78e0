/** Which token goes to Elastic Path: the caller's own, else one for the gateway's client key. */
import { Fault } from '../../domain/fault.ts';
import { bearerPattern, normalizedBearer, tokenPattern } from '../../domain/header-credential.ts';
import { credentialNames } from '../http/credential-names.ts';
import type { Http } from '../http/index.ts';
import type { CallerHeaders, Credential } from '../source.ts';
import { createClientToken, type ClientKey } from './token.ts';

const callerHeader = 'x-elastic-path-authorization';
/** Names the member and account that the caller acts for, beside the caller's own token. */
const accountHeader = 'ep-account-management-authentication-token';

export const callerHeaders = [callerHeader, accountHeader];

export function authenticator(http: Http, clientKey: ClientKey | undefined) {
  const service = clientKey === undefined ? null : serviceCredential(http, clientKey);
  return (headers: CallerHeaders): Credential | null => {
    const token = headers[callerHeader];
    const account = headers[accountHeader];
    if (token === undefined) {
      // It must not be used with the gateway's own credential.
      if (account !== undefined) throw refused('An account token needs a bearer token beside it.');
      return service;
    }
    if (typeof token !== 'string' || !bearerPattern.test(token)) {
      throw refused('The credential for Elastic Path is not a bearer token.');
    }
    const authorization = normalizedBearer(token);
    if (account === undefined) return credential({ authorization });
    if (typeof account !== 'string' || !tokenPattern.test(account)) {
      throw refused('The account token for Elastic Path is malformed.');
    }
    return credential({ authorization, [accountHeader]: account });
  };
}

function credential(headers: Readonly<Record<string, string>>): Credential {
  return { ...credentialNames(Object.values(headers)), headers: () => headers };
}

function serviceCredential(http: Http, key: ClientKey): Credential {
  // With a breaker of its own: callers with tokens of their own are not affected when none can be fetched.
  const token = createClientToken(http.apart(), key);
  return {
    ...credentialNames(['client', key.id, key.secret]),
    headers: () => {
      const authorization = token.authorization();
      return typeof authorization === 'string'
        ? { authorization }
        : authorization.then((fetched) => ({ authorization: fetched }));
    },
    renew: ({ authorization }) => token.replace(authorization),
  };
}

function refused(message: string): Fault {
  return new Fault('UNAUTHENTICATED', message, { source: 'ELASTIC_PATH' });
}
