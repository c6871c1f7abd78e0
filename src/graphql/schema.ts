/** The executable schema: the SDL of `schema/` and the resolver maps, put together by hand. */
import { readdirSync, readFileSync } from 'node:fs';
import { makeExecutableSchema } from '@graphql-tools/schema';
import type { GraphQLSchema } from 'graphql';
import { PageInfo } from './connections.ts';
import * as accountMembership from './resolvers/account-membership.ts';
import * as accountMembershipChanges from './resolvers/account-membership-changes.ts';
import * as invitation from './resolvers/invitation.ts';
import * as invitationChanges from './resolvers/invitation-changes.ts';
import * as node from './resolvers/node.ts';
import * as particulars from './resolvers/particulars.ts';
import * as role from './resolvers/role.ts';
import * as skill from './resolvers/skill.ts';
import * as user from './resolvers/user.ts';
import { CalendarDate, DateTime } from './scalars.ts';

const folder = new URL('../../schema/', import.meta.url);

export function createSchema(): GraphQLSchema {
  return makeExecutableSchema({
    typeDefs: readdirSync(folder)
      .filter((name) => name.endsWith('.graphql'))
      .sort()
      .map((name) => readFileSync(new URL(name, folder), 'utf8')),
    resolvers: [
      { DateTime, Date: CalendarDate, PageInfo },
      node,
      accountMembership,
      accountMembershipChanges,
      user,
      role,
      skill,
      invitation,
      invitationChanges,
      particulars,
    ],
  });
}
