/** Between an instance and its Redis. */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

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
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    for (const caller of callers) caller.destroy();
  });
  return {
    url: `redis://127.0.0.1:${(server.address() as AddressInfo).port}`,
    hold: () => {
      for (const caller of callers) caller.pause();
    },
    release: () => {
      for (const caller of callers) caller.resume();
    },
  };
}
