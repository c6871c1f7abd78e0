/**
 * Checks rows against the filters of their query. A search may ignore filters, so rows that contradict them are
 * dropped; a value that a row does not tell counts as a match. An answer to any other list with such a row is
 * refused.
 */
import type { Fault } from '../../domain/fault.ts';
import {
  isQueryOf,
  searchOf,
  type CreatedUpdated,
  type Filters,
  type Query,
  type SkillCriteria,
} from '../../domain/query.ts';
import { isRecordOf, type Rec } from '../../domain/record.ts';
import { union, wantOf, type Want } from '../../domain/want.ts';
import { malformed, type Envelope } from './envelope.ts';

/** The want, with what rows must tell for the filters to be checked. */
export function checkableWant(query: Query, want: Want): Want {
  if (!isQueryOf(query, 'AccountMembership')) return want;
  const { canLogIn, withSkills } = query.filter;
  const checked = wantOf(
    withSkills && searchOf(query) !== null ? ['skillMemberships'] : [],
    typeof canLogIn === 'boolean' ? ['canLogIn'] : [],
  );
  return union(want, checked);
}

/**
 * Some servers read `can_log_in=false` as `true`, and no document says that all of them know `with_user_ids`,
 * or `only` in a list. Dropping the wrong rows would not bring the right ones.
 * @throws Fault UPSTREAM_MALFORMED
 */
export function refuseContradictions(query: Query, { records }: Envelope): void {
  if (searchOf(query) !== null) return;
  if (!records.every((record) => mayBeAskedFor(query, record))) throw unasked();
}

/**
 * Nor does any document promise that every collection knows `only`. A record may exist although a page of
 * others does not show it.
 * @throws Fault UPSTREAM_MALFORMED where rows came that were not asked for, and one that was asked for is
 * missing
 */
export function refuseOthers(keys: readonly string[], { records }: Envelope): void {
  const asked = new Set(keys);
  const shown = new Set(records.map(({ key }) => key));
  const isAllShown = keys.every((key) => shown.has(key));
  if (!isAllShown && !shown.isSubsetOf(asked)) throw unasked();
}

function unasked(): Fault {
  return malformed('Kantata OX sent rows that were not asked for.');
}

function mayBeAskedFor(query: Query, record: Rec): boolean {
  if (isQueryOf(query, 'User')) return query.filter.ids?.includes(record.key) ?? true;
  if (!isQueryOf(query, 'AccountMembership')) return true;
  const { filter } = query;
  return (
    isRecordOf(record, 'AccountMembership') &&
    isOneOf(filter, record) &&
    mayLogInAsAsked(filter, record)
  );
}

export function admitted(query: Query, { records, carried }: Envelope): readonly Rec[] {
  if (isQueryOf(query, 'AccountMembership')) {
    const { filter } = query;
    const held = new Map(
      carried
        .filter((record) => isRecordOf(record, 'SkillMembership'))
        .map((record) => [record.key, record]),
    );
    return records.filter(
      (record) => isRecordOf(record, 'AccountMembership') && admitsMember(filter, record, held),
    );
  }
  if (isQueryOf(query, 'User')) {
    const { filter } = query;
    return records.filter((record) => isRecordOf(record, 'User') && admitsUser(filter, record));
  }
  if (isQueryOf(query, 'Invitation')) {
    const { pending } = query.filter;
    return records.filter(
      (record) =>
        isRecordOf(record, 'Invitation') && (pending === 'ANY' || record.pending !== false),
    );
  }
  return records;
}

type Held = ReadonlyMap<string, Rec<'SkillMembership'>>;

function admitsMember(
  filter: Filters['AccountMembership'],
  record: Rec<'AccountMembership'>,
  held: Held,
): boolean {
  const { status, withSkills } = filter;
  return (
    (status === 'ANY' || record.status === undefined || record.status === status) &&
    isOneOf(filter, record) &&
    mayLogInAsAsked(filter, record) &&
    isWithin(filter, record) &&
    (!withSkills || holds(withSkills, record, held))
  );
}

function isOneOf(
  { userIds }: Filters['AccountMembership'],
  { links: { user } }: Rec<'AccountMembership'>,
): boolean {
  return !userIds || typeof user !== 'string' || userIds.includes(user);
}

function mayLogInAsAsked(
  { canLogIn }: Filters['AccountMembership'],
  record: Rec<'AccountMembership'>,
): boolean {
  return canLogIn == null || record.canLogIn == null || record.canLogIn === canLogIn;
}

function admitsUser(
  { includeInactive, emailAddresses }: Filters['User'],
  record: Rec<'User'>,
): boolean {
  const address = record.emailAddress?.toLowerCase();
  return (
    (includeInactive || record.disabled !== true) &&
    (!emailAddresses ||
      address === undefined ||
      emailAddresses.some((each) => each.toLowerCase() === address))
  );
}

type Time = string | null | undefined;
type Bound = Date | null | undefined;

function isWithin(filter: CreatedUpdated, record: Rec<'AccountMembership'>): boolean {
  return (
    isFrom(record.createdAt, filter.createdAfter) &&
    isUntil(record.createdAt, filter.createdBefore) &&
    isFrom(record.updatedAt, filter.updatedAfter) &&
    isUntil(record.updatedAt, filter.updatedBefore)
  );
}

function isFrom(at: Time, bound: Bound): boolean {
  return !bound || !at || Date.parse(at) >= bound.getTime();
}

function isUntil(at: Time, bound: Bound): boolean {
  return !bound || !at || Date.parse(at) <= bound.getTime();
}

/** All of the skills, or any of them, each at one of the levels that are named for it. */
function holds(
  { ids, operation, levels }: SkillCriteria,
  { links }: Rec<'AccountMembership'>,
  held: Held,
): boolean {
  const keys = links.skillMemberships;
  if (!Array.isArray(keys)) return true;
  const own = keys.flatMap((key: string) => held.get(key) ?? []);
  if (own.length < keys.length) return true;
  const isHeld = (id: string) => {
    const wanted = levels.find(({ skillId }) => skillId === id)?.levels;
    return own.some(
      ({ links: { skill }, level }) =>
        (typeof skill !== 'string' || skill === id) &&
        (wanted === undefined || level == null || wanted.includes(level)),
    );
  };
  return operation === 'OR' ? ids.some(isHeld) : ids.every(isHeld);
}
