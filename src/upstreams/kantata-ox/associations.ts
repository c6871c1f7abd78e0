/**
 * Every association of Kantata OX, as one row of data. To add one: a row here, a line in the SDL, a
 * line of the resolver map, and a test.
 */
import type { Association } from '../../domain/noun.ts';

export type KantataType =
  | 'AccountMembership'
  | 'User'
  | 'Role'
  | 'Invitation'
  | 'Workweek'
  | 'SkillMembership'
  | 'Skill'
  | 'SkillCategory'
  | 'BackupApproverAssociation'
  | 'CostRate'
  | 'BillableUtilization';

export interface KantataAssociation extends Association {
  readonly to: KantataType;
  /** The word for the `include` parameter. */
  readonly include: string;
  /** The field of the row that holds the key or keys. */
  readonly keysAt: string;
}

type Flags = Pick<Association, 'alias' | 'heavy' | 'adminOnly'>;

function row(many: boolean, free: boolean) {
  return (
    field: string,
    include: string,
    keysAt: string,
    to: KantataType,
    flags: Flags = {},
  ): KantataAssociation => ({ field, include, keysAt, to, many, free, ...flags });
}

/** The key stands on every row, with or without the include. */
const free = row(false, true);
/** The key stands on the row only when the association is included. */
const one = row(false, false);
const many = row(true, false);

// prettier-ignore
export const associations: Readonly<Record<KantataType, readonly KantataAssociation[]>> = {
  AccountMembership: [
    free('user', 'user', 'user_id', 'User', { alias: 'person' }),
    free('defaultRole', 'default_role', 'default_role_id', 'Role'),
    one('manager', 'manager', 'manager_id', 'User'),
    many('managees', 'managees', 'managee_ids', 'User'),
    many('possibleManagers', 'possible_managers', 'possible_manager_ids', 'User', { heavy: true }),
    many('possibleManagees', 'possible_managees', 'possible_managee_ids', 'User', { heavy: true }),
    one('effectiveWorkweek', 'effective_workweek', 'effective_workweek_id', 'Workweek'),
    many('skillMemberships', 'skill_memberships', 'skill_membership_ids', 'SkillMembership'),
    many('backupApproverAssociations', 'backup_approver_associations', 'backup_approver_association_ids', 'BackupApproverAssociation'),
    many('costRates', 'cost_rates', 'cost_rate_ids', 'CostRate', { adminOnly: true }),
    many('futureBillableUtilizations', 'future_billable_utilizations', 'future_billable_utilization_ids', 'BillableUtilization', { adminOnly: true }),
  ],
  User: [
    one('accountMembership', 'account_membership', 'account_membership_id', 'AccountMembership'),
    one('manager', 'manager', 'manager_id', 'User'),
    one('role', 'role', 'role_id', 'Role'),
    many('skills', 'skills', 'skill_ids', 'Skill'),
    many('skillMemberships', 'skill_memberships', 'skill_membership_ids', 'SkillMembership'),
  ],
  Invitation: [
    free('defaultRole', 'default_role', 'default_role_id', 'Role'),
    free('invitee', 'invitee', 'invitee_id', 'User'),
    free('inviter', 'inviter', 'inviter_id', 'User'),
  ],
  SkillMembership: [
    free('skill', 'skill', 'skill_id', 'Skill'),
    free('user', 'user', 'user_id', 'User'),
    free('creator', 'creator', 'creator_id', 'User'),
  ],
  Skill: [
    free('category', 'skill_category', 'skill_category_id', 'SkillCategory'),
  ],
  BackupApproverAssociation: [
    free('approver', 'approver', 'approver_id', 'User'),
    free('backupApprover', 'backup_approver', 'backup_approver_id', 'User'),
  ],
  CostRate: [
    free('accountMembership', 'account_membership', 'account_membership_id', 'AccountMembership'),
  ],
  BillableUtilization: [
    free('accountMembership', 'account_membership', 'account_membership_id', 'AccountMembership'),
    free('creator', 'creator', 'creator_id', 'User'),
  ],
  Role: [],
  Workweek: [],
  SkillCategory: [],
};
