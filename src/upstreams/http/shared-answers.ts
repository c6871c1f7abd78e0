/**
 * Answers that several instances share, in Redis or Valkey. Each upstream has an epoch there, a random word
 * that is new before and after every write; an answer names the epoch in which it was asked for, and is valid
 * in no other. While Redis is slow or away nothing is found, and nothing fails.
 */
import { randomBytes } from 'node:crypto';
import { connectRedis } from '../../redis/connection.ts';
import { digestOf, type Found, type KeptAnswers } from './kept-answers.ts';

export interface SharedAnswers {
  /** @param upstream identifies it among all upstreams, also those of other deployments */
  readonly of: (upstream: string) => KeptAnswers;
  readonly close: () => Promise<void>;
}

/** How long Redis is waited for, in milliseconds. */
interface Patience {
  /** By a read: asking the upstream itself hardly takes longer. */
  readonly readMs: number;
  /** By a write: other instances that do not hear of it may use old answers until these expire. */
  readonly writeMs: number;
}

const usualPatience: Patience = { readMs: 50, writeMs: 200 };

/** After a failure, Redis is left alone for so long: the next read need not wait for it, too. */
const restMs = 1000;

/** An epoch that expires is followed by a new one: nothing depends on how long it lives. */
const epochLivesMs = 24 * 60 * 60 * 1000;

const mostWaitingCommands = 1000;

const nothing: Found = { text: null, keep: () => undefined };

/** Resolves at once: until there is a connection nothing is found. */
export function shareAnswers(
  url: string,
  keptForMs: number,
  { readMs, writeMs }: Patience = usualPatience,
): SharedAnswers {
  const redis = connectRedis(url, mostWaitingCommands);
  let restsUntilMs = 0;

  /** `null` where it did not work in time. */
  async function tried<T>(
    command: () => Promise<T>,
    ms = readMs,
  ): Promise<{ readonly reply: T } | null> {
    if (!redis.client.isReady) return null;
    try {
      return { reply: await redis.reply(ms, command()) };
    } catch {
      restsUntilMs = performance.now() + restMs;
      return null;
    }
  }

  function of(upstream: string): KeptAnswers {
    // In braces: a cluster keeps them side by side.
    const prefix = `membership-gateway:answers:{${digestOf(upstream)}}:`;
    const epochKey = `${prefix}epoch`;
    const px = (value: number) => ({ expiration: { type: 'PX', value } }) as const;
    let writes = 0;
    let told = 0;
    // Redis may come back without its last moments, and so with the epoch from before a write.
    redis.onReady(() => {
      told = 0;
    });

    /** Until the other instances know of a write, nothing is found or kept here. */
    async function tell(ms: number): Promise<void> {
      const begun = writes;
      const done = await tried(() => redis.client.set(epochKey, newEpoch(), px(epochLivesMs)), ms);
      if (done !== null) told = Math.max(told, begun);
    }

    function keepIn(epoch: string): Found['keep'] {
      return (address, text) => {
        if (performance.now() < restsUntilMs) return;
        const entry = epoch + text;
        void tried(() => redis.client.set(prefix + digestOf(address), entry, px(keptForMs)));
      };
    }

    async function find(address: string): Promise<Found> {
      if (performance.now() < restsUntilMs) return nothing;
      if (told < writes) {
        await tell(readMs);
        return nothing;
      }
      const begun = writes;
      const read = await tried(() => redis.client.mGet([epochKey, prefix + digestOf(address)]));
      if (read === null || begun !== writes) return nothing;
      const [epoch = null, entry = null] = read.reply;
      if (epoch === null) {
        const first = { ...px(epochLivesMs), condition: 'NX' } as const;
        await tried(() => redis.client.set(epochKey, newEpoch(), first));
        return nothing;
      }
      const isOfNow = entry?.startsWith(epoch) === true;
      return { text: isOfNow ? entry.slice(epoch.length) : null, keep: keepIn(epoch) };
    }

    return {
      find,
      forget: async () => {
        writes += 1;
        const telling = tell(writeMs);
        if (performance.now() >= restsUntilMs) await telling;
      },
    };
  }

  return {
    of,
    close: () => redis.close(writeMs),
  };
}

/** Of one length, so that none is the beginning of another. */
function newEpoch(): string {
  return randomBytes(16).toString('base64url');
}
