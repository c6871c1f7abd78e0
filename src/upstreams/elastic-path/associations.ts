/**
 * Every association of Elastic Path, as one row of data. To add one: a row here, a line in the SDL, a
 * line of the resolver map, and a test.
 */
import type { Association } from '../../domain/noun.ts';

export type ElasticPathType =
  'CommerceAccount' | 'CommerceAccountMember' | 'CommerceAccountMembership' | 'CommerceAccountTag';

export interface ElasticPathAssociation extends Association {
  readonly to: ElasticPathType;
  /** The word for the `include` parameter; without one, only keys are told. */
  readonly include?: string;
}

// prettier-ignore
export const associations: Readonly<Record<ElasticPathType, readonly ElasticPathAssociation[]>> = {
  CommerceAccount: [
    { field: 'parent', to: 'CommerceAccount', many: false, free: false, keysOnly: true },
    { field: 'ancestors', to: 'CommerceAccount', many: true, free: false, keysOnly: true },
    { field: 'accountTags', to: 'CommerceAccountTag', many: true, free: false, keysOnly: true },
  ],
  CommerceAccountMember: [],
  CommerceAccountMembership: [
    { field: 'account', to: 'CommerceAccount', many: false, free: true, include: 'account', comesWith: 'LISTS' },
    { field: 'accountMember', alias: 'person', to: 'CommerceAccountMember', many: false, free: true, include: 'account_member', comesWith: 'READS' },
  ],
  CommerceAccountTag: [],
};
