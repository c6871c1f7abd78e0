/**
 * Windows as Kantata OX pages them: by `page` and `per_page` where the window is a page, else by `limit` and
 * `offset`.
 *
 * `limit` and `offset` win where both are understood. The smallest page that covers the window is sent with
 * them, so that a server that does not know them still sends the rows; the number of rows shows which of the
 * two it sent.
 */
import type { Window } from '../../domain/query.ts';
import { maxPageSize } from './collections.ts';
import { malformed, type Envelope } from './envelope.ts';
import type { Parameters } from './parameters.ts';

interface PageOf {
  /** From 1. */
  readonly page: number;
  readonly size: number;
}

export function pagingParameters(window: Window): Parameters {
  const { page, size } = pageOf(window);
  const paging = { page: String(page), per_page: String(size) };
  return isPage(window)
    ? paging
    : { limit: String(window.limit), offset: String(window.offset), ...paging };
}

/** Position of the first row of an answer, judged by how many rows there are in all and how many were sent. */
export function firstPosition(window: Window, total: number, sent: number): number {
  if (isPage(window)) return window.offset;
  const { page, size } = pageOf(window);
  const start = (page - 1) * size;
  const ifHonoured = Math.min(window.limit, Math.max(0, total - window.offset));
  const ifIgnored = Math.min(size, Math.max(0, total - start));
  return sent === ifIgnored && sent !== ifHonoured ? start : window.offset;
}

/**
 * The pages to read instead, when the answer shows that `limit` and `offset` were ignored and no page
 * covered the window; `null` when the answer will do.
 */
export function pagesInstead(window: Window, total: number, sent: number): Parameters[] | null {
  const isTooShort = sent === 1 && total > window.offset + 1 && window.limit > 1;
  if (isPage(window) || !isTooShort) return null;
  const first = pageStart(window) / maxPageSize;
  const last = Math.floor((Math.min(window.offset + window.limit, total) - 1) / maxPageSize);
  return Array.from({ length: last - first + 1 }, (_, index) => ({
    page: String(first + index + 1),
    per_page: String(maxPageSize),
  }));
}

/**
 * A full page that is smaller than was asked for is not the end of the list: the rows that it lacks must not
 * count as missing from the list.
 * @throws Fault UPSTREAM_MALFORMED
 */
export function refuseSmallerPage(rows: Envelope, window: Window, start: number): void {
  const { sent, count, pageSize = Infinity } = rows;
  const isFull = sent > 0 && sent === pageSize && start + sent < count;
  if (!isFull || pageSize >= window.limit) return;
  throw malformed('Kantata OX sent a smaller page than it was asked for.');
}

/** Position at which the largest page that holds the window's first row begins. */
export function pageStart({ offset }: Window): number {
  return Math.floor(offset / maxPageSize) * maxPageSize;
}

function isPage({ offset, limit }: Window): boolean {
  return offset % limit === 0;
}

/**
 * The page that is the window, else the smallest that covers it. Where none does, the page that holds its first
 * row alone: too few rows then show that the window was ignored.
 */
function pageOf({ offset, limit }: Window): PageOf {
  for (let size = limit; size <= maxPageSize; size += 1) {
    const page = Math.floor(offset / size);
    if (page === Math.floor((offset + limit - 1) / size)) return { page: page + 1, size };
  }
  return { page: offset + 1, size: 1 };
}
