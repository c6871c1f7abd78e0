import type { Context } from '../caller.ts';
import { PERMISSIONS, type AccountMembership } from '../records.ts';
import { invalid, invalidBase } from '../refusal.ts';
import { possibleManagersOf } from '../relations.ts';
import { FOREIGN_ACCOUNT_ID, now } from '../world.ts';
import { assign, AttributeReader, MAX_CENTS, Problems } from './attributes.ts';
import type { Attributes } from './body.ts';

const ROLE_CHANGES = ['update_with_new_role', 'add_another_role', 'keep_existing_role'];

export function updateMembership(
  row: AccountMembership,
  attributes: Attributes,
  { world }: Context,
): void {
  const problems = new Problems(0);
  const read = new AttributeReader(attributes, problems);
  const changes = {
    bill_rate_in_cents: read.integer('bill_rate_in_cents', 0, MAX_CENTS),
    cost_rate_in_cents: read.integer('cost_rate_in_cents', 0, MAX_CENTS),
    billability_target: read.integer('billability_target', 0, 100),
    permission: read.permission('permission', PERMISSIONS),
    default_role_id: read.role('default_role_id', world, row.default_role_id),
    manager_id: read.integer('manager_id', 1, Number.MAX_SAFE_INTEGER),
    default_read_only: read.boolean('default_read_only'),
    manager_can_approve: read.boolean('manager_can_approve'),
    manager_can_edit_skills: read.boolean('manager_can_edit_skills'),
    should_show_alert_on_timesheet_submission: read.boolean(
      'should_show_alert_on_timesheet_submission',
    ),
    enforce_workweek_minimum_on_timesheet_submission: read.boolean(
      'enforce_workweek_minimum_on_timesheet_submission',
    ),
    enforce_workweek_maximum_on_timesheet_submission: read.boolean(
      'enforce_workweek_maximum_on_timesheet_submission',
    ),
  };
  const roleChange = read.text('change_role_option') ?? 'add_another_role';

  const { manager_id: manager, permission = row.permission } = changes;
  const billRate =
    changes.bill_rate_in_cents === undefined ? row.bill_rate_in_cents : changes.bill_rate_in_cents;
  if (permission === 'punch_clock' && billRate === null) {
    problems.add('bill_rate_in_cents', "can't be blank for a punch clock user");
  }
  const isNewManager = manager != null && manager !== row.manager_id;
  if (isNewManager && !possibleManagersOf(world, row).includes(manager)) {
    problems.add('manager_id', 'is not a possible manager');
  }
  if (!ROLE_CHANGES.includes(roleChange)) {
    problems.add('change_role_option', 'is not included in the list');
  }
  if (problems.found.length > 0) throw invalid(problems.found);

  const roleBefore = row.default_role_id;
  if (!assign(row, changes)) return;
  row.updated_at = now();
  world.version += 1;
  if (row.default_role_id !== roleBefore) {
    world.roleChanges.push({ membershipId: row.id, option: roleChange });
  }
}

export function disableMembership(row: AccountMembership, { world }: Context): void {
  if (row.is_owner) throw invalidBase('The account owner cannot be disabled');
  if (row.disabled_at !== null) return;
  row.disabled_at = now();
  row.updated_at = now();
  world.version += 1;
}

export function enableMembership(row: AccountMembership, { world }: Context): void {
  if (row.disabled_at === null) return;
  row.disabled_at = null;
  row.updated_at = now();
  world.version += 1;
}

/** The user goes to an account of his own; who reported to him keeps him as manager. */
export function deleteMembership(row: AccountMembership, { world }: Context): void {
  if (row.is_owner) throw invalidBase('Could not delete the account membership');
  world.account_memberships.delete(row.id);
  for (const rate of world.cost_rates.values()) {
    if (rate.account_membership_id === row.id) world.cost_rates.delete(rate.id);
  }
  const user = world.users.get(row.user_id);
  if (user !== undefined) user.account_id = FOREIGN_ACCOUNT_ID + row.id;
  world.version += 1;
}
