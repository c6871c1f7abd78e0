/** Pages of searches: whole ones, which may be short or empty, with more rows behind them. */
import { describe, expect, test } from 'vitest';
import type { Query } from '../../src/domain/query.ts';
import { wantNothing } from '../../src/domain/want.ts';
import type { Span } from '../../src/planning/window.ts';
import { stock } from './shelf.ts';

const search: Query<'User'> = { type: 'User', filter: { includeInactive: false, search: 'x' } };
const need = { rows: { identityOnly: false, isHeavy: false, want: wantNothing }, total: true };

/** Places of the upstream's index: a letter is a row, a dot is none. */
function found(
  places: string,
  more: { readonly total?: number; readonly rowsPerCall?: number } = {},
) {
  const { rowsPerCall = 3, ...list } = more;
  const keys = places.split('').map((place) => (place === '.' ? null : place));
  const rows = Object.fromEntries(keys.flatMap((key) => (key === null ? [] : [[key, {}]])));
  return stock({ rows: { User: rows }, list: { keys, ...list }, rowsPerCall });
}

const span = (from: Span['from'], count: number, more: Partial<Span> = {}): Span => ({
  start: 0,
  end: null,
  count,
  from,
  ...more,
});

async function read(shelf: ReturnType<typeof found>, asked: Span) {
  const held = await shelf.loading.connection(search, asked, need);
  return {
    rows: held.nodes.map(({ key }) => key).join(''),
    at: held.positions.join(),
    more: [held.hasPreviousPage, held.hasNextPage],
    ends: [held.start, held.end],
    total: held.totalCount,
    pageSize: held.pageSize,
    calls: shelf.asked().map((line) => line.replace('User ', '')),
  };
}

describe('forward', () => {
  test('a page is of the size that is asked for, and short where it has gaps', async () => {
    expect(await read(found('a.cdef'), span('START', 3))).toEqual({
      rows: 'ac',
      at: '0,2',
      more: [false, true],
      ends: [0, 2],
      total: 6,
      pageSize: 3,
      calls: ['0-3 of 3'],
    });
  });

  test('a large page is made of several, of the largest size there is', async () => {
    expect(await read(found('abc.efgh'), span('START', 8))).toMatchObject({
      rows: 'abcefgh',
      more: [false, false],
      pageSize: 3,
      calls: ['0-3 of 3', '3-6 of 3', '6-9 of 3'],
    });
  });

  test('the pages behind the end are not asked for', async () => {
    expect(await read(found('abcd'), span('START', 12))).toMatchObject({
      rows: 'abcd',
      more: [false, false],
      total: 4,
      calls: ['0-3 of 3', '3-6 of 3'],
    });
    expect(await read(found('abc'), span('START', 12))).toMatchObject({ calls: ['0-3 of 3'] });
  });

  test('a cursor leads on within its page, and no row is left behind', async () => {
    const shelf = found('abcdefg');
    expect(await read(shelf, span('START', 2, { start: 1, pageSize: 3 }))).toMatchObject({
      rows: 'bc',
      more: [true, true],
      ends: [1, 2],
      calls: ['0-3 of 3'],
    });
    expect(await read(shelf, span('START', 2, { start: 2, pageSize: 3 }))).toMatchObject({
      rows: 'cd',
      more: [true, true],
      ends: [2, 3],
      calls: ['3-6 of 3'],
    });
  });

  test('rows that are left of the last page are told to be behind', async () => {
    const shelf = found('abc');
    expect(await read(shelf, span('START', 2, { pageSize: 3 }))).toMatchObject({
      rows: 'ab',
      more: [false, true],
    });
    expect(await read(shelf, span('START', 1, { start: 1, pageSize: 3 }))).toMatchObject({
      rows: 'b',
      more: [true, true],
    });
  });

  test('a page is left behind only where nothing of it can be shown', async () => {
    expect(await read(found('abc...ghi'), span('START', 6))).toMatchObject({
      rows: 'abc',
      calls: ['0-3 of 3', '3-6 of 3'],
    });
    expect(await read(found('ab.d'), span('START', 1, { start: 2, pageSize: 3 }))).toMatchObject({
      rows: 'd',
      calls: ['0-3 of 3', '3-6 of 3'],
    });
  });

  test.each([
    ['on its last page', 'abcde', { rows: 'abcde', ends: [0, 5], more: [false, false], total: 6 }],
    ['behind it', 'abcdef', { rows: 'abcde', ends: [0, 5], more: [false, true], total: 7 }],
  ])('a row that moved %s while it was read is not lost', async (_where, places, told) => {
    const keys = places.split('');
    let pages = 0;
    const shelf = stock({
      rows: { User: Object.fromEntries(['n', ...keys].map((key) => [key, {}])) },
      list: {
        // The first row is new: it came when the first page had been read.
        get keys() {
          pages += 1;
          return pages === 1 ? keys : ['n', ...keys];
        },
      },
      rowsPerCall: 3,
    });
    expect(await read(shelf, span('START', 6))).toMatchObject(told);
  });

  test('a cursor ends it', async () => {
    expect(await read(found('abcdefg'), span('START', 3, { end: 2 }))).toMatchObject({
      rows: 'ab',
      more: [false, true],
      ends: [0, 1],
    });
  });

  test('empty pages are passed over, up to ten, and whoever goes on begins behind them', async () => {
    const dots = (count: number) => '.'.repeat(count);
    expect(await read(found(`${dots(20)}ab`), span('START', 2))).toMatchObject({
      rows: 'ab',
      more: [false, false],
      calls: Array.from({ length: 11 }, (_, page) => `${page * 2}-${page * 2 + 2} of 2`),
    });
    expect(await read(found(`${dots(22)}ab`), span('START', 2))).toMatchObject({
      rows: '',
      more: [false, true],
      ends: [null, 21],
      calls: Array.from({ length: 11 }, (_, page) => `${page * 2}-${page * 2 + 2} of 2`),
    });
    expect(await read(found(dots(4)), span('START', 2))).toMatchObject({
      calls: ['0-2 of 2', '2-4 of 2'],
    });
    expect(await read(found(dots(5)), span('START', 2))).toMatchObject({
      rows: '',
      more: [false, false],
      ends: [null, null],
      calls: ['0-2 of 2', '2-4 of 2', '4-6 of 2'],
    });
  });

  test('no page is passed over beyond where a cursor ends it', async () => {
    expect(await read(found('......ab'), span('START', 2, { end: 3 }))).toMatchObject({
      rows: '',
      more: [false, true],
      ends: [null, 2],
      calls: ['0-2 of 2', '2-4 of 2'],
    });
  });
});

describe('backward', () => {
  test('from the end, the number of hits is asked for first', async () => {
    expect(await read(found('abcdefg'), span('END', 2))).toMatchObject({
      rows: 'fg',
      at: '5,6',
      more: [true, false],
      ends: [5, 6],
      calls: ['0-1', '4-6 of 2', '6-8 of 2'],
    });
  });

  test('from a cursor, the rows before it', async () => {
    expect(await read(found('abcdefg'), span('END', 2, { end: 4, pageSize: 3 }))).toMatchObject({
      rows: 'cd',
      more: [true, true],
      ends: [2, 3],
      calls: ['0-3 of 3', '3-6 of 3'],
    });
  });

  test('no row before those that were shown is left out', async () => {
    expect(await read(found('abcdefg'), span('END', 1, { end: 3, pageSize: 3 }))).toMatchObject({
      rows: 'c',
      more: [true, true],
      ends: [2, 2],
    });
    expect(await read(found('a.cdefg'), span('END', 3, { end: 3, pageSize: 3 }))).toMatchObject({
      rows: 'ac',
      more: [false, true],
      ends: [0, 2],
    });
  });

  test('empty pages are passed over, up to ten, and whoever goes on begins before them', async () => {
    expect(await read(found(`ab${'.'.repeat(4)}`), span('END', 2, { end: 6 }))).toMatchObject({
      rows: 'ab',
      more: [false, false],
      calls: ['4-6 of 2', '2-4 of 2', '0-2 of 2'],
    });
    expect(await read(found(`ab${'.'.repeat(30)}`), span('END', 2, { end: 32 }))).toMatchObject({
      rows: '',
      more: [true, false],
      ends: [10, null],
      calls: Array.from({ length: 11 }, (_, page) => `${30 - page * 2}-${32 - page * 2} of 2`),
    });
    expect(await read(found('......'), span('END', 2, { end: 6, start: 2 }))).toMatchObject({
      calls: ['4-6 of 2', '2-4 of 2'],
    });
    expect(await read(found('......'), span('END', 2, { end: 6, start: 3 }))).toMatchObject({
      rows: '',
      more: [true, false],
      ends: [3, null],
      calls: ['4-6 of 2', '2-4 of 2'],
    });
  });

  test('of nothing is nothing', async () => {
    expect(await read(found(''), span('END', 2))).toEqual({
      rows: '',
      at: '',
      more: [false, false],
      ends: [null, null],
      total: 0,
      pageSize: 2,
      calls: ['0-1'],
    });
  });
});

test('hits that are not counted cannot be read from their end', async () => {
  const shelf = found('abc', { total: Infinity });
  await expect(read(shelf, span('END', 2))).rejects.toMatchObject({ code: 'UPSTREAM_MALFORMED' });
  expect(shelf.asked()).toEqual(['User 0-1']);
});

test('the number of hits is the one that the first page tells', async () => {
  let calls = 0;
  const shelf = found('abc');
  const shrinking = stock({
    source: {
      list: async (...asked) => {
        calls += 1;
        return { ...(await shelf.source.list(...asked)), total: 10 - calls };
      },
    },
  });
  const held = await shrinking.loading.connection(search, span('START', 6), need);
  expect(held.totalCount).toBe(9);
});

test('a search for null is none', async () => {
  const shelf = found('abcd');
  const query = { ...search, filter: { includeInactive: false, search: null } };
  await shelf.loading.connection(query, span('START', 2), need);
  expect(shelf.asked()).toEqual(['User 0-2']);
});
