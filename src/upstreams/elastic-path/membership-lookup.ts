/**
 * Whether people are members of an account already. A single person is looked up with a filter; several, in the
 * same tick, are looked up on the account's list where that takes fewer calls.
 */
import { setImmediate } from 'node:timers/promises';
import { wantNothing } from '../../domain/want.ts';
import type { Call, Page, Source } from '../source.ts';
import { maxPageSize } from './collections.ts';

type Tell = (memberId: string) => boolean | Promise<boolean>;

interface Lookup {
  readonly memberIds: Set<string>;
  /** Tells of each of them whether they are a member. */
  readonly tell: Promise<Tell>;
}

export function createMembershipLookup(list: Source['list']) {
  /** Of one operation, by account. */
  const lookups = new WeakMap<AbortSignal, Map<string, Lookup>>();

  /** @throws Fault NOT_FOUND where there is no such account */
  async function isMember(accountId: string, memberId: string, call: Call): Promise<boolean> {
    const ofOperation = lookups.get(call.signal) ?? new Map<string, Lookup>();
    lookups.set(call.signal, ofOperation);
    const lookup = ofOperation.get(accountId) ?? begin(accountId, ofOperation, call);
    lookup.memberIds.add(memberId);
    const tell = await lookup.tell;
    return tell(memberId);
  }

  function begin(accountId: string, ofOperation: Map<string, Lookup>, call: Call): Lookup {
    const memberIds = new Set<string>();
    const tell = setImmediate().then(() => {
      ofOperation.delete(accountId);
      return lookUp(accountId, memberIds, call);
    });
    const lookup = { memberIds, tell };
    ofOperation.set(accountId, lookup);
    return lookup;
  }

  /** Where people are looked up singly, what fails for one of them says nothing about the others. */
  async function lookUp(
    accountId: string,
    memberIds: ReadonlySet<string>,
    call: Call,
  ): Promise<Tell> {
    const singly = (memberId: string) => isListed(accountId, memberId, call);
    if (memberIds.size === 1) return singly;
    const first = await pageOf(accountId, 0, call);
    const known = membersOn([first]);
    const missing = memberIds.difference(known);
    const pages = first.ended ? 0 : Math.ceil(first.total / maxPageSize) - 1;
    if (missing.size <= pages) return (memberId) => known.has(memberId) || singly(memberId);
    const others = Array.from({ length: pages }, (_, index) =>
      pageOf(accountId, (index + 1) * maxPageSize, call),
    );
    const members = membersOn([first, ...(await Promise.all(others))]);
    return (memberId) => members.has(memberId);
  }

  async function isListed(accountId: string, accountMemberId: string, call: Call) {
    const filter = { accountId, accountMemberId };
    const page = await list({ type, filter }, { offset: 0, limit: 1 }, wantNothing, call);
    return membersOn([page]).has(accountMemberId);
  }

  function pageOf(accountId: string, offset: number, call: Call): Promise<Page> {
    const filter = { accountId, accountMemberId: null };
    return list({ type, filter }, { offset, limit: maxPageSize }, wantNothing, call);
  }

  return isMember;
}

const type = 'CommerceAccountMembership';

function membersOn(pages: readonly Page[]): ReadonlySet<string> {
  const members = pages.flatMap(({ records }) => records.map(({ links }) => links.accountMember));
  return new Set(members.filter((member) => typeof member === 'string'));
}
