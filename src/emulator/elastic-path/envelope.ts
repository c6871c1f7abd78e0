import { jsonAnswer, type Answer } from '../answer.ts';
import type { Listing } from './collection.ts';
import type { Row } from './rows.ts';

/** By plural type, as documented, or in one array as JSON:API has it. */
export type IncludedShape = 'keyed' | 'flat';

/** What rode along, of one kind. */
export interface Included {
  readonly plural: 'account_members' | 'accounts';
  readonly rows: readonly Row[];
}

/** A single resource: its address stands beside the data. */
export function single(status: 200 | 201, row: Row, self: string, included: Row = {}): Answer {
  return jsonAnswer(status, { data: row, links: { self }, ...included });
}

/** A page of resources: each carries its own address. */
export function listed<T extends { readonly id: string }>(
  listing: Listing<T>,
  toRow: (item: T) => Row,
  selfOf: (item: T) => string,
  included: Row = {},
): Answer {
  const data = listing.rows.map((item) => ({ ...toRow(item), links: { self: selfOf(item) } }));
  return jsonAnswer(200, { data, meta: listing.meta, links: listing.links, ...included });
}

/** Missing, without any error, when nothing relates. */
export function includedPart({ plural, rows }: Included, shape: IncludedShape): Row {
  if (rows.length === 0) return {};
  return { included: shape === 'flat' ? rows : { [plural]: rows } };
}
