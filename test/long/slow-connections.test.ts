import { expect, test } from 'vitest';
import { sendRaw, statusOf, type RawOptions } from '../process/raw.ts';
import { ask, membersQuery, oneMember, pauseMs, serve, startUpstream } from '../process/rig.ts';

const body = JSON.stringify({ query: membersQuery });
const headers =
  'POST /graphql HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer t\r\n' +
  `content-type: application/json\r\ncontent-length: ${body.length}\r\n`;

const dripped = (): RawOptions => ({ more: () => 'x', moreEveryMs: 700, timeoutMs: 40_000 });
const silent: RawOptions = { timeoutMs: 40_000 };

test('R36 slow connections are cut, and hold up nobody', async () => {
  const upstream = await startUpstream(oneMember);
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
    return took.sort((a, b) => a - b)[Math.floor(took.length * 0.99)] ?? 0;
  };

  await p99(1000);
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
  // A laptop that does other things, too, is not to decide this.
  expect(disturbedMs).toBeLessThan(Math.max(2 * undisturbedMs, 50));

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
