/** The collections of Kantata OX: where each type lives, and what reading it by id takes. */
import type { Noun } from '../../domain/noun.ts';
import type { TypeName } from '../../domain/record.ts';
import { associations, type KantataType } from './associations.ts';

export const maxPageSize = 200;

/** The vendor's own client stops there. So many of the longest ids also keep a URL under 4 KB. */
export const keysPerCall = 150;

export interface Collection {
  /** Path of the list and name of the map in an answer. */
  readonly map: string;
  /** Parameters that lift the default filters, which would hide rows that are asked for by id. */
  readonly byId: Readonly<Record<string, string>>;
  /** Parameters of a second try, for ids that the first did not bring. */
  readonly byIdAgain?: Readonly<Record<string, string>>;
  /** Fields of ours that must be named in `optional_fields`, with their REST names. */
  readonly optionalFields?: Readonly<Record<string, string>>;
}

const withoutDefaults = { apply_default_filters: 'false' };

/** Brings inactive members whether or not the server knows `apply_default_filters`. */
export const inactiveOnly = {
  only_active: 'false',
  only_inactive: 'true',
  is_active: 'false',
  ...withoutDefaults,
};

export const collections: Readonly<Record<KantataType, Collection>> = {
  AccountMembership: {
    map: 'account_memberships',
    byId: withoutDefaults,
    byIdAgain: inactiveOnly,
    optionalFields: { canLogIn: 'can_log_in', nonParticipant: 'non_participant' },
  },
  User: {
    map: 'users',
    byId: { on_my_account: 'true', show_disabled: 'true' },
    optionalFields: {
      bio: 'bio',
      website: 'website',
      city: 'city',
      state: 'state',
      country: 'country',
      abbreviatedTimezone: 'abbreviated_timezone',
      lastSiteActivity: 'last_site_activity',
      classification: 'classification',
    },
  },
  // Some servers take `false` for the deleted ones alone; the second try brings the others.
  Role: { map: 'roles', byId: { only_active: 'false' }, byIdAgain: withoutDefaults },
  Invitation: {
    map: 'account_invitations',
    byId: { only_pending: 'false' },
    byIdAgain: withoutDefaults,
  },
  // The list holds default workweeks only; a personal one comes with its membership.
  Workweek: { map: 'workweeks', byId: {} },
  SkillMembership: { map: 'skill_memberships', byId: {} },
  Skill: { map: 'skills', byId: {} },
  SkillCategory: { map: 'skill_categories', byId: {} },
  BackupApproverAssociation: { map: 'backup_approver_associations', byId: {} },
  CostRate: { map: 'cost_rates', byId: {} },
  BillableUtilization: { map: 'billable_utilizations', byId: {} },
};

const types = Object.keys(collections).filter(isKantataType);

export const typeOfMap: ReadonlyMap<string, KantataType> = new Map(
  types.map((type) => [collections[type].map, type]),
);

export const nouns: readonly Noun[] = types.map((type) => ({
  type,
  source: 'KANTATA_OX',
  keyPattern: /^[1-9][0-9]{0,18}$/,
  bareId: true,
  ...(type === 'AccountMembership' ? { removalIsFinal: true as const } : {}),
  associations: associations[type],
  primaryOnly: Object.keys(collections[type].optionalFields ?? {}),
  rowsPerCall: maxPageSize,
  keysPerCall,
}));

function isKantataType(type: string): type is KantataType {
  return Object.hasOwn(collections, type);
}

/** @throws TypeError for a type of another upstream */
export function kantataType(type: TypeName): KantataType {
  if (isKantataType(type)) return type;
  throw new TypeError(`${type} is not a type of Kantata OX`);
}
