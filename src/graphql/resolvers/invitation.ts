import type { Rec } from '../../domain/record.ts';
import { orderOf, refuseNameBesideSearch, textOf } from '../arguments.ts';
import { byId } from '../by-id.ts';
import type { Complete } from '../complete.ts';
import { connectionOf, connectionResolvers, edgeResolvers } from '../connections.ts';
import { id, toOne } from '../fields.ts';
import type {
  InvitationConnectionResolvers,
  InvitationEdgeResolvers,
  InvitationResolvers,
  QueryResolvers,
} from '../generated/schema.ts';

export const Invitation: Complete<InvitationResolvers, Rec<'Invitation'>> = {
  id,
  defaultRole: toOne('defaultRole', 'Role'),
  invitee: toOne('invitee', 'User'),
  inviter: toOne('inviter', 'User'),
};

export const InvitationConnection: InvitationConnectionResolvers = connectionResolvers();
export const InvitationEdge: InvitationEdgeResolvers = edgeResolvers;

export const Query: Pick<QueryResolvers, 'invitation' | 'invitations'> = {
  invitation: byId('Invitation'),
  invitations: (_parent, { filter, orderBy, ...paging }, context, info) => {
    refuseNameBesideSearch(filter ?? {});
    return connectionOf(
      {
        type: 'Invitation',
        filter: {
          pending: filter?.pending ?? 'PENDING',
          byFullName: textOf(filter?.byFullName),
          search: textOf(filter?.search),
        },
        ...orderOf(orderBy),
      },
      paging,
      context,
      info,
    );
  },
};
