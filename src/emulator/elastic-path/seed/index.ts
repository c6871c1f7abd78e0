import type { Store } from '../store.ts';
import { seedAccounts, seedTags } from './accounts.ts';
import { seedMembers, type Person } from './members.ts';
import { seedMemberships } from './memberships.ts';
import type { Random } from './random.ts';

export interface SeedOptions {
  readonly accountCount: number;
  readonly memberCount: number;
  readonly people: readonly Person[];
}

export function seedStore(random: Random, options: SeedOptions): Store {
  const tags = seedTags(random);
  const accounts = seedAccounts(random, options.accountCount, tags);
  const members = seedMembers(random, options.memberCount, options.people);
  const memberships = seedMemberships(random, accounts, members);
  return {
    accounts: byId(accounts),
    members: byId(members),
    memberships: byId(memberships),
    tags: byId(tags),
  };
}

function byId<T extends { readonly id: string }>(records: readonly T[]): Map<string, T> {
  return new Map(records.map((record) => [record.id, record]));
}
