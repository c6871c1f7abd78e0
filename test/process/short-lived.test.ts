import { describe, expect, test } from 'vitest';
import { ask, oneMember, pauseMs, serve, startUpstream, type ServedGateway } from './rig.ts';

/** Answers a signal with the bytes that scavenges have moved to the old objects since the last one. */
const tellPromotions = `data:text/javascript,${encodeURIComponent(`
  import { GCProfiler } from 'node:v8';
  let profiler = new GCProfiler();
  profiler.start();
  const old = ({ heapSpaceStatistics }) =>
    heapSpaceStatistics.find(({ spaceName }) => spaceName === 'old_space').spaceUsedSize;
  process.on('SIGUSR2', () => {
    const scavenges = profiler.stop().statistics.filter(({ gcType }) => gcType === 'Scavenge');
    const bytes = scavenges.reduce((sum, { beforeGC, afterGC }) => sum + old(afterGC) - old(beforeGC), 0);
    process.stdout.write(JSON.stringify({ msg: 'promoted', bytes, scavenges: scavenges.length }) + '\\n');
    profiler = new GCProfiler();
    profiler.start();
  });
`)}`;

async function promoted(gateway: ServedGateway) {
  const told = () => gateway.lines().filter(({ msg }) => msg === 'promoted');
  const before = told().length;
  gateway.signal('SIGUSR2');
  while (told().length === before) await pauseMs(20);
  return { bytes: Number(told().at(-1)?.bytes), scavenges: Number(told().at(-1)?.scavenges) };
}

const operations = 3000;

/** For each operation, in bytes: what has outlived two scavenges. */
async function outliving(upstream: string, query: string): Promise<number> {
  const gateway = await serve({ KANTATA_BASE_URL: upstream }, ['--import', tellPromotions]);
  const load = async () => {
    const caller = async (of: number) => {
      for (let index = 0; index < operations / 4; index += 1) {
        const own = { authorization: `Bearer of-${of}-${index}` };
        const { status } = await ask(gateway.url, own, { query });
        expect(status).toBe(200);
      }
    };
    await Promise.all([0, 1, 2, 3].map(caller));
  };
  await load();
  await promoted(gateway);
  await load();
  const { bytes, scavenges } = await promoted(gateway);
  expect(scavenges).toBeGreaterThan(2);
  return bytes / operations;
}

/** The context of an operation alone takes eight kilobytes. */
const nextToNothing = 2048;

describe('until the next whole collection, nothing outlives', () => {
  test('an operation without calls', async () => {
    expect(await outliving('http://127.0.0.1:1', '{ __typename }')).toBeLessThan(nextToNothing);
  });

  test('an operation with a read', async () => {
    const { url } = await startUpstream(oneMember);
    const query = '{ accountMemberships(first: 1) { nodes { sourceId } } }';
    expect(await outliving(url, query)).toBeLessThan(nextToNothing);
  });
});
