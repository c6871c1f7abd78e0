/** Relay's paging arguments as windows, held against lists that are cut by hand. */
import { describe, expect, test } from 'vitest';
import {
  isFromUnknownEnd,
  objectionTo,
  rangeOf,
  spanOf,
  windowsOf,
  type Span,
} from '../../src/planning/window.ts';

describe('paging arguments', () => {
  test.each([
    [{}, null],
    [{ first: null, last: null }, null],
    [{ first: 0 }, null],
    [{ first: 1000 }, null],
    [{ last: 1, first: null }, null],
    [{ last: 1000 }, null],
    [{ first: -1 }, 'it must be between 0 and 1000.'],
    [{ first: 1001 }, 'it must be between 0 and 1000.'],
    [{ last: 0 }, 'it must be between 1 and 1000.'],
    [{ last: 1001 }, 'it must be between 1 and 1000.'],
    [{ first: 1, last: 1 }, 'first and last cannot be given together.'],
    [{ first: 0, last: 0 }, 'first and last cannot be given together.'],
  ])('%j: %s', (args, objection) => {
    expect(objectionTo(args)).toBe(objection);
  });
});

describe('a span', () => {
  test.each([
    [{}, null, null, { start: 0, end: null, count: 20, from: 'START' }],
    [{ first: 5 }, { position: 7 }, null, { start: 8, end: null, count: 5, from: 'START' }],
    [{ first: 0 }, null, { position: 0 }, { start: 0, end: 0, count: 0, from: 'START' }],
    [{ last: 3, first: null }, null, { position: 9 }, { start: 0, end: 9, count: 3, from: 'END' }],
    [
      { last: 3 },
      { position: 0, pageSize: 4 },
      { position: 9, pageSize: 5 },
      { start: 1, end: 9, count: 3, from: 'END', pageSize: 4 },
    ],
    [
      {},
      { position: 0 },
      { position: 9, pageSize: 5 },
      { start: 1, end: 9, count: 20, from: 'START', pageSize: 5 },
    ],
  ])('%j after %j before %j', (args, after, before, span) => {
    expect(spanOf(args, after, before)).toStrictEqual(span);
  });

  test('is counted from an end that nobody knows where no cursor names it', () => {
    expect(isFromUnknownEnd(spanOf({ last: 3 }, null, null))).toBe(true);
    expect(isFromUnknownEnd(spanOf({ last: 3 }, null, { position: 9 }))).toBe(false);
    expect(isFromUnknownEnd(spanOf({ first: 3 }, null, null))).toBe(false);
  });
});

const upTo = (limit: number) => Array.from({ length: limit + 1 }, (_, index) => index);

/** All spans over lists of up to five rows, and what Relay says is in them. */
const spans = upTo(5).flatMap((total) =>
  upTo(6).flatMap((start) =>
    [null, ...upTo(6)].flatMap((end) =>
      (['START', 'END'] as const).flatMap((from) =>
        upTo(6).map((count) => {
          const span: Span = { start, end, count, from };
          const between = upTo(total - 1).filter((at) => at >= start && (end === null || at < end));
          const rows = from === 'START' ? between.slice(0, count) : between.slice(-count);
          return { span, total, rows: count === 0 ? [] : rows };
        }),
      ),
    ),
  ),
);

describe('a range', () => {
  test('holds the rows that Relay says, whatever the span and the list', () => {
    for (const { span, total, rows } of spans) {
      const { start, end } = rangeOf(span, total);
      const held = upTo(total - 1).filter((at) => at >= start && at < end);
      expect(held, JSON.stringify({ span, total })).toEqual(rows);
      expect(end - start, JSON.stringify({ span, total })).toBe(rows.length);
    }
  });

  test('without rows lies where the span begins', () => {
    for (const { span, total, rows } of spans) {
      if (rows.length > 0 || span.count === 0) continue;
      const range = rangeOf(span, total);
      expect(range, JSON.stringify({ span, total })).toEqual({
        start: span.start,
        end: span.start,
      });
    }
  });

  test('of a list without an end is as long as was asked for', () => {
    const span: Span = { start: 4, end: null, count: 3, from: 'START' };
    expect(rangeOf(span, Infinity)).toEqual({ start: 4, end: 7 });
  });
});

const ranges = upTo(7).flatMap((start) => upTo(9).map((end) => ({ start, end })));

describe('windows', () => {
  test('follow each other over the range, all of full size but the last', () => {
    for (const range of ranges) {
      for (const size of [1, 2, 3, 10]) {
        const windows = windowsOf(range, size, undefined);
        const rows = windows.flatMap(({ offset, limit }) =>
          upTo(limit - 1).map((at) => offset + at),
        );
        expect(rows).toEqual(upTo(range.end - 1).slice(range.start));
        expect(windows.slice(0, -1).every(({ limit }) => limit === size)).toBe(true);
        expect(windows.every(({ limit }) => limit > 0 && limit <= size)).toBe(true);
      }
    }
  });

  test('of a list whose positions mean something only within pages are the pages that it touches', () => {
    for (const range of ranges) {
      for (const pageSize of [1, 2, 3, 10]) {
        const touched = new Set(
          upTo(range.end - 1)
            .slice(range.start)
            .map((at) => Math.floor(at / pageSize) * pageSize),
        );
        const expected = [...touched].map((offset) => ({ offset, limit: pageSize, pageSize }));
        // An empty range may touch the page that it lies in.
        if (range.start >= range.end) continue;
        expect(windowsOf(range, 1000, pageSize)).toEqual(expected);
      }
    }
    expect(windowsOf({ start: 4, end: 4 }, 1000, 4)).toEqual([]);
  });
});
