/** The envelope around the rows: what was asked for, what was sent along, how many there are. */
import { Fault } from '../../domain/fault.ts';
import { isObject } from '../../domain/json.ts';
import type { Rec } from '../../domain/record.ts';
import type { ElasticPathType } from './associations.ts';
import { collections, types } from './collections.ts';
import { recordOf, type Origin, type Row } from './wire.ts';

export interface Envelope {
  readonly records: readonly Rec[];
  readonly carried: readonly Rec[];
  /** All matches of the query, not only the rows that were sent; `null` when it does not say. */
  readonly total: number | null;
  /** The page that the upstream says it sent, whatever was asked for; `null` where it does not say. */
  readonly offset: number | null;
  readonly limit: number | null;
}

type Known = Omit<Origin, 'primary'>;

/** @throws Fault UPSTREAM_MALFORMED when the rows are missing or one does not say which it is */
export function readPage(type: ElasticPathType, body: unknown, known: Known): Envelope {
  const data = isObject(body) ? body.data : undefined;
  if (!Array.isArray(data)) throw partsMissing();
  // Errors in place of rows do not say that there are none.
  if (data.length === 0 && tellsErrors(body)) throw partsMissing();
  return envelopeOf(type, data, body, known);
}

/** @throws Fault UPSTREAM_MALFORMED when the row is missing or does not say which it is */
export function readOne(type: ElasticPathType, body: unknown, known: Known): Envelope {
  return envelopeOf(type, [isObject(body) ? body.data : undefined], body, known);
}

/** For an answer with a success status. */
export function tellsErrors(body: unknown): boolean {
  return isObject(body) && Array.isArray(body.errors) && body.errors.length > 0;
}

function envelopeOf(
  type: ElasticPathType,
  rows: readonly unknown[],
  body: unknown,
  known: Known,
): Envelope {
  const { included, meta } = isObject(body) ? body : {};
  const { results, page } = isObject(meta) ? meta : {};
  return {
    records: rows.map((row) => {
      const record = isObject(row) ? recordOf(type, row, { ...known, primary: true }) : null;
      if (record === null) throw partsMissing();
      return record;
    }),
    carried: carriedRecords(included),
    total: isObject(results) ? countIn(results.total) : null,
    offset: isObject(page) ? countIn(page.offset) : null,
    limit: isObject(page) ? countIn(page.limit) : null,
  };
}

/** All matches, given that rows are shown from this position on: a count that is too small for them is ignored. */
export function countOf({ total, records }: Envelope, start: number): number | null {
  const isContradicted = total !== null && records.length > 0 && total < start + records.length;
  return isContradicted ? null : total;
}

/** By plural type, as documented, or all in one array, as JSON:API has it. */
function includedRows(type: ElasticPathType, included: unknown): readonly Row[] {
  const { singular, plural } = collections[type];
  if (Array.isArray(included))
    return included.filter(isObject).filter((row) => row.type === singular);
  const rows = isObject(included) && Object.hasOwn(included, plural) ? included[plural] : null;
  return Array.isArray(rows) ? rows.filter(isObject) : [];
}

function carriedRecords(included: unknown): readonly Rec[] {
  return types
    .flatMap((type) =>
      includedRows(type, included).map((row) => recordOf(type, row, { primary: false })),
    )
    .filter((record) => record !== null);
}

/** In the range of GraphQL's Int. */
function countIn(value: unknown): number | null {
  const isCount = typeof value === 'number' && Number.isInteger(value) && value >= 0;
  return isCount && value < 2 ** 31 ? value : null;
}

function partsMissing(): Fault {
  return malformed('Elastic Path sent an answer with parts missing.');
}

/** An answer with a success status that is not as documented. */
export function malformed(message: string): Fault {
  return new Fault('UPSTREAM_MALFORMED', message, {
    source: 'ELASTIC_PATH',
    upstreamStatus: 200,
  });
}
