/** Several gateways share their idempotency keys in Redis. */
import { describe, expect, test } from 'vitest';
import { createClient } from '@redis/client';
import { changeMany, codesOf, idOf, ordinary } from './changing.ts';
import { startGatewayBefore, startKantata, type TestGateway } from './harness.ts';
import { mutate, tryTo } from './mutating.ts';
import { freePort, hasRedis, startRedis, wantsRedis } from './redis.ts';
import { envelope, sendJson, startGatewayAt, startUpstream } from './upstream.ts';
import { serve } from '../process/rig.ts';

const input = { emailAddress: 'a@example.com', fullName: 'A', idempotencyKey: 'one' };
const invite = (gateway: Pick<TestGateway, 'query'>) =>
  mutate(gateway, 'createInvitation', input, 'invitation { emailAddress } replayed');
const invitation = { emailAddress: 'a@example.com' };

describe.skipIf(!hasRedis)(`a real Redis${wantsRedis}`, () => {
  test('the same key at two gateways at once is one change', async () => {
    const kantata = await startKantata({ latencyMs: 100 });
    const { url } = await startRedis();
    const env = { REDIS_URL: url };
    const one = await startGatewayBefore(kantata, { env });
    const other = await startGatewayBefore(kantata, { env });
    const answers = await Promise.all([one, other, one, other].map(invite));
    expect(answers.map((each) => (each as { replayed: boolean }).replayed).toSorted()).toEqual([
      false,
      true,
      true,
      true,
    ]);
    expect(answers.map((each) => (each as { invitation: unknown }).invitation)).toEqual(
      answers.map(() => invitation),
    );
    expect(kantata.writesApplied).toBe(1);
    expect(one.requests().filter((line) => line.startsWith('POST'))).toEqual([
      'POST /account_invitations',
    ]);
  });

  test('a record that is told again is read after the change, also where an earlier read is under way', async () => {
    const { url } = await startRedis();
    const env = { REDIS_URL: url };
    const early = Promise.withResolvers<undefined>();
    let rate = 1;
    let reads = 0;
    const upstream = await startUpstream(async ({ method }, response) => {
      if (method === 'PUT') rate = 2;
      const answer = envelope('account_memberships', [{ id: '7', bill_rate_in_cents: rate }]);
      reads += Number(method === 'GET');
      if (method === 'GET' && reads === 1) await early.promise;
      sendJson(response, answer);
    });
    const one = await startGatewayAt(upstream.url, env);
    const other = await startGatewayAt(upstream.url, env);
    const shown = 'accountMembership { billRateInCents }';
    const changed = { id: '7', billRateInCents: 2, idempotencyKey: 'two' };
    const change = (gateway: Pick<TestGateway, 'query'>) =>
      mutate(gateway, 'updateAccountMembership', changed, `${shown} replayed`);

    const before = other.query('{ accountMembership(id: "7") { billRateInCents } }');
    await upstream.arrived(1);
    const accountMembership = { billRateInCents: 2 };
    expect(await change(one)).toEqual({ accountMembership, replayed: false });
    const again = change(other);
    await upstream.arrived(3);
    early.resolve(undefined);

    expect(await again).toEqual({ accountMembership, replayed: true });
    expect(await before).toEqual({ data: { accountMembership: { billRateInCents: 1 } } });
    const read = 'GET /account_memberships?only=7&apply_default_filters=false&per_page=200';
    expect(upstream.lines()).toEqual([read, 'PUT /account_memberships/7', read]);
  });

  test('it survives the gateway that made it, and is kept for 24 hours', async () => {
    const kantata = await startKantata();
    const { url } = await startRedis();
    const env = { REDIS_URL: url };
    const ids = ordinary({ kantata }, 3).map(idOf);
    const disable = (gateway: TestGateway) =>
      changeMany(gateway, 'disableAccountMemberships', { ids, idempotencyKey: 'many' });
    const one = await startGatewayBefore(kantata, { env });
    expect(await invite(one)).toEqual({ invitation, replayed: false });
    const first = await disable(one);
    const other = await startGatewayBefore(kantata, { env });
    expect(await invite(other)).toEqual({ invitation, replayed: true });
    expect(await disable(other)).toEqual({ ...first, replayed: true });
    expect(kantata.writesApplied).toBe(4);

    const client = createClient({ url });
    await client.connect();
    const keys = await client.keys('*');
    expect(keys).toHaveLength(2);
    for (const key of keys) {
      const leftMs = await client.pTTL(key);
      expect(leftMs).toBeGreaterThan(23 * 3_600_000);
      expect(leftMs).toBeLessThanOrEqual(24 * 3_600_000);
      // Neither the key, nor the credential, nor anything of the record stands there.
      expect(`${key} ${String(await client.get(key))}`).not.toMatch(/one|many|token|example/);
    }
    await client.close();
  });

  test('what a gateway that died had begun is not known, and not begun again', async () => {
    const kantata = await startKantata();
    const { url } = await startRedis();
    kantata.inject({ match: { method: 'POST' }, action: { kind: 'hang' } });
    const died = await serve({
      KANTATA_BASE_URL: kantata.url,
      REDIS_URL: url,
      OPERATION_TIMEOUT_MS: '20000',
    });
    const lost = tryTo(
      { query: (document, variables) => ask(died.url, document, variables) },
      'createInvitation',
      input,
      'replayed',
    ).catch(() => 'lost');
    while (kantata.requests.length === 0) await new Promise(setImmediate);
    died.signal('SIGKILL');
    expect(await lost).toBe('lost');
    // The intent left before the change did.
    expect(died.lines().filter(({ audit }) => audit === true)).toMatchObject([
      { phase: 'intent', operation: 'createInvitation', target: 'Invitation:new' },
    ]);

    const env = { REDIS_URL: url, OPERATION_TIMEOUT_MS: '400' };
    const gateway = await startGatewayBefore(kantata, { env });
    gateway.requests();
    const answer = await tryTo(gateway, 'createInvitation', input, 'replayed');
    expect(codesOf(answer)).toEqual(['OUTCOME_UNKNOWN']);
    expect(gateway.requests()).toEqual([]);
    expect(kantata.writesApplied).toBe(0);
  });

  test.each(['', 'nonsense', '[]', '{"inputHash":7}', 'kept by another'])(
    'what stands under a key and is no entry (%j) keeps it: nobody knows what was done',
    async (text) => {
      const kantata = await startKantata();
      const { url } = await startRedis();
      const gateway = await startGatewayBefore(kantata, { env: { REDIS_URL: url } });
      await invite(gateway);
      const client = createClient({ url });
      await client.connect();
      const [key = ''] = await client.keys('*');
      expect(key).toMatch(/:v1:/);
      const kept = String(await client.get(key));
      const foreign = kept.replace(/"outcomes":.*/, '"outcomes":[{"status":"DONE"}]}');
      await client.set(key, text === 'kept by another' ? foreign : text);
      await client.close();
      expect(codesOf(await tryTo(gateway, 'createInvitation', input, 'replayed'))).toEqual([
        'OUTCOME_UNKNOWN',
      ]);
      expect(kantata.writesApplied).toBe(1);
    },
  );

  test('while Redis is away, a change with a key is refused, and one without is made', async () => {
    const kantata = await startKantata();
    const redis = await startRedis();
    const gateway = await startGatewayBefore(kantata, { env: { REDIS_URL: redis.url } });
    await redis.stop();
    const answer = await tryTo(gateway, 'createInvitation', input, 'replayed');
    expect(codesOf(answer)).toEqual(['OVERLOADED']);
    expect(gateway.requests()).toEqual([]);
    const { idempotencyKey: _none, ...keyless } = input;
    expect(await mutate(gateway, 'createInvitation', keyless, 'replayed')).toEqual({
      replayed: false,
    });
    expect(kantata.writesApplied).toBe(1);
  });

  test('a reservation that Redis makes after the change was refused does not keep the key', async () => {
    const kantata = await startKantata();
    const { url } = await startRedis();
    const env = { REDIS_URL: url, OPERATION_TIMEOUT_MS: '4000' };
    const gateway = await startGatewayBefore(kantata, { env });
    const client = createClient({ url });
    await client.connect();
    await client.sendCommand(['CLIENT', 'PAUSE', '60000', 'WRITE']);
    expect(codesOf(await tryTo(gateway, 'createInvitation', input, 'replayed'))).toEqual([
      'OVERLOADED',
    ]);
    expect(gateway.requests()).toEqual([]);
    await client.sendCommand(['CLIENT', 'UNPAUSE']);
    // Its own reservation stands behind the late one.
    expect(await invite(gateway)).toEqual({ invitation, replayed: false });
    expect(gateway.requests()).toEqual(['POST /account_invitations']);
    expect(await client.keys('*')).toHaveLength(1);
    await client.close();
  });

  test('a change that was made while Redis went away has its outcome all the same', async () => {
    const kantata = await startKantata({ latencyMs: 300 });
    const redis = await startRedis();
    const gateway = await startGatewayBefore(kantata, { env: { REDIS_URL: redis.url } });
    const answer = invite(gateway);
    while (kantata.requests.length === 0) await new Promise(setImmediate);
    await redis.stop();
    expect(await answer).toEqual({ invitation, replayed: false });
    expect(kantata.writesApplied).toBe(1);
  });

  test('a gateway starts without it, and finds it when it comes', async () => {
    const kantata = await startKantata();
    const port = await freePort();
    const env = { REDIS_URL: `redis://127.0.0.1:${port}` };
    const gateway = await startGatewayBefore(kantata, { env });
    expect(codesOf(await tryTo(gateway, 'createInvitation', input, 'replayed'))).toEqual([
      'OVERLOADED',
    ]);
    await startRedis(port);
    let answer = await tryTo(gateway, 'createInvitation', input, 'replayed');
    while (codesOf(answer).includes('OVERLOADED')) {
      answer = await tryTo(gateway, 'createInvitation', input, 'replayed');
    }
    expect(answer.data).toEqual({ createInvitation: { replayed: false } });
    expect(kantata.writesApplied).toBe(1);
  });
});

async function ask(url: string, query: string, variables: unknown) {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer admin-token' },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as Awaited<ReturnType<TestGateway['query']>>;
}
