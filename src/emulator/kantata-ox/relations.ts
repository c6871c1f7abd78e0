import { PERMISSIONS, type AccountMembership, type Permission } from './records.ts';
import { perVersion, TODAY, type World } from './world.ts';

/* Who belongs to whom: indexes over the rows, kept until the next write. */

const rank = (permission: Permission): number => PERMISSIONS.indexOf(permission);

export const atLeast = (permission: Permission, needed: Permission): boolean =>
  rank(permission) >= rank(needed);

export const membershipOfUser = perVersion(
  (world) => new Map(world.account_memberships.values().map((row) => [row.user_id, row])),
);

/** Direct reports. */
export const manageesOf = grouped(
  (world) => world.account_memberships,
  (row) => row.manager_id,
  (row) => row.user_id,
);

export const skillMembershipsOf = grouped(
  (world) => world.skill_memberships,
  (row) => row.user_id,
  (row) => row.id,
);

export const costRatesOf = grouped(
  (world) => world.cost_rates,
  (row) => row.account_membership_id,
  (row) => row.id,
);

export const backupApproversOf = grouped(
  (world) => world.backup_approver_associations,
  (row) => row.approver_id,
  (row) => row.id,
);

export const backupFor = grouped(
  (world) => world.backup_approver_associations,
  (row) => row.backup_approver_id,
  (row) => row.id,
);

export const futureUtilizationsOf = grouped(
  (world) => world.billable_utilizations,
  (row) => (row.effective_date > TODAY ? row.account_membership_id : null),
  (row) => row.id,
);

export const externalReferencesOf = grouped(
  (world) => world.external_references,
  (row) => row.subject_id,
  (row) => row.id,
);

export const skillsOfCategory = grouped(
  (world) => world.skills,
  (row) => row.skill_category_id,
  (row) => row.id,
);

export const membershipsOfWorkweek = grouped(
  (world) => world.workweek_memberships,
  (row) => row.workweek_id,
  (row) => row.id,
);

const personalWorkweeks = grouped(
  (world) => world.workweek_memberships,
  (row) => (isInForce(row) ? row.user_id : null),
  (row) => row.workweek_id,
);

/** The workweek in force today: the member's own, otherwise the default one. */
export function effectiveWorkweekOf(world: World, userId: number): number | null {
  const [own] = personalWorkweeks(world)(userId);
  if (own !== undefined) return own;
  const standing = world.workweeks.values().find((row) => row.default && isInForce(row));
  return standing?.id ?? null;
}

const activeUsers = perVersion((world) =>
  [...world.account_memberships.values()].filter((row) => row.disabled_at === null),
);

const canManage = (row: AccountMembership): boolean =>
  row.disabled_at === null && atLeast(row.permission, 'project_lead');

/** Active project leads and above, apart from himself and whoever reports to him. */
export function possibleManagersOf(world: World, member: AccountMembership): number[] {
  const below = reportsOf(world, member.user_id);
  return activeUsers(world)
    .filter((row) => canManage(row) && !below.has(row.user_id))
    .map((row) => row.user_id);
}

/** Those of whom he is a possible manager. */
export function possibleManageesOf(world: World, member: AccountMembership): number[] {
  if (!canManage(member)) return [];
  const above = managersOf(world, member.user_id);
  return activeUsers(world)
    .filter((row) => !above.has(row.user_id))
    .map((row) => row.user_id);
}

/** He and everyone below him. */
function reportsOf(world: World, userId: number): Set<number> {
  const found = new Set([userId]);
  for (const id of found) for (const report of manageesOf(world)(id)) found.add(report);
  return found;
}

/** He and everyone above him. */
function managersOf(world: World, userId: number): Set<number> {
  const found = new Set<number>();
  let next: number | null | undefined = userId;
  while (next != null && !found.has(next)) {
    found.add(next);
    next = membershipOfUser(world).get(next)?.manager_id;
  }
  return found;
}

function isInForce(span: { start_date: string; end_date: string | null }): boolean {
  return span.start_date <= TODAY && (span.end_date === null || span.end_date >= TODAY);
}

type Lookup = (world: World) => (owner: number) => readonly number[];

function grouped<Row>(
  rows: (world: World) => ReadonlyMap<number, Row>,
  owner: (row: Row) => number | null,
  member: (row: Row) => number,
): Lookup {
  return perVersion((world) => {
    const groups = new Map<number, number[]>();
    for (const row of rows(world).values()) {
      const key = owner(row);
      if (key === null) continue;
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [member(row)]);
      else group.push(member(row));
    }
    return (key) => groups.get(key) ?? [];
  });
}
