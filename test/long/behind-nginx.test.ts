import { expect, test } from 'vitest';
import { hasRedis, startRedis, wantsRedis } from '../integration/redis.ts';
import { samplesOf, valueOf } from '../operating/samples.ts';
import { sendRaw } from '../process/raw.ts';
import {
  afterMs,
  ask,
  membersQuery,
  oneMember,
  pauseMs,
  serve,
  startUpstream,
  type ServedGateway,
} from '../process/rig.ts';
import { hasNginx, startNginx, wantsNginx } from './nginx.ts';

const loops = 12;
const upstreamMs = 30;

const change = (key: string) => `mutation {
  disableAccountMembership(input: { id: "7", idempotencyKey: "${key}" }) {
    replayed
    accountMembership { sourceId }
  }
}`;

/** Every third one is a change; each of them has its own key. */
async function load(url: string, isOver: () => boolean) {
  const bodies: string[] = [];
  let changes = 0;
  let sent = 0;
  const loop = async () => {
    while (!isOver()) {
      sent += 1;
      const isChange = sent % 3 === 0;
      if (isChange) changes += 1;
      const query = isChange ? change(`key-${sent}`) : membersQuery;
      const { status, body } = await ask(url, {}, { query });
      bodies.push(`${status} ${body}`);
    }
  };
  await Promise.all(Array.from({ length: loops }, loop));
  return { bodies, changes, sent };
}

async function operationsOf(gateway: ServedGateway): Promise<number> {
  return valueOf(await samplesOf(gateway.url), 'gateway_operations_total') ?? 0;
}

test.skipIf(!hasNginx || !hasRedis)(
  `of two gateways behind nginx one goes, under load, and comes back; no request is lost, no change made twice${wantsNginx}${wantsRedis}`,
  async () => {
    const redis = await startRedis();
    const upstream = await startUpstream(afterMs(upstreamMs, oneMember));
    const env = {
      KANTATA_BASE_URL: upstream.url,
      REDIS_URL: redis.url,
      DRAIN_DELAY_MS: '1000',
      UPSTREAM_MAX_CONCURRENCY_PER_CREDENTIAL: '50',
    };
    const [first, second] = await Promise.all([serve(env), serve(env)]);
    const url = await startNginx([first, second]);

    let isOver = false;
    const loading = load(url, () => isOver);
    await pauseMs(1500);
    expect(await operationsOf(first)).toBeGreaterThan(10);
    const before = await operationsOf(second);
    first.signal('SIGTERM');
    expect(await first.ended).toBe(0);
    await pauseMs(1000);
    expect(await operationsOf(second)).toBeGreaterThan(before + 10);
    const again = await serve({ ...env, PORT: String(first.port) });
    // nginx looks again after two seconds.
    await pauseMs(4000);
    isOver = true;
    const { bodies, changes, sent } = await loading;

    expect(await operationsOf(again)).toBeGreaterThan(10);
    const answers = new Set(bodies);
    expect([...answers].sort()).toEqual([
      '200 {"data":{"accountMemberships":{"nodes":[{"sourceId":"7"}]}}}\n',
      '200 {"data":{"disableAccountMembership":{"replayed":false,"accountMembership":{"sourceId":"7"}}}}\n',
    ]);
    expect(bodies).toHaveLength(sent);
    const puts = upstream.requests.filter(({ line }) => line.startsWith('PUT'));
    expect(puts).toHaveLength(changes);
  },
);

test.skipIf(!hasNginx || !hasRedis)(
  `one change, sent through nginx to both gateways at once, is made once${wantsNginx}${wantsRedis}`,
  async () => {
    const redis = await startRedis();
    const upstream = await startUpstream(afterMs(200, oneMember));
    const env = { KANTATA_BASE_URL: upstream.url, REDIS_URL: redis.url };
    const gateways = await Promise.all([serve(env), serve(env)]);
    const url = await startNginx(gateways);

    const answers = await Promise.all(
      Array.from({ length: 8 }, () => ask(url, {}, { query: change('the-key') })),
    );

    const replayed = answers.map(({ body }) => body.includes('"replayed":true'));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 200));
    expect(replayed.filter((each) => !each)).toHaveLength(1);
    expect(upstream.requests.filter(({ line }) => line.startsWith('PUT'))).toHaveLength(1);
    for (const gateway of gateways) expect(await operationsOf(gateway)).toBeGreaterThan(0);
  },
);

test.skipIf(!hasNginx)(
  `metrics are not for those who come through nginx${wantsNginx}`,
  async () => {
    const gateways = await Promise.all([
      serve({ KANTATA_BASE_URL: 'http://127.0.0.1:1' }),
      serve({ KANTATA_BASE_URL: 'http://127.0.0.1:1' }),
    ]);
    const url = await startNginx(gateways);

    for (const path of ['/metrics', '/metrics?', '//metrics', '/%6detrics', '/metrics/']) {
      expect((await fetch(`${url}${path}`)).status).toBe(404);
    }
  },
);

test.skipIf(!hasNginx)(
  `a balancer in front of nginx that asks for health in HTTP/1.0 need name no host${wantsNginx}`,
  async () => {
    const gateways = await Promise.all([
      serve({ KANTATA_BASE_URL: 'http://127.0.0.1:1' }),
      serve({ KANTATA_BASE_URL: 'http://127.0.0.1:1' }),
    ]);
    const port = Number(new URL(await startNginx(gateways)).port);

    const { text } = await sendRaw(port, 'GET /readyz HTTP/1.0\r\n\r\n');

    expect(text.split('\r\n')[0]).toBe('HTTP/1.1 200 OK');
  },
);
