/**
 * Whether people are members of an account already. A single person is looked up with a filter; several, in the
 * same tick, are looked up on the account's list where that takes fewer calls.
 */
import { setImmediate } from 'node:timers/promises';
import { wantNothing } from '../../domain/want.ts';
import type { Call, Page, Source } from '../source.ts';
import { maxPageSize } from './collections.ts';

interface Lookup {
  readonly memberIds: Set<string>;
  /** Those that are members. */
  readonly found: Promise<ReadonlySet<string>>;
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
    return (await lookup.found).has(memberId);
  }

  function begin(accountId: string, ofOperation: Map<string, Lookup>, call: Call): Lookup {
    const memberIds = new Set<string>();
    const found = setImmediate().then(() => {
      ofOperation.delete(accountId);
      return membersAmong(accountId, memberIds, call);
    });
    const lookup = { memberIds, found };
    ofOperation.set(accountId, lookup);
    return lookup;
  }

  async function membersAmong(accountId: string, memberIds: ReadonlySet<string>, call: Call) {
    if (memberIds.size === 1) return singly(accountId, memberIds, call);
    const first = await pageOf(accountId, 0, call);
    const known = membersOn([first]);
    const missing = memberIds.difference(known);
    const pages = first.ended ? 0 : Math.ceil(first.total / maxPageSize) - 1;
    if (missing.size <= pages) return known.union(await singly(accountId, missing, call));
    const others = Array.from({ length: pages }, (_, index) =>
      pageOf(accountId, (index + 1) * maxPageSize, call),
    );
    return membersOn([first, ...(await Promise.all(others))]);
  }

  async function singly(accountId: string, memberIds: ReadonlySet<string>, call: Call) {
    const rows = [...memberIds].map((accountMemberId) =>
      list(
        { type, filter: { accountId, accountMemberId } },
        { offset: 0, limit: 1 },
        wantNothing,
        call,
      ),
    );
    return membersOn(await Promise.all(rows));
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
