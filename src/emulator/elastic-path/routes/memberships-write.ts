import { emptyAnswer, type Answer } from '../../answer.ts';
import type { Call } from '../call.ts';
import { single } from '../envelope.ts';
import { find } from '../find.ts';
import { refuse, type Refusal } from '../refusal.ts';
import type { Route } from '../route.ts';
import { membershipRow } from '../rows.ts';
import {
  membershipsOfAccount,
  membershipsOfMember,
  type FlowFields,
  type Store,
} from '../store.ts';
import { attributesOf, mergeFlow } from '../written.ts';
import { MEMBERSHIP, MEMBERSHIPS_OF_ACCOUNT } from './paths.ts';

const MAX_MEMBERSHIPS_PER_ACCOUNT = 1000;

/** Fields of the Flow that every new membership has. */
const unsetFlow: FlowFields = { buyer_role: null, spend_limit: null };

export interface MembershipWriteOptions {
  /** How many accounts one member may belong to. */
  readonly membershipLimit: number;
  readonly newId: () => string;
}

export function membershipWriteRoutes(store: Store, options: MembershipWriteOptions): Route[] {
  const create = (call: Call): Answer => {
    const account = find.account(call);
    const attributes = attributesOf(call.request.body);
    if (attributes.type !== 'account_membership') throw refuseType(422);
    const memberId = attributes.account_member_id;
    if (typeof memberId !== 'string') {
      throw refuse(422, "Validation failed: field 'AccountMemberID' on the 'required' tag.");
    }
    if (!store.members.has(memberId)) throw refuse(404, 'not found');
    refuseSurplus(store, account.id, memberId, options.membershipLimit);
    const now = Date.now();
    const membership = {
      id: options.newId(),
      accountId: account.id,
      memberId,
      flow: mergeFlow(unsetFlow, attributes),
      createdAtMs: now,
      updatedAtMs: now,
    };
    store.memberships.set(membership.id, membership);
    return single(201, membershipRow(membership), `${call.address}/${membership.id}`);
  };

  /** Account and member are fixed: only Flow fields change, yet the member must be named. */
  const update = (call: Call): Answer => {
    const membership = find.membership(call);
    const attributes = attributesOf(call.request.body);
    if (attributes.type !== 'account_membership') throw refuseType(400);
    if (attributes.account_member_id !== membership.memberId) {
      throw refuse(400, 'the account member did not match');
    }
    const flow = mergeFlow(membership.flow, attributes);
    const updated = { ...membership, flow, updatedAtMs: Date.now() };
    store.memberships.set(membership.id, updated);
    return single(200, membershipRow(updated), call.address);
  };

  const remove = (call: Call): Answer => {
    store.memberships.delete(find.membership(call).id);
    return emptyAnswer(204);
  };

  return [
    { method: 'POST', path: MEMBERSHIPS_OF_ACCOUNT, access: 'administrator', handle: create },
    { method: 'PUT', path: MEMBERSHIP, access: 'administrator', handle: update },
    { method: 'DELETE', path: MEMBERSHIP, access: 'administrator', handle: remove },
  ];
}

function refuseSurplus(store: Store, accountId: string, memberId: string, limit: number): void {
  const ofAccount = membershipsOfAccount(store, accountId);
  if (ofAccount.some((row) => row.memberId === memberId)) {
    throw refuse(
      409,
      'account membership with the given account id and account member id already exists',
    );
  }
  if (ofAccount.length >= MAX_MEMBERSHIPS_PER_ACCOUNT) throw refuseNumber('account');
  if (membershipsOfMember(store, memberId).length >= limit) throw refuseNumber('account member');
}

function refuseNumber(owner: 'account' | 'account member'): Refusal {
  const detail = `the number of account memberships with a particular ${owner} exceeds the limit`;
  return refuse(400, detail);
}

function refuseType(status: 400 | 422): Refusal {
  return refuse(status, "Validation failed: field 'Type' on the 'account-membership-type' tag.");
}
