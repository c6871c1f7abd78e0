import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { MEMBER_PASSWORD } from '../../src/emulator/elastic-path/index.ts';
import {
  asAdministrator,
  asGuest,
  createCaller,
  requestToken,
  someLink,
  startForTest,
} from './elastic-path-caller.ts';

const key = { client_id: 'emulator-client', client_secret: 'emulator-secret' };
const atTheGate = { errors: [{ status: 401, title: 'Unable to validate access token' }] };

describe('the token endpoint', () => {
  test('hands out a token and tells its end in epoch seconds', async () => {
    const { url } = await startForTest();
    const before = Math.floor(Date.now() / 1000);
    const reply = await requestToken(url, { grant_type: 'client_credentials', ...key });
    expect(reply.status).toBe(200);
    expect(reply.body).toEqual({
      access_token: expect.stringMatching(/^[0-9a-f]{40}$/) as string,
      token_type: 'Bearer',
      expires_in: 3600,
      expires: expect.closeTo(before + 3600, -1) as number,
      identifier: 'client_credentials',
    });
  });

  test('gives an implicit token without the secret', async () => {
    const { url } = await startForTest();
    const form = { grant_type: 'implicit', client_id: key.client_id };
    const reply = await requestToken(url, form);
    expect(reply).toMatchObject({ status: 200, body: { identifier: 'implicit' } });
  });

  test.each([
    ['an unknown grant', 400, { ...key, grant_type: 'password' }],
    ['no client', 400, { grant_type: 'client_credentials' }],
    ['a wrong secret', 401, { ...key, grant_type: 'client_credentials', client_secret: 'no' }],
    ['a wrong client', 401, { grant_type: 'implicit', client_id: 'somebody' }],
  ])('refuses %s in the usual envelope', async (_, status, form) => {
    const { url } = await startForTest();
    const reply = await requestToken(url, form);
    expect(reply).toMatchObject({ status, body: { errors: [{ status: String(status) }] } });
  });
});

describe('a bearer token', () => {
  test('is required everywhere else, and the refusal has an integer status', async () => {
    const { url } = await startForTest();
    const replies = await Promise.all([
      createCaller(url, {})('GET', '/v2/accounts'),
      createCaller(url, { authorization: 'Bearer nobody' })('GET', '/v2/account-members'),
    ]);
    for (const reply of replies) expect(reply).toMatchObject({ status: 401, body: atTheGate });
  });

  test('is unknown once it has expired', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    onTestFinished(() => void vi.useRealTimers());
    const emulator = await startForTest({ bearerMs: 60_000 });
    const call = await asAdministrator(emulator);
    vi.setSystemTime(Date.now() + 59_999);
    expect(await call('GET', '/v2/accounts')).toMatchObject({ status: 200 });
    vi.setSystemTime(Date.now() + 1);
    expect(await call('GET', '/v2/accounts')).toMatchObject({ status: 401, body: atTheGate });
  });

  test('is unknown once all are revoked, and a new one is good', async () => {
    const emulator = await startForTest();
    const call = await asAdministrator(emulator);
    emulator.revokeTokens();
    expect(await call('GET', '/v2/accounts')).toMatchObject({ status: 401, body: atTheGate });
    const renewed = await asAdministrator(emulator);
    expect(await renewed('GET', '/v2/accounts')).toMatchObject({ status: 200 });
  });
});

describe("a shopper's token", () => {
  const credentials = (username: string, password: string) => ({
    data: {
      type: 'account_management_authentication_token',
      authentication_mechanism: 'password',
      username,
      password,
    },
  });

  test('is issued for every account of the member who logs in', async () => {
    const emulator = await startForTest();
    const { member } = someLink(emulator);
    const guest = await asGuest(emulator);
    const path = '/v2/account-members/tokens';
    const reply = await guest('POST', path, credentials(member.email, MEMBER_PASSWORD));
    const ownAccountIds = [...emulator.data.memberships.values()]
      .filter((row) => row.memberId === member.id)
      .map((row) => row.accountId);
    expect(reply).toMatchObject({ status: 201, body: { meta: { account_member_id: member.id } } });
    expect(reply.body.data.map((row) => row.account_id)).toEqual(ownAccountIds);
    const shopper = await asGuest(emulator, String(reply.body.data[0]?.token));
    const accounts = await shopper('GET', '/v2/accounts');
    expect(accounts.body.data.map((row) => row.id)).toEqual([ownAccountIds[0]]);
  });

  test('is refused for a wrong password with a string status', async () => {
    const emulator = await startForTest();
    const guest = await asGuest(emulator);
    const body = credentials(someLink(emulator).member.email, 'guess');
    expect(await guest('POST', '/v2/account-members/tokens', body)).toMatchObject({
      status: 401,
      body: { errors: [{ title: 'Unauthorized', status: '401' }] },
    });
  });

  test('that is unknown or expired is refused with a string status', async () => {
    const emulator = await startForTest({ accountTokenMs: 0 });
    const { account, member } = someLink(emulator);
    const { text } = emulator.mintAccountToken(account.id, member.id);
    for (const shopperToken of ['nonsense', text]) {
      const shopper = await asGuest(emulator, shopperToken);
      const reply = await shopper('GET', '/v2/accounts');
      expect(reply).toMatchObject({ status: 401, body: { errors: [{ status: '401' }] } });
    }
  });
});
