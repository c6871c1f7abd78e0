import { expect, test, vi } from 'vitest';
import { Fault } from '../../src/domain/fault.ts';
import { Bulkhead } from '../../src/upstreams/http/bulkhead.ts';
import { Counts } from '../../src/upstreams/http/counts.ts';
import { holderOf, type Call } from '../../src/upstreams/source.ts';

interface Operation extends Call {
  readonly leave: () => void;
}

function operation(fingerprint: string, timeoutMs = 60_000): Operation {
  const leaving = new AbortController();
  return {
    credential: { fingerprint, key: fingerprint, headers: () => ({}) },
    requestId: 'r',
    signal: leaving.signal,
    deadlineMs: performance.now() + timeoutMs,
    leave: () => {
      leaving.abort();
    },
  };
}

/** Calls that run until they are told to end. */
function rig(maxConcurrency: number, maxConcurrencyPerCredential = maxConcurrency) {
  const bulkhead = new Bulkhead({
    source: 'KANTATA_OX',
    maxConcurrency,
    maxConcurrencyPerCredential,
  });
  const running: { readonly of: string; readonly end: () => void }[] = [];
  const refused: string[] = [];
  const run = (call: Call) => {
    const of = holderOf(call.credential);
    const task = () =>
      new Promise<void>((resolve) => {
        const entry = {
          of,
          end: () => {
            running.splice(running.indexOf(entry), 1);
            resolve();
          },
        };
        running.push(entry);
      });
    return bulkhead.run(call, task).catch((error: unknown) => {
      if (!(error instanceof Fault)) throw error;
      refused.push(error.code);
      return error;
    });
  };
  return {
    bulkhead,
    run,
    refused,
    running: () => running.map(({ of }) => of).join(''),
    /** Ends the oldest call, or that of a credential, and lets what follows happen. */
    end: async (of?: string) => {
      running.find((entry) => of === undefined || entry.of === of)?.end();
      await settled();
    },
  };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test('an upstream has so many calls at once, and one credential so many of them', async () => {
  const { run, running, end } = rig(5, 3);
  const [a, b] = [operation('a'), operation('b')];
  for (let index = 0; index < 6; index += 1) void run(a);
  expect(running()).toBe('aaa');
  for (let index = 0; index < 4; index += 1) void run(b);
  expect(running()).toBe('aaabb');
  await end('a');
  expect(running()).toBe('aabba');
  await end('b');
  expect(running()).toBe('aabab');
  for (let left = 10; left > 0; left -= 1) await end();
  expect(running()).toBe('');
});

test('a credential has half of the room at most while others wait, and all of it else', async () => {
  const { run, running, end } = rig(4);
  for (let index = 0; index < 8; index += 1) void run(operation('a'));
  expect(running()).toBe('aaaa');
  for (let index = 0; index < 3; index += 1) void run(operation('b'));
  await end('a');
  await end('a');
  expect(running()).toBe('aabb');
  await end('b');
  expect(running()).toBe('aabb');
  await end('b');
  await end('b');
  // Nobody else waits any more.
  expect(running()).toBe('aaaa');
});

test('callers who hold one credential together have room each', async () => {
  const { run, running, end } = rig(4, 2);
  const by = (holder: string) => {
    const call = operation('service');
    return { ...call, credential: { ...call.credential, holder } };
  };
  for (let index = 0; index < 10; index += 1) void run(by('a'));
  void run(by('b'));
  expect(running()).toBe('aab');
  for (let index = 0; index < 3; index += 1) void run(by('b'));
  await end('b');
  await end('a');
  expect(running()).toBe('abba');
});

test('a call for which several wait goes when any of them has room, and takes it from him alone', async () => {
  const { bulkhead, run, running, end } = rig(4, 1);
  void run(operation('a'));
  void run(operation('b'));
  const holders = new Set(['a']);
  const shared = { ...operation('a'), holders };
  void run(shared);
  const join = (holder: string) => {
    holders.add(holder);
    bulkhead.join(operation(holder), shared);
    return settled();
  };
  await join('b');
  expect(running()).toBe('ab');
  await join('c');
  expect(running()).toBe('aba');
  void run(operation('c'));
  await end('a');
  void run(operation('a'));
  await settled();
  expect([running(), bulkhead.waiting]).toEqual(['baa', 1]);
  await end('a');
  expect([running(), bulkhead.waiting]).toEqual(['bac', 0]);
});

test('a call for which another has come to wait does not stand behind more than half of the room', async () => {
  const { bulkhead, run, running, end } = rig(4);
  for (let index = 0; index < 8; index += 1) void run(operation('a'));
  const holders = new Set(['a']);
  const shared = { ...operation('a'), holders };
  const send = vi.fn(() => Promise.resolve());
  void bulkhead.run(shared, send);
  holders.add('b');
  bulkhead.join(operation('b'), shared);
  expect(send).not.toHaveBeenCalled();
  await end();
  expect(send).toHaveBeenCalledOnce();
  expect(running()).toBe('aaaa');
});

test('who comes when there is room does not stand behind those who have theirs', () => {
  const { run, running } = rig(4, 2);
  for (let index = 0; index < 100; index += 1) void run(operation('a'));
  void run(operation('b'));
  expect(running()).toBe('aab');
});

test('four operations wait for each that may run; the next is told when to come again', async () => {
  const { run, refused, end, running } = rig(2);
  for (let index = 0; index < 2 + 8; index += 1) void run(operation('a'));
  expect(refused).toEqual([]);
  const error = await run(operation('a'));
  expect(error).toMatchObject({ code: 'OVERLOADED', source: 'KANTATA_OX', retryAfterMs: 1000 });
  await end();
  void run(operation('a'));
  await settled();
  expect(refused).toEqual(['OVERLOADED']);
  expect(running()).toBe('aa');
});

test('an operation never refuses its own calls, and none with half of its work done', async () => {
  const { run, refused, end } = rig(2);
  const own = operation('a');
  for (let index = 0; index < 500; index += 1) void run(own);
  expect(refused).toEqual([]);

  const full = rig(2);
  const early = operation('a');
  const first = full.run(early);
  for (let index = 0; index < 9; index += 1) void full.run(operation('b'));
  await full.end('a');
  await first;
  void full.run(operation('b'));
  void full.run(operation('b'));
  await settled();
  expect(full.refused).toEqual(['OVERLOADED']);
  void full.run(early);
  await settled();
  expect(full.refused).toEqual(['OVERLOADED']);
  await end();
});

test('a waiter leaves with its client, and its place is free', async () => {
  const { run, refused, end, running } = rig(1);
  const leaver = operation('b');
  void run(operation('a'));
  const left = run(leaver);
  void run(operation('c'));
  leaver.leave();
  await left;
  expect(refused).toEqual(['CANCELLED']);
  await end();
  expect(running()).toBe('c');
  // Somebody who has left already is not let in at all.
  await run(leaver);
  expect(refused).toEqual(['CANCELLED', 'CANCELLED']);
});

test('a waiter leaves when its time is up', async () => {
  vi.useFakeTimers();
  try {
    const { run, refused, running } = rig(1);
    void run(operation('a'));
    const late = run(operation('b', 1000));
    await vi.advanceTimersByTimeAsync(999);
    expect(refused).toEqual([]);
    await vi.advanceTimersByTimeAsync(2);
    await late;
    expect(refused).toEqual(['UPSTREAM_TIMEOUT']);
    expect(running()).toBe('a');
  } finally {
    vi.useRealTimers();
  }
});

test('whom the waiting of another kept from going on goes on when that one leaves', async () => {
  const { run, running, end } = rig(4);
  for (let index = 0; index < 6; index += 1) void run(operation('a'));
  const leaver = operation('b');
  // It has its own half, and waits for more.
  void run(leaver);
  const more = [run(leaver), run(leaver)];
  await end('a');
  await end('a');
  expect(running()).toBe('aabb');
  leaver.leave();
  await more[1];
  await end('b');
  expect(running()).toBe('aaba');
});

test('a task that throws gives its room back', async () => {
  const { bulkhead } = rig(1);
  for (let index = 0; index < 3; index += 1) {
    const failing = bulkhead.run(operation('a'), () => Promise.reject(new Error('no')));
    await expect(failing).rejects.toThrow('no');
  }
  await expect(bulkhead.run(operation('a'), () => Promise.resolve(1))).resolves.toBe(1);
});

test('counts forget what there is none of', () => {
  const counts = new Counts<string>();
  counts.add('a');
  counts.add('a');
  counts.add('b');
  expect([counts.of('a'), counts.of('c'), counts.size, counts.total]).toEqual([2, 0, 2, 3]);
  counts.remove('a');
  counts.remove('a');
  counts.remove('b');
  expect([counts.of('a'), counts.size, counts.total]).toEqual([0, 0, 0]);
});
