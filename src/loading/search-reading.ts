/**
 * Rows of a search, in whole pages of one size: a page may be short, or empty with rows behind it, and
 * a position means nothing beyond its page. No page is left before all of its rows have been shown.
 */
import { wantNothing, type Want } from '../domain/want.ts';
import { isFromUnknownEnd, rangeOf, windowsOf, type Range, type Span } from '../planning/window.ts';
import {
  endless,
  isIn,
  readAll,
  rowsOf,
  type LoadPage,
  type Part,
  type RowsRead,
} from './parts.ts';

/** So many pages without a row are passed over before an answer without one is given. */
const mostEmptyPages = 10;

export async function readSearch(
  load: LoadPage,
  rowsPerCall: number,
  span: Span,
  want: Want,
): Promise<RowsRead> {
  const pageSize = span.pageSize ?? Math.min(span.count, rowsPerCall);
  const limits: Range = { start: span.start, end: span.end ?? Infinity };
  const hits = isFromUnknownEnd(span)
    ? (await load({ offset: 0, limit: 1 }, wantNothing)).total
    : Infinity;
  if (isFromUnknownEnd(span) && hits === Infinity) throw endless();
  const asked = rangeOf(span, hits);
  const [first, ...rest] = windowsOf(asked, rowsPerCall, pageSize);
  if (first === undefined) return { rows: [], range: asked, total: hits, pageSize };
  const page = await load(first, want);
  const { total } = page;
  const parts: Part[] = [{ window: first, page }];
  const within = rest.filter(({ offset }) => offset < total);
  parts.push(...(await readAll(load, within, want)));

  for (let passed = 0; passed < mostEmptyPages && isNothingIn(parts, limits); passed += 1) {
    const covered = coveredBy(parts);
    const isBackward = span.from === 'END';
    if (isBackward ? covered.start <= limits.start : covered.end >= Math.min(limits.end, total))
      break;
    const offset = isBackward ? covered.start - pageSize : covered.end;
    parts.push(...(await readAll(load, [{ offset, limit: pageSize, pageSize }], want)));
  }

  const covered = coveredBy(parts);
  const range = {
    start: Math.max(covered.start, limits.start),
    end: Math.min(covered.end, limits.end, total),
  };
  const found = rowsOf(parts, range);
  const rows = span.from === 'END' ? found.slice(-span.count) : found.slice(0, span.count);
  const isCut = rows.length < found.length;
  const cut = { before: isCut && span.from === 'END', behind: isCut && span.from === 'START' };
  return { rows, range, total, cut, pageSize };
}

function coveredBy(parts: readonly Part[]): Range {
  const starts = parts.map(({ window }) => window.offset);
  const ends = parts.map(({ window }) => window.offset + window.limit);
  return { start: Math.min(...starts), end: Math.max(...ends) };
}

function isNothingIn(parts: readonly Part[], range: Range): boolean {
  return parts.every(({ page }) => page.positions.every((position) => !isIn(range, position)));
}
