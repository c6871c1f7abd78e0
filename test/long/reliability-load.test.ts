import { expect, test } from 'vitest';
import { afterMs, ask, oneMember, pauseMs, serve, startUpstream } from '../process/rig.ts';
import { callers } from './load.ts';
import { atRate, inParallel, quantile, report } from './measuring.ts';

const credential = (index: number) => ({ authorization: `Bearer caller-${index % 100}` });

test('R23 three times what it can carry leaves it carrying that', async () => {
  const upstream = await startUpstream(afterMs(50, oneMember));
  // What the upstream gives is the limit here: ten at once, 50 ms each.
  const gateway = await serve({
    KANTATA_BASE_URL: upstream.url,
    UPSTREAM_MAX_CONCURRENCY: '10',
    OPERATION_TIMEOUT_MS: '3000',
    UPSTREAM_TIMEOUT_MS: '1000',
  });
  const isOk = ({ status }: { status: number }) => status === 200;
  await inParallel(500, 20, (index) => ask(gateway.url, credential(index)));
  const begunAtMs = performance.now();
  const peak = await inParallel(1000, 20, (index) => ask(gateway.url, credential(index)));
  const capacity = peak.filter(isOk).length / ((performance.now() - begunAtMs) / 1000);

  const overloadedAtMs = performance.now();
  let endedInTime = 0;
  const answers = await atRate(3 * capacity, 20_000, async (index) => {
    const answer = await ask(gateway.url, credential(index));
    if (isOk(answer) && performance.now() - overloadedAtMs <= 20_000) endedInTime += 1;
    return answer;
  });
  const goodput = endedInTime / 20;

  report('R23', { capacity, goodput, refused: answers.filter((each) => !isOk(each)).length });
  expect(goodput).toBeGreaterThanOrEqual(0.8 * capacity);
  for (const { status, headers } of answers) {
    expect([200, 503]).toContain(status);
    if (status === 503) expect(headers.get('retry-after')).toBe('1');
  }
});

test('R24 one caller with four hundred at once takes nothing from another', async () => {
  const upstream = await startUpstream(afterMs(50, oneMember));
  const gateway = await serve({ KANTATA_BASE_URL: upstream.url });
  const second = () => atRate(5, 15_000, () => ask(gateway.url, credential(2)));
  await inParallel(300, 20, (index) => ask(gateway.url, credential(index)));

  const alone = await second();
  const first = callers(gateway, { callers: 400, forMs: 17_000, token: 'greedy' });
  await pauseMs(1000);
  const beside = await second();
  const heard = await first;

  const p99 = (all: readonly { tookMs: number }[]) =>
    quantile(
      all.map(({ tookMs }) => tookMs),
      0.99,
    );
  const ok = beside.filter(({ status, body }) => status === 200 && !body.includes('"errors"'));
  report('R24', {
    greedy: heard.length,
    served: heard.filter(([status]) => status === 200).length,
  });
  report('R24', { ok: ok.length / beside.length, aloneMs: p99(alone), besideMs: p99(beside) });
  expect(ok.length / beside.length).toBeGreaterThanOrEqual(0.99);
  expect(p99(beside)).toBeLessThanOrEqual(3 * p99(alone));
});
