/**
 * Rows of a search, in whole pages of one size: a page may be short, or empty with rows after it, and
 * a position means nothing beyond its page. No page is left before all of its rows have been shown.
 */
import { wantNothing, type Want } from '../domain/want.ts';
import { isFromUnknownEnd, rangeOf, windowsOf, type Range, type Span } from '../planning/window.ts';
import {
  endless,
  grownTo,
  isIn,
  readAll,
  rowsOf,
  type LoadPage,
  type Part,
  type Placed,
  type RowsRead,
} from './parts.ts';

/** How many empty pages are passed over before the answer is empty. */
const mostEmptyPages = 10;

export async function readSearch(
  load: LoadPage,
  rowsPerCall: number,
  span: Span,
  want: Want,
): Promise<RowsRead> {
  const pageSize = span.pageSize ?? Math.min(span.count, rowsPerCall);
  const hits = isFromUnknownEnd(span) ? await countHits(load) : Infinity;
  const asked = rangeOf(span, hits);
  const [first, ...rest] = windowsOf(asked, rowsPerCall, pageSize);
  if (first === undefined) return { rows: [], range: asked, total: hits, pageSize };
  // Only the first page tells which of the others there are.
  const page = await load(first, want);
  const { total } = page;
  const within = rest.filter(({ offset }) => offset < total);
  const parts: Part[] = [{ window: first, page }, ...(await readAll(load, within, want))];

  const limits: Range = { start: span.start, end: span.end ?? Infinity };
  const reachable: Range = { start: limits.start, end: Math.min(limits.end, total) };
  for (let passed = 0; passed < mostEmptyPages && isNothingIn(parts, limits); passed += 1) {
    const offset = nextOffset(coveredBy(parts), reachable, pageSize, span.from);
    if (offset === null) break;
    parts.push(...(await readAll(load, [{ offset, limit: pageSize, pageSize }], want)));
  }

  const covered = coveredBy(parts);
  const length = grownTo(total, parts);
  const range = {
    start: Math.max(covered.start, limits.start),
    end: Math.min(covered.end, limits.end, length),
  };
  return { ...cutTo(span, rowsOf(parts, range)), range, total: length, pageSize };
}

/** @throws Fault UPSTREAM_MALFORMED where the upstream does not count */
async function countHits(load: LoadPage): Promise<number> {
  const { total } = await load({ offset: 0, limit: 1 }, wantNothing);
  if (total === Infinity) throw endless();
  return total;
}

/** Where the next page begins in the direction of reading; `null` when there is none to read. */
function nextOffset(
  covered: Range,
  reachable: Range,
  pageSize: number,
  from: Span['from'],
): number | null {
  if (from === 'END') return covered.start > reachable.start ? covered.start - pageSize : null;
  return covered.end < reachable.end ? covered.end : null;
}

/** As many rows as were asked for, and on which side of them rows were cut off. */
function cutTo({ from, count }: Span, found: readonly Placed[]): Pick<RowsRead, 'rows' | 'cut'> {
  const rows = from === 'END' ? found.slice(-count) : found.slice(0, count);
  const isCut = rows.length < found.length;
  return { rows, cut: { before: isCut && from === 'END', after: isCut && from === 'START' } };
}

function coveredBy(parts: readonly Part[]): Range {
  const starts = parts.map(({ window }) => window.offset);
  const ends = parts.map(({ window }) => window.offset + window.limit);
  return { start: Math.min(...starts), end: Math.max(...ends) };
}

function isNothingIn(parts: readonly Part[], range: Range): boolean {
  return parts.every(({ page }) => page.positions.every((position) => !isIn(range, position)));
}
