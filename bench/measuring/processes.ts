/** The processes of the bench: each on its core, each with a channel to talk over. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, openSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Contestant } from '../contestants/index.ts';
import type { StubOrder, StubReport, Usage } from './messages.ts';

/** Before any of it is taken away. */
export const cores = availableParallelism();
/** Contestants have the last core to themselves; load and upstream share the others. */
const ownCore = String(cores - 1);
const otherCores = cores > 2 ? `0-${cores - 2}` : '0';
/** Where the processes run and write their logs: real files, as a service would have. */
const folder = mkdtempSync(join(tmpdir(), 'membership-gateway-bench-'));
const logPath = join(folder, 'log');
export const isPinned = cores > 1 && spawnSync('taskset', ['-c', '0', 'true']).status === 0;

process.on('exit', () => {
  rmSync(folder, { recursive: true, force: true });
});

/** Puts this process where the contestants are not. */
export function pinLoad(): void {
  if (isPinned) spawnSync('taskset', ['-a', '-c', '-p', otherCores, String(process.pid)]);
}

export interface Served {
  readonly contestant: Contestant;
  readonly port: number;
  readonly usage: () => Promise<Usage>;
  readonly stop: () => void;
}

export interface Stub {
  readonly url: string;
  readonly order: (order: StubOrder) => Promise<StubReport>;
  readonly stop: () => void;
}

export async function startStub(): Promise<Stub> {
  const port = await freePort();
  const stub = fileURLToPath(new URL('../stub/main.ts', import.meta.url));
  const child = start([stub], { PORT: String(port) }, otherCores);
  await once(child, 'message');
  return {
    url: `http://127.0.0.1:${port}`,
    order: (order) => talk<StubReport>(child, order),
    stop: () => child.kill('SIGKILL'),
  };
}

/** Resolves when it answers. */
export async function startContestant(contestant: Contestant, upstream: string): Promise<Served> {
  const port = await freePort();
  const probe = new URL('probe.ts', import.meta.url).href;
  const child = start(
    ['--import', probe, ...contestant.arguments],
    contestant.environment(port, upstream),
    ownCore,
  );
  await answering(child, port, contestant.name);
  return {
    contestant,
    port,
    usage: () => talk<Usage>(child, 'usage'),
    stop: () => child.kill('SIGKILL'),
  };
}

function start(
  parts: readonly string[],
  environment: Readonly<Record<string, string>>,
  core: string,
): ChildProcess {
  const log = openSync(logPath, 'a');
  const [command = '', ...rest] = [
    ...(isPinned ? ['taskset', '-c', core] : []),
    process.execPath,
    ...parts,
  ];
  return spawn(command, rest, {
    cwd: folder,
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', log, log, 'ipc'],
  });
}

/** One question at a time. */
async function talk<T>(child: ChildProcess, message: object | string): Promise<T> {
  const answer = new Promise<T>((resolve) => {
    child.once('message', (told) => {
      resolve(told as T);
    });
  });
  child.send(message);
  return answer;
}

async function answering(child: ChildProcess, port: number, name: string): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`${name} has ended: see ${logPath}`);
    try {
      const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: 'Bearer first' },
        body: '{"operationName":"W5","query":"query W5 { __typename }"}',
      });
      await response.arrayBuffer();
      if (response.ok) return;
    } catch {
      // Not there yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new TypeError('No TCP address');
  return address.port;
}
