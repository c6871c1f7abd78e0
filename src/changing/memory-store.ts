/** Idempotency entries of one process. Bounded; the oldest go first. */
import type { Entry, IdempotencyStore } from './idempotency.ts';

export const keptForMs = 24 * 60 * 60 * 1000;
const mostEntries = 10_000;

export function createMemoryStore(): IdempotencyStore {
  // In order of reservation, which is also the order of expiry.
  const entries = new Map<string, Entry>();

  function forgetExpired(): void {
    for (const [key, { reservedAtMs }] of entries) {
      if (reservedAtMs + keptForMs > Date.now()) return;
      entries.delete(key);
    }
  }

  /** A change that is under way keeps its key, or it might be made again beside itself. */
  function makeRoom(): void {
    for (const [key, { outcomes, openUntilMs }] of entries) {
      if (entries.size < mostEntries) return;
      if (outcomes !== null || openUntilMs <= Date.now()) entries.delete(key);
    }
  }

  return {
    reserve: (key, entry) => {
      forgetExpired();
      const holder = entries.get(key) ?? null;
      if (holder === null) {
        makeRoom();
        entries.set(key, entry);
      }
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
