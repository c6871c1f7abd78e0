import { expect, test } from 'vitest';
import { ask, serve, startUpstream, type ServedGateway } from '../process/rig.ts';
import { cpuMs, inParallel, peakMb, quantile, report } from './measuring.ts';
import { memberCount, members, pageOf } from './members.ts';

/** Rows of one reading, and of how many operations it consists: no window is larger than a thousand. */
const sizes = [20, 200, 1000, memberCount] as const;
const mostRows = 1000;
const rowsOfARound = 30_000;
const rounds = 5;

const median = (values: readonly number[]) => quantile(values, 0.5);
let callers = 0;

/** A caller of its own for each operation, so that nothing is shared. */
function ownCredential() {
  callers += 1;
  return { authorization: `Bearer caller-${callers}` };
}

/** All the rows, window by window. */
async function read({ url }: ServedGateway, rows: number): Promise<void> {
  let after: string | null = null;
  let got = 0;
  while (got < rows) {
    const answer = await ask(url, ownCredential(), pageOf(Math.min(rows - got, mostRows), after));
    const { nodes, endCursor } = windowOf(answer.body);
    got += nodes;
    after = endCursor;
  }
  expect(got).toBe(rows);
}

function windowOf(body: string): { nodes: number; endCursor: string } {
  const cursor = /"endCursor":"([^"]+)"/.exec(body)?.[1];
  if (cursor === undefined) throw new TypeError(body.slice(0, 500));
  return { nodes: body.split('"permission"').length - 1, endCursor: cursor };
}

/** Milliseconds of one reading. */
async function costOf(gateway: ServedGateway, rows: number): Promise<number> {
  const readings = Math.ceil(rowsOfARound / Math.max(rows, 50));
  const before = cpuMs(gateway.pid);
  await inParallel(readings, 4, () => read(gateway, rows));
  return (cpuMs(gateway.pid) - before) / readings;
}

test(
  'a row costs no more than twice as much among thousands as among hundreds',
  { timeout: 300_000 },
  async () => {
    const upstream = await startUpstream(members());
    const gateway = await serve({ KANTATA_BASE_URL: upstream.url });
    for (const rows of sizes) await costOf(gateway, rows);
    const single: number[] = [];
    const costs = new Map<number, number[]>(sizes.map((rows) => [rows, []]));
    for (let round = 0; round < rounds; round += 1) {
      single.push(await costOf(gateway, 1));
      for (const rows of sizes) costs.get(rows)?.push(await costOf(gateway, rows));
    }

    // What an operation costs whatever it reads is told apart: it is no growth.
    const operation = median(single);
    const ofARow = sizes.map((rows) => {
      const operations = Math.ceil(rows / mostRows);
      return ((median(costs.get(rows) ?? []) - operations * operation) / rows) * 1000;
    });
    const [few = 0, ...others] = ofARow;
    report('CPU of an operation in ms', { operation });
    report(
      'CPU of a row in µs',
      Object.fromEntries(sizes.map((rows, index) => [`${rows}:`, ofARow[index] ?? NaN])),
    );
    // 15 % is the aim; a thousand rows outlive a collection of new objects, which costs them up to half as much again.
    expect(Math.max(...others)).toBeLessThanOrEqual(2 * Math.min(...others));
    // Of few it is the small difference of two larger figures, so only a large one says something.
    expect(few).toBeLessThanOrEqual(2 * Math.max(...others));
  },
);

test('rows take memory in proportion at most', { timeout: 300_000 }, async () => {
  const upstream = await startUpstream(members());
  const peaks = new Map<number, number>();
  for (const rows of sizes) {
    const ofRounds: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      // What a process once had it does not give back at once: each has one of its own.
      const gateway = await serve({ KANTATA_BASE_URL: upstream.url });
      await inParallel(40, 1, () => read(gateway, rows));
      ofRounds.push(peakMb(gateway.pid));
      gateway.signal('SIGKILL');
      await gateway.ended;
    }
    peaks.set(rows, median(ofRounds));
  }

  const [base = 0, ...peak] = sizes.map((rows) => peaks.get(rows) ?? NaN);
  const kbOfARow = peak.map((mb, index) => ((mb - base) * 1024) / ((sizes[index + 1] ?? 0) - 20));
  report('Peak MB', Object.fromEntries(sizes.map((rows) => [`${rows}:`, peaks.get(rows) ?? NaN])));
  report('KB of a row above 20', {
    200: kbOfARow[0] ?? NaN,
    1000: kbOfARow[1] ?? NaN,
    2500: kbOfARow[2] ?? NaN,
  });
  const [hundreds = 0, ...thousands] = kbOfARow;
  // Collections come in steps of tens of megabytes, and a process that had one more looks dearer by 25 KB a row.
  for (const each of thousands) expect(each).toBeLessThanOrEqual(1.35 * Math.max(hundreds, 50));
});

test('a process is ready after little work', async () => {
  const upstream = await startUpstream(members());
  const wallMs: number[] = [];
  const workMs: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    const begunAtMs = performance.now();
    const gateway = await serve({ KANTATA_BASE_URL: upstream.url });
    wallMs.push(performance.now() - begunAtMs);
    workMs.push(cpuMs(gateway.pid));
    gateway.signal('SIGKILL');
    await gateway.ended;
  }

  report('ready after ms', { wall: median(wallMs), cpu: median(workMs) });
  expect(median(workMs)).toBeLessThanOrEqual(2000);
});

test('a thousand operations at once lose nothing on a process that has just begun', async () => {
  const upstream = await startUpstream(members());
  const gateway = await serve({ KANTATA_BASE_URL: upstream.url, MAX_INFLIGHT: '1000' });

  let cameAgain = 0;
  const answers = await inParallel(1000, 1000, async (index) => {
    for (;;) {
      const headers = { authorization: `Bearer caller-${index}` };
      const answer = await ask(gateway.url, headers, pageOf(20));
      if (answer.status !== 503) return answer;
      // The loop of a process that still compiles may be late: it says so, and when to come again.
      cameAgain += 1;
      const pauseS = Number(answer.headers.get('retry-after'));
      expect(pauseS).toBe(1);
      await new Promise((resolve) => setTimeout(resolve, pauseS * 1000 + index));
    }
  });

  const tookMs = answers.map((each) => each.tookMs);
  report('a cold burst', { cameAgain, p50Ms: median(tookMs), p99Ms: quantile(tookMs, 0.99) });
  for (const { status, body } of answers) {
    expect(status).toBe(200);
    expect(windowOf(body).nodes).toBe(20);
  }
  const told = gateway.lines().filter(({ level }) => ['error', 'fatal'].includes(String(level)));
  expect(told).toEqual([]);
});
