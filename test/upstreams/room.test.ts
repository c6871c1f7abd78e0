/** What is left of a call in the line once it is out of it. */
import { getEventListeners } from 'node:events';
import { expect, onTestFinished, test, vi } from 'vitest';
import { Bulkhead } from '../../src/upstreams/http/bulkhead.ts';
import { call, faultOf } from './client.ts';

function holding(maxConcurrency: number) {
  const bulkhead = new Bulkhead({
    source: 'KANTATA_OX',
    maxConcurrency,
    maxConcurrencyPerCredential: maxConcurrency,
  });
  const running: { readonly of: string; readonly end: () => void }[] = [];
  const run = (of: string, signal = new AbortController().signal, forMs = 60_000) => {
    const credential = { fingerprint: of, key: of, headers: () => ({}) };
    const ends = Promise.withResolvers<undefined>();
    return bulkhead.run(call({ credential, signal, deadlineMs: performance.now() + forMs }), () => {
      const entry = {
        of,
        end: () => {
          running.splice(running.indexOf(entry), 1);
          ends.resolve(undefined);
        },
      };
      running.push(entry);
      return ends.promise;
    });
  };
  return {
    bulkhead,
    run,
    running: () => running.map(({ of }) => of).join(''),
    end: async () => {
      running[0]?.end();
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

test('whoever is let in waits for nothing any more', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  onTestFinished(() => {
    vi.useRealTimers();
  });
  const { bulkhead, run, running, end } = holding(1);
  const { signal } = new AbortController();
  void run('a');
  void run('b', signal);
  expect([bulkhead.running, bulkhead.waiting, vi.getTimerCount()]).toEqual([1, 1, 1]);
  await end();
  expect([running(), bulkhead.running, bulkhead.waiting]).toEqual(['b', 1, 0]);
  expect([vi.getTimerCount(), getEventListeners(signal, 'abort')]).toEqual([0, []]);
});

test('whoever waits gives up at his deadline, however long the process has run', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  onTestFinished(() => {
    vi.useRealTimers();
  });
  const { run } = holding(1);
  vi.advanceTimersByTime(1_000_000);
  void run('a');
  const waiting = faultOf(run('b', undefined, 1000));
  vi.advanceTimersByTime(1001);
  const fault = await waiting;
  expect(fault).toMatchObject({ code: 'UPSTREAM_TIMEOUT', source: 'KANTATA_OX' });
  expect(fault.message).toBe('There was no room for a call to Kantata OX in time.');
  expect(fault.retryAfterMs).toBeUndefined();
});

test('having waited once gives nobody more than half of the room later', async () => {
  const { run, running, end } = holding(4);
  for (let index = 0; index < 5; index += 1) void run('a');
  await end();
  expect(running()).toBe('aaaa');
  void run('a');
  void run('b');
  await end();
  expect(running()).toBe('aaab');
});
