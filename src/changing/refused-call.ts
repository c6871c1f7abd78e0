/**
 * What became of the rows of a call that was refused because of some of them. The upstream may have created the
 * others or none, and may be wrong about which rows it refused: a row that is there was not.
 */
import type { Change } from '../domain/change.ts';
import { Fault } from '../domain/fault.ts';
import type { Rec } from '../domain/record.ts';
import type { Item } from './bulk.ts';
import type { Refusal } from './outcome.ts';

export interface Row {
  readonly index: number;
  readonly item: Item;
}

/** `OPEN`: a record like it is there, but not known to be new. */
export type Fate = 'MADE' | 'REFUSED' | 'OPEN' | 'MISSING';

export type Named = ReadonlyMap<Row, readonly Refusal[]>;

/** Whether a record is what a change has created. */
export type Match = (record: Rec, change: Change) => boolean;

/** Undefined where the record does not tell when it was created. */
export type Likeness = (record: Rec, change: Change) => boolean | undefined;

/** The rows that the refusal names, each with what it says about them. */
export function namedBy({ objections }: Fault, rows: readonly Row[]): Named {
  const named = new Map<Row, readonly Refusal[]>();
  for (const { index: position, message, field } of objections) {
    const row = position === undefined ? undefined : rows[position];
    if (row === undefined) continue;
    named.set(row, [...(named.get(row) ?? []), { code: 'INVALID', message, field }]);
  }
  return named;
}

/**
 * What a look after the refusal has shown.
 * @param records the newest first
 */
export function sortedOut(
  rows: readonly Row[],
  named: Named,
  records: readonly Rec[],
  likeness: Likeness,
): { readonly fates: ReadonlyMap<Fate, readonly Row[]>; readonly isMade: Match } {
  const isOfOthers = (record: Rec) =>
    rows.every(({ item }) => likeness(record, item.change) === false);
  const others = records.findIndex(isOfOthers);
  // Where a record has no time, the order decides: what this call created is newer than what others created
  // before.
  const latest = new Set(others === -1 ? records : records.slice(0, others));
  const isMade: Match = (record, change) => likeness(record, change) ?? latest.has(record);
  const fates = Map.groupBy(rows, (row): Fate => {
    const { change } = row.item;
    if (records.some((record) => isMade(record, change))) return 'MADE';
    if (named.has(row)) return 'REFUSED';
    return records.some((record) => likeness(record, change) === undefined) ? 'OPEN' : 'MISSING';
  });
  return { fates, isMade };
}

export const refusedAlongside: Refusal = {
  code: 'INVALID',
  message: 'Refused along with other items of the same call, and not made: send it again.',
  field: null,
};

export function unseen(cause: Fault): Fault {
  return new Fault(
    'OUTCOME_UNKNOWN',
    'The call was refused for some of its items, and whether this one was made cannot be seen. ' +
      'Read the list before you repeat it.',
    { source: cause.source, cause },
  );
}
