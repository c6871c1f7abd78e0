/** Relay's paging arguments as a window of positions, and a window as calls of the upstream's size. */
import type { Window } from '../domain/query.ts';

export interface PagingArguments {
  readonly first?: number | null | undefined;
  readonly last?: number | null | undefined;
}

/** A cursor: the position of a row and, where it only has a meaning within pages, their size. */
export interface Cursor {
  readonly position: number;
  readonly pageSize?: number;
}

/** Positions from `start` on, before `end`. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** What is asked for before it is known how many rows there are. */
export interface Span {
  /** First position that may be shown. */
  readonly start: number;
  /** First position that may not, where a cursor says so. */
  readonly end: number | null;
  readonly count: number;
  readonly from: 'START' | 'END';
  readonly pageSize?: number;
}

export const defaultPageSize = 20;

/** For one page of a connection, however many calls it takes. */
const mostRowsOfWindow = 1000;

/** What is wrong with the paging arguments, in words; `null` when they make a window. */
export function objectionTo({ first, last }: PagingArguments): string | null {
  if (first != null && last != null) return 'first and last cannot be given together.';
  if (first != null && (first < 0 || first > mostRowsOfWindow)) {
    return `it must be between 0 and ${mostRowsOfWindow}.`;
  }
  if (last != null && (last < 1 || last > mostRowsOfWindow)) {
    return `it must be between 1 and ${mostRowsOfWindow}.`;
  }
  return null;
}

export function spanOf(
  { first, last }: PagingArguments,
  after: Cursor | null,
  before: Cursor | null,
): Span {
  const pageSize = after?.pageSize ?? before?.pageSize;
  return {
    start: after === null ? 0 : after.position + 1,
    end: before === null ? null : before.position,
    count: last ?? first ?? defaultPageSize,
    from: last == null ? 'START' : 'END',
    ...(pageSize === undefined ? {} : { pageSize }),
  };
}

/** Whether the rows are counted from the end of the list, wherever that is. */
export function isFromUnknownEnd(span: Span): boolean {
  return span.from === 'END' && span.end === null;
}

/** The rows of a span, once their number is known or does not matter (`Infinity`). */
export function rangeOf(span: Span, total: number): Range {
  const end = Math.min(span.end ?? total, total);
  if (span.from === 'START') {
    return { start: span.start, end: Math.max(span.start, Math.min(end, span.start + span.count)) };
  }
  const start = Math.max(span.start, end - span.count);
  return { start, end: Math.max(end, start) };
}

/** Windows of at most `size` rows that make up the range. */
export function windowsOf(range: Range, size: number, pageSize: number | undefined): Window[] {
  if (pageSize !== undefined) return pagesOf(range, pageSize);
  const windows: Window[] = [];
  for (let offset = range.start; offset < range.end; offset += size) {
    windows.push({ offset, limit: Math.min(size, range.end - offset) });
  }
  return windows;
}

/** Whole pages of one size, for lists whose positions only have a meaning within them. */
function pagesOf(range: Range, pageSize: number): Window[] {
  const windows: Window[] = [];
  const first = Math.floor(range.start / pageSize) * pageSize;
  for (let offset = first; offset < range.end; offset += pageSize) {
    windows.push({ offset, limit: pageSize, pageSize });
  }
  return windows;
}
