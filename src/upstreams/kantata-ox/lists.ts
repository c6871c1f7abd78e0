/** The filters and orders of each list of Kantata OX, as parameters. */
import { isObject } from '../../domain/json.ts';
import {
  isQueryOf,
  type CreatedUpdated,
  type Filters,
  type ListedType,
  type Query,
  type SkillCriteria,
} from '../../domain/query.ts';
import { inactiveOnly } from './collections.ts';
import type { Parameters } from './parameters.ts';

/** The filters and the order of a list as parameters. */
export function listParameters(query: Query): Parameters {
  return { ...filterParameters(query), ...orderParameter(query) };
}

/** An empty list of ids or addresses matches nothing: there is no call to make. */
export function matchesNothing(query: Query): boolean {
  return Object.values(query.filter).some((value: unknown) => {
    if (Array.isArray(value)) return value.length === 0;
    return isCriteria(value) && value.ids.length === 0;
  });
}

type FilterParameters = { readonly [T in ListedType]?: (filter: Filters[T]) => Parameters };

const activeParameters = {
  ACTIVE: { only_active: 'true' },
  INACTIVE: inactiveOnly,
  ANY: { apply_default_filters: 'false' },
} as const;

const byType = {
  AccountMembership: (filter) => ({
    ...activeParameters[filter.status],
    by_full_name: filter.byFullName ?? '',
    with_user_ids: filter.userIds?.join(',') ?? '',
    can_log_in: typeof filter.canLogIn === 'boolean' ? String(filter.canLogIn) : '',
    with_skills: filter.withSkills ? skillCriteria(filter.withSkills) : '',
    search: filter.search ?? '',
    ...createdUpdated(filter),
  }),
  User: (filter) => ({
    on_my_account: 'true',
    show_disabled: String(filter.includeInactive),
    by_full_name: filter.byFullName ?? '',
    only: filter.ids?.join(',') ?? '',
    ...emailAddresses(filter.emailAddresses ?? []),
    search: filter.search ?? '',
    ...createdUpdated(filter),
  }),
  Role: (filter) => ({
    only_active: String(!filter.includeDeleted),
    matching: filter.matching ?? '',
  }),
  Skill: (filter) => ({
    matching: filter.matching ?? '',
    skill_category_ids: filter.categoryIds?.join(',') ?? '',
  }),
  Invitation: (filter) => ({
    only_pending: String(filter.pending === 'PENDING'),
    by_full_name: filter.byFullName ?? '',
    search: filter.search ?? '',
  }),
} satisfies FilterParameters;

function filterParameters(query: Query): Parameters {
  if (isQueryOf(query, 'AccountMembership')) return byType.AccountMembership(query.filter);
  if (isQueryOf(query, 'User')) return byType.User(query.filter);
  if (isQueryOf(query, 'Role')) return byType.Role(query.filter);
  if (isQueryOf(query, 'Skill')) return byType.Skill(query.filter);
  if (isQueryOf(query, 'Invitation')) return byType.Invitation(query.filter);
  return {};
}

/** The names of the orders are the REST names in upper case. */
function orderParameter({ order }: Query): Parameters {
  if (order === undefined) return {};
  return { order: `${order.field.toLowerCase()}:${order.direction.toLowerCase()}` };
}

function createdUpdated(filter: CreatedUpdated): Parameters {
  return {
    created_after: filter.createdAfter?.toISOString() ?? '',
    created_before: filter.createdBefore?.toISOString() ?? '',
    updated_after: filter.updatedAfter?.toISOString() ?? '',
    updated_before: filter.updatedBefore?.toISOString() ?? '',
  };
}

function emailAddresses(addresses: readonly string[]): Parameters {
  return addresses.length === 1
    ? { by_email_address: addresses[0] ?? '' }
    : { by_email_addresses: addresses.join(',') };
}

/** `{"ids":[1,2],"1":[4,5],"operation":"and"}`: a skill without levels stands in `ids` only. */
function skillCriteria(criteria: SkillCriteria): string {
  const levels = criteria.levels.map(({ skillId, levels }) => [skillId, levels] as const);
  return JSON.stringify({
    ids: criteria.ids.map((id) => (Number.isSafeInteger(Number(id)) ? Number(id) : id)),
    ...Object.fromEntries(levels),
    operation: criteria.operation.toLowerCase(),
  });
}

function isCriteria(value: unknown): value is SkillCriteria {
  return isObject(value) && Array.isArray(value.ids);
}
