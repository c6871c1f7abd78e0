import { expect, test } from 'vitest';
import { status as answering } from '../process/answering.ts';
import {
  afterMs,
  ask,
  look,
  oneMember,
  pauseMs,
  serve,
  startUpstream,
  type ServedGateway,
} from '../process/rig.ts';
import type { Heard } from './callers.ts';
import { callers } from './load.ts';
import { inParallel, quantile, report, residentMb } from './measuring.ts';
import { mostOtherWork, watchOtherWork } from './other-work.ts';

const fiveHundredCallers = (gateway: ServedGateway, forMs = 8000) =>
  callers(gateway, { callers: 500, forMs });

const withStatus = (heard: readonly Heard[], wanted: number) =>
  heard.filter(([status]) => status === wanted);
const tookMs = (heard: readonly Heard[]) => heard.map(([, ms]) => ms);
const limits = { OPERATION_TIMEOUT_MS: '3000', UPSTREAM_TIMEOUT_MS: '1000' };

test('R22 five hundred callers at once are served, or told at once to come again', async () => {
  let underWay = 0;
  let most = 0;
  const upstream = await startUpstream((request, response) => {
    underWay += 1;
    most = Math.max(most, underWay);
    response.once('close', () => (underWay -= 1));
    afterMs(300, oneMember)(request, response);
  });
  const gateway = await serve({ KANTATA_BASE_URL: upstream.url, ...limits });
  const p50 = async () => {
    const answers = await inParallel(50, 5, (index) =>
      ask(gateway.url, { authorization: `Bearer one-of-few-${index}` }),
    );
    return quantile(
      answers.map((each) => each.tookMs),
      0.5,
    );
  };
  await p50();
  const baselineMs = await p50();

  const otherWork = watchOtherWork([gateway.pid]);
  // Long enough that their own first connections are no more than their share of what is measured.
  const heard = await fiveHundredCallers(gateway, 20_000);
  const resident = residentMb(gateway.pid);
  const others = otherWork();
  await pauseMs(2000);
  const afterwardsMs = await p50();

  const served = withStatus(heard, 200);
  const refused = withStatus(heard, 503);
  const servedMs = quantile(tookMs(served), 0.99);
  const refusedMs = quantile(tookMs(refused), 0.95);
  report('R22', { served: served.length, p99Ms: servedMs });
  report('R22', { refused: refused.length, p95Ms: refusedMs, baselineMs, afterwardsMs });
  report('R22', { residentMb: resident, callsAtOnce: most, othersShare: others });
  expect(served.length + refused.length).toBe(heard.length);
  expect(refused.length).toBeGreaterThan(250);
  expect(refused.every(([, , saidWhen]) => saidWhen)).toBe(true);
  expect(most).toBeLessThanOrEqual(50);
  expect(resident).toBeLessThanOrEqual(300);
  if (others > mostOtherWork) return;
  expect(servedMs).toBeLessThanOrEqual(3000);
  expect(refusedMs).toBeLessThanOrEqual(100);
  expect(Math.abs(afterwardsMs - baselineMs)).toBeLessThanOrEqual(0.2 * baselineMs);
});

test('R28 while an upstream is down and five hundred callers ask, health tells of the gateway', async () => {
  const upstream = await startUpstream(answering(503));
  const gateway = await serve({ KANTATA_BASE_URL: upstream.url, ...limits });
  await ask(gateway.url);

  const otherWork = watchOtherWork([gateway.pid]);
  const healthMs: number[] = [];
  const readiness = new Set<string>();
  const over = new AbortController();
  const watching = (async () => {
    while (!over.signal.aborted) {
      const health = await look(`${gateway.url}/healthz`);
      expect(health.status).toBe(200);
      healthMs.push(health.tookMs);
      const ready = await look(`${gateway.url}/readyz`);
      readiness.add(`${ready.status} ${/"degraded":\w+/.exec(ready.body)?.[0]}`);
      await pauseMs(20);
    }
  })();
  const heard = await fiveHundredCallers(gateway);
  const others = otherWork();
  over.abort();
  await watching;

  const p99Ms = quantile(healthMs, 0.99);
  report('R28', { answers: heard.length, looks: healthMs.length, p99Ms, othersShare: others });
  expect(withStatus(heard, 200).length + withStatus(heard, 503).length).toBe(heard.length);
  expect([...readiness]).toEqual(['200 "degraded":true']);
  if (others <= mostOtherWork) expect(p99Ms).toBeLessThanOrEqual(100);
});
