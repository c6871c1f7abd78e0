/** A read that is under way is not sent again for others with the same credential. */
import { describe, expect, test } from 'vitest';
import type { HttpOptions, Request } from '../../src/upstreams/http/index.ts';
import type { Call } from '../../src/upstreams/source.ts';
import { call, faultOf, startClient, withOwnClock } from './client.ts';
import { noting, other, poor, startHolding } from './holding.ts';
import { sendJson } from './server.ts';

const get: Request = { method: 'GET', path: '/x' };
const put: Request = { method: 'PUT', path: '/x', body: {} };
const post: Request = { method: 'POST', path: '/x', body: {} };
const inMs = (ms: number) => ({ deadlineMs: performance.now() + ms });

describe('a read under way', () => {
  test('is sent once for all who ask, and each is told so', async () => {
    const { client, release } = await startHolding();
    const [first, second] = [noting(), noting()];
    const reads = [
      client.read(get, call({ trace: first.trace })),
      client.read({ ...get }, call({ trace: second.trace })),
      client.read({ ...get }, call()),
    ];
    expect(client.traffic().spared).toEqual({ shared: 2, coalesced: 0, cached: 0 });
    await release(1, { told: true });
    const told = { told: true };
    expect(await Promise.all(reads)).toEqual([told, told, told]);
    expect(client.upstream.lines()).toEqual(['GET /x']);
    expect(first.notes).toEqual(['asked byKeys', 'sent', 'answered 200']);
    expect(second.notes).toEqual(['asked byKeys', 'joined shared']);
  });

  test('is paid for once by an operation that asks twice, whoever else asks', async () => {
    const { client, release } = await startHolding();
    const { signal } = new AbortController();
    const count = (what: string) => notes.push(`counted ${what}`);
    const { notes, trace } = noting({ count });
    const reads = [
      client.read(get, call()),
      client.read({ ...get }, call({ trace, signal })),
      client.read({ ...get }, call({ trace, signal })),
    ];
    expect(client.traffic().spared).toEqual({ shared: 2, coalesced: 0, cached: 0 });
    await release(1, 'told');
    expect(await Promise.all(reads)).toEqual(['told', 'told', 'told']);
    expect(notes).toEqual(['asked byKeys', 'joined shared', 'asked byKeys', 'counted shared']);
  });

  test('is over once it is answered: whoever asks then is answered anew', async () => {
    const { client, release } = await startHolding();
    const first = client.read(get, call());
    await release(1, 1);
    await first;
    const second = client.read(get, call());
    await release(2, 2);
    expect(await second).toBe(2);
    expect(client.traffic().spared.shared).toBe(0);
  });

  const apart: readonly (readonly [string, Request, Request, Call, Partial<HttpOptions>])[] = [
    ['of another credential', get, get, other(), {}],
    ['for something else', get, { ...get, path: '/y' }, call(), {}],
    ['that wants what the upstream says now', get, get, call({ fresh: true }), {}],
    ['that is posted, though it is posted itself', post, post, call(), {}],
    ['where nothing is shared', get, get, call(), { sharing: false }],
  ];

  test.each(apart)('is no answer to one %s', async (_what, first, second, asking, options) => {
    const { client, release } = await startHolding(options);
    const reads = [client.read(first, call()), client.read(second, asking)];
    await client.upstream.arrived(2);
    await Promise.all([release(1), release(2)]);
    await Promise.all(reads);
    expect(client.traffic().spared.shared).toBe(0);
  });

  test('from before or beside a write is no answer to what is asked after it', async () => {
    const { client, release } = await startHolding();
    const before = client.read(get, call());
    await client.upstream.arrived(1);
    const write = client.write(put, call());
    await client.upstream.arrived(2);
    const beside = [client.read(get, call()), client.read(get, call())];
    await client.upstream.arrived(3);
    await release(2, 'written');
    expect(await write).toBe('written');
    const after = client.read(get, call());
    await release(4, 'new');
    expect(await after).toBe('new');
    await Promise.all([release(1, 'old'), release(3, 'between')]);
    expect(await Promise.all([before, ...beside])).toEqual(['old', 'between', 'between']);
    expect(client.upstream.lines()).toEqual(['GET /x', 'PUT /x', 'GET /x', 'GET /x']);
  });

  test('fails all who wait for it', async () => {
    const { client, release } = await startHolding();
    const reads = [client.read(get, call()), client.read(get, call())].map(faultOf);
    await release(1, {}, 403);
    expect(await Promise.all(reads)).toMatchObject([{ code: 'FORBIDDEN' }, { code: 'FORBIDDEN' }]);
    expect(client.upstream.lines()).toEqual(['GET /x']);
  });
});

describe('what fails one of them alone', () => {
  test('has the others ask for themselves: no more calls', async () => {
    const { client, release } = await startHolding();
    const first = faultOf(client.read(get, call({ trace: poor().trace })));
    const second = client.read(get, call());
    expect(await first).toMatchObject({ code: 'OPERATION_TOO_EXPENSIVE' });
    await release(1, 'told');
    expect(await second).toBe('told');
    expect(client.upstream.lines()).toEqual(['GET /x']);
  });

  test('is told to all whose own time is over', async () => {
    const pass = withOwnClock();
    const client = await startClient((_request, response) => {
      sendJson(response, {});
    });
    const first = faultOf(client.read(get, call({ trace: poor().trace })));
    const { notes, trace } = noting();
    const second = faultOf(client.read(get, call({ trace, ...inMs(1000) })));
    const third = client.read(get, call(inMs(1051)));
    pass(1000);
    const codes = (await Promise.all([first, second])).map(({ code }) => code);
    expect(codes).toEqual(['OPERATION_TOO_EXPENSIVE', 'OPERATION_TOO_EXPENSIVE']);
    expect(notes).toEqual(['asked byKeys', 'joined shared']);
    await expect(third).resolves.toEqual({});
    expect(client.upstream.lines()).toEqual(['GET /x']);
  });

  test('has the others wait where the first found no place in the line', async () => {
    const { client, release } = await startHolding({ maxConcurrency: 1 });
    const paths = ['/1', '/2', '/3', '/4', '/5'];
    const line = paths.map((path) => client.read({ ...get, path }, call()));
    await client.upstream.arrived(1);
    const refused = faultOf(client.read(get, call()));
    const joined = client.read(get, call());
    expect(await refused).toMatchObject({ code: 'OVERLOADED' });
    for (let which = 1; which <= 6; which += 1) await release(which, which);
    expect(await Promise.all([...line, joined])).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('is none of what happens to the credential: that is told to all', async () => {
    let asked = 0;
    const credential = {
      fingerprint: 'f',
      key: 'whole',
      headers: () => {
        asked += 1;
        return Promise.reject(new Error('no token'));
      },
    };
    const { client } = await startHolding();
    const reads = [1, 2].map(() => faultOf(client.read(get, call({ credential }))));
    expect(await Promise.all(reads)).toMatchObject([
      { message: 'no token' },
      { message: 'no token' },
    ]);
    expect(asked).toBe(1);
  });
});
