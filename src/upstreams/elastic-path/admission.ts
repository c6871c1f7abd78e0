/** Rows are held against the one condition that they tell themselves: whose membership it is. */
import { Fault } from '../../domain/fault.ts';
import type { Query } from '../../domain/query.ts';
import type { Rec } from '../../domain/record.ts';

/**
 * A store may overlook the filter. Dropping rows would not bring the right ones, and who is not among them
 * may be a member all the same. What a row does not tell speaks for it.
 * @throws Fault UPSTREAM_MALFORMED
 */
export function refuseContradictions(
  { filter }: Query,
  { records }: { readonly records: readonly Rec[] },
): void {
  const memberId = 'accountMemberId' in filter ? filter.accountMemberId : null;
  if (!memberId || records.every((record) => mayBelongTo(memberId, record))) return;
  throw new Fault('UPSTREAM_MALFORMED', 'Elastic Path sent rows that were not asked for.', {
    source: 'ELASTIC_PATH',
    upstreamStatus: 200,
  });
}

function mayBelongTo(memberId: string, { links: { accountMember } }: Rec): boolean {
  return typeof accountMember !== 'string' || accountMember === memberId;
}
