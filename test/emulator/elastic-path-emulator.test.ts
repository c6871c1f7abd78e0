import { describe, expect, test } from 'vitest';
import { startElasticPathEmulator } from '../../src/emulator/elastic-path/index.ts';
import {
  asAdministrator,
  nth,
  someLink,
  someStranger,
  startForTest,
} from './elastic-path-caller.ts';

describe('the seeded store', () => {
  test('is large, and has one full account, empty ones and members without any', async () => {
    const { data } = await startForTest({ accountCount: 400, memberCount: 5000 });
    const sizes = [...data.accounts.keys()].map(
      (id) => [...data.memberships.values()].filter((row) => row.accountId === id).length,
    );
    expect([data.accounts.size, data.members.size]).toEqual([400, 5000]);
    expect(sizes.filter((size) => size === 1000)).toHaveLength(1);
    expect(sizes.filter((size) => size === 0)).toHaveLength(20);
    expect(sizes.filter((size) => size >= 5 && size <= 40)).toHaveLength(379);
    const assigned = new Set([...data.memberships.values()].map((row) => row.memberId));
    expect(assigned.size).toBeLessThanOrEqual(4500);
    expect(assigned.size).toBeGreaterThan(3500);
  });

  test('has accounts in four generations at most, each below its parent', async () => {
    const { data } = await startForTest({ accountCount: 400 });
    const depths = new Set<number>();
    for (const { ancestorIds } of data.accounts.values()) {
      depths.add(ancestorIds.length);
      const parent = data.accounts.get(ancestorIds.at(-1) ?? '');
      expect(parent?.ancestorIds ?? []).toEqual(ancestorIds.slice(0, -1));
    }
    expect([...depths].sort()).toEqual([0, 1, 2, 3]);
  });

  test('has ids with the shape of version 4 UUIDs, all different', async () => {
    const { data } = await startForTest({ accountCount: 400, memberCount: 5000 });
    const ids = [...data.accounts.keys(), ...data.members.keys(), ...data.memberships.keys()];
    const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
    expect(ids.filter((id) => !uuid.test(id))).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('is the same for the same seed only', async () => {
    const [one, same, other] = await Promise.all([
      startForTest({ seed: 7 }),
      startForTest({ seed: 7 }),
      startForTest({ seed: 8 }),
    ]);
    expect(same.data).toEqual(one.data);
    expect(other.data).not.toEqual(one.data);
  });

  test('begins with the people it is given, who belong to accounts', async () => {
    const people = [
      { fullName: 'Ada Example', emailAddress: 'ada@people.example' },
      { fullName: 'Bo Example', emailAddress: 'bo@people.example' },
    ];
    const emulator = await startForTest({ people });
    const members = [...emulator.data.members.values()];
    expect(members).toHaveLength(60);
    expect(members.slice(0, 2)).toMatchObject([
      { name: 'Ada Example', email: 'ada@people.example' },
      { name: 'Bo Example', email: 'bo@people.example' },
    ]);
    const path = `/v2/account-members/${nth(members, 0).id}/account-memberships`;
    const { body } = await (await asAdministrator(emulator))('GET', path);
    expect(body.meta.results.total).toBeGreaterThan(0);
  });
});

describe('the record of requests', () => {
  test('tells each request in order, decoded', async () => {
    const emulator = await startForTest();
    const call = await asAdministrator(emulator);
    emulator.clearRequests();
    await call('GET', '/v2/accounts?filter=in(id%2Ca%2Cb)&page%5Blimit%5D=100');
    await call('POST', '/v2/accounts/x/account-memberships', { data: {} });
    expect(emulator.requests).toMatchObject([
      {
        line: 'GET /v2/accounts?filter=in(id,a,b)&page[limit]=100',
        query: { filter: 'in(id,a,b)', 'page[limit]': '100' },
      },
      { line: 'POST /v2/accounts/x/account-memberships', body: { data: {} } },
    ]);
  });
});

describe('trouble', () => {
  test('of too many requests is told without any header', async () => {
    const emulator = await startForTest({ rateLimit: { requests: 2, perMs: 60_000 } });
    const call = await asAdministrator(emulator);
    expect(await call('GET', '/v2/accounts')).toMatchObject({ status: 200 });
    const reply = await call('GET', '/v2/accounts');
    expect(reply).toMatchObject({
      status: 429,
      body: { errors: [{ status: 429, title: 'Too Many Requests' }] },
    });
    expect([...reply.headers.keys()].filter((name) => /retry|limit/.test(name))).toEqual([]);
  });

  test('after a write leaves the write applied and the caller without an answer', async () => {
    const emulator = await startForTest();
    const call = await asAdministrator(emulator);
    const { account } = someLink(emulator);
    const stranger = someStranger(emulator, account);
    const path = `/v2/accounts/${account.id}/account-memberships`;
    const data = { type: 'account_membership', account_member_id: stranger.id };
    emulator.inject({
      match: { method: 'POST' },
      times: 1,
      action: { kind: 'resetAfterApplying' },
    });
    await expect(call('POST', path, { data })).rejects.toThrow('fetch failed');
    expect(emulator.writesApplied).toBe(1);
    expect(await call('POST', path, { data })).toMatchObject({ status: 409 });
  });

  test('can be injected before a write, which then does not happen', async () => {
    const emulator = await startForTest();
    const call = await asAdministrator(emulator);
    const { account, membership } = someLink(emulator);
    emulator.inject({ match: { method: 'DELETE' }, action: { kind: 'answer', status: 503 } });
    const path = `/v2/accounts/${account.id}/account-memberships/${membership.id}`;
    const reply = await fetch(emulator.url + path, { method: 'DELETE' });
    expect(reply.status).toBe(503);
    expect(emulator.writesApplied).toBe(0);
    emulator.clearFaults();
    expect(await call('DELETE', path)).toMatchObject({ status: 204 });
  });

  test('of an unknown path is 404', async () => {
    const call = await asAdministrator(await startForTest());
    const reply = await call('GET', '/v2/account-memberships');
    expect(reply).toMatchObject({ status: 404, body: { errors: [{ title: 'Not Found' }] } });
  });
});

test('a stop ends open connections at once', async () => {
  const emulator = await startElasticPathEmulator({ accountCount: 1, memberCount: 1 });
  emulator.inject({ match: () => true, action: { kind: 'hang' } });
  const hanging = fetch(`${emulator.url}/v2/accounts`);
  const outcome = expect(hanging).rejects.toThrow('fetch failed');
  while (emulator.requests.length === 0) await new Promise(setImmediate);
  await emulator.stop();
  await outcome;
});
