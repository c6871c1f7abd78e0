import { isAdministrator, isLead } from '../caller.ts';
import { contains, onlyByDefault } from '../filters.ts';
import type { AccountInvitation } from '../records.ts';
import { inColumn, type Resource } from '../resource.ts';

export const accountInvitations: Resource<AccountInvitation> = {
  key: 'account_invitations',
  rows: (world) => world.account_invitations,

  fields: (row, context) => ({
    full_name: row.full_name,
    email_address: row.email_address,
    headline: row.headline,
    pending: row.pending,
    permission: row.permission,
    expiration_date: row.expiration_date,
    ...(isLead(context) && {
      bill_rate_in_cents: row.bill_rate_in_cents,
      billability_target: row.billability_target,
    }),
    ...(isAdministrator(context) && { cost_rate_in_cents: row.cost_rate_in_cents }),
  }),

  associations: {
    default_role: {
      to: 'roles',
      idKey: 'default_role_id',
      isColumn: (readings) => readings.defaultRoleIdFree,
      ids: (row) => row.default_role_id,
    },
    inviter: { to: 'users', idKey: 'inviter_id', isColumn: inColumn, ids: (row) => row.inviter_id },
    invitee: { to: 'users', idKey: 'invitee_id', isColumn: inColumn, ids: (row) => row.invitee_id },
  },

  filters: (readings) => ({
    by_full_name: contains((row) => row.full_name),
    only_pending: onlyByDefault(readings, (row) => row.pending),
  }),

  orders: {
    bill_rate: (row) => row.bill_rate_in_cents,
    cost_rate: (row) => row.cost_rate_in_cents,
    created_at: (row) => row.created_at,
    expiration_date: (row) => row.expiration_date,
    full_name: (row) => row.full_name,
    permission: (row) => row.permission,
  },
  defaultOrder: 'created_at:desc',

  search: {
    text: (row) => `${row.full_name} ${row.email_address}`,
    combinesWith: ['only_pending'],
  },
};
