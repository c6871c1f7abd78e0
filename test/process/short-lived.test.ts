import { expect, test } from 'vitest';
import { ask, pauseMs, serve, type ServedGateway } from './rig.ts';

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

test('nothing of an operation without calls outlives it until the next whole collection', async () => {
  const gateway = await serve({ KANTATA_BASE_URL: 'http://127.0.0.1:1' }, [
    '--import',
    tellPromotions,
  ]);
  const load = async (count: number) => {
    await Promise.all(
      Array.from({ length: 4 }, async () => {
        for (let index = 0; index < count / 4; index += 1) {
          const { status } = await ask(gateway.url, {}, { query: '{ __typename }' });
          expect(status).toBe(200);
        }
      }),
    );
  };
  await load(operations);
  await promoted(gateway);
  await load(operations);

  const { bytes, scavenges } = await promoted(gateway);
  expect(scavenges).toBeGreaterThan(2);
  // Its context alone takes eight kilobytes.
  expect(bytes / operations).toBeLessThan(2048);
});
