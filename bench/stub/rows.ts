/**
 * An account of 2,500 people, always the same. The first five hundred are managers of five each, none
 * of somebody on the same page, and twenty roles go round.
 */

export type Row = Readonly<Record<string, unknown>>;

export interface Collection {
  readonly firstId: number;
  readonly size: number;
  readonly row: (index: number) => Row;
  /** By its word for `include`: the keys that it adds to the row, and where they lead. */
  readonly includes: Readonly<Record<string, Include>>;
}

export interface Include {
  /** Null where the key stands on the row anyway. */
  readonly keysAt: string | null;
  readonly to: CollectionName;
  /** Places in the collection that it leads to. */
  readonly places: (index: number) => readonly number[];
  readonly many: boolean;
}

export type CollectionName = 'account_memberships' | 'users' | 'roles';

const people = 2500;
const reports = 5;
const managers = people / reports;
const apart = 100;
const roles = 20;

/** The first of all has none. */
const managerOf = (index: number) =>
  index === 0 ? [] : [(Math.floor(index / reports) + apart) % managers];
const manageesOf = (index: number) => {
  if (index >= managers) return [];
  const first = ((index - apart + managers) % managers) * reports;
  return Array.from({ length: reports }, (_, each) => first + each).filter((each) => each !== 0);
};

const toOne = (
  to: CollectionName,
  keysAt: string | null,
  places: (index: number) => readonly number[],
): Include => ({ to, keysAt, places, many: false });

export const collections: Readonly<Record<CollectionName, Collection>> = {
  account_memberships: {
    firstId: 300_501,
    size: people,
    row: (index) => ({
      disabled_at: null,
      permission: 'project_lead',
      is_administrator: false,
      is_project_lead: true,
      is_punch_clock_user: false,
      can_create_workspace: true,
      can_view_reports: false,
      default_read_only: false,
      is_owner: index === 0,
      should_show_alert_on_timesheet_submission: false,
      manager_can_approve: true,
      manager_can_edit_skills: false,
      is_backup_approver: false,
      collaborator_only_license: false,
      created_at: '2023-03-13T10:02:44-07:00',
      updated_at: '2026-01-08T07:55:12-08:00',
      bill_rate_in_cents: 18_500 + (index % 50) * 100,
      cost_rate_in_cents: 9200,
      billability_target: 80,
      user_id: idIn('users', index),
      default_role_id: idIn('roles', index % roles),
    }),
    includes: {
      user: toOne('users', null, (index) => [index]),
      default_role: toOne('roles', null, (index) => [index % roles]),
      manager: toOne('users', 'manager_id', managerOf),
      managees: { to: 'users', keysAt: 'managee_ids', places: manageesOf, many: true },
    },
  },
  users: {
    firstId: 9_100_001,
    size: people,
    row: (index) => ({
      full_name: `Member ${index}`,
      photo_path: 'https://app.example.com/images/default.png',
      email_address: `member${index}@example.com`,
      headline: 'Consultant',
      account_id: '40210',
    }),
    includes: {
      account_membership: toOne('account_memberships', 'account_membership_id', (index) => [index]),
      manager: toOne('users', 'manager_id', managerOf),
      role: toOne('roles', 'role_id', (index) => [index % roles]),
    },
  },
  roles: {
    firstId: 77_001,
    size: roles,
    row: (index) => ({
      name: `Role ${index}`,
      created_at: '2023-02-06T09:14:51-08:00',
      updated_at: '2024-11-19T03:20:07-08:00',
      deleted_at: null,
    }),
    includes: {},
  },
};

export function idIn(name: CollectionName, index: number): string {
  return String(collections[name].firstId + index);
}

export function isCollectionName(name: string): name is CollectionName {
  return Object.hasOwn(collections, name);
}
