/** Lists in which a row stands twice on one page, as where the upstream joins without care. It is shown once. */
import { expect, test } from 'vitest';
import { list, walk } from './listing.ts';
import { envelope, sendJson, startGatewayAt, startUpstream } from './upstream.ts';

/** 250 rows, each fiftieth of them twice. */
const ids = Array.from({ length: 250 }, (_, index) => String(index + 1));
const placesOf = (rows: readonly string[]) =>
  rows.flatMap((id) => (Number(id) % 50 === 0 ? [id, id] : [id]));

async function startRepeating(places = placesOf(ids)) {
  const upstream = await startUpstream(({ line }, response) => {
    const { searchParams } = new URL(line.slice(4), 'http://upstream.example');
    const size = Number(searchParams.get('limit') ?? searchParams.get('per_page'));
    const page = Number(searchParams.get('page'));
    const start = Number(searchParams.get('offset') ?? (page - 1) * size);
    const rows = places.slice(start, start + size).map((id) => ({ id }));
    sendJson(response, envelope('account_memberships', rows, { count: places.length }));
  });
  return { upstream, gateway: await startGatewayAt(upstream.url) };
}

test('a page that is full of places is not the end of the list', async () => {
  const { gateway, upstream } = await startRepeating();
  const page = await list(gateway, { first: 100 });
  expect(page.ids).toEqual(ids.slice(0, 99));
  expect(page).toMatchObject({ totalCount: 255, hasNextPage: true });
  expect(upstream.lines()).toEqual([
    'GET /account_memberships?only_active=true&page=1&per_page=100',
  ]);
});

test('a window of several pages holds each row once, in order', async () => {
  const { gateway } = await startRepeating();
  const whole = await list(gateway, { first: 1000 });
  expect(whole.ids).toEqual(ids);
  expect(whole.hasNextPage).toBe(false);
});

test('the last rows are shown of a page that is full of places', async () => {
  // Two hundred places, for three rows fewer.
  const { gateway, upstream } = await startRepeating(placesOf(ids.slice(0, 197)));
  const page = await list(gateway, { last: 3 });
  expect(page.ids).toEqual(['195', '196', '197']);
  expect(page).toMatchObject({ totalCount: 200, hasNextPage: false, hasPreviousPage: true });
  expect(upstream.lines()).toEqual([
    'GET /account_memberships?only_active=true&page=1&per_page=200',
  ]);
});

test('no row is shown again behind a page on which another stands twice', async () => {
  const { gateway } = await startRepeating();
  const { endCursor } = await list(gateway, { first: 60 });
  const next = await list(gateway, { first: 10, after: endCursor });
  expect(next.ids).toEqual(ids.slice(59, 69));
});

test('a walk leaves no row out, and comes to its end', async () => {
  const { gateway } = await startRepeating();
  expect([...new Set(await walk(gateway, 30, 'forward'))]).toEqual(ids);
});
