import type { Call } from './call.ts';
import { refuse } from './refusal.ts';
import type { Account, AccountMember, AccountMembership, AccountTag } from './store.ts';

/** The record that a path names, if the caller may see it; what is hidden does not exist. */
export const find = {
  account: ({ visible, param }: Call): Account =>
    required(visible.accounts.get(param('accountId')), 'account not found'),

  member: ({ visible, param }: Call): AccountMember =>
    required(visible.members.get(param('memberId')), 'not found'),

  /** Below the wrong account there is no such membership. */
  membership: (call: Call): AccountMembership => {
    const account = find.account(call);
    const membership = call.visible.memberships.get(call.param('membershipId'));
    return required(
      membership?.accountId === account.id ? membership : undefined,
      'Repository.GetAccountMembership failed: account membership not found',
    );
  },

  tag: ({ visible, param }: Call): AccountTag =>
    required(visible.tags.get(param('tagId')), 'not found'),
};

function required<T>(record: T | undefined, detail: string): T {
  if (record === undefined) throw refuse(404, detail);
  return record;
}
