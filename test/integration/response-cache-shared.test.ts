/** Where instances share a Redis, what one has read the other tells, until either of them writes. */
import { createClient } from '@redis/client';
import { describe, expect, onTestFinished, test } from 'vitest';
import { freePort, hasRedis, startRedis, wantsRedis } from './redis.ts';
import { sendJson, startGatewayAt, startUpstream } from './upstream.ts';

const roles = '{ roles { totalCount } }';
const line = 'GET /roles?only_active=true&page=1&per_page=1';
const resend = 'PUT /account_invitations/7/resend';
const change = 'mutation { resendInvitation(input: { id: "7" }) { userErrors { code } } }';
const answered = (totalCount: number) => ({ data: { roles: { totalCount } } });

/** An upstream that counts its answers to reads. */
async function counting() {
  let reads = 0;
  return startUpstream(({ method }, response) => {
    if (method !== 'GET') {
      response.writeHead(204).end();
      return;
    }
    reads += 1;
    sendJson(response, { count: reads, results: [], roles: {} });
  });
}

async function rig(url: string) {
  const upstream = await counting();
  const env = { RESPONSE_CACHE_SECONDS: '60', REDIS_URL: url };
  const one = await startGatewayAt(upstream.url, env);
  const other = await startGatewayAt(upstream.url, env);
  return { upstream, one, other };
}

type Asked = Awaited<ReturnType<typeof rig>>['one'];

/** Asks until what it has asked for is kept; the last answer. */
async function kept(gateway: Asked): Promise<unknown> {
  for (;;) {
    const { data, extensions } = await gateway.query(roles, {}, { 'x-upstream-trace': '1' });
    if (isCached(extensions)) return { data };
  }
}

/** Where the machine is too busy, the gateway sheds the operation and there are no extensions. */
function isCached(extensions: unknown): boolean {
  return JSON.stringify(extensions ?? null).includes('"cached":1');
}

async function connect(url: string) {
  const client = createClient({ url });
  client.on('error', () => undefined);
  await client.connect();
  onTestFinished(() => {
    client.destroy();
  });
  return client;
}

describe.skipIf(!hasRedis)(`a real Redis${wantsRedis}`, () => {
  test('what one has read the other tells, but not to another credential', async () => {
    const { url } = await startRedis();
    const { upstream, one, other } = await rig(url);
    const answer = await kept(one);
    const asked = upstream.lines().length;
    expect(await kept(other)).toEqual(answer);
    expect(await one.query(roles)).toEqual(answer);
    expect(upstream.lines()).toHaveLength(asked);
    expect(await other.query(roles, {}, { authorization: 'Bearer other' })).toEqual(
      answered(asked + 1),
    );
    expect(upstream.lines()).toEqual(Array.from({ length: asked + 1 }, () => line));
  });

  test('a write through one is the end of what the other has kept', async () => {
    const { url } = await startRedis();
    const { upstream, one, other } = await rig(url);
    await kept(one);
    const before = upstream.lines().length;
    await other.query(change);
    expect(await one.query(roles)).toEqual(answered(before + 1));
    expect(upstream.lines().slice(before)).toEqual([resend, line]);
  });

  test('it is kept for its time under names that tell nothing', async () => {
    const { url } = await startRedis();
    const { one } = await rig(url);
    await kept(one);
    const client = await connect(url);
    const names = await client.keys('*');
    expect(names).toHaveLength(2);
    for (const name of names) {
      expect(name).toMatch(/^membership-gateway:answers:\{[\w-]{43}\}:(epoch|[\w-]{43})$/);
      const leftMs = await client.pTTL(name);
      expect(leftMs).toBeGreaterThan(0);
      if (!name.endsWith('epoch')) expect(leftMs).toBeLessThanOrEqual(60_000);
    }
  });

  test('what Redis has forgotten is asked for', async () => {
    const { url } = await startRedis();
    const { upstream, one } = await rig(url);
    await kept(one);
    const before = upstream.lines().length;
    await (await connect(url)).flushAll();
    expect(await one.query(roles)).toEqual(answered(before + 1));
  });

  test('an epoch that was lost alone does not bring back what was kept in it', async () => {
    const { url } = await startRedis();
    const { upstream, one } = await rig(url);
    await kept(one);
    const before = upstream.lines().length;
    const client = await connect(url);
    for (const name of await client.keys('*epoch')) await client.del(name);
    expect(await one.query(roles)).toEqual(answered(before + 1));
    expect(await one.query(roles)).toEqual(answered(before + 2));
  });

  test('while Redis is away, everybody asks, changes are made, and nothing fails', async () => {
    const redis = await startRedis();
    const { upstream, one } = await rig(redis.url);
    await kept(one);
    const before = upstream.lines().length;
    await redis.stop();
    expect(await one.query(roles)).toEqual(answered(before + 1));
    expect(await one.query(change)).toMatchObject({
      data: { resendInvitation: { userErrors: [] } },
    });
    expect(await one.query(roles)).toEqual(answered(before + 2));
    expect(upstream.lines().slice(before)).toEqual([line, resend, line]);
  });

  test('an instance that could not tell of a write tells of it before it finds anything', async () => {
    const redis = await startRedis();
    const { upstream, one, other } = await rig(redis.url);
    await kept(one);
    const client = await connect(redis.url);
    const names = await client.keys('*');
    const values = await client.mGet(names);
    // Away for the time of one write, and back with what it held.
    await redis.stop();
    await other.query(change);
    const back = await startRedis(Number(new URL(redis.url).port));
    const again = await connect(back.url);
    for (const [index, name] of names.entries()) await again.set(name, values[index] ?? '');
    const before = upstream.lines().length;
    await kept(other);
    expect(await again.get(names.find((name) => name.endsWith('epoch')) ?? '')).not.toBe(
      values[names.findIndex((name) => name.endsWith('epoch'))],
    );
    expect(new Set(upstream.lines().slice(before))).toEqual(new Set([line]));
  });

  test('a gateway starts without it, and keeps nothing until it comes', async () => {
    const port = await freePort();
    const { upstream, one } = await rig(`redis://127.0.0.1:${port}`);
    expect(await one.query(roles)).toEqual(answered(1));
    expect(await one.query(roles)).toEqual(answered(2));
    expect(upstream.lines()).toEqual([line, line]);
    await startRedis(port);
    await kept(one);
  });
});
