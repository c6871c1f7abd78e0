import { expect, test } from 'vitest';
import { ask, hang, pauseMs, serve, startUpstream } from '../process/rig.ts';

test('R27 an upstream that never answers cannot hold the end of the gateway', async () => {
  const upstream = await startUpstream(hang);
  const gateway = await serve({
    KANTATA_BASE_URL: upstream.url,
    DRAIN_DELAY_MS: '0',
    UPSTREAM_TIMEOUT_MS: '60000',
    OPERATION_TIMEOUT_MS: '60000',
  });
  const answer = ask(gateway.url);
  answer.catch(() => undefined);
  while (upstream.requests.length < 1) await pauseMs(5);

  const signalledAt = performance.now();
  gateway.signal('SIGTERM');

  expect(await gateway.ended).toBe(0);
  expect(performance.now() - signalledAt).toBeLessThan(11_000);
  await expect(answer).rejects.toThrow('fetch failed');
});
