import type { Instant } from './calendar.ts';
import { leadingInteger, type FilterValue } from './parameters.ts';
import type { Readings } from './readings.ts';
import { missingParameters, serverError } from './refusal.ts';
import type { Filter, Filters } from './resource.ts';
import { fold } from './searching.ts';
import type { World } from './world.ts';

/** Anything but `false` is true to a filter. */
export const isOn = (value: FilterValue): boolean => value !== false;

/** Restricts when true; when false it does not. */
export function onlyIf<Row>(test: (row: Row, world: World) => boolean): Filter<Row> {
  return {
    test:
      (value, { world }) =>
      (row) =>
        !isOn(value) || test(row, world),
  };
}

/** Restricts both ways. */
export function whether<Row>(test: (row: Row, world: World) => boolean): Filter<Row> {
  return {
    test:
      (value, { world }) =>
      (row) =>
        test(row, world) === isOn(value),
  };
}

/** Holds unless the request says otherwise. */
export function onlyByDefault<Row>(
  { defaultsSetToFalse }: Readings,
  test: (row: Row) => boolean,
): Filter<Row> {
  const filter = defaultsSetToFalse === 'opposite' ? whether(test) : onlyIf(test);
  return { ...filter, default: true };
}

export function contains<Row>(text: (row: Row, world: World) => string): Filter<Row> {
  return {
    test: (value, { world }) => {
      const wanted = fold(plain(value));
      return (row) => fold(text(row, world)).includes(wanted);
    },
  };
}

/** By one id. */
export function byId<Row>(id: (row: Row, world: World) => number | null): Filter<Row> {
  return {
    test: (value, { world }) => {
      const wanted = leadingInteger(plain(value));
      return (row) => id(row, world) === wanted;
    },
  };
}

/** A comma list of ids, documented as a string; `negated` leaves those out. */
export function byIds<Row>(
  id: (row: Row, world: World) => number | null | undefined,
  negated = false,
): Filter<Row> {
  return {
    test: (value, { world }) => {
      const wanted = new Set(commaIds(value));
      return (row) => wanted.has(id(row, world) ?? 0) !== negated;
    },
  };
}

/** Documented as an array: whether a comma list is understood is a matter of reading. */
export function byArray<Row>(id: (row: Row) => number, negated = false): Filter<Row> {
  return {
    test: (value, { readings }) => {
      const wanted = new Set(arrayIds(value, readings));
      return (row) => wanted.has(id(row)) !== negated;
    },
  };
}

interface Timed {
  readonly created_at: Instant;
  readonly updated_at: Instant;
}

export function timestampFilters<Row extends Timed>(): Filters<Row> {
  return {
    created_after: byTime((row, bound) => row.created_at > bound),
    created_before: byTime((row, bound) => row.created_at < bound),
    updated_after: byTime((row, bound) => row.updated_at > bound),
    updated_before: byTime((row, bound) => row.updated_at < bound),
  };
}

export function commaIds(value: FilterValue): number[] {
  const parts = typeof value === 'object' ? value : plain(value).split(',');
  return parts.map(leadingInteger);
}

export function plain(value: FilterValue): string {
  return typeof value === 'object' ? (value.at(-1) ?? '') : String(value);
}

/** `{"ids":[…],"<id>":[level,…],"operation":"and"|"or"}`, an `and` unless it says otherwise. */
export function skillQuery(value: FilterValue) {
  try {
    const query: unknown = JSON.parse(plain(value));
    if (typeof query !== 'object' || query === null) throw missingParameters();
    const parts = new Map<string, unknown>(Object.entries(query));
    const ids = numbers(parts.get('ids'));
    return {
      skills: ids.map((id) => ({ id, levels: numbers(parts.get(String(id))) })),
      any: parts.get('operation') === 'or',
    };
  } catch {
    throw missingParameters();
  }
}

function numbers(value: unknown): number[] {
  return Array.isArray(value) ? value.map(Number) : [];
}

function arrayIds(value: FilterValue, { arrayFilters }: Readings): number[] {
  if (typeof value === 'object') return value.map(leadingInteger);
  return arrayFilters === 'split' ? commaIds(value) : [leadingInteger(plain(value))];
}

function byTime<Row>(test: (row: Row, bound: Instant) => boolean): Filter<Row> {
  return {
    test: (value) => {
      const boundMs = Date.parse(plain(value));
      // An unencoded plus arrives as a space; what is left is no date-time to the database.
      if (Number.isNaN(boundMs)) throw serverError();
      return (row) => test(row, boundMs / 1000);
    },
  };
}
