/** A connection to Redis that something in between has forgotten: what is said on it is never answered. */
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createRedisStore } from '../../src/changing/redis-store.ts';

const key = { owner: 'Ada', name: 'one' };
const entry = { inputHash: '', reservedAtMs: 0, openUntilMs: 0, outcomes: null };

test('a silent connection to Redis is given up for a new one, on which keys can be had again', async () => {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    const isForgotten = sockets.push(socket) === 1;
    socket.on('data', (said) => {
      for (const [, command] of said.toString().matchAll(/^\*\d+\r\n\$\d+\r\n(\w+)/gm)) {
        if (command === 'CLIENT' || !isForgotten) socket.write('+OK\r\n');
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  const store = await createRedisStore(
    `redis://127.0.0.1:${(server.address() as AddressInfo).port}`,
  );
  onTestFinished(store.close);

  const again = once(server, 'connection');
  await expect(store.reserve(key, entry)).rejects.toMatchObject({ code: 'OVERLOADED' });
  await again;

  await expect.poll(() => store.reserve(key, entry)).toBeNull();
  expect(sockets).toHaveLength(2);
});
