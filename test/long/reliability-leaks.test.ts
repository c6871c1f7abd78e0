import { expect, test } from 'vitest';
import { afterMs, ask, membersQuery, oneMember, serve, startUpstream } from '../process/rig.ts';
import { faults, settles } from './leaks.ts';
import { liveHeapMb, withHeapTold } from './live-heap.ts';
import { inParallel, openFiles, quantile, report, residentMb, seeded } from './measuring.ts';

test('R21 a thousand clients that leave at any time leave nothing behind', async () => {
  const random = seeded('R21');
  const upstream = await startUpstream((request, response) => {
    afterMs(random() * 100, oneMember)(request, response);
  });
  const gateway = await serve({ KANTATA_BASE_URL: upstream.url });
  await inParallel(200, 20, () => ask(gateway.url));
  const usual = await inParallel(100, 20, () => ask(gateway.url));
  const usualMs = quantile(
    usual.map(({ tookMs }) => tookMs),
    0.5,
  );
  const before = openFiles(gateway.pid);

  let left = 0;
  await inParallel(1000, 20, async () => {
    const leaving = new AbortController();
    const timer = setTimeout(
      () => {
        leaving.abort();
      },
      random() * 2 * usualMs,
    );
    try {
      const response = await fetch(`${gateway.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: 'Bearer t' },
        body: JSON.stringify({ query: membersQuery }),
        signal: leaving.signal,
      });
      await response.text();
    } catch {
      left += 1;
    } finally {
      clearTimeout(timer);
    }
  });

  const after = await settles(gateway, before, 10_000);
  report('R21', { left, usualMs, before, after });
  expect(left).toBeGreaterThan(300);
  expect(left).toBeLessThan(1000);
  expect(after - before).toBeLessThanOrEqual(5);
  expect(faults(gateway)).toEqual([]);
  expect(await ask(gateway.url)).toMatchObject({ status: 200 });
});

test('R32 twenty thousand different documents are not kept', async () => {
  const upstream = await startUpstream(oneMember);
  const gateway = await serve({ KANTATA_BASE_URL: upstream.url }, withHeapTold);
  const warmUp = 3000;
  const fields = 'sourceId permission isOwner billRateInCents costRateInCents ';
  const send = async (index: number) => {
    const query = `query Q${index} {
      accountMembership(id: "${index + 1}") @skip(if: true) { ${fields.repeat(20)} } __typename
    }`;
    const { status: told } = await ask(gateway.url, {}, { query });
    expect(told).toBe(200);
  };
  // What V8 takes for itself at this rate it has taken by now; it gives back what it does not use when
  // it has been idle, so that nobody makes it collect before it is measured.
  await inParallel(warmUp, 20, send);
  const before = residentMb(gateway.pid);
  const heapBefore = await liveHeapMb(gateway);
  await inParallel(20_000, 20, (index) => send(index + warmUp));
  const after = residentMb(gateway.pid);
  const heapAfter = await liveHeapMb(gateway);
  report('R32', { before, after, heapBefore, heapAfter });
  expect(after - before).toBeLessThanOrEqual(100);
  expect(heapAfter - heapBefore).toBeLessThanOrEqual(20);
  expect(upstream.requests).toEqual([]);
});
