/** The executable schema: the SDL of `schema/` and the resolver maps, put together by hand. */
import { readdirSync, readFileSync } from 'node:fs';
import { makeExecutableSchema } from '@graphql-tools/schema';
import { parse, type GraphQLSchema } from 'graphql';
import { PageInfo } from './connections.ts';
import { createSubgraph } from './federation.ts';
import * as accountMembership from './resolvers/account-membership.ts';
import * as accountMembershipChanges from './resolvers/account-membership-changes.ts';
import * as commerceAccount from './resolvers/commerce-account.ts';
import * as commerceAccountMember from './resolvers/commerce-account-member.ts';
import * as commerceAccountMembership from './resolvers/commerce-account-membership.ts';
import * as commerceAccountMembershipChanges from './resolvers/commerce-account-membership-changes.ts';
import * as identity from './resolvers/identity.ts';
import * as invitation from './resolvers/invitation.ts';
import * as invitationChanges from './resolvers/invitation-changes.ts';
import * as node from './resolvers/node.ts';
import * as particulars from './resolvers/particulars.ts';
import * as role from './resolvers/role.ts';
import * as skill from './resolvers/skill.ts';
import * as user from './resolvers/user.ts';
import { CalendarDate, DateTime, JSONObject } from './scalars.ts';
import { refusingIllFormedText } from './well-formed-text.ts';

const folder = new URL('../../schema/', import.meta.url);

const resolvers = [
  { DateTime, Date: CalendarDate, JSONObject, PageInfo },
  node,
  accountMembership,
  accountMembershipChanges,
  user,
  role,
  skill,
  invitation,
  invitationChanges,
  particulars,
  commerceAccount,
  commerceAccountMember,
  commerceAccountMembership,
  commerceAccountMembershipChanges,
  identity,
];

/** @param federation whether it is to be a subgraph of Apollo Federation, too */
export function createSchema({ federation = false } = {}): GraphQLSchema {
  const typeDefs = readdirSync(folder)
    .filter((name) => name.endsWith('.graphql'))
    .sort()
    .map((name) => parse(readFileSync(new URL(name, folder), 'utf8')));
  return refusingIllFormedText(
    federation
      ? createSubgraph(typeDefs, resolvers)
      : makeExecutableSchema({ typeDefs, resolvers }),
  );
}
