import { createHash } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DocumentCache } from '../../src/http/persisted/document-cache.ts';
import { emptyManifest } from '../../src/http/persisted/manifest.ts';
import { startTestGateway } from '../integration/harness.ts';
import { linesOf, run } from '../process/rig.ts';
import { samplesOf, valueOf } from './samples.ts';

const known = 'query Members { accountMemberships(first: 1) { nodes { sourceId } } }';
const alike = 'query Members { accountMemberships(first: 2) { nodes { sourceId } } }';

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function manifestFile(content: unknown): string {
  const file = join(mkdtempSync(join(tmpdir(), 'manifest-')), 'manifest.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

const manifest = {
  format: 'apollo-persisted-query-manifest',
  version: 1,
  operations: [
    { id: hash(known), name: 'Members', type: 'query', body: known },
    { id: 'an-id-of-its-own', name: 'Roles', type: 'query', body: '{ roles { totalCount } }' },
  ],
};

const persistedAs = (id: string) => ({
  extensions: { persistedQuery: { version: 1, sha256Hash: id } },
});

async function startPersisted(mode: string) {
  const gateway = await startTestGateway({
    env: {
      PERSISTED_DOCUMENTS: mode,
      ...(mode === 'off' ? {} : { PERSISTED_DOCUMENTS_MANIFEST: manifestFile(manifest) }),
    },
  });
  const send = async (body: unknown) => {
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer admin-token' },
      body: JSON.stringify(body),
    });
    return { status: response.status, answer: (await response.json()) as unknown };
  };
  return { ...gateway, send };
}

const answered = { status: 200, answer: { data: expect.any(Object) as unknown } };

const refused = (code: string, status: number) => ({
  status,
  answer: { errors: [{ extensions: { code } }] },
});

test('S34 without a manifest, clients may register their documents themselves', async () => {
  const { send } = await startPersisted('off');
  const byHash = persistedAs(hash(known));

  expect(await send(byHash)).toMatchObject(refused('PERSISTED_QUERY_NOT_FOUND', 200));
  expect(await send({ query: known, ...byHash })).toMatchObject(answered);
  expect(await send(byHash)).toMatchObject(answered);
  expect(await send({ query: alike, ...byHash })).toMatchObject({ status: 400 });
});

test.each([
  ['a version that is not known', { version: 2, sha256Hash: hash(known) }],
  ['no version', [5]],
  ['another hash', { version: 1, sha256Hash: hash(alike) }],
  ['no hash', { version: 1 }],
  ['a hash that is no text', { version: 1, sha256Hash: { toString: 1 } }],
])('S34 %s is refused as a bad request', async (_what, persistedQuery) => {
  const { send, url, requests } = await startPersisted('off');
  const extensions = { persistedQuery };

  expect(await send({ query: known, extensions })).toMatchObject(refused('BAD_REQUEST', 400));
  const search = new URLSearchParams({ query: known, extensions: JSON.stringify(extensions) });
  const got = await fetch(`${url}/graphql?${search.toString()}`, {
    headers: { 'apollo-require-preflight': '1', authorization: 'Bearer admin-token' },
  });
  expect({ status: got.status, answer: (await got.json()) as unknown }).toMatchObject(
    refused('BAD_REQUEST', 400),
  );
  expect(requests()).toEqual([]);
});

test.each(['allow', 'only'])('with %s, known documents are had by their id', async (mode) => {
  const { send, url } = await startPersisted(mode);

  expect(await send(persistedAs(hash(known)))).toMatchObject(answered);
  expect(await send(persistedAs('an-id-of-its-own'))).toMatchObject(answered);
  expect(await send({ query: known })).toMatchObject(answered);
  const extensions = encodeURIComponent(JSON.stringify(persistedAs(hash(known)).extensions));
  const got = await fetch(`${url}/graphql?extensions=${extensions}`, {
    headers: { 'apollo-require-preflight': '1', authorization: 'Bearer admin-token' },
  });
  expect(await got.json()).toMatchObject(answered.answer);
});

test('with allow, all others are executed, too', async () => {
  const { send } = await startPersisted('allow');

  expect(await send({ query: alike })).toMatchObject(answered);
  expect(await send({ query: alike, ...persistedAs(hash(alike)) })).toMatchObject(answered);
  expect(await send(persistedAs(hash(alike)))).toMatchObject(answered);
});

test('with only, no other is executed, whatever name it bears and however it is registered', async () => {
  const { send, requests } = await startPersisted('only');

  for (const body of [
    { query: alike },
    { query: `${known} ` },
    { query: alike, ...persistedAs(hash(alike)) },
    { query: '{ __typename }' },
    { query: 'mutation { deleteAccountMembership(input: { id: "1" }) { deletedId } }' },
  ]) {
    expect(await send(body)).toMatchObject(refused('FORBIDDEN', 403));
  }
  expect(await send(persistedAs(hash(alike)))).toMatchObject(
    refused('PERSISTED_QUERY_NOT_FOUND', 200),
  );
  expect(await send({ query: alike, ...persistedAs(hash(known)) })).toMatchObject({ status: 400 });
  expect(requests()).toEqual([]);
});

test('metrics name the operations of the manifest, by their documents and not by what they call themselves', async () => {
  const { send, url } = await startPersisted('allow');
  await send({ query: known });
  await send(persistedAs(hash(known)));
  await send(persistedAs('an-id-of-its-own'));
  await send({ query: alike });

  const total = 'gateway_operations_total';
  let samples = await samplesOf(url);
  while (samples.filter(({ name }) => name === total).length < 3) samples = await samplesOf(url);
  expect(valueOf(samples, total, { operation: 'Members' })).toBe(2);
  expect(valueOf(samples, total, { operation: 'Roles' })).toBe(1);
  expect(valueOf(samples, total, { operation: 'other' })).toBe(1);
});

test.each([
  ['is missing', undefined],
  ['is not there', '/nowhere/manifest.json'],
  ['is no JSON', manifestFile('hunter2')],
  ['is of another version', manifestFile({ ...manifest, version: 2 })],
])('a manifest that %s keeps the gateway from starting', async (_what, path) => {
  const { ended, output } = run({
    KANTATA_BASE_URL: 'http://127.0.0.1:1',
    PORT: '0',
    PERSISTED_DOCUMENTS: 'only',
    ...(path === undefined ? {} : { PERSISTED_DOCUMENTS_MANIFEST: path }),
  });

  expect(await ended).toBe(1);
  expect(linesOf(output())).toMatchObject([
    { faults: [expect.stringContaining('PERSISTED_DOCUMENTS_MANIFEST')] },
  ]);
  expect(output()).not.toContain('hunter2');
});

test('a manifest that cannot be read is named along with whatever else is wrong', async () => {
  const { ended, output } = run({
    KANTATA_BASE_URL: 'http://127.0.0.1:1',
    PORT: 'x',
    PERSISTED_DOCUMENTS_MANIFEST: '/nowhere/manifest.json',
  });

  expect(await ended).toBe(1);
  expect(linesOf(output())).toMatchObject([
    {
      faults: [
        'PORT: must be a whole number',
        'PERSISTED_DOCUMENTS_MANIFEST: is no manifest that can be read',
      ],
    },
  ]);
});

test('S34 registered documents take no more room than there is, and those last used stay', async () => {
  // Each takes 100 characters more, and those of its key.
  const cache = new DocumentCache(emptyManifest, 3 * 105 + 30);
  await cache.set('apq:a', 'a'.repeat(10));
  await cache.set('apq:b', 'b'.repeat(10));
  await cache.set('apq:c', 'c'.repeat(10));
  await cache.get('apq:a');
  await cache.set('apq:c', 'c'.repeat(11));
  await cache.set('apq:too-large', 'd'.repeat(333));

  const kept = await Promise.all(
    ['a', 'b', 'c', 'too-large'].map((key) => cache.get(`apq:${key}`)),
  );
  expect(kept).toEqual(['a'.repeat(10), undefined, 'c'.repeat(11), undefined]);
  expect(await cache.delete('apq:a')).toBe(true);
  await cache.set('apq:e', 'e'.repeat(105 + 19));
  expect(await cache.get('apq:c')).toBe('c'.repeat(11));
});

test('S34 many small registered documents take no more room than a few large ones', async () => {
  const cache = new DocumentCache(emptyManifest, 20_000);
  const keys = Array.from({ length: 1000 }, (_, index) => `apq:${hash(String(index))}`);
  for (const key of keys) await cache.set(key, '{a}');

  const kept = await Promise.all(keys.map((key) => cache.get(key)));
  expect(kept.filter((each) => each !== undefined).length).toBeLessThanOrEqual(20_000 / 171);
  expect(kept.at(-1)).toBe('{a}');
});
