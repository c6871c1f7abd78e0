/** Connections to Redis or Valkey, for whatever several instances share. */
import { once } from 'node:events';
import { setImmediate as nextRound, setTimeout as sleep } from 'node:timers/promises';
import { createClient } from '@redis/client';

/**
 * A connection on which a command, or the greeting, has waited this long is replaced by a new one. A host that is
 * gone, or a middlebox that has forgotten the connection, would leave it silent for a quarter of an hour; a proxy
 * in front of a Redis that is away may never greet. Not sooner: a Redis that only stalls may still carry out what
 * waits there, and nobody would hear of it.
 */
const silenceMs = 30_000;

/**
 * Returns at once. A lost connection is made again; commands fail while there is none.
 *
 * @param mostWaiting the most commands that may wait for a reply; any more fail at once
 */
export function connectRedis(url: string, mostWaiting?: number) {
  const onReady: (() => void)[] = [];
  let { client, connected } = connect();

  function connect() {
    const made = createClient({
      url,
      // Without the greeting of RESP 3, which older versions do not know.
      RESP: 2,
      // Without the client's own limit of 5 s, after which it drops a command that it has not sent: a Redis that
      // stalls may still take it, and every caller here has a limit already.
      commandOptions: { timeout: 0 },
      disableOfflineQueue: true,
      ...(mostWaiting === undefined ? {} : { commandsQueueMaxLength: mostWaiting }),
    });
    // Without a listener, a lost connection would end the process; commands report it anyway.
    made.on('error', () => undefined);
    made.on('connect', () => {
      renewWhenSilent(once(made, 'ready'));
    });
    made.on('ready', () => {
      for (const listener of onReady) listener();
    });
    return { client: made, connected: made.connect().catch(() => undefined) };
  }

  /** Replaces the connection when the reply stays away. All that waits on it fails with it. */
  function renewWhenSilent(reply: Promise<unknown>): void {
    const silent = client;
    const silence = setTimeout(() => {
      if (client !== silent || !silent.isOpen) return;
      silent.destroy();
      // With a new client: the old one may still be waiting for its greeting, and would go on beside its
      // successor.
      ({ client, connected } = connect());
    }, silenceMs).unref();
    const answered = () => {
      clearTimeout(silence);
    };
    reply.then(answered, answered);
  }

  return {
    /** Takes the commands. Never keep it: after silence it is another one. */
    get client() {
      return client;
    },
    /** The listener is called whenever there is a connection again, and before any command goes out on it. */
    onReady: (listener: () => void): void => {
      onReady.push(listener);
    },
    /** Resolves when there is a connection, or after so many milliseconds. */
    ready: async (ms: number): Promise<void> => {
      await within(ms, connected).catch(() => undefined);
    },
    /**
     * The reply to commands that have been sent. It rejects when they fail, or when so many milliseconds are over:
     * whether they are carried out is then open.
     */
    reply: <T>(ms: number, sent: Promise<T>): Promise<T> => {
      renewWhenSilent(sent);
      return within(ms, sent);
    },
    /** Once what has been sent is answered, or after so many milliseconds. */
    close: async (ms: number): Promise<void> => {
      if (client.isReady) await within(ms, client.close()).catch(() => undefined);
      // Even where it still waits for replies: it counts as closed by then, but keeps its socket.
      client.destroy();
      await connected;
    },
  };
}

async function within<T>(ms: number, pending: Promise<T>): Promise<T> {
  const stop = new AbortController();
  const late = sleep(ms, undefined, { signal: stop.signal })
    // Where this process was busy, the reply may have arrived before the timer ran.
    .then(() => nextRound())
    .then(() => {
      throw new Error('Redis did not answer in time');
    });
  try {
    return await Promise.race([pending, late]);
  } finally {
    late.catch(() => undefined);
    stop.abort();
  }
}
