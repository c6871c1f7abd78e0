/** What instances keep for one another, looked at from both sides: as they find it, and as Redis holds it. */
import { createHash } from 'node:crypto';
import { createClient } from '@redis/client';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Found, KeptAnswers } from '../../src/upstreams/http/kept-answers.ts';
import { shareAnswers } from '../../src/upstreams/http/shared-answers.ts';
import { freePort, hasRedis, startRedis, wantsRedis } from '../integration/redis.ts';
import { withOwnClock } from './client.ts';
import { startLine } from './redis-line.ts';

const keptForMs = 60_000;
const digest = (text: string) => createHash('sha256').update(text).digest('base64url');
const nameOf = (upstream: string, what: string) =>
  `membership-gateway:answers:{${digest(upstream)}}:${what}`;
const epochKey = nameOf('u', 'epoch');
const keyOfA = nameOf('u', digest('a'));

/** With more patience than usual, so that only what is held up on purpose is slow. */
function patientAnswers(url: string) {
  return shareAnswers(url, keptForMs, { readMs: 1000, writeMs: 1000 });
}

function instance(url: string) {
  const answers = patientAnswers(url);
  onTestFinished(answers.close);
  return answers;
}

async function rig() {
  const pass = withOwnClock();
  const { url, stop } = await startRedis();
  const redis = createClient({ url });
  redis.on('error', () => undefined);
  await redis.connect();
  onTestFinished(() => {
    redis.destroy();
  });
  const line = await startLine(url);
  return { pass, url, stop, redis, line, one: instance(line.url).of('u') };
}

/** Keeps it as soon as there is a connection. */
async function put(kept: KeptAnswers, address: string, text: string): Promise<void> {
  const once = async () => {
    const found = await kept.find(address);
    if (found.text === null) found.keep(address, text);
    return found.text;
  };
  await expect.poll(once, { interval: 5 }).toBe(text);
}

async function textOf(found: Found | Promise<Found>): Promise<string | null> {
  return (await found).text;
}

const round = () => new Promise((resolve) => setImmediate(resolve));

/** Whether it is over without anything having come in. */
async function isOver(pending: void | Promise<void>): Promise<boolean> {
  let over = false;
  void Promise.resolve(pending).then(() => (over = true));
  await Promise.resolve();
  await round();
  return over;
}

describe.skipIf(!hasRedis)(`a real Redis${wantsRedis}`, () => {
  test('tells the other instances, for the same address of the same upstream', async () => {
    const { url, one } = await rig();
    await put(one, 'a', 'A');
    const other = instance(url);
    await expect.poll(() => textOf(other.of('u').find('a'))).toBe('A');
    expect(await textOf(other.of('u').find('b'))).toBeNull();
    await put(other.of('v'), 'b', 'B');
    expect(await textOf(other.of('v').find('a'))).toBeNull();
  });

  test('holds an answer for its time, after the epoch it belongs to', async () => {
    const { redis, one } = await rig();
    await put(one, 'a', 'A');
    expect(new Set(await redis.keys('*'))).toEqual(new Set([epochKey, keyOfA]));
    const epoch = await redis.get(epochKey);
    expect(epoch).toMatch(/^[\w-]{22}$/);
    expect(await redis.get(keyOfA)).toBe(`${epoch ?? ''}A`);
    const [epochMs, leftMs] = [await redis.pTTL(epochKey), await redis.pTTL(keyOfA)];
    expect([Math.ceil(epochMs / 3_600_000), Math.ceil(leftMs / 30_000)]).toEqual([24, 2]);
  });

  test('takes what was kept in another epoch for nothing', async () => {
    const { redis, one } = await rig();
    await put(one, 'a', 'A');
    await redis.set(keyOfA, 'x'.repeat(22) + 'old');
    expect(await textOf(one.find('a'))).toBeNull();
    await put(one, 'a', 'A');
  });

  test('is told of a write before and after it: what was asked for until then is over', async () => {
    const { url, redis, one } = await rig();
    await put(one, 'a', 'A');
    const other = instance(url).of('u');
    await expect.poll(() => textOf(other.find('a'))).toBe('A');
    const asked = await other.find('b');
    const epoch = await redis.get(epochKey);
    await one.forget();
    expect(await redis.get(epochKey)).not.toBe(epoch);
    expect(Math.ceil((await redis.pTTL(epochKey)) / 3_600_000)).toBe(24);
    expect([await textOf(one.find('a')), await textOf(other.find('a'))]).toEqual([null, null]);
    asked.keep('b', 'B');
    await redis.ping();
    expect(await textOf(one.find('b'))).toBeNull();
    await put(one, 'a', 'new');
    expect(await textOf(other.find('a'))).toBe('new');
  });

  test('is not believed by who was looking while something was written', async () => {
    const { redis, one } = await rig();
    await put(one, 'a', 'A');
    const looking = one.find('a');
    const written = one.forget();
    const found = await looking;
    expect(found.text).toBeNull();
    await written;
    found.keep('a', 'A');
    await redis.ping();
    expect(await textOf(one.find('a'))).toBeNull();
  });

  test('that has lost an epoch is given another, unless somebody else was there before', async () => {
    const { redis, one, pass } = await rig();
    await put(one, 'a', 'A');
    await redis.del(epochKey);
    expect(await textOf(one.find('a'))).toBeNull();
    const epoch = await redis.get(epochKey);
    expect(epoch).toMatch(/^[\w-]{22}$/);
    expect(Math.ceil((await redis.pTTL(epochKey)) / 3_600_000)).toBe(24);
    expect(await textOf(one.find('a'))).toBeNull();

    await redis.del(epochKey);
    const writer = redis.duplicate();
    await writer.connect();
    onTestFinished(() => {
      writer.destroy();
    });
    await redis.sendCommand(['CLIENT', 'PAUSE', '60000', 'WRITE']);
    const set = writer.set(epochKey, 'theirs');
    expect(await textOf(one.find('a'))).toBeNull();
    await redis.sendCommand(['CLIENT', 'UNPAUSE']);
    await set;
    pass(1000);
    await put(one, 'a', 'again');
    expect(await redis.get(keyOfA)).toBe('theirsagain');
  });

  test('that is slow is not waited for, and for a second not asked again', async () => {
    const { one, pass, line, redis } = await rig();
    await put(one, 'a', 'A');
    const { keep } = await one.find('b');
    line.hold();
    expect(await textOf(one.find('a'))).toBeNull();
    line.release();
    expect(await textOf(one.find('a'))).toBeNull();
    pass(999);
    keep('b', 'B');
    expect(await textOf(one.find('a'))).toBeNull();
    pass(1);
    expect(await textOf(one.find('a'))).toBe('A');
    expect(await redis.exists(nameOf('u', digest('b')))).toBe(0);
    keep('b', 'B');
    await expect.poll(() => textOf(one.find('b'))).toBe('B');
  });

  test('that could not be told of a write is told of it before anything is found', async () => {
    const { url, redis, one, pass, line } = await rig();
    await put(one, 'a', 'A');
    const other = instance(url).of('u');
    await expect.poll(() => textOf(other.find('a'))).toBe('A');
    const epoch = (await redis.get(epochKey)) ?? '';
    line.hold();
    await one.forget();
    line.release();
    // As if it had never heard of it.
    await expect.poll(() => redis.get(epochKey)).not.toBe(epoch);
    await redis.set(epochKey, epoch);
    pass(1000);
    expect(await textOf(other.find('a'))).toBe('A');
    expect(await textOf(one.find('a'))).toBeNull();
    expect(await redis.get(epochKey)).not.toBe(epoch);
    expect(await textOf(other.find('a'))).toBeNull();
    await put(one, 'a', 'new');
  });

  test('that comes back without its last moments brings back nothing from before a write', async () => {
    const { pass, redis, one } = await rig();
    await put(one, 'a', 'A');
    const [epoch, entry] = [await redis.get(epochKey), await redis.get(keyOfA)];
    await one.forget();
    await redis.mSet({ [epochKey]: epoch ?? '', [keyOfA]: entry ?? '' });
    await redis.sendCommand(['CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes']);

    const found: (string | null)[] = [];
    const look = async () => {
      pass(1001);
      found.push(await textOf(one.find('a')));
      return redis.get(epochKey);
    };
    await expect.poll(look, { interval: 5 }).not.toBe(epoch);
    expect(new Set(found)).toEqual(new Set([null]));
    expect(await textOf(one.find('a'))).toBeNull();
  });

  test('that has no room to note a write is told of it before anything is found', async () => {
    const { redis, one, pass } = await rig();
    await put(one, 'a', 'A');
    const epoch = await redis.get(epochKey);
    await redis.configSet('maxmemory', '1');
    await one.forget();
    await redis.configSet('maxmemory', '0');
    expect(await redis.get(epochKey)).toBe(epoch);
    pass(1000);
    expect(await textOf(one.find('a'))).toBeNull();
    expect(await redis.get(epochKey)).not.toBe(epoch);
  });

  test('is waited for by a write, but not where it has just been slow', async () => {
    const { one, line, pass } = await rig();
    await put(one, 'a', 'A');
    line.hold();
    const first = one.forget();
    expect(await isOver(first)).toBe(false);
    await first;
    pass(999.5);
    expect(await isOver(one.forget())).toBe(true);
    pass(0.5);
    expect(await isOver(one.forget())).toBe(false);
  });

  test('that is gone is a miss, and nothing fails', async () => {
    const { one, stop, pass } = await rig();
    await put(one, 'a', 'A');
    await stop();
    expect(await textOf(one.find('a'))).toBeNull();
    await one.forget();
    pass(1000);
    const { text, keep } = await one.find('a');
    keep('a', 'A');
    expect(text).toBeNull();
  });

  test('hears to its end an instance that closes, and then no more of it, though it owes it an answer', async () => {
    const { url, redis, line } = await rig();
    const connections = async () => (await redis.clientList()).length;
    const closing = patientAnswers(url);
    await put(closing.of('u'), 'a', 'A');
    const { keep } = await closing.of('u').find('b');
    const before = await connections();
    keep('b', 'B');
    await closing.close();
    await expect.poll(connections).toBe(before - 1);
    expect(await redis.exists(nameOf('u', digest('b')))).toBe(1);
    const owed = patientAnswers(line.url);
    await put(owed.of('u'), 'b', 'B');
    line.hold();
    void owed.of('u').find('a');
    await owed.close();
    line.release();
    await expect.poll(connections).toBe(before - 1);
  });
});

test('an instance without a connection finds nothing, and closes all the same', async () => {
  const answers = shareAnswers(`redis://127.0.0.1:${await freePort()}`, keptForMs);
  const kept = answers.of('u');
  expect(await textOf(kept.find('a'))).toBeNull();
  await kept.forget();
  await answers.close();
});
