/** The envelope around the rows: what was asked for, what was sent along, how many there are. */
import { Fault } from '../../domain/fault.ts';
import type { Rec } from '../../domain/record.ts';
import type { Want } from '../../domain/want.ts';
import { associations, type ElasticPathType } from './associations.ts';
import { collections, types } from './collections.ts';
import { isRow, recordOf, type Origin, type Row } from './wire.ts';

export interface Envelope {
  readonly records: readonly Rec[];
  readonly carried: readonly Rec[];
  /** All matches of the query, not only the rows that were sent; `null` when it does not say. */
  readonly total: number | null;
}

type Known = Omit<Origin, 'primary'>;

/** @throws Fault UPSTREAM_MALFORMED when the rows are missing or one does not say which it is */
export function readPage(type: ElasticPathType, body: unknown, want: Want, known: Known): Envelope {
  const data = isRow(body) ? body.data : undefined;
  if (!Array.isArray(data)) throw malformed();
  return envelopeOf(type, data, body, want, known);
}

/** @throws Fault UPSTREAM_MALFORMED when the row is missing or does not say which it is */
export function readOne(type: ElasticPathType, body: unknown, want: Want, known: Known): Envelope {
  return envelopeOf(type, [isRow(body) ? body.data : undefined], body, want, known);
}

function envelopeOf(
  type: ElasticPathType,
  rows: readonly unknown[],
  body: unknown,
  want: Want,
  known: Known,
): Envelope {
  const included = includedRows(isRow(body) ? body.included : undefined);
  const arrived = arrivedAssociations(type, included, want);
  return {
    records: rows.map((row) => {
      const record = isRow(row) ? recordOf(type, row, { ...known, primary: true }, arrived) : null;
      if (record === null) throw malformed();
      return record;
    }),
    carried: carriedRecords(included),
    total: isRow(body) ? totalOf(body) : null,
  };
}

type IncludedRows = ReadonlyMap<ElasticPathType, readonly Row[]>;

/** By plural type, as documented, or all in one array, as JSON:API has it. */
function includedRows(included: unknown): IncludedRows {
  return new Map(
    types
      .map((type) => [type, rowsOfType(type, included)] as const)
      .filter((entry): entry is readonly [ElasticPathType, readonly Row[]] => entry[1] !== null),
  );
}

function rowsOfType(type: ElasticPathType, included: unknown): readonly Row[] | null {
  const { singular, plural } = collections[type];
  if (Array.isArray(included)) {
    const rows = included.filter(isRow).filter((row) => row.type === singular);
    return rows.length === 0 ? null : rows;
  }
  const rows = isRow(included) && Object.hasOwn(included, plural) ? included[plural] : null;
  return Array.isArray(rows) ? rows.filter(isRow) : null;
}

/** Only where rows came does a missing one mean that there is none. */
function arrivedAssociations(
  type: ElasticPathType,
  included: IncludedRows,
  want: Want,
): ReadonlySet<string> {
  return new Set(
    associations[type]
      .filter(({ field, to }) => want.associations.has(field) && included.has(to))
      .map(({ field }) => field),
  );
}

function carriedRecords(included: IncludedRows): readonly Rec[] {
  return [...included]
    .flatMap(([type, rows]) => rows.map((row) => recordOf(type, row, { primary: false })))
    .filter((record) => record !== null);
}

function totalOf(body: Row): number | null {
  const meta = isRow(body.meta) ? body.meta : {};
  const total = isRow(meta.results) ? meta.results.total : undefined;
  return typeof total === 'number' && Number.isInteger(total) && total >= 0 ? total : null;
}

function malformed(): Fault {
  return new Fault('UPSTREAM_MALFORMED', 'Elastic Path sent an answer with parts missing.', {
    source: 'ELASTIC_PATH',
    upstreamStatus: 200,
  });
}
