/** Whom and what a row of the emulated account leads to, in the shape of the answers of most tests. */
import type { KantataOxEmulator, World } from '../../src/emulator/kantata-ox/index.ts';
import type { Membership, Role, User } from './world.ts';

type Kantata = Pick<KantataOxEmulator, 'data'>;

/** As `{ fullName }`, `null` where there is nobody. */
export function named(user: User | undefined): { fullName: string } | null {
  return user === undefined ? null : { fullName: user.full_name };
}

/** As `{ name }`, `null` where there is none. */
export function titled(role: Role | undefined): { name: string } | null {
  return role === undefined ? null : { name: role.name };
}

export function userRow({ data }: Kantata, id: number | null): User | undefined {
  return id === null ? undefined : data.users.get(id);
}

export function roleRow({ data }: Kantata, id: number | null): Role | undefined {
  return id === null ? undefined : data.roles.get(id);
}

export function membershipRow({ data }: Kantata, id: number): Membership {
  return existing(data.account_memberships.get(id));
}

export function managees(kantata: Kantata, userId: number): User[] {
  return [...kantata.data.account_memberships.values()]
    .filter((row) => row.manager_id === userId)
    .map((row) => existing(kantata.data.users.get(row.user_id)));
}

type Held<Key extends keyof World> = World[Key] extends Map<number, infer Row> ? Row : never;

export function skillMembershipsOf({ data }: Kantata, userId: number): Held<'skill_memberships'>[] {
  return [...data.skill_memberships.values()].filter((row) => row.user_id === userId);
}

export function skillsOf(kantata: Kantata, userId: number): Held<'skills'>[] {
  return skillMembershipsOf(kantata, userId).map((row) =>
    existing(kantata.data.skills.get(row.skill_id)),
  );
}

export function costRatesOf({ data }: Kantata, membershipId: number): Held<'cost_rates'>[] {
  return [...data.cost_rates.values()].filter((row) => row.account_membership_id === membershipId);
}

export function idList(rows: readonly { readonly id: number }[]): string {
  return rows.map(({ id }) => String(id)).join(',');
}

export function existing<T>(row: T | undefined): T {
  if (row === undefined) throw new Error('The account lacks a row that the test stands on');
  return row;
}
