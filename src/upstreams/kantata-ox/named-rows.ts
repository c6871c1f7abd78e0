/**
 * Lists that name their rows: `only` brings all of them at once. More than one call takes are requested in
 * parts, each of which comes in the order of the list.
 */
import { isQueryOf, type Query } from '../../domain/query.ts';
import { isRecordOf, type Rec } from '../../domain/record.ts';
import { chunksOf } from '../chunks.ts';
import { keysPerCall } from './collections.ts';
import type { Envelope } from './envelope.ts';

/** The same list in parts, each no more than one call takes; `null` for a list that names no rows. */
export function namedParts(query: Query): readonly Query[] | null {
  if (!isQueryOf(query, 'User') || !Array.isArray(query.filter.ids)) return null;
  return chunksOf(query.filter.ids, keysPerCall).map((ids) => ({
    ...query,
    filter: { ...query.filter, ids },
  }));
}

export function inListOrder({ order }: Query, parts: readonly Envelope[]): Envelope {
  const [first, ...rest] = parts;
  if (first !== undefined && rest.length === 0) return first;
  const sign = order?.direction === 'DESC' ? -1 : 1;
  const records = parts
    .flatMap((part) => part.records)
    .sort(
      (one, other) =>
        sign * names.compare(nameOf(one), nameOf(other)) || numbers.compare(one.key, other.key),
    );
  const { length } = records;
  return {
    records,
    places: [...records.keys()],
    carried: parts.flatMap(({ carried }) => carried),
    sent: length,
    count: length,
  };
}

/** As close as possible to the upstream's order: without regard to case and accents, ties by id. */
const names = new Intl.Collator('en', { sensitivity: 'base' });
const numbers = new Intl.Collator('en', { numeric: true });

function nameOf(record: Rec): string {
  return isRecordOf(record, 'User') ? (record.fullName ?? '') : '';
}
