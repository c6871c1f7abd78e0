/** Idempotency entries that several instances share, in Redis or Valkey. */
import { randomUUID } from 'node:crypto';
import { Fault } from '../domain/fault.ts';
import { isObject } from '../domain/json.ts';
import { connectRedis } from '../redis/connection.ts';
import { keptForMs, type Entry, type IdempotencyStore, type StoreKey } from './idempotency.ts';

/** Entries of another form belong under another number. */
const prefix = 'membership-gateway:idempotency:v1:';

/** A command that takes longer counts as failed; whether it was carried out is unknown. */
const commandTimeoutMs = 2000;

/**
 * How often to try again for a key that can neither be set nor read. By chance that happens once or twice; where a
 * replica that lags behind is read, for longer.
 */
const mostTries = 10;

/** Keys that may have been taken when a connection was lost: so many are remembered. */
const mostOpen = 1000;

/**
 * Removes a key that still holds this text. In one step: where a connection is lost, it may be carried out later
 * than the next one, when another instance has the key.
 */
const removal = "if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end";

/**
 * Resolves once connected, or soon in any case: mutations without a key need no store, and those with one are
 * refused until there is a connection.
 */
export async function createRedisStore(url: string): Promise<IdempotencyStore> {
  const redis = connectRedis(url);
  /** Reservations of which it is open whether Redis has made them, with their keys. Nothing is sent under them. */
  const open = new Map<string, string>();
  redis.onReady(() => {
    for (const [text, name] of open) void giveBack(name, text);
    open.clear();
  });
  await redis.ready(commandTimeoutMs);

  async function giveBack(name: string, text: string): Promise<void> {
    try {
      await redis.client.eval(removal, { keys: [prefix + name], arguments: [text] });
    } catch {
      if (open.size < mostOpen) open.set(text, name);
    }
  }

  async function told<T>(sent: Promise<T>): Promise<T> {
    try {
      return await redis.reply(commandTimeoutMs, sent);
    } catch (cause) {
      throw new Fault('OVERLOADED', 'Idempotency keys cannot be kept at the moment.', { cause });
    }
  }

  async function reserve({ name }: StoreKey, entry: Entry, text: string): Promise<Entry | null> {
    for (let tries = 0; tries < mostTries; tries += 1) {
      // Atomic: of two instances at once, one sets the key and the other reads it.
      const set = await redis.client.set(prefix + name, text, {
        condition: 'NX',
        expiration: { type: 'PX', value: keptForMs },
      });
      if (set !== null) return null;
      const holder = await redis.client.get(prefix + name);
      // Otherwise it was released in between, and can be had now.
      if (holder !== null) return entryOf(holder) ?? { ...entry, openUntilMs: 0 };
    }
    throw new Error('Redis neither gives the key nor tells who has it');
  }

  const release = ({ name }: StoreKey) => redis.client.del(prefix + name);

  return {
    reserve: async (key, entry) => {
      // No two are alike: it can be told from that of another instance.
      const text = JSON.stringify({ ...entry, id: randomUUID() });
      const reserving = reserve(key, entry, text);
      try {
        return await told(reserving);
      } catch (error) {
        // Nothing will be sent under it: the key must not stay taken when Redis reserves it after all.
        void reserving
          .catch(() => null)
          .then((late) => (late === null ? giveBack(key.name, text) : undefined));
        throw error;
      }
    },
    settle: async ({ name }, entry) => {
      const settling = redis.client.set(prefix + name, JSON.stringify(entry), {
        expiration: { type: 'PX', value: keptForMs },
      });
      await told(settling);
    },
    release: async (key) => {
      await told(release(key));
    },
    close: () => redis.close(commandTimeoutMs),
  };
}

/** `null` where it is not an entry of ours. Its key is taken all the same, by something unknown. */
function entryOf(text: string): Entry | null {
  try {
    const entry: unknown = JSON.parse(text);
    return isEntry(entry) ? entry : null;
  } catch {
    return null;
  }
}

function isEntry(value: unknown): value is Entry {
  if (!isObject(value)) return false;
  const { inputHash, reservedAtMs, openUntilMs, outcomes } = value;
  return (
    typeof inputHash === 'string' &&
    typeof reservedAtMs === 'number' &&
    typeof openUntilMs === 'number' &&
    (outcomes === null || (Array.isArray(outcomes) && outcomes.every(isRecorded)))
  );
}

function isRecorded(value: unknown): boolean {
  return (
    isObject(value) &&
    typeof value.status === 'string' &&
    Array.isArray(value.refusals) &&
    (value.fault === null || isObject(value.fault))
  );
}
