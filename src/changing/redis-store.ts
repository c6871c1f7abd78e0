/** Idempotency entries that several instances share, in Redis or Valkey. */
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

/** How many reservations are remembered, to be given back on the next connection. */
const mostOpen = 1000;

/**
 * Removes a key if it still holds this text. In one step: what was sent on a lost connection may be carried out late,
 * when another instance holds the key by then.
 */
const removal = "if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end";

/**
 * Resolves once connected, or soon in any case: mutations without a key need no store, and those with one are
 * refused until there is a connection.
 */
export async function createRedisStore(url: string): Promise<IdempotencyStore> {
  const redis = connectRedis(url);
  /** Reservations of which it is open whether Redis still has them, with their keys. Nothing was sent under them. */
  const open = new Map<Entry, StoreKey>();
  redis.onReady(() => {
    for (const [entry, key] of open) void giveBack(key, entry);
    open.clear();
  });
  await redis.ready(commandTimeoutMs);

  /** Now, or where that fails, on the next connection. */
  async function giveBack(key: StoreKey, entry: Entry): Promise<void> {
    try {
      const reserved = { keys: [prefix + key.name], arguments: [JSON.stringify(entry)] };
      await redis.client.eval(removal, reserved);
    } catch {
      if (open.size < mostOpen) open.set(entry, key);
    }
  }

  async function told<T>(sent: Promise<T>): Promise<T> {
    try {
      return await redis.reply(commandTimeoutMs, sent);
    } catch (cause) {
      throw new Fault('OVERLOADED', 'Idempotency keys cannot be kept at the moment.', { cause });
    }
  }

  async function reserve({ name }: StoreKey, entry: Entry): Promise<Entry | null> {
    for (let tries = 0; tries < mostTries; tries += 1) {
      // Atomic: of two instances at once, one sets the key and the other reads it.
      const set = await redis.client.set(prefix + name, JSON.stringify(entry), {
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

  return {
    reserve: async (key, entry) => {
      const mayArrive = redis.client.isReady;
      const reserving = reserve(key, entry);
      try {
        return await told(reserving);
      } catch (error) {
        // Nothing will be sent under it: the key must not stay taken when Redis reserves it after all.
        const isOurs = reserving.then(
          (late) => late === null,
          () => mayArrive,
        );
        void isOurs.then((is) => (is ? giveBack(key, entry) : undefined));
        throw error;
      }
    },
    settle: async ({ name }, entry) => {
      const settling = redis.client.set(prefix + name, JSON.stringify(entry), {
        expiration: { type: 'PX', value: keptForMs },
      });
      await told(settling);
    },
    release: async (key, entry) => {
      await told(giveBack(key, entry));
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
