/**
 * One attempt: got, with everything switched off that it would do by itself (retries, redirects), a
 * cap on what it reads, and errors reduced to what they mean. What got puts into its errors (address,
 * body, token) goes no further than `cause`.
 */
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import got, { RequestError, TimeoutError } from 'got';
import type { Call } from '../source.ts';
import { clientLeft } from './giving-up.ts';
import type { HttpOptions, Request } from './request.ts';

export type Reply =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers: Readonly<Record<string, string | string[] | undefined>>;
      readonly body: string;
    }
  /** No connection came about, so nothing can have been done. */
  | { readonly kind: 'not-sent'; readonly cause: unknown }
  | { readonly kind: 'timeout'; readonly cause: unknown }
  /** The connection broke, or the answer was cut short. */
  | { readonly kind: 'lost'; readonly cause: unknown }
  | { readonly kind: 'too-large' };

export interface Attempt {
  readonly send: (
    request: Request,
    credential: Readonly<Record<string, string>>,
    call: Call,
    timeoutMs: number,
  ) => Promise<Reply>;
  readonly close: () => void;
}

export function createAttempt(options: HttpOptions): Attempt {
  const agents = agentsOf(options);
  const base = options.baseUrl.replace(/(?<!\/)\/+$/, '');
  const client = got.extend({
    agent: agents.keptAlive,
    retry: { limit: 0 },
    followRedirect: false,
    throwHttpErrors: false,
    responseType: 'buffer',
    headers: { accept: 'application/json', 'user-agent': 'membership-gateway' },
  });

  async function send(
    request: Request,
    credential: Readonly<Record<string, string>>,
    call: Call,
    timeoutMs: number,
  ): Promise<Reply> {
    const isWrite = request.method !== 'GET';
    if (call.signal.aborted) throw clientLeft(options.source);
    const stop = new AbortController();
    const leave = () => {
      stop.abort();
    };
    // A write that has been sent runs to its end, whether somebody still waits for it or not.
    if (!isWrite) call.signal.addEventListener('abort', leave, { once: true });
    try {
      const pending = client(`${base}${request.path}`, {
        method: request.method,
        headers: { ...credential, 'x-request-id': call.requestId, ...framing(request) },
        ...bodyOf(request),
        // An idle connection may be closed by the other side while a write is on its way into it.
        ...(isWrite ? { agent: agents.fresh } : {}),
        timeout: { request: timeoutMs },
        signal: stop.signal,
      });
      void pending.on('downloadProgress', ({ transferred }) => {
        if (transferred > options.maxBodyBytes) stop.abort();
      });
      const { statusCode, headers, rawBody } = await pending;
      if (rawBody.length > options.maxBodyBytes) return { kind: 'too-large' };
      return { kind: 'answer', status: statusCode, headers, body: decode(rawBody) };
    } catch (error) {
      if (!isWrite && isAborted(call.signal)) throw clientLeft(options.source);
      if (isAborted(stop.signal)) return { kind: 'too-large' };
      return replyOf(error);
    } finally {
      call.signal.removeEventListener('abort', leave);
    }
  }

  return {
    send,
    close: () => {
      for (const agent of [...Object.values(agents.keptAlive), ...Object.values(agents.fresh)]) {
        agent.destroy();
      }
    },
  };
}

function agentsOf(options: HttpOptions) {
  const proxyEnv = options.proxy === undefined ? {} : { proxyEnv: options.proxy };
  const keptAlive = { keepAlive: true, maxSockets: options.maxConcurrency, ...proxyEnv };
  const fresh = { keepAlive: false, ...proxyEnv };
  return {
    keptAlive: { http: new HttpAgent(keptAlive), https: new HttpsAgent(keptAlive) },
    fresh: { http: new HttpAgent(fresh), https: new HttpsAgent(fresh) },
  };
}

function bodyOf({ body, form }: Request): { body?: string } {
  if (form !== undefined) return { body: new URLSearchParams(form).toString() };
  return body === undefined ? {} : { body: JSON.stringify(body) };
}

function framing(request: Request): Record<string, string> {
  if (request.method === 'GET') return {};
  if (request.form !== undefined) return { 'content-type': 'application/x-www-form-urlencoded' };
  return request.body === undefined
    ? { 'content-length': '0' }
    : { 'content-type': 'application/json' };
}

/** Spelled as a question, since the compiler takes the flag for a constant. */
function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}

const decoder = new TextDecoder();

function decode(body: Uint8Array): string {
  return decoder.decode(body);
}

const notSent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

function replyOf(error: unknown): Reply {
  if (error instanceof TimeoutError) return { kind: 'timeout', cause: error };
  if (error instanceof RequestError) {
    return { kind: notSent.has(error.code) ? 'not-sent' : 'lost', cause: error };
  }
  throw error;
}
