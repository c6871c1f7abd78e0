/**
 * One attempt: a request, and what came of it. Nothing here repeats it or follows a redirect, what is read has
 * a cap, and errors are reduced to what they mean. What the clients put into their errors (address, body, token)
 * goes no further than `cause`.
 */
import type { Call } from '../source.ts';
import type { Request } from './request.ts';

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

export const headersOfEveryRequest = {
  accept: 'application/json',
  'user-agent': 'membership-gateway',
} as const;

export function withoutSlashes(baseUrl: string): string {
  return baseUrl.replace(/(?<!\/)\/+$/, '');
}

const decoder = new TextDecoder();

export function decode(body: Uint8Array): string {
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
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** When an attempt failed before its answer was there. */
export function replyWithout(cause: Error & { readonly code?: unknown }): Reply {
  const { code } = cause;
  return { kind: typeof code === 'string' && notSent.has(code) ? 'not-sent' : 'lost', cause };
}
