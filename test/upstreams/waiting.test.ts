/** How long a call waits, for what, and when it does not even begin. */
import { getEventListeners } from 'node:events';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { call, clientOf, faultOf, startClient, withOwnClock } from './client.ts';
import { sendJson, type Answerer } from './server.ts';

const get = { method: 'GET', path: '/x' } as const;
const put = { method: 'PUT', path: '/x', body: {} } as const;
const fine: Answerer = (_request, response) => {
  sendJson(response, {});
};
const timedOut = {
  code: 'UPSTREAM_TIMEOUT',
  message: 'Kantata OX did not answer in time.',
  source: 'KANTATA_OX',
};
const left = {
  code: 'CANCELLED',
  message: 'The operation was given up before Kantata OX answered.',
  source: 'KANTATA_OX',
};
const inMs = (ms: number) => ({ deadlineMs: performance.now() + ms });

function gone(): AbortSignal {
  return AbortSignal.abort();
}

describe('a call', () => {
  test('that would have less than 50 ms is not made', async () => {
    const client = await startClient(fine);
    expect(await faultOf(client.read(get, call(inMs(45))))).toMatchObject(timedOut);
    expect(await faultOf(client.write(put, call(inMs(-5))))).toMatchObject(timedOut);
    expect(client.upstream.received).toEqual([]);
    await expect(client.read(get, call(inMs(500)))).resolves.toEqual({});
  });

  test('that has just 50 ms is made', async () => {
    withOwnClock();
    let attempts = 0;
    const observers = [() => ({ ended: () => void (attempts += 1) })];
    const client = await startClient(fine, { observers });
    await client.read(get, call(inMs(50))).catch(() => null);
    expect(attempts).toBe(1);
  });

  test('ends with its deadline, though an attempt might take longer', async () => {
    const client = await startClient(() => undefined);
    const askedAtMs = performance.now();
    expect(await faultOf(client.read(get, call(inMs(100))))).toMatchObject({
      ...timedOut,
      cause: { name: 'TimeoutError' },
    });
    expect(performance.now() - askedAtMs).toBeLessThan(5000);
    expect(client.upstream.received).toHaveLength(1);
    await client.upstream.received[0]?.abandoned;
  });

  test('of a client that has left is not made', async () => {
    const client = await startClient(fine);
    expect(await faultOf(client.read(get, call({ signal: gone() })))).toMatchObject(left);
    expect(await faultOf(client.write(put, call({ signal: gone() })))).toMatchObject(left);
    expect(client.upstream.received).toEqual([]);
  });

  test('that reads ends when its client leaves, and one that writes does not', async () => {
    const leaving = new AbortController();
    const { signal } = leaving;
    const client = await startClient((request, response) => {
      if (request.method === 'GET') return;
      leaving.abort();
      sendJson(response, { done: true });
    });
    const reading = faultOf(client.read(get, call({ signal })));
    await client.upstream.arrived(1);
    await expect(client.write(put, call({ signal }))).resolves.toEqual({ done: true });
    expect(await reading).toMatchObject(left);
    await client.upstream.received[0]?.abandoned;
  });

  test('that writes does not begin once the gateway is ending, and one that was sent goes on', async () => {
    const answering = Promise.withResolvers<undefined>();
    const client = await startClient(
      async (_request, response) => {
        await answering.promise;
        sendJson(response, { done: true });
      },
      { maxConcurrency: 1 },
    );
    const sent = client.write(put, call());
    await client.upstream.arrived(1);
    const waiting = faultOf(client.write(put, call()));

    client.endWrites();
    answering.resolve(undefined);

    const ending = {
      code: 'ENDING',
      message: 'The gateway is ending: this was not sent to Kantata OX.',
      source: 'KANTATA_OX',
    };
    await expect(sent).resolves.toEqual({ done: true });
    expect(await waiting).toMatchObject(ending);
    expect(await faultOf(client.write(put, call()))).toMatchObject(ending);
    await expect(client.read(get, call())).resolves.toEqual({ done: true });
    expect(client.upstream.lines()).toEqual(['PUT /x', 'GET /x']);
  });

  test('that is over, however it ended, leaves nothing behind at its client', async () => {
    let status = 200;
    const client = await startClient((_request, response) => {
      sendJson(response, {}, status);
    });
    const { signal } = new AbortController();
    const left = () => getEventListeners(signal, 'abort');
    await client.read(get, call({ signal, fresh: true }));
    expect(left()).toEqual([]);
    await client.read(get, call({ signal }));
    expect(left()).toEqual([]);
    status = 403;
    await faultOf(client.read(get, call({ signal })));
    await faultOf(client.write(put, call({ signal })));
    expect(left()).toEqual([]);
  });

  test('that writes is open where it fails after its client has left', async () => {
    const leaving = new AbortController();
    const client = await startClient((_request, response) => {
      leaving.abort();
      response.destroy();
    });
    const fault = await faultOf(client.write(put, call({ signal: leaving.signal })));
    expect(fault).toMatchObject({ code: 'OUTCOME_UNKNOWN' });
  });
});

describe('a credential that has to be fetched', () => {
  const fetching = (headers: Promise<Readonly<Record<string, string>>>) => ({
    fingerprint: 'f',
    key: 'whole',
    headers: () => headers,
  });

  test('is waited for', async () => {
    const client = await startClient(fine);
    const credential = fetching(Promise.resolve({ authorization: 'fetched' }));
    const { signal } = new AbortController();
    await client.read(get, call({ credential, signal, fresh: true }));
    expect(client.upstream.received[0]?.headers.authorization).toBe('fetched');
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  test('is waited for until the deadline, and no longer than its client is there', async () => {
    const client = await startClient(fine);
    const credential = fetching(new Promise(() => undefined));
    expect(await faultOf(client.read(get, call({ credential, ...inMs(20) })))).toMatchObject(
      timedOut,
    );
    const leaving = new AbortController();
    const reading = faultOf(client.read(get, call({ credential, signal: leaving.signal })));
    leaving.abort();
    expect(await reading).toBeInstanceOf(Error);
    expect(client.upstream.received).toEqual([]);
  });

  test('is waited for by nobody who has left, whether before he asked or after', async () => {
    const client = await startClient(fine);
    const credential = fetching(new Promise(() => undefined));
    const leaving = new AbortController();
    const asking = { credential, fresh: true };
    const reading = faultOf(client.read(get, call({ ...asking, signal: leaving.signal })));
    leaving.abort();
    const left = { code: 'CANCELLED' };
    expect(await reading).toMatchObject(left);
    expect(await faultOf(client.read(get, call({ ...asking, signal: gone() })))).toMatchObject(
      left,
    );
    expect(getEventListeners(leaving.signal, 'abort')).toEqual([]);
  });

  test('that cannot be fetched says why, and leaves nothing behind', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => {
      vi.useRealTimers();
    });
    const client = clientOf({});
    const credential = fetching(Promise.reject(new Error('no token')));
    const { signal } = new AbortController();
    const asking = call({ credential, signal, fresh: true });
    expect(await faultOf(client.read(get, asking))).toMatchObject({ message: 'no token' });
    expect([vi.getTimerCount(), getEventListeners(signal, 'abort')]).toEqual([0, []]);
  });

  test('that cannot be fetched says why to all who share a read', async () => {
    const client = await startClient(fine);
    const credential = fetching(Promise.reject(new Error('no token')));
    expect(await faultOf(client.read(get, call({ credential })))).toMatchObject({
      message: 'no token',
    });
  });
});

describe('room', () => {
  test('is told, and whether there would be any for a new operation', async () => {
    const answers: (() => void)[] = [];
    const client = await startClient(
      (_request, response) => {
        answers.push(() => {
          sendJson(response, {});
        });
      },
      { maxConcurrency: 1, maxConcurrencyPerCredential: 1 },
    );
    const read = (page: number) => client.read({ method: 'GET', path: `/x?${page}` }, call());
    const reads = [read(0)];
    await client.upstream.arrived(1);
    expect(client.isFullFor('f')).toBe(false);
    // Those who were let in before, and have not asked yet, will take what room there is.
    expect(client.isFullFor('f', 3)).toBe(false);
    expect(client.isFullFor('f', 4)).toBe(true);
    for (let page = 1; page <= 4; page += 1) reads.push(read(page));
    await new Promise((resolve) => setImmediate(resolve));
    expect(client.traffic()).toMatchObject({ running: 1, waiting: 4, openings: 0 });
    expect(client.isFullFor('f')).toBe(true);
    expect(await faultOf(read(5))).toMatchObject({
      code: 'OVERLOADED',
      message: 'There was no room for a call to Kantata OX in time.',
      retryAfterMs: 1000,
    });
    for (let arrived = 1; arrived <= 5; arrived += 1) {
      await client.upstream.arrived(arrived);
      answers.shift()?.();
    }
    await Promise.all(reads);
    expect(client.traffic()).toMatchObject({ running: 0, waiting: 0, openings: 0 });
    expect(client.isFullFor('f')).toBe(false);
  });

  test.each([
    ['what its calls have in common', { operation: {} }],
    ['the signal that they share', { signal: new AbortController().signal }],
  ])('is never refused to an operation that waits already, known by %s', async (_how, known) => {
    const held: (() => void)[] = [];
    const client = await startClient(
      (_request, response) => {
        held.push(() => {
          sendJson(response, {});
        });
      },
      { maxConcurrency: 1 },
    );
    const read = (path: string, more = {}) => client.read({ method: 'GET', path }, call(more));
    const reads = [read('/1'), read('/2', known), read('/3'), read('/4'), read('/5')];
    await client.upstream.arrived(1);
    expect(await faultOf(read('/6'))).toMatchObject({ code: 'OVERLOADED' });
    reads.push(read('/7', { ...known }));
    for (let arrived = 1; arrived <= 6; arrived += 1) {
      await client.upstream.arrived(arrived);
      held[arrived - 1]?.();
    }
    await Promise.all(reads);
    expect(client.upstream.lines().at(-1)).toBe('GET /7');
  });
});
