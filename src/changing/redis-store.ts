/** Idempotency entries that several instances share, in Redis or Valkey. */
import { createClient } from '@redis/client';
import { Fault } from '../domain/fault.ts';
import type { Entry, IdempotencyStore } from './idempotency.ts';
import { keptForMs } from './memory-store.ts';

const prefix = 'membership-gateway:idempotency:';

export async function createRedisStore(url: string): Promise<IdempotencyStore> {
  const client = createClient({ url, disableOfflineQueue: true });
  // Without a listener, a lost connection would end the process; commands report it themselves.
  client.on('error', () => undefined);
  await client.connect();

  async function told<T>(command: () => Promise<T>): Promise<T> {
    try {
      return await command();
    } catch (cause) {
      throw new Fault('OVERLOADED', 'Idempotency keys cannot be kept at the moment.', { cause });
    }
  }

  return {
    reserve: (key, entry) =>
      told(async () => {
        // One command: of two instances at once, one sets the key and the other reads it.
        const holder = await client.set(prefix + key, JSON.stringify(entry), {
          condition: 'NX',
          expiration: { type: 'PX', value: keptForMs },
          GET: true,
        });
        return holder === null ? null : entryOf(holder);
      }),
    settle: (key, entry) =>
      told(async () => {
        await client.set(prefix + key, JSON.stringify(entry), {
          expiration: { type: 'PX', value: keptForMs },
        });
      }),
    release: (key) =>
      told(async () => {
        await client.del(prefix + key);
      }),
    close: () => client.close(),
  };
}

/** Written by ourselves, and only by us. */
function entryOf(text: string): Entry {
  return JSON.parse(text) as Entry;
}
