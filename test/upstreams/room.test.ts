/** What is left of a call in the line once it is out of it. */
import { getEventListeners } from 'node:events';
import { expect, onTestFinished, test, vi } from 'vitest';
import { Bulkhead } from '../../src/upstreams/http/bulkhead.ts';
import { call, faultOf } from './client.ts';

function holding(maxConcurrency: number, maxConcurrencyPerCredential = maxConcurrency) {
  const bulkhead = new Bulkhead({
    source: 'KANTATA_OX',
    maxConcurrency,
    maxConcurrencyPerCredential,
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

test('a full line is full for those alone who would have to stand in it', () => {
  const { bulkhead, run } = holding(4, 1);
  void run('a');
  for (let waiting = 1; waiting < 16; waiting += 1) void run('a');
  expect([bulkhead.isFullFor('a'), bulkhead.isFullFor('b')]).toEqual([false, false]);
  void run('a');
  expect([bulkhead.isFullFor('a'), bulkhead.isFullFor('b')]).toEqual([true, false]);
});

test('those who run, those who wait and those who have not asked yet take up the room together', () => {
  const { bulkhead, run } = holding(1);
  for (let asking = 0; asking < 3; asking += 1) void run('a');
  expect([bulkhead.running, bulkhead.waiting]).toEqual([1, 2]);
  expect([bulkhead.isFullFor('a', 1), bulkhead.isFullFor('a', 2)]).toEqual([false, true]);
});

interface Asked {
  readonly of: string;
  readonly leave: () => void;
  state: 'waiting' | 'running' | 'over';
  end: () => void;
}

function asking(bulkhead: Bulkhead, of: string): Asked {
  const leaving = new AbortController();
  const ends = Promise.withResolvers<undefined>();
  const credential = { fingerprint: of, key: of, headers: () => ({}) };
  const asked: Asked = {
    of,
    leave: () => {
      if (asked.state === 'waiting') leaving.abort();
    },
    state: 'waiting',
    end: () => {
      if (asked.state === 'running') ends.resolve(undefined);
    },
  };
  const over = () => {
    asked.state = 'over';
  };
  const task = () => {
    asked.state = 'running';
    return ends.promise;
  };
  void bulkhead.run(call({ credential, signal: leaving.signal }), task).then(over, over);
  return asked;
}

test.each([
  [1, 1],
  [2, 2],
  [3, 2],
  [4, 3],
  [5, 5],
  [6, 2],
])('of %i calls, %i for each, none is left free that somebody waits for', async (all, each) => {
  const bulkhead = new Bulkhead({
    source: 'KANTATA_OX',
    maxConcurrency: all,
    maxConcurrencyPerCredential: each,
  });
  let asked: Asked[] = [];
  let random = all;
  const below = (limit: number) => (random = (random * 48_271) % 2_147_483_647) % limit;
  for (let step = 0; step < 300; step += 1) {
    const one = asked[below(asked.length + 1)];
    if (one === undefined || below(2) === 0) {
      asked.push(asking(bulkhead, ['a', 'a', 'b', 'c'][below(4)] ?? ''));
    } else (below(3) === 0 ? one.leave : one.end)();
    await new Promise((resolve) => setImmediate(resolve));
    asked = asked.filter(({ state }) => state !== 'over');
    const who = (state: Asked['state']) =>
      asked.filter((call) => call.state === state).map(({ of }) => of);
    const [waiting, running] = [who('waiting'), who('running')];
    for (const of of new Set(waiting)) {
      const own = running.filter((other) => other === of).length;
      const isAlone = waiting.every((other) => other === of);
      const most = Math.min(each, isAlone ? all : Math.ceil(all / 2));
      const state = `${running.join('')} run, ${waiting.join('')} wait`;
      expect(running.length === all || own >= most, state).toBe(true);
    }
  }
});
