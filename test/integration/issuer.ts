/** An issuer of tokens: its keys on a real server, its tokens as good or as bad as a test wants them. */
import { createServer } from 'node:http';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey } from 'jose';
import { listenDuringTest } from '../listening.ts';

export interface Issuer {
  /** The environment of a gateway that trusts it. */
  readonly env: Readonly<Record<string, string>>;
  readonly url: string;
  /** How often the keys were fetched. */
  readonly fetches: () => number;
  /** Takes the keys away, and publishes a new one. */
  readonly rotate: () => Promise<void>;
  /** From now on answers in place of the keys. */
  readonly fail: (status: number | 'never') => void;
  readonly say: (body: string) => void;
  /** From now on takes so long to answer. */
  readonly delay: (ms: number) => void;
  readonly heal: () => void;
  readonly token: (claims?: Claims, options?: TokenOptions) => Promise<string>;
  /** Who fetched the keys, and with what. */
  readonly headers: () => readonly unknown[];
}

/** `undefined` leaves out what a token would have. */
export type Claims = Readonly<Record<string, unknown>>;

export interface TokenOptions {
  readonly kid?: string;
  /** Signs with a key that nobody published. */
  readonly forged?: boolean;
  readonly expiresInS?: number;
  readonly validInS?: number;
}

export const audience = 'membership-gateway';

export async function startIssuer(): Promise<Issuer> {
  let key = await newKey(1);
  let failure: number | 'never' | null = null;
  let said: string | null = null;
  let delayMs = 0;
  const headers: unknown[] = [];
  const server = createServer((request, response) => {
    headers.push(request.headers);
    if (failure === 'never') return;
    const status = failure ?? 200;
    setTimeout(() => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(said ?? JSON.stringify({ keys: [key.published] }));
    }, delayMs);
  });
  const url = `http://127.0.0.1:${await listenDuringTest(server)}/`;
  return {
    env: { AUTH_JWKS_URL: `${url}keys`, AUTH_ISSUER: url, AUTH_AUDIENCE: audience },
    url,
    fetches: () => headers.length,
    headers: () => headers,
    rotate: async () => {
      key = await newKey(Number(key.kid) + 1);
    },
    fail: (status) => {
      failure = status;
    },
    say: (body) => {
      said = body;
    },
    delay: (ms) => {
      delayMs = ms;
    },
    heal: () => {
      failure = null;
      said = null;
    },
    token: async (claims = {}, options = {}) => {
      const { kid = key.kid, forged = false, expiresInS = 60, validInS } = options;
      const nowS = Math.floor(Date.now() / 1000);
      const payload = { iss: url, aud: audience, sub: 'ada', exp: nowS + expiresInS, ...claims };
      const token = new SignJWT(
        validInS === undefined ? payload : { ...payload, nbf: nowS + validInS },
      );
      return token
        .setProtectedHeader({ alg: 'ES256', kid })
        .sign(forged ? (await newKey(0)).secret : key.secret);
    },
  };
}

async function newKey(
  number: number,
): Promise<{ kid: string; secret: CryptoKey; published: object }> {
  const kid = String(number);
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const published = { ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' };
  return { kid, secret: privateKey, published };
}
