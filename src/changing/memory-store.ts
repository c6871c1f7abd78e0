/**
 * Idempotency entries of one process. Each caller has a share, whose oldest entries go first; all shares together
 * are bounded, too. When they are full a key is refused: forgetting another caller's key would let that caller's
 * change be made twice.
 */
import { Fault } from '../domain/fault.ts';
import { keptForMs, type Entry, type IdempotencyStore, type StoreKey } from './idempotency.ts';

const mostKeys = 10_000;
const mostCharacters = 6_000_000;
const mostCharactersOfAll = 48_000_000;

/** What an entry takes besides its text, in characters. */
const overhead = 200;

interface Kept {
  readonly owner: string;
  readonly reservedAtMs: number;
  /** Until then the change may be under way, and must keep its key; 0 once it is settled. */
  readonly underWayUntilMs: number;
  /** The entry as text, whose size is known. */
  readonly text: string;
}

interface Share {
  /** In order of reservation. */
  readonly names: Set<string>;
  characters: number;
}

export function createMemoryStore(): IdempotencyStore {
  // In order of reservation, which is also the order of expiry.
  const all = new Map<string, Kept>();
  const shares = new Map<string, Share>();
  let characters = 0;

  /** Keeps the entry. Returns whether there was room for it. */
  function put({ owner, name }: StoreKey, entry: Entry): boolean {
    const kept = keptOf(owner, entry);
    const share = shares.get(owner) ?? { names: new Set(), characters: 0 };
    const more = sizeOf(kept) - sizeOf(all.get(name));
    if (!makeRoom(share, name, more) || characters + more > mostCharactersOfAll) return false;
    all.set(name, kept);
    shares.set(owner, share);
    share.names.add(name);
    share.characters += more;
    characters += more;
    return true;
  }

  /** Makes room in this share, by forgetting only what is no longer under way. Returns whether there is enough. */
  function makeRoom(share: Share, name: string, more: number): boolean {
    if (more > mostCharacters) return false;
    const keys = share.names.has(name) ? 0 : 1;
    const isRoom = () =>
      share.names.size + keys <= mostKeys && share.characters + more <= mostCharacters;
    for (const each of share.names) {
      if (isRoom()) break;
      const isOver = (all.get(each)?.underWayUntilMs ?? 0) <= Date.now();
      if (each !== name && isOver) forget(each);
    }
    return isRoom();
  }

  function forget(name: string): void {
    const kept = all.get(name);
    if (kept === undefined) return;
    all.delete(name);
    characters -= sizeOf(kept);
    const share = shares.get(kept.owner);
    if (share === undefined) return;
    share.characters -= sizeOf(kept);
    share.names.delete(name);
    if (share.names.size === 0) shares.delete(kept.owner);
  }

  function forgetExpired(): void {
    for (const [name, { reservedAtMs }] of all) {
      if (reservedAtMs + keptForMs > Date.now()) return;
      forget(name);
    }
  }

  return {
    // eslint-disable-next-line @typescript-eslint/require-await -- what it throws becomes a rejection
    reserve: async (key, entry) => {
      forgetExpired();
      const holder = all.get(key.name);
      if (holder !== undefined) return entryOf(holder);
      if (put(key, entry)) return null;
      throw new Fault('OVERLOADED', 'No more idempotency keys can be kept at the moment.');
    },
    settle: (key, entry) => {
      // Where there is no room for the outcome, the key stays taken, and its outcome counts as unknown.
      if (all.has(key.name)) put(key, entry);
      return Promise.resolve();
    },
    release: ({ name }) => {
      forget(name);
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
  };
}

function keptOf(owner: string, entry: Entry): Kept {
  return {
    owner,
    reservedAtMs: entry.reservedAtMs,
    underWayUntilMs: entry.outcomes === null ? entry.openUntilMs : 0,
    text: JSON.stringify(entry),
  };
}

function entryOf({ text }: Kept): Entry {
  // Written by ourselves, above.
  return JSON.parse(text) as Entry;
}

function sizeOf(kept: Kept | undefined): number {
  return kept === undefined ? 0 : overhead + kept.text.length;
}
