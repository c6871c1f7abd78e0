import { expect, test } from 'vitest';
import { sendRaw, statusOf, type RawOptions } from '../process/raw.ts';
import {
  afterMs,
  ask,
  membersQuery,
  oneMember,
  pauseMs,
  serve,
  startUpstream,
} from '../process/rig.ts';
import { quantile, report } from './measuring.ts';
import { mostOtherWork, watchOtherWork } from './other-work.ts';

const body = JSON.stringify({ query: membersQuery });
const headers =
  'POST /graphql HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer t\r\n' +
  `content-type: application/json\r\ncontent-length: ${body.length}\r\n`;

const dripped = (): RawOptions => ({ more: () => 'x', moreEveryMs: 700, timeoutMs: 40_000 });
const silent: RawOptions = { timeoutMs: 40_000 };

test('R36 slow connections are cut, and hold up nobody', async () => {
  // Beside what an upstream takes, one collection of garbage decides nothing.
  const upstream = await startUpstream(afterMs(50, oneMember));
  const gateway = await serve({ KANTATA_BASE_URL: upstream.url });
  const each = Array.from({ length: 50 });
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
  const nothing = each.map(() => sendRaw(gateway.port, '', silent));
  const partial = each.map(() => sendRaw(gateway.port, headers.slice(0, 50), silent));
  const slowHeaders = each.map(() => sendRaw(gateway.port, `${headers}x-slow: `, dripped()));
  const slowBody = each.map(() =>
    sendRaw(gateway.port, `${headers}\r\n${body.slice(0, 10)}`, {
      ...dripped(),
      more: () => ' ',
      moreEveryMs: 900,
    }),
  );
  const disturbedMs = await p99(9000);
  const others = otherWork();
  report('R36', { undisturbedMs, disturbedMs, othersShare: others });
  if (others <= mostOtherWork) expect(disturbedMs).toBeLessThanOrEqual(2 * undisturbedMs);

  for (const cut of await Promise.all([...nothing, ...partial, ...slowHeaders])) {
    expect(cut.closed).toBe(true);
    expect(cut.tookMs).toBeLessThan(10_000);
    expect([0, 408]).toContain(statusOf(cut));
  }
  for (const cut of await Promise.all(slowBody)) {
    expect(cut.closed).toBe(true);
    expect(cut.tookMs).toBeLessThan(30_000);
  }
  expect(await ask(gateway.url)).toMatchObject({ status: 200 });
});
