/** Fields that stand on the row under another name. */
import { globalId, statusOf, type MembershipRow, type RoleRow, type UserRow } from '../rest.ts';

export const membershipFields = {
  id: (row: MembershipRow) => globalId('AccountMembership', row.id),
  status: statusOf,
  permission: (row: MembershipRow) => row.permission.toUpperCase(),
  isOwner: (row: MembershipRow) => row.is_owner,
  isAdministrator: (row: MembershipRow) => row.is_administrator,
  isProjectLead: (row: MembershipRow) => row.is_project_lead,
  canCreateWorkspace: (row: MembershipRow) => row.can_create_workspace,
  canViewReports: (row: MembershipRow) => row.can_view_reports,
  defaultReadOnly: (row: MembershipRow) => row.default_read_only,
  managerCanApprove: (row: MembershipRow) => row.manager_can_approve,
  managerCanEditSkills: (row: MembershipRow) => row.manager_can_edit_skills,
  billRateInCents: (row: MembershipRow) => row.bill_rate_in_cents,
  costRateInCents: (row: MembershipRow) => row.cost_rate_in_cents,
  billabilityTarget: (row: MembershipRow) => row.billability_target,
  createdAt: (row: MembershipRow) => row.created_at,
};

export const userFields = {
  id: (row: UserRow) => globalId('User', row.id),
  fullName: (row: UserRow) => row.full_name,
  emailAddress: (row: UserRow) => row.email_address,
};

export const roleFields = {
  id: (row: RoleRow) => globalId('Role', row.id),
};
