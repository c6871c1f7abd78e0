/** Pages of lists, held against lists that are cut by hand. */
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { wantNothing, wantOf } from '../../src/domain/want.ts';
import type { Query } from '../../src/domain/query.ts';
import type { Span } from '../../src/planning/window.ts';
import { Fault } from '../../src/domain/fault.ts';
import type { Source } from '../../src/upstreams/source.ts';
import { counting, stock, type List, type Stock } from './shelf.ts';

const users: Query<'User'> = { type: 'User', filter: { includeInactive: false } };
const upTo = (limit: number) => Array.from({ length: limit }, (_, index) => index);
const row = { identityOnly: false, isHeavy: false, want: wantNothing };
const rowsAndTotal = { rows: row, total: true };
const fromStart = (start: number, count: number, end: number | null = null): Span => ({
  start,
  end,
  count,
  from: 'START',
});
const fromEnd = (count: number, end: number | null = null, start = 0): Span => ({
  start,
  end,
  count,
  from: 'END',
});

/** So many rows, with all that the port may say of their list. */
function listOf(length: number, more: Partial<List> = {}, others: Stock = {}) {
  const keys = upTo(length).map(String);
  const rows = Object.fromEntries(keys.map((key) => [key, { links: { role: '7' } }]));
  return stock({ rows: { User: rows }, list: { keys, ...more }, ...others });
}

const spans = upTo(5).flatMap((start) =>
  [null, 0, 2, 3, 5, 9].flatMap((end) =>
    [1, 2, 4].flatMap((count) => [fromStart(start, count, end), fromEnd(count, end, start)]),
  ),
);

function rowsOf({ start, end, count, from }: Span, length: number): string[] {
  const between = upTo(length).filter((at) => at >= start && (end === null || at < end));
  return (from === 'START' ? between.slice(0, count) : between.slice(-count)).map(String);
}

describe('a connection', () => {
  test.each([0, 1, 2, 5, 7])(
    'over %i rows holds those that Relay says, whatever the span',
    async (length) => {
      for (const rowsPerCall of [1, 3]) {
        for (const span of spans) {
          const { loading } = listOf(length, {}, { rowsPerCall });
          const held = await loading.connection(users, span, rowsAndTotal);
          const expected = rowsOf(span, length);
          const what = JSON.stringify({ span, rowsPerCall });
          expect(
            held.nodes.map(({ key }) => key),
            what,
          ).toEqual(expected);
          expect(held.positions.map(String), what).toEqual(expected);
          expect(held.totalCount, what).toBe(length);
          if (expected.length === 0) continue;
          const last = Number(expected.at(-1));
          expect(held.hasNextPage, what).toBe(last < length - 1);
          expect(held.hasPreviousPage, what).toBe(expected[0] !== '0');
          expect([held.start, held.end], what).toEqual([Number(expected[0]), last]);
        }
      }
    },
  );

  test.each([4, 5, 8, 30])(
    'finds the end where only %i of the rows that are promised exist',
    async (promised) => {
      for (const length of [0, 1, 4]) {
        for (const count of [1, 2, 5]) {
          const { loading } = listOf(length, { total: promised, endIsKnown: true });
          const held = await loading.connection(users, fromEnd(count), rowsAndTotal);
          const what = JSON.stringify({ promised, length, count });
          const expected = rowsOf(fromEnd(count), length);
          expect(
            held.nodes.map(({ key }) => key),
            what,
          ).toEqual(expected);
          expect(held.totalCount, what).toBe(length);
          expect(held.hasNextPage, what).toBe(false);
        }
      }
    },
  );

  test('without rows has neither a start nor an end', async () => {
    const { loading } = listOf(5);
    const behind = await loading.connection(users, fromStart(7, 2), rowsAndTotal);
    expect(behind).toEqual({
      query: users,
      nodes: [],
      positions: [],
      totalCount: 5,
      hasNextPage: false,
      hasPreviousPage: true,
      start: null,
      end: null,
    });
    const { loading: empty } = listOf(0);
    expect(await empty.connection(users, fromStart(7, 2), rowsAndTotal)).toMatchObject({
      hasNextPage: false,
      hasPreviousPage: false,
    });
  });
});

describe('a list that does not say how long it is', () => {
  test('tells its length once its end is seen, and not before', async () => {
    const { loading } = listOf(4, { total: Infinity, endIsKnown: true });
    expect(await loading.connection(users, fromStart(0, 3), rowsAndTotal)).toMatchObject({
      positions: [0, 1, 2],
      totalCount: null,
      hasNextPage: true,
    });
    expect(await loading.connection(users, fromStart(0, 9), rowsAndTotal)).toMatchObject({
      positions: [0, 1, 2, 3],
      totalCount: 4,
      hasNextPage: false,
    });
  });

  test('cannot be read from its end', async () => {
    const { loading, asked } = listOf(4, { total: Infinity });
    await expect(loading.connection(users, fromEnd(2), rowsAndTotal)).rejects.toMatchObject({
      code: 'UPSTREAM_MALFORMED',
    });
    expect(asked()).toEqual(['User 0-3']);
  });
});

test('rows that came are shown, however few the list counts', async () => {
  const { loading } = listOf(3, { total: 1 });
  expect(await loading.connection(users, fromStart(0, 3), rowsAndTotal)).toMatchObject({
    positions: [0, 1, 2],
    totalCount: 3,
  });
});

describe('calls', () => {
  test.each<[string, Span, string[]]>([
    ['of what fits into one', fromStart(1, 3), ['User 1-4']],
    ['of no more than is wanted', fromStart(4, 2), ['User 4-6']],
    ['of no more than a cursor allows', fromStart(4, 3, 6), ['User 4-6']],
    ['of what does not fit', fromStart(0, 8), ['User 0-3', 'User 3-6', 'User 6-8']],
    ['of what the list does not have', fromStart(6, 9), ['User 6-9', 'User 9-10']],
    ['up to a cursor', fromEnd(2, 7), ['User 5-7']],
    ['up to a cursor behind the end', fromEnd(2, 12), ['User 10-12', 'User 8-10']],
    ['up to the end', fromEnd(2), ['User 0-3', 'User 8-10']],
    ['up to the end, in several', fromEnd(5), ['User 0-3', 'User 5-8', 'User 8-10']],
    [
      'up to the end, with what was read already',
      fromEnd(9),
      ['User 0-3', 'User 3-6', 'User 6-9', 'User 9-10'],
    ],
    ['between a cursor and the end', fromEnd(9, null, 8), ['User 8-11']],
  ])('%s', async (_of, span, lines) => {
    const { loading, asked } = listOf(10);
    await loading.connection(users, span, rowsAndTotal);
    expect(asked()).toEqual(lines);
  });

  test('that look for an end halve the way', async () => {
    const { loading, asked } = listOf(10, { total: 100, endIsKnown: true });
    const held = await loading.connection(users, fromEnd(2), rowsAndTotal);
    expect(held.nodes.map(({ key }) => key)).toEqual(['8', '9']);
    const windows = ['0-3', '98-100', '48-51', '24-27', '12-15', '6-9', '9-12'];
    expect(asked()).toEqual(windows.map((window) => `User ${window}`));
  });

  test.each<[Span, number, number, string[]]>([
    [fromEnd(1), 4, 6, ['User 0-3', 'User 5-6', 'User 3-5']],
    [fromEnd(1, null, 1), 5, 8, ['User 1-4', 'User 7-8', 'User 4-7']],
  ])('that look for an end read nothing twice: %j', async (span, length, total, lines) => {
    const { loading, asked } = listOf(length, { total, endIsKnown: true });
    const held = await loading.connection(users, span, rowsAndTotal);
    expect(held.nodes.map(({ key }) => key)).toEqual([String(length - 1)]);
    expect(asked()).toEqual(lines);
  });

  test('are none where nothing is needed, and one small one for the number alone', async () => {
    const { loading, asked } = listOf(5);
    const nothing = await loading.connection(users, fromStart(0, 3), { rows: null, total: false });
    expect([nothing.totalCount, nothing.hasNextPage, nothing.nodes, asked()]).toEqual([
      null,
      false,
      [],
      [],
    ]);
    const number = await loading.connection(users, fromStart(1, 3), { rows: null, total: true });
    expect(number).toMatchObject({ totalCount: 5, hasNextPage: true, hasPreviousPage: true });
    expect(asked()).toEqual(['User 0-1']);
    const all = await loading.connection(users, fromEnd(9), { rows: null, total: true });
    expect(all).toMatchObject({ hasNextPage: false, hasPreviousPage: false });
    for (const span of [fromStart(0, 0), fromStart(3, 3, 3)]) {
      const none = await loading.connection(users, span, { rows: row, total: false });
      expect([none.nodes, asked()]).toEqual([[], []]);
    }
    expect((await loading.connection(users, fromStart(0, 0), rowsAndTotal)).totalCount).toBe(5);
    expect(asked()).toEqual([]);
  });

  test('that meet over the same window are one, with their wants united', async () => {
    const { trace, counts } = counting();
    const { loading, asked } = listOf(5, {}, { operation: { trace } });
    const needing = (want = wantNothing) => ({ rows: { ...row, want }, total: false });
    await Promise.all([
      loading.connection(users, fromStart(0, 2), needing(wantOf(['role'], []))),
      loading.connection(users, fromStart(0, 2), needing(wantOf([], ['bio']))),
      loading.connection(users, fromStart(0, 2), needing()),
      loading.connection(users, fromStart(1, 2), needing()),
    ]);
    expect(asked()).toEqual(['User 0-2 +role bio', 'User 1-3']);
    expect(counts()).toEqual(['shared 1', 'records 2', 'records 2']);
    await loading.connection(users, fromStart(0, 2), needing(wantOf(['role'], [])));
    await loading.connection(users, fromStart(0, 2), needing(wantOf(['role'], ['bio'])));
    expect(asked()).toEqual(['User 0-2 +role bio']);
    await loading.connection(
      { ...users, filter: { includeInactive: true } },
      fromStart(0, 2),
      needing(),
    );
    expect(asked()).toEqual(['User 0-2']);
  });

  test('tell the number of all rows beside them, if they begin with the first and take no seconds', async () => {
    const { loading, asked } = listOf(5);
    const number = { rows: null, total: true };
    const heavy = { rows: { ...row, isHeavy: true, want: wantOf(['peers'], []) }, total: false };
    const [before, , behind] = await Promise.all([
      loading.connection(users, fromStart(0, 3), number),
      loading.connection(users, fromStart(0, 2), rowsAndTotal),
      loading.connection(users, fromStart(0, 0), number),
      loading.connection(users, fromStart(3, 2), rowsAndTotal),
    ]);
    expect([before.totalCount, before.hasNextPage, behind.totalCount]).toEqual([5, true, 5]);
    expect(asked()).toEqual(['User 0-2', 'User 3-5']);

    const others: Query<'User'> = { type: 'User', filter: { includeInactive: true } };
    await Promise.all([
      loading.connection(others, fromStart(0, 2), heavy),
      loading.connection(others, fromStart(1, 2), rowsAndTotal),
      loading.connection(others, fromStart(0, 2), number),
    ]);
    expect(asked()).toEqual(['User 0-2 +peers', 'User 1-3', 'User 0-1']);
  });

  test('that fail leave their number to be asked for by itself', async () => {
    const fault = new Fault('UPSTREAM_MALFORMED', 'A strange row.');
    const shelf = listOf(5);
    const list: Source['list'] = (query, window, ...rest) =>
      window.limit > 1 ? Promise.reject(fault) : shelf.source.list(query, window, ...rest);
    const { loading } = listOf(5, {}, { source: { list } });
    const rows = loading.connection(users, fromStart(0, 2), rowsAndTotal);
    const number = loading.connection(users, fromStart(0, 2), { rows: null, total: true });
    await expect(rows).rejects.toBe(fault);
    await expect(number).resolves.toMatchObject({ totalCount: 5 });
    expect(shelf.asked()).toEqual(['User 0-1']);
  });

  test('that are late leave half of the time to their number', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    onTestFinished(() => {
      vi.useRealTimers();
    });
    const shelf = listOf(5);
    const late = Promise.withResolvers<never>();
    const list: Source['list'] = (query, window, ...rest) =>
      window.limit > 1 ? late.promise : shelf.source.list(query, window, ...rest);
    const { loading } = listOf(
      5,
      {},
      { source: { list }, operation: { deadlineMs: performance.now() + 1000 } },
    );
    const rows = loading.connection(users, fromStart(0, 2), rowsAndTotal);
    const number = loading.connection(users, fromStart(0, 2), { rows: null, total: true });
    await vi.advanceTimersByTimeAsync(499);
    expect(shelf.asked()).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    await expect(number).resolves.toMatchObject({ totalCount: 5 });
    expect(shelf.asked()).toEqual(['User 0-1']);
    late.reject(new Fault('UPSTREAM_TIMEOUT', 'Too late.'));
    await expect(rows).rejects.toThrow('Too late.');
  });

  test('bring records that are known from then on', async () => {
    const { loading, asked } = listOf(5);
    const { nodes } = await loading.connection(users, fromStart(0, 2), rowsAndTotal);
    asked();
    expect(await loading.load('User', '1', wantNothing)).toBe(nodes[1]);
    expect(asked()).toEqual([]);
  });

  test('that fail cost their own list', async () => {
    const fault = new Fault('UPSTREAM_UNAVAILABLE', 'Down.');
    const strange = 'not even an error';
    const shelf = listOf(5);
    const { loading } = listOf(
      5,
      {},
      {
        source: {
          list: (query, window, ...rest) => {
            if (window.offset === 1) return Promise.reject(fault);
            // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- it happens
            if (window.offset === 2) return Promise.reject(strange);
            return shelf.source.list(query, window, ...rest);
          },
        },
      },
    );
    const held = upTo(3).map((start) =>
      loading.connection(users, fromStart(start, 1), rowsAndTotal),
    );
    await expect(held[0]).resolves.toMatchObject({ totalCount: 5 });
    await expect(held[1]).rejects.toBe(fault);
    await expect(held[2]).rejects.toMatchObject({ message: 'A list failed', cause: strange });
  });
});

describe('rows', () => {
  test('that moved between two calls stand there once', async () => {
    const moving = [
      ['0', '1', '2'],
      ['2', '3', '4'],
    ];
    const { loading } = stock({
      source: {
        list: (_query, { offset }) => {
          const keys = moving[offset / 3] ?? [];
          return Promise.resolve({
            records: keys.map((key) => ({
              __typename: 'User' as const,
              key,
              sourceId: key,
              links: {},
              carried: new Set<string>(),
            })),
            carried: [],
            positions: keys.map((_, at) => offset + at),
            total: 6,
            ended: false,
          });
        },
      },
    });
    const held = await loading.connection(users, fromStart(0, 6), rowsAndTotal);
    expect(held.nodes.map(({ key }) => key)).toEqual(['0', '1', '2', '3', '4']);
    expect(held.positions).toEqual([0, 1, 2, 4, 5]);
  });

  test('of another type are a mistake, and said to be one', async () => {
    const { loading } = listOf(2);
    const roles: Query<'Role'> = { type: 'Role', filter: { includeDeleted: false } };
    const { source } = listOf(2);
    const wrong = stock({ source: { list: (_q, ...rest) => source.list(users, ...rest) } });
    await expect(wrong.loading.connection(roles, fromStart(0, 1), rowsAndTotal)).rejects.toThrow(
      'A list of Role held something else',
    );
    await loading.connection(users, fromStart(0, 1), rowsAndTotal);
  });
});

describe('heavy things', () => {
  const heavy = { rows: { ...row, isHeavy: true, want: wantOf(['peers'], []) }, total: false };

  test('are selected for at most five rows', async () => {
    const { loading, asked } = listOf(9);
    await loading.connection(users, fromStart(0, 5), heavy);
    // In one call, however few rows a call may bring: a second one would take seconds again.
    expect(asked()).toEqual(['User 0-5 +peers']);
    await expect(loading.connection(users, fromStart(0, 6), heavy)).rejects.toMatchObject({
      code: 'OPERATION_TOO_EXPENSIVE',
    });
    expect(asked()).toEqual([]);
  });
});

test.each([
  [2 ** 31 - 1, 2 ** 31 - 1],
  [2 ** 31, null],
])('of a list of %d rows no more is told than GraphQL can', async (total, told) => {
  const { loading } = listOf(5, { total });
  const held = await loading.connection(users, fromStart(0, 2), rowsAndTotal);
  expect(held).toMatchObject({ totalCount: told, hasNextPage: true });
});
