/**
 * Resolvers that look ahead: what is selected below a list rides along on its one call. Written for
 * reading memberships alone.
 */
import type { FieldNode, GraphQLResolveInfo } from 'graphql';
import { maxPageSize, type Envelope, type MembershipRow, type UserRow } from '../rest.ts';
import { membershipFields, roleFields, userFields } from './plain-fields.ts';

export interface Context {
  readonly read: (path: string) => Promise<Envelope>;
}

/** A row, and the answers in which its relatives are. */
interface Member {
  readonly row: MembershipRow;
  readonly page: Envelope;
  readonly managees: Envelope | null;
}

interface User {
  readonly row: UserRow;
  readonly page: Envelope;
}

const words: Readonly<Record<string, string>> = {
  user: 'user',
  defaultRole: 'default_role',
  manager: 'manager',
  managees: 'managees',
};

export const resolvers = {
  Query: {
    accountMemberships: async (
      _: unknown,
      { first }: { first: number },
      context: Context,
      info: GraphQLResolveInfo,
    ) => {
      const nodes = below(info.fieldNodes, 'nodes');
      return { nodes: await members(`page=1&per_page=${first}`, nodes, context) };
    },
    accountMembership: async (
      _: unknown,
      { id }: { id: string },
      context: Context,
      info: GraphQLResolveInfo,
    ) => (await members(`only=${id}`, info.fieldNodes, context))[0] ?? null,
  },
  AccountMembership: {
    ...Object.fromEntries(
      Object.entries(membershipFields).map(([name, field]) => [
        name,
        ({ row }: Member) => field(row),
      ]),
    ),
    user: ({ row, page }: Member) => userIn(page, row.user_id),
    defaultRole: ({ row, page }: Member) => page.roles[row.default_role_id] ?? null,
    manager: ({ row, page }: Member) => userIn(page, row.manager_id),
    managees: ({ row, page, managees }: Member) =>
      (row.managee_ids ?? []).map((id) => userIn(managees ?? page, id)),
  },
  User: {
    ...Object.fromEntries(
      Object.entries(userFields).map(([name, field]) => [name, ({ row }: User) => field(row)]),
    ),
    role: ({ row, page }: User) => (row.role_id === undefined ? null : page.roles[row.role_id]),
  },
  Role: roleFields,
};

async function members(
  which: string,
  nodes: readonly FieldNode[],
  { read }: Context,
): Promise<Member[]> {
  const include = names(nodes).flatMap((name) => words[name] ?? []);
  const page = await read(`/account_memberships?${which}&include=${include.join(',')}`);
  const rows = page.results.flatMap(({ id }) => page.account_memberships[id] ?? []);
  const needsRoles = names(below(nodes, 'managees')).includes('role');
  const ids = [...new Set(rows.flatMap((row) => row.managee_ids ?? []))];
  const managees = needsRoles
    ? await read(`/users?only=${ids.join(',')}&per_page=${maxPageSize}&include=role`)
    : null;
  return rows.map((row) => ({ row, page, managees }));
}

function userIn(page: Envelope, id: string | null | undefined): User | null {
  const row = id == null ? undefined : page.users[id];
  return row === undefined ? null : { row, page };
}

function below(nodes: readonly FieldNode[], name: string): FieldNode[] {
  return fields(nodes).filter((each) => each.name.value === name);
}

function names(nodes: readonly FieldNode[]): string[] {
  return fields(nodes).map((each) => each.name.value);
}

function fields(nodes: readonly FieldNode[]): FieldNode[] {
  return nodes
    .flatMap((node) => node.selectionSet?.selections ?? [])
    .filter((selection) => selection.kind === 'Field');
}
