import { describe, expect, test } from 'vitest';
import { startTestGateway } from './harness.ts';
import { ask, list, walk } from './listing.ts';
import { idsOf, memberships } from './world.ts';

const active = 'GET /account_memberships?only_active=true';

describe('forward', () => {
  test('the first window has twenty rows unless it says otherwise', async () => {
    const gateway = await startTestGateway();
    const all = idsOf(memberships(gateway.kantata));
    const page = await list(gateway);
    expect(page.ids).toEqual(all.slice(0, 20));
    expect(page).toMatchObject({
      totalCount: 273,
      hasNextPage: true,
      hasPreviousPage: false,
      startCursor: page.cursors[0],
      endCursor: page.cursors[19],
    });
    expect(gateway.requests()).toEqual([`${active}&page=1&per_page=20`]);
  });

  test('a window goes on behind the row of its cursor, be it the last or any other', async () => {
    const gateway = await startTestGateway();
    const all = idsOf(memberships(gateway.kantata));
    const first = await list(gateway, { first: 10 });
    const next = await list(gateway, { first: 10, after: first.endCursor });
    const middle = await list(gateway, { first: 3, after: first.cursors[4] ?? '' });
    expect(next.ids).toEqual(all.slice(10, 20));
    expect(middle.ids).toEqual(all.slice(5, 8));
    expect(middle).toMatchObject({ hasNextPage: true, hasPreviousPage: true, totalCount: 273 });
    expect(gateway.requests()).toEqual([
      `${active}&page=1&per_page=10`,
      `${active}&page=2&per_page=10`,
      `${active}&limit=3&offset=5&page=2&per_page=4`,
    ]);
  });

  test('the last window is as short as the list, and says that it is the last', async () => {
    const gateway = await startTestGateway();
    const all = idsOf(memberships(gateway.kantata));
    const opening = await list(gateway, { first: 260 });
    gateway.requests();
    const page = await list(gateway, { first: 20, after: opening.endCursor });
    expect(page.ids).toEqual(all.slice(260));
    expect(page).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    expect(gateway.requests()).toEqual([`${active}&page=14&per_page=20`]);
  });

  test('behind the last row there is nothing', async () => {
    const gateway = await startTestGateway();
    const end = await list(gateway, { last: 1 });
    gateway.requests();
    const page = await list(gateway, { first: 5, after: end.endCursor });
    expect(page).toMatchObject({
      ids: [],
      startCursor: null,
      endCursor: null,
      totalCount: 273,
      hasNextPage: false,
      hasPreviousPage: true,
    });
    expect(gateway.requests()).toEqual([`${active}&limit=5&offset=273&page=40&per_page=7`]);
  });
});

describe('backward', () => {
  test('the last rows of a short list take one request', async () => {
    const gateway = await startTestGateway({ kantata: { members: 120, inactive: 20 } });
    const all = idsOf(memberships(gateway.kantata));
    const page = await list(gateway, { last: 15 });
    expect(page.ids).toEqual(all.slice(85));
    expect(page).toMatchObject({ totalCount: 100, hasNextPage: false, hasPreviousPage: true });
    expect(gateway.requests()).toEqual([`${active}&page=1&per_page=200`]);
  });

  test('the last rows of a long one take a second, at the end, in the same order', async () => {
    const gateway = await startTestGateway();
    const all = idsOf(memberships(gateway.kantata));
    const page = await list(gateway, { last: 7 });
    expect(page.ids).toEqual(all.slice(266));
    expect(gateway.requests()).toEqual([
      `${active}&page=1&per_page=200`,
      `${active}&page=39&per_page=7`,
    ]);
  });

  test('a window ends before the row of its cursor, which takes one request', async () => {
    const gateway = await startTestGateway();
    const all = idsOf(memberships(gateway.kantata));
    const first = await list(gateway, { first: 50 });
    gateway.requests();
    const page = await list(gateway, { last: 10, before: first.cursors[30] ?? '' });
    expect(page.ids).toEqual(all.slice(20, 30));
    expect(page).toMatchObject({ hasNextPage: true, hasPreviousPage: true });
    expect(gateway.requests()).toEqual([`${active}&page=3&per_page=10`]);
  });

  test('at the head of the list a window is as short as what is left', async () => {
    const gateway = await startTestGateway();
    const all = idsOf(memberships(gateway.kantata));
    const first = await list(gateway, { first: 5 });
    gateway.requests();
    const page = await list(gateway, { last: 10, before: first.cursors[3] ?? '' });
    expect(page.ids).toEqual(all.slice(0, 3));
    expect(page).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    expect(gateway.requests()).toEqual([`${active}&page=1&per_page=3`]);
  });

  test('rows that tie in the order stand as they do forward, not the other way round', async () => {
    const gateway = await startTestGateway();
    const given = 'orderBy: { field: PERMISSION, direction: DESC }';
    const forward = await list(gateway, { first: 273 }, { given });
    const backward = await list(gateway, { last: 273 }, { given });
    const permissions = new Set(memberships(gateway.kantata).map(({ permission }) => permission));
    expect(permissions.size).toBeLessThan(10);
    expect(backward.ids).toEqual(forward.ids);
    expect(gateway.requests().every((line) => line.includes('order=permission:desc'))).toBe(true);
  });
});

describe('between two cursors', () => {
  test('rows are taken from the start or from the end of what lies between', async () => {
    const gateway = await startTestGateway();
    const all = idsOf(memberships(gateway.kantata));
    const { cursors } = await list(gateway, { first: 100 });
    gateway.requests();
    const bounds = { after: cursors[9] ?? '', before: cursors[30] ?? '' };
    const first = await list(gateway, { first: 5, ...bounds });
    const last = await list(gateway, { last: 5, ...bounds });
    const whole = await list(gateway, { first: 100, ...bounds });
    expect(first.ids).toEqual(all.slice(10, 15));
    expect(last.ids).toEqual(all.slice(25, 30));
    expect(whole.ids).toEqual(all.slice(10, 30));
    expect([first, last, whole].map(({ hasNextPage }) => hasNextPage)).toEqual([true, true, true]);
    expect(gateway.requests()).toEqual([
      `${active}&page=3&per_page=5`,
      `${active}&page=6&per_page=5`,
      `${active}&limit=20&offset=10&page=1&per_page=30`,
    ]);
  });

  test('nothing lies between a row and itself, or the wrong way round', async () => {
    const gateway = await startTestGateway();
    const { cursors } = await list(gateway, { first: 30 });
    gateway.requests();
    const [one = '', other = ''] = [cursors[10], cursors[20]];
    for (const paging of [{ first: 5 }, { last: 5 }]) {
      expect((await list(gateway, { ...paging, after: one, before: one })).ids).toEqual([]);
      expect((await list(gateway, { ...paging, after: other, before: one })).ids).toEqual([]);
    }
    // What is left to be asked is the count.
    expect(new Set(gateway.requests())).toEqual(new Set([`${active}&page=1&per_page=1`]));
  });
});

describe('what is not selected is not asked for', () => {
  test.each([
    ['edges { cursor } nodes { id }', { edges: [], nodes: [] }],
    ['pageInfo { startCursor endCursor }', { pageInfo: { startCursor: null, endCursor: null } }],
    ['__typename', { __typename: 'AccountMembershipConnection' }],
  ])('no rows and no count: first: 0 { %s } makes no request', async (selection, expected) => {
    const gateway = await startTestGateway();
    const { data, errors } = await ask(gateway, selection, { first: 0 });
    expect(errors).toBeUndefined();
    expect(data).toEqual({ accountMemberships: expected });
    expect(gateway.requests()).toEqual([]);
  });

  test.each([
    ['totalCount', { totalCount: 273 }],
    ['pageInfo { hasNextPage }', { pageInfo: { hasNextPage: true } }],
    ['pageInfo { hasPreviousPage }', { pageInfo: { hasPreviousPage: false } }],
    ['totalCount nodes { id }', { totalCount: 273, nodes: [] }],
  ])('only a count: first: 0 { %s } asks for one row', async (selection, expected) => {
    const gateway = await startTestGateway();
    const { data, errors } = await ask(gateway, selection, { first: 0 });
    expect(errors).toBeUndefined();
    expect(data).toEqual({ accountMemberships: expected });
    expect(gateway.requests()).toEqual([`${active}&page=1&per_page=1`]);
  });

  test('with only the count selected, the size of the window does not matter', async () => {
    const gateway = await startTestGateway();
    const { data } = await ask(gateway, 'totalCount', { first: 500 });
    expect(data).toEqual({ accountMemberships: { totalCount: 273 } });
    expect(gateway.requests()).toEqual([`${active}&page=1&per_page=1`]);
  });

  test('whether there is more is told without rows, for any window', async () => {
    const gateway = await startTestGateway();
    const { endCursor } = await list(gateway, { first: 263 });
    gateway.requests();
    const selection = 'pageInfo { hasNextPage hasPreviousPage }';
    const more = await ask(gateway, selection, { first: 9, after: endCursor });
    const end = await ask(gateway, selection, { first: 10, after: endCursor });
    const last = await ask(gateway, selection, { last: 273 });
    const pageInfos = [more, end, last].map(({ data }) => data?.accountMemberships);
    expect(pageInfos).toEqual([
      { pageInfo: { hasNextPage: true, hasPreviousPage: true } },
      { pageInfo: { hasNextPage: false, hasPreviousPage: true } },
      { pageInfo: { hasNextPage: false, hasPreviousPage: false } },
    ]);
    expect(gateway.requests()).toEqual(Array(3).fill(`${active}&page=1&per_page=1`));
  });

  test('the same window under two aliases is one request', async () => {
    const gateway = await startTestGateway();
    const { data } = await gateway.query(`{
      one: accountMemberships(first: 3) { nodes { sourceId } }
      other: accountMemberships(first: 3) { totalCount edges { node { sourceId } } }
    }`);
    const ids = idsOf(memberships(gateway.kantata)).slice(0, 3);
    expect(data).toEqual({
      one: { nodes: ids.map((sourceId) => ({ sourceId })) },
      other: { totalCount: 273, edges: ids.map((sourceId) => ({ node: { sourceId } })) },
    });
    expect(gateway.requests()).toEqual([`${active}&page=1&per_page=3`]);
  });
});

describe('walking', () => {
  test.each(['forward', 'backward'] as const)('%s shows every row once, in order', async (way) => {
    const gateway = await startTestGateway();
    const all = idsOf(memberships(gateway.kantata));
    expect(await walk(gateway, 40, way)).toEqual(all);
    // Backward, the first window takes two: what is counted from the end needs the count.
    expect(gateway.requests()).toHaveLength(way === 'forward' ? 7 : 8);
  });
});
