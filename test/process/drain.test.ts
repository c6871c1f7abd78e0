import { expect, test } from 'vitest';
import { afterMs, ask, hang, look, oneMember, pauseMs, serve, startUpstream } from './rig.ts';

test('R27 a signal lets everything under way finish, and turns readiness off at once', async () => {
  const upstream = await startUpstream(afterMs(800, oneMember));
  const gateway = await serve({
    KANTATA_BASE_URL: upstream.url,
    DRAIN_DELAY_MS: '0',
  });
  // Each with a credential of its own: reads that are alike would be one.
  const answers = Array.from({ length: 20 }, (_, index) =>
    ask(gateway.url, { authorization: `Bearer caller-${index}` }),
  );
  while (upstream.requests.length < 20) await pauseMs(5);

  const signalledAt = performance.now();
  gateway.signal('SIGTERM');
  await gateway.line(({ msg }) => msg === 'draining');
  const ready = await look(`${gateway.url}/readyz`);
  expect(performance.now() - signalledAt).toBeLessThan(200);
  expect(ready).toMatchObject({ status: 503 });
  expect(JSON.parse(ready.body)).toMatchObject({ status: 'draining' });

  const statuses = (await Promise.all(answers)).map(({ status, body }) => [status, body]);
  expect(statuses).toEqual(
    Array.from({ length: 20 }, () => [
      200,
      expect.stringContaining('"sourceId":"7"') as unknown as string,
    ]),
  );
  expect(await gateway.ended).toBe(0);
  expect(performance.now() - signalledAt).toBeLessThan(3000);
});

test('R27 while it drains it goes on serving, and asks clients to go elsewhere', async () => {
  const upstream = await startUpstream(oneMember);
  const gateway = await serve({ KANTATA_BASE_URL: upstream.url, DRAIN_DELAY_MS: '1000' });

  const signalledAt = performance.now();
  gateway.signal('SIGINT');
  await gateway.line(({ msg }) => msg === 'draining');
  await pauseMs(500);
  const answer = await ask(gateway.url);

  expect(answer.status).toBe(200);
  expect(answer.headers.get('connection')).toBe('close');
  expect(await gateway.ended).toBe(0);
  const tookMs = performance.now() - signalledAt;
  expect(tookMs).toBeGreaterThanOrEqual(1000);
  expect(tookMs).toBeLessThan(2000);
  await expect(ask(gateway.url)).rejects.toThrow('fetch failed');
});

test('R27 a second signal ends it at once, whatever is under way', async () => {
  const upstream = await startUpstream(hang);
  const gateway = await serve({ KANTATA_BASE_URL: upstream.url });
  const lost = expect(ask(gateway.url)).rejects.toThrow('fetch failed');
  while (upstream.requests.length < 1) await pauseMs(5);

  gateway.signal('SIGTERM');
  await gateway.line(({ msg }) => msg === 'draining');
  const signalledAt = performance.now();
  gateway.signal('SIGTERM');

  expect(await gateway.ended).toBe(1);
  expect(performance.now() - signalledAt).toBeLessThan(1000);
  await lost;
});
