import type { Context } from './caller.ts';
import type { FilterValue } from './parameters.ts';
import { serverError } from './refusal.ts';
import type { Filter, Resource, Search } from './resource.ts';
import { searchHits } from './searching.ts';
import { parseOrder, sorter, type Order } from './sorting.ts';
import { windowOf, type Window } from './window.ts';

export interface Selection {
  /** Only these rows, listable or not. */
  readonly among?: ReadonlySet<number>;
  /** Whether default filters hold unless the request says otherwise. */
  readonly defaultFilters?: boolean;
  /** A single object: neither `only` nor paging means anything. */
  readonly unpaged?: boolean;
}

export interface Selected<Row> {
  readonly rows: readonly Row[];
  /** Of all pages. */
  readonly count: number;
}

type Test<Row> = (row: Row) => boolean;

/** Which rows a request is about: in scope → found, or named, or all → filtered → ordered → paged. */
export function selector<Row extends { readonly id: number }>(resource: Resource<Row>) {
  const { search, orders = {} } = resource;
  const sorted = sorter(resource);

  return function select(context: Context, selection: Selection): Selected<Row> {
    const { parameters } = context;
    const inScope = scopeOf(selection, context);
    const filtersOn = defaultsHold(context, selection.defaultFilters ?? false);
    const passes = filtering(context, filtersOn);
    const order = parseOrder(parameters.text('order'), orders);
    const window = windowOf(context);

    // Even a blank search is one, and it beats `only`.
    if (search !== undefined && parameters.has('search')) {
      const hits = searchHits(resource, search, context);
      if (context.readings.searchStrategy === 'filterAndSearch') {
        const relevant = order === undefined ? hits : inOrder(context, order, hits);
        return page(
          window,
          relevant.filter((row) => inScope(row) && passes(row)),
        );
      }
      const known = filtering(context, filtersOn, search);
      return backendPage(context, window, hits.filter(known), inScope);
    }

    const only = selection.unpaged === true ? undefined : onlyIds(context);
    const rows = sorted(context.world, order ?? parseOrder(resource.defaultOrder, orders)).filter(
      (row) => inScope(row) && (only?.has(row.id) ?? true) && passes(row),
    );
    if (only !== undefined) return { rows, count: joinedCount(context, rows) };
    if (selection.unpaged === true) return { rows, count: rows.length };
    const { count, ...paged } = page(window, rows);
    return { ...paged, count: count + context.readings.overcountedRows };
  };

  function scopeOf({ among }: Selection, context: Context): Test<Row> {
    if (among !== undefined) return (row) => among.has(row.id);
    return (row) => resource.visible?.(row, context) ?? true;
  }

  /** All filters that are given or hold by default; of a search, only those its backend knows. */
  function filtering(context: Context, defaultsOn: boolean, within?: Search<Row>): Test<Row> {
    const filters = Object.entries(resource.filters?.(context.readings) ?? {});
    const tests = filters.flatMap(([name, filter]) => {
      if (within !== undefined && !within.combinesWith.includes(name)) return [];
      const value = filterValue(name, filter, context, defaultsOn);
      return value === undefined ? [] : [filter.test(value, context)];
    });
    return (row) => tests.every((test) => test(row));
  }

  /** Only a paged count is distinct. */
  function joinedCount(context: Context, rows: readonly Row[]): number {
    const joins = Object.entries(resource.filters?.(context.readings) ?? {}).flatMap(
      ([name, filter]) => {
        const value = context.parameters.filter(name);
        return value === undefined ? [] : (filter.occurrences?.(value, context) ?? []);
      },
    );
    const occurrences = (row: Row): number => joins.reduce((sum, join) => sum * join(row), 1);
    return rows.reduce((total, row) => total + occurrences(row), 0);
  }

  function inOrder({ world }: Context, order: Order, hits: readonly Row[]): readonly Row[] {
    const found = new Set(hits);
    return sorted(world, order).filter((row) => found.has(row));
  }
}

function filterValue<Row>(
  name: string,
  filter: Filter<Row>,
  { parameters }: Context,
  defaultsOn: boolean,
): FilterValue | undefined {
  const given = parameters.filter(name);
  if (given !== undefined || !defaultsOn) return given;
  const isLifted =
    filter.liftedBy !== undefined && parameters.filter(filter.liftedBy) !== undefined;
  return isLifted ? undefined : filter.default;
}

function defaultsHold({ parameters, readings }: Context, otherwise: boolean): boolean {
  const name = 'apply_default_filters';
  if (!readings.honoursApplyDefaultFilters || !parameters.has(name)) return otherwise;
  return ['true', 'TRUE', '1'].includes(parameters.text(name) ?? '');
}

/** Undefined without `only`. A part that is not all digits is dropped, so a space loses an id. */
function onlyIds({ parameters }: Context): ReadonlySet<number> | undefined {
  const list = parameters.list('only');
  const isBlankList = list?.every((item) => item === '') === true;
  if (parameters.isNested('only') || isBlankList) throw serverError();
  if (list !== undefined) return new Set();
  const text = parameters.text('only');
  if (text === undefined || text.trim() === '') return undefined;
  const digits = text.split(',').filter((part) => /^\d+$/.test(part));
  return new Set(digits.map(Number));
}

function page<Row>({ offset, size }: Window, rows: readonly Row[]): Selected<Row> {
  return { rows: rows.slice(offset, offset + size), count: rows.length };
}

/** The search backend pages and counts what it knows; what cannot be shown falls out afterwards. */
function backendPage<Row>(
  { readings }: Context,
  window: Window,
  hits: readonly Row[],
  canShow: Test<Row>,
): Selected<Row> {
  const stale = Array.from({ length: readings.staleSearchHits }, () => undefined);
  const { rows, count } = page(window, [...stale, ...hits]);
  return { rows: rows.filter((row) => row !== undefined).filter(canShow), count };
}
