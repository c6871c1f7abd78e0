import fastify from 'fastify';
import { expect, onTestFinished, test } from 'vitest';
import { addMetrics } from '../../src/http/metrics-page.ts';
import {
  afterMs,
  ask,
  hang,
  linesOf,
  membersQuery,
  oneMember,
  pauseMs,
  run,
  serve,
  startUpstream,
} from '../process/rig.ts';
import { untilReleased } from '../process/answering.ts';
import { sendRaw } from '../process/raw.ts';
import { samplesOf, valueOf, type Sample } from './samples.ts';

/** As many attempts of each kind as the upstream has seen, by its own log. */
function attemptsIn(samples: readonly Sample[]): Record<string, number> {
  const attempts = samples.filter(({ name }) => name === 'gateway_upstream_attempts_total');
  return Object.fromEntries(
    attempts.map(({ labels: { source, method, route, outcome }, value }) => [
      `${source} ${method} ${route} ${outcome}`,
      value,
    ]),
  );
}

test('attempts, retries and durations are those that the upstream has seen', async () => {
  const statuses = [503, 200, 200, 403, 500, 502, 504];
  const upstream = await startUpstream((request, response) => {
    const status = statuses[upstream.requests.length - 1] ?? 200;
    if (status === 200) oneMember(request, response);
    else response.writeHead(status).end();
  });
  const gateway = await serve({ KANTATA_BASE_URL: upstream.url });
  const byId = { query: '{ accountMembership(id: "7") { sourceId } }' };

  // Refused, repeated; read by id; forbidden; three times refused.
  for (const body of [{ query: membersQuery }, byId, byId, { query: membersQuery }]) {
    await ask(gateway.url, {}, body);
  }

  expect(upstream.requests).toHaveLength(7);
  const samples = await samplesOf(gateway.url);
  const route = 'KANTATA_OX GET /account_memberships';
  expect(attemptsIn(samples)).toEqual({
    [`${route} 5xx`]: 4,
    [`${route} 2xx`]: 2,
    [`${route} 4xx`]: 1,
  });
  expect(valueOf(samples, 'gateway_upstream_retries_total', { source: 'KANTATA_OX' })).toBe(3);
  expect(valueOf(samples, 'gateway_upstream_attempt_duration_seconds_count')).toBe(7);
  expect(valueOf(samples, 'gateway_upstream_breaker_state')).toBe(0);
  expect(valueOf(samples, 'gateway_operations_total', { outcome: 'ok' })).toBe(2);
  expect(valueOf(samples, 'gateway_operations_total', { outcome: 'errors' })).toBe(2);
  expect(valueOf(samples, 'gateway_operation_errors_total', { code: 'FORBIDDEN' })).toBe(1);
  expect(valueOf(samples, 'gateway_operation_errors_total', { code: 'UPSTREAM_UNAVAILABLE' })).toBe(
    1,
  );
  expect(valueOf(samples, 'gateway_operation_duration_seconds_count', { kind: 'query' })).toBe(4);
  expect(valueOf(samples, 'gateway_loads_total', { how: 'records' })).toBe(2);
});

test('ids stand in no label, and what callers make up stands in none', async () => {
  const upstream = await startUpstream((_request, response) => response.writeHead(204).end());
  const gateway = await serve({ KANTATA_BASE_URL: upstream.url });
  const mutation = `mutation Invented {
    disableAccountMembership(input: { id: "300501" }) { accountMembership { sourceId } }
  }`;
  await ask(gateway.url, {}, { query: mutation });
  await ask(gateway.url, {}, { query: '{ nonsense }' });

  const response = await fetch(`${gateway.url}/metrics`);
  expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  const text = await response.text();
  expect(text).not.toMatch(/Invented|300501|nonsense/);
  expect(attemptsIn(await samplesOf(gateway.url))).toEqual({
    'KANTATA_OX PUT /account_memberships/{id}/disable 2xx': 1,
  });
  const samples = await samplesOf(gateway.url);
  const operations = samples.filter(({ name }) => name === 'gateway_operations_total');
  expect(operations.map(({ labels }) => labels)).toEqual([
    { operation: 'other', kind: 'mutation', outcome: 'ok' },
    { operation: 'other', kind: 'none', outcome: 'errors' },
  ]);
});

test('what runs, what waits, what was shed and who left are told', async () => {
  const held = untilReleased(oneMember);
  let behave = held.behave;
  const upstream = await startUpstream((request, response) => {
    behave(request, response);
  });
  const gateway = await serve({
    KANTATA_BASE_URL: upstream.url,
    UPSTREAM_MAX_CONCURRENCY_PER_CREDENTIAL: '1',
    MAX_INFLIGHT: '2',
  });
  const answers = [
    ask(gateway.url),
    // The same again would not wait: it would be answered with the first.
    ask(gateway.url, {}, { query: '{ accountMembership(id: "7") { sourceId } }' }),
  ];
  while (valueOf(await samplesOf(gateway.url), 'gateway_upstream_waiting') !== 1) await pauseMs(5);
  await ask(gateway.url);

  const during = await samplesOf(gateway.url);
  expect(valueOf(during, 'gateway_upstream_running')).toBe(1);
  expect(valueOf(during, 'gateway_inflight_operations')).toBe(2);
  expect(valueOf(during, 'gateway_shed_operations_total')).toBe(1);
  held.release();
  await Promise.all(answers);

  behave = hang;
  await ask(gateway.url, { 'x-request-timeout-ms': '300' });
  const leaving = new AbortController();
  const left = fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer some-token' },
    body: JSON.stringify({ query: membersQuery }),
    signal: leaving.signal,
  });
  while (upstream.requests.length < 4) await pauseMs(5);
  leaving.abort();
  await expect(left).rejects.toThrow();
  while (
    valueOf(await samplesOf(gateway.url), 'gateway_operations_total', { outcome: 'left' }) !== 1
  ) {
    await pauseMs(5);
  }

  const after = await samplesOf(gateway.url);
  expect(valueOf(after, 'gateway_upstream_running')).toBe(0);
  expect(valueOf(after, 'gateway_upstream_waiting')).toBe(0);
  expect(valueOf(after, 'gateway_inflight_operations')).toBe(0);
  expect(attemptsIn(after)).toEqual({
    'KANTATA_OX GET /account_memberships 2xx': 2,
    'KANTATA_OX GET /account_memberships timeout': 1,
    'KANTATA_OX GET /account_memberships cancelled': 1,
  });
});

test('a breaker that opens is counted, and shows while it is open', async () => {
  const upstream = await startUpstream((_request, response) => response.writeHead(500).end());
  const gateway = await serve({ KANTATA_BASE_URL: upstream.url });
  while (upstream.requests.length < 20) await ask(gateway.url);
  await ask(gateway.url);

  const samples = await samplesOf(gateway.url);
  expect(valueOf(samples, 'gateway_upstream_breaker_openings_total')).toBe(1);
  expect(valueOf(samples, 'gateway_upstream_breaker_state')).toBe(2);
  expect(valueOf(samples, 'gateway_upstream_attempts_total', { outcome: '5xx' })).toBe(
    upstream.requests.length,
  );
});

test('a change that is answered from its idempotency key is counted', async () => {
  const upstream = await startUpstream(oneMember);
  const gateway = await serve({ KANTATA_BASE_URL: upstream.url });
  const query = `mutation {
    disableAccountMembership(input: { id: "7", idempotencyKey: "a-key" }) { replayed }
  }`;
  for (const replayed of [false, true, true]) {
    const { body } = await ask(gateway.url, {}, { query });
    expect(JSON.parse(body)).toEqual({ data: { disableAccountMembership: { replayed } } });
  }

  expect(upstream.requests.filter(({ line }) => line.startsWith('PUT'))).toHaveLength(1);
  expect(valueOf(await samplesOf(gateway.url), 'gateway_idempotency_replays_total')).toBe(2);
});

test('the process tells of itself', async () => {
  const gateway = await serve({ KANTATA_BASE_URL: 'http://127.0.0.1:1' });

  const samples = await samplesOf(gateway.url);
  for (const name of [
    'process_cpu_seconds_total',
    'process_resident_memory_bytes',
    'nodejs_eventloop_lag_p99_seconds',
    'nodejs_heap_size_used_bytes',
  ]) {
    expect(valueOf(samples, name)).toBeGreaterThan(0);
  }
});

test('on the port of the graph they are for the same machine alone', async () => {
  const server = fastify();
  onTestFinished(() => server.close());
  addMetrics(server, { contentType: 'text/plain', text: () => Promise.resolve('up 1\n') });
  const from = async (remoteAddress: string, headers = {}) => {
    const { statusCode } = await server.inject({ url: '/metrics', remoteAddress, headers });
    return statusCode;
  };

  for (const address of ['127.0.0.1', '::1', '::ffff:127.0.0.1']) {
    expect(await from(address)).toBe(200);
  }
  for (const address of ['192.0.2.7', '::ffff:192.0.2.7', '2001:db8::1', '1127.0.0.1']) {
    expect(await from(address)).toBe(404);
  }
  for (const name of ['x-forwarded-for', 'forwarded', 'via', 'x-real-ip']) {
    expect(await from('127.0.0.1', { [name]: '192.0.2.7' })).toBe(404);
  }
});

test('with a port of their own they are there, and nowhere else', async () => {
  const upstream = await startUpstream(afterMs(0, oneMember));
  const gateway = await serve({
    KANTATA_BASE_URL: upstream.url,
    METRICS_PORT: '0',
    DRAIN_DELAY_MS: '0',
  });
  const { msg } = await gateway.line(({ msg }) => String(msg).startsWith('Metrics at '));
  const url = String(msg).replace('Metrics at ', '');
  await ask(gateway.url);

  expect(valueOf(await samplesOf(url), 'gateway_operations_total')).toBe(1);
  expect((await fetch(`${gateway.url}/metrics`)).status).toBe(404);
  for (const path of ['/', '/graphql', '/metrics/']) {
    const { status, headers } = await fetch(new URL(path, url));
    expect(status).toBe(404);
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  }
  gateway.signal('SIGTERM');
  expect(await gateway.ended).toBe(0);
});

test('whoever scrapes them may add parameters, or look at their head; every answer has an id', async () => {
  const gateway = await serve({ KANTATA_BASE_URL: 'http://127.0.0.1:1', METRICS_PORT: '0' });
  const { msg } = await gateway.line(({ msg }) => String(msg).startsWith('Metrics at '));
  const url = String(msg).replace('Metrics at ', '');

  const asked = await fetch(`${url}?name=a`, { headers: { 'x-request-id': 'scrape-1' } });
  expect(asked.status).toBe(200);
  expect(asked.headers.get('x-request-id')).toBe('scrape-1');
  expect(await asked.text()).toContain('gateway_operations_total');
  const looked = await fetch(url, { method: 'HEAD' });
  expect({ status: looked.status, body: await looked.text() }).toEqual({ status: 200, body: '' });
  expect(looked.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  expect((await fetch(url, { method: 'POST' })).status).toBe(404);
  const garbage = await sendRaw(Number(new URL(url).port), 'garbage\r\n\r\n');
  expect(garbage.text).toMatch(/^HTTP\/1\.1 400 [\s\S]*^x-request-id: [0-9a-f-]{36}\r$/m);
});

test('a port for them that is taken is named', async () => {
  const upstream = await startUpstream(oneMember);
  const { ended, output } = run({
    KANTATA_BASE_URL: upstream.url,
    PORT: '0',
    METRICS_PORT: String(upstream.port),
  });

  expect(await ended).toBe(1);
  expect(linesOf(output()).at(-1)).toMatchObject({
    faults: ['METRICS_PORT: cannot be listened on'],
  });
});
