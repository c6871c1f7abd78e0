/** A read that fails costs its own field: null, one error with its path and code, the rest stands. */
import { describe, expect, test } from 'vitest';
import type { FaultAction } from '../../src/emulator/faults.ts';
import { globalId } from '../../src/domain/global-id.ts';
import { startTestGateway, withoutLimits } from './harness.ts';
import { startGatewayAt } from './upstream.ts';

const list = 'GET /account_memberships?only_active=true&page=1&per_page=2';
const roles = 'GET /roles?only_active=true&page=1&per_page=1';
const document = `{
  accountMemberships(first: 2) { nodes { id } }
  roles(first: 1) { totalCount }
}`;

const answer = (status: number): FaultAction => ({ kind: 'answer', status, body: '' });

async function failing(action: FaultAction, env: Readonly<Record<string, string>> = {}) {
  const gateway = await startTestGateway({ env });
  gateway.kantata.inject({ match: { path: '/account_memberships' }, action });
  const given = { 'x-request-id': 'asked-by-the-test' };
  const { data, errors } = await gateway.query(document, {}, given);
  expect(data).toEqual({ accountMemberships: null, roles: { totalCount: 17 } });
  expect(errors).toHaveLength(1);
  expect(errors?.[0]?.path).toEqual(['accountMemberships']);
  const lines = gateway.requests();
  expect(lines.filter((line) => line === roles)).toHaveLength(1);
  return {
    extensions: errors?.[0]?.extensions,
    attempts: lines.filter((line) => line === list).length,
    others: lines.filter((line) => line !== list && line !== roles),
  };
}

describe('an answer that another attempt cannot better is asked for once', () => {
  test.each([
    [400, 'BAD_USER_INPUT'],
    [401, 'UNAUTHENTICATED'],
    [403, 'FORBIDDEN'],
    [404, 'UPSTREAM_MALFORMED'],
    [405, 'UPSTREAM_MALFORMED'],
    [408, 'UPSTREAM_MALFORMED'],
    [409, 'UPSTREAM_MALFORMED'],
    [410, 'UPSTREAM_MALFORMED'],
    [418, 'UPSTREAM_MALFORMED'],
    [422, 'BAD_USER_INPUT'],
    [304, 'UPSTREAM_MALFORMED'],
    [501, 'UPSTREAM_UNAVAILABLE'],
  ])('%i is %s', async (status, code) => {
    expect(await failing(answer(status))).toEqual({
      extensions: {
        code,
        source: 'KANTATA_OX',
        upstreamStatus: status,
        requestId: 'asked-by-the-test',
      },
      attempts: 1,
      others: [],
    });
  });
});

describe('a failure that may pass is asked three times', () => {
  test.each([
    [500, 'UPSTREAM_UNAVAILABLE'],
    [502, 'UPSTREAM_UNAVAILABLE'],
    [503, 'UPSTREAM_UNAVAILABLE'],
    [504, 'UPSTREAM_UNAVAILABLE'],
  ])('%i is %s', async (status, code) => {
    expect(await failing(answer(status))).toMatchObject({
      extensions: { code, source: 'KANTATA_OX', upstreamStatus: status },
      attempts: 3,
    });
  });

  test.each([
    ['no answer in time', { kind: 'hang' }, 'UPSTREAM_TIMEOUT'],
    ['a connection that is reset', { kind: 'reset' }, 'UPSTREAM_UNAVAILABLE'],
    ['a connection that breaks in the answer', { kind: 'cutBody' }, 'UPSTREAM_UNAVAILABLE'],
    [
      'an answer that takes too long to come',
      { kind: 'drip', chunkBytes: 1, everyMs: 20 },
      'UPSTREAM_TIMEOUT',
    ],
  ] as const)('%s', async (_what, action, code) => {
    const { extensions, attempts } = await failing(action, { UPSTREAM_TIMEOUT_MS: '150' });
    expect(extensions).toEqual({ code, source: 'KANTATA_OX', requestId: 'asked-by-the-test' });
    expect(attempts).toBe(3);
  });
});

test('an upstream that refuses connections is unavailable', async () => {
  // Nothing listens on the port of a server that is gone.
  const { kantata } = await startTestGateway();
  await kantata.stop();
  const gateway = await startGatewayAt(kantata.url);
  const { data, errors } = await gateway.query('{ __typename me { id } }');
  expect(data).toEqual({ __typename: 'Query', me: null });
  expect(errors).toMatchObject([
    { path: ['me'], extensions: { code: 'UPSTREAM_UNAVAILABLE', source: 'KANTATA_OX' } },
  ]);
  expect(errors?.[0]?.extensions).not.toHaveProperty('upstreamStatus');
});

test('an upstream whose name does not resolve is unavailable', async () => {
  const gateway = await startGatewayAt('http://upstream.invalid/api/v1');
  const { data, errors } = await gateway.query('{ me { id } }');
  expect(data).toEqual({ me: null });
  expect(errors).toMatchObject([{ path: ['me'], extensions: { code: 'UPSTREAM_UNAVAILABLE' } }]);
  expect(JSON.stringify(errors)).not.toContain('upstream.invalid');
});

describe('the path is that of the field that lost its value', () => {
  test('by id', async () => {
    const gateway = await startTestGateway();
    gateway.kantata.inject({ match: { path: '/users' }, action: answer(403) });
    const { data, errors } = await gateway.query(`{
      one: user(id: "9100001") { fullName }
      other: role(id: "77001") { name }
    }`);
    expect(data).toEqual({
      one: null,
      other: { name: gateway.kantata.data.roles.get(77001)?.name },
    });
    expect(errors).toMatchObject([{ path: ['one'], extensions: { code: 'FORBIDDEN' } }]);
    expect(gateway.requests().toSorted()).toEqual([
      'GET /roles?only=77001&only_active=false&per_page=200',
      'GET /users?only=9100001&on_my_account=true&show_disabled=true&per_page=200',
    ]);
  });

  test('in every row of a list, for the one request that all of them shared', async () => {
    const gateway = await startTestGateway();
    gateway.kantata.inject({ match: { path: '/users' }, action: answer(403) });
    const { data, errors } = await gateway.query(`{
      accountMemberships(first: 3) { nodes { status user { sourceId bio } defaultRole { sourceId } } }
    }`);
    expect(data).toMatchObject({
      accountMemberships: { nodes: Array(3).fill({ status: 'ACTIVE', user: null }) },
    });
    expect(errors?.map(({ path }) => path)).toEqual(
      [0, 1, 2].map((index) => ['accountMemberships', 'nodes', index, 'user']),
    );
    expect(gateway.requests()).toHaveLength(2);
  });

  test('in one row of many, where only that one fails', async () => {
    const gateway = await startTestGateway({ env: withoutLimits });
    const ids = [...gateway.kantata.data.users.keys()].slice(0, 160).map(String);
    // The second of two requests holds the last ten.
    gateway.kantata.inject({
      match: ({ query }) => query.only?.startsWith(`${ids[150]},`) === true,
      action: answer(403),
    });
    const { data, errors } = await gateway.query(
      'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }',
      { ids: ids.map((id) => globalId('User', id)) },
    );
    const lost = [150, 151, 152, 153, 154, 155, 156, 157, 158, 159].map((index) => [
      'nodes',
      index,
    ]);
    expect(errors?.map(({ path }) => path)).toEqual(lost);
    expect(data).toEqual({
      nodes: ids.map((id, index) => (index < 150 ? { id: globalId('User', id) } : null)),
    });
    expect(gateway.requests()).toHaveLength(2);
  });
});
