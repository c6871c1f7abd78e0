/** How an upstream that is down is left alone, and what is told of it meanwhile. */
import { describe, expect, test } from 'vitest';
import type { Reason } from '../../src/upstreams/source.ts';
import { call, faultOf, startClient, withOwnClock, withoutPauses } from './client.ts';
import { sendJson, type Answerer } from './server.ts';

const get = { method: 'GET', path: '/x' } as const;
const put = { method: 'PUT', path: '/x', body: {} } as const;

/** A client whose upstream has been down for as long as it takes to be noticed. */
async function startDown(status = 503) {
  const pass = withOwnClock();
  withoutPauses();
  let answer: Answerer = (_request, response) => {
    sendJson(response, {}, status);
  };
  const client = await startClient((request, response) => answer(request, response));
  for (let read = 0; read < 6; read += 1) await faultOf(client.read(get, call()));
  const last = await faultOf(client.read(get, call()));
  return {
    client,
    last,
    pass,
    hang: () => {
      answer = () => undefined;
    },
    heal: () => {
      answer = (_request, response) => {
        sendJson(response, {});
      };
    },
    answer: (other: Answerer) => (answer = other),
    linesSince: (count: number) => client.upstream.lines().slice(count),
  };
}

describe('an upstream that is down', () => {
  test('is not asked from the twentieth failure in a row on, not even a second time', async () => {
    const { client, last } = await startDown();
    expect(client.upstream.received).toHaveLength(20);
    expect(last).toMatchObject({ message: 'Kantata OX is not available.', upstreamStatus: 503 });
    expect(client.health()).toEqual({ state: 'FAILING', lastSuccess: null, breaker: 'OPEN' });
    expect(client.traffic()).toMatchObject({ running: 0, waiting: 0, openings: 1 });
    for (const send of [client.read(get, call()), client.write(put, call())]) {
      expect(await faultOf(send)).toMatchObject({
        code: 'UPSTREAM_UNAVAILABLE',
        message: 'Kantata OX is down, and is left alone for a moment.',
        source: 'KANTATA_OX',
        retryAfterMs: 5000,
      });
    }
    expect(client.upstream.received).toHaveLength(20);
  });

  test('is not even shown a credential, which may have to be fetched', async () => {
    const { client } = await startDown();
    let asked = 0;
    const headers = () => {
      asked += 1;
      return {};
    };
    const credential = { fingerprint: 'f', key: 'whole', headers };
    await faultOf(client.read(get, call({ credential })));
    await faultOf(client.write(put, call({ credential })));
    expect(asked).toBe(0);
  });

  test('is tried by one read after five seconds', async () => {
    const { client, pass, heal } = await startDown();
    pass(4999.5);
    expect(await faultOf(client.read(get, call()))).toMatchObject({ retryAfterMs: 1 });
    pass(0.5);
    heal();
    const reads = await Promise.allSettled(
      [1, 2].map((page) => client.read({ ...get, path: `/x?${page}` }, call())),
    );
    expect(reads.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(client.upstream.received).toHaveLength(21);
    expect(client.health()).toMatchObject({ state: 'UP', breaker: 'CLOSED' });
  });

  test('is tried again nine seconds after a read to which it did not answer, however long that waits', async () => {
    const { client, pass, heal, hang, linesSince } = await startDown();
    pass(5000);
    hang();
    const leaving = new AbortController();
    const hanging = faultOf(
      client.read({ ...get, path: '/hanging' }, call({ signal: leaving.signal })),
    );
    await client.upstream.arrived(21);
    heal();
    pass(8999);
    expect(await faultOf(client.read(get, call()))).toMatchObject({ retryAfterMs: 1 });
    pass(1);
    await expect(client.read(get, call())).resolves.toEqual({});
    expect(client.health()).toMatchObject({ state: 'UP', breaker: 'CLOSED' });
    expect(linesSince(20)).toEqual(['GET /hanging', 'GET /x']);
    leaving.abort();
    expect(await hanging).toMatchObject({ code: 'CANCELLED' });
    expect(client.health()).toMatchObject({ breaker: 'CLOSED' });
  });

  test.each<[Reason | undefined, Reason]>([
    [undefined, 'change'],
    ['viewer', 'viewer'],
  ])(
    'is tried by a read before a write goes there, and both are noted (%s)',
    async (why, noted) => {
      const { client, pass, heal, linesSince } = await startDown();
      pass(5000);
      heal();
      const asked: unknown[] = [];
      const trace = {
        asked: ({ path }: { readonly path: string }, _source: unknown, reason: Reason) =>
          asked.push([path, reason]),
        sent: () => undefined,
        answered: () => undefined,
        joined: () => undefined,
        count: () => undefined,
      };
      const reason = why === undefined ? {} : { reason: why };
      await expect(client.write(put, call({ trace, ...reason }))).resolves.toEqual({});
      expect(linesSince(20)).toEqual(['GET /probe', 'PUT /x']);
      expect(asked).toEqual([
        ['/x', noted],
        ['/probe', noted],
      ]);
      await client.write(put, call());
      expect(linesSince(22)).toEqual(['PUT /x']);
    },
  );

  test('has its own id told of a write, and never of the read before it', async () => {
    const { client, pass, answer } = await startDown();
    pass(5000);
    answer(({ method }, response) => {
      if (method === 'GET') response.writeHead(200, { 'x-request-id': 'of-the-read' }).end('{}');
      else response.destroy();
    });
    const heard: string[] = [];
    const onRequestId = (id: string) => heard.push(id);
    const fault = await faultOf(client.write(put, call({ onRequestId })));
    expect([fault.code, heard]).toEqual(['OUTCOME_UNKNOWN', []]);

    answer((_request, response) => {
      response.writeHead(200, { 'x-request-id': 'of-the-write' }).end('{}');
    });
    await client.write(put, call({ onRequestId }));
    expect(heard).toEqual(['of-the-write']);
  });

  test('is sent no write where the read before it fails', async () => {
    const { client, pass, linesSince } = await startDown();
    pass(5000);
    expect(await faultOf(client.write(put, call()))).toMatchObject({
      code: 'UPSTREAM_UNAVAILABLE',
      retryAfterMs: 5000,
    });
    expect(linesSince(20)).toEqual(['GET /probe']);
    expect(client.traffic().openings).toBe(2);
  });
});

test('a write that waited while its upstream went down does not try whether it is there again', async () => {
  const pass = withOwnClock();
  withoutPauses();
  const held = Promise.withResolvers<undefined>();
  const client = await startClient(
    async ({ line }, response) => {
      if (line !== 'GET /held') {
        sendJson(response, {}, 503);
        return;
      }
      await held.promise;
      sendJson(response, {});
    },
    { maxConcurrency: 2, maxConcurrencyPerCredential: 1 },
  );
  const credential = { fingerprint: 'g', key: 'g', headers: () => ({}) };
  const own = { credential, deadlineMs: performance.now() + 60_000 };
  const reading = client.read({ ...get, path: '/held' }, call(own));
  await client.upstream.arrived(1);
  const writing = faultOf(client.write(put, call(own)));
  for (let read = 0; read < 7; read += 1) await faultOf(client.read(get, call()));
  expect([client.health().breaker, client.upstream.received.length]).toEqual(['OPEN', 21]);
  pass(5000);
  held.resolve(undefined);
  await reading;
  expect(await writing).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
  expect(client.upstream.received).toHaveLength(21);
});

describe('a 500 that may be a refusal', () => {
  const asked = { ...get, mayBeRefused: true };

  test('is no sign that the upstream is down, however often it comes', async () => {
    const client = await startClient((_request, response) => {
      sendJson(response, {}, 500);
    });
    for (let read = 0; read < 150; read += 1) await faultOf(client.read(asked, call()));
    expect(client.upstream.received).toHaveLength(150);
    expect(client.health()).toEqual({ state: 'UNKNOWN', lastSuccess: null, breaker: 'CLOSED' });
  });

  test('decides nothing as the answer to the read that tries', async () => {
    const { client, pass, linesSince } = await startDown(500);
    pass(5000);
    expect(await faultOf(client.read(asked, call()))).toMatchObject({ upstreamStatus: 500 });
    expect(await faultOf(client.read(get, call()))).toMatchObject({ upstreamStatus: 500 });
    expect(await faultOf(client.read(get, call()))).toMatchObject({ retryAfterMs: 5000 });
    expect(linesSince(20)).toEqual(['GET /x', 'GET /x']);
  });
});

describe('what the last calls told', () => {
  test('is nothing at first, and one failure may be noise', async () => {
    withoutPauses();
    const statuses = [404, 503, 503, 200];
    const client = await startClient((_request, response) => {
      sendJson(response, {}, statuses.shift());
    });
    const write = () => client.write(put, call()).catch(() => null);
    expect(client.health()).toEqual({ state: 'UNKNOWN', lastSuccess: null, breaker: 'CLOSED' });
    const since = new Date().toISOString();
    await write();
    const { lastSuccess, ...health } = client.health();
    expect(health).toEqual({ state: 'UP', breaker: 'CLOSED' });
    expect((lastSuccess ?? '') >= since).toBe(true);
    await write();
    expect(client.health()).toMatchObject({ state: 'UP', lastSuccess });
    await write();
    expect(client.health()).toMatchObject({ state: 'FAILING', lastSuccess });
    await write();
    expect(client.health()).toMatchObject({ state: 'UP' });
  });

  test('is not changed by clients that leave', async () => {
    let leaving = new AbortController();
    const client = await startClient(() => {
      leaving.abort();
    });
    for (let reads = 0; reads < 3; reads += 1) {
      leaving = new AbortController();
      await faultOf(client.read(get, call({ signal: leaving.signal })));
    }
    await new Promise((resolve) => setImmediate(resolve));
    expect(client.upstream.received).toHaveLength(3);
    expect(client.health()).toEqual({ state: 'UNKNOWN', lastSuccess: null, breaker: 'CLOSED' });
  });
});
