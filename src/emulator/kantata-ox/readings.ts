import type { TimeZone } from './calendar.ts';

/**
 * Where the documentation of the API leaves room, it may be read in more than one way. A client
 * must be right under each of them, so each can be switched on.
 */
export interface Readings {
  /**
   * What hides inactive memberships: `active`, a default that either filter lifts; `plain`, the
   * default of `only_active` alone; `none`; `hidden`, an undocumented `is_active` filter; `opposite`,
   * no default, and `only_active=false` asks for the inactive ones.
   */
  readonly activeDefault: 'active' | 'plain' | 'none' | 'hidden' | 'opposite';
  readonly honoursApplyDefaultFilters: boolean;
  /**
   * What `only_active=false` of roles and `only_pending=false` of invitations ask for: all rows, or
   * those that the default hides.
   */
  readonly defaultsSetToFalse: 'lifted' | 'opposite';
  /**
   * `plain`: a comma list in an array filter is one value, cast to its leading number where ids are
   * meant.
   */
  readonly arrayFilters: 'plain' | 'split';
  /**
   * What a lesser token gets that includes what only administrators may see: empty lists, 403 or
   * (`broken`) 500 for the whole request, or no trace of the include.
   */
  readonly adminOnlyIncludes: 'empty' | 'forbidden' | 'broken' | 'absent';
  /** Whether one bad invitation spoils the batch. */
  readonly bulkCreation: 'atomic' | 'partial';
  /** `joined`: someone new to Kantata is a member at once, and his invitation is accepted. */
  readonly newInvitees: 'pending' | 'joined';
  readonly limitOffset: 'honoured' | 'ignored';
  /** Whether memberships and invitations show `default_role_id` without its include. */
  readonly defaultRoleIdFree: boolean;
  readonly searchStrategy: 'search' | 'filterAndSearch';
  /** So many hits of any search are rows that are gone: counted and paged, never shown. */
  readonly staleSearchHits: number;
  /** By so many rows the counts of pages are too large, as where an evaluator of its own counts. */
  readonly overcountedRows: number;
  readonly silentlyIgnoredIncludes: readonly string[];
  /**
   * `documented`: the few ids that are documented as integers are integers; `mixed`: they are, unless
   * their association is included, which spells them as text.
   */
  readonly idTypes: 'string' | 'documented' | 'mixed';
  /** `decimal`: targets of memberships are decimal columns, which are spelt as `"80.0"`. */
  readonly billabilityTargets: 'integer' | 'decimal';
  /** Whether show applies the default filters, or finds the row first and then presents it. */
  readonly show: 'filtered' | 'found';
  readonly timeZone: TimeZone;
}

export const PROBABLE_READINGS: Readings = {
  activeDefault: 'active',
  honoursApplyDefaultFilters: true,
  defaultsSetToFalse: 'lifted',
  arrayFilters: 'plain',
  adminOnlyIncludes: 'empty',
  bulkCreation: 'atomic',
  newInvitees: 'pending',
  limitOffset: 'honoured',
  defaultRoleIdFree: true,
  searchStrategy: 'search',
  staleSearchHits: 0,
  overcountedRows: 0,
  silentlyIgnoredIncludes: [],
  idTypes: 'string',
  billabilityTargets: 'integer',
  show: 'filtered',
  timeZone: 'pacific',
};
