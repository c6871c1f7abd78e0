import type { GraphQLResolveInfo } from 'graphql';
import type { Rec, TypeName } from '../../domain/record.ts';
import { badInput } from '../arguments.ts';
import type { Complete } from '../complete.ts';
import type { Context } from '../context.ts';
import type { IdentityResolvers, QueryResolvers } from '../generated/schema.ts';
import { IdentityReading, type Gathered } from '../identity.ts';

/** By RFC 5321. It also keeps the URLs short that ask the upstreams for it. */
const longestAddress = 254;

export const Query: Pick<QueryResolvers, 'identity'> = {
  identity: (_parent, { emailAddress }, context, info) => {
    const address = emailAddress.trim();
    if (address === '') throw badInput('emailAddress', 'the address must not be blank.');
    if (address.length > longestAddress) {
      throw badInput(
        'emailAddress',
        `an address has at most ${String(longestAddress)} characters.`,
      );
    }
    return new IdentityReading(address, context, info);
  },
};

export const Identity: Complete<IdentityResolvers, Pick<IdentityReading, 'emailAddress'>> = {
  people: async (identity, _args, context, info) => rows(await identity.people(), context, info),
  memberships: async (identity, _args, context, info) =>
    rows(await identity.memberships(), context, info),
  membershipsComplete: async (identity) => (await identity.memberships()).isComplete,
  invitations: async (identity, _args, context, info) =>
    rows(await identity.invitations(), context, info),
  invitationsComplete: async (identity) => (await identity.invitations()).isComplete,
};

/** Shows what one system found, and reports beside it what the other failed to tell. */
function rows<T extends TypeName>(
  gathered: Gathered<T>,
  { partialFaults }: Context,
  info: GraphQLResolveInfo,
): readonly Rec<T>[] | null {
  for (const fault of gathered.faults) partialFaults.add(fault, info);
  return gathered.rows;
}
