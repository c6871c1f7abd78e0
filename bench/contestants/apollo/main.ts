/** Apollo Server as its documentation starts it, `@apollo/datasource-rest`, and DataLoaders. */
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { membershipFields, roleFields, userFields } from '../graph/plain-fields.ts';
import { typeDefs } from '../graph/schema.ts';
import { referenceOf, type MembershipRow, type UserRow } from '../rest.ts';
import { Kantata } from './kantata.ts';

interface Context {
  readonly kantata: Kantata;
}

interface Update {
  readonly id: string;
  readonly billRateInCents: number;
}

const resolvers = {
  Query: {
    accountMemberships: async (_: unknown, { first }: { first: number }, { kantata }: Context) => ({
      nodes: await kantata.page(first),
    }),
    accountMembership: (_: unknown, { id }: { id: string }, { kantata }: Context) =>
      kantata.memberships.load(id),
    nodes: (_: unknown, { ids }: { ids: readonly string[] }, { kantata }: Context) =>
      ids.map(async (globalId) => {
        const { type: __typename, id } = referenceOf(globalId);
        const loaders = {
          AccountMembership: kantata.memberships,
          User: kantata.users,
          Role: kantata.roles,
        };
        const row = await loaders[__typename as keyof typeof loaders].load(id);
        return row && { ...row, __typename };
      }),
  },
  Mutation: {
    updateAccountMembership: async (
      _: unknown,
      { input }: { input: Update },
      { kantata }: Context,
    ) => ({
      accountMembership: await kantata.update(input.id, input.billRateInCents),
      userErrors: [],
    }),
    updateAccountMemberships: async (
      _: unknown,
      { input }: { input: { updates: readonly Update[] } },
      { kantata }: Context,
    ) => ({
      results: await Promise.all(
        input.updates.map(async ({ id, billRateInCents }, index) => ({
          index,
          status: 'DONE',
          accountMembership: await kantata.update(id, billRateInCents),
        })),
      ),
    }),
  },
  AccountMembership: {
    ...membershipFields,
    user: (row: MembershipRow, _: unknown, { kantata }: Context) => kantata.users.load(row.user_id),
    defaultRole: (row: MembershipRow, _: unknown, { kantata }: Context) =>
      kantata.roles.load(row.default_role_id),
    manager: async ({ id }: MembershipRow, _: unknown, { kantata }: Context) => {
      const managerId = (await kantata.withManager.load(id))?.manager_id;
      return managerId == null ? null : kantata.users.load(managerId);
    },
    managees: async ({ id }: MembershipRow, _: unknown, { kantata }: Context) =>
      kantata.users.loadMany((await kantata.withManagees.load(id))?.managee_ids ?? []),
  },
  User: {
    ...userFields,
    role: async ({ id }: UserRow, _: unknown, { kantata }: Context) => {
      const roleId = (await kantata.withRole.load(id))?.role_id;
      return roleId === undefined ? null : kantata.roles.load(roleId);
    },
    accountMembership: async ({ id }: UserRow, _: unknown, { kantata }: Context) => {
      const membershipId = (await kantata.withMembership.load(id))?.account_membership_id;
      return membershipId === undefined ? null : kantata.memberships.load(membershipId);
    },
  },
  Role: roleFields,
};

await startStandaloneServer(new ApolloServer<Context>({ typeDefs, resolvers }), {
  listen: { port: Number(process.env.PORT), host: '127.0.0.1' },
  context: ({ req }) => Promise.resolve({ kantata: new Kantata(req.headers.authorization ?? '') }),
});
