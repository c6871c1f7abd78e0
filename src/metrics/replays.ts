/** Counts the changes that were answered from their idempotency key instead of being made again. */
import { Counter, type Registry } from 'prom-client';
import type { IdempotencyStore } from '../changing/idempotency.ts';

export function countReplays(store: IdempotencyStore, registry: Registry): IdempotencyStore {
  const replays = new Counter({
    name: 'gateway_idempotency_replays_total',
    help: 'Changes answered from their idempotency key.',
    registers: [registry],
  });
  return {
    ...store,
    reserve: async (key, entry) => {
      const holder = await store.reserve(key, entry);
      if (holder?.inputHash === entry.inputHash && holder.outcomes !== null) replays.inc();
      return holder;
    },
  };
}
