/**
 * The token for the gateway's own client key: fetched when it is first needed, once for all calls that need it
 * at the same time. A new one is fetched in the background before it expires; where it was refused, the calls
 * wait for a new one.
 */
import { Fault, type FaultCode } from '../../domain/fault.ts';
import { isObject } from '../../domain/json.ts';
import type { Http } from '../http/index.ts';
import type { Call } from '../source.ts';

export interface ClientKey {
  readonly id: string;
  readonly secret: string;
}

/** Times are those of `performance.now()`. */
interface Token {
  readonly authorization: string;
  /** From then on a new one is fetched in the background. */
  readonly renewAtMs: number;
  /** From then on it is not used. */
  readonly expiresAtMs: number;
}

export interface ClientToken {
  /** The value of the header. A promise only where it has to be fetched. */
  readonly authorization: () => string | Promise<string>;
  /**
   * Fetches a new token, unless this one has been replaced already. Resolves to whether there is another one: a
   * store that refuses a token it has just issued would not issue a better one.
   */
  readonly replace: (refused: string | undefined) => Promise<boolean>;
}

const renewBeforeMs = 60_000;
/** A token that could not be renewed is still valid: not every operation needs to try again. */
const renewalPauseMs = 5000;
const replacementPauseMs = 10_000;
const fetchTimeoutMs = 10_000;

/** The client that fetches it. */
type Reads = Pick<Http, 'read'>;

export function createClientToken(http: Reads, key: ClientKey): ClientToken {
  let current: Token | null = null;
  let underWay: Promise<Token> | null = null;
  let renewalTriedAtMs = -Infinity;
  let replacedAtMs = -Infinity;

  function fetchOnce(): Promise<Token> {
    underWay ??= fetchToken(http, key)
      .then((token) => (current = token))
      .finally(() => (underWay = null));
    return underWay;
  }

  function renewInBackground(nowMs: number): void {
    if (underWay !== null || nowMs < renewalTriedAtMs + renewalPauseMs) return;
    renewalTriedAtMs = nowMs;
    // A failure is told only to calls that cannot do without a new token.
    fetchOnce().catch(() => undefined);
  }

  return {
    authorization: () => {
      const nowMs = performance.now();
      if (current === null || nowMs >= current.expiresAtMs) {
        return fetchOnce().then(({ authorization }) => authorization);
      }
      if (nowMs >= current.renewAtMs) renewInBackground(nowMs);
      return current.authorization;
    },
    replace: async (refused) => {
      if (current?.authorization === refused) {
        if (performance.now() < replacedAtMs + replacementPauseMs) return false;
        current = null;
      }
      if (current === null) {
        await fetchOnce();
        replacedAtMs = performance.now();
      }
      return true;
    },
  };
}

async function fetchToken(http: Reads, { id, secret }: ClientKey): Promise<Token> {
  const askedAtMs = performance.now();
  const form = { grant_type: 'client_credentials', client_id: id, client_secret: secret };
  try {
    // Harmless when repeated, hence a read, though it is posted.
    const body = await http.read({ method: 'POST', path: '/oauth/access_token', form }, ownCall());
    return tokenOf(body, askedAtMs);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    if (error.code === 'NOT_FOUND') throw nowhere(error);
    throw refusals.has(error.code) ? notAccepted(error) : error;
  }
}

/** Many operations may wait for the token, and none of them may cancel the call. */
function ownCall(): Call {
  return {
    credential: { fingerprint: 'token', key: 'token', headers: () => ({}) },
    requestId: crypto.randomUUID(),
    signal: new AbortController().signal,
    deadlineMs: performance.now() + fetchTimeoutMs,
  };
}

function tokenOf(body: unknown, askedAtMs: number): Token {
  const token = isObject(body) ? body.access_token : undefined;
  const lifetimeMs = isObject(body) ? Number(body.expires_in) * 1000 : Number.NaN;
  if (typeof token !== 'string' || !/^[\x21-\x7e]+$/.test(token) || !(lifetimeMs > 0)) {
    throw new Fault('UPSTREAM_MALFORMED', 'Elastic Path sent no token that can be used.', {
      source: 'ELASTIC_PATH',
    });
  }
  // A token that lives no longer than the margin would be renewed at every use.
  const marginMs = lifetimeMs > renewBeforeMs ? renewBeforeMs : lifetimeMs / 2;
  const expiresAtMs = askedAtMs + lifetimeMs;
  return { authorization: `Bearer ${token}`, renewAtMs: expiresAtMs - marginMs, expiresAtMs };
}

const refusals: ReadonlySet<FaultCode> = new Set(['INVALID', 'FORBIDDEN', 'CONFLICT']);

/** The base URL is probably wrong: the client key has not been looked at. */
function nowhere(cause: Fault): Fault {
  const message = 'Elastic Path has no tokens at this address (ELASTIC_PATH_BASE_URL).';
  return new Fault('UPSTREAM_MALFORMED', message, {
    source: 'ELASTIC_PATH',
    upstreamStatus: cause.upstreamStatus,
    cause,
  });
}

function notAccepted(cause: Fault): Fault {
  return new Fault('UNAUTHENTICATED', 'Elastic Path did not accept the credential.', {
    source: 'ELASTIC_PATH',
    upstreamStatus: cause.upstreamStatus,
    cause,
  });
}
