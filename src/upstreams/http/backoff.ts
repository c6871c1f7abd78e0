/** How long to wait before a read is asked again. */
import { setTimeout } from 'node:timers/promises';
import { Fault } from '../../domain/fault.ts';
import type { Reply } from './incoming.ts';

/**
 * On average 50 ms, so that those that failed together come back at a fifth in any 20 ms; spread over half as much
 * it would be two fifths, and chance and a busy machine make half of that.
 */
const firstPauseMs = 100;
const firstPauseWhenThrottledMs = 1000;

/** Full jitter, growing by two; never less than the upstream's own Retry-After. */
export function pauseBeforeMs(attemptsMade: number, reply: Reply): number {
  const baseMs = isThrottled(reply) ? firstPauseWhenThrottledMs : firstPauseMs;
  const jitterMs = Math.random() * baseMs * 2 ** (attemptsMade - 1);
  return Math.max(jitterMs, retryAfterMs(reply) ?? 0);
}

/** The caller's own limit was reached, which says nothing about the upstream. */
export function isThrottled(reply: Reply): boolean {
  return reply.kind === 'answer' && reply.status === 429;
}

/** What `Retry-After` (seconds or an HTTP date) asks for; nonsense counts as absent. */
export function retryAfterMs(reply: Reply): number | undefined {
  if (reply.kind !== 'answer') return undefined;
  const value = reply.headers['retry-after'];
  if (typeof value !== 'string') return undefined;
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000;
  // A date has a name of a day or month in it; `Date.parse` would take all sorts of numbers for one.
  const at = /[a-z]/i.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? undefined : Math.max(0, at - Date.now());
}

export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await setTimeout(ms, undefined, { signal });
  } catch (cause) {
    throw new Fault('CANCELLED', 'The client left.', { cause });
  }
}
