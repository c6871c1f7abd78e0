import { expect, test } from 'vitest';
import { afterMs, ask, oneMember, pauseMs, serve, startUpstream } from '../process/rig.ts';
import { quantile, report } from './measuring.ts';
import { mostOtherWork, watchOtherWork } from './other-work.ts';
import { openSlowConnections } from './slow-connections.ts';

test('R36 slow connections hold up nobody', async () => {
  // Beside what an upstream takes, one collection of garbage decides nothing.
  const upstream = await startUpstream(afterMs(50, oneMember));
  const gateway = await serve({ KANTATA_BASE_URL: upstream.url });
  const p99 = async (forMs: number) => {
    const took: number[] = [];
    const until = performance.now() + forMs;
    while (performance.now() < until) {
      const { status, tookMs } = await ask(gateway.url);
      expect(status).toBe(200);
      took.push(tookMs);
      await pauseMs(20);
    }
    return quantile(took, 0.99);
  };

  await p99(1000);
  const otherWork = watchOtherWork([gateway.pid]);
  const undisturbedMs = await p99(3000);
  const { beforeTheBody, inTheBody } = openSlowConnections(gateway.port);
  const disturbedMs = await p99(9000);
  const others = otherWork();

  report('R36', { undisturbedMs, disturbedMs, othersShare: others });
  if (others <= mostOtherWork) expect(disturbedMs).toBeLessThanOrEqual(2 * undisturbedMs);
  gateway.signal('SIGKILL');
  const cut = await Promise.all([...beforeTheBody, ...inTheBody]);
  expect(cut.every(({ closed }) => closed)).toBe(true);
});
