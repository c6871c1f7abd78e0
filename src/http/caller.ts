/**
 * Who the caller is, proven by a JSON Web Token (RFC 7519) that an issuer signed for this gateway. The issuer's
 * keys are fetched (RFC 7517) and kept for ten minutes; a token that names an unknown one makes them be fetched
 * again.
 */
import { createHash } from 'node:crypto';
import {
  createRemoteJWKSet,
  customFetch,
  errors,
  jwtVerify,
  type JWTPayload,
  type JWTVerifyGetKey,
  type JWTVerifyOptions,
  type RemoteJWKSet,
} from 'jose';
import { Fault } from '../domain/fault.ts';
import { fetchVia, type Proxy } from './key-fetch.ts';

export interface CallerOptions {
  readonly jwksUrl: string;
  readonly issuer: string;
  readonly audience: string;
  readonly clockSkewS: number;
  readonly proxy?: Proxy;
}

export interface Caller {
  /** Tells callers apart in the log without naming them. */
  readonly fingerprint: string;
  readonly scopes: ReadonlySet<string>;
}

/** @throws Fault UNAUTHENTICATED, or UPSTREAM_UNAVAILABLE while the issuer's keys cannot be had */
export type Authenticate = (authorization: string | undefined) => Promise<Caller>;

/** Signatures that the holder of a public key can check but not make. */
const algorithms = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
];

/** How often tokens that name an unknown or a broken key may make the gateway fetch the keys. */
const leastBetweenFetchesMs = 1000;
const fetchTimeoutMs = 3000;

export function callerAuthentication(options: CallerOptions): Authenticate {
  const fetchKeys = fetchVia(options.proxy);
  let fetchedAtMs = -Infinity;
  const keys: RemoteJWKSet = createRemoteJWKSet(new URL(options.jwksUrl), {
    cooldownDuration: leastBetweenFetchesMs,
    timeoutDuration: fetchTimeoutMs,
    [customFetch]: async (...request) => {
      // The cool-down of the key set begins only with keys that came, not with a fetch that failed.
      if (keys.fresh && performance.now() < fetchedAtMs + leastBetweenFetchesMs) {
        throw new Error('The keys could not be had a moment ago.');
      }
      try {
        return await fetchKeys(...request);
      } finally {
        fetchedAtMs = performance.now();
      }
    },
  });
  const demands = {
    issuer: options.issuer,
    audience: options.audience,
    clockTolerance: options.clockSkewS,
    algorithms,
    requiredClaims: ['exp'],
  };
  return async (authorization) => {
    const token = /^bearer ([\w.-]{1,8192})$/i.exec(authorization ?? '')?.[1];
    if (token === undefined) {
      throw new Fault('UNAUTHENTICATED', 'This gateway needs a bearer token in Authorization.');
    }
    try {
      const { payload } = await verified(token, keys, demands).catch(async (error: unknown) => {
        // One of the keys that are kept cannot be used: the issuer may have mended it by now.
        if (isRefusal(error) || !keys.fresh || keys.coolingDown) throw error;
        await keys.reload();
        return verified(token, keys, demands);
      });
      return { fingerprint: fingerprintOf(payload, token), scopes: scopesOf(payload) };
    } catch (cause) {
      if (isRefusal(cause)) {
        throw new Fault('UNAUTHENTICATED', 'The token is not accepted.', { cause });
      }
      // A good token must not be called bad, and a bad one must not come in.
      throw new Fault('UPSTREAM_UNAVAILABLE', 'Tokens cannot be verified at the moment.', {
        cause,
      });
    }
  };
}

/** By the key that the token names; where none is named and several may be meant, by any of them. */
async function verified(
  token: string,
  keys: JWTVerifyGetKey,
  demands: JWTVerifyOptions,
): Promise<{ readonly payload: JWTPayload }> {
  try {
    return await jwtVerify(token, keys, demands);
  } catch (error) {
    if (!(error instanceof errors.JWKSMultipleMatchingKeys)) throw error;
    for await (const key of error) {
      try {
        return await jwtVerify(token, key, demands);
      } catch (each) {
        if (!(each instanceof errors.JWSSignatureVerificationFailed)) throw each;
      }
    }
    throw new errors.JWSSignatureVerificationFailed();
  }
}

/** Whether the token is at fault, and not the keys or the way to them. */
function isRefusal(error: unknown): boolean {
  return refusals.some((each) => error instanceof each);
}

const refusals = [
  errors.JWTExpired,
  errors.JWTClaimValidationFailed,
  errors.JWTInvalid,
  errors.JWSInvalid,
  errors.JWSSignatureVerificationFailed,
  errors.JOSEAlgNotAllowed,
  errors.JOSENotSupported,
  errors.JWKSNoMatchingKey,
];

/** A list in `scp`, or words in `scope` (RFC 8693). */
function scopesOf({ scope, scp }: JWTPayload): ReadonlySet<string> {
  const words = [scope, scp].flatMap((claim): unknown[] => {
    if (typeof claim === 'string') return claim.split(' ');
    return Array.isArray(claim) ? claim : [];
  });
  return new Set(words.filter((word) => typeof word === 'string'));
}

/**
 * Of the subject. Not every issuer names one for a service that acts for itself: then of the client. Where neither
 * is named, the caller is nobody but the bearer of this token.
 */
function fingerprintOf({ iss, sub, client_id, azp }: JWTPayload, token: string): string {
  const client = [client_id, azp].find(isName);
  const whom = isName(sub) ? [sub] : client === undefined ? ['token', token] : ['client', client];
  return createHash('sha256')
    .update(JSON.stringify([iss, ...whom]))
    .digest('hex')
    .slice(0, 16);
}

function isName(claim: unknown): claim is string {
  return typeof claim === 'string' && claim !== '';
}
