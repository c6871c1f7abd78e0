/** A read that is under way is not sent again for another operation with the same credential. */
import { expect, test } from 'vitest';
import type { ServerResponse } from 'node:http';
import { sendJson, startGatewayAt, startUpstream } from './upstream.ts';

const roles = '{ roles { totalCount } }';
const line = 'GET /roles?only_active=true&page=1&per_page=1';
const empty = { count: 0, results: [], roles: {} };
const answered = { data: { roles: { totalCount: 0 } } };
const traced = { 'x-upstream-trace': '1' };

/** An upstream that answers reads when it is told to, and writes at once. */
async function rig(env: Readonly<Record<string, string>> = {}) {
  const held: ServerResponse[] = [];
  const upstream = await startUpstream(({ method }, response) => {
    if (method === 'GET') held.push(response);
    else response.writeHead(204).end();
  });
  const gateway = await startGatewayAt(upstream.url, env);
  const release = (body: unknown = empty, status = 200) => {
    for (const response of held.splice(0)) sendJson(response, body, status);
  };
  /** So many are in the gateway and have asked. */
  const asked = (shared: number) =>
    expect
      .poll(async () => (await fetch(`${gateway.url}/metrics`)).text(), { timeout: 30_000 })
      .toContain(`gateway_loads_total{how="shared"} ${shared}\n`);
  return { upstream, gateway, release, asked };
}

test('five who ask the same at the same time are one call, and each is told so', async () => {
  const { upstream, gateway, release, asked } = await rig();
  const all = Array.from({ length: 5 }, () => gateway.query(roles, {}, traced));
  await asked(4);
  release();
  const answers = await Promise.all(all);
  expect(answers.map(({ data }) => data)).toEqual(answers.map(() => answered.data));
  expect(upstream.lines()).toEqual([line]);
  expect(await (await fetch(`${gateway.url}/metrics`)).text()).toContain(
    'gateway_upstream_spared_total{source="KANTATA_OX",how="shared"} 4\n',
  );
  const counts = answers.map(({ extensions }) => extensions?.upstream);
  expect(counts.filter((each) => isCounted(each, { calls: 1, shared: 0 }))).toHaveLength(1);
  expect(counts.filter((each) => isCounted(each, { calls: 0, shared: 1 }))).toHaveLength(4);
});

test('another credential makes its own call', async () => {
  const { upstream, gateway, release } = await rig();
  const other = { authorization: 'Bearer other' };
  const both = [gateway.query(roles), gateway.query(roles, {}, other)];
  await upstream.arrived(2);
  release();
  expect(await Promise.all(both)).toEqual([answered, answered]);
  expect(upstream.lines()).toEqual([line, line]);
});

test('a client that leaves takes nothing from those who wait with it', async () => {
  const { upstream, gateway, release, asked } = await rig();
  const leaving = new AbortController();
  const gone = leave(gateway.url, leaving.signal);
  await upstream.arrived(1);
  const stays = gateway.query(roles);
  await asked(1);
  leaving.abort();
  await expect(gone).rejects.toThrow();
  release();
  expect(await stays).toEqual(answered);
  expect(upstream.lines()).toEqual([line]);
});

test('when the last has left, the call ends', async () => {
  const { upstream, gateway, asked } = await rig();
  const leaving = new AbortController();
  const gone = [leave(gateway.url, leaving.signal), leave(gateway.url, leaving.signal)];
  await asked(1);
  leaving.abort();
  await Promise.allSettled(gone);
  await upstream.received[0]?.abandoned;
  expect(upstream.lines()).toEqual([line]);
});

test('who has little time fails alone', async () => {
  const { upstream, gateway, release, asked } = await rig();
  const hurried = gateway.query(roles, {}, { 'x-request-timeout-ms': '1000' });
  await upstream.arrived(1);
  const patient = gateway.query(roles);
  await asked(1);
  expect((await hurried).errors).toMatchObject([{ extensions: { code: 'UPSTREAM_TIMEOUT' } }]);
  // The attempt had no more time than the first of them; the other has it sent again.
  await upstream.arrived(2);
  release();
  expect(await patient).toEqual(answered);
});

test('a failure of the upstream is that of all who asked', async () => {
  const { upstream, gateway, release, asked } = await rig();
  const both = [gateway.query(roles), gateway.query(roles)];
  await asked(1);
  release({}, 403);
  for (const { errors } of await Promise.all(both)) {
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  }
  expect(upstream.lines()).toEqual([line]);
});

test('what was asked before a write is no answer to what is asked after it', async () => {
  const { upstream, gateway, release } = await rig();
  const before = gateway.query(roles);
  await upstream.arrived(1);
  await gateway.query('mutation { resendInvitation(input: { id: "7" }) { userErrors { code } } }');
  const after = gateway.query(roles);
  await upstream.arrived(3);
  release();
  expect(await Promise.all([before, after])).toEqual([answered, answered]);
  expect(upstream.lines()).toEqual([line, 'PUT /account_invitations/7/resend', line]);
});

test('a budget counts what is shared: the operation needs it', async () => {
  const { upstream, gateway, release, asked } = await rig();
  const first = gateway.query(roles);
  await upstream.arrived(1);
  const both = '{ roles { totalCount } skills { totalCount } }';
  const second = gateway.query(both, {}, { 'x-upstream-budget': '2', ...traced });
  await asked(1);
  await upstream.arrived(2);
  release({ count: 0, results: [], roles: {}, skills: {} });
  await first;
  expect(await second).toMatchObject({
    extensions: { upstream: { counts: { calls: 1, shared: 1 } } },
  });
});

function isCounted(upstream: unknown, counts: Readonly<Record<string, number>>): boolean {
  try {
    expect(upstream).toMatchObject({ counts });
    return true;
  } catch {
    return false;
  }
}

async function leave(url: string, signal: AbortSignal): Promise<Response> {
  const headers = { 'content-type': 'application/json', authorization: 'Bearer admin-token' };
  const body = JSON.stringify({ query: roles });
  return fetch(`${url}/graphql`, { method: 'POST', headers, body, signal });
}
