/** What the end of an attempt says about the upstream: whether it is there at all. */
import type { Reply } from './incoming.ts';

/**
 * `SILENT`: no answer came, but the caller left it little time. `NOTHING`: the attempt says nothing, since
 * its client has left, or its 500 may be this upstream's way to refuse.
 */
export type Sign = 'ALIVE' | 'DOWN' | 'SILENT' | 'NOTHING';

/** A caller who waits for less than this part of the usual patience is in a hurry. */
const hurriedBelow = 0.5;

export function isHurried(givenMs: number, patienceMs: number): boolean {
  return givenMs < patienceMs * hurriedBelow;
}

/** An upstream that refuses, or says that one caller asks too often, is alive. */
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
