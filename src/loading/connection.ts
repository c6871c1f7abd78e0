/** A Relay connection from a list that answers in pages. */
import type { CatalogueEntry } from '../domain/noun.ts';
import type { ListedType, Query, Window } from '../domain/query.ts';
import { isRecordOf, type Rec } from '../domain/record.ts';
import { wantNothing, type Want } from '../domain/want.ts';
import type { ConnectionNeed } from '../planning/planner.ts';
import { rangeOf, windowsOf, type Span } from '../planning/window.ts';
import type { Page } from '../upstreams/source.ts';
import type { ListLoader } from './list-loader.ts';
import { mostHeavyRows, tooHeavy } from './record-loader.ts';

export interface Connection<T extends ListedType = ListedType> {
  readonly query: Query;
  readonly nodes: readonly Rec<T>[];
  /** Position in the whole list, one for each node. */
  readonly positions: readonly number[];
  readonly totalCount: number | null;
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  /** Where positions only mean something within pages of one size: that size. */
  readonly pageSize?: number;
}

export interface Edge<T extends ListedType = ListedType> {
  readonly connection: Connection;
  readonly node: Rec<T>;
  readonly position: number;
}

/** A search may answer empty pages with rows behind them; so many of them are passed over. */
const mostEmptyPages = 10;

export async function readConnection<T extends ListedType>(
  lists: ListLoader,
  noun: CatalogueEntry,
  maxPageSize: number,
  query: Query<T>,
  span: Span,
  need: ConnectionNeed,
): Promise<Connection<T>> {
  const want = need.rows?.want ?? wantNothing;
  const isHeavy = noun.associations.some(
    ({ field, heavy }) => heavy === true && want.associations.has(field),
  );
  if (isHeavy && span.count > mostHeavyRows) throw tooHeavy();

  const load = (window: Window, rows: Want) => lists.load(query, window, rows);
  const limit = Math.min(span.count, span.end === null ? Infinity : span.end - span.start);
  if (need.rows === null || limit <= 0) {
    const total = need.total ? (await load({ offset: 0, limit: 1 }, wantNothing)).total : null;
    return connectionOf(query, [], rangeOf(span, total ?? Infinity), total);
  }
  return 'search' in query.filter && query.filter.search != null
    ? readSearch(load, maxPageSize, query, span, want)
    : readRange(load, maxPageSize, query, span, want, isHeavy);
}

type LoadPage = (window: Window, want: Want) => Promise<Page>;

async function readRange<T extends ListedType>(
  load: LoadPage,
  maxPageSize: number,
  query: Query<T>,
  span: Span,
  want: Want,
  isHeavy: boolean,
): Promise<Connection<T>> {
  const first = openingWindow(span, isHeavy ? span.count : maxPageSize);
  const opening = await load(first, want);
  // A list may end before its count says so; never the other way round.
  const known = first.offset + opening.records.length;
  const end = opening.ended ? Math.min(known, opening.total) : opening.total;
  const range = rangeOf(span, end);
  const rest = { start: Math.max(range.start, first.offset + first.limit), end: range.end };
  const missing = windowsOf(rest, maxPageSize, undefined);
  const pages = [opening, ...(await Promise.all(missing.map((window) => load(window, want))))];
  return { ...connectionOf(query, pages, range, opening.total), hasNextPage: range.end < end };
}

/**
 * The first call. Where the rows are counted from the end, it has to tell their number, and brings as
 * many of them as one call can: a short list is then read at once.
 */
function openingWindow(span: Span, maxPageSize: number): Window {
  if (isFromUnknownEnd(span)) return { offset: span.start, limit: maxPageSize };
  const { start, end } = rangeOf(span, Infinity);
  return { offset: start, limit: Math.min(maxPageSize, end - start) };
}

async function readSearch<T extends ListedType>(
  load: LoadPage,
  maxPageSize: number,
  query: Query<T>,
  span: Span,
  want: Want,
): Promise<Connection<T>> {
  const pageSize = span.pageSize ?? Math.min(span.count, maxPageSize);
  const asked = isFromUnknownEnd(span)
    ? rangeOf(span, (await load({ offset: 0, limit: 1 }, wantNothing)).total)
    : rangeOf(span, Infinity);
  const [first, ...rest] = windowsOf(asked, maxPageSize, pageSize);
  if (first === undefined) return connectionOf(query, [], asked, null, pageSize);
  const opening = await load(first, want);
  const { total } = opening;
  const within = rest.filter(({ offset }) => offset < total);
  const pages = [opening, ...(await Promise.all(within.map((window) => load(window, want))))];

  const end = Math.min(total, span.end ?? total);
  let next = (rest.at(-1) ?? first).offset + pageSize;
  let passed = 0;
  while (pages.every(isEmpty) && next < end && passed < mostEmptyPages) {
    pages.push(await load({ offset: next, limit: pageSize, pageSize }, want));
    next += pageSize;
    passed += 1;
  }
  const range = passed === 0 ? asked : { start: asked.start, end: Math.min(next, end) };
  return connectionOf(query, pages, range, total, pageSize);
}

function isFromUnknownEnd(span: Span): boolean {
  return span.from === 'END' && span.end === null;
}

function isEmpty(page: Page): boolean {
  return page.records.length === 0;
}

function connectionOf<T extends ListedType>(
  query: Query<T>,
  pages: readonly Page[],
  range: { readonly start: number; readonly end: number },
  total: number | null,
  pageSize?: number,
): Connection<T> {
  const nodes: Rec<T>[] = [];
  const positions: number[] = [];
  const seen = new Set<string>();
  for (const page of pages) {
    page.records.forEach((record, index) => {
      if (!isRecordOf(record, query.type))
        throw new TypeError(`A list of ${query.type} held something else`);
      const position = page.positions[index] ?? Number.NaN;
      // Rows that moved between two calls would otherwise stand twice in one answer.
      if (position < range.start || position >= range.end || seen.has(record.key)) return;
      seen.add(record.key);
      nodes.push(record);
      positions.push(position);
    });
  }
  const end = total === null ? range.end : Math.min(range.end, total);
  return {
    query,
    nodes,
    positions,
    totalCount: total,
    hasNextPage: total !== null && end < total,
    hasPreviousPage: Math.min(range.start, total ?? 0) > 0,
    ...(pageSize === undefined ? {} : { pageSize }),
  };
}
