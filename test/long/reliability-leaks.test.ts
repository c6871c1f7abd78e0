import { expect, test } from 'vitest';
import { inTurn, json, reset, status } from '../process/answering.ts';
import {
  afterMs,
  ask,
  membersQuery,
  oneMember,
  pauseMs,
  serve,
  startUpstream,
  type ServedGateway,
} from '../process/rig.ts';
import { liveHeapMb, withHeapTold } from './live-heap.ts';
import {
  atRate,
  inParallel,
  openFiles,
  quantile,
  report,
  residentMb,
  seeded,
} from './measuring.ts';

/**
 * Megabytes a minute: the median of the slopes between all pairs of samples (Theil and Sen), which a few
 * samples that fell into a collection, or beside other work of the machine, do not bend.
 */
function slopePerMinute(samples: readonly { atMs: number; mb: number }[]): number {
  const slopes = samples.flatMap((later, index) =>
    samples.slice(0, index).map((sooner) => (later.mb - sooner.mb) / (later.atMs - sooner.atMs)),
  );
  return quantile(slopes, 0.5) * 60_000;
}

async function settles(gateway: ServedGateway, files: number, withinMs: number): Promise<number> {
  const until = performance.now() + withinMs;
  while (openFiles(gateway.pid) - files > 5 && performance.now() < until) {
    await pauseMs(100);
  }
  return openFiles(gateway.pid);
}

function faults(gateway: ServedGateway): readonly unknown[] {
  return gateway.lines().filter(({ level }) => ['warn', 'error', 'fatal'].includes(String(level)));
}

test('R21 a thousand clients that leave at any time leave nothing behind', async () => {
  const random = seeded('R21');
  const upstream = await startUpstream((request, response) => {
    afterMs(random() * 100, oneMember)(request, response);
  });
  const gateway = await serve({ KANTATA_BASE_URL: upstream.url });
  await inParallel(200, 20, () => ask(gateway.url));
  const usual = await inParallel(100, 20, () => ask(gateway.url));
  const usualMs = quantile(
    usual.map(({ tookMs }) => tookMs),
    0.5,
  );
  const before = openFiles(gateway.pid);

  let left = 0;
  await inParallel(1000, 20, async () => {
    const leaving = new AbortController();
    const timer = setTimeout(
      () => {
        leaving.abort();
      },
      random() * 2 * usualMs,
    );
    try {
      const response = await fetch(`${gateway.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: 'Bearer t' },
        body: JSON.stringify({ query: membersQuery }),
        signal: leaving.signal,
      });
      await response.text();
    } catch {
      left += 1;
    } finally {
      clearTimeout(timer);
    }
  });

  const after = await settles(gateway, before, 10_000);
  report('R21', { left, usualMs, before, after });
  expect(left).toBeGreaterThan(300);
  expect(left).toBeLessThan(1000);
  expect(after - before).toBeLessThanOrEqual(5);
  expect(faults(gateway)).toEqual([]);
  expect(await ask(gateway.url)).toMatchObject({ status: 200 });
});

const soakS = Number(process.env.SOAK_S ?? 180);

test(
  'R31 hours look like minutes: memory, heap and files stay as they are',
  { timeout: soakS * 1000 + 150_000 },
  async () => {
    const random = seeded('R31');
    const upstream = await startUpstream((request, response) => {
      const dice = random();
      if (dice < 0.03) status(503)(request, response);
      else if (dice < 0.05) reset(request, response);
      else if (request.method === 'GET') afterMs(random() * 20, oneMember)(request, response);
      else response.writeHead(204).end();
    });
    const commerce = await startUpstream(
      inTurn(json({ data: [], meta: { results: { total: 3 } } })),
    );
    const gateway = await serve(
      {
        KANTATA_BASE_URL: upstream.url,
        ELASTIC_PATH_BASE_URL: commerce.url,
      },
      withHeapTold,
    );
    const operations = [
      membersQuery,
      '{ accountMembership(id: "7") { sourceId permission } }',
      'mutation { disableAccountMembership(input: { id: "7" }) { userErrors { code } } }',
      '{ commerceAccounts(first: 5) { totalCount nodes { name } } me { fullName } }',
      '{ accountMemberships(first: 50) { totalCount nodes { permission user { fullName } } } }',
      '{ nothing }',
    ];
    const load = (seconds: number) =>
      atRate(100, seconds * 1000, async (index) => {
        const query = operations[index % operations.length];
        const headers = {
          authorization: `Bearer caller-${index % 50}`,
          'x-elastic-path-authorization': 'Bearer t',
        };
        return (await ask(gateway.url, headers, { query })).status;
      });

    await load(soakS / 3);
    const heapBefore = await liveHeapMb(gateway);
    const filesBefore = openFiles(gateway.pid);
    // After a whole collection, memory that is taken is memory that is used.
    const samples: { atMs: number; mb: number }[] = [];
    const over = new AbortController();
    const sampling = (async () => {
      while (!over.signal.aborted) {
        await liveHeapMb(gateway);
        samples.push({ atMs: performance.now(), mb: residentMb(gateway.pid) });
        await pauseMs(5000);
      }
    })();
    await load((soakS * 2) / 3);
    over.abort();
    await sampling;
    const heapAfter = await liveHeapMb(gateway);
    // Clients keep their connections, and the gateway theirs, for 72 s.
    const files = await settles(gateway, filesBefore, 80_000);

    const slope = slopePerMinute(samples);
    report('R31', { slopeMbPerMin: slope, heapBefore, heapAfter, filesBefore, files });
    report('R31', { residentMb: samples.at(-1)?.mb ?? 0, first: samples[0]?.mb ?? 0 });
    expect(slope).toBeLessThanOrEqual(1);
    expect(heapAfter).toBeLessThanOrEqual(heapBefore * 1.05);
    expect(files - filesBefore).toBeLessThanOrEqual(5);
    expect(faults(gateway)).toEqual([]);
  },
);

test('R32 twenty thousand different documents are not kept', async () => {
  const upstream = await startUpstream(oneMember);
  const gateway = await serve({ KANTATA_BASE_URL: upstream.url }, withHeapTold);
  const warmUp = 3000;
  const fields = 'sourceId permission isOwner billRateInCents costRateInCents ';
  const send = async (index: number) => {
    const query = `query Q${index} {
      accountMembership(id: "${index + 1}") @skip(if: true) { ${fields.repeat(20)} } __typename
    }`;
    const { status: told } = await ask(gateway.url, {}, { query });
    expect(told).toBe(200);
  };
  // What V8 takes for itself at this rate it has taken by now; it gives back what it does not use when
  // it has been idle, so that nobody makes it collect before it is measured.
  await inParallel(warmUp, 20, send);
  const before = residentMb(gateway.pid);
  const heapBefore = await liveHeapMb(gateway);
  await inParallel(20_000, 20, (index) => send(index + warmUp));
  const after = residentMb(gateway.pid);
  const heapAfter = await liveHeapMb(gateway);
  report('R32', { before, after, heapBefore, heapAfter });
  expect(after - before).toBeLessThanOrEqual(100);
  expect(heapAfter - heapBefore).toBeLessThanOrEqual(20);
  expect(upstream.requests).toEqual([]);
});
