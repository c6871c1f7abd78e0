/**
 * Memberships by their keys, account by account. The API has no call for several: one is read by itself, more
 * are looked up on the account's list where that takes fewer calls.
 */
import type { Fault } from '../../domain/fault.ts';
import type { Rec } from '../../domain/record.ts';
import type { Want } from '../../domain/want.ts';
import type { Http } from '../http/index.ts';
import type { Answer, Call } from '../source.ts';
import { maxPageSize } from './collections.ts';
import { readOne, type Envelope } from './envelope.ts';
import { gather, joined } from './gathering.ts';
import { listOf } from './lists.ts';
import { membershipPath, readMembershipKey } from './membership-key.ts';
import { includeParameter, withQuery } from './parameters.ts';
import { readWindow, type Stretch } from './window-reading.ts';

export function byAccount(keys: readonly string[]): readonly (readonly string[])[] {
  return [...Map.groupBy(keys, (key) => readMembershipKey(key).accountId).values()];
}

/** @param groups keys, each group of one account */
export async function membershipsByKeys(
  http: Http,
  groups: readonly (readonly string[])[],
  want: Want,
  call: Call,
): Promise<Answer> {
  return joined(
    await Promise.all(
      groups.map((keys) =>
        keys.length === 1 ? singly(http, keys, want, call) : onList(http, keys, want, call),
      ),
    ),
  );
}

function singly(http: Http, keys: readonly string[], want: Want, call: Call) {
  return gather(
    keys.map((key) => ({ keys: [key], read: () => readMembership(http, key, want, call) })),
  );
}

export async function readMembership(
  http: Http,
  key: string,
  want: Want,
  call: Call,
): Promise<Envelope> {
  const { accountId } = readMembershipKey(key);
  const type = 'CommerceAccountMembership';
  const path = withQuery(membershipPath(key), includeParameter(type, want, ['account_member']));
  return readOne(type, await http.read({ method: 'GET', path }, call), { accountId });
}

/**
 * The first page tells how long the list is; what it does not bring comes in whichever way takes fewer calls. A
 * list may lag behind, or change between two pages: a membership that it does not show is read by itself before
 * it counts as missing.
 */
async function onList(http: Http, keys: readonly string[], want: Want, call: Call) {
  const [key = ''] = keys;
  const { accountId } = readMembershipKey(key);
  const totals: number[] = [];
  const page = async (offset: number) => {
    const window = { offset, limit: maxPageSize };
    const rows = await readWindow(http, listFor(accountId), window, want, call);
    totals.push(rows.total ?? rows.records.length);
    return among(keys, rows);
  };
  const first = await gather([{ keys, read: () => page(0) }]);
  const [total] = totals;
  // There is no such account, and so no membership of it.
  if (total === undefined && first.faults.size === 0) return first;
  const further = pagesAfterFirst(total ?? 0);
  const missing = missingFrom(keys, first);
  // No offsets otherwise: a list may claim any number of rows.
  const pages = missing.length > further ? offsetsAfterFirst(further) : [];
  const rest = await gather(pages.map((offset) => ({ keys: missing, read: () => page(offset) })));
  const listed = joined([first, rest]);
  const unseen = missingFrom(keys, listed);
  const alone = await singly(http, unseen, want, call);
  const settled = new Set([...listed.records.map(({ key }) => key), ...unseen]);
  return joined([{ ...listed, faults: except(listed.faults, settled) }, alone]);
}

/** The keys that did not come, for no other reason than that the list may not show all of its rows. */
function missingFrom(keys: readonly string[], { records, faults }: Required<Answer>) {
  const found = new Set(records.map(({ key }) => key));
  const isUnseen = (fault?: Fault) => fault === undefined || fault.code === 'UPSTREAM_MALFORMED';
  return keys.filter((key) => !found.has(key) && isUnseen(faults.get(key)));
}

function listFor(accountId: string) {
  const filter = { accountId, accountMemberId: null };
  return listOf({ type: 'CommerceAccountMembership', filter }, 'eq');
}

function pagesAfterFirst(total: number): number {
  return Math.max(0, Math.ceil(total / maxPageSize) - 1);
}

function offsetsAfterFirst(pages: number): readonly number[] {
  return Array.from({ length: pages }, (_, index) => (index + 1) * maxPageSize);
}

/** Rows that were not asked for are not part of the answer, but are known from now on. */
function among(keys: readonly string[], { records, carried }: Stretch) {
  const isAsked = ({ key }: Rec) => keys.includes(key);
  return {
    records: records.filter(isAsked),
    carried: [...carried, ...records.filter((record) => !isAsked(record))],
  };
}

/** One failed page does not take away what another one brought. */
function except<V>(faults: ReadonlyMap<string, V>, keys: ReadonlySet<string>): Map<string, V> {
  return new Map([...faults].filter(([key]) => !keys.has(key)));
}
