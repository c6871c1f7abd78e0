import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { ask, look, oneMember, pauseMs, serve, startUpstream } from '../process/rig.ts';
import { inParallel, openFiles, report, residentMb } from './measuring.ts';

const clients = 10_000;

/** Node raises its own limit to what it may; beyond that the system has to allow it. */
const mostFiles = Number(
  /^Max open files +\d+ +(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1] ?? 0,
);

const body = '{"query":"{ __typename }"}';
const request = [
  'POST /graphql HTTP/1.1',
  'host: gateway',
  'content-type: application/json',
  'authorization: Bearer some-token',
  `content-length: ${body.length}`,
  '',
  body,
].join('\r\n');

/** Asks once, and keeps the connection. */
async function client(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  socket.write(request);
  const answer: unknown = (await once(socket, 'data'))[0];
  expect(String(answer)).toMatch(/^HTTP\/1\.1 200 /);
  return socket;
}

test.skipIf(mostFiles < clients + 500)(
  'ten thousand clients that keep their connection and ask nothing take at most 200 MB (needs 10,500 open files)',
  async () => {
    const upstream = await startUpstream(oneMember);
    const gateway = await serve({ KANTATA_BASE_URL: upstream.url });
    await inParallel(2000, 50, () => ask(gateway.url));
    const beforeMb = residentMb(gateway.pid);

    const sockets = await inParallel(clients, 100, () => client(gateway.port));
    onTestFinished(() => {
      for (const socket of sockets) socket.destroy();
    });
    await pauseMs(1000);
    const more = residentMb(gateway.pid) - beforeMb;
    const open = openFiles(gateway.pid);

    report('idle clients', { open, beforeMb, moreMb: more, kbEach: (more * 1024) / clients });
    expect(open).toBeGreaterThanOrEqual(clients);
    expect(more).toBeLessThanOrEqual(200);
    expect((await ask(gateway.url)).status).toBe(200);
    expect((await look(`${gateway.url}/readyz`)).status).toBe(200);
  },
);
