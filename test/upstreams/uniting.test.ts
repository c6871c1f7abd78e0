/** Reads by keys that wait for room become one call, where they differ in nothing but their keys. */
import { describe, expect, test } from 'vitest';
import type { KeyedRead } from '../../src/upstreams/http/index.ts';
import type { Call } from '../../src/upstreams/source.ts';
import { call, faultOf } from './client.ts';
import { noting, other, startHolding } from './holding.ts';
import { alone, answered, keyed, startFull } from './keyed.ts';

const put = { method: 'PUT', path: '/x', body: {} } as const;

describe('reads that wait for room', () => {
  test('are one call for all of their keys, and each is told so', async () => {
    const full = await startFull();
    const { client } = full;
    const [first, second] = [noting(), noting()];
    const reads = [
      client.readByKeys(keyed(['1']), call({ trace: first.trace })),
      client.readByKeys(keyed(['1', '2']), call({ trace: second.trace, reason: 'reload' })),
      client.readByKeys(keyed(['3', '1']), call()),
      client.readByKeys(keyed(['3']), call()),
    ];
    expect(client.traffic().spared).toEqual({ shared: 1, coalesced: 2, cached: 0 });
    await answered(full, ['GET /x?only=1,2,3']);
    const told = { json: 2, isShared: true };
    expect(await Promise.all(reads)).toEqual([told, told, told, told]);
    expect(first.notes).toEqual(['asked byKeys', 'sent 3', 'answered 200']);
    expect(second.notes).toEqual(['asked reload', 'joined coalesced']);
  });

  test('for the same are that one call, which holds nothing of others', async () => {
    const full = await startFull();
    const { client } = full;
    const reads = [['1', '2'], ['2'], ['1', '2']].map((keys) =>
      client.readByKeys(keyed(keys), call()),
    );
    await answered(full, ['GET /x?only=1,2']);
    expect(await Promise.all(reads)).toEqual([
      { json: 2, isShared: false },
      { json: 2, isShared: true },
      { json: 2, isShared: false },
    ]);
    expect(client.traffic().spared).toMatchObject({ shared: 2, coalesced: 0 });
  });

  const apart: readonly (readonly [string, KeyedRead, Call])[] = [
    ['differ in more than keys', keyed(['2'], { shape: '/y?only=' }), call()],
    ['are of another credential', keyed(['2']), other()],
    ['want what the upstream says now', keyed(['2']), call({ fresh: true })],
  ];

  test.each(apart)('go apart where they %s', async (_what, read, asking) => {
    const full = await startFull();
    const { client } = full;
    const reads = [client.readByKeys(keyed(['1']), call()), client.readByKeys(read, asking)];
    await answered(full, ['GET /x?only=1', 'GET /x?only=2']);
    expect(await Promise.all(reads)).toEqual([
      { json: 2, isShared: false },
      { json: 3, isShared: false },
    ]);
    expect(client.traffic().spared).toMatchObject({ shared: 0, coalesced: 0 });
  });

  test('go apart where nothing is shared', async () => {
    const full = await startFull({ sharing: false });
    const reads = [['1'], ['1']].map((keys) => full.client.readByKeys(keyed(keys), call()));
    await answered(full, ['GET /x?only=1', 'GET /x?only=1']);
    expect(await Promise.all(reads)).toMatchObject([{ isShared: false }, { isShared: false }]);
  });

  test.each([
    ['as many', 3, ['GET /x?only=1,20,300']],
    ['fewer', 2, ['GET /x?only=1,20', 'GET /x?only=300']],
  ])('are no more than one call takes: %s', async (_what, most, lines) => {
    const full = await startFull();
    const reads = [['1'], ['20'], ['20', '300']].map((keys) =>
      full.client.readByKeys(keyed(keys.slice(-1), { most }), call()),
    );
    await answered(full, lines);
    await Promise.all(reads);
  });

  test('join the last call that has not left, when an earlier one had no place for them', async () => {
    const full = await startFull();
    const { client } = full;
    const most = 2;
    const reads = ['1', '2', '3'].map((key) => client.readByKeys(keyed([key], { most }), call()));
    await full.release(1);
    await client.upstream.arrived(2);
    reads.push(client.readByKeys(keyed(['4'], { most }), call()));
    await full.release(2, 2);
    await full.release(3, 3);
    expect((await Promise.all(reads)).map(({ json }) => json)).toEqual([2, 2, 3, 3]);
    expect(client.upstream.lines().slice(1)).toEqual(['GET /x?only=1,2', 'GET /x?only=3,4']);
  });

  test('that found no place in the line are joined by nobody', async () => {
    const { client, release } = await startFull();
    const line = ['/1', '/2', '/3', '/4'].map((path) => client.read({ ...alone, path }, call()));
    expect(await faultOf(client.readByKeys(keyed(['1']), call()))).toMatchObject({
      code: 'OVERLOADED',
    });
    for (let which = 1; which <= 5; which += 1) await release(which);
    await Promise.all(line);
    const next = client.readByKeys(keyed(['2']), call());
    await release(6, 'told');
    expect(await next).toEqual({ json: 'told', isShared: false });
    expect(client.traffic().spared.coalesced).toBe(0);
  });

  test('leave those behind a write, who ask anew', async () => {
    const full = await startFull({ maxConcurrency: 2, maxConcurrencyPerCredential: 1 });
    const { client, release } = full;
    const before = client.readByKeys(keyed(['1']), call());
    const credential = { fingerprint: 'g', key: 'g', headers: () => ({}) };
    const write = client.write(put, call({ credential }));
    const beside = client.readByKeys(keyed(['2']), call());
    await release(2);
    await write;
    const after = client.readByKeys(keyed(['3']), call());
    await release(1);
    await client.upstream.arrived(3);
    // It has left, and is no answer to those who ask now, though they ask for the same.
    const again = client.readByKeys(keyed(['1']), call());
    for (const which of [3, 4, 5]) await release(which, which);
    expect(await Promise.all([before, beside, after, again])).toEqual([
      { json: 3, isShared: false },
      { json: 4, isShared: false },
      { json: 5, isShared: true },
      { json: 5, isShared: true },
    ]);
    expect(client.upstream.lines().slice(2)).toEqual([
      'GET /x?only=1',
      'GET /x?only=2',
      'GET /x?only=3,1',
    ]);
  });
});

describe('a call that has left', () => {
  test('takes nobody else, but is shared by those who ask for the very same', async () => {
    const { client, release } = await startHolding();
    const reads = [client.readByKeys(keyed(['1']), call())];
    await client.upstream.arrived(1);
    const { notes, trace } = noting();
    reads.push(client.readByKeys(keyed(['1']), call({ trace })));
    reads.push(client.readByKeys(keyed(['2']), call()));
    await release(1, 1);
    await release(2, 2);
    expect(await Promise.all(reads)).toEqual([
      { json: 1, isShared: false },
      { json: 1, isShared: false },
      { json: 2, isShared: false },
    ]);
    expect(notes).toEqual(['asked byKeys', 'joined shared']);
    expect(client.upstream.lines()).toEqual(['GET /x?only=1', 'GET /x?only=2']);
  });

  test('is over once it is answered', async () => {
    const { client, release } = await startHolding();
    for (const which of [1, 2]) {
      const read = client.readByKeys(keyed(['1']), call());
      await release(which, which);
      expect(await read).toEqual({ json: which, isShared: false });
    }
  });

  test('and is overtaken by the same call leaves that one to those who ask', async () => {
    const { client, release } = await startHolding({ maxConcurrency: 2 });
    const both = client.readByKeys(keyed(['1', '2']), call());
    const filling = client.read(alone, call());
    await client.upstream.arrived(2);
    const united = ['1', '2'].map((key) => client.readByKeys(keyed([key]), call()));
    await release(2);
    await filling;
    await client.upstream.arrived(3);
    await release(1, 'first');
    expect(await both).toMatchObject({ json: 'first' });
    const asks = client.readByKeys(keyed(['1', '2']), call());
    await release(3, 'second');
    expect(await Promise.all([...united, asks])).toMatchObject([
      { json: 'second' },
      { json: 'second' },
      { json: 'second' },
    ]);
    expect(client.upstream.lines()).toHaveLength(3);
  });
});
