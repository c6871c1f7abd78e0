import { dateTime } from '../calendar.ts';
import { timestampFilters } from '../filters.ts';
import type {
  BackupApproverAssociation,
  BillableUtilization,
  CostRate,
  ExternalReference,
} from '../records.ts';
import { inColumn, type Resource } from '../resource.ts';

/* What is reached from a membership: none of these lists can be filtered by member. */

export const costRates: Resource<CostRate> = {
  key: 'cost_rates',
  rows: (world) => world.cost_rates,

  fields: (row, { readings }) => ({
    currency: row.currency,
    amount_in_subunits: row.amount_in_subunits,
    in_use: row.in_use,
    created_at: dateTime(row.created_at, readings.timeZone),
    updated_at: dateTime(row.updated_at, readings.timeZone),
  }),

  associations: {
    account_membership: {
      to: 'account_memberships',
      idKey: 'account_membership_id',
      isColumn: inColumn,
      isDocumentedInteger: true,
      ids: (row) => row.account_membership_id,
    },
  },

  filters: () => timestampFilters(),
  orders: { created_at: (row) => row.created_at },
  defaultOrder: 'created_at:asc',
};

export const billableUtilizations: Resource<BillableUtilization> = {
  key: 'billable_utilizations',
  rows: (world) => world.billable_utilizations,

  fields: (row, { readings }) => ({
    target: row.target,
    effective_date: row.effective_date,
    created_at: dateTime(row.created_at, readings.timeZone),
    updated_at: dateTime(row.updated_at, readings.timeZone),
  }),

  associations: {
    account_membership: {
      to: 'account_memberships',
      idKey: 'account_membership_id',
      isColumn: inColumn,
      ids: (row) => row.account_membership_id,
    },
    creator: { to: 'users', idKey: 'creator_id', isColumn: inColumn, ids: (row) => row.creator_id },
  },

  filters: () => timestampFilters(),
};

export const backupApproverAssociations: Resource<BackupApproverAssociation> = {
  key: 'backup_approver_associations',
  rows: (world) => world.backup_approver_associations,
  fields: (row) => ({ start_date: row.start_date, end_date: row.end_date }),

  associations: {
    approver: {
      to: 'users',
      idKey: 'approver_id',
      isColumn: inColumn,
      ids: (row) => row.approver_id,
    },
    backup_approver: {
      to: 'users',
      idKey: 'backup_approver_id',
      isColumn: inColumn,
      ids: (row) => row.backup_approver_id,
    },
  },
};

/** Only as an include of users: it has no route here. */
export const externalReferences: Resource<ExternalReference> = {
  key: 'external_references',
  rows: (world) => world.external_references,

  fields: (row, { readings }) => ({
    service_name: 'people_ledger',
    service_model: 'Person',
    service_model_ref: row.service_model_ref,
    status: 'successful',
    locked: false,
    external_status: null,
    external_message: null,
    external_link: null,
    last_synced_at: dateTime(row.updated_at, readings.timeZone),
    subject_type: 'User',
    // Beside a polymorphic association a number stays a number.
    subject_id: row.subject_id,
    created_at: dateTime(row.created_at, readings.timeZone),
    updated_at: dateTime(row.updated_at, readings.timeZone),
  }),
};
