/** Rows by their positions: one call that tells how many there are, then the rest at once. */
import type { Window } from '../domain/query.ts';
import type { Want } from '../domain/want.ts';
import { isFromUnknownEnd, rangeOf, windowsOf, type Range, type Span } from '../planning/window.ts';
import {
  endless,
  grownTo,
  inOrder,
  readAll,
  rowsOf,
  type LoadPage,
  type Part,
  type RowsRead,
} from './parts.ts';

export async function readRange(
  load: LoadPage,
  pageSize: number,
  span: Span,
  want: Want,
): Promise<RowsRead> {
  const parts: Part[] = [];
  let windows = [openingWindow(span, pageSize)];
  for (;;) {
    parts.push(...(await readAll(load, windows, want)));
    const total = endOf(parts);
    if (isFromUnknownEnd(span) && total === Infinity) throw endless();
    const range = rangeOf(span, total);
    const known = Math.max(span.start, reachOf(parts));
    // The supposed end turned out to be wrong: find the real one first.
    windows =
      isFromUnknownEnd(span) && known < total && isBeyond(parts, total)
        ? [probe(known, total, pageSize)]
        : gapsOf(range, parts).flatMap((gap) => windowsOf(gap, pageSize, undefined));
    if (windows.length === 0) {
      const isSeenToEnd = parts.some(({ page }) => page.ended);
      const length = isSeenToEnd ? total : grownTo(total, parts);
      return { rows: rowsOf(parts, range), range, total: length };
    }
  }
}

/**
 * The first call. Where rows are counted from the end, it has to tell their number, and brings as many as one
 * call can: a short list then takes no other.
 */
function openingWindow(span: Span, pageSize: number): Window {
  if (isFromUnknownEnd(span)) return { offset: span.start, limit: pageSize };
  const { start, end } = rangeOf(span, Infinity);
  return { offset: start, limit: Math.min(pageSize, end - start) };
}

/** The first position without a row. A list may end before its count says, but never before a row that came. */
function endOf(parts: readonly Part[]): number {
  const ends = parts.map((part) =>
    part.page.ended ? Math.min(part.page.total, endOfRows(part)) : part.page.total,
  );
  return Math.max(Math.min(...ends), reachOf(parts));
}

/** The first position after the rows of a page. A row that stands twice leaves a position without one. */
function endOfRows({ window, page: { positions } }: Part): number {
  const last = positions.at(-1);
  return last === undefined ? window.offset : last + 1;
}

/** The first position after all rows that have come. */
function reachOf(parts: readonly Part[]): number {
  const held = parts.filter(({ page }) => page.records.length > 0);
  return Math.max(0, ...held.map(endOfRows));
}

/** Whether a page was read at the supposed end. It was empty: the last row is somewhere before it. */
function isBeyond(parts: readonly Part[], end: number): boolean {
  return parts.some(({ window }) => window.offset === end);
}

function probe(known: number, end: number, pageSize: number): Window {
  const middle = Math.floor((known + end) / 2 / pageSize) * pageSize;
  const offset = Math.max(middle, known);
  return { offset, limit: Math.min(pageSize, end - offset) };
}

/** The parts of the range that have not been read. */
function gapsOf(range: Range, parts: readonly Part[]): Range[] {
  const gaps: Range[] = [];
  let { start } = range;
  for (const { window } of inOrder(parts)) {
    gaps.push({ start, end: Math.min(window.offset, range.end) });
    start = Math.max(start, window.offset + window.limit);
  }
  gaps.push({ start, end: range.end });
  return gaps.filter((gap) => gap.start < gap.end);
}
