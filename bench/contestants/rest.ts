/** The rows of the REST API, as far as the bench asks for them. */

export interface MembershipRow {
  readonly id: string;
  readonly disabled_at: string | null;
  readonly permission: string;
  readonly is_owner: boolean;
  readonly is_administrator: boolean;
  readonly is_project_lead: boolean;
  readonly can_create_workspace: boolean;
  readonly can_view_reports: boolean;
  readonly default_read_only: boolean;
  readonly manager_can_approve: boolean;
  readonly manager_can_edit_skills: boolean;
  readonly bill_rate_in_cents: number;
  readonly cost_rate_in_cents: number;
  readonly billability_target: number;
  readonly created_at: string;
  readonly user_id: string;
  readonly default_role_id: string;
  /** With `include=manager`. */
  readonly manager_id?: string | null;
  /** With `include=managees`. */
  readonly managee_ids?: readonly string[];
}

export interface UserRow {
  readonly id: string;
  readonly full_name: string;
  readonly email_address: string;
  /** With `include=account_membership`. */
  readonly account_membership_id?: string;
  /** With `include=role`. */
  readonly role_id?: string;
}

export interface RoleRow {
  readonly id: string;
  readonly name: string;
}

export interface Envelope {
  readonly count: number;
  readonly results: readonly { readonly key: string; readonly id: string }[];
  readonly account_memberships: Readonly<Record<string, MembershipRow>>;
  readonly users: Readonly<Record<string, UserRow>>;
  readonly roles: Readonly<Record<string, RoleRow>>;
}

export const maxPageSize = 200;

export function statusOf(row: MembershipRow): string {
  return row.disabled_at === null ? 'ACTIVE' : 'INACTIVE';
}

export function globalId(type: string, id: string): string {
  return Buffer.from(`${type}:${id}`).toString('base64url');
}

export interface Reference {
  readonly type: string;
  readonly id: string;
}

export function referenceOf(id: string): Reference {
  const text = Buffer.from(id, 'base64url').toString();
  const colon = text.indexOf(':');
  return { type: text.slice(0, colon), id: text.slice(colon + 1) };
}
