/** The answers, written by hand: the calls that must be, one parse of each, and not a field more. */
import {
  globalId,
  maxPageSize,
  referenceOf,
  statusOf,
  type Envelope,
  type MembershipRow,
  type Reference,
  type UserRow,
} from '../rest.ts';

/** Path and query, and a body where something is changed. */
export type Send = (path: string, body?: unknown) => Promise<Envelope>;

export interface Variables {
  readonly id: string;
  readonly ids: readonly string[];
  readonly input: Update & { readonly updates: readonly Update[] };
}

interface Update {
  readonly id: string;
  readonly billRateInCents: number;
}

type Answer = (send: Send, variables: Variables) => Promise<unknown>;

const memberships = '/account_memberships';

export const answers: Readonly<Record<string, Answer>> = {
  W1: async (send) => {
    const page = await send(`${memberships}?page=1&per_page=20&include=user,default_role`);
    return { accountMemberships: { nodes: rowsOf(page).map((row) => member(page, row)) } };
  },
  W2: async (send) => {
    const page = await send(`${memberships}?page=1&per_page=200&include=user,default_role,manager`);
    const nodes = rowsOf(page).map((row) => ({
      id: globalId('AccountMembership', row.id),
      status: statusOf(row),
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
      user: user(page.users[row.user_id]),
      defaultRole: role(page, row.default_role_id),
      manager: named(page, row.manager_id),
    }));
    return { accountMemberships: { nodes } };
  },
  W3: async (send, { id }) => {
    const page = await send(`${memberships}?only=${id}&include=user,default_role`);
    const row = page.account_memberships[id];
    return { accountMembership: row === undefined ? null : member(page, row) };
  },
  W4: async (send) => {
    const page = await send(`${memberships}?page=1&per_page=20&include=managees`);
    const rows = rowsOf(page);
    const managees = [...new Set(rows.flatMap((row) => row.managee_ids ?? []))];
    const people = await send(
      `/users?only=${managees.join(',')}&per_page=${maxPageSize}&include=role`,
    );
    const managee = (id: string) => {
      const row = people.users[id];
      return row && { fullName: row.full_name, role: role(people, row.role_id) };
    };
    const nodes = rows.map((row) => ({
      id: globalId('AccountMembership', row.id),
      managees: (row.managee_ids ?? []).map(managee),
    }));
    return { accountMemberships: { nodes } };
  },
  W5: () => Promise.resolve({ __typename: 'Query' }),
  W6: async (send, { input }) => {
    const page = await update(send, input, 'user,manager');
    const row = page.account_memberships[input.id];
    const accountMembership = row && {
      ...changed(page, row),
      manager: named(page, row.manager_id),
    };
    return { updateAccountMembership: { accountMembership, userErrors: [] } };
  },
  W7: async (send, { input }) => {
    const results = input.updates.map(async (each, index) => {
      const page = await update(send, each, 'user');
      const row = page.account_memberships[each.id];
      return { index, status: 'DONE', accountMembership: row && changed(page, row) };
    });
    return { updateAccountMemberships: { results: await Promise.all(results) } };
  },
  W8: async (send) => {
    const page = await send(`${memberships}?page=1&per_page=20&include=manager`);
    const rows = rowsOf(page);
    const first = await managersOf(send, rows);
    const above = await byIds(send, first.membershipIds(), 'manager');
    const second = await managersOf(send, Object.values(above.account_memberships));
    const next = (row: MembershipRow): object => {
      const id = first.membershipId(row);
      const found = id === null ? undefined : above.account_memberships[id];
      if (found === undefined) return { manager: null };
      const top = second.membership(found);
      return {
        manager: {
          accountMembership: {
            id: globalId('AccountMembership', found.id),
            manager: top && {
              accountMembership: {
                id: globalId('AccountMembership', top.id),
                status: statusOf(top),
              },
            },
          },
        },
      };
    };
    const nodes = rows.map((row) => ({ id: globalId('AccountMembership', row.id), ...next(row) }));
    return { accountMemberships: { nodes } };
  },
  W9: async (send, { ids }) => {
    const references = ids.map(referenceOf);
    const only = (type: string) =>
      references.filter((each) => each.type === type).map(({ id }) => id);
    const [members, users, roles] = await Promise.all([
      send(`${memberships}?only=${only('AccountMembership').join(',')}&per_page=${maxPageSize}`),
      send(`/users?only=${only('User').join(',')}&per_page=${maxPageSize}`),
      send(`/roles?only=${only('Role').join(',')}&per_page=${maxPageSize}`),
    ]);
    const node = ({ type, id }: Reference, index: number) => {
      if (type === 'User') return { id: ids[index], fullName: users.users[id]?.full_name };
      if (type === 'Role') return { id: ids[index], name: roles.roles[id]?.name };
      const row = members.account_memberships[id];
      return (
        row && { id: ids[index], status: statusOf(row), permission: row.permission.toUpperCase() }
      );
    };
    return { nodes: references.map(node) };
  },
  W10: async (send) => {
    const pages = await Promise.all(
      [1, 2, 3, 4, 5].map((page) =>
        send(`${memberships}?page=${page}&per_page=${maxPageSize}&include=user,default_role`),
      ),
    );
    const nodes = pages.flatMap((page) =>
      rowsOf(page).map((row) => ({
        id: globalId('AccountMembership', row.id),
        status: statusOf(row),
        permission: row.permission.toUpperCase(),
        user: user(page.users[row.user_id]),
        defaultRole: role(page, row.default_role_id),
      })),
    );
    return { accountMemberships: { nodes } };
  },
};

function rowsOf(page: Envelope): MembershipRow[] {
  return page.results.flatMap(({ id }) => page.account_memberships[id] ?? []);
}

function member(page: Envelope, row: MembershipRow) {
  return {
    id: globalId('AccountMembership', row.id),
    status: statusOf(row),
    user: user(page.users[row.user_id]),
    defaultRole: role(page, row.default_role_id),
  };
}

function user(row: UserRow | undefined) {
  return row === undefined ? null : { fullName: row.full_name, emailAddress: row.email_address };
}

function role({ roles }: Envelope, id: string | undefined) {
  const row = id === undefined ? undefined : roles[id];
  return row === undefined ? null : { name: row.name };
}

function named({ users }: Envelope, id: string | null | undefined) {
  const row = id == null ? undefined : users[id];
  return row === undefined ? null : { fullName: row.full_name };
}

function changed(page: Envelope, row: MembershipRow) {
  return {
    id: globalId('AccountMembership', row.id),
    billRateInCents: row.bill_rate_in_cents,
    user: named(page, row.user_id),
  };
}

function update(send: Send, { id, billRateInCents }: Update, include: string) {
  return send(`${memberships}/${id}?include=${include}`, {
    account_membership: { bill_rate_in_cents: billRateInCents },
  });
}

function byIds(send: Send, ids: readonly string[], include: string) {
  return send(`${memberships}?only=${ids.join(',')}&per_page=${maxPageSize}&include=${include}`);
}

/** The managers' memberships: one call for all of them. */
async function managersOf(send: Send, rows: readonly MembershipRow[]) {
  const managers = [...new Set(rows.flatMap((row) => row.manager_id ?? []))];
  const { users, account_memberships: found } = await send(
    `/users?only=${managers.join(',')}&per_page=${maxPageSize}&include=account_membership`,
  );
  const membershipId = ({ manager_id: id }: MembershipRow) =>
    id == null ? null : (users[id]?.account_membership_id ?? null);
  return {
    membershipId,
    membershipIds: () => Object.values(users).flatMap((each) => each.account_membership_id ?? []),
    membership: (row: MembershipRow) => {
      const id = membershipId(row);
      return id === null ? null : (found[id] ?? null);
    },
  };
}
