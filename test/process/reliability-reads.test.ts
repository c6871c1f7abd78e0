import type { IncomingMessage, ServerResponse } from 'node:http';
import { expect, test } from 'vitest';
import { freePort } from '../listening.ts';
import { samplesOf, valueOf } from '../operating/samples.ts';
import { cut, inTurn, json, reset, resetMidBody, status, truncated } from './answering.ts';
import { afterMs, ask, hang, oneMember, serve, startUpstream, type Answer } from './rig.ts';

const threeSeconds = { OPERATION_TIMEOUT_MS: '3000', UPSTREAM_TIMEOUT_MS: '1000' };
/** Room for as many at once as the test sends. */
const roomy = { UPSTREAM_MAX_CONCURRENCY: '200', UPSTREAM_MAX_CONCURRENCY_PER_CREDENTIAL: '200' };

const filled = { data: { accountMemberships: { nodes: [{ sourceId: '7' }] } } };

function codesOf({ body }: Answer): unknown {
  const { errors = [] } = JSON.parse(body) as { errors?: { extensions: { code: string } }[] };
  return errors.map(({ extensions }) => extensions.code);
}

test('R08 an upstream that accepts and never answers: an answer in time, and its socket released', async () => {
  let lastAtMs = 0;
  let closedAtMs = 0;
  const upstream = await startUpstream((_request, response) => {
    lastAtMs = performance.now();
    response.once('close', () => (closedAtMs = performance.now()));
  });
  const gateway = await serve({ KANTATA_BASE_URL: upstream.url, ...threeSeconds });

  const answer = await ask(gateway.url);
  const answeredAtMs = performance.now();

  expect(answer.tookMs).toBeLessThanOrEqual(3300);
  expect(codesOf(answer)).toEqual(['UPSTREAM_TIMEOUT']);
  await expect.poll(() => closedAtMs, { interval: 5 }).toBeGreaterThan(lastAtMs);
  expect(closedAtMs - answeredAtMs).toBeLessThanOrEqual(200);
  expect(upstream.requests.length).toBeLessThanOrEqual(3);
});

test('R10 the deadline is for all attempts together, and none begins that cannot end', async () => {
  const arrivedAtMs: number[] = [];
  const upstream = await startUpstream((request, response) => {
    arrivedAtMs.push(performance.now());
    afterMs(900, status(503))(request, response);
  });
  const gateway = await serve({ KANTATA_BASE_URL: upstream.url, ...threeSeconds });
  await ask(gateway.url, {}, { query: '{ __typename }' });

  for (const headers of [{}, { 'x-request-timeout-ms': '1850' }] as Record<string, string>[]) {
    arrivedAtMs.length = 0;
    const begunAtMs = performance.now();
    const budgetMs = Number(headers['x-request-timeout-ms'] ?? 3000);
    const answer = await ask(gateway.url, headers);
    expect(answer.tookMs).toBeLessThanOrEqual(budgetMs * 1.1);
    expect(codesOf(answer)).toHaveLength(1);
    for (const atMs of arrivedAtMs)
      expect(atMs - begunAtMs).toBeLessThanOrEqual(budgetMs - 50 + 25);
  }
});

test.each([
  ['seconds', () => '1', 1000],
  ['a date', () => new Date(Math.ceil(Date.now() / 1000) * 1000 + 1000).toUTCString(), 1000],
])('R11 Retry-After as %s is waited for', async (_what, retryAfter, leastMs) => {
  const arrivedAtMs: number[] = [];
  const behave = inTurn((request, response) => {
    status(429, { 'retry-after': retryAfter() })(request, response);
  }, oneMember);
  const upstream = await startUpstream((request, response) => {
    arrivedAtMs.push(performance.now());
    behave(request, response);
  });
  const gateway = await serve({ KANTATA_BASE_URL: upstream.url, OPERATION_TIMEOUT_MS: '10000' });

  expect(JSON.parse((await ask(gateway.url)).body)).toEqual(filled);

  expect(arrivedAtMs).toHaveLength(2);
  const gapMs = (arrivedAtMs[1] ?? 0) - (arrivedAtMs[0] ?? 0);
  expect(gapMs).toBeGreaterThanOrEqual(leastMs - 5);
  expect(gapMs).toBeLessThanOrEqual(6000);
});

test('R13 a refusal is told by its code, and not asked for again', async () => {
  let code = 200;
  const upstream = await startUpstream((request, response) => {
    json({ errors: [{ type: 'x', message: 'Canary at /srv' }] }, code)(request, response);
  });
  const gateway = await serve({ KANTATA_BASE_URL: upstream.url });
  const expected: Readonly<Record<number, string>> = {
    400: 'BAD_USER_INPUT',
    401: 'UNAUTHENTICATED',
    403: 'FORBIDDEN',
    404: 'UPSTREAM_MALFORMED',
    409: 'UPSTREAM_MALFORMED',
    422: 'BAD_USER_INPUT',
  };
  for (const [each, told] of Object.entries(expected)) {
    code = Number(each);
    const before = upstream.requests.length;
    expect(codesOf(await ask(gateway.url)), each).toEqual([told]);
    expect(upstream.requests.length - before, each).toBe(1);
  }
});

test('R14 what fails at one moment is not repeated at one moment', async () => {
  const clients = 100;
  const held: ServerResponse[] = [];
  const failed = new Set<unknown>();
  let isWarmingUp = true;
  let failedAtMs = 0;
  let backOffsMs: number[] = [];
  const upstream = await startUpstream((request: IncomingMessage, response) => {
    const id = request.headers['x-request-id'];
    if (isWarmingUp || failed.has(id)) {
      backOffsMs.push(performance.now() - failedAtMs);
      oneMember(request, response);
      return;
    }
    failed.add(id);
    held.push(response);
    if (held.length < clients) return;
    failedAtMs = performance.now();
    for (const each of held.splice(0)) each.writeHead(503).end();
  });
  const gateway = await serve({ KANTATA_BASE_URL: upstream.url, ...roomy });
  // Each with a credential of its own: one read of the same would do for all of them.
  const all = () =>
    Promise.all(
      Array.from({ length: clients }, (_, index) =>
        ask(gateway.url, { authorization: `Bearer client-${index}` }),
      ),
    );
  for (let round = 0; round < 3; round += 1) await all();
  isWarmingUp = false;

  const rounds: { meanMs: number; inWindow: number }[] = [];
  for (let round = 0; round < 4; round += 1) {
    backOffsMs = [];
    for (const { body } of await all()) expect(JSON.parse(body)).toEqual(filled);
    expect(backOffsMs).toHaveLength(clients);
    const meanMs = backOffsMs.reduce((sum, ms) => sum + ms, 0) / clients;
    const inWindow = backOffsMs.map(
      (from) => backOffsMs.filter((ms) => ms >= from && ms < from + 20).length,
    );
    rounds.push({ meanMs, inWindow: Math.max(...inWindow) });
  }

  // What else the machine does can only add to them.
  const meanMs = Math.min(...rounds.map((round) => round.meanMs));
  const inWindow = Math.min(...rounds.map((round) => round.inWindow));
  process.stdout.write(`R14 mean ${meanMs.toFixed()} ms, most ${inWindow} in 20 ms\n`);
  expect(inWindow).toBeLessThanOrEqual(clients / 2);
  expect(meanMs).toBeLessThanOrEqual(100);
});

test('R15 a read that was lost is asked again, and nobody notices', async () => {
  let behave = oneMember;
  const upstream = await startUpstream((request, response) => {
    behave(request, response);
  });
  const gateway = await serve({ KANTATA_BASE_URL: upstream.url });
  for (const [what, fault] of Object.entries({ reset, resetMidBody, truncated, cut })) {
    for (let round = 0; round < 5; round += 1) {
      const before = upstream.requests.length;
      behave = inTurn(fault, oneMember);
      expect(JSON.parse((await ask(gateway.url)).body), what).toEqual(filled);
      expect(upstream.requests.length - before, what).toBe(2);
    }
  }
});

/** Listens at the address of the upstream from the moment when a connection to it has been refused. */
const openDoorWhenRefused = `data:text/javascript,${encodeURIComponent(`
  import { subscribe } from 'node:diagnostics_channel';
  import { connect, createServer } from 'node:net';
  subscribe('net.client.socket', ({ socket }) => {
    socket.once('connectionAttemptFailed', (_address, port) => {
      createServer((client) => {
        const onward = connect(Number(process.env.TRUE_PORT), '127.0.0.1');
        for (const each of [client, onward]) each.on('error', () => undefined);
        client.pipe(onward).pipe(client);
      }).listen(port, '127.0.0.1');
    });
  });
`)}`;

test('R15 a read whose connection is refused is sent when there is one', async () => {
  const upstream = await startUpstream(oneMember);
  const closed = await freePort();
  const gateway = await serve(
    { KANTATA_BASE_URL: `http://127.0.0.1:${closed}`, TRUE_PORT: String(upstream.port) },
    ['--import', openDoorWhenRefused],
  );

  expect(JSON.parse((await ask(gateway.url)).body)).toEqual(filled);

  expect(upstream.requests).toHaveLength(1);
  const samples = await samplesOf(gateway.url);
  const attempts = (outcome: string) =>
    valueOf(samples, 'gateway_upstream_attempts_total', { outcome });
  expect([attempts('not-sent'), attempts('2xx')]).toEqual([1, 1]);
  expect(valueOf(samples, 'gateway_upstream_attempts_total')).toBe(2);
});

test('R20 a client that leaves takes its reads along', async () => {
  const upstream = await startUpstream(hang);
  const gateway = await serve({ KANTATA_BASE_URL: upstream.url });
  const leaving = new AbortController();
  const query = '{ accountMembership(id: "7") { user { manager { fullName } } } me { id } }';
  const gone = fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer t' },
    body: JSON.stringify({ query }),
    signal: leaving.signal,
  });
  await expect.poll(() => upstream.requests.length, { interval: 2 }).toBe(2);

  const leftAtMs = performance.now();
  leaving.abort();
  await expect(gone).rejects.toThrow();
  await expect.poll(() => upstream.connections(), { interval: 2 }).toBe(0);

  expect(performance.now() - leftAtMs).toBeLessThanOrEqual(200);
  await gateway.line(({ clientLeft }) => clientLeft === true);
  // A later operation shows that nothing was sent in between.
  await ask(gateway.url, { 'x-request-timeout-ms': '300' });
  expect(upstream.requests).toHaveLength(3);
});
