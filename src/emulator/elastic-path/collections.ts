import type { Collection } from './collection.ts';
import { caseless, exact, instant, type FilterFields } from './filter.ts';
import { range } from './operators.ts';
import { plainLinks } from './page-links.ts';
import type { Account, AccountMember, AccountMembership, AccountTag } from './store.ts';

interface Dated {
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
}

const byTime = {
  created_at: (row: Dated) => row.createdAtMs,
  updated_at: (row: Dated) => row.updatedAtMs,
};
const byId = { id: (row: { readonly id: string }) => row.id };
const byName = { name: (row: { readonly name: string }) => row.name };

const timeFields = {
  created_at: instant(range, (row: Dated) => row.createdAtMs),
  updated_at: instant(range, (row: Dated) => row.updatedAtMs),
};

export const accountCollection: Collection<Account> = {
  fields: {
    id: exact([...range, 'in'], (row) => [row.id]),
    ...timeFields,
    name: caseless(['eq', 'like'], (row) => row.name),
    legal_name: caseless(['eq', 'like'], (row) => row.legalName),
    registration_id: exact(['eq', 'like'], (row) => [row.registrationId]),
    external_ref: exact(['eq', 'like', 'in'], (row) => [row.externalRef]),
    account_tags: exact(['contains'], (row) => row.tagIds),
  },
  quotes: true,
  sorts: { ...byTime, ...byId, ...byName },
  links: { ...plainLinks, namesOnlyPageAsLast: false },
};

export const tagCollection: Collection<AccountTag> = {
  fields: {
    id: exact([...range, 'in'], (row) => [row.id]),
    ...timeFields,
    name: caseless(['eq', 'like'], (row) => row.name),
  },
  quotes: true,
  sorts: { ...byTime, ...byId },
  links: plainLinks,
};

/** Which of the documented readings of the members' filters the store follows. */
export interface MemberFilterOptions {
  readonly memberFilters: 'ilike' | 'eq-like';
  readonly memberIdIn: boolean;
}

export function memberCollection(options: MemberFilterOptions): Collection<AccountMember> {
  return {
    fields: {
      ...(options.memberFilters === 'ilike' ? ilikeFields : eqLikeFields),
      ...(options.memberIdIn ? memberIdFields : {}),
    },
    quotes: true,
    sorts: { ...byTime, ...byId, ...byName, email: (row) => row.email },
    links: { ...plainLinks, here: 'self' },
  };
}

const ilikeFields: FilterFields<AccountMember> = {
  name: caseless(['ilike'], (row) => row.name),
  email: caseless(['ilike'], (row) => row.email),
  given_name: caseless(['ilike', 'is_null'], (row) => row.givenName),
  middle_name: caseless(['ilike', 'is_null'], (row) => row.middleName),
  family_name: caseless(['ilike', 'is_null'], (row) => row.familyName),
};

const eqLikeFields: FilterFields<AccountMember> = {
  name: caseless(['eq', 'like'], (row) => row.name),
  email: caseless(['eq', 'like'], (row) => row.email),
};

const memberIdFields: FilterFields<AccountMember> = {
  id: exact([...range, 'in'], (row) => [row.id]),
};

export const unassignedCollection: Collection<AccountMember> = {
  fields: eqLikeFields,
  quotes: true,
  sorts: byTime,
  links: { ...plainLinks, none: '', tellsNext: false },
};

/** Both lists of memberships. They take no operand in quotation marks. */
const membershipCollection = {
  fields: { account_member_id: exact(['eq', 'like'], (row: AccountMembership) => [row.memberId]) },
  quotes: false,
  sorts: { ...byTime, ...byId },
};

export const membershipsOfAccountCollection: Collection<AccountMembership> = {
  ...membershipCollection,
  links: plainLinks,
};

export const membershipsOfMemberCollection: Collection<AccountMembership> = {
  ...membershipCollection,
  links: { ...plainLinks, none: 'null' },
};
