import type { Rec } from '../../domain/record.ts';
import type { Complete } from '../complete.ts';
import type {
  AccountMembershipFilter,
  AccountMembershipResolvers,
  QueryResolvers,
  AccountMembershipConnectionResolvers,
  AccountMembershipEdgeResolvers,
  SkillCriteria as SkillCriteriaInput,
} from '../generated/schema.ts';
import type { Filters, Query as ListQuery, SkillCriteria } from '../../domain/query.ts';
import {
  badInput,
  keyOf,
  keysOf,
  orderOf,
  refuseNameBesideSearch,
  textOf,
  timesOf,
} from '../arguments.ts';
import { connectionOf, connectionResolvers, edgeResolvers } from '../connections.ts';
import type { Context } from '../context.ts';
import { id, primaryOnly, source, toMany, toOne } from '../fields.ts';
import { byId } from '../by-id.ts';

export const AccountMembership: Complete<AccountMembershipResolvers, Rec<'AccountMembership'>> = {
  id,
  source,
  person: toOne('person', 'User'),
  canLogIn: primaryOnly('canLogIn'),
  nonParticipant: primaryOnly('nonParticipant'),
  user: toOne('user', 'User'),
  defaultRole: toOne('defaultRole', 'Role'),
  manager: toOne('manager', 'User'),
  managees: toMany('managees', 'User'),
  possibleManagers: toMany('possibleManagers', 'User'),
  possibleManagees: toMany('possibleManagees', 'User'),
  effectiveWorkweek: toOne('effectiveWorkweek', 'Workweek'),
  skillMemberships: toMany('skillMemberships', 'SkillMembership'),
  backupApproverAssociations: toMany('backupApproverAssociations', 'BackupApproverAssociation'),
  costRates: toMany('costRates', 'CostRate'),
  futureBillableUtilizations: toMany('futureBillableUtilizations', 'BillableUtilization'),
};

export const AccountMembershipConnection: AccountMembershipConnectionResolvers =
  connectionResolvers();
export const AccountMembershipEdge: AccountMembershipEdgeResolvers = edgeResolvers;

export const Query: Pick<QueryResolvers, 'accountMembership' | 'accountMemberships'> = {
  accountMembership: byId('AccountMembership'),
  accountMemberships: (_parent, { filter, orderBy, ...paging }, context, info) => {
    const query: ListQuery<'AccountMembership'> = {
      type: 'AccountMembership',
      filter: filterOf(filter ?? {}, context),
      ...orderOf(orderBy),
    };
    if (query.filter.search !== null && query.order !== undefined) {
      throw badInput('orderBy', 'a search has its own order, by relevance.');
    }
    return connectionOf(query, paging, context, info);
  },
};

function filterOf(
  filter: AccountMembershipFilter,
  { catalogue }: Context,
): Filters['AccountMembership'] {
  refuseNameBesideSearch(filter);
  const { userIds } = filter;
  return {
    status: filter.status ?? 'ACTIVE',
    byFullName: textOf(filter.byFullName),
    search: textOf(filter.search),
    userIds: userIds ? keysOf(catalogue, 'User', 'filter.userIds', userIds, 200) : null,
    canLogIn: filter.canLogIn ?? null,
    ...timesOf(filter),
    withSkills: filter.withSkills ? criteriaOf(filter.withSkills, catalogue) : null,
  };
}

function criteriaOf(
  { ids, operation, levels }: SkillCriteriaInput,
  catalogue: Context['catalogue'],
): SkillCriteria {
  const argument = 'filter.withSkills';
  const keys = keysOf(catalogue, 'Skill', `${argument}.ids`, ids, 100);
  // A skill that is listed twice may be held at a level of either.
  const levelsOf = new Map<string, Set<number>>();
  for (const { skillId, levels: wanted } of levels ?? []) {
    const key = keyOf(catalogue, 'Skill', `${argument}.levels.skillId`, skillId);
    if (!keys.includes(key)) {
      throw badInput(`${argument}.levels`, 'every skill must be one of the ids.');
    }
    if (wanted.length === 0) {
      throw badInput(`${argument}.levels.levels`, 'give at least one level.');
    }
    const united = levelsOf.get(key) ?? new Set();
    levelsOf.set(key, united);
    for (const level of wanted) united.add(level);
  }
  return {
    ids: keys,
    operation: operation ?? 'AND',
    levels: [...levelsOf].map(([skillId, united]) => ({ skillId, levels: [...united] })),
  };
}
