import type { Answer } from '../../answer.ts';
import type { Call } from '../call.ts';
import { list } from '../collection.ts';
import {
  memberCollection,
  unassignedCollection,
  type MemberFilterOptions,
} from '../collections.ts';
import { listed, single } from '../envelope.ts';
import { find } from '../find.ts';
import { refuse } from '../refusal.ts';
import type { Route } from '../route.ts';
import { memberRow } from '../rows.ts';
import { membershipsOfAccount, type Store } from '../store.ts';
import { attributesOf, mergeFlow } from '../written.ts';
import { MEMBER, MEMBERS, MEMBERSHIPS_OF_ACCOUNT } from './paths.ts';

export function memberRoutes(store: Store, options: MemberFilterOptions): Route[] {
  const collection = memberCollection(options);
  const listMembers = (call: Call): Answer =>
    listed(list(call.visible.members.values(), call, collection), memberRow, selfBelow(call));

  /** A member is the shadow of a login: only its Flow fields can be written here. */
  const updateMember = (call: Call): Answer => {
    const member = find.member(call);
    const attributes = attributesOf(call.request.body);
    if (attributes.type !== 'account_member') {
      throw refuse(400, "Validation failed: field 'Type' on the 'account-member-type' tag.");
    }
    const flow = mergeFlow(member.flow, attributes);
    const updated = { ...member, flow, updatedAtMs: Date.now() };
    store.members.set(member.id, updated);
    return single(200, memberRow(updated), call.address);
  };

  return [
    { method: 'GET', path: MEMBERS, access: 'reader', handle: listMembers },
    { method: 'GET', path: MEMBER, access: 'reader', handle: getMember },
    { method: 'PUT', path: MEMBER, access: 'administrator', handle: updateMember },
    {
      method: 'GET',
      path: `${MEMBERSHIPS_OF_ACCOUNT}/unassigned-account-members`,
      access: 'reader',
      handle: listUnassigned,
    },
  ];
}

function getMember(call: Call): Answer {
  return single(200, memberRow(find.member(call)), call.address);
}

function listUnassigned(call: Call): Answer {
  const account = find.account(call);
  const assigned = new Set(membershipsOfAccount(call.visible, account.id).map((m) => m.memberId));
  const others = [...call.visible.members.values()].filter(({ id }) => !assigned.has(id));
  return listed(list(others, call, unassignedCollection), memberRow, selfBelow(call));
}

function selfBelow({ origin }: Call): (row: { readonly id: string }) => string {
  return ({ id }) => `${origin}${MEMBERS}/${id}`;
}
