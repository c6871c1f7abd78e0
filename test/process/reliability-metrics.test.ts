/** What the gateway tells of trouble is what the upstream and the callers have seen of it. */
import { expect, test } from 'vitest';
import { inParallel } from '../long/measuring.ts';
import { samplesOf, valueOf } from '../operating/samples.ts';
import { seeded } from '../seed.ts';
import { json, status } from './answering.ts';
import { afterMs, ask, pauseMs, serve, startUpstream } from './rig.ts';

function rowOf(url = '') {
  const id = new URL(url, 'http://upstream').searchParams.get('only') ?? '';
  return json({
    count: 1,
    results: [{ key: 'account_memberships', id }],
    account_memberships: { [id]: { id, permission: 'Collaborator' } },
  });
}

test('R38 after noise, a crowd and two outages the metrics are exactly what was seen', async () => {
  const random = seeded('R38');
  const told: Record<string, number> = { '2xx': 0, '5xx': 0 };
  let failing: (isFirst: boolean) => boolean = () => false;
  let delayMs = 0;
  const seen = new Set<unknown>();
  const upstream = await startUpstream((request, response) => {
    const id = request.headers['x-request-id'];
    const isBad = failing(!seen.has(id));
    seen.add(id);
    told[isBad ? '5xx' : '2xx'] = (told[isBad ? '5xx' : '2xx'] ?? 0) + 1;
    afterMs(delayMs, isBad ? status(503) : rowOf(request.url))(request, response);
  });
  const gateway = await serve({
    KANTATA_BASE_URL: upstream.url,
    MAX_INFLIGHT: '30',
    UPSTREAM_MAX_CONCURRENCY_PER_CREDENTIAL: '50',
  });
  let asked = 0;
  let shed = 0;
  const read = async () => {
    asked += 1;
    const headers = { 'x-request-id': `read-${asked}` };
    const answer = await ask(gateway.url, headers, {
      query: `{ accountMembership(id: "${asked}") { sourceId } }`,
    });
    if (answer.status === 503) shed += 1;
    return answer.body;
  };
  const isRefused = (body: string) => body.includes('"retryAfterMs"');

  failing = (isFirst) => isFirst && random() < 0.3;
  await inParallel(200, 10, read);
  failing = () => random() < 0.1;
  await inParallel(200, 10, read);
  failing = () => false;
  delayMs = 200;
  await inParallel(90, 90, read);
  delayMs = 0;
  for (let outages = 1; outages <= 2; outages += 1) {
    failing = () => true;
    while (!isRefused(await read()));
    await inParallel(50, 10, read);
    failing = () => false;
    while (isRefused(await read())) await pauseMs(100);
  }

  const samples = await samplesOf(gateway.url);
  const value = (name: string, labels = {}) => valueOf(samples, `gateway_${name}`, labels) ?? 0;
  expect(told['2xx']).toBeGreaterThan(400);
  expect(told['5xx']).toBeGreaterThan(100);
  expect(shed).toBeGreaterThan(0);
  expect({
    ok: value('upstream_attempts_total', { outcome: '2xx' }),
    failed: value('upstream_attempts_total', { outcome: '5xx' }),
    all: value('upstream_attempts_total'),
    retries: value('upstream_retries_total'),
    shed: value('shed_operations_total'),
    openings: value('upstream_breaker_openings_total'),
    operations: value('operations_total'),
  }).toEqual({
    ok: told['2xx'],
    failed: told['5xx'],
    all: upstream.requests.length,
    retries: upstream.requests.length - seen.size,
    shed,
    openings: 2,
    operations: asked,
  });
});
