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
} from '../process/rig.ts';
import { faults, settles } from './leaks.ts';
import { liveHeapMb, withHeapTold } from './live-heap.ts';
import { atRate, openFiles, quantile, report, residentMb, seeded } from './measuring.ts';

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
