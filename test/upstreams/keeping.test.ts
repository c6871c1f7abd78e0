/** What was answered is told again for a while, to whom it was told. */
import { describe, expect, test } from 'vitest';
import { Fault } from '../../src/domain/fault.ts';
import { keptInMemory, type KeptAnswers, type KeyedRead } from '../../src/upstreams/http/index.ts';
import { call, faultOf, startClient, withoutPauses } from './client.ts';
import { noting, other, startHolding } from './holding.ts';
import { sendJson } from './server.ts';

const get = { method: 'GET', path: '/x?only=1' } as const;
const byKeys = (...keys: readonly string[]): KeyedRead => ({
  shape: '/x?only=',
  keys,
  most: 10,
  request: (all) => ({ method: 'GET', path: `/x?only=${all.join(',')}` }),
});
const keptAnswers = () => keptInMemory({ forMs: 60_000, maxBytes: 10_000 });

/** A client whose upstream counts its answers. */
async function counting(statuses: readonly number[] = [], kept: KeptAnswers = keptAnswers()) {
  const client = await startClient(
    (_request, response) => {
      const count = client.upstream.received.length;
      sendJson(response, { count }, statuses[count - 1]);
    },
    { keptAnswers: kept },
  );
  return client;
}

describe('an answer', () => {
  test('is told again to whom it was told, by keys too, and he is told so', async () => {
    const client = await counting();
    const { notes, trace } = noting();
    const first = await client.read(get, call());
    expect(await client.read(get, call({ trace }))).toEqual(first);
    expect(await client.readByKeys(byKeys('1'), call({ trace }))).toEqual({
      json: first,
      isShared: false,
    });
    expect(notes).toEqual(['asked byKeys', 'joined cached', 'asked byKeys', 'joined cached']);
    expect(client.traffic().spared).toEqual({ shared: 0, coalesced: 0, cached: 2 });
    expect(client.upstream.lines()).toEqual(['GET /x?only=1']);
  });

  test('is made anew each time, so that nobody changes what another has', async () => {
    const client = await counting();
    await client.read(get, call());
    const [one, two] = [await client.read(get, call()), await client.read(get, call())];
    expect(one).toEqual(two);
    expect(one).not.toBe(two);
  });

  test('is told to nobody else, and not to who wants what the upstream says now', async () => {
    const client = await counting();
    expect(await client.read(get, call())).toEqual({ count: 1 });
    expect(await client.read(get, other())).toEqual({ count: 2 });
    expect(await client.read(get, call({ fresh: true }))).toEqual({ count: 3 });
    expect(await client.read({ ...get, path: '/y' }, call())).toEqual({ count: 4 });
    expect(await client.readByKeys(byKeys('1'), call({ fresh: true }))).toMatchObject({
      json: { count: 5 },
    });
    expect(await client.read(get, call())).toEqual({ count: 1 });
  });

  test.each([201, 203, 404])('of status %i is not kept', async (status) => {
    const client = await counting([status]);
    await client.read(get, call()).catch(() => null);
    expect(await client.read(get, call())).toEqual({ count: 2 });
    expect(await client.read(get, call())).toEqual({ count: 2 });
  });

  test('that came at the second attempt is kept', async () => {
    withoutPauses();
    const client = await counting([503]);
    expect(await client.read(get, call())).toEqual({ count: 2 });
    expect(await client.read(get, call())).toEqual({ count: 2 });
  });

  test('is forgotten when something is written', async () => {
    const client = await counting();
    await client.read(get, call());
    await client.write({ method: 'PUT', path: '/y' }, call());
    expect(await client.read(get, call())).toEqual({ count: 3 });
  });

  test('to several is kept as what was asked for them all', async () => {
    const { client, release } = await startHolding({
      maxConcurrency: 1,
      keptAnswers: keptAnswers(),
    });
    const filling = client.read({ method: 'GET', path: '/alone' }, call());
    await client.upstream.arrived(1);
    const united = ['1', '2'].map((key) => client.readByKeys(byKeys(key), call()));
    await new Promise((resolve) => setImmediate(resolve));
    await release(1);
    await filling;
    await release(2, 'both');
    expect(await Promise.all(united)).toEqual([
      { json: 'both', isShared: true },
      { json: 'both', isShared: true },
    ]);
    expect(await client.readByKeys(byKeys('1', '2'), call())).toEqual({
      json: 'both',
      isShared: false,
    });
    const one = client.read(get, call());
    await release(3, 'one');
    expect(await one).toBe('one');
    expect(client.upstream.lines().slice(1)).toEqual(['GET /x?only=1,2', 'GET /x?only=1']);
  });
});

test('a read under way is shared where answers are kept, too', async () => {
  const { client, release } = await startHolding({ keptAnswers: keptAnswers() });
  const reads = [client.read(get, call()), client.read(get, call())];
  await release(1, 'told');
  expect(await Promise.all(reads)).toEqual(['told', 'told']);
  expect(client.traffic().spared).toEqual({ shared: 1, coalesced: 0, cached: 0 });
});

test('who may make no more calls is told nothing that is kept', async () => {
  const client = await counting();
  await client.read(get, call());
  const { trace } = noting({
    joined: () => {
      throw new Fault('OPERATION_TOO_EXPENSIVE', 'No more calls.');
    },
  });
  expect(await faultOf(client.read(get, call({ trace })))).toMatchObject({
    code: 'OPERATION_TOO_EXPENSIVE',
  });
  expect(client.traffic().spared.cached).toBe(0);
});

test('a write is made, and answered, once all have been told to forget', async () => {
  const begun = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
  const told = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
  let tellings = 0;
  const client = await counting([], {
    find: () => ({ text: null, keep: () => undefined }),
    forget: () => {
      begun[tellings]?.resolve(undefined);
      tellings += 1;
      return told[tellings - 1]?.promise;
    },
  });
  let isWritten = false;
  const write = client.write({ method: 'PUT', path: '/y' }, call()).then(() => (isWritten = true));
  await begun[0]?.promise;
  await new Promise((resolve) => setImmediate(resolve));
  expect(client.traffic().running).toBe(0);
  told[0]?.resolve(undefined);
  await begun[1]?.promise;
  await new Promise((resolve) => setImmediate(resolve));
  expect([client.upstream.lines(), isWritten]).toEqual([['PUT /y'], false]);
  told[1]?.resolve(undefined);
  await write;
  expect([client.upstream.lines(), tellings]).toEqual([['PUT /y'], 2]);
});
