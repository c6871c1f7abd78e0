/** A Redis that answers what no Redis should, or nothing, or hears of things late. */
import { createServer, type Socket } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createRedisStore } from '../../src/changing/redis-store.ts';
import { connectRedis } from '../../src/redis/connection.ts';
import { hasRedis, startRedis, wantsRedis } from '../integration/redis.ts';
import { listenDuringTest } from '../listening.ts';
import { startLine } from '../upstreams/redis-line.ts';

/** @param answer to each command, by its name */
async function startOddRedis(answer: (command: string, said: string, socket: Socket) => string) {
  const commands: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('data', (said) => {
      const text = said.toString();
      for (const [, command = ''] of text.matchAll(/^\*\d+\r\n\$\d+\r\n(\w+)/gm)) {
        if (command !== 'CLIENT') commands.push(command);
        socket.write(command === 'CLIENT' ? '+OK\r\n' : answer(command, text, socket));
      }
    });
  });
  const port = await listenDuringTest(server);
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
  });
  return { url: `redis://127.0.0.1:${port}`, commands, sockets };
}

const key = { owner: 'Ada', name: 'one' };
const entry = { inputHash: '', reservedAtMs: 0, openUntilMs: 0, outcomes: null };

test('a key that is taken and that nobody has is not tried for ever', async () => {
  const redis = await startOddRedis(() => '$-1\r\n');
  const store = await createRedisStore(redis.url);
  onTestFinished(store.close);

  await expect(store.reserve(key, entry)).rejects.toMatchObject({ code: 'OVERLOADED' });
  expect(redis.commands.slice(0, 20)).toEqual(
    Array.from({ length: 10 }, () => ['SET', 'GET']).flat(),
  );
  await expect.poll(() => redis.commands.slice(20)).toEqual(['EVAL']);
});

test('a connection that is closed is gone, though it is owed an answer', async () => {
  const { url, sockets } = await startOddRedis(() => '');
  const redis = connectRedis(url);
  await redis.ready(1000);
  redis.client.get('one').catch(() => undefined);

  await redis.close(50);

  await expect.poll(() => [...sockets].map(({ destroyed }) => destroyed)).toEqual([true]);
});

test('what it took and did not tell before a connection was lost is given back on the next', async () => {
  let taken = '';
  const givenBack: unknown[] = [];
  const redis = await startOddRedis((command, said, socket) => {
    const words = said.split('\r\n').filter((_, index) => index % 2 === 0);
    if (command === 'EVAL') givenBack.push(words.slice(4, 6));
    if (command !== 'SET') return ':1\r\n';
    taken = words[3] ?? '';
    socket.destroy();
    return '';
  });
  const store = await createRedisStore(redis.url);
  onTestFinished(store.close);

  await expect(store.reserve(key, entry)).rejects.toMatchObject({ code: 'OVERLOADED' });
  // Sent again while there is no connection: no reason to forget the first.
  await expect(store.reserve(key, entry)).rejects.toMatchObject({ code: 'OVERLOADED' });
  await expect
    .poll(() => givenBack)
    .toContainEqual(['membership-gateway:idempotency:v1:one', taken]);
});

describe.skipIf(!hasRedis)(`at a real Redis${wantsRedis}`, () => {
  const ofOther = { ...entry, id: 'of the other' };

  /** Two instances; what the first says can be cut off. */
  async function startTwo() {
    const { url } = await startRedis();
    const line = await startLine(url);
    const store = await createRedisStore(line.url);
    const other = await createRedisStore(url);
    onTestFinished(store.close);
    onTestFinished(other.close);
    return { line, store, other };
  }

  test('a key that is given back late is not taken from whoever has it by then', async () => {
    const { line, store, other } = await startTwo();
    const removing = line.cutAt('NX').then(async (arrive) => {
      await arrive();
      return line.cutAt('DEL');
    });
    await expect(store.reserve(key, entry)).rejects.toMatchObject({ code: 'OVERLOADED' });
    const arriveLate = await removing;
    await expect.poll(() => other.reserve(key, ofOther)).toBeNull();
    await arriveLate();
    expect(await other.reserve(key, entry)).toEqual(ofOther);
  });

  test('keys that could not be asked for while there was no connection are no reason to forget one', async () => {
    const { line, store, other } = await startTwo();
    expect(await store.reserve(key, entry)).toBeNull();
    void line.cutAt('NX');
    const ask = (name: number) => store.reserve({ ...key, name: `${name}` }, { ...entry });
    await expect(ask(0)).rejects.toThrow();
    await Promise.allSettled(Array.from({ length: 1000 }, (_, index) => ask(index)));
    await store.release(key, entry);
    await expect.poll(() => other.reserve(key, ofOther)).toBeNull();
  });

  test('a key is given back also where the connection is lost meanwhile', async () => {
    const { line, store, other } = await startTwo();
    expect(await store.reserve(key, entry)).toBeNull();
    void line.cutAt('DEL');
    await store.release(key, entry).catch(() => undefined);
    expect(await other.reserve(key, ofOther)).not.toBeNull();
    await expect.poll(() => other.reserve(key, ofOther)).toBeNull();
  });
});
