import { expect, test } from 'vitest';
import { json, status } from '../process/answering.ts';
import { ask, serve, startUpstream } from '../process/rig.ts';
import { inParallel, report, seeded } from './measuring.ts';

function memberOf(url = ''): string {
  return new URL(url, 'http://upstream').searchParams.get('only') ?? '';
}

function rowOf(id: string) {
  return json({
    count: 1,
    results: [{ key: 'account_memberships', id }],
    account_memberships: { [id]: { id, permission: 'Collaborator' } },
  });
}

function askFor(url: string, id: string) {
  return ask(url, {}, { query: `{ accountMembership(id: "${id}") { sourceId } }` });
}

function filled(id: string): string {
  return `{"data":{"accountMembership":{"sourceId":"${id}"}}}\n`;
}

test('R01 noise on the first attempt of thirty in a hundred is not seen, and costs as much', async () => {
  const random = seeded('R01');
  const ids = Array.from({ length: 200 }, (_, index) => String(index + 1));
  const drawn = ids.map((id) => ({ id, by: random() })).sort((a, b) => a.by - b.by);
  const noisy = new Set(drawn.slice(0, 60).map(({ id }) => id));
  const upstream = await startUpstream((request, response) => {
    const id = memberOf(request.url);
    (noisy.delete(id) ? status(503) : rowOf(id))(request, response);
  });
  const gateway = await serve({ KANTATA_BASE_URL: upstream.url });

  const bodies = await inParallel(200, 10, async (index) => {
    const id = String(index + 1);
    return (await askFor(gateway.url, id)).body === filled(id);
  });

  report('R01', { ok: bodies.filter(Boolean).length, gets: upstream.requests.length });
  expect(bodies.filter(Boolean)).toHaveLength(200);
  expect(upstream.requests.length).toBeLessThanOrEqual(266);
});

test('R02 noise on a tenth of all attempts is masked, and multiplies nothing', async () => {
  const random = seeded('R02');
  const upstream = await startUpstream((request, response) => {
    (random() < 0.1 ? status(503) : rowOf(memberOf(request.url)))(request, response);
  });
  const gateway = await serve({ KANTATA_BASE_URL: upstream.url });

  const bodies = await inParallel(1000, 10, async (index) => {
    const id = String(index + 1);
    return (await askFor(gateway.url, id)).body === filled(id);
  });

  const ok = bodies.filter(Boolean).length;
  report('R02', { ok, gets: upstream.requests.length });
  expect(ok).toBeGreaterThanOrEqual(995);
  expect(upstream.requests.length).toBeLessThanOrEqual(1150);
});

test('R02 thirty in a hundred, for long, are still masked as far as three attempts can', async () => {
  const random = seeded('R02');
  const upstream = await startUpstream((request, response) => {
    (random() < 0.3 ? status(503) : rowOf(memberOf(request.url)))(request, response);
  });
  const gateway = await serve({ KANTATA_BASE_URL: upstream.url });

  const bodies = await inParallel(3000, 10, async (index) => {
    const id = String(index + 1);
    return (await askFor(gateway.url, id)).body === filled(id);
  });

  const share = bodies.filter(Boolean).length / 3000;
  report('R02', { share, gets: upstream.requests.length });
  expect(share).toBeGreaterThanOrEqual(0.96);
});
