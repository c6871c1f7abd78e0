/** The collections of Elastic Path: where each type lives, and what its rows are called. */
import type { Noun } from '../../domain/noun.ts';
import type { TypeName } from '../../domain/record.ts';
import { associations, type ElasticPathType } from './associations.ts';
import { readMembershipKey } from './membership-key.ts';

export const maxPageSize = 100;

interface Collection {
  /** The `type` of its rows. */
  readonly singular: string;
  /** Key of its rows in `included`. */
  readonly plural: string;
  /** What a key looks like. */
  readonly keyPattern: RegExp;
  /** Fields that a row in `included` leaves out. */
  readonly primaryOnly: readonly string[];
  /**
   * One where the API has no call for several, unless the store is said to have one. A hundred UUIDs keep a URL
   * under 4 KB, with its commas encoded.
   */
  readonly keysPerCall: number;
}

/** In upper or lower case: nothing promises either. */
const uuid = '[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}';
export const idPattern = new RegExp(`^${uuid}$`);

/** UUIDs are written in lower case and read in either (RFC 9562). */
export function normalizeKey(key: string): string {
  return key.toLowerCase();
}

export const collections: Readonly<Record<ElasticPathType, Collection>> = {
  CommerceAccount: {
    singular: 'account',
    plural: 'accounts',
    keysPerCall: 100,
    keyPattern: idPattern,
    primaryOnly: ['externalRef', 'customFields'],
  },
  CommerceAccountMember: {
    singular: 'account_member',
    plural: 'account_members',
    keysPerCall: 1,
    keyPattern: idPattern,
    primaryOnly: [
      'givenName',
      'middleName',
      'familyName',
      'createdAt',
      'updatedAt',
      'customFields',
    ],
  },
  CommerceAccountMembership: {
    singular: 'account_membership',
    plural: 'account_memberships',
    keysPerCall: 1,
    // Account and membership: the API reaches a membership only below its account.
    keyPattern: new RegExp(`^${uuid}/${uuid}$`),
    primaryOnly: [],
  },
  CommerceAccountTag: {
    singular: 'account_tag',
    plural: 'account_tags',
    keysPerCall: 100,
    keyPattern: idPattern,
    primaryOnly: [],
  },
};

export const types = Object.keys(collections).filter(isElasticPathType);

export const nouns: readonly Noun[] = types.map((type) => ({
  type,
  source: 'ELASTIC_PATH',
  keyPattern: collections[type].keyPattern,
  normalizeKey,
  bareId: type !== 'CommerceAccountMembership',
  associations: associations[type],
  primaryOnly: collections[type].primaryOnly,
  showsAll: true,
  rowsPerCall: maxPageSize,
  keysPerCall: collections[type].keysPerCall,
  ...(type === 'CommerceAccountMembership' ? { linksOfKey } : {}),
}));

function linksOfKey(key: string) {
  return { account: readMembershipKey(key).accountId };
}

function isElasticPathType(type: string): type is ElasticPathType {
  return Object.hasOwn(collections, type);
}

/** @throws TypeError for a type of another upstream */
export function elasticPathType(type: TypeName): ElasticPathType {
  if (isElasticPathType(type)) return type;
  throw new TypeError(`${type} is not a type of Elastic Path`);
}
