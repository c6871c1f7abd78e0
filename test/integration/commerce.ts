/** A gateway in front of both emulated upstreams, and short names for what stands in Elastic Path. */
import { onTestFinished } from 'vitest';
import {
  startElasticPathEmulator,
  type Account,
  type AccountMembership,
  type ElasticPathEmulator,
  type ElasticPathEmulatorOptions,
} from '../../src/emulator/elastic-path/index.ts';
import { startTestGateway, type TestGateway, type TestGatewayOptions } from './harness.ts';

export interface CommerceGateway extends TestGateway {
  readonly elasticPath: ElasticPathEmulator;
  /** The requests to Elastic Path since the last look, in the order they arrived. */
  readonly commerceRequests: () => readonly string[];
}

export interface CommerceGatewayOptions extends TestGatewayOptions {
  readonly elasticPath?: ElasticPathEmulatorOptions;
  /** Leaves the first token to be fetched by the test's own first request. */
  readonly withoutToken?: true;
}

/** The first account has 180 memberships, the twentieth none, every other one a few. */
const smallStore: ElasticPathEmulatorOptions = { accountCount: 30, memberCount: 200 };

export async function startCommerceGateway(
  options: CommerceGatewayOptions = {},
): Promise<CommerceGateway> {
  const elasticPath = await startElasticPathEmulator({ ...smallStore, ...options.elasticPath });
  onTestFinished(() => elasticPath.stop());
  const gateway = await startTestGateway({
    ...options,
    kantata: { members: 30, inactive: 3, ...options.kantata },
    env: {
      ELASTIC_PATH_BASE_URL: elasticPath.url,
      ELASTIC_PATH_CLIENT_ID: 'emulator-client',
      ELASTIC_PATH_CLIENT_SECRET: 'emulator-secret',
      ...options.env,
    },
  });
  const commerceRequests = () => {
    const lines = elasticPath.requests.map(({ line }) => line);
    elasticPath.clearRequests();
    return lines;
  };
  if (options.withoutToken !== true) {
    await gateway.query('{ commerceAccounts(first: 0) { totalCount } }');
    commerceRequests();
  }
  return { ...gateway, elasticPath, commerceRequests };
}

/** In the order in which they were founded; the first has by far the most memberships. */
export function accountsOf({ elasticPath }: CommerceGateway): readonly Account[] {
  return [...elasticPath.data.accounts.values()];
}

export function accountAt(gateway: CommerceGateway, index: number): Account {
  return present(accountsOf(gateway)[index]);
}

/** Newest first, as the lists have them. */
export function membershipsOf(
  { elasticPath }: CommerceGateway,
  owner: { readonly accountId: string } | { readonly memberId: string },
): readonly AccountMembership[] {
  const isOwned = (row: AccountMembership) =>
    'accountId' in owner ? row.accountId === owner.accountId : row.memberId === owner.memberId;
  return [...elasticPath.data.memberships.values()].filter(isOwned).sort(newestFirst);
}

export function newestFirst(
  one: { readonly createdAtMs: number; readonly id: string },
  other: { readonly createdAtMs: number; readonly id: string },
): number {
  return other.createdAtMs - one.createdAtMs || (one.id < other.id ? -1 : 1);
}

export function globalIdOf(type: string, key: string): string {
  return Buffer.from(`${type}:${key}`).toString('base64url');
}

export function membershipId({ accountId, id }: AccountMembership): string {
  return globalIdOf('CommerceAccountMembership', `${accountId}/${id}`);
}

/** A bearer token of a shopper, with which nothing can be done but in the name of an account. */
export async function implicitToken({ elasticPath }: CommerceGateway): Promise<string> {
  const response = await fetch(`${elasticPath.url}/oauth/access_token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'implicit', client_id: 'emulator-client' }),
  });
  const { access_token: token } = (await response.json()) as { access_token: string };
  elasticPath.clearRequests();
  return token;
}

/** The cursor of a position, made from one that the list gave. */
export function moved(cursor: string, position: number): string {
  const [mark = ''] = Buffer.from(cursor, 'base64url').toString().split('.');
  return Buffer.from(`${mark}.${position}`).toString('base64url');
}

export function present<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error('The store lacks what the test needs');
  return value;
}
