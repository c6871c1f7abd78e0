/** What the emulated account holds, computed from its rows: what answers are checked against. */
import type { KantataOxEmulator, World } from '../../src/emulator/kantata-ox/index.ts';

type Rows<Key extends keyof World> = World[Key] extends Map<number, infer Row> ? Row : never;

export type Membership = Rows<'account_memberships'>;
export type User = Rows<'users'>;
export type Invitation = Rows<'account_invitations'>;
export type Role = Rows<'roles'>;
export type Skill = Rows<'skills'>;

type Kantata = Pick<KantataOxEmulator, 'data'>;

/** In the list's own order: the newest first, of equally old ones the lowest id first. */
export function memberships(
  { data }: Kantata,
  admits: (row: Membership) => boolean = isActive,
): Membership[] {
  return newestFirst([...data.account_memberships.values()].filter(admits));
}

export function invitations(
  { data }: Kantata,
  admits: (row: Invitation) => boolean = ({ pending }) => pending,
): Invitation[] {
  return newestFirst([...data.account_invitations.values()].filter(admits));
}

/** Members of the account, in the order of their names. */
export function users({ data }: Kantata, admits: (row: User) => boolean): User[] {
  const members = new Set(data.account_memberships.values().map((row) => row.user_id));
  const rows = [...data.users.values()].filter(({ id }) => members.has(id));
  return alphabetically(rows.filter(admits), (row) => row.full_name);
}

export function isActive({ disabled_at }: Membership): boolean {
  return disabled_at === null;
}

export function membershipOf({ data }: Kantata, userId: number): Membership {
  const found = data.account_memberships.values().find((row) => row.user_id === userId);
  if (found === undefined) throw new Error(`User ${userId} is no member`);
  return found;
}

export function userOf({ data }: Kantata, { user_id }: Membership): User {
  const user = data.users.get(user_id);
  if (user === undefined) throw new Error(`There is no user ${user_id}`);
  return user;
}

/** By a column, ascending or not; ties by id, ascending both ways. */
export function orderedBy<Row extends { readonly id: number }>(
  rows: readonly Row[],
  key: (row: Row) => string | number | null,
  direction: 'ASC' | 'DESC' = 'ASC',
): Row[] {
  const sign = direction === 'ASC' ? 1 : -1;
  const byId = rows.toSorted((one, other) => one.id - other.id);
  return byId.sort((one, other) => sign * compare(key(one), key(other)));
}

export function alphabetically<Row extends { readonly id: number }>(
  rows: readonly Row[],
  name: (row: Row) => string,
): Row[] {
  return orderedBy(rows, name);
}

export function idsOf(rows: readonly { readonly id: number }[]): string[] {
  return rows.map(({ id }) => String(id));
}

function newestFirst<Row extends { readonly id: number; readonly created_at: number }>(
  rows: readonly Row[],
): Row[] {
  return orderedBy(rows, (row) => row.created_at, 'DESC');
}

const collator = new Intl.Collator('en', { sensitivity: 'base' });

function compare(one: string | number | null, other: string | number | null): number {
  if (one === null || other === null) return Number(one !== null) - Number(other !== null);
  return typeof one === 'number' && typeof other === 'number'
    ? one - other
    : collator.compare(String(one), String(other));
}
