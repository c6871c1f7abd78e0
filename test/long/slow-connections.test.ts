import { expect, test } from 'vitest';
import { statusOf } from '../process/raw.ts';
import { ask, oneMember, serve, startUpstream } from '../process/rig.ts';
import { openSlowConnections } from './slow-connections.ts';

test('R36 slow connections are cut', async () => {
  const upstream = await startUpstream(oneMember);
  const gateway = await serve({ KANTATA_BASE_URL: upstream.url });

  const { beforeTheBody, inTheBody } = openSlowConnections(gateway.port);

  for (const cut of await Promise.all(beforeTheBody)) {
    expect(cut.closed).toBe(true);
    expect(cut.tookMs).toBeLessThan(10_000);
    expect([0, 408]).toContain(statusOf(cut));
  }
  for (const cut of await Promise.all(inTheBody)) {
    expect(cut.closed).toBe(true);
    expect(cut.tookMs).toBeLessThan(30_000);
  }
  expect(await ask(gateway.url)).toMatchObject({ status: 200 });
});
