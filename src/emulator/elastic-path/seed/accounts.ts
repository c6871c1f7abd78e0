import type { Account, AccountTag, FlowFields } from '../store.ts';
import type { Random } from './random.ts';
import { legalForms, tagNames, tradeNames, trades } from './words.ts';
import { seedTimes } from './times.ts';

const MAX_DEPTH = 4;

export function seedTags(random: Random): AccountTag[] {
  return tagNames.map((name) => ({
    id: random.uuid(),
    name,
    description: `Accounts marked ${name}`,
    flow: {},
    ...seedTimes(random),
  }));
}

/** A forest: an account may hang below any earlier one that is not yet at the greatest depth. */
export function seedAccounts(
  random: Random,
  count: number,
  tags: readonly AccountTag[],
): Account[] {
  const accounts: Account[] = [];
  for (let index = 0; index < count; index += 1) {
    const ancestorIds = chooseAncestors(random, accounts);
    const name = `${random.pick(tradeNames)} ${random.pick(trades)}`;
    const bare = random.chance(0.15);
    accounts.push({
      id: random.uuid(),
      name,
      legalName: bare ? null : `${name} ${random.pick(legalForms)}`,
      registrationId: bare ? null : `REG-${String(index).padStart(4, '0')}`,
      externalRef: bare ? null : `erp:cust:${String(index).padStart(6, '0')}`,
      ancestorIds,
      tagIds: tags.filter(() => random.chance(0.12)).map((tag) => tag.id),
      flow: accountFlow(random),
      ...seedTimes(random),
    });
  }
  return accounts;
}

function chooseAncestors(random: Random, accounts: readonly Account[]): readonly string[] {
  if (accounts.length === 0 || random.chance(0.3)) return [];
  const candidate = accounts[random.between(0, accounts.length - 1)];
  if (candidate === undefined || candidate.ancestorIds.length >= MAX_DEPTH - 1) return [];
  return [...candidate.ancestorIds, candidate.id];
}

function accountFlow(random: Random): FlowFields {
  return {
    credit_class: random.chance(0.2) ? null : random.pick(['A', 'B', 'C']),
    'net-terms': random.pick([14, 30, 60]),
  };
}
