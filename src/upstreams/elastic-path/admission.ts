/** Checks rows against the conditions that they can confirm themselves: their ids, and whose membership they are. */
import type { Fault } from '../../domain/fault.ts';
import type { Query } from '../../domain/query.ts';
import type { Rec } from '../../domain/record.ts';
import { malformed } from './envelope.ts';

interface Rows {
  readonly records: readonly Rec[];
}

/**
 * A store may ignore the filter. Dropping the wrong rows would not bring the right ones, and somebody who is
 * missing may still be a member. A value that a row does not tell counts as a match.
 * @throws Fault UPSTREAM_MALFORMED
 */
export function refuseContradictions({ filter }: Query, rows: Rows): void {
  const memberId = 'accountMemberId' in filter ? filter.accountMemberId : null;
  if (memberId && !rows.records.every(mayBelongTo(memberId))) throw unasked();
  if ('ids' in filter && filter.ids) refuseOthers(filter.ids, rows);
}

/** @throws Fault UPSTREAM_MALFORMED where a row has none of these keys */
export function refuseOthers(keys: readonly string[], { records }: Rows): void {
  const asked = new Set(keys);
  if (!records.every(({ key }) => asked.has(key))) throw unasked();
}

function mayBelongTo(memberId: string) {
  return ({ links: { accountMember } }: Rec): boolean =>
    typeof accountMember !== 'string' || accountMember === memberId;
}

function unasked(): Fault {
  return malformed('Elastic Path sent rows that were not asked for.');
}
