import type { CalendarDate, Instant } from './calendar.ts';

/*
 * The rows of the account, named as their columns are. Ids are numbers here; only answers spell
 * them as strings.
 */

export const PERMISSIONS = [
  'punch_clock',
  'external_collaborator',
  'collaborator',
  'project_creator',
  'project_lead',
  'reports_viewer',
  'reports_viewer_with_cost',
  'administrator',
] as const;

/** Weakest first in `PERMISSIONS`: each includes the ones before, roughly. */
export type Permission = (typeof PERMISSIONS)[number];

interface Timestamps {
  created_at: Instant;
  updated_at: Instant;
}

export interface AccountMembership extends Timestamps {
  readonly id: number;
  readonly user_id: number;
  readonly is_owner: boolean;
  permission: Permission;
  default_role_id: number | null;
  /** A user, not a membership. */
  manager_id: number | null;
  disabled_at: Instant | null;
  bill_rate_in_cents: number | null;
  cost_rate_in_cents: number | null;
  billability_target: number | null;
  default_read_only: boolean | null;
  collaborator_only_license: boolean;
  manager_can_approve: boolean | null;
  manager_can_edit_skills: boolean | null;
  should_show_alert_on_timesheet_submission: boolean | null;
  enforce_workweek_minimum_on_timesheet_submission: boolean | null;
  enforce_workweek_maximum_on_timesheet_submission: boolean | null;
  can_log_in: boolean;
  non_participant: boolean;
}

export interface User extends Timestamps {
  readonly id: number;
  account_id: number;
  full_name: string;
  email_address: string;
  headline: string | null;
  readonly bio: string | null;
  readonly website: string | null;
  readonly city: string | null;
  readonly state: string | null;
  readonly country: string | null;
  readonly abbreviated_timezone: string | null;
  readonly last_site_activity: Instant | null;
  /** Shares a project with the members of the account. */
  readonly in_project: boolean;
}

export interface AccountInvitation extends Timestamps {
  readonly id: number;
  readonly email_address: string;
  readonly full_name: string;
  readonly headline: string | null;
  permission: Permission;
  pending: boolean;
  expiration_date: CalendarDate;
  bill_rate_in_cents: number | null;
  cost_rate_in_cents: number | null;
  billability_target: number | null;
  default_role_id: number | null;
  readonly inviter_id: number;
  invitee_id: number | null;
}

export interface Role extends Timestamps {
  readonly id: number;
  readonly name: string;
  /** A role that was in use when it was deleted stays with its users. */
  readonly deleted_at: Instant | null;
}

export interface Workweek extends Timestamps {
  readonly id: number;
  readonly default: boolean;
  readonly start_date: CalendarDate;
  readonly end_date: CalendarDate | null;
  /** Sunday first. */
  readonly minutes: readonly [number, number, number, number, number, number, number];
}

export interface WorkweekMembership extends Timestamps {
  readonly id: number;
  readonly user_id: number;
  readonly workweek_id: number;
  readonly start_date: CalendarDate;
  readonly end_date: CalendarDate | null;
}

export interface Skill extends Timestamps {
  readonly id: number;
  readonly name: string;
  readonly description: string | null;
  /** 1 for a skill without levels, otherwise 5. */
  readonly max_level: 1 | 5;
  readonly skill_category_id: number;
}

export interface SkillCategory {
  readonly id: number;
  readonly name: string;
}

export interface SkillMembership extends Timestamps {
  readonly id: number;
  readonly skill_id: number;
  readonly user_id: number;
  readonly creator_id: number;
  readonly level: number;
}

export interface BackupApproverAssociation {
  readonly id: number;
  readonly approver_id: number;
  readonly backup_approver_id: number;
  readonly start_date: CalendarDate;
  readonly end_date: CalendarDate;
}

export interface CostRate extends Timestamps {
  readonly id: number;
  readonly account_membership_id: number;
  readonly currency: string;
  readonly amount_in_subunits: number;
  readonly in_use: boolean;
}

export interface BillableUtilization extends Timestamps {
  readonly id: number;
  readonly account_membership_id: number;
  readonly creator_id: number;
  readonly target: number;
  readonly effective_date: CalendarDate;
}

export interface ExternalReference extends Timestamps {
  readonly id: number;
  readonly subject_id: number;
  readonly service_model_ref: string;
}
