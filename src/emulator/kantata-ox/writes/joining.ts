import type { AccountInvitation } from '../records.ts';
import { ACCOUNT_ID, add, now, type World } from '../world.ts';

/** Makes a member of whoever was invited. */
export function join(world: World, invitation: AccountInvitation): void {
  const stamps = { created_at: now(), updated_at: now() };
  // The ids of people of other accounts lie above those of members.
  const memberIds = world.account_memberships.values().map((row) => row.user_id);
  const userId = Math.max(...memberIds) + 1;
  add(world.users, {
    id: userId,
    account_id: ACCOUNT_ID,
    full_name: invitation.full_name,
    email_address: invitation.email_address,
    headline: invitation.headline,
    bio: null,
    website: null,
    city: null,
    state: null,
    country: null,
    abbreviated_timezone: null,
    last_site_activity: null,
    in_project: false,
    ...stamps,
  });
  add(world.account_memberships, {
    id: Math.max(...world.account_memberships.keys()) + 1,
    user_id: userId,
    is_owner: false,
    permission: invitation.permission,
    default_role_id: invitation.default_role_id,
    manager_id: null,
    disabled_at: null,
    bill_rate_in_cents: invitation.bill_rate_in_cents,
    cost_rate_in_cents: invitation.cost_rate_in_cents,
    billability_target: invitation.billability_target,
    default_read_only: false,
    collaborator_only_license: false,
    manager_can_approve: false,
    manager_can_edit_skills: false,
    should_show_alert_on_timesheet_submission: false,
    enforce_workweek_minimum_on_timesheet_submission: false,
    enforce_workweek_maximum_on_timesheet_submission: false,
    can_log_in: true,
    non_participant: false,
    ...stamps,
  });
  invitation.pending = false;
  invitation.invitee_id = userId;
}
