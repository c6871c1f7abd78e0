/** Reads by keys that wait for room become one call, where they differ in nothing but their keys. */
import { describe, expect, test } from 'vitest';
import { Fault } from '../../src/domain/fault.ts';
import type { HttpOptions, KeyedRead } from '../../src/upstreams/http/index.ts';
import type { Call } from '../../src/upstreams/source.ts';
import { call, faultOf, withOwnClock, withoutPauses } from './client.ts';
import { noting, other, startHolding, type Holding } from './holding.ts';

const alone = { method: 'GET', path: '/alone' } as const;
const put = { method: 'PUT', path: '/x', body: {} } as const;

function keyed(keys: readonly string[], more: Partial<KeyedRead> = {}): KeyedRead {
  return {
    shape: '/x?only=',
    keys,
    most: { count: 10, characters: 100 },
    request: (all) => ({ method: 'GET', path: `/x?only=${all.join(',')}`, idCount: all.length }),
    ...more,
  };
}

/** There is room for one call, and one is under way. */
async function startFull(options: Partial<HttpOptions> = {}): Promise<Holding> {
  const holding = await startHolding({ maxConcurrency: 1, ...options });
  void holding.client.read(alone, call());
  await holding.client.upstream.arrived(1);
  return holding;
}

/** What was asked for after the first call, and what each of them was answered. */
async function answered({ client, release }: Holding, lines: readonly string[]) {
  await release(1);
  for (let which = 2; which <= lines.length + 1; which += 1) await release(which, which);
  await client.upstream.arrived(lines.length + 1);
  expect(client.upstream.lines().slice(1)).toEqual(lines);
}

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
    ['as many keys', { count: 3, characters: 100 }, ['GET /x?only=1,20,300']],
    ['as many characters', { count: 100, characters: 8 }, ['GET /x?only=1,20,300']],
    ['fewer keys', { count: 2, characters: 100 }, ['GET /x?only=1,20', 'GET /x?only=300']],
    ['fewer characters', { count: 100, characters: 7 }, ['GET /x?only=1,20', 'GET /x?only=300']],
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
    const most = { count: 2, characters: 100 };
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

describe('one call for several that fails', () => {
  /** Three of them, two for the same; `lines` is what is sent after the first call. */
  async function failing(status: number, body: unknown = {}) {
    withoutPauses();
    const { client, release } = await startFull();
    const reads = [['1'], ['2'], ['2']].map((keys) =>
      client.readByKeys(keyed(keys), call()).catch((error: unknown) => error),
    );
    await release(1);
    const answering = async () => {
      for (let which = 2; ; which += 1) {
        await client.upstream.arrived(which);
        const isForSeveral = client.upstream.lines()[which - 1]?.includes(',') === true;
        await release(which, isForSeveral ? body : which, isForSeveral ? status : 200);
      }
    };
    void answering();
    const answers = await Promise.all(reads);
    return { answers, lines: client.upstream.lines().slice(1) };
  }

  test.each([400, 403, 404, 422, 500])('by %i is made for each by himself', async (status) => {
    const { answers, lines } = await failing(status);
    const asked = lines.filter((line) => !line.includes(','));
    expect(asked).toEqual(['GET /x?only=1', 'GET /x?only=2']);
    const from = lines.length - 2;
    expect(answers).toEqual([
      { json: from + 2, isShared: false },
      { json: from + 3, isShared: false },
      { json: from + 3, isShared: false },
    ]);
  });

  test.each([
    [401, 'UNAUTHENTICATED', 1],
    [429, 'RATE_LIMITED', 3],
    [503, 'UPSTREAM_UNAVAILABLE', 3],
  ])('by %i is the failure of all', async (status, code, times) => {
    const { answers, lines } = await failing(status);
    expect(answers).toMatchObject([{ code }, { code }, { code }]);
    expect(lines).toEqual(Array.from({ length: times }, () => 'GET /x?only=1,2'));
  });

  test('in time is the failure of all', async () => {
    const { client, release } = await startFull({ timeoutMs: 150 });
    const deadlineMs = performance.now() + 250;
    const reads = [['1'], ['2']].map((keys) =>
      faultOf(client.readByKeys(keyed(keys), call({ deadlineMs }))),
    );
    await release(1);
    expect(await Promise.all(reads)).toMatchObject([
      { code: 'UPSTREAM_TIMEOUT' },
      { code: 'UPSTREAM_TIMEOUT' },
    ]);
    expect(new Set(client.upstream.lines().slice(1))).toEqual(new Set(['GET /x?only=1,2']));
  });

  test('alone is asked for no second time', async () => {
    const { client, release } = await startFull();
    const reads = [['1'], ['1']].map((keys) => faultOf(client.readByKeys(keyed(keys), call())));
    await release(1);
    await release(2, {}, 403);
    expect(await Promise.all(reads)).toMatchObject([{ code: 'FORBIDDEN' }, { code: 'FORBIDDEN' }]);
    expect(client.upstream.lines()).toEqual(['GET /alone', 'GET /x?only=1']);
  });

  test('by what is no answer at all fails all as it is', async () => {
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
    const reads = [['1'], ['2']].map((keys) =>
      faultOf(client.readByKeys(keyed(keys), call({ credential }))),
    );
    expect(await Promise.all(reads)).toMatchObject([
      { message: 'no token' },
      { message: 'no token' },
    ]);
    expect(asked).toBe(1);
  });
});

describe('what fails one of several alone', () => {
  const poor = () =>
    noting({
      sent: () => {
        throw new Fault('OPERATION_TOO_EXPENSIVE', 'No more calls.');
      },
    });

  test('has the others go together without him', async () => {
    const { client, release } = await startHolding({ maxConcurrency: 1 });
    const filling = client.read(alone, call());
    await client.upstream.arrived(1);
    const first = faultOf(client.readByKeys(keyed(['1']), call({ trace: poor().trace })));
    const others = ['2', '3'].map((key) => client.readByKeys(keyed([key]), call()));
    const next = client.read({ ...alone, path: '/next' }, call());
    await release(1);
    await filling;
    await release(2);
    await next;
    expect(await first).toMatchObject({ code: 'OPERATION_TOO_EXPENSIVE' });
    await release(3, 'told');
    expect(await Promise.all(others)).toEqual([
      { json: 'told', isShared: true },
      { json: 'told', isShared: true },
    ]);
    expect(client.upstream.lines().slice(2)).toEqual(['GET /x?only=2,3']);
  });

  test('is told to those whose own time is over', async () => {
    const pass = withOwnClock();
    const { client, release } = await startFull();
    const first = faultOf(client.readByKeys(keyed(['1']), call({ trace: poor().trace })));
    const deadlineMs = performance.now() + 1000;
    const { notes, trace } = noting();
    const second = faultOf(client.readByKeys(keyed(['2']), call({ deadlineMs, trace })));
    pass(1000);
    await release(1);
    expect(await Promise.all([first, second])).toMatchObject([
      { code: 'OPERATION_TOO_EXPENSIVE' },
      { code: 'UPSTREAM_TIMEOUT' },
    ]);
    expect(notes).toEqual(['asked byKeys', 'joined coalesced']);
  });

  test('ends nothing: who leaves is asked for, and asks for nothing more', async () => {
    const { client, release } = await startFull();
    const leaving = new AbortController();
    let asked = 0;
    const credential = {
      fingerprint: 'f',
      key: 'whole',
      headers: () => {
        asked += 1;
        return {};
      },
    };
    const asking = call({ signal: leaving.signal, credential });
    const gone = faultOf(client.readByKeys(keyed(['1']), asking));
    const stays = client.readByKeys(keyed(['2']), call());
    leaving.abort();
    expect(await gone).toMatchObject({ code: 'CANCELLED' });
    await release(1);
    await release(2, 'told');
    expect(await stays).toEqual({ json: 'told', isShared: true });
    expect(client.upstream.lines().slice(1)).toEqual(['GET /x?only=1,2']);
    expect(asked).toBe(1);
  });
});
