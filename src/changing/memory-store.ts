/** Idempotency entries of one process. Bounded; the oldest go first. */
import type { Entry, IdempotencyStore } from './idempotency.ts';

export const keptForMs = 24 * 60 * 60 * 1000;
const mostEntries = 10_000;

export function createMemoryStore(): IdempotencyStore {
  // In order of reservation, which is also the order of expiry.
  const entries = new Map<string, Entry>();

  function forgetOld(): void {
    for (const [key, { reservedAtMs }] of entries) {
      if (entries.size < mostEntries && reservedAtMs + keptForMs > Date.now()) return;
      entries.delete(key);
    }
  }

  return {
    reserve: (key, entry) => {
      forgetOld();
      const holder = entries.get(key) ?? null;
      if (holder === null) entries.set(key, entry);
      return Promise.resolve(holder);
    },
    settle: (key, entry) => {
      if (entries.has(key)) entries.set(key, entry);
      return Promise.resolve();
    },
    release: (key) => {
      entries.delete(key);
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
  };
}
