/** How long to wait before a read is asked again. */
import { setTimeout } from 'node:timers/promises';
import { Fault } from '../../domain/fault.ts';
import type { Reply } from './incoming.ts';

/**
 * Spreads reads that failed together: over 100 ms, a fifth of them comes back in any 20 ms. Over 50 ms it would
 * be two fifths, and with chance and a busy machine as much as half.
 */
const firstPauseMs = 100;
const firstPauseWhenThrottledMs = 1000;

/** Full jitter, growing by two; never less than the upstream's own Retry-After. */
export function pauseBeforeMs(attemptsMade: number, reply: Reply): number {
  const baseMs = isThrottled(reply) ? firstPauseWhenThrottledMs : firstPauseMs;
  const jitterMs = Math.random() * baseMs * 2 ** (attemptsMade - 1);
  return Math.max(jitterMs, retryAfterMs(reply) ?? 0);
}

/** The caller has reached their own limit, which says nothing about the upstream. */
export function isThrottled(reply: Reply): boolean {
  return reply.kind === 'answer' && reply.status === 429;
}

/** What `Retry-After` (seconds or an HTTP date) asks for; nonsense counts as absent. */
export function retryAfterMs(reply: Reply): number | undefined {
  if (reply.kind !== 'answer') return undefined;
  const value = reply.headers['retry-after'];
  if (typeof value !== 'string') return undefined;
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : timeOf(value) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(0, ms), longestMs);
}

/** It goes to callers as a GraphQL `Int`. */
const longestMs = 2 ** 31 - 1;

/** `Date.parse` accepts all sorts of text: only what looks like an HTTP date (RFC 9110) is given to it. */
function timeOf(text: string): number {
  if (today.test(text) || ofOld.test(text)) return Date.parse(text);
  // It names no zone, and is in GMT like the others.
  return asctime.test(text) ? Date.parse(`${text} GMT`) : Number.NaN;
}

const today = /^[a-z]{3}, \d\d [a-z]{3} \d{4} \d\d:\d\d:\d\d gmt$/i;
const ofOld = /^[a-z]{6,9}, \d\d-[a-z]{3}-\d\d \d\d:\d\d:\d\d gmt$/i;
const asctime = /^[a-z]{3} [a-z]{3} [\d ]\d \d\d:\d\d:\d\d \d{4}$/i;

export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await setTimeout(ms, undefined, { signal });
  } catch (cause) {
    throw new Fault('CANCELLED', 'The operation was given up.', { cause });
  }
}
