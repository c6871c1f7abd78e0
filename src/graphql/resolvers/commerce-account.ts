import type { Filters } from '../../domain/query.ts';
import type { Rec } from '../../domain/record.ts';
import { keyOf, keysOf, orderOf, textOf, timesOf } from '../arguments.ts';
import { byId } from '../by-id.ts';
import type { Complete } from '../complete.ts';
import { connectionOf, connectionResolvers, edgeResolvers } from '../connections.ts';
import type { Context } from '../context.ts';
import { id, primaryOnly, toMany, toOne } from '../fields.ts';
import type {
  CommerceAccountConnectionResolvers,
  CommerceAccountEdgeResolvers,
  CommerceAccountFilter,
  CommerceAccountResolvers,
  CommerceAccountTagResolvers,
  QueryResolvers,
} from '../generated/schema.ts';

export const CommerceAccount: Complete<CommerceAccountResolvers, Rec<'CommerceAccount'>> = {
  id,
  // Rows that were sent along usually hold these, but nothing guarantees it.
  name: primaryOnly('name'),
  legalName: primaryOnly('legalName'),
  registrationId: primaryOnly('registrationId'),
  createdAt: primaryOnly('createdAt'),
  updatedAt: primaryOnly('updatedAt'),
  externalRef: primaryOnly('externalRef'),
  customFields: primaryOnly('customFields'),
  parent: toOne('parent', 'CommerceAccount'),
  ancestors: toMany('ancestors', 'CommerceAccount'),
  accountTags: toMany('accountTags', 'CommerceAccountTag'),
  memberships: (account, { filter, orderBy, ...paging }, context, info) => {
    const member = filter?.accountMemberId;
    return connectionOf(
      {
        type: 'CommerceAccountMembership',
        filter: {
          accountId: account.key,
          accountMemberId:
            member == null
              ? null
              : keyOf(context.catalogue, 'CommerceAccountMember', 'filter.accountMemberId', member),
        },
        ...orderOf(orderBy),
      },
      paging,
      context,
      info,
    );
  },
  unassignedMembers: (account, { filter, ...paging }, context, info) =>
    connectionOf(
      {
        type: 'CommerceAccountMember',
        filter: {
          outsideAccountId: account.key,
          name: textOf(filter?.name),
          emailAddress: textOf(filter?.emailAddress),
        },
      },
      paging,
      context,
      info,
    ),
};

export const CommerceAccountTag: Complete<
  CommerceAccountTagResolvers,
  Rec<'CommerceAccountTag'>
> = { id };

export const CommerceAccountConnection: CommerceAccountConnectionResolvers = connectionResolvers();
export const CommerceAccountEdge: CommerceAccountEdgeResolvers = edgeResolvers;

export const Query: Pick<QueryResolvers, 'commerceAccount' | 'commerceAccounts'> = {
  commerceAccount: byId('CommerceAccount'),
  commerceAccounts: (_parent, { filter, orderBy, ...paging }, context, info) =>
    connectionOf(
      { type: 'CommerceAccount', filter: filterOf(filter ?? {}, context), ...orderOf(orderBy) },
      paging,
      context,
      info,
    ),
};

function filterOf(
  filter: CommerceAccountFilter,
  { catalogue }: Context,
): Filters['CommerceAccount'] {
  const { ids, accountTagIds } = filter;
  return {
    ids: ids ? keysOf(catalogue, 'CommerceAccount', 'filter.ids', ids, 100) : null,
    name: textOf(filter.name),
    legalName: textOf(filter.legalName),
    registrationId: textOf(filter.registrationId),
    externalRef: textOf(filter.externalRef),
    ...timesOf(filter),
    accountTagIds: accountTagIds
      ? keysOf(catalogue, 'CommerceAccountTag', 'filter.accountTagIds', accountTagIds, 10)
      : null,
  };
}
