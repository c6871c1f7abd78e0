/** A Redis of the test's own, gone when the test is. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';

const program = '/usr/bin/redis-server';

export const hasRedis = existsSync(program);

/** Stands in the title of a test that is skipped for want of it. */
export const wantsRedis = hasRedis ? '' : ' (skipped: apt-get install redis-server)';

export interface TestRedis {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

export async function startRedis(port?: number): Promise<TestRedis> {
  const own = port ?? (await freePort());
  const child = spawn(program, ['--save', '', '--appendonly', 'no', '--port', String(own)], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => {
      resolve();
    });
  });
  const stop = async () => {
    child.kill('SIGKILL');
    await ended;
  };
  onTestFinished(stop);
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.includes('Ready to accept connections')) break;
  }
  return { url: `redis://127.0.0.1:${own}`, stop };
}

/**
 * Outside of the range from which the system gives ports away, so that nobody has it when it is needed: no
 * listener of another test, and no connection, not even one that is looking for whoever is to listen there.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    if (await canListen(port)) return port;
  }
}

function canListen(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => {
      resolve(false);
    });
    server.listen(port, '127.0.0.1', () =>
      server.close(() => {
        resolve(true);
      }),
    );
  });
}
