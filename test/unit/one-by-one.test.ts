import { expect, test } from 'vitest';
import { OneByOne } from '../../src/upstreams/elastic-path/one-by-one.ts';
import { call, faultOf } from '../upstreams/client.ts';

const turns = () => new Promise((resolve) => setImmediate(resolve));

test('nothing is kept of a record that nobody writes to', async () => {
  const oneByOne = new OneByOne();
  const first = Promise.withResolvers<string>();
  const done = oneByOne.run('a', call(), () => first.promise);
  const failing = oneByOne.run('a', call(), () => Promise.reject(new Error('no')));
  const leaving = new AbortController();
  const left = oneByOne.run('a', call({ signal: leaving.signal }), () => Promise.resolve());
  leaving.abort();
  expect(await faultOf(left)).toMatchObject({ code: 'CANCELLED', source: 'ELASTIC_PATH' });
  await turns();
  expect(oneByOne.size).toBe(1);

  first.resolve('done');
  expect(await done).toBe('done');
  await expect(failing).rejects.toThrow('no');
  await turns();
  expect(oneByOne.size).toBe(0);
});

test('who has left already, or has no time, takes no turn', async () => {
  const oneByOne = new OneByOne();
  const first = Promise.withResolvers<undefined>();
  const done = oneByOne.run('a', call(), () => first.promise);
  const gone = { signal: AbortSignal.abort() };
  const late = { deadlineMs: performance.now() };
  const codes = [gone, late].map(async (more) => {
    const { code } = await faultOf(oneByOne.run('a', call(more), () => Promise.resolve()));
    return code;
  });
  expect(await Promise.all(codes)).toEqual(['CANCELLED', 'UPSTREAM_TIMEOUT']);
  first.resolve(undefined);
  await done;
});
