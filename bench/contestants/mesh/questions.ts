/**
 * The workloads in the words of the composed graph. It knows the REST API's parameters and maps, so the
 * caller says what to include and puts the rows together; what needs the ids of one call for the next
 * cannot be asked in one operation.
 */
import type { Asked, Workload } from '../../workloads.ts';
import {
  globalId,
  maxPageSize,
  referenceOf,
  statusOf,
  type Envelope,
  type MembershipRow,
} from '../rest.ts';

interface Entry<Row> {
  readonly value: Row;
}

interface Page {
  readonly results: Envelope['results'];
  readonly account_memberships: { readonly additionalProperties: readonly Entry<MembershipRow>[] };
  readonly users: { readonly additionalProperties: readonly Entry<Envelope['users'][string]>[] };
  readonly roles: { readonly additionalProperties: readonly Entry<Envelope['roles'][string]>[] };
}

type Question = (workload: Workload) => Asked;

const map = (name: string, fields: string) =>
  `${name} { additionalProperties { value { id ${fields} } } }`;
const people = map('users', 'full_name email_address');
const roles = map('roles', 'name');
const results = 'results { id }';

const fifteen = `disabled_at permission is_owner is_administrator is_project_lead
  can_create_workspace can_view_reports default_read_only manager_can_approve
  manager_can_edit_skills bill_rate_in_cents cost_rate_in_cents billability_target created_at
  user_id default_role_id manager_id`;

export function meshAsks(workload: Workload): Asked | null {
  return questions[workload.name]?.(workload) ?? null;
}

const questions: Readonly<Record<string, Question>> = {
  W1: () => ({
    query: `query W1 { page: accountMemberships(page: 1, per_page: 20, include: "user,default_role") {
      ${results} ${map('account_memberships', 'disabled_at user_id default_role_id')} ${people} ${roles} } }`,
    read: (data) => {
      const page = (data as { page: Page }).page;
      return { accountMemberships: { nodes: rowsOf(page).map((row) => member(page, row)) } };
    },
  }),
  W2: () => ({
    query: `query W2 { page: accountMemberships(page: 1, per_page: 200, include: "user,default_role,manager") {
      ${results} ${map('account_memberships', fifteen)} ${people} ${roles} } }`,
    read: (data) => {
      const page = (data as { page: Page }).page;
      const nodes = rowsOf(page).map((row) => ({
        ...member(page, row),
        permission: row.permission.toUpperCase(),
        isOwner: row.is_owner,
        isAdministrator: row.is_administrator,
        isProjectLead: row.is_project_lead,
        canCreateWorkspace: row.can_create_workspace,
        canViewReports: row.can_view_reports,
        defaultReadOnly: row.default_read_only,
        managerCanApprove: row.manager_can_approve,
        managerCanEditSkills: row.manager_can_edit_skills,
        billRateInCents: row.bill_rate_in_cents,
        costRateInCents: row.cost_rate_in_cents,
        billabilityTarget: row.billability_target,
        createdAt: row.created_at,
        manager: named(page, row.manager_id),
      }));
      return { accountMemberships: { nodes } };
    },
  }),
  W3: ({ variables }) => ({
    query: `query W3($id: String!) { page: accountMemberships(only: $id, include: "user,default_role") {
      ${results} ${map('account_memberships', 'disabled_at user_id default_role_id')} ${people} ${roles} } }`,
    ...(variables === undefined ? {} : { variables }),
    read: (data) => {
      const page = (data as { page: Page }).page;
      return { accountMembership: rowsOf(page).map((row) => member(page, row))[0] };
    },
  }),
  W5: (workload) => workload,
  W6: () => ({
    query: `mutation W6($id: String!, $cents: Int) { page: updateAccountMembership(
      id: $id, include: "user,manager", input: { account_membership: { bill_rate_in_cents: $cents } }) {
      ${results} ${map('account_memberships', 'bill_rate_in_cents user_id manager_id')} ${people} } }`,
    variables: { id: '300517', cents: 12_300 },
    read: (data) => {
      const page = (data as { page: Page }).page;
      const [accountMembership] = rowsOf(page).map((row) => ({
        id: globalId('AccountMembership', row.id),
        billRateInCents: row.bill_rate_in_cents,
        user: named(page, row.user_id),
        manager: named(page, row.manager_id),
      }));
      return { updateAccountMembership: { accountMembership, userErrors: [] } };
    },
  }),
  W9: ({ variables }) => {
    const ids = (variables as { ids: readonly string[] }).ids;
    const only = (type: string) =>
      ids
        .map(referenceOf)
        .filter((each) => each.type === type)
        .map(({ id }) => id)
        .join(',');
    return {
      query: `query W9($members: String, $users: String, $roles: String) {
        members: accountMemberships(only: $members, per_page: ${maxPageSize}) {
          ${map('account_memberships', 'disabled_at permission')} }
        users(only: $users, per_page: ${maxPageSize}) { ${map('users', 'full_name')} }
        roles(only: $roles, per_page: ${maxPageSize}) { ${roles} } }`,
      variables: { members: only('AccountMembership'), users: only('User'), roles: only('Role') },
      read: (data) => {
        const found = data as Readonly<Record<'members' | 'users' | 'roles', Page>>;
        const nodes = new Map<string, object>([
          ...found.members.account_memberships.additionalProperties.map(
            ({ value }) =>
              [
                globalId('AccountMembership', value.id),
                { status: statusOf(value), permission: value.permission.toUpperCase() },
              ] as const,
          ),
          ...found.users.users.additionalProperties.map(
            ({ value }) => [globalId('User', value.id), { fullName: value.full_name }] as const,
          ),
          ...found.roles.roles.additionalProperties.map(
            ({ value }) => [globalId('Role', value.id), { name: value.name }] as const,
          ),
        ]);
        return { nodes: ids.map((id) => ({ id, ...nodes.get(id) })) };
      },
    };
  },
  W10: () => {
    const page = (number: number) => `p${number}: accountMemberships(
      page: ${number}, per_page: ${maxPageSize}, include: "user,default_role") {
      ${results} ${map('account_memberships', 'disabled_at permission user_id default_role_id')} ${people} ${roles} }`;
    return {
      query: `query W10 { ${[1, 2, 3, 4, 5].map(page).join(' ')} }`,
      read: (data) => {
        const nodes = Object.values(data as Readonly<Record<string, Page>>).flatMap((each) =>
          rowsOf(each).map((row) => ({
            ...member(each, row),
            permission: row.permission.toUpperCase(),
          })),
        );
        return { accountMemberships: { nodes } };
      },
    };
  },
};

function rowsOf({ results, account_memberships: { additionalProperties: rows } }: Page) {
  const byId = new Map(rows.map(({ value }) => [value.id, value]));
  return results.flatMap(({ id }) => byId.get(id) ?? []);
}

function member(page: Page, row: MembershipRow) {
  const user = page.users.additionalProperties.find(({ value }) => value.id === row.user_id)?.value;
  const role = page.roles.additionalProperties.find(({ value }) => {
    return value.id === row.default_role_id;
  })?.value;
  return {
    id: globalId('AccountMembership', row.id),
    status: statusOf(row),
    user: user && { fullName: user.full_name, emailAddress: user.email_address },
    defaultRole: role && { name: role.name },
  };
}

function named({ users }: Page, id: string | null | undefined) {
  const row = users.additionalProperties.find(({ value }) => value.id === id)?.value;
  return row === undefined ? null : { fullName: row.full_name };
}
