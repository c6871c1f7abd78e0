import type { Call } from './call.ts';
import { compileFilter, type FilterRules } from './filter.ts';
import { pageLinks, type LinkStyle } from './page-links.ts';
import { cutPage, pageMeta, parsePage, type PagingReading } from './paging.ts';
import { refuse, refuseSearch } from './refusal.ts';

const MAX_REQUEST_BYTES = 8 * 1024;

/** What a list can be asked for, and the peculiarities of its answer. */
export interface Collection<Row> extends FilterRules<Row> {
  readonly sorts: Readonly<Record<string, (row: Row) => string | number>>;
  readonly links: LinkStyle;
  /** As asked, unless it is told otherwise. */
  readonly paging?: PagingReading;
}

interface Identified {
  readonly id: string;
  readonly createdAtMs: number;
}

export interface Listing<Row> {
  /** The rows of the page, in order. */
  readonly rows: readonly Row[];
  readonly meta: Record<string, unknown>;
  readonly links: Record<string, string | null>;
}

/** Filters, sorts and cuts the rows as the call's query asks. */
export function list<Row extends Identified>(
  rows: Iterable<Row>,
  { request: { url, query }, address }: Call,
  collection: Collection<Row>,
): Listing<Row> {
  if (url.length > MAX_REQUEST_BYTES) throw refuseSearch('The request is longer than 8 KB');
  const page = cutPage(parsePage(query), collection.paging ?? 'asked');
  const order = compileSort(query.sort, collection.sorts);
  const matching = [...rows].filter(compileFilter(query.filter, collection)).sort(order);
  return {
    rows: matching.slice(page.offset, page.offset + page.limit),
    meta: pageMeta(page, matching.length),
    links: pageLinks(page, matching.length, { address, query }, collection.links),
  };
}

/** The newest first unless told otherwise; equals in the order of their ids. */
function compileSort<Row extends Identified>(
  sort: string | undefined,
  sorts: Collection<Row>['sorts'],
): (one: Row, other: Row) => number {
  const [, minus, field = ''] = /^(-?)(\w+)$/.exec(sort ?? '-created_at') ?? [];
  const keyOf = Object.hasOwn(sorts, field) ? sorts[field] : undefined;
  if (keyOf === undefined) throw refuse(400, `sort [${sort}] is not supported`);
  const sign = minus === '-' ? -1 : 1;
  return (one, other) => sign * compare(keyOf(one), keyOf(other)) || compare(one.id, other.id);
}

function compare(one: string | number, other: string | number): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
