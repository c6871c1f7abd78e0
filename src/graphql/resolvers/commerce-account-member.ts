import type { Rec } from '../../domain/record.ts';
import { orderOf, textOf } from '../arguments.ts';
import { byId } from '../by-id.ts';
import type { Complete } from '../complete.ts';
import { connectionOf, connectionResolvers, edgeResolvers } from '../connections.ts';
import { id, primaryOnly, source } from '../fields.ts';
import type {
  CommerceAccountMemberConnectionResolvers,
  CommerceAccountMemberEdgeResolvers,
  CommerceAccountMemberResolvers,
  QueryResolvers,
} from '../generated/schema.ts';

export const CommerceAccountMember: Complete<
  CommerceAccountMemberResolvers,
  Rec<'CommerceAccountMember'>
> = {
  id,
  source,
  // Rows that were sent along usually hold these, but nothing guarantees it.
  fullName: primaryOnly('fullName'),
  emailAddress: primaryOnly('emailAddress'),
  givenName: primaryOnly('givenName'),
  middleName: primaryOnly('middleName'),
  familyName: primaryOnly('familyName'),
  createdAt: primaryOnly('createdAt'),
  updatedAt: primaryOnly('updatedAt'),
  customFields: primaryOnly('customFields'),
  memberships: (member, { orderBy, ...paging }, context, info) =>
    connectionOf(
      {
        type: 'CommerceAccountMembership',
        filter: { memberId: member.key },
        ...orderOf(orderBy),
      },
      paging,
      context,
      info,
    ),
};

export const CommerceAccountMemberConnection: CommerceAccountMemberConnectionResolvers =
  connectionResolvers();
export const CommerceAccountMemberEdge: CommerceAccountMemberEdgeResolvers = edgeResolvers;

export const Query: Pick<QueryResolvers, 'commerceAccountMember' | 'commerceAccountMembers'> = {
  commerceAccountMember: byId('CommerceAccountMember'),
  commerceAccountMembers: (_parent, { filter, orderBy, ...paging }, context, info) =>
    connectionOf(
      {
        type: 'CommerceAccountMember',
        filter: {
          name: textOf(filter?.name),
          emailAddress: textOf(filter?.emailAddress),
          givenName: textOf(filter?.givenName),
          middleName: textOf(filter?.middleName),
          familyName: textOf(filter?.familyName),
        },
        ...orderOf(orderBy),
      },
      paging,
      context,
      info,
    ),
};
