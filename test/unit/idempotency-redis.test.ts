/** A Redis that answers what no Redis should, or nothing. */
import { createServer, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createRedisStore } from '../../src/changing/redis-store.ts';
import { connectRedis } from '../../src/redis/connection.ts';
import { listenDuringTest } from '../listening.ts';

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
  expect(redis.commands).toEqual(Array.from({ length: 10 }, () => ['SET', 'GET']).flat());
});

test('a connection that is closed is gone, though it is owed an answer', async () => {
  const { url, sockets } = await startOddRedis(() => '');
  const redis = connectRedis(url);
  await redis.ready(1000);
  redis.client.get('one').catch(() => undefined);

  await redis.close(50);

  await expect.poll(() => [...sockets].map(({ destroyed }) => destroyed)).toEqual([true]);
});

test.each([
  ['what it took and did not tell is given back on the next connection', true],
  ['what another has taken meanwhile is not', false],
])('a connection that is lost behind a reservation: %s', async (_what, isOwn) => {
  let taken = '';
  const redis = await startOddRedis((command, said, socket) => {
    if (command === 'GET') return isOwn ? `$${taken.length}\r\n${taken}\r\n` : '$2\r\n{}\r\n';
    if (command !== 'SET') return ':1\r\n';
    taken = said.split('\r\n')[6] ?? '';
    socket.destroy();
    return '';
  });
  const store = await createRedisStore(redis.url);
  onTestFinished(store.close);

  await expect(store.reserve(key, entry)).rejects.toMatchObject({ code: 'OVERLOADED' });
  // Sent again while there is no connection: no reason to forget the first.
  await expect(store.reserve(key, entry)).rejects.toMatchObject({ code: 'OVERLOADED' });
  await expect.poll(() => redis.commands).toContain('GET');
  await store.release({ owner: 'Ada', name: 'two' });
  const looks = ['SET', 'GET', 'GET'];
  await expect
    .poll(() => redis.commands)
    .toEqual(isOwn ? [...looks, 'DEL', 'DEL'] : [...looks, 'DEL']);
});
