/** Rows are held against the conditions that they tell themselves: which they are, and whose membership. */
import { Fault } from '../../domain/fault.ts';
import type { Query } from '../../domain/query.ts';
import type { Rec } from '../../domain/record.ts';

interface Rows {
  readonly records: readonly Rec[];
}

/**
 * A store may overlook the filter. Dropping rows would not bring the right ones, and who is not among them
 * may be a member all the same. What a row does not tell speaks for it.
 * @throws Fault UPSTREAM_MALFORMED
 */
export function refuseContradictions({ filter }: Query, rows: Rows): void {
  const memberId = 'accountMemberId' in filter ? filter.accountMemberId : null;
  if (memberId && !rows.records.every(mayBelongTo(memberId))) throw unasked();
  if ('ids' in filter && filter.ids) refuseOthers(filter.ids, rows);
}

/** @throws Fault UPSTREAM_MALFORMED where a row is none of those with these keys */
export function refuseOthers(keys: readonly string[], { records }: Rows): void {
  const asked = new Set(keys);
  if (!records.every(({ key }) => asked.has(key))) throw unasked();
}

function mayBelongTo(memberId: string) {
  return ({ links: { accountMember } }: Rec): boolean =>
    typeof accountMember !== 'string' || accountMember === memberId;
}

function unasked(): Fault {
  return new Fault('UPSTREAM_MALFORMED', 'Elastic Path sent rows that were not asked for.', {
    source: 'ELASTIC_PATH',
    upstreamStatus: 200,
  });
}
