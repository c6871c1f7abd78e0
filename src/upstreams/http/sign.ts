/** What the end of an attempt tells of the upstream: whether it is there at all. */
import type { Reply } from './incoming.ts';

/**
 * `SILENT`: there was no answer in the little time that was given. `NOTHING`: it was given up by its client, or may
 * have been refused.
 */
export type Sign = 'ALIVE' | 'DOWN' | 'SILENT' | 'NOTHING';

const leastPatience = 0.5;

/** A caller in a hurry proves nothing alone. */
export function isHurried(givenMs: number, patienceMs: number): boolean {
  return givenMs < patienceMs * leastPatience;
}

/** A refusal, too, comes from an upstream that works; so does the limit that one caller has reached. */
export function signOf(reply: Reply, givenMs: number, patienceMs: number): Sign {
  switch (reply.kind) {
    case 'answer':
      return reply.status < 500 ? 'ALIVE' : 'DOWN';
    case 'too-large':
      return 'ALIVE';
    case 'timeout':
      return isHurried(givenMs, patienceMs) ? 'SILENT' : 'DOWN';
    case 'lost':
    case 'not-sent':
      return 'DOWN';
  }
}
