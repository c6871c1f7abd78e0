/** What the end of an attempt tells of the upstream: whether it is there at all. */
import type { Reply } from './incoming.ts';

/** `NOTHING`: the attempt was given too little time to tell, or was given up by its client. */
export type Sign = 'ALIVE' | 'DOWN' | 'NOTHING';

/** A caller in a hurry proves nothing about the upstream. */
const leastPatience = 0.5;

/** A refusal, too, comes from an upstream that works; so does the limit that one caller has reached. */
export function signOf(reply: Reply, givenMs: number, timeoutMs: number): Sign {
  switch (reply.kind) {
    case 'answer':
      return reply.status < 500 ? 'ALIVE' : 'DOWN';
    case 'too-large':
      return 'ALIVE';
    case 'timeout':
      return givenMs >= timeoutMs * leastPatience ? 'DOWN' : 'NOTHING';
    case 'lost':
    case 'not-sent':
      return 'DOWN';
  }
}
