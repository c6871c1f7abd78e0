import { dateTime } from '../calendar.ts';
import { isAdministrator, isLead } from '../caller.ts';
import { byId, byIds, contains, isOn, onlyIf, timestampFilters, whether } from '../filters.ts';
import type { Readings } from '../readings.ts';
import type { AccountMembership } from '../records.ts';
import * as related from '../relations.ts';
import { inColumn, type Filters, type Resource } from '../resource.ts';
import type { World } from '../world.ts';
import { holdsSkills } from './skill-filter.ts';

const { atLeast } = related;

export const accountMemberships: Resource<AccountMembership> = {
  key: 'account_memberships',
  rows: (world) => world.account_memberships,

  fields: (row, context) => ({
    disabled_at: dateTime(row.disabled_at, context.readings.timeZone),
    permission: row.permission,
    is_administrator: atLeast(row.permission, 'administrator'),
    is_project_lead: atLeast(row.permission, 'project_lead'),
    is_punch_clock_user: row.permission === 'punch_clock',
    can_create_workspace: atLeast(row.permission, 'project_creator'),
    can_view_reports: atLeast(row.permission, 'reports_viewer'),
    default_read_only: row.default_read_only,
    is_owner: row.is_owner,
    should_show_alert_on_timesheet_submission: row.should_show_alert_on_timesheet_submission,
    manager_can_approve: row.manager_can_approve,
    manager_can_edit_skills: row.manager_can_edit_skills,
    is_backup_approver: related.backupFor(context.world)(row.user_id).length > 0,
    collaborator_only_license: row.collaborator_only_license,
    created_at: dateTime(row.created_at, context.readings.timeZone),
    updated_at: dateTime(row.updated_at, context.readings.timeZone),
    ...(isLead(context) && {
      bill_rate_in_cents: row.bill_rate_in_cents,
      billability_target: spellTarget(row.billability_target, context.readings),
    }),
    ...(isAdministrator(context) && { cost_rate_in_cents: row.cost_rate_in_cents }),
  }),

  optionalFields: {
    can_log_in: (row) => row.can_log_in,
    non_participant: (row) => row.non_participant,
  },

  associations: {
    user: { to: 'users', idKey: 'user_id', isColumn: inColumn, ids: (row) => row.user_id },
    default_role: {
      to: 'roles',
      idKey: 'default_role_id',
      isColumn: (readings) => readings.defaultRoleIdFree,
      ids: (row) => row.default_role_id,
    },
    manager: { to: 'users', idKey: 'manager_id', ids: (row) => row.manager_id },
    managees: {
      to: 'users',
      idKey: 'managee_ids',
      ids: (row, { world }) => related.manageesOf(world)(row.user_id),
    },
    possible_managers: {
      to: 'users',
      idKey: 'possible_manager_ids',
      ids: (row, { world }) => related.possibleManagersOf(world, row),
    },
    possible_managees: {
      to: 'users',
      idKey: 'possible_managee_ids',
      ids: (row, { world }) => related.possibleManageesOf(world, row),
    },
    effective_workweek: {
      to: 'workweeks',
      idKey: 'effective_workweek_id',
      ids: (row, { world }) => related.effectiveWorkweekOf(world, row.user_id),
    },
    skill_memberships: {
      to: 'skill_memberships',
      idKey: 'skill_membership_ids',
      ids: (row, { world }) => related.skillMembershipsOf(world)(row.user_id),
    },
    backup_approver_associations: {
      to: 'backup_approver_associations',
      idKey: 'backup_approver_association_ids',
      ids: (row, { world }) => related.backupApproversOf(world)(row.user_id),
    },
    cost_rates: {
      to: 'cost_rates',
      idKey: 'cost_rate_ids',
      administratorsOnly: true,
      ids: (row, { world }) => related.costRatesOf(world)(row.id),
    },
    future_billable_utilizations: {
      to: 'billable_utilizations',
      idKey: 'future_billable_utilization_ids',
      administratorsOnly: true,
      ids: (row, { world }) => related.futureUtilizationsOf(world)(row.id),
    },
  },

  filters: (readings) => ({
    by_full_name: contains(fullName),
    by_user_id: byId((row) => row.user_id),
    with_user_ids: byIds((row) => row.user_id),
    can_log_in: whether((row) => row.can_log_in),
    with_skills: holdsSkills((row) => row.user_id),
    ...activityFilters(readings),
    ...timestampFilters(),
  }),

  orders: {
    bill_rate: (row) => row.bill_rate_in_cents,
    cost_rate: (row) => row.cost_rate_in_cents,
    created_at: (row) => row.created_at,
    full_name: fullName,
    permission: (row) => row.permission,
    role: (row, world) => world.roles.get(row.default_role_id ?? 0)?.name ?? null,
    updated_at: (row) => row.updated_at,
  },
  defaultOrder: 'created_at:desc',

  search: {
    text: (row, world) =>
      `${fullName(row, world)} ${world.users.get(row.user_id)?.email_address ?? ''}`,
    combinesWith: ['only_active', 'only_inactive', 'is_active'],
  },
};

/** What hides the inactive ones unless asked. */
function activityFilters({ activeDefault }: Readings): Filters<AccountMembership> {
  const active = onlyIf<AccountMembership>((row) => row.disabled_at === null);
  const inactive = onlyIf<AccountMembership>((row) => row.disabled_at !== null);
  switch (activeDefault) {
    case 'active':
      return {
        only_active: { ...active, default: true, liftedBy: 'only_inactive' },
        only_inactive: inactive,
      };
    case 'plain':
      return { only_active: { ...active, default: true }, only_inactive: inactive };
    case 'none':
      return { only_active: active, only_inactive: inactive };
    case 'hidden':
      return {
        only_active: active,
        only_inactive: inactive,
        is_active: { ...active, default: true },
      };
    case 'opposite':
      return {
        only_active: { test: (value) => (row) => (row.disabled_at === null) === isOn(value) },
        only_inactive: { test: (value) => (row) => (row.disabled_at !== null) === isOn(value) },
      };
  }
}

function spellTarget(target: number | null, { billabilityTargets }: Readings) {
  return target !== null && billabilityTargets === 'decimal' ? target.toFixed(1) : target;
}

function fullName(row: AccountMembership, world: World): string {
  return world.users.get(row.user_id)?.full_name ?? '';
}
