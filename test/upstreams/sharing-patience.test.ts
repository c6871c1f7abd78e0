/** How long each of those waits who share a read, and for how long the read has time. */
import { getEventListeners } from 'node:events';
import { describe, expect, test } from 'vitest';
import type { Request } from '../../src/upstreams/http/index.ts';
import { call, faultOf, withoutPauses } from './client.ts';
import { noting, startHolding } from './holding.ts';

const get: Request = { method: 'GET', path: '/x' };
const inMs = (ms: number) => ({ deadlineMs: performance.now() + ms });
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

describe('whoever waits', () => {
  test('goes without taking anything from the others', async () => {
    const { client, release } = await startHolding();
    const leaving = new AbortController();
    const gone = faultOf(client.read(get, call({ signal: leaving.signal })));
    const stays = client.read(get, call());
    await client.upstream.arrived(1);
    leaving.abort();
    expect(await gone).toMatchObject(left);
    await release(1, 'told');
    expect(await stays).toBe('told');
    expect(client.upstream.lines()).toEqual(['GET /x']);
  });

  test('ends the read when he is the last to go, and is no longer listened to', async () => {
    const { client, release } = await startHolding();
    const leaving = [new AbortController(), new AbortController()];
    const gone = leaving.map(({ signal }) => faultOf(client.read(get, call({ signal }))));
    await client.upstream.arrived(1);
    for (const each of leaving) each.abort();
    // It is about to end, and nobody should be told that of it.
    const comes = client.read(get, call());
    expect(await Promise.all(gone)).toMatchObject([left, left]);
    await client.upstream.received[0]?.abandoned;
    await release(2, 'told');
    expect(await comes).toBe('told');
    expect(leaving.flatMap(({ signal }) => getEventListeners(signal, 'abort'))).toEqual([]);
  });

  test('who has left before he asks is told so, and asks for nothing', async () => {
    const { client, release } = await startHolding();
    const stays = client.read(get, call());
    const { notes, trace } = noting();
    const signal = AbortSignal.abort();
    expect(await faultOf(client.read(get, call({ signal, trace })))).toMatchObject(left);
    await release(1);
    await stays;
    expect(notes).toEqual(['asked byKeys', 'joined shared']);
    expect(client.upstream.lines()).toEqual(['GET /x']);
  });

  test('with less time than the others gives up alone', async () => {
    const { client, release } = await startHolding();
    const patient = client.read(get, call());
    const hurried = faultOf(client.read(get, call(inMs(60))));
    expect(await hurried).toMatchObject(timedOut);
    await release(1, 'told');
    expect(await patient).toBe('told');
    expect(client.upstream.lines()).toEqual(['GET /x']);
  });

  test('with more time than the first has the read sent again for what is left of it', async () => {
    const { client, release } = await startHolding();
    const hurried = faultOf(client.read(get, call(inMs(500))));
    await client.upstream.arrived(1);
    const patient = client.read(get, call());
    expect(await hurried).toMatchObject(timedOut);
    await client.upstream.received[0]?.abandoned;
    await release(2, 'told');
    expect(await patient).toBe('told');
    expect(client.health().state).toBe('UP');
  });
});

describe('with more time than the first, whoever waits', () => {
  test('stands in the line for as long as he has himself', async () => {
    const { client, release } = await startHolding({ maxConcurrency: 1 });
    const filling = client.read({ ...get, path: '/alone' }, call());
    await client.upstream.arrived(1);
    const first = faultOf(client.read(get, call(inMs(80))));
    await new Promise((resolve) => setImmediate(resolve));
    expect(client.traffic().waiting).toBe(1);
    const second = client.read(get, call());
    expect(await first).toMatchObject(timedOut);
    await new Promise((resolve) => setImmediate(resolve));
    await release(1);
    await filling;
    await release(2, 'told');
    expect(await second).toBe('told');
    expect(client.upstream.lines()).toEqual(['GET /alone', 'GET /x']);
  });

  test('is told why the read failed, when his own time is over, too', async () => {
    const { client } = await startHolding({ maxConcurrency: 1 });
    void faultOf(client.read({ ...get, path: '/alone' }, call()));
    await client.upstream.arrived(1);
    const first = faultOf(client.read(get, call(inMs(60))));
    await new Promise((resolve) => setImmediate(resolve));
    expect(client.traffic().waiting).toBe(1);
    const second = faultOf(client.read(get, call(inMs(120))));
    expect(await first).toMatchObject(timedOut);
    expect(await second).toMatchObject({
      code: 'UPSTREAM_TIMEOUT',
      message: 'There was no room for a call to Kantata OX in time.',
    });
  });

  test('has as many attempts as if he had been the first', async () => {
    withoutPauses();
    const { client, release } = await startHolding();
    const first = faultOf(client.read(get, call(inMs(500))));
    await client.upstream.arrived(1);
    const second = client.read(get, call());
    expect(await first).toMatchObject(timedOut);
    await release(2, {}, 503);
    await release(3, {}, 503);
    await release(4, 'told');
    expect(await second).toBe('told');
  });

  test('is told what came in time for both', async () => {
    const { client, release } = await startHolding();
    const first = client.read(get, call(inMs(5000)));
    await client.upstream.arrived(1);
    const second = client.read(get, call());
    await release(1, 'told');
    expect(await Promise.all([first, second])).toEqual(['told', 'told']);
    expect(client.upstream.lines()).toEqual(['GET /x']);
  });

  test('gives the upstream no more time for one answer than it has', async () => {
    withoutPauses();
    const { client } = await startHolding({ timeoutMs: 100 });
    const first = faultOf(client.read(get, call(inMs(5000))));
    await client.upstream.arrived(1);
    const second = faultOf(client.read(get, call()));
    expect(await Promise.all([first, second])).toMatchObject([timedOut, timedOut]);
    expect(client.upstream.lines()).toEqual(['GET /x', 'GET /x', 'GET /x']);
  });
});
