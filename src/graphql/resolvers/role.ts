import type { Rec } from '../../domain/record.ts';
import { orderOf, textOf } from '../arguments.ts';
import { byId } from '../by-id.ts';
import type { Complete } from '../complete.ts';
import { connectionOf, connectionResolvers, edgeResolvers } from '../connections.ts';
import { id } from '../fields.ts';
import type {
  QueryResolvers,
  RoleConnectionResolvers,
  RoleEdgeResolvers,
  RoleResolvers,
} from '../generated/schema.ts';

export const Role: Complete<RoleResolvers, Rec<'Role'>> = { id };

export const RoleConnection: RoleConnectionResolvers = connectionResolvers();
export const RoleEdge: RoleEdgeResolvers = edgeResolvers;

export const Query: Pick<QueryResolvers, 'role' | 'roles'> = {
  role: byId('Role'),
  roles: (_parent, { filter, orderBy, ...paging }, context, info) =>
    connectionOf(
      {
        type: 'Role',
        filter: {
          includeDeleted: filter?.includeDeleted ?? false,
          matching: textOf(filter?.matching),
        },
        ...orderOf(orderBy),
      },
      paging,
      context,
      info,
    ),
};
