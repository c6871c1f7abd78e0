/** A Relay connection from a list that answers in pages. */
import { mostHeavyRows } from '../domain/noun.ts';
import { searchOf, type ListedType, type Query } from '../domain/query.ts';
import { isRecordOf, type Rec } from '../domain/record.ts';
import { wantNothing } from '../domain/want.ts';
import type { ConnectionNeed } from '../planning/planner.ts';
import { rangeOf, type Span } from '../planning/window.ts';
import type { ListLoader } from './list-loader.ts';
import type { LoadPage, RowsRead } from './parts.ts';
import { readRange } from './range-reading.ts';
import { readSearch } from './search-reading.ts';
import { tooHeavy } from './heavy.ts';

export interface Connection<T extends ListedType = ListedType> {
  readonly query: Query;
  readonly nodes: readonly Rec<T>[];
  /** Position in the whole list, one for each node. */
  readonly positions: readonly number[];
  /** `null` where it is not known, or exceeds GraphQL's Int. */
  readonly totalCount: number | null;
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  /** The position for `startCursor`. */
  readonly start: number | null;
  /** The position for `endCursor`. */
  readonly end: number | null;
  /** The size of the pages, where positions mean nothing outside of them (a search). */
  readonly pageSize?: number;
}

export interface Edge<T extends ListedType = ListedType> {
  readonly connection: Connection;
  readonly node: Rec<T>;
  readonly position: number;
}

export async function readConnection<T extends ListedType>(
  lists: ListLoader,
  rowsPerCall: number,
  query: Query<T>,
  span: Span,
  need: ConnectionNeed,
): Promise<Connection<T>> {
  const want = need.rows?.want ?? wantNothing;
  const isHeavy = need.rows?.isHeavy === true;
  if (isHeavy && span.count > mostHeavyRows) throw tooHeavy();

  const load: LoadPage = (window, rows) => lists.load(query, window, rows, isHeavy);
  const limit = Math.min(span.count, span.end === null ? Infinity : span.end - span.start);
  if (need.rows === null || limit <= 0) {
    const total = need.total ? await lists.count(query) : null;
    return connectionOf(query, { rows: [], range: rangeOf(span, total ?? Infinity), total });
  }
  return connectionOf(
    query,
    searchOf(query) === null
      ? await readRange(load, isHeavy ? span.count : rowsPerCall, span, want)
      : await readSearch(load, rowsPerCall, span, want),
  );
}

function connectionOf<T extends ListedType>(
  query: Query<T>,
  reading: Omit<RowsRead, 'total'> & { readonly total: number | null },
): Connection<T> {
  const { rows, range, total, cut, pageSize } = reading;
  const hasNextPage = cut?.after === true || (total !== null && range.end < total);
  const hasPreviousPage = cut?.before === true || Math.min(range.start, total ?? 0) > 0;
  // A search may have passed over empty pages, which the next page must not read again.
  const isSearch = pageSize !== undefined;
  const passed = {
    start: isSearch && hasPreviousPage ? range.start : null,
    end: isSearch && hasNextPage ? range.end - 1 : null,
  };
  return {
    query,
    nodes: rows.map(({ record }) => {
      if (isRecordOf(record, query.type)) return record;
      throw new TypeError(`A list of ${query.type} held something else`);
    }),
    positions: rows.map(({ position }) => position),
    totalCount: total !== null && total < 2 ** 31 ? total : null,
    hasNextPage,
    hasPreviousPage,
    start: rows.at(0)?.position ?? passed.start,
    end: rows.at(-1)?.position ?? passed.end,
    ...(isSearch ? { pageSize } : {}),
  };
}
