/** A connection to Redis that something in between has forgotten, or whose Redis stalls. */
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { describe, test, type TestContext } from 'vitest';
import { createRedisStore } from '../../src/changing/redis-store.ts';
import { shareAnswers } from '../../src/upstreams/http/shared-answers.ts';
import { listenOnFreePort } from '../listening.ts';

/** Its first connection is silent but for the answers to these commands. On the others every command is carried out. */
async function startSilent(answered: readonly string[], { onTestFinished }: TestContext) {
  const sockets: Socket[] = [];
  /** The commands that came, for each connection. */
  const commands: string[][] = [];
  const server = createServer((socket) => {
    const isSilent = sockets.push(socket) === 1;
    const heard: string[] = [];
    commands.push(heard);
    socket.on('data', (said) => {
      for (const [, command = ''] of said.toString().matchAll(/^\*\d+\r\n\$\d+\r\n(\w+)/gm)) {
        if (command !== 'CLIENT') heard.push(command);
        if (answered.includes(command) || !isSilent) socket.write('+OK\r\n');
      }
    });
  });
  const port = await listenOnFreePort(server);
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return { url: `redis://127.0.0.1:${port}`, server, commands };
}

describe.concurrent('a silent connection to Redis is given up for a new one', () => {
  const silences = [
    // What the silent one may have taken is given back first.
    ['after its greeting', ['CLIENT'], [['SET'], ['EVAL', 'SET']]],
    ['from the beginning', [], [[], ['SET']]],
  ] as const;

  test.for(silences)(
    'on which idempotency keys can be had again: %s',
    async ([, answered, commands], context) => {
      const { expect, onTestFinished } = context;
      const redis = await startSilent(answered, context);
      const renewed = once(redis.server, 'connection').then(() => once(redis.server, 'connection'));
      const store = await createRedisStore(redis.url);
      onTestFinished(store.close);
      const key = { owner: 'Ada', name: 'one' };
      const entry = { inputHash: '', reservedAtMs: 0, openUntilMs: 0, outcomes: null };

      await expect(store.reserve(key, entry)).rejects.toMatchObject({ code: 'OVERLOADED' });
      await renewed;

      await expect.poll(() => store.reserve(key, entry).catch(() => 'not yet')).toBeNull();
      expect(redis.commands).toEqual(commands);
    },
  );

  test('on which the other instances are told of writes again', async (context) => {
    const { expect, onTestFinished } = context;
    const { url, server, commands } = await startSilent(['CLIENT'], context);
    const answers = shareAnswers(url, 1000);
    onTestFinished(answers.close);
    const kept = answers.of('u');
    const toldOn = async (connection: number) => {
      await kept.forget();
      return commands[connection]?.[0];
    };

    await expect.poll(() => toldOn(0)).toBe('SET');
    await once(server, 'connection');
    await expect.poll(() => toldOn(1), { timeout: 10_000 }).toBe('SET');
  });
});

test.concurrent(
  'outcomes that Redis does not take for 6 s are kept when it goes on',
  async (context) => {
    const { expect, onTestFinished } = context;
    let heard = '';
    const server = createServer((socket) => {
      socket.on('data', (said) => (heard += said.toString().replaceAll(/x+/g, 'x')));
      socket.once('data', () => {
        socket.write('+OK\r\n'.repeat(2));
        socket.once('data', () => {
          socket.pause();
          setTimeout(() => socket.resume(), 6000);
        });
      });
    });
    const port = await listenOnFreePort(server);
    const store = await createRedisStore(`redis://127.0.0.1:${port}`);
    onTestFinished(async () => {
      await store.close();
      server.close();
    });
    // More than the system keeps for a connection.
    const entry = { inputHash: 'x'.repeat(1e6), reservedAtMs: 0, openUntilMs: 0, outcomes: [] };
    const names = Array.from({ length: 30 }, (_, index) => `key-${index}-`);

    await Promise.allSettled(names.map((name) => store.settle({ owner: 'Ada', name }, entry)));

    const missing = () => names.filter((name) => !heard.includes(name));
    await expect.poll(missing, { timeout: 10_000 }).toEqual([]);
  },
);
