/** Seeing, foreseeing and limiting the upstream calls of an operation. */
import { describe, expect, test } from 'vitest';
import { startTestGateway, type GraphQLAnswer } from './harness.ts';
import { expectTooExpensive, send } from './refusing.ts';

const trace = { 'x-upstream-trace': '1' };

interface Upstream {
  readonly calls: readonly Readonly<Record<string, unknown>>[];
  readonly counts: Readonly<Record<string, number>>;
  readonly cost: Readonly<Record<string, number>> | null;
  readonly planned?: readonly Readonly<Record<string, unknown>>[];
}

function upstreamOf({ extensions }: GraphQLAnswer): Upstream {
  // The test asserts on what it reads from here.
  return extensions?.upstream as Upstream;
}

const twoRounds = `{ accountMemberships(first: 3) { nodes { user { fullName bio } } } }`;

describe('x-upstream-trace', () => {
  test('shows every call, its times and what it was for', async () => {
    const { query, requests } = await startTestGateway();

    const upstream = upstreamOf(await query(twoRounds, {}, trace));

    expect(upstream).toEqual({
      calls: [
        {
          source: 'KANTATA_OX',
          method: 'GET',
          route: '/account_memberships',
          include: null,
          idCount: 0,
          status: 200,
          startMs: expect.any(Number) as number,
          durationMs: expect.any(Number) as number,
          attempts: 1,
          reason: 'list',
        },
        {
          source: 'KANTATA_OX',
          method: 'GET',
          route: '/users',
          include: null,
          idCount: 3,
          status: 200,
          startMs: expect.any(Number) as number,
          durationMs: expect.any(Number) as number,
          attempts: 1,
          reason: 'byKeys',
        },
      ],
      counts: {
        calls: 2,
        rounds: 2,
        records: 6,
        retries: 0,
        fromStore: expect.any(Number) as number,
        shared: 0,
        coalesced: 0,
        cached: 0,
      },
      cost: { calls: 2, rows: 6 },
    });
    expect(requests()).toHaveLength(2);
    const [list, users] = upstream.calls;
    expect(users?.startMs).toBeGreaterThanOrEqual(
      Number(list?.startMs) + Number(list?.durationMs) - 0.2,
    );
  });

  test('shows includes as they were sent, and what was found without a call', async () => {
    const { query } = await startTestGateway();

    const { calls, counts } = upstreamOf(
      await query(
        '{ accountMemberships(first: 5) { nodes { user { fullName } manager { fullName } } } me { fullName } }',
        {},
        trace,
      ),
    );

    expect(calls).toMatchObject([
      { route: '/users/me', include: null, reason: 'viewer' },
      { route: '/account_memberships', include: 'user,manager', reason: 'list' },
    ]);
    expect(counts).toMatchObject({ calls: 2, rounds: 1, fromStore: 10 });
  });

  test('shows routes without ids, of reads and of changes', async () => {
    const { query } = await startTestGateway();

    const answer = await query(
      'mutation { disableAccountMembership(input: { id: "300510" }) { accountMembership { status } } }',
      {},
      trace,
    );

    expect(upstreamOf(answer).calls).toMatchObject([
      { method: 'PUT', route: '/account_memberships/{id}/disable', idCount: 1, reason: 'change' },
    ]);
    expect(JSON.stringify(answer.extensions)).not.toMatch(/300510|token/);
  });

  test('counts attempts', async () => {
    const { kantata, query } = await startTestGateway();
    kantata.inject({ match: () => true, action: { kind: 'answer', status: 503 }, times: 1 });

    const { calls, counts } = upstreamOf(await query('{ role(id: "77001") { id } }', {}, trace));

    expect(calls).toMatchObject([{ attempts: 2, status: 200, route: '/roles', idCount: 1 }]);
    expect(counts).toMatchObject({ calls: 1, retries: 1 });
  });

  test('shows calls that failed, and the cost of what was refused', async () => {
    const { kantata, query } = await startTestGateway();
    kantata.inject({ match: () => true, action: { kind: 'answer', status: 403 } });

    const failed = await query('{ me { fullName } }', {}, trace);
    expect(failed.errors).toHaveLength(1);
    expect(upstreamOf(failed).calls).toMatchObject([{ status: 403, attempts: 1 }]);
    const heavy = '{ accountMemberships(first: 1000) { nodes { possibleManagers { id } } } }';
    expect(upstreamOf(await query(heavy, {}, trace))).toMatchObject({
      calls: [],
      counts: { calls: 0, rounds: 0 },
      cost: { calls: 5005, rows: 201_000 },
    });
  });

  test('shows nothing to who does not ask', async () => {
    const { query } = await startTestGateway();

    expect((await query(twoRounds)).extensions).toBeUndefined();
    expect((await query(twoRounds, {}, { 'x-upstream-trace': '0' })).extensions).toBeUndefined();
  });
});

describe('x-upstream-budget', () => {
  const budget = (calls: number) => ({ 'x-upstream-budget': String(calls) });

  test('stops an operation before its first call where that is known beforehand', async () => {
    const gateway = await startTestGateway();
    const query = '{ me { id fullName } roles { totalCount } skills { totalCount } }';

    expectTooExpensive(
      gateway,
      await send(gateway, { query }, budget(2)),
      /more upstream calls than 2,/,
    );
    expect(await send(gateway, { query }, budget(3))).toMatchObject({ status: 200, codes: [] });
    expect(gateway.requests()).toHaveLength(3);
  });

  test('may be larger than whatever an operation needs', async () => {
    const gateway = await startTestGateway();
    const query = '{ me { id } }';

    const answered = await send(gateway, { query }, budget(10 ** 20));

    expect(answered).toMatchObject({ status: 200, codes: [] });
  });

  test('stops changes before the first', async () => {
    const gateway = await startTestGateway();
    const field = (id: number) =>
      `c${id}: disableAccountMembership(input: { id: "${id}" }) { userErrors { code } }`;
    const query = `mutation { ${field(300_510)} ${field(300_511)} }`;

    expectTooExpensive(
      gateway,
      await send(gateway, { query }, budget(1)),
      /more upstream calls than 1,/,
    );
  });

  test('stops an operation later where only the answers tell', async () => {
    const { query, requests } = await startTestGateway();

    const { data, errors } = await query(twoRounds, {}, budget(1));

    expect(errors?.length).toBeGreaterThan(0);
    for (const { extensions } of errors ?? []) {
      expect(extensions.code).toBe('OPERATION_TOO_EXPENSIVE');
    }
    expect(data).toMatchObject({ accountMemberships: { nodes: expect.any(Array) as unknown[] } });
    expect(requests()).toHaveLength(1);
    expect((await query(twoRounds, {}, budget(2))).errors).toBeUndefined();
  });

  test('counts what is sent again', async () => {
    const { kantata, query, requests } = await startTestGateway();
    kantata.inject({ match: () => true, action: { kind: 'answer', status: 503 } });

    const { errors } = await query('{ me { fullName } }', {}, budget(2));

    expect(errors?.map(({ extensions: { code } }) => code)).toEqual(['OPERATION_TOO_EXPENSIVE']);
    expect(requests()).toHaveLength(2);
  });

  test('of none lets pass what needs none', async () => {
    const gateway = await startTestGateway();

    expect(
      await send(gateway, { query: '{ __typename nodes(ids: []) { id } }' }, budget(0)),
    ).toMatchObject({
      status: 200,
      codes: [],
    });
    expectTooExpensive(
      gateway,
      await send(gateway, { query: '{ me { fullName } }' }, budget(0)),
      /more upstream calls than 0,/,
    );
  });
});

describe('x-upstream-explain', () => {
  const explain = { 'x-upstream-explain': 'only' };

  test('tells the calls that are known beforehand, and sends none', async () => {
    const { query, requests } = await startTestGateway();

    const answer = await query(
      `{ accountMemberships(first: 500) { nodes { user { fullName bio } manager { fullName } } } me { fullName } }`,
      {},
      explain,
    );

    expect(answer).toEqual({
      data: null,
      extensions: {
        upstream: {
          planned: [
            {
              source: 'KANTATA_OX',
              method: 'GET',
              route: '/users/me',
              include: null,
              idCount: 0,
              reason: 'viewer',
            },
            {
              source: 'KANTATA_OX',
              method: 'GET',
              route: '/account_memberships',
              include: 'manager',
              idCount: 0,
              reason: 'list',
            },
          ],
          cost: { calls: 3 + 4 + 1, rows: 500 + 500 + 500 + 1 },
        },
      },
    });
    expect(requests()).toEqual([]);
  });

  test('sends no change either, writes no audit and remembers no key', async () => {
    const audited: unknown[] = [];
    const { query, requests } = await startTestGateway({ audit: (entry) => audited.push(entry) });
    const document = `mutation {
      disableAccountMembership(input: { id: "300510", idempotencyKey: "once" }) { replayed }
      enableAccountMemberships(input: { ids: ["300511", "300512"] }) { results { status } }
    }`;

    const answer = await query(document, {}, explain);

    expect(answer.data).toBeNull();
    expect(answer.errors).toBeUndefined();
    expect(upstreamOf(answer).planned).toMatchObject([
      { method: 'PUT', route: '/account_memberships/{id}/disable' },
      { method: 'PUT', route: '/account_memberships/{id}/enable' },
      { method: 'PUT', route: '/account_memberships/{id}/enable' },
    ]);
    expect(requests()).toEqual([]);
    expect(audited).toEqual([]);
    const done = await query(document);
    expect(done.data).toMatchObject({ disableAccountMembership: { replayed: false } });
  });

  test('says what is wrong with the operation', async () => {
    const gateway = await startTestGateway();

    const unfit = { query: 'query ($id: ID!) { user(id: $id) { bio } }', variables: { id: [] } };
    expect(await send(gateway, unfit, explain)).toMatchObject({
      status: 400,
      codes: ['BAD_USER_INPUT'],
    });

    const answer = await gateway.query(
      '{ user(id: "x") { id fullName } me { fullName } }',
      {},
      explain,
    );
    expect(answer).toMatchObject({
      data: null,
      errors: [{ path: ['user'], extensions: { code: 'BAD_USER_INPUT' } }],
      extensions: { upstream: { planned: [{ route: '/users/me' }] } },
    });
    const heavy = '{ accountMemberships(first: 6) { nodes { possibleManagers { id } } } }';
    const refused = await send(gateway, { query: heavy }, explain);
    expectTooExpensive(gateway, refused, /heavy/);
    expect(refused.answer.extensions).toEqual({
      upstream: { planned: [], cost: { calls: 1 + 6 * 5, rows: 6 + 6 * 200 } },
    });
  });
});

test.each([
  ['x-upstream-trace', 'yes'],
  ['x-upstream-trace', ''],
  ['x-upstream-budget', '-1'],
  ['x-upstream-budget', '1e3'],
  ['x-upstream-budget', 'ten'],
  ['x-upstream-explain', '1'],
  ['x-upstream-explain', 'true'],
])('a header that cannot be understood is refused: %s: %j', async (name, value) => {
  const gateway = await startTestGateway();
  const query = 'mutation { resendInvitation(input: { id: "55001" }) { userErrors { code } } }';

  const { status, codes, answer } = await send(gateway, { query }, { [name]: value });

  expect(status).toBe(400);
  expect(codes).toEqual(['BAD_USER_INPUT']);
  expect(answer.errors?.[0]?.message).toContain(name);
  expect(gateway.requests()).toEqual([]);
});

test('such a refusal says what is accepted', async () => {
  const gateway = await startTestGateway();
  const headers = { 'x-upstream-explain': 'true' };

  const { answer } = await send(gateway, { query: '{ me { id } }' }, headers);

  expect(answer.errors?.[0]?.message).toBe('x-upstream-explain accepts only the value "only".');
});

test('more time than the gateway takes may be allowed, whatever the number', async () => {
  const { query } = await startTestGateway();
  const headers = { 'x-request-timeout-ms': '999999999999999' };
  expect(await query('{ roles { totalCount } }', {}, headers)).toEqual({
    data: { roles: { totalCount: 17 } },
  });
});
