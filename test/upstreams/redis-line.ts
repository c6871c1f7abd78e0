/** Between an instance and its Redis. */
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { listenDuringTest } from '../listening.ts';

/** A line to Redis on which what an instance says can be held up, and which can be cut. */
export async function startLine(url: string) {
  const callers = new Set<Socket>();
  let cut: {
    readonly at: string;
    readonly isCut: (arrive: () => Promise<unknown>) => void;
  } | null = null;
  const server = createServer((caller) => {
    const redis = connect(Number(new URL(url).port), '127.0.0.1');
    callers.add(caller);
    const leave = () => redis.destroy();
    caller.on('data', (said) => {
      if (cut === null || !said.includes(cut.at)) {
        redis.write(said);
        return;
      }
      cut.isCut(() => {
        redis.write(said);
        return once(redis, 'data');
      });
      cut = null;
      caller.off('close', leave).destroy();
    });
    redis.on('data', (told) => caller.write(told));
    caller.on('error', () => undefined).once('close', leave);
    redis.on('error', () => undefined).once('close', () => caller.destroy());
  });
  const port = await listenDuringTest(server);
  onTestFinished(() => {
    for (const caller of callers) caller.destroy();
  });
  return {
    url: `redis://127.0.0.1:${port}`,
    /** Cuts the line when an instance says this. Resolves to how to let Redis hear it all the same. */
    cutAt: (at: string) => {
      const cutting = Promise.withResolvers<() => Promise<unknown>>();
      cut = { at, isCut: cutting.resolve };
      return cutting.promise;
    },
    hold: () => {
      for (const caller of callers) caller.pause();
    },
    release: () => {
      for (const caller of callers) caller.resume();
    },
  };
}
