import { parse } from 'graphql';
import { expect, test } from 'vitest';
import { DocumentStore } from '../../src/http/document-store.ts';

const document = (text: string) => parse(text);

test('a document is kept when it comes for the second time', async () => {
  const store = new DocumentStore();
  const first = document('{ me { id } }');
  await store.set('a', first);
  expect(await store.get('a')).toBeUndefined();
  await store.set('a', first);
  expect(await store.get('a')).toBe(first);
  expect(await store.delete('a')).toBe(true);
  expect(await store.get('a')).toBeUndefined();
});

test('so many characters are kept, those used last', async () => {
  const store = new DocumentStore();
  const large = document(`{ me { id ${' '.repeat(100_000)} } }`);
  const keep = async (key: string) => {
    await store.set(key, large);
    await store.set(key, large);
  };
  for (const key of ['a', 'b', 'c', 'd']) await keep(key);
  await store.get('a');
  await keep('e');
  const kept = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((key) => store.get(key)));
  expect(kept.map((each) => each !== undefined)).toEqual([true, false, true, true, true]);
});

test('small documents count as well for what each takes besides its text', async () => {
  const store = new DocumentStore();
  const small = document('{ a }');
  const keys = Array.from({ length: 3000 }, (_, index) => String(index));
  for (const key of keys) {
    await store.set(key, small);
    await store.set(key, small);
  }
  const kept = await Promise.all(keys.map((key) => store.get(key)));
  expect(kept.filter((each) => each !== undefined)).toHaveLength(2500);
  expect(kept.at(-1)).toBe(small);
});

test('what was seen once is forgotten after some thousand others', async () => {
  const store = new DocumentStore();
  const first = document('{ me { id } }');
  await store.set('a', first);
  for (let index = 0; index < 5000; index += 1) await store.set(String(index), first);
  await store.set('a', first);
  expect(await store.get('a')).toBeUndefined();
});
