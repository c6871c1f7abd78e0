/**
 * Lists that count more rows than they have, or fewer than they show. Where a page is short or empty, the list
 * is at its end.
 */
import { describe, expect, test } from 'vitest';
import { inAnyOrder, startTestGateway } from './harness.ts';
import { list, walk } from './listing.ts';
import { envelope, sendJson, startGatewayAt, startUpstream } from './upstream.ts';
import { idsOf, memberships } from './world.ts';

const active = 'GET /account_memberships?only_active=true';
const searching = { given: 'filter: { search: "a" }' };

describe('a count that is a little too large', () => {
  const miscounted = { kantata: { readings: { overcountedRows: 5 } } };

  test('is believed until the end is seen', async () => {
    const gateway = await startTestGateway(miscounted);
    const opening = await list(gateway, { first: 100 });
    const whole = await list(gateway, { first: 1000 });
    expect(opening.totalCount).toBe(278);
    expect(whole.ids).toEqual(idsOf(memberships(gateway.kantata)));
    expect(whole).toMatchObject({ totalCount: 273, hasNextPage: false });
    expect(gateway.requests()).toEqual([
      `${active}&page=1&per_page=100`,
      `${active}&page=1&per_page=200`,
      `${active}&limit=78&offset=200&page=3&per_page=93`,
    ]);
  });

  test.each(['forward', 'backward'] as const)('hides no row from a walk %s', async (way) => {
    const gateway = await startTestGateway(miscounted);
    expect(await walk(gateway, 30, way)).toEqual(idsOf(memberships(gateway.kantata)));
  });

  test('does not cut the last rows short', async () => {
    const gateway = await startTestGateway(miscounted);
    const page = await list(gateway, { last: 10 });
    expect(page.ids).toEqual(idsOf(memberships(gateway.kantata)).slice(-10));
    expect(page).toMatchObject({ totalCount: 273, hasNextPage: false, hasPreviousPage: true });
    expect(gateway.requests()).toEqual([
      `${active}&page=1&per_page=200`,
      `${active}&limit=10&offset=268&page=20&per_page=14`,
      `${active}&limit=5&offset=263&page=30&per_page=9`,
    ]);
  });
});

/** So many rows, said to be another number, in pages of no more than it says; an empty one may say that it has no size. */
async function startMiscounting(rows: number, count = 7777, most = 200, sizesEmpty = true) {
  const upstream = await startUpstream(({ line }, response) => {
    const { searchParams } = new URL(line.slice(4), 'http://upstream.example');
    const asked = Math.min(most, Number(searchParams.get('per_page')));
    const size = Number(searchParams.get('limit') ?? asked);
    const page = Number(searchParams.get('page'));
    const start = Number(searchParams.get('offset') ?? (page - 1) * size);
    const here = Math.max(0, Math.min(size, rows - start));
    const page_size = here > 0 || sizesEmpty ? asked : 0;
    const ids = Array.from({ length: here }, (_, index) => ({ id: String(start + index + 1) }));
    sendJson(response, envelope('account_memberships', ids, { count, meta: { count, page_size } }));
  });
  const gateway = await startGatewayAt(upstream.url);
  return { upstream, gateway, all: Array.from({ length: rows }, (_, index) => `${index + 1}`) };
}

describe('a count that is far too large', () => {
  test('is put right by the first page, when that is short', async () => {
    const { gateway, upstream, all } = await startMiscounting(10);
    const page = await list(gateway, { first: 1000 });
    expect(page.ids).toEqual(all);
    expect(page).toMatchObject({ totalCount: 10, hasNextPage: false });
    expect(upstream.lines()).toEqual([`${active}&page=1&per_page=200`]);
  });

  test('costs the pages of one window at most', async () => {
    const { gateway, upstream, all } = await startMiscounting(250);
    const page = await list(gateway, { first: 1000 });
    expect(page.ids).toEqual(all);
    expect(page).toMatchObject({ totalCount: 250, hasNextPage: false });
    expect(upstream.lines()).toHaveLength(5);
  });

  test('does not hide the end of the list', async () => {
    const { gateway, upstream, all } = await startMiscounting(250);
    const page = await list(gateway, { last: 20 });
    expect(page.ids).toEqual(all.slice(-20));
    expect(page).toMatchObject({ totalCount: 250, hasNextPage: false, hasPreviousPage: true });
    // The end is looked for by halves.
    expect(upstream.lines().length).toBeLessThanOrEqual(9);
  });

  test('of an empty list', async () => {
    const { gateway, upstream } = await startMiscounting(0);
    const [first, last] = [await list(gateway, { first: 5 }), await list(gateway, { last: 5 })];
    expect([first, last]).toMatchObject([
      { ids: [], totalCount: 0, hasNextPage: false, hasPreviousPage: false },
      { ids: [], totalCount: 0, hasNextPage: false, hasPreviousPage: false },
    ]);
    expect(upstream.lines()).toEqual([
      `${active}&page=1&per_page=5`,
      `${active}&page=1&per_page=200`,
    ]);
  });
});

describe('a count that is too small', () => {
  test.each([0, 1, 150])('hides none of the rows that came (%i)', async (count) => {
    const { gateway, upstream, all } = await startMiscounting(250, count);
    const page = await list(gateway, { first: 100 });
    const whole = await list(gateway, { first: 1000 });
    expect(page.ids).toEqual(all.slice(0, 100));
    expect(page.hasNextPage).toBe(true);
    expect(whole.ids).toEqual(all);
    expect(whole).toMatchObject({ totalCount: 250, hasNextPage: false });
    expect(upstream.lines().length).toBeLessThanOrEqual(6);
  });

  test.each(['forward', 'backward'] as const)('nor from a walk %s', async (way) => {
    const { gateway, all } = await startMiscounting(50, 3);
    expect(await walk(gateway, 7, way)).toEqual(all);
  });

  test('is told from a true one before which a window lies no more', async () => {
    const before = await startMiscounting(200, 200);
    const { endCursor } = await list(before.gateway, { first: 150 });
    const after = await startMiscounting(100, 100);
    const behind = await list(after.gateway, { first: 10, after: endCursor });
    expect(behind).toMatchObject({ ids: [], totalCount: 100, hasNextPage: false });
  });

  test.each([0, 3, 45])('nor from a search (%i)', async (count) => {
    const { gateway, all } = await startMiscounting(50, count);
    const page = await list(gateway, { first: 100 }, searching);
    expect(page.ids).toEqual(all);
    expect(page).toMatchObject({ totalCount: 50, hasNextPage: false });
  });

  test('and says nothing of how many there are', async () => {
    const { gateway } = await startMiscounting(50, 3);
    const page = await list(gateway, { first: 10 });
    expect(page).toMatchObject({ totalCount: null, hasNextPage: true });
  });
});

describe('a count that is none', () => {
  test.each([2.5, 1000.5, -1, 2 ** 31, 1e300])('is passed over (%d)', async (count) => {
    const { gateway, upstream, all } = await startMiscounting(250, count);
    const page = await list(gateway, { first: 100 });
    const whole = await list(gateway, { first: 1000 });
    expect(page).toMatchObject({ ids: all.slice(0, 100), totalCount: null, hasNextPage: true });
    expect(whole).toMatchObject({ ids: all, totalCount: 250, hasNextPage: false });
    expect(upstream.lines().length).toBeLessThanOrEqual(6);
  });
});

describe('a page that is smaller than it was asked to be', () => {
  test('is not the end of the list, and no answer', async () => {
    const { gateway, upstream } = await startMiscounting(250, 250, 100);
    const { data, errors } = await gateway.query(
      '{ accountMemberships(first: 200) { nodes { id } } }',
    );
    expect(data).toEqual({ accountMemberships: null });
    expect(errors?.map(({ extensions: { code } }) => code)).toEqual(['UPSTREAM_MALFORMED']);
    expect(upstream.lines()).toEqual([`${active}&page=1&per_page=200`]);
  });

  test('is none of a search either', async () => {
    const { gateway } = await startMiscounting(250, 250, 100);
    const query = '{ accountMemberships(first: 200, filter: { search: "a" }) { nodes { id } } }';
    expect(await gateway.query(query)).toMatchObject({
      data: { accountMemberships: null },
      errors: [{ extensions: { code: 'UPSTREAM_MALFORMED' } }],
    });
  });

  test.each([[100], [37]])('is one where it holds all rows (%i)', async (rows) => {
    const { gateway, all } = await startMiscounting(rows, rows, 100);
    const page = await list(gateway, { first: 200 });
    expect(page.ids).toEqual(all);
    expect(page).toMatchObject({ totalCount: rows, hasNextPage: false });
  });

  test('is none of the users with addresses that are looked up in parts', async () => {
    const users = Array.from({ length: 20 }, (_, index) => ({ id: String(index + 1) }));
    const upstream = await startUpstream((_request, response) => {
      sendJson(response, envelope('users', users, { count: 50, meta: { page_size: 20 } }));
    });
    const gateway = await startGatewayAt(upstream.url);
    const addresses = Array.from({ length: 100 }, (_, index) => `somebody.${index}@mail.example`);
    const answer = await gateway.query(
      'query ($addresses: [String!]) { users(filter: { emailAddresses: $addresses }) { totalCount } }',
      { addresses },
    );
    expect(answer).toMatchObject({
      data: { users: null },
      errors: [{ extensions: { code: 'UPSTREAM_MALFORMED' } }],
    });
    const part = (from: number, to: number) =>
      `GET /users?on_my_account=true&show_disabled=false&by_email_addresses=${addresses.slice(from, to).join()}&page=1&per_page=200`;
    expect(inAnyOrder(upstream.lines())).toEqual(inAnyOrder([part(0, 60), part(60, 100)]));
  });

  test('is none where it is empty and says that it has no size', async () => {
    const { gateway, all } = await startMiscounting(40, 60, 200, false);
    expect(await walk(gateway, 20, 'forward')).toEqual(all);
  });

  test('costs nobody who asks for as much', async () => {
    const { gateway, all } = await startMiscounting(250, 250, 100);
    expect(await walk(gateway, 100, 'forward')).toEqual(all);
  });
});

describe('a page by ids that is smaller than it was asked to be', () => {
  async function startCutting(size: number) {
    const upstream = await startUpstream(({ line }, response) => {
      const ids = /only=([\d,]*)/.exec(line)?.[1]?.split(',') ?? [];
      const found = ids.filter((id) => id !== '9').map((id) => ({ id, full_name: `User ${id}` }));
      const more = { count: found.length, meta: { page_size: size } };
      sendJson(response, envelope('users', found.slice(0, size), more));
    });
    return { upstream, gateway: await startGatewayAt(upstream.url) };
  }
  const numbers = (count: number) => Array.from({ length: count }, (_, index) => `${index + 1}`);
  const byId = (ids: string) =>
    `GET /users?only=${ids}&on_my_account=true&show_disabled=true&per_page=200`;

  test('hides no record: those that it left out are asked for as well', async () => {
    const { gateway, upstream } = await startCutting(4);
    const ids = numbers(9).map((id) => Buffer.from(`User:${id}`).toString('base64url'));
    const answer = await gateway.query(
      'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on User { fullName } } }',
      { ids },
    );
    const named = numbers(8).map((id) => ({ fullName: `User ${id}` }));
    expect(answer).toEqual({ data: { nodes: [...named, null] } });
    expect(upstream.lines()).toEqual(['1,2,3,4,5,6,7,8,9', '5,6,7,8,9', '9'].map(byId));
  });

  test('is no list of the users with these ids', async () => {
    const { gateway, upstream } = await startCutting(4);
    const answer = await gateway.query(
      'query ($ids: [ID!]) { users(filter: { ids: $ids }) { totalCount nodes { fullName } } }',
      { ids: numbers(8) },
    );
    expect(answer).toMatchObject({
      data: { users: null },
      errors: [{ extensions: { code: 'UPSTREAM_MALFORMED' } }],
    });
    expect(upstream.lines()).toEqual([
      'GET /users?on_my_account=true&show_disabled=false&only=1,2,3,4,5,6,7,8&per_page=200',
    ]);
  });
});
