import type { Account, AccountMember, AccountMembership, FlowFields } from '../store.ts';
import type { Random } from './random.ts';
import { seedTimes } from './times.ts';
import { buyerRoles } from './words.ts';

/** The most memberships that one account may have. */
const FULL_ACCOUNT = 1000;
/** The last tenth of the members belongs to no account. */
const ASSIGNED_SHARE = 0.9;
/** The first members, who know everybody, belong to every third account that has members. */
const WELL_CONNECTED = 8;

/** The first account is full, every twentieth is empty, the others have 5 to 40 members. */
export function seedMemberships(
  random: Random,
  accounts: readonly Account[],
  members: readonly AccountMember[],
): AccountMembership[] {
  const assignable = members.slice(0, Math.floor(members.length * ASSIGNED_SHARE));
  return accounts.flatMap((account, index) =>
    chooseMembers(random, index, assignable).map((member) => ({
      id: random.uuid(),
      accountId: account.id,
      memberId: member.id,
      flow: membershipFlow(random),
      ...seedTimes(random),
    })),
  );
}

function chooseMembers(
  random: Random,
  accountIndex: number,
  assignable: readonly AccountMember[],
): readonly AccountMember[] {
  if (accountIndex === 0) return assignable.slice(0, FULL_ACCOUNT);
  if (accountIndex % 20 === 19) return [];
  const chosen = new Set(accountIndex % 3 === 0 ? assignable.slice(0, WELL_CONNECTED) : []);
  const size = Math.min(Math.max(random.between(5, 40), chosen.size), assignable.length);
  while (chosen.size < size) {
    const member = assignable[random.between(0, assignable.length - 1)];
    if (member !== undefined) chosen.add(member);
  }
  return [...chosen];
}

function membershipFlow(random: Random): FlowFields {
  const usual = {
    buyer_role: random.chance(0.15) ? null : random.pick(buyerRoles),
    spend_limit: random.chance(0.3) ? null : random.between(1, 100) * 5000,
  };
  return random.chance(0.01) ? Object.fromEntries([...Object.entries(usual), ...oddFields]) : usual;
}

/** Slugs that a careless reader of the answer takes for the furniture of every object. */
const oddFields: readonly (readonly [string, string])[] = [
  ['__proto__', 'a slug like any other'],
  ['constructor', 'joiner & sons'],
  ['toString', 'spelt out'],
];
