import type { CreatedUpdated, Filters } from '../../domain/query.ts';
import { isRecordOf, type Rec } from '../../domain/record.ts';
import {
  atMost,
  badInput,
  keysOf,
  orderOf,
  refuseNameBesideSearch,
  textOf,
  timesOf,
} from '../arguments.ts';
import { byId } from '../by-id.ts';
import type { Complete } from '../complete.ts';
import { connectionOf, connectionResolvers, edgeResolvers } from '../connections.ts';
import type { Context } from '../context.ts';
import { id, primaryOnly, source, toMany, toOne } from '../fields.ts';
import type {
  QueryResolvers,
  UserConnectionResolvers,
  UserEdgeResolvers,
  UserFilter,
  UserResolvers,
} from '../generated/schema.ts';

export const User: Complete<UserResolvers, Rec<'User'>> = {
  id,
  source,
  bio: primaryOnly('bio'),
  website: primaryOnly('website'),
  city: primaryOnly('city'),
  state: primaryOnly('state'),
  country: primaryOnly('country'),
  abbreviatedTimezone: primaryOnly('abbreviatedTimezone'),
  lastSiteActivity: primaryOnly('lastSiteActivity'),
  classification: primaryOnly('classification'),
  accountMembership: toOne('accountMembership', 'AccountMembership'),
  manager: toOne('manager', 'User'),
  role: toOne('role', 'Role'),
  skills: toMany('skills', 'Skill'),
  skillMemberships: toMany('skillMemberships', 'SkillMembership'),
};

export const UserConnection: UserConnectionResolvers = connectionResolvers();
export const UserEdge: UserEdgeResolvers = edgeResolvers;

export const Query: Pick<QueryResolvers, 'user' | 'me' | 'users'> = {
  user: byId('User'),
  me: async (_parent, _args, { loading, planner }, info) => {
    const viewer = await loading.viewer('User', planner.needOf(info, 'User').want);
    return isRecordOf(viewer, 'User') ? viewer : null;
  },
  users: (_parent, { filter, orderBy, ...paging }, context, info) =>
    connectionOf(
      { type: 'User', filter: filterOf(filter ?? {}, context), ...orderOf(orderBy) },
      paging,
      context,
      info,
    ),
};

function filterOf(filter: UserFilter, { catalogue }: Context): Filters['User'] {
  refuseNameBesideSearch(filter);
  const { ids, emailAddresses } = filter;
  const search = textOf(filter.search);
  if (ids && search !== null) throw badInput('filter.ids', 'a search cannot be limited to ids.');
  const times = timesOf(filter);
  if (search !== null) refuseTimes(times);
  return {
    includeInactive: filter.includeInactive ?? false,
    byFullName: textOf(filter.byFullName),
    search,
    ids: ids ? keysOf(catalogue, 'User', 'filter.ids', ids, 150) : null,
    emailAddresses: emailAddresses ? addressesOf(emailAddresses) : null,
    ...times,
  };
}

/**
 * A search may ignore other filters, and users come without their times, so that rows cannot be checked against
 * them here.
 * @throws Fault BAD_USER_INPUT
 */
function refuseTimes(times: CreatedUpdated): void {
  for (const [name, time] of Object.entries(times)) {
    if (time !== null) throw badInput(`filter.${name}`, 'a search cannot be limited to times.');
  }
}

/** No mail server takes a longer one. */
const mostAddressCharacters = 254;

/** An address with a comma in it is nobody's, and would be two in a list. */
function addressesOf(addresses: readonly string[]): readonly string[] {
  atMost('filter.emailAddresses', addresses, 200);
  const trimmed = addresses.map((address) => address.trim());
  const possible = trimmed.filter(
    (address) =>
      address !== '' && !address.includes(',') && address.length <= mostAddressCharacters,
  );
  return [...new Set(possible)];
}
