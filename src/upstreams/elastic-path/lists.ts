/** The filters and orders of each list of Elastic Path, as its path and parameters. */
import { Fault } from '../../domain/fault.ts';
import { isQueryOf, type Filters, type Query } from '../../domain/query.ts';
import type { ElasticPathType } from './associations.ts';
import { clause, textClause, timeClause, type TextOperator } from './filters.ts';
import type { Origin } from './wire.ts';

export interface List {
  readonly type: ElasticPathType;
  readonly path: string;
  readonly clauses: readonly string[];
  readonly sort: string;
  /** What the rows can bring along, in the words of `include`. */
  readonly brings: readonly string[];
  /** What the path tells of each row. */
  readonly origin: Omit<Origin, 'primary'>;
  /** The operator that continues the list after an id, beyond what offsets reach; `null` where there is none. */
  readonly keyset: 'gt' | 'lt' | null;
}

/** More are refused by the upstream. */
const mostClauses = 10;

/** @throws Fault BAD_USER_INPUT when it has more conditions than the upstream takes */
export function listOf(query: Query, textOperator: TextOperator): List {
  const list = described(query, textOperator);
  const spare = list.keyset === null ? 0 : 1;
  if (list.clauses.length + spare > mostClauses) {
    throw new Fault('BAD_USER_INPUT', 'filter: these are more conditions than can be combined.', {
      source: 'ELASTIC_PATH',
    });
  }
  return list;
}

/** An empty list of ids matches nothing: there is no call to make. */
export function matchesNothing(query: Query): boolean {
  if (!isQueryOf(query, 'CommerceAccount')) return false;
  const { ids, accountTagIds } = query.filter;
  return ids?.length === 0 || accountTagIds?.length === 0;
}

function described(query: Query, textOperator: TextOperator): List {
  const sort = sortOf(query);
  if (isQueryOf(query, 'CommerceAccount')) return accounts(query.filter, sort);
  if (isQueryOf(query, 'CommerceAccountMember')) return members(query.filter, sort, textOperator);
  if (isQueryOf(query, 'CommerceAccountMembership')) return memberships(query.filter, sort);
  throw new TypeError(`Elastic Path has no list of ${query.type}`);
}

function accounts(filter: Filters['CommerceAccount'], sort: string): List {
  return {
    type: 'CommerceAccount',
    path: '/v2/accounts',
    clauses: [
      ...(filter.ids ? [clause('in', 'id', ...filter.ids)] : []),
      ...textClause('name', filter.name),
      ...textClause('legal_name', filter.legalName),
      ...textClause('registration_id', filter.registrationId),
      ...textClause('external_ref', filter.externalRef),
      ...timeClause('gt', 'created_at', filter.createdAfter),
      ...timeClause('lt', 'created_at', filter.createdBefore),
      ...timeClause('gt', 'updated_at', filter.updatedAfter),
      ...timeClause('lt', 'updated_at', filter.updatedBefore),
      ...(filter.accountTagIds ?? []).map((id) => clause('contains', 'account_tags', id)),
    ],
    sort,
    brings: [],
    origin: {},
    keyset: sort === 'id' ? 'gt' : sort === '-id' ? 'lt' : null,
  };
}

function members(
  filter: Filters['CommerceAccountMember'],
  sort: string,
  operator: TextOperator,
): List {
  const list = {
    type: 'CommerceAccountMember',
    sort,
    brings: [],
    origin: {},
    keyset: null,
  } as const;
  if (filter.outsideAccountId) {
    // This list matches texts in the older way, whatever the operator of the other.
    return {
      ...list,
      path: `/v2/accounts/${filter.outsideAccountId}/account-memberships/unassigned-account-members`,
      clauses: [...textClause('name', filter.name), ...textClause('email', filter.emailAddress)],
    };
  }
  return {
    ...list,
    path: '/v2/account-members',
    clauses: [
      ...textClause('name', filter.name, operator),
      ...textClause('email', filter.emailAddress, operator),
      ...textClause('given_name', filter.givenName, 'ilike'),
      ...textClause('middle_name', filter.middleName, 'ilike'),
      ...textClause('family_name', filter.familyName, 'ilike'),
    ],
  };
}

/** Neither list accepts quotes; ids need none. */
function memberships(filter: Filters['CommerceAccountMembership'], sort: string): List {
  const list = { type: 'CommerceAccountMembership', sort, keyset: null } as const;
  if ('memberId' in filter) {
    const { memberId } = filter;
    return {
      ...list,
      path: `/v2/account-members/${memberId}/account-memberships`,
      clauses: [],
      brings: ['account'],
      origin: { memberId },
    };
  }
  const { accountId, accountMemberId } = filter;
  return {
    ...list,
    path: `/v2/accounts/${accountId}/account-memberships`,
    clauses: accountMemberId ? [clause('eq', 'account_member_id', accountMemberId)] : [],
    brings: ['account_member'],
    origin: { accountId },
  };
}

/** The names of the orders are the REST names in upper case. */
function sortOf({ order }: Query): string {
  if (order === undefined) return '';
  return `${order.direction === 'DESC' ? '-' : ''}${order.field.toLowerCase()}`;
}
