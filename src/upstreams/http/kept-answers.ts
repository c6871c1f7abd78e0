/**
 * Answers of one upstream that are given again for some seconds, each as the text that came: whoever gets
 * it parses it anew, so that nobody can change what another has.
 */
import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';

export interface KeptAnswers {
  /** Never fails: what cannot be looked up is not there. */
  readonly find: (address: string) => Found | Promise<Found>;
  /** Nothing that was asked for before now is given again. Never fails. */
  readonly forget: () => void | Promise<void>;
}

export interface Found {
  readonly text: string | null;
  /** Keeps what was asked for after the look, unless a write has come between. */
  readonly keep: (address: string, text: string) => void;
}

export interface Keeping {
  readonly forMs: number;
  /** Of one upstream, in this process. */
  readonly maxBytes: number;
  /** Of the process, unless a test has one of its own. */
  readonly clock?: { readonly now: () => number };
}

/** Where one process keeps them. */
export function keptInMemory({ forMs, maxBytes, clock = performance }: Keeping): KeptAnswers {
  const kept = new LRUCache<string, string>({
    ttl: forMs,
    ttlResolution: 0,
    maxSize: maxBytes,
    sizeCalculation: (text, address) => bytesPerCharacter * (text.length + address.length),
    perf: clock,
  });
  let writes = 0;

  return {
    find: (address) => {
      const begun = writes;
      const keep: Found['keep'] = (at, text) => {
        if (writes === begun) kept.set(digestOf(at), text);
      };
      return { text: kept.get(digestOf(address)) ?? null, keep };
    },
    forget: () => {
      writes += 1;
      kept.clear();
    },
  };
}

/** At most: text of Latin letters takes half of it. */
const bytesPerCharacter = 2;

/** Addresses may hold e-mail addresses, and name a credential. */
export function digestOf(address: string): string {
  return createHash('sha256').update(address).digest('base64url');
}
