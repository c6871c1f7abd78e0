import process from 'node:process';
import { setImmediate as round } from 'node:timers/promises';
import { getEventListeners } from 'node:events';
import { expect, onTestFinished, test, vi } from 'vitest';
import { Flight } from '../../src/upstreams/http/flight.ts';
import { call } from '../upstreams/client.ts';

test('those who share an answer go on one in a round of the event loop, so that others are seen to in between', async () => {
  const answer = Promise.withResolvers<string>();
  const flight = new Flight('KANTATA_OX', call(), () => answer.promise);
  const inThisRound: string[] = [];
  const all = Array.from({ length: 5 }, () =>
    flight.wait(call()).then((told) => inThisRound.push(told)),
  );

  answer.resolve('told');
  const perRound: number[] = [];
  while (perRound.length < 6) {
    await round();
    perRound.push(inThisRound.splice(0).length);
  }

  await Promise.all(all);
  expect(Math.max(...perRound)).toBeLessThanOrEqual(2);
  expect(perRound.reduce((sum, each) => sum + each)).toBe(5);
  expect(process.getActiveResourcesInfo()).not.toContain('Immediate');
});

test('a read that failed fails all who wait for it', async () => {
  const fault = new Error('It failed.');
  const flight = new Flight('KANTATA_OX', call(), () => Promise.reject(fault));

  const all = await Promise.allSettled([flight.wait(call()), flight.wait(call())]);

  expect(all).toEqual(all.map(() => ({ status: 'rejected', reason: fault })));
});

test('whoever waits no longer, for whatever reason, leaves nothing behind', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  onTestFinished(() => {
    vi.useRealTimers();
  });
  const answer = Promise.withResolvers<string>();
  const abandoned: AbortSignal[] = [];
  const flight = new Flight('KANTATA_OX', call(), ({ signal }) => {
    abandoned.push(signal);
    return answer.promise;
  });
  const leaving = new AbortController();
  const { signal } = new AbortController();
  const deadlineMs = performance.now() + 1000;
  const all = [
    flight.wait(call({ signal: leaving.signal, deadlineMs })),
    flight.wait(call({ signal, deadlineMs })),
    flight.wait(call({ signal })),
  ];
  const ended = Promise.allSettled(all);
  expect(vi.getTimerCount()).toBe(3);

  leaving.abort();
  expect([vi.getTimerCount(), getEventListeners(leaving.signal, 'abort')]).toEqual([2, []]);
  vi.advanceTimersByTime(1001);
  expect([vi.getTimerCount(), getEventListeners(signal, 'abort').length]).toEqual([1, 1]);
  expect(abandoned[0]?.aborted).toBe(false);
  answer.resolve('told');
  expect(await ended).toMatchObject([
    { reason: { code: 'CANCELLED' } },
    { reason: { code: 'UPSTREAM_TIMEOUT' } },
    { value: 'told' },
  ]);
  expect([vi.getTimerCount(), getEventListeners(signal, 'abort')]).toEqual([0, []]);
});

test('whoever waits no longer has nothing go in his room', async () => {
  const answer = Promise.withResolvers<string>();
  const of = (holder: string, signal = new AbortController().signal) => {
    const own = call({ signal });
    return { ...own, credential: { ...own.credential, holder } };
  };
  const flight = new Flight('KANTATA_OX', of('Ada'), () => answer.promise);
  const leaving = [new AbortController(), new AbortController()];
  const all = [
    flight.wait(of('Ada')),
    ...leaving.map(({ signal }) => flight.wait(of('Bob', signal)).catch(() => 'gone')),
  ];
  const holdersLeft = leaving.map((each) => {
    each.abort();
    return flight.call.holders?.size;
  });

  expect(holdersLeft).toEqual([2, 1]);
  expect(flight.call.holders).toEqual(new Set(['Ada']));
  answer.resolve('told');
  expect(await Promise.all(all)).toEqual(['told', 'gone', 'gone']);
});

test('whoever comes with more time just after that of another was up does not hold him up', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  onTestFinished(() => {
    vi.useRealTimers();
  });
  const answer = Promise.withResolvers<string>();
  const first = call({ deadlineMs: performance.now() + 1000 });
  const flight = new Flight('KANTATA_OX', first, () => answer.promise);
  const waiting = flight.wait(first).catch((fault: unknown) => fault);

  vi.advanceTimersByTime(1000);
  const later = flight.wait(call({ deadlineMs: performance.now() + 1000 }));

  expect(await Promise.race([waiting, round('still waiting')])).toMatchObject({
    code: 'UPSTREAM_TIMEOUT',
  });
  answer.resolve('told');
  expect(await later).toBe('told');
  expect(vi.getTimerCount()).toBe(0);
});
