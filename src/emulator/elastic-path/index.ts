import { startServer, type EmulatorServer, type ServerOptions } from '../server.ts';
import type { MemberFilterOptions } from './collections.ts';
import { rateLimited } from './refusal.ts';
import type { ClientKey } from './routes/access-token.ts';
import type { MembershipReadOptions } from './routes/memberships-read.ts';
import { seedStore, type SeedOptions } from './seed/index.ts';
import { createRandom } from './seed/random.ts';
import { createService } from './service.ts';
import type { Store } from './store.ts';
import { Tokens, type AccountToken, type Lifetimes } from './tokens.ts';

export type { Person } from './seed/members.ts';
export type { Account, AccountMember, AccountMembership, AccountTag, Store } from './store.ts';
export { MEMBER_PASSWORD } from './routes/account-tokens.ts';

export interface ElasticPathEmulatorOptions
  extends
    ServerOptions,
    Partial<ClientKey>,
    Partial<MemberFilterOptions>,
    Partial<MembershipReadOptions>,
    Partial<SeedOptions>,
    Partial<Lifetimes> {
  /** The same seed makes the same store, the same ids included. */
  readonly seed?: number;
  /** How many accounts one member may belong to; 10 000 unless given. */
  readonly membershipLimit?: number;
}

export interface ElasticPathEmulator extends Omit<EmulatorServer, 'origin'> {
  /** Such as `http://127.0.0.1:40123`; paths begin with `/v2` or `/oauth`. */
  readonly url: string;
  /** How many requests changed the store, those whose answer was lost included. */
  readonly writesApplied: number;
  /** The store as it is now. */
  readonly data: Store;
  /** A shopper's token, to be sent along with an implicit bearer token. */
  mintAccountToken(accountId: string, memberId: string): AccountToken;
  /** Makes every bearer token unknown at once, those not yet expired included. */
  revokeTokens(): void;
}

/** Starts the emulated accounts API with a freshly seeded store. */
export async function startElasticPathEmulator(
  options: ElasticPathEmulatorOptions = {},
): Promise<ElasticPathEmulator> {
  const { accountTokenMs = 86_400_000, bearerMs = 3_600_000 } = options;
  const { accountCount = 400, memberCount = 5000, people = [] } = options;
  const random = createRandom(options.seed ?? 1);
  const store = seedStore(random, { accountCount, memberCount, people });
  const tokens = new Tokens({ accountTokenMs, bearerMs });
  let writesApplied = 0;
  const answer = createService(store, tokens, {
    clientId: options.clientId ?? 'emulator-client',
    clientSecret: options.clientSecret ?? 'emulator-secret',
    memberFilters: options.memberFilters ?? 'ilike',
    memberIdIn: options.memberIdIn ?? false,
    includedShape: options.includedShape ?? 'keyed',
    membershipPaging: options.membershipPaging ?? 'asked',
    membershipLimit: options.membershipLimit ?? 10_000,
    accountTokenLifetimeMs: accountTokenMs,
    newId: () => random.uuid(),
    onWrite: () => {
      writesApplied += 1;
    },
  });
  const upstream = { toPath: (pathname: string) => pathname, answer, rateLimited };
  const { origin, ...server } = await startServer(upstream, options);
  return {
    ...server,
    url: origin,
    get writesApplied() {
      return writesApplied;
    },
    data: store,
    mintAccountToken: (accountId, memberId) => tokens.issueAccountToken(accountId, memberId),
    revokeTokens: () => {
      tokens.revokeBearers();
    },
  };
}
