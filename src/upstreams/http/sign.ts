/** What the end of an attempt tells about whether the upstream is there at all. */
import type { Reply } from './incoming.ts';

/**
 * `SILENT`: no answer came, but the caller left it little time. `NOTHING`: the attempt says nothing, since
 * its client has left, or its 500 may be this upstream's way to refuse.
 */
export type Sign = 'ALIVE' | 'DOWN' | 'SILENT' | 'NOTHING';

/** A call with less than this share of the usual patience is in a hurry. */
const hurriedBelow = 0.5;

export function isHurried(givenMs: number, patienceMs: number): boolean {
  return givenMs < patienceMs * hurriedBelow;
}

/** An upstream that refuses a call, or limits a caller's rate, is alive. */
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
