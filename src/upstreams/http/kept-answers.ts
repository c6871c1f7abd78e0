/**
 * Answers of one upstream that are reused for some seconds. They are kept as text, and every reader parses its
 * own copy, so that nobody can change what another has.
 */
import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';

export interface KeptAnswers {
  /** Never fails: an answer that cannot be looked up counts as missing. */
  readonly find: (address: string) => Found | Promise<Found>;
  /** No answer to what was asked before now is used again. Never fails. */
  readonly forget: () => void | Promise<void>;
}

export interface Found {
  readonly text: string | null;
  /** Keeps an answer that was asked for after the lookup, unless a write has come between. */
  readonly keep: (address: string, text: string) => void;
}

export interface Keeping {
  readonly forMs: number;
  /** Of one upstream, in this process. */
  readonly maxBytes: number;
  /** The clock of the process, except in tests. */
  readonly clock?: { readonly now: () => number };
}

/** Answers kept in the memory of this process. */
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

/** At most: Latin text takes half. */
const bytesPerCharacter = 2;

/** Digests, because addresses may hold e-mail addresses, and name a credential. */
export function digestOf(address: string): string {
  return createHash('sha256').update(address).digest('base64url');
}
