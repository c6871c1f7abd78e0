/** The windows of a list that have been read for one connection, and what they hold. */
import { Fault } from '../domain/fault.ts';
import type { Window } from '../domain/query.ts';
import type { Rec } from '../domain/record.ts';
import type { Want } from '../domain/want.ts';
import type { Range } from '../planning/window.ts';
import type { Page } from '../upstreams/source.ts';

export type LoadPage = (window: Window, want: Want) => Promise<Page>;

export interface Part {
  readonly window: Window;
  readonly page: Page;
}

export interface Placed {
  readonly record: Rec;
  readonly position: number;
}

/** What was read for a connection. */
export interface RowsRead {
  /** In the order of the list. */
  readonly rows: readonly Placed[];
  /** The positions that were searched for them. */
  readonly range: Range;
  /** `Infinity` where the list does not tell its length and its end was not seen. */
  readonly total: number;
  /** Whether the range has more rows before the first, or after the last. */
  readonly cut?: { readonly before: boolean; readonly after: boolean };
  /** The size of the pages, where positions mean nothing outside of them (a search). */
  readonly pageSize?: number;
}

/** All of them at once. */
export async function readAll(
  load: LoadPage,
  windows: readonly Window[],
  want: Want,
): Promise<Part[]> {
  return Promise.all(windows.map(async (window) => ({ window, page: await load(window, want) })));
}

/**
 * How many rows there are now, given that they were at least so many. The list may have grown while it was read:
 * what stood at its end stands further on by then, and only the count of a later page tells.
 */
export function grownTo(total: number, parts: readonly Part[]): number {
  const latest = parts.findLast(({ page }) => page.total !== Infinity);
  return latest === undefined ? total : Math.max(total, latest.page.total);
}

export function inOrder(parts: readonly Part[]): Part[] {
  return parts.toSorted((one, other) => one.window.offset - other.window.offset);
}

/** The rows of a range, in order, each once: a row that moved between two calls may be in both answers. */
export function rowsOf(parts: readonly Part[], range: Range): Placed[] {
  const rows = new Map<string, Placed>();
  for (const { page } of inOrder(parts)) {
    page.records.forEach((record, index) => {
      const position = page.positions[index] ?? Number.NaN;
      if (isIn(range, position) && !rows.has(record.key))
        rows.set(record.key, { record, position });
    });
  }
  return [...rows.values()];
}

export function isIn({ start, end }: Range, position: number): boolean {
  return position >= start && position < end;
}

/** Why the last rows of a list cannot be found. */
export function endless(): Fault {
  const message = 'The upstream does not say how long the list is, so its end cannot be found.';
  return new Fault('UPSTREAM_MALFORMED', message);
}
