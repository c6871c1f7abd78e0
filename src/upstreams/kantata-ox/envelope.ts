/** The envelope around the rows: what was asked for, what was sent along, how many there are. */
import { Fault } from '../../domain/fault.ts';
import { isObjectOrArray, isObject } from '../../domain/json.ts';
import type { Link, Rec } from '../../domain/record.ts';
import type { Want } from '../../domain/want.ts';
import { associations, type KantataType } from './associations.ts';
import { collections, typeOfMap } from './collections.ts';
import { idOf, recordOf, type Row } from './wire.ts';

export interface Envelope {
  readonly records: readonly Rec[];
  /** The position of each record in the answer, from 0. */
  readonly places: readonly number[];
  readonly carried: readonly Rec[];
  /** How many positions of the list the answer fills: a row that stands twice in it fills two. */
  readonly sent: number;
  /** All matches of the query, not only the rows that were sent; `Infinity` when it does not say. */
  readonly count: number;
  /** The most rows that a page of this list holds, where the answer says so. */
  readonly pageSize?: number;
}

const nothing: ReadonlySet<string> = new Set();

/**
 * @param own the ids that were asked for, where the answer also holds rows for others, which are not decoded
 * @throws Fault UPSTREAM_MALFORMED where a part is missing that every answer has
 */
export function readEnvelope(
  type: KantataType,
  body: unknown,
  want: Want,
  own?: ReadonlySet<string>,
): Envelope {
  if (!isObject(body) || !Array.isArray(body.results)) throw partsMissing();
  // Errors in place of rows do not say that there are none.
  if (body.results.length === 0 && tellsErrors(body)) throw partsMissing();
  return readRowsOf(type, body, body.results, want, own);
}

function readRowsOf(
  type: KantataType,
  body: Row,
  results: readonly unknown[],
  want: Want,
  own?: ReadonlySet<string>,
): Envelope {
  const { map } = collections[type];
  const rows = mapOf(body, map);
  const arrived = arrivedAssociations(type, body, want);
  const primary = new Set<string>();
  const records: Rec[] = [];
  const places: number[] = [];
  for (const [place, result] of results.entries()) {
    const id = primaryId(result, map);
    if (id !== null && own?.has(id) === false) continue;
    const row = id === null ? undefined : ownRow(rows, id);
    if (id === null || row === undefined) throw partsMissing();
    // A row that stands twice in an answer is still one row.
    if (primary.has(id)) continue;
    primary.add(id);
    records.push(recordOf(type, id, row, want.fields, arrived));
    places.push(place);
  }
  const meta = isObject(body.meta) ? body.meta : {};
  const pageSize = countOf(meta.page_size);
  return {
    records,
    places,
    carried: carriedRows(body, map, primary, own && linkedKeys(type, records, want)),
    sent: results.length,
    count: countOf(body.count) ?? countOf(meta.count) ?? Infinity,
    ...(pageSize === null ? {} : { pageSize }),
  };
}

/** The same for a write, which has been made whatever its answer looks like: missing rows are left out. */
export function readWritten(type: KantataType, body: unknown, want: Want): Envelope {
  const { map } = collections[type];
  const told = isObject(body) ? body : {};
  const rows = mapOf(told, map);
  const results = Array.isArray(told.results) ? (told.results as unknown[]) : [];
  const shown = results.filter((result) => {
    const id = primaryId(result, map);
    return id !== null && ownRow(rows, id) !== undefined;
  });
  return readRowsOf(type, told, shown, want);
}

/** In any form, and under either name: Kantata's own client looks at both, not at the status. */
export function tellsErrors(body: unknown): boolean {
  return isObject(body) && (isTold(body.errors) || isTold(body.error_message));
}

function isTold(value: unknown): boolean {
  if (typeof value === 'string') return value !== '';
  return isObjectOrArray(value) && Object.keys(value).length > 0;
}

/**
 * Associations whose rows came: only then does a missing row mean that there is none. A map proves that where
 * nothing else can have brought it; otherwise the keys do, unless they stand on every row.
 */
function arrivedAssociations(type: KantataType, body: Row, want: Want): ReadonlySet<string> {
  if (want.associations.size === 0) return nothing;
  const wanted = associations[type].filter(({ field }) => want.associations.has(field));
  const arrived = new Set<string>();
  for (const { field, to, free } of wanted) {
    const isAlone =
      to !== type && wanted.every((other) => other.field === field || other.to !== to);
    if (isObject(body[collections[to].map]) && (isAlone || !free)) arrived.add(field);
  }
  return arrived;
}

/** By type, the keys of the rows that the records link to by an association that was included. */
type LinkedKeys = ReadonlyMap<KantataType, ReadonlySet<string>>;

function linkedKeys(type: KantataType, records: readonly Rec[], want: Want): LinkedKeys {
  const linked = new Map<KantataType, Set<string>>();
  for (const { field, to } of associations[type]) {
    if (!want.associations.has(field)) continue;
    const keys = linked.get(to) ?? new Set();
    linked.set(to, keys);
    for (const { links } of records) {
      for (const key of keysOf(links[field])) keys.add(key);
    }
  }
  return linked;
}

function keysOf(link: Link | undefined): readonly string[] {
  if (typeof link === 'string') return [link];
  return link === null || link === undefined || link instanceof Fault ? [] : link;
}

function carriedRows(
  body: Row,
  primaryMap: string,
  primary: ReadonlySet<string>,
  linked?: LinkedKeys,
): Rec[] {
  const carried: Rec[] = [];
  for (const [name, rows] of Object.entries(body)) {
    const type = typeOfMap.get(name);
    if (type === undefined || !isObject(rows)) continue;
    for (const key of linked === undefined ? Object.keys(rows) : (linked.get(type) ?? nothing)) {
      if (name === primaryMap && primary.has(key)) continue;
      const row = ownRow(rows, key);
      const id = idOf(key);
      if (id !== null && row !== undefined) carried.push(recordOf(type, id, row, nothing, nothing));
    }
  }
  return carried;
}

/** A number, or a text that is one, in the range of GraphQL's Int. */
function countOf(told: unknown): number | null {
  const count = typeof told === 'string' && /^\d+$/.test(told) ? Number(told) : told;
  const isCount = typeof count === 'number' && Number.isInteger(count) && count >= 0;
  return isCount && count < 2 ** 31 ? count : null;
}

function primaryId(result: unknown, map: string): string | null {
  return isObject(result) && result.key === map ? idOf(result.id) : null;
}

function mapOf(body: Row, name: string): Row {
  const map = body[name];
  return isObject(map) ? map : {};
}

function ownRow(rows: Row, id: string): Row | undefined {
  const row = Object.hasOwn(rows, id) ? rows[id] : undefined;
  return isObject(row) ? row : undefined;
}

function partsMissing(): Fault {
  return malformed('Kantata OX sent an answer with parts missing.');
}

/** An answer with a success status that is not as documented. */
export function malformed(message: string): Fault {
  return new Fault('UPSTREAM_MALFORMED', message, {
    source: 'KANTATA_OX',
    upstreamStatus: 200,
  });
}
