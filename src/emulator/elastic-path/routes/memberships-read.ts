import type { Answer } from '../../answer.ts';
import type { Call } from '../call.ts';
import { list } from '../collection.ts';
import { membershipsOfAccountCollection, membershipsOfMemberCollection } from '../collections.ts';
import { includedPart, listed, single, type IncludedShape } from '../envelope.ts';
import { find } from '../find.ts';
import type { PagingReading } from '../paging.ts';
import type { Route } from '../route.ts';
import {
  includedAccount,
  includedMember,
  membershipRow,
  membershipRowOfAccount,
  membershipRowOfMember,
  type Row,
} from '../rows.ts';
import { membershipsOfAccount, membershipsOfMember, type AccountMembership } from '../store.ts';
import { MEMBERSHIP, MEMBERSHIPS_OF_ACCOUNT, MEMBERSHIPS_OF_MEMBER } from './paths.ts';

export interface MembershipReadOptions {
  readonly includedShape: IncludedShape;
  /** How both lists are paged. */
  readonly membershipPaging: PagingReading;
}

export function membershipReadRoutes(options: MembershipReadOptions): Route[] {
  const { includedShape: shape, membershipPaging: paging } = options;

  const listOfAccount = (call: Call): Answer => {
    const rows = membershipsOfAccount(call.visible, find.account(call).id);
    const listing = list(rows, call, { ...membershipsOfAccountCollection, paging });
    const included = includeMembers(call, listing.rows, shape);
    return listed(listing, membershipRowOfAccount, selfOf(call), included);
  };

  const listOfMember = (call: Call): Answer => {
    const rows = membershipsOfMember(call.visible, find.member(call).id);
    const listing = list(rows, call, { ...membershipsOfMemberCollection, paging });
    const included = includeAccounts(call, listing.rows, shape);
    return listed(listing, membershipRowOfMember, selfOf(call), included);
  };

  const get = (call: Call): Answer => {
    const membership = find.membership(call);
    const included = includeMembers(call, [membership], shape);
    return single(200, membershipRow(membership), call.address, included);
  };

  return [
    { method: 'GET', path: MEMBERSHIPS_OF_ACCOUNT, access: 'reader', handle: listOfAccount },
    { method: 'GET', path: MEMBERSHIPS_OF_MEMBER, access: 'reader', handle: listOfMember },
    { method: 'GET', path: MEMBERSHIP, access: 'reader', handle: get },
  ];
}

function selfOf({ origin }: Call): (membership: AccountMembership) => string {
  return ({ id, accountId }) => `${origin}/v2/accounts/${accountId}/account-memberships/${id}`;
}

function includeMembers(
  call: Call,
  memberships: readonly AccountMembership[],
  shape: IncludedShape,
): Row {
  if (!asksFor(call, 'account_member')) return {};
  const members = related(memberships, ({ memberId }) => memberId, call.visible.members);
  return includedPart({ plural: 'account_members', rows: members.map(includedMember) }, shape);
}

function includeAccounts(
  call: Call,
  memberships: readonly AccountMembership[],
  shape: IncludedShape,
): Row {
  if (!asksFor(call, 'account')) return {};
  const accounts = related(memberships, ({ accountId }) => accountId, call.visible.accounts);
  return includedPart({ plural: 'accounts', rows: accounts.map(includedAccount) }, shape);
}

/** The plural, which the documents do not name, is understood; what is unknown is passed over. */
function asksFor({ request }: Call, kind: string): boolean {
  const kinds = request.query.include?.split(',') ?? [];
  return kinds.includes(kind) || kinds.includes(`${kind}s`);
}

/** Each related record once, in the order of the ids rather than of the memberships. */
function related<T>(
  memberships: readonly AccountMembership[],
  idOf: (membership: AccountMembership) => string,
  records: ReadonlyMap<string, T>,
): T[] {
  const ids = [...new Set(memberships.map(idOf))].sort();
  return ids.map((id) => records.get(id)).filter((record) => record !== undefined);
}
