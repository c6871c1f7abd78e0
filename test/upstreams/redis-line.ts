/** Between an instance and its Redis. */
import { connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { listenDuringTest } from '../listening.ts';

/** A line to Redis on which what an instance says can be held up. */
export async function startLine(url: string) {
  const callers = new Set<Socket>();
  const server = createServer((caller) => {
    const redis = connect(Number(new URL(url).port), '127.0.0.1');
    callers.add(caller);
    caller.on('data', (said) => redis.write(said));
    redis.on('data', (told) => caller.write(told));
    caller.on('error', () => undefined).once('close', () => redis.destroy());
    redis.on('error', () => undefined).once('close', () => caller.destroy());
  });
  const port = await listenDuringTest(server);
  onTestFinished(() => {
    for (const caller of callers) caller.destroy();
  });
  return {
    url: `redis://127.0.0.1:${port}`,
    hold: () => {
      for (const caller of callers) caller.pause();
    },
    release: () => {
      for (const caller of callers) caller.resume();
    },
  };
}
