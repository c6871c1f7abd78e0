import { isAdministrator, type Context } from './caller.ts';
import { leadingInteger } from './parameters.ts';
import { forbidden, notFound, serverError } from './refusal.ts';
import type { Association, JsonObject, Resource } from './resource.ts';
import { searchHits } from './searching.ts';
import { parseOrder, sorter, type Order } from './sorting.ts';
import { metaOf, windowOf } from './window.ts';

export type Envelope = JsonObject;

/** What the rest of the API needs to know of a resource, whatever its rows are. */
export interface Collection {
  readonly key: string;
  list(context: Context): Envelope;
  show(id: string, context: Context): Envelope;
  /** The answer to a write, about the rows written: default filters are off, others hold. */
  presentWritten(ids: readonly number[], context: Context): Envelope;
  /** As an object beside another: its default fields and column ids, whoever may list it. */
  include(id: number, context: Context): JsonObject | undefined;
}

export type Collections = ReadonlyMap<string, Collection>;

export function collection<Row extends { readonly id: number }>(
  resource: Resource<Row>,
  others: () => Collections,
): Collection {
  const sorted = sorter(resource);

  return {
    key: resource.key,

    list: (context) => envelope(resource, select(context, { defaults: true }), context, others()),

    show: (idText, context) => {
      const row = resource.rows(context.world).get(leadingInteger(idText));
      const seen = row !== undefined && (resource.visible?.(row, context) ?? true);
      if (!seen) throw notFound();
      if (context.readings.show === 'found') {
        const scope = new Set([row.id]);
        return envelope(resource, select(context, { scope, unpaged: true }), context, others());
      }
      const found = select(context, { scope: new Set([row.id]), defaults: true });
      if (found.rows.length === 0) throw notFound();
      return envelope(resource, found, context, others());
    },

    presentWritten: (ids, context) => {
      const scope = new Set(ids);
      const found = select(context, { scope, unpaged: ids.length === 1 });
      return envelope(resource, found, context, others());
    },

    include: (id, context) => {
      const row = resource.rows(context.world).get(id);
      return row === undefined
        ? undefined
        : present(resource, row, NOTHING_ASKED, context, others());
    },
  };

  /** scope → search, or only, or neither → filters → order → page. */
  function select(context: Context, how: Selection): Selected<Row> {
    const { parameters, readings } = context;
    const inScope = (row: Row): boolean =>
      (how.scope?.has(row.id) ?? true) && (resource.visible?.(row, context) ?? true);
    const window = windowOf(context);
    const defaults = defaultsApply(context, how.defaults ?? false);
    const passes = filtering(resource, context, defaults, () => true);

    if (resource.search !== undefined && parameters.has('search')) {
      const known = resource.search.combinesWith;
      const order = askedOrder(context);
      const hits = searchHits(resource, resource.search, context);
      if (readings.searchStrategy === 'filterAndSearch') {
        const relevant = order === undefined ? hits : inOrderOf(sorted(context.world, order), hits);
        const all = relevant.filter((row) => inScope(row) && passes(row));
        return { rows: all.slice(window.offset, window.offset + window.size), count: all.length };
      }
      // The backend pages and counts what it knows; what cannot be shown falls out afterwards.
      const backend = filtering(resource, context, defaults, (name) => known.includes(name));
      const stale = Array.from({ length: readings.staleSearchHits }, () => undefined);
      const all = [...stale, ...hits.filter(backend)];
      const page = all.slice(window.offset, window.offset + window.size);
      const rows = page.filter((row) => row !== undefined).filter(inScope);
      return { rows, count: all.length };
    }

    const order = askedOrder(context) ?? parseOrder(resource.defaultOrder, resource.orders ?? {});
    const only = how.unpaged === true ? undefined : onlyIds(context);
    const all = sorted(context.world, order).filter(
      (row) => inScope(row) && (only?.has(row.id) ?? true) && passes(row),
    );
    if (only !== undefined || how.unpaged === true) return { rows: all, count: all.length };
    return { rows: all.slice(window.offset, window.offset + window.size), count: all.length };
  }

  function askedOrder({ parameters }: Context): Order | undefined {
    return parseOrder(parameters.text('order'), resource.orders ?? {});
  }
}

interface Selection {
  /** Only these rows, whatever else is asked. */
  readonly scope?: ReadonlySet<number>;
  readonly defaults?: boolean;
  readonly unpaged?: boolean;
}

interface Selected<Row> {
  readonly rows: readonly Row[];
  readonly count: number;
}

/** What is shown of a primary row beyond its fields. */
interface Asked {
  readonly includes: ReadonlySet<string>;
  readonly optionalFields: readonly string[];
}

const NOTHING_ASKED: Asked = { includes: new Set(), optionalFields: [] };

function defaultsApply({ parameters, readings }: Context, otherwise: boolean): boolean {
  if (!readings.honoursApplyDefaultFilters || !parameters.has('apply_default_filters')) {
    return otherwise;
  }
  return ['true', 'TRUE', '1'].includes(parameters.text('apply_default_filters') ?? '');
}

function filtering<Row extends { readonly id: number }>(
  { filters }: Resource<Row>,
  context: Context,
  defaults: boolean,
  counts: (name: string) => boolean,
): (row: Row) => boolean {
  const tests: ((row: Row) => boolean)[] = [];
  for (const [name, filter] of Object.entries(filters?.(context.readings) ?? {})) {
    if (!counts(name)) continue;
    const given = context.parameters.filter(name);
    const lifted =
      filter.liftedBy !== undefined && context.parameters.filter(filter.liftedBy) !== undefined;
    const value = given ?? (defaults && !lifted ? filter.default : undefined);
    if (value !== undefined) tests.push(filter.test(value, context));
  }
  return (row) => tests.every((test) => test(row));
}

/** Undefined without `only`. A part that is not all digits is dropped, so a space loses an id. */
function onlyIds({ parameters }: Context): ReadonlySet<number> | undefined {
  const list = parameters.list('only');
  if (parameters.isNested('only') || list?.every((item) => item === '') === true)
    throw serverError();
  if (list !== undefined) return new Set();
  const text = parameters.text('only');
  if (text === undefined || text.trim() === '') return undefined;
  return new Set(
    text
      .split(',')
      .filter((part) => /^\d+$/.test(part))
      .map(Number),
  );
}

function inOrderOf<Row>(sortedRows: readonly Row[], hits: readonly Row[]): readonly Row[] {
  const found = new Set(hits);
  return sortedRows.filter((row) => found.has(row));
}

function envelope<Row extends { readonly id: number }>(
  resource: Resource<Row>,
  { rows, count }: Selected<Row>,
  context: Context,
  others: Collections,
): Envelope {
  const asked: Asked = {
    includes: askedIncludes(resource, context),
    // Spaces are forgiven here, though not in `include`.
    optionalFields: context.parameters.names('optional_fields').map((name) => name.trim()),
  };
  const primary: JsonObject = {};
  for (const row of rows) primary[row.id] = present(resource, row, asked, context, others);
  return {
    count,
    results: rows.map((row) => ({ key: resource.key, id: String(row.id) })),
    [resource.key]: primary,
    meta: metaOf(count, windowOf(context)),
    ...includedMaps(resource, rows, primary, asked, context, others),
  };
}

function askedIncludes<Row extends { readonly id: number }>(
  { associations = {} }: Resource<Row>,
  context: Context,
): ReadonlySet<string> {
  if (context.parameters.isNested('include')) throw serverError();
  const { adminOnlyIncludes, silentlyIgnoredIncludes } = context.readings;
  const barred = (name: string): boolean =>
    associations[name]?.administratorsOnly === true && !isAdministrator(context);
  const names = context.parameters
    .names('include')
    .filter((name) => Object.hasOwn(associations, name) && !silentlyIgnoredIncludes.includes(name));
  if (adminOnlyIncludes === 'forbidden' && names.some(barred)) throw forbidden();
  return new Set(adminOnlyIncludes === 'absent' ? names.filter((name) => !barred(name)) : names);
}

function present<Row extends { readonly id: number }>(
  resource: Resource<Row>,
  row: Row,
  asked: Asked,
  context: Context,
  others: Collections,
): JsonObject {
  const shown = resource.fields(row, context);
  for (const name of asked.optionalFields) {
    if (!Object.hasOwn(resource.optionalFields ?? {}, name)) continue;
    const value = resource.optionalFields?.[name]?.(row, context);
    if (value !== undefined) shown[name] = value;
  }
  for (const [name, association] of Object.entries(resource.associations ?? {})) {
    const isColumn = association.isColumn?.(context.readings) ?? false;
    if (!isColumn && !asked.includes.has(name)) continue;
    shown[association.idKey] = shownIds(association, row, isColumn, context, others);
  }
  shown.id = String(row.id);
  return shown;
}

/** A column keeps an id of which the row is gone; a computed association has none then. */
function shownIds<Row>(
  association: Association<Row>,
  row: Row,
  isColumn: boolean,
  context: Context,
  others: Collections,
): JsonObject[string] {
  const ids = reachableIds(association, row, context);
  if (ids === null) return null;
  if (typeof ids !== 'number') return ids.map(String);
  const exists = isColumn || others.get(association.to)?.include(ids, context) !== undefined;
  if (!exists) return null;
  const isInteger = association.isDocumentedInteger === true;
  return isInteger && context.readings.idTypes === 'documented' ? ids : String(ids);
}

function reachableIds<Row>(association: Association<Row>, row: Row, context: Context) {
  if (association.administratorsOnly === true && !isAdministrator(context)) return [];
  return association.ids(row, context);
}

/** One map for each include, even an empty one. A row that is primary too keeps its primary form. */
function includedMaps<Row extends { readonly id: number }>(
  { key, associations = {} }: Resource<Row>,
  rows: readonly Row[],
  primary: JsonObject,
  asked: Asked,
  context: Context,
  others: Collections,
): JsonObject {
  const maps: Record<string, JsonObject> = {};
  for (const name of asked.includes) {
    const association = associations[name];
    if (association === undefined) continue;
    const map = association.to === key ? primary : (maps[association.to] ??= {});
    const target = others.get(association.to);
    const ids = new Set(rows.flatMap((row) => reachableIds(association, row, context) ?? []));
    for (const id of ids) {
      if (Object.hasOwn(map, id)) continue;
      const included = target?.include(id, context);
      if (included !== undefined) map[id] = included;
    }
  }
  return maps;
}
