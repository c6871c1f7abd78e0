/** What a list can be asked for: the filters and orders of each type, in the words of the schema. */

type Optional<T> = T | null | undefined;

export interface Order {
  readonly field: string;
  readonly direction: 'ASC' | 'DESC';
}

export interface CreatedUpdated {
  readonly createdAfter?: Optional<Date>;
  readonly createdBefore?: Optional<Date>;
  readonly updatedAfter?: Optional<Date>;
  readonly updatedBefore?: Optional<Date>;
}

/** At least one of the levels, for a skill that names any. */
export interface SkillCriteria {
  readonly ids: readonly string[];
  readonly operation: 'AND' | 'OR';
  readonly levels: readonly { readonly skillId: string; readonly levels: readonly number[] }[];
}

export interface Filters {
  AccountMembership: CreatedUpdated & {
    readonly status: 'ACTIVE' | 'INACTIVE' | 'ANY';
    readonly byFullName?: Optional<string>;
    readonly search?: Optional<string>;
    readonly userIds?: Optional<readonly string[]>;
    readonly canLogIn?: Optional<boolean>;
    readonly withSkills?: Optional<SkillCriteria>;
  };
  User: CreatedUpdated & {
    readonly includeInactive: boolean;
    readonly byFullName?: Optional<string>;
    readonly search?: Optional<string>;
    readonly emailAddresses?: Optional<readonly string[]>;
    readonly ids?: Optional<readonly string[]>;
  };
  Role: { readonly includeDeleted: boolean; readonly matching?: Optional<string> };
  Skill: {
    readonly matching?: Optional<string>;
    readonly categoryIds?: Optional<readonly string[]>;
  };
  Invitation: {
    readonly pending: 'PENDING' | 'ANY';
    readonly byFullName?: Optional<string>;
    readonly search?: Optional<string>;
  };
  CommerceAccount: CreatedUpdated & {
    readonly ids?: Optional<readonly string[]>;
    readonly name?: Optional<string>;
    readonly legalName?: Optional<string>;
    readonly registrationId?: Optional<string>;
    readonly externalRef?: Optional<string>;
    readonly accountTagIds?: Optional<readonly string[]>;
  };
  CommerceAccountMember: {
    /** Only people who are not members of this account. */
    readonly outsideAccountId?: Optional<string>;
    readonly name?: Optional<string>;
    readonly emailAddress?: Optional<string>;
    readonly givenName?: Optional<string>;
    readonly middleName?: Optional<string>;
    readonly familyName?: Optional<string>;
  };
  /** The memberships of one account or of one member: there is no list of all. */
  CommerceAccountMembership:
    | { readonly accountId: string; readonly accountMemberId: Optional<string> }
    | { readonly memberId: string };
}

export type ListedType = keyof Filters;

export interface Query<T extends ListedType = ListedType> {
  readonly type: T;
  readonly filter: Filters[T];
  readonly order?: Order;
}

export function isQueryOf<T extends ListedType>(query: Query, type: T): query is Query<T> {
  return query.type === type;
}

/** Text to search for; blank text is no search. */
export function searchOf({ filter }: Query): string | null {
  const search = 'search' in filter ? filter.search : null;
  return typeof search === 'string' && search.trim() !== '' ? search : null;
}

/** A part of a list, by positions from 0. */
export interface Window {
  readonly offset: number;
  readonly limit: number;
  /**
   * Where positions only mean something within pages of one size (a search): that size.
   */
  readonly pageSize?: number;
}
