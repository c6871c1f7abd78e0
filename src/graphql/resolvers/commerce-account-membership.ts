import type { Rec } from '../../domain/record.ts';
import { byId } from '../by-id.ts';
import type { Complete } from '../complete.ts';
import { connectionResolvers, edgeResolvers } from '../connections.ts';
import { id, source, toOne } from '../fields.ts';
import type {
  CommerceAccountMembershipConnectionResolvers,
  CommerceAccountMembershipEdgeResolvers,
  CommerceAccountMembershipResolvers,
  QueryResolvers,
} from '../generated/schema.ts';

export const CommerceAccountMembership: Complete<
  CommerceAccountMembershipResolvers,
  Rec<'CommerceAccountMembership'>
> = {
  id,
  source,
  person: toOne('person', 'CommerceAccountMember'),
  account: toOne('account', 'CommerceAccount'),
  accountMember: toOne('accountMember', 'CommerceAccountMember'),
};

export const CommerceAccountMembershipConnection: CommerceAccountMembershipConnectionResolvers =
  connectionResolvers();
export const CommerceAccountMembershipEdge: CommerceAccountMembershipEdgeResolvers = edgeResolvers;

export const Query: Pick<QueryResolvers, 'commerceAccountMembership'> = {
  commerceAccountMembership: byId('CommerceAccountMembership'),
};
