/** The key of a membership holds its account, too: the API has memberships only below an account. */
export interface MembershipKey {
  readonly accountId: string;
  readonly membershipId: string;
}

export function membershipKey({ accountId, membershipId }: MembershipKey): string {
  return `${accountId}/${membershipId}`;
}

/** Where the API has it. */
export function membershipPath(key: string): string {
  const { accountId, membershipId } = readMembershipKey(key);
  return `/v2/accounts/${accountId}/account-memberships/${membershipId}`;
}

export function readMembershipKey(key: string): MembershipKey {
  const slash = key.indexOf('/');
  return { accountId: key.slice(0, slash), membershipId: key.slice(slash + 1) };
}
