/** Documents that clients register are kept in no more room than was given to them. */
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { ask, oneMember, serve, startUpstream } from '../process/rig.ts';
import { liveHeapMb, withHeapTold } from './live-heap.ts';
import { inParallel, report, residentMb } from './measuring.ts';

const fields = 'sourceId permission isOwner billRateInCents costRateInCents ';

function documentOf(index: number): string {
  return `query Q${index} {
    accountMembership(id: "${index + 1}") @skip(if: true) { ${fields.repeat(20)} } __typename
  }`;
}

function persistedAs(document: string) {
  const sha256Hash = createHash('sha256').update(document).digest('hex');
  return { extensions: { persistedQuery: { version: 1, sha256Hash } } };
}

test('S34 ten thousand registrations fail nowhere and are kept in bounded memory', async () => {
  const upstream = await startUpstream(oneMember);
  const gateway = await serve({ KANTATA_BASE_URL: upstream.url }, withHeapTold);
  const send = (body: unknown) => ask(gateway.url, {}, body);
  const register = async (index: number) => {
    const query = documentOf(index);
    const { status, body } = await send({ query, ...persistedAs(query) });
    expect({ status, body }).toEqual({ status: 200, body: '{"data":{"__typename":"Query"}}\n' });
  };
  // As many as there is room for, and more: from here on each takes the place of another.
  const warmUp = 3000;
  await inParallel(warmUp, 20, register);
  const before = residentMb(gateway.pid);
  const heapBefore = await liveHeapMb(gateway);

  await inParallel(10_000, 20, (index) => register(index + warmUp));

  const after = residentMb(gateway.pid);
  const heapAfter = await liveHeapMb(gateway);
  report('S34', { before, after, heapBefore, heapAfter });
  expect(after - before).toBeLessThanOrEqual(100);
  expect(heapAfter - heapBefore).toBeLessThanOrEqual(20);

  const unknown = await send(persistedAs(documentOf(-1)));
  expect(unknown).toMatchObject({ status: 200 });
  expect(unknown.body).toContain('"PERSISTED_QUERY_NOT_FOUND"');
  const first = await send(persistedAs(documentOf(0)));
  expect(first.body).toContain('"PERSISTED_QUERY_NOT_FOUND"');
  const last = await send(persistedAs(documentOf(warmUp + 9999)));
  expect(last).toMatchObject({ status: 200, body: '{"data":{"__typename":"Query"}}\n' });
  const wrong = await send({ query: documentOf(0), ...persistedAs(documentOf(1)) });
  expect(wrong.status).toBe(400);
  expect(wrong.body).toContain('"BAD_REQUEST"');
  expect(upstream.requests).toEqual([]);
});
