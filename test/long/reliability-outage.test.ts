import { expect, test } from 'vitest';
import { json, status } from '../process/answering.ts';
import {
  afterMs,
  ask,
  oneMember,
  pauseMs,
  serve,
  startUpstream,
  type Answer,
} from '../process/rig.ts';
import { atRate, inParallel, perSecond, quantile, report } from './measuring.ts';

interface Told {
  readonly data?: unknown;
  readonly errors?: readonly {
    readonly path: readonly unknown[];
    readonly extensions: { readonly code: string; readonly retryAfterMs?: number };
  }[];
}

function told({ body }: Answer): Told {
  // The test asserts on what it reads from here.
  return JSON.parse(body) as Told;
}

const isFilled = (answer: Answer) => told(answer).errors === undefined;

test('R04 R05 an upstream that is down is left alone, and comes back without a stampede', async () => {
  let isDown = true;
  const arrivedAtMs: number[] = [];
  const upstream = await startUpstream((request, response) => {
    arrivedAtMs.push(performance.now());
    (isDown ? status(503) : oneMember)(request, response);
  });
  const gateway = await serve({ KANTATA_BASE_URL: upstream.url });

  let openedAtMs = Infinity;
  const answers = await inParallel(1000, 20, async () => {
    const answer = await ask(gateway.url);
    const after = told(answer).errors?.[0]?.extensions.retryAfterMs;
    if (after !== undefined) openedAtMs = Math.min(openedAtMs, performance.now());
    return answer;
  });
  const codes = new Set(
    answers.flatMap((each) => told(each).errors?.map((e) => e.extensions.code)),
  );
  expect([...codes]).toEqual(['UPSTREAM_UNAVAILABLE']);
  // Some time longer, so that probes are among what is counted.
  await atRate(20, 12_000, () => ask(gateway.url));
  const onceOpen = perSecond(arrivedAtMs.filter((atMs) => atMs > openedAtMs));
  const lastMs = answers.slice(-500).map(({ tookMs }) => tookMs);
  report('R04', {
    gets: arrivedAtMs.length,
    perSecond: Math.max(0, ...onceOpen),
    p95Ms: quantile(lastMs, 0.95),
  });
  expect(arrivedAtMs.length).toBeLessThanOrEqual(1100);
  expect(Math.max(0, ...onceOpen)).toBeLessThanOrEqual(5);
  expect(quantile(lastMs, 0.95)).toBeLessThanOrEqual(200);

  isDown = false;
  arrivedAtMs.length = 0;
  const healedAtMs = performance.now();
  while (!isFilled(await ask(gateway.url))) await pauseMs(50);
  const recoveredMs = performance.now() - healedAtMs;
  arrivedAtMs.length = 0;
  const rate = 20;
  const afterwards = await atRate(rate, 30_000, () => ask(gateway.url));
  const ok = afterwards.filter(isFilled).length / afterwards.length;
  const [firstSecond = 0] = perSecond(arrivedAtMs);
  report('R05', { recoveredMs, ok, firstSecond });
  expect(recoveredMs).toBeLessThanOrEqual(10_000);
  expect(ok).toBeGreaterThanOrEqual(0.99);
  expect(firstSecond).toBeLessThanOrEqual(2 * rate);
});

test('R06 one upstream that is down does nothing to the other', async () => {
  let isDown = false;
  const kantata = await startUpstream((request, response) => {
    (isDown ? status(503) : oneMember)(request, response);
  });
  const commerce = await startUpstream(
    afterMs(20, json({ data: [], meta: { results: { total: 3 } } })),
  );
  const gateway = await serve({
    KANTATA_BASE_URL: kantata.url,
    ELASTIC_PATH_BASE_URL: commerce.url,
    UPSTREAM_MAX_CONCURRENCY_PER_CREDENTIAL: '20',
  });
  const own = { 'x-elastic-path-authorization': 'Bearer t' };
  const commerceField = 'commerceAccounts(first: 1) { totalCount }';
  const commerceOnly = () => ask(gateway.url, own, { query: `{ ${commerceField} }` });
  const mixed = () =>
    ask(gateway.url, own, {
      query: `{ ${commerceField} accountMemberships(first: 1) { nodes { sourceId } } }`,
    });
  const round = async () => {
    const [alone, together] = await Promise.all([
      atRate(30, 7000, commerceOnly),
      atRate(10, 7000, mixed),
    ]);
    return {
      alone,
      together,
      p99Ms: quantile(
        alone.map(({ tookMs }) => tookMs),
        0.99,
      ),
    };
  };

  await round();
  const ratios: number[] = [];
  for (let attempt = 0; attempt < 3; attempt += 1) {
    isDown = false;
    while (!isFilled(await mixed())) await pauseMs(200);
    const baseline = await round();
    isDown = true;
    const outage = await round();
    expect(outage.alone.every(isFilled)).toBe(true);
    for (const answer of outage.together) {
      expect(told(answer)).toMatchObject({
        data: { commerceAccounts: { totalCount: 3 }, accountMemberships: null },
        errors: [{ path: ['accountMemberships'], extensions: { code: 'UPSTREAM_UNAVAILABLE' } }],
      });
    }
    ratios.push(outage.p99Ms / baseline.p99Ms);
    report('R06', { baselineMs: baseline.p99Ms, outageMs: outage.p99Ms });
    // What else the machine does is in one round or in the other.
    if (outage.p99Ms <= 2 * baseline.p99Ms) break;
  }
  expect(Math.min(...ratios)).toBeLessThanOrEqual(2);
});
