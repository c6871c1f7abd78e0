import { instant, pacificDate, type CalendarDate, type Instant } from './calendar.ts';
import type * as record from './records.ts';

/** The account and what belongs to it, by id. Tests may look at it to see what a write did. */
export interface World {
  readonly account_memberships: Map<number, record.AccountMembership>;
  readonly account_invitations: Map<number, record.AccountInvitation>;
  /** Also people of other accounts: an invitee, a manager who left. */
  readonly users: Map<number, record.User>;
  readonly roles: Map<number, record.Role>;
  readonly workweeks: Map<number, record.Workweek>;
  readonly workweek_memberships: Map<number, record.WorkweekMembership>;
  readonly skills: Map<number, record.Skill>;
  readonly skill_categories: Map<number, record.SkillCategory>;
  readonly skill_memberships: Map<number, record.SkillMembership>;
  readonly backup_approver_associations: Map<number, record.BackupApproverAssociation>;
  readonly cost_rates: Map<number, record.CostRate>;
  readonly billable_utilizations: Map<number, record.BillableUtilization>;
  readonly external_references: Map<number, record.ExternalReference>;
  /** What changes of a default role did to the member's projects, oldest first. */
  readonly roleChanges: { membershipId: number; option: string }[];
  /** How many changes have been made; whatever is derived from the rows is stale after one. */
  version: number;
}

export const ACCOUNT_ID = 40210;
/** Where members go who are removed: each to an account of his own. */
export const FOREIGN_ACCOUNT_ID = 51123;

/** The day on which the seeded account stands; time goes on from there while it is used. */
export const FOUNDED_AT: Instant = instant('2026-11-23T18:00:00Z');
export const TODAY: CalendarDate = pacificDate(FOUNDED_AT);

const startedAtMs = performance.now();

export function now(): Instant {
  return FOUNDED_AT + Math.floor((performance.now() - startedAtMs) / 1000);
}

export function emptyWorld(): World {
  return {
    account_memberships: new Map(),
    account_invitations: new Map(),
    users: new Map(),
    roles: new Map(),
    workweeks: new Map(),
    workweek_memberships: new Map(),
    skills: new Map(),
    skill_categories: new Map(),
    skill_memberships: new Map(),
    backup_approver_associations: new Map(),
    cost_rates: new Map(),
    billable_utilizations: new Map(),
    external_references: new Map(),
    roleChanges: [],
    version: 0,
  };
}

export function add<Row extends { readonly id: number }>(rows: Map<number, Row>, row: Row): Row {
  rows.set(row.id, row);
  return row;
}

/** Computes once for each state of a world: the next write makes it stale. */
export function perVersion<T>(compute: (world: World) => T): (world: World) => T {
  const known = new WeakMap<World, { readonly version: number; readonly value: T }>();
  return (world) => {
    const last = known.get(world);
    if (last?.version === world.version) return last.value;
    const value = compute(world);
    known.set(world, { version: world.version, value });
    return value;
  };
}
