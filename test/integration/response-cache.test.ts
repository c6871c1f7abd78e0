/** What was read is told again for some seconds to the same credential, where the gateway is told so. */
import { describe, expect, test } from 'vitest';
import type { ServerResponse } from 'node:http';
import { idOf, ordinary } from './changing.ts';
import { startTestGateway } from './harness.ts';
import { mutate } from './mutating.ts';
import { sendJson, startGatewayAt, startUpstream } from './upstream.ts';

const env = { RESPONSE_CACHE_SECONDS: '60' };
const roles = '{ roles { totalCount } }';
const skills = '{ skills { totalCount } }';
const line = 'GET /roles?only_active=true&page=1&per_page=1';
const resend = 'PUT /account_invitations/7/resend';
const change = 'mutation { resendInvitation(input: { id: "7" }) { userErrors { code } } }';
const traced = { 'x-upstream-trace': '1' };
const answered = (totalCount: number) => ({ data: { roles: { totalCount } } });

/** An upstream that counts its answers to reads. */
async function rig(
  variables: Readonly<Record<string, string>> = env,
  writeStatus = 204,
  statuses: readonly number[] = [],
) {
  let reads = 0;
  const upstream = await startUpstream(({ method }, response) => {
    if (method !== 'GET') {
      response.writeHead(writeStatus).end();
      return;
    }
    const status = statuses[reads] ?? 200;
    reads += 1;
    sendJson(response, { count: reads, results: [], roles: {}, skills: {} }, status);
  });
  return { upstream, gateway: await startGatewayAt(upstream.url, variables) };
}

test('the second of two reads within the time asks nobody, and says so', async () => {
  const { upstream, gateway } = await rig();
  expect(await gateway.query(roles)).toEqual(answered(1));
  expect(await gateway.query(roles, {}, traced)).toMatchObject({
    ...answered(1),
    extensions: { upstream: { calls: [], counts: { calls: 0, rounds: 0, shared: 0, cached: 1 } } },
  });
  expect(upstream.lines()).toEqual([line]);
  const metrics = await (await fetch(`${gateway.url}/metrics`)).text();
  expect(metrics).toContain('gateway_upstream_spared_total{source="KANTATA_OX",how="cached"} 1\n');
  expect(metrics).toContain('gateway_loads_total{how="cached"} 1\n');
});

test('without the variable nothing is kept', async () => {
  const { upstream, gateway } = await rig({});
  expect(await gateway.query(roles)).toEqual(answered(1));
  expect(await gateway.query(roles)).toEqual(answered(2));
  expect(upstream.lines()).toEqual([line, line]);
});

test('records by id, too', async () => {
  const gateway = await startTestGateway({ env });
  const id = idOf(ordinary(gateway, 1)[0]);
  const one = `{ accountMembership(id: "${id}") { user { fullName } } }`;
  const first = await gateway.query(one);
  expect(gateway.requests()).toHaveLength(1);
  expect(await gateway.query(one)).toEqual(first);
  expect(gateway.requests()).toEqual([]);
});

test('another credential asks for itself', async () => {
  const { upstream, gateway } = await rig();
  expect(await gateway.query(roles)).toEqual(answered(1));
  expect(await gateway.query(roles, {}, { authorization: 'Bearer other' })).toEqual(answered(2));
  expect(upstream.lines()).toEqual([line, line]);
});

test.each([
  ['was made', 204],
  ['was refused', 403],
  ['may have been made', 500],
])('after a write that %s, whoever reads asks', async (_what, status) => {
  const { upstream, gateway } = await rig(env, status);
  await gateway.query(roles);
  await gateway.query(change);
  expect(await gateway.query(roles)).toEqual(answered(2));
  expect(await gateway.query(roles)).toEqual(answered(2));
  expect(upstream.lines()).toEqual([line, resend, line]);
});

/** An upstream that answers when it is told to. */
async function holding() {
  const held = new Map<string, ServerResponse>();
  const upstream = await startUpstream(({ method }, response) => {
    held.set(method, response);
  });
  const release = (method: 'GET' | 'PUT') => {
    const response = held.get(method);
    if (response === undefined) throw new Error(`No ${method} has come`);
    if (method === 'PUT') response.writeHead(204).end();
    else sendJson(response, { count: 1, results: [], roles: {} });
  };
  return { upstream, gateway: await startGatewayAt(upstream.url, env), release };
}

test('what was asked before a write, and answered after it, is not kept', async () => {
  const { upstream, gateway, release } = await holding();
  const before = gateway.query(roles);
  await upstream.arrived(1);
  const written = gateway.query(change);
  await upstream.arrived(2);
  release('PUT');
  await written;
  release('GET');
  expect(await before).toEqual(answered(1));
  const after = gateway.query(roles);
  await upstream.arrived(3);
  release('GET');
  expect(await after).toEqual(answered(1));
  expect(upstream.lines()).toEqual([line, resend, line]);
});

test('what was asked and answered during a write is not kept beyond it', async () => {
  const { upstream, gateway, release } = await holding();
  const written = gateway.query(change);
  await upstream.arrived(1);
  const during = gateway.query(roles);
  await upstream.arrived(2);
  release('GET');
  expect(await during).toEqual(answered(1));
  release('PUT');
  await written;
  const after = gateway.query(roles);
  await upstream.arrived(3);
  release('GET');
  expect(await after).toEqual(answered(1));
  expect(upstream.lines()).toEqual([resend, line, line]);
});

test.each([403, 404, 203])('an answer of status %i is not kept', async (status) => {
  const { upstream, gateway } = await rig(env, 204, [status]);
  await gateway.query(roles);
  expect(await gateway.query(roles)).toEqual(answered(2));
  expect(upstream.lines()).toEqual([line, line]);
});

test('no more is kept than there is room for', async () => {
  const { upstream, gateway } = await rig({ ...env, RESPONSE_CACHE_MAX_BYTES: '200' });
  for (const each of [roles, roles, skills, skills, roles]) await gateway.query(each);
  const other = 'GET /skills?page=1&per_page=1';
  expect(upstream.lines()).toEqual([line, other, line]);
});

test('a budget counts what was kept: the operation needs it', async () => {
  const { upstream, gateway } = await rig();
  await gateway.query(roles);
  const refused = await gateway.query(roles, {}, { 'x-upstream-budget': '0' });
  expect(refused.errors).toMatchObject([{ extensions: { code: 'OPERATION_TOO_EXPENSIVE' } }]);
  expect(await gateway.query(roles, {}, { 'x-upstream-budget': '1' })).toMatchObject(answered(1));
  expect(upstream.lines()).toEqual([line]);
});

describe('what a change rests on is read for it:', () => {
  const look = (id: string) =>
    `GET /account_memberships?only=${id}&apply_default_filters=false&per_page=200`;

  /** A record that has been read, and has changed since then behind the gateway's back. */
  async function changed() {
    const gateway = await startTestGateway({ env });
    const [row] = ordinary(gateway, 1);
    if (row === undefined) throw new Error('There is nobody to change');
    const id = idOf(row);
    const one = `{ accountMembership(id: "${id}") { billRateInCents updatedAt } }`;
    const { data } = await gateway.query(one);
    expect(gateway.requests()).toEqual([look(id)]);
    row.bill_rate_in_cents = 4711;
    row.updated_at += 60;
    expect(await gateway.query(one)).toMatchObject({ data: { ...data } });
    expect(gateway.requests()).toEqual([]);
    const { updatedAt } = (data as { accountMembership: { updatedAt: string } }).accountMembership;
    return { gateway, id, updatedAt, row };
  }

  test('a dry run', async () => {
    const { gateway, id } = await changed();
    const input = { id, billRateInCents: 1, dryRun: true };
    expect(
      await mutate(gateway, 'updateAccountMembership', input, 'preview { before }'),
    ).toMatchObject({ preview: { before: { billRateInCents: 4711 } } });
    expect(gateway.requests()).toEqual([look(id)]);
  });

  test('a condition', async () => {
    const { gateway, id, updatedAt } = await changed();
    const input = { id, billRateInCents: 1, ifUnchangedSince: updatedAt };
    expect(
      await mutate(gateway, 'updateAccountMembership', input, 'userErrors { code }'),
    ).toMatchObject({ userErrors: [{ code: 'CONFLICT' }] });
    expect(gateway.requests()).toEqual([look(id)]);
  });

  test('a confirmation', async () => {
    const { gateway, id, row } = await changed();
    const dry = await mutate(
      gateway,
      'deleteAccountMembership',
      { id, dryRun: true },
      'preview { confirmationToken }',
    );
    const { confirmationToken } = (dry as { preview: { confirmationToken: string } }).preview;
    row.updated_at += 60;
    const input = { id, confirmationToken };
    expect(
      await mutate(gateway, 'deleteAccountMembership', input, 'userErrors { code }'),
    ).toMatchObject({ userErrors: [{ code: 'CONFLICT' }] });
    expect(gateway.requests()).toEqual([look(id), look(id)]);
  });
});
