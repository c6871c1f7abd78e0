/** Records that belong to a membership and are only read through it. */
import type { Rec } from '../../domain/record.ts';
import type { Complete } from '../complete.ts';
import { id, toOne } from '../fields.ts';
import type {
  BackupApproverAssociationResolvers,
  BillableUtilizationResolvers,
  CostRateResolvers,
  WorkweekResolvers,
} from '../generated/schema.ts';

export const Workweek: Complete<WorkweekResolvers, Rec<'Workweek'>> = { id };

export const BackupApproverAssociation: Complete<
  BackupApproverAssociationResolvers,
  Rec<'BackupApproverAssociation'>
> = {
  id,
  approver: toOne('approver', 'User'),
  backupApprover: toOne('backupApprover', 'User'),
};

export const CostRate: Complete<CostRateResolvers, Rec<'CostRate'>> = {
  id,
  accountMembership: toOne('accountMembership', 'AccountMembership'),
};

export const BillableUtilization: Complete<
  BillableUtilizationResolvers,
  Rec<'BillableUtilization'>
> = {
  id,
  accountMembership: toOne('accountMembership', 'AccountMembership'),
  creator: toOne('creator', 'User'),
};
