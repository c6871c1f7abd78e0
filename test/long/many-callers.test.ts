import { readFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { expect, test } from 'vitest';
import { afterMs, ask, look, oneMember, pauseMs, serve, startUpstream } from '../process/rig.ts';

const tookMs = (answer: { readonly tookMs: number }) => answer.tookMs;

/** The value below which the share of all lies. */
function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

test('R22 R28 five hundred callers at once are served or told to come again, and health stays', async () => {
  const wasBusy = (loadavg()[0] ?? 0) > availableParallelism();
  let underWay = 0;
  let most = 0;
  const upstream = await startUpstream((request, response) => {
    underWay += 1;
    most = Math.max(most, underWay);
    response.once('close', () => (underWay -= 1));
    afterMs(300, oneMember)(request, response);
  });
  const gateway = await serve({
    KANTATA_BASE_URL: upstream.url,
    OPERATION_TIMEOUT_MS: '3000',
    UPSTREAM_TIMEOUT_MS: '1000',
  });
  const baseline = await Promise.all(Array.from({ length: 10 }, () => ask(gateway.url)));

  const health: number[] = [];
  const over = new AbortController();
  const watching = (async () => {
    while (!over.signal.aborted) {
      const { status, tookMs } = await look(`${gateway.url}/healthz`);
      expect(status).toBe(200);
      health.push(tookMs);
      expect((await look(`${gateway.url}/readyz`)).status).toBe(200);
      await pauseMs(50);
    }
  })();
  const until = performance.now() + 8000;
  const answers = (
    await Promise.all(
      Array.from({ length: 500 }, async (_, index) => {
        const own = [];
        while (performance.now() < until) {
          const answer = await ask(gateway.url, { authorization: `Bearer caller-${index}` });
          own.push(answer);
          // As it was told to.
          if (answer.status === 503) await pauseMs(1000);
        }
        return own;
      }),
    )
  ).flat();
  const residentMb =
    Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${gateway.pid}/status`, 'utf8'))?.[1]) / 1024;
  over.abort();
  await watching;

  const served = answers.filter(({ status }) => status === 200);
  const refused = answers.filter(({ status }) => status === 503);
  process.stdout.write(
    `${served.length} served (p99 ${quantile(served.map(tookMs), 0.99).toFixed()} ms), ` +
      `${refused.length} refused (p95 ${quantile(refused.map(tookMs), 0.95).toFixed()} ms), ` +
      `health p99 ${quantile(health, 0.99).toFixed()} ms, ${residentMb.toFixed()} MB, ${most} calls at once\n`,
  );
  expect(served.length + refused.length).toBe(answers.length);
  expect(most).toBeLessThanOrEqual(50);
  expect(residentMb).toBeLessThan(300);
  if (!wasBusy) expect(quantile(served.map(tookMs), 0.99)).toBeLessThan(3300);
  for (const { headers } of refused) expect(headers.get('retry-after')).toBe('1');

  await pauseMs(2000);
  const after = await Promise.all(Array.from({ length: 10 }, () => ask(gateway.url)));
  const p50 = (all: readonly { tookMs: number }[]) => quantile(all.map(tookMs), 0.5);
  // On a machine with other work times tell nothing.
  if (!wasBusy) expect(p50(after)).toBeLessThan(p50(baseline) * 1.5);
});
