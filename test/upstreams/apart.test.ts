/** Parts of an upstream that go down, and are left alone, each by itself. */
import { expect, test } from 'vitest';
import { call, faultOf, startClient, withOwnClock, withoutPauses } from './client.ts';
import { sendJson } from './server.ts';

const rest = { method: 'GET', path: '/rest' } as const;
const part = { method: 'POST', path: '/part', form: {} } as const;

async function start() {
  const pass = withOwnClock();
  withoutPauses();
  const down = new Set<string>();
  const client = await startClient(({ line }, response) => {
    sendJson(response, {}, down.has(line) ? 503 : 200);
  });
  const apart = client.apart();
  return {
    client,
    pass,
    down,
    readRest: () => client.read(rest, call()),
    readPart: () => apart.read(part, call()),
  };
}

test('one that is down does not take the others along, and is told of', async () => {
  const { client, down, readRest, readPart } = await start();
  down.add('POST /part');
  for (let read = 0; read < 7; read += 1) await faultOf(readPart());
  expect(await faultOf(readPart())).toMatchObject({ retryAfterMs: 5000 });
  expect(client.health()).toEqual({ state: 'FAILING', lastSuccess: null, breaker: 'OPEN' });
  await readRest();
  expect(client.upstream.lines().slice(20)).toEqual(['GET /rest']);
  expect(client.health()).toEqual({
    state: 'FAILING',
    lastSuccess: expect.any(String) as unknown,
    breaker: 'OPEN',
  });
  expect(client.traffic().openings).toBe(1);
});

test('one is not taken along by the others', async () => {
  const { client, down, readRest, readPart } = await start();
  down.add('GET /rest');
  for (let read = 0; read < 7; read += 1) await faultOf(readRest());
  expect(await faultOf(readRest())).toMatchObject({ retryAfterMs: 5000 });
  await readPart();
  expect(client.upstream.lines().slice(20)).toEqual(['POST /part']);
});

test('openings are counted together, and the last success is that of any', async () => {
  const { client, pass, down, readRest, readPart } = await start();
  await readPart();
  expect(client.health()).toMatchObject({ state: 'UP', breaker: 'CLOSED' });
  const since = new Date().toISOString();
  await readRest();
  expect((client.health().lastSuccess ?? '') >= since).toBe(true);
  for (const line of ['GET /rest', 'POST /part']) down.add(line);
  for (let read = 0; read < 7; read += 1) await faultOf(readPart());
  for (let read = 0; read < 7; read += 1) await faultOf(readRest());
  expect(client.traffic().openings).toBe(2);
  pass(5000);
  down.clear();
  await readPart();
  expect(client.health()).toMatchObject({ state: 'FAILING', breaker: 'OPEN' });
  await readRest();
  expect(client.health()).toMatchObject({ state: 'UP', breaker: 'CLOSED' });
});
