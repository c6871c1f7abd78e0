/** A removal can ask twice: its preview gives a token, which is good for this record as it is now. */
import { SignJWT } from 'jose';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { auditTrail, codesOf, idOf, ordinary } from './changing.ts';
import { startGatewayBefore, startKantata, startTestGateway, type TestGateway } from './harness.ts';
import { errorsOf, mutate, tryTo } from './mutating.ts';

const secret = 'a secret of the tests, 32 characters';
const env = { CONFIRMATION_SECRET: secret.replaceAll(' ', '-') };
const look = (id: string) =>
  `GET /account_memberships?only=${id}&apply_default_filters=false&per_page=200`;
/** Where the first look brings nothing. */
const lookAmongInactive = (id: string) =>
  `GET /account_memberships?only=${id}&only_active=false&only_inactive=true&is_active=false&apply_default_filters=false&per_page=200`;
const removal = (id: string) => `DELETE /account_memberships/${id}`;

afterEach(() => {
  vi.useRealTimers();
});

async function tokenFor(gateway: Pick<TestGateway, 'query' | 'requests'>, id: string) {
  const payload = await mutate(
    gateway,
    'deleteAccountMembership',
    { id, dryRun: true },
    'preview { confirmationToken }',
  );
  gateway.requests();
  return (payload as { preview: { confirmationToken: string } }).preview.confirmationToken;
}

function remove(
  gateway: Pick<TestGateway, 'query'>,
  id: string,
  confirmationToken: string | undefined,
) {
  const input = { id, ...(confirmationToken === undefined ? {} : { confirmationToken }) };
  return mutate(gateway, 'deleteAccountMembership', input, 'deletedId userErrors { code field }');
}

const done = { deletedId: expect.any(String) as unknown, userErrors: [] };
const refused = (code: string) => ({
  deletedId: null,
  userErrors: [{ code, field: ['input', 'confirmationToken'] }],
});

test('a removal with the token of its preview looks once more, and removes', async () => {
  const gateway = await startTestGateway({ env });
  const id = idOf(ordinary(gateway, 1)[0]);
  expect(await remove(gateway, id, await tokenFor(gateway, id))).toEqual(done);
  expect(gateway.requests()).toEqual([look(id), removal(id)]);
  expect(gateway.kantata.data.account_memberships.has(Number(id))).toBe(false);
});

test('S42 a record that was changed since then is not removed', async () => {
  const gateway = await startTestGateway({ env });
  const [row] = ordinary(gateway, 1);
  const id = idOf(row);
  const token = await tokenFor(gateway, id);
  if (row !== undefined) row.updated_at += 1;
  expect(await remove(gateway, id, token)).toEqual(refused('CONFLICT'));
  expect(gateway.requests()).toEqual([look(id)]);
  expect(gateway.kantata.writesApplied).toBe(0);
});

describe('S42 a token is refused, and nothing removed,', () => {
  test('where it was given for another record', async () => {
    const gateway = await startTestGateway({ env });
    const [one, other] = ordinary(gateway, 2).map(idOf);
    const token = await tokenFor(gateway, one ?? '');
    expect(await remove(gateway, other ?? '', token)).toEqual(refused('INVALID'));
    expect(gateway.requests()).toEqual([look(other ?? '')]);
    expect(gateway.kantata.writesApplied).toBe(0);
  });

  test('where it was given to another credential', async () => {
    const tokens = { 'admin-token': 'administrator', 'other-token': 'administrator' } as const;
    const gateway = await startTestGateway({ env, kantata: { tokens } });
    const id = idOf(ordinary(gateway, 1)[0]);
    const confirmationToken = await tokenFor(gateway, id);
    const { data } = await gateway.query(
      `mutation ($input: DeleteAccountMembershipInput!) {
        deleteAccountMembership(input: $input) { deletedId userErrors { code field } }
      }`,
      { input: { id, confirmationToken } },
      { authorization: 'Bearer other-token' },
    );
    expect(data).toEqual({ deleteAccountMembership: refused('INVALID') });
    expect(gateway.kantata.writesApplied).toBe(0);
  });

  test('ten minutes later', async () => {
    const gateway = await startTestGateway({ env });
    const id = idOf(ordinary(gateway, 1)[0]);
    const token = await tokenFor(gateway, id);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 9 * 60_000 });
    const other = idOf(ordinary(gateway, 2)[1]);
    expect(await remove(gateway, other, token)).toEqual(refused('INVALID'));
    vi.setSystemTime(Date.now() + 2 * 60_000);
    expect(await remove(gateway, id, token)).toEqual(refused('INVALID'));
    vi.setSystemTime(Date.now() - 3 * 60_000);
    expect(await remove(gateway, id, token)).toEqual(done);
    expect(gateway.kantata.writesApplied).toBe(1);
  });

  test('where it was tampered with, is none, or says that it needs no signature', async () => {
    const gateway = await startTestGateway({ env });
    const id = idOf(ordinary(gateway, 1)[0]);
    const token = await tokenFor(gateway, id);
    const [head = '', body = '', signature = ''] = token.split('.');
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as object;
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const forged = await new SignJWT({ ...claims })
      .setProtectedHeader({ alg: 'HS256' })
      .sign(new TextEncoder().encode('another secret of the same length'));
    for (const bad of [
      `${head}.${part({ ...claims, updatedAt: '2099-01-01' })}.${signature}`,
      `${part({ alg: 'none' })}.${body}.`,
      `${part({ alg: 'none' })}.${body}.${signature}`,
      `${head}.${body}.${signature.slice(0, -2)}AA`,
      forged,
      'no token',
      '',
    ]) {
      expect(await remove(gateway, id, bad)).toEqual(refused('INVALID'));
    }
    expect(gateway.requests()).toEqual(Array.from({ length: 7 }, () => look(id)));
    expect(gateway.kantata.writesApplied).toBe(0);
  });
});

describe('a record that is gone', () => {
  test('counts as removed where its removal was confirmed', async () => {
    const gateway = await startTestGateway({ env });
    const id = idOf(ordinary(gateway, 1)[0]);
    const token = await tokenFor(gateway, id);
    gateway.kantata.data.account_memberships.delete(Number(id));
    gateway.kantata.data.version += 1;
    expect(await remove(gateway, id, token)).toEqual(done);
    expect(gateway.requests().every((line) => line.startsWith('GET'))).toBe(true);
  });

  test('also where it went between the look and the removal, as one more look shows', async () => {
    const gateway = await startTestGateway({ env });
    const { kantata } = gateway;
    const id = idOf(ordinary(gateway, 1)[0]);
    const token = await tokenFor(gateway, id);
    kantata.inject({
      match: ({ method }) => {
        if (method !== 'DELETE') return false;
        kantata.data.account_memberships.delete(Number(id));
        kantata.data.version += 1;
        return true;
      },
      action: { kind: 'answer', status: 404 },
    });
    expect(await remove(gateway, id, token)).toEqual(done);
    expect(gateway.requests()).toEqual([look(id), removal(id), look(id), lookAmongInactive(id)]);
  });

  test('is removed where only an earlier look has missed it', async () => {
    const gateway = await startTestGateway({ env });
    const { kantata } = gateway;
    const id = idOf(ordinary(gateway, 1)[0]);
    const token = await tokenFor(gateway, id);
    kantata.inject({
      match: { method: 'GET' },
      times: 2,
      action: {
        kind: 'answer',
        status: 200,
        body: { count: 0, results: [], account_memberships: {} },
      },
    });
    const { data, errors } = await gateway.query(
      `mutation ($id: ID!, $token: String!) {
        missed: updateAccountMembership(
          input: { id: $id, defaultReadOnly: true, ifUnchangedSince: "2099-01-01T00:00:00Z" }
        ) { userErrors { code } }
        deleteAccountMembership(input: { id: $id, confirmationToken: $token }) {
          deletedId userErrors { code }
        }
      }`,
      { id, token },
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      missed: { userErrors: [{ code: 'NOT_FOUND' }] },
      deleteAccountMembership: done,
    });
    expect(gateway.requests()).toEqual([look(id), lookAmongInactive(id), look(id), removal(id)]);
    expect(kantata.data.account_memberships.has(Number(id))).toBe(false);
  });

  test('is not reported as removed to whoever makes up a token', async () => {
    const gateway = await startTestGateway({ env });
    expect(await remove(gateway, '999999', 'made up')).toEqual(refused('INVALID'));
    expect(gateway.requests().every((line) => line.startsWith('GET'))).toBe(true);
  });

  test('is not found without a token, as in the REST API', async () => {
    const gateway = await startTestGateway({ env });
    expect(await remove(gateway, '999999', undefined)).toEqual({
      deletedId: null,
      userErrors: [{ code: 'NOT_FOUND', field: ['input', 'id'] }],
    });
    expect(gateway.requests()).toEqual([removal('999999')]);
  });
});

describe('a removal that finds nothing, 404,', () => {
  test('is not done where the record is still there', async () => {
    const gateway = await startTestGateway({ env });
    const id = idOf(ordinary(gateway, 1)[0]);
    const token = await tokenFor(gateway, id);
    gateway.kantata.inject({
      match: { method: 'DELETE' },
      action: { kind: 'answer', status: 404 },
    });
    expect(await remove(gateway, id, token)).toEqual({
      deletedId: null,
      userErrors: [{ code: 'NOT_FOUND', field: ['input', 'id'] }],
    });
    expect(gateway.requests()).toEqual([look(id), removal(id), look(id)]);
    expect(gateway.kantata.data.account_memberships.has(Number(id))).toBe(true);
  });

  test('is not done where nobody can look', async () => {
    const gateway = await startTestGateway({ env });
    const id = idOf(ordinary(gateway, 1)[0]);
    const token = await tokenFor(gateway, id);
    const { kantata } = gateway;
    let isSent = false;
    kantata.inject({
      match: ({ method }) => (isSent ||= method === 'DELETE'),
      action: { kind: 'answer', status: 404 },
    });
    const answer = await tryTo(
      gateway,
      'deleteAccountMembership',
      { id, confirmationToken: token },
      'deletedId',
    );
    expect(answer.data).toEqual({ deleteAccountMembership: null });
    expect(codesOf(answer)).toEqual(['UPSTREAM_MALFORMED']);
    expect(gateway.requests()).toEqual([look(id), removal(id), look(id)]);
  });
});

describe('a list that is not there, 404,', () => {
  const nowhere = { match: { method: 'GET' }, action: { kind: 'answer', status: 404 } } as const;

  test('is no proof that a record is gone whose removal was confirmed', async () => {
    const { entries, audit } = auditTrail();
    const gateway = await startTestGateway({ env, audit });
    const id = idOf(ordinary(gateway, 1)[0]);
    const confirmationToken = await tokenFor(gateway, id);
    gateway.kantata.inject(nowhere);
    const input = { id, confirmationToken };
    const answer = await tryTo(gateway, 'deleteAccountMembership', input, 'deletedId');
    expect(answer.data).toEqual({ deleteAccountMembership: null });
    expect(answer.errors?.map(({ extensions }) => extensions)).toMatchObject([
      { code: 'UPSTREAM_MALFORMED', source: 'KANTATA_OX', upstreamStatus: 404 },
    ]);
    expect(gateway.requests()).toEqual([look(id)]);
    expect(entries).toEqual([]);
  });

  test('is none for a preview or a comparison either', async () => {
    const gateway = await startTestGateway();
    gateway.kantata.inject(nowhere);
    const id = idOf(ordinary(gateway, 1)[0]);
    for (const precaution of [{ dryRun: true }, { ifUnchangedSince: '2026-01-01T00:00:00Z' }]) {
      const input = { id, billRateInCents: 5, ...precaution };
      const answer = await tryTo(gateway, 'updateAccountMembership', input, errorsOf);
      expect(codesOf(answer)).toEqual(['UPSTREAM_MALFORMED']);
      expect(gateway.requests()).toEqual([look(id)]);
    }
  });

  test('is an absent record to whoever only reads', async () => {
    const gateway = await startTestGateway();
    gateway.kantata.inject(nowhere);
    const { data, errors } = await gateway.query('{ accountMembership(id: "300777") { status } }');
    expect(errors).toBeUndefined();
    expect(data).toEqual({ accountMembership: null });
    expect(gateway.requests()).toEqual([look('300777'), lookAmongInactive('300777')]);
  });
});

describe('REQUIRE_REMOVAL_CONFIRMATION', () => {
  const required = { ...env, REQUIRE_REMOVAL_CONFIRMATION: 'true' };

  test('refuses a plain removal without a call', async () => {
    const gateway = await startTestGateway({ env: required });
    const id = idOf(ordinary(gateway, 1)[0]);
    expect(await remove(gateway, id, undefined)).toEqual(refused('INVALID'));
    expect(gateway.requests()).toEqual([]);
  });

  test('takes a confirmed one, and leaves other removals as they are', async () => {
    const gateway = await startTestGateway({ env: required });
    const id = idOf(ordinary(gateway, 1)[0]);
    expect(await remove(gateway, id, await tokenFor(gateway, id))).toEqual(done);
    const [invitation] = gateway.kantata.data.account_invitations.keys();
    const input = { id: String(invitation) };
    expect(await mutate(gateway, 'deleteInvitation', input, 'userErrors { code }')).toEqual({
      userErrors: [],
    });
    expect(gateway.kantata.writesApplied).toBe(2);
  });

  test('asks for no confirmation of what can be undone', async () => {
    const gateway = await startTestGateway({ env: required });
    const id = idOf(ordinary(gateway, 1)[0]);
    for (const mutation of ['disableAccountMembership', 'enableAccountMembership']) {
      expect(await mutate(gateway, mutation, { id }, 'userErrors { code }')).toEqual({
        userErrors: [],
      });
    }
    expect(gateway.requests()).toEqual([
      `PUT /account_memberships/${id}/disable`,
      `PUT /account_memberships/${id}/enable`,
    ]);
  });

  test('a plain removal works without it', async () => {
    const gateway = await startTestGateway();
    const id = idOf(ordinary(gateway, 1)[0]);
    expect(await remove(gateway, id, undefined)).toEqual(done);
    expect(gateway.requests()).toEqual([removal(id)]);
  });
});

test('a token of one gateway is good at another with the same secret, and at no other', async () => {
  const kantata = await startKantata();
  const one = await startGatewayBefore(kantata, { env });
  const same = await startGatewayBefore(kantata, { env });
  const other = await startGatewayBefore(kantata, {
    env: { CONFIRMATION_SECRET: 'x'.repeat(32) },
  });
  const secretless = await startGatewayBefore(kantata);
  const id = idOf(ordinary(one, 1)[0]);
  const token = await tokenFor(one, id);
  expect(await remove(other, id, token)).toEqual(refused('INVALID'));
  expect(await remove(secretless, id, token)).toEqual(refused('INVALID'));
  expect(kantata.writesApplied).toBe(0);
  expect(await remove(same, id, token)).toEqual(done);
  expect(kantata.writesApplied).toBe(1);
});
