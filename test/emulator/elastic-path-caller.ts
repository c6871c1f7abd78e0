import { onTestFinished } from 'vitest';
import {
  startElasticPathEmulator,
  type Account,
  type AccountMember,
  type AccountMembership,
  type ElasticPathEmulator,
  type ElasticPathEmulatorOptions,
} from '../../src/emulator/elastic-path/index.ts';

interface Row {
  readonly id: string;
  readonly [name: string]: unknown;
}

/** The parts of an answer that a test reads; the rest is compared as it stands. */
interface Body {
  readonly data: readonly Row[];
  readonly meta: { readonly results: { readonly total: number } };
  readonly links: Readonly<Record<string, unknown>>;
  readonly included: unknown;
  readonly access_token: string;
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

export type Call = (method: string, path: string, body?: unknown) => Promise<Reply>;

/** A client over a real socket, with these headers on every request. */
export function createCaller(url: string, headers: Record<string, string>): Call {
  return async (method, path, body) => {
    const response = await fetch(url + path, {
      method,
      headers: {
        ...headers,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return toReply(response);
  };
}

export async function requestToken(url: string, form: Record<string, string>): Promise<Reply> {
  const body = new URLSearchParams(form);
  return toReply(await fetch(`${url}/oauth/access_token`, { method: 'POST', body }));
}

async function toReply(response: Response): Promise<Reply> {
  const text = await response.text();
  const body = JSON.parse(text === '' ? 'null' : text) as Body;
  return { status: response.status, headers: response.headers, body };
}

const key = { client_id: 'emulator-client', client_secret: 'emulator-secret' };

export async function asAdministrator({ url }: ElasticPathEmulator): Promise<Call> {
  const { body } = await requestToken(url, { grant_type: 'client_credentials', ...key });
  return createCaller(url, { authorization: `Bearer ${body.access_token}` });
}

export async function asGuest({ url }: ElasticPathEmulator, shopperToken?: string): Promise<Call> {
  const { body } = await requestToken(url, { grant_type: 'implicit', client_id: key.client_id });
  const authorization = `Bearer ${body.access_token}`;
  if (shopperToken === undefined) return createCaller(url, { authorization });
  const name = 'EP-Account-Management-Authentication-Token';
  return createCaller(url, { authorization, [name]: shopperToken });
}

/** An emulator that is gone when the test is, small unless told otherwise. */
export async function startForTest(
  options: ElasticPathEmulatorOptions = {},
): Promise<ElasticPathEmulator> {
  const emulator = await startElasticPathEmulator({
    accountCount: 6,
    memberCount: 60,
    ...options,
  });
  onTestFinished(() => emulator.stop());
  return emulator;
}

export interface Link {
  readonly account: Account;
  readonly member: AccountMember;
  readonly membership: AccountMembership;
}

/** Some membership with both its ends. */
export function someLink({ data }: ElasticPathEmulator, accountIndex = 1): Link {
  const account = nth(data.accounts.values(), accountIndex);
  const membership = nth(
    data.memberships.values().filter((row) => row.accountId === account.id),
    0,
  );
  const member = data.members.get(membership.memberId);
  if (member === undefined) throw new Error('The membership leads nowhere');
  return { account, member, membership };
}

/** Some member outside the account. */
export function someStranger({ data }: ElasticPathEmulator, account: Account): AccountMember {
  const inside = new Set(
    [...data.memberships.values()]
      .filter((row) => row.accountId === account.id)
      .map((row) => row.memberId),
  );
  return nth(
    data.members.values().filter((member) => !inside.has(member.id)),
    0,
  );
}

export function nth<T>(items: Iterable<T>, index: number): T {
  const item = [...items][index];
  if (item === undefined) throw new Error(`There is no item ${index}`);
  return item;
}
