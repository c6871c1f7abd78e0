import type { Context } from './caller.ts';
import type { FilterValue } from './parameters.ts';
import type { Readings } from './readings.ts';
import type { World } from './world.ts';

export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  [name: string]: Json;
}

/** A collection of the API, told as data; `collection.ts` is what all of them have in common. */
export interface Resource<Row extends { readonly id: number }> {
  /** The name of its map in answers, and of its route. */
  readonly key: string;
  readonly rows: (world: World) => ReadonlyMap<number, Row>;
  /** What lists and show ever reach, before any filter. */
  readonly visible?: (row: Row, context: Context) => boolean;
  /** Without ids. A key that the caller may not see is absent, not null. */
  readonly fields: (row: Row, context: Context) => JsonObject;
  /** Only for rows that are asked for, never for included ones; undefined leaves the key out. */
  readonly optionalFields?: Readonly<
    Record<string, (row: Row, context: Context) => Json | undefined>
  >;
  readonly associations?: Readonly<Record<string, Association<Row>>>;
  readonly filters?: (readings: Readings) => Filters<Row>;
  readonly orders?: Readonly<Record<string, (row: Row, world: World) => SortKey>>;
  /** Such as `created_at:desc`; by id without one. */
  readonly defaultOrder?: string;
  /** Where it is absent the parameter `search` is ignored. */
  readonly search?: Search<Row>;
}

export interface Association<Row> {
  /** The map that its objects come in. */
  readonly to: string;
  /** The key that holds the id or ids. */
  readonly idKey: string;
  readonly ids: (row: Row, context: Context) => number | null | readonly number[];
  /** The id is a column of the row, so it is shown without its include. */
  readonly isColumn?: (readings: Readings) => boolean;
  /** Documented as an integer. */
  readonly isDocumentedInteger?: boolean;
  readonly administratorsOnly?: boolean;
}

export type Filters<Row> = Readonly<Record<string, Filter<Row>>>;

export interface Filter<Row> {
  /** What holds when the filter is not given. */
  readonly default?: FilterValue;
  /** Another filter lifts the default as well. */
  readonly liftedBy?: string;
  /**
   * The filter joins another table: how often a row occurs in the join. A page counts distinct rows,
   * but the answer to `only` counts the join.
   */
  readonly occurrences?: (value: FilterValue, context: Context) => (row: Row) => number;
  /** Prepares once, tests every row. */
  readonly test: (value: FilterValue, context: Context) => (row: Row) => boolean;
}

export type SortKey = string | number | null;

export interface Search<Row> {
  readonly text: (row: Row, world: World) => string;
  /** The filters that the search backend knows of; it ignores the others. */
  readonly combinesWith: readonly string[];
}

export const inColumn = (): boolean => true;

/** What the rest of the API needs to know of a resource, whatever its rows are. */
export interface Collection {
  readonly key: string;
  list(context: Context): JsonObject;
  show(id: string, context: Context): JsonObject;
  /** As the answer to a write: default filters are off, any other parameter holds. */
  presentWritten(ids: readonly number[], context: Context): JsonObject;
  /** As an object beside another: its default fields and column ids, whoever may list it. */
  include(id: number, context: Context): JsonObject | undefined;
}

export type Collections = ReadonlyMap<string, Collection>;
