export const ACCOUNTS = '/v2/accounts';
export const ACCOUNT = `${ACCOUNTS}/:accountId`;
export const MEMBERS = '/v2/account-members';
export const MEMBER = `${MEMBERS}/:memberId`;
export const TAGS = '/v2/account-tags';

/** There is no collection of all memberships: one looks from an account or from a member. */
export const MEMBERSHIPS_OF_ACCOUNT = `${ACCOUNT}/account-memberships`;
export const MEMBERSHIPS_OF_MEMBER = `${MEMBER}/account-memberships`;
export const MEMBERSHIP = `${MEMBERSHIPS_OF_ACCOUNT}/:membershipId`;
