/** The token endpoint and the rest of Elastic Path are down, and left alone, each by itself. */
import { expect, test } from 'vitest';
import { withOwnClock, withoutPauses } from '../upstreams/client.ts';
import { sendJson, startGatewayAt, startUpstream } from './upstream.ts';

const accounts = '{ commerceAccounts(first: 1) { totalCount } }';
const answered = { data: { commerceAccounts: { totalCount: 0 } } };
const own = { 'x-elastic-path-authorization': 'Bearer own' };
const token = 'POST /oauth/access_token';
const list = 'GET /v2/accounts?page[offset]=0&page[limit]=1';
const leftAlone = (retryAfterMs: number) => ({
  data: { commerceAccounts: null },
  errors: [{ extensions: { code: 'UPSTREAM_UNAVAILABLE', source: 'ELASTIC_PATH', retryAfterMs } }],
});

async function rig() {
  const pass = withOwnClock();
  withoutPauses();
  const down = { token: false, api: false };
  const upstream = await startUpstream(({ line }, response) => {
    if (line === token ? down.token : down.api) sendJson(response, {}, 500);
    else if (line === token) sendJson(response, { access_token: 't', expires_in: 3600 });
    else sendJson(response, { data: [], meta: { results: { total: 0 } } });
  });
  const gateway = await startGatewayAt('http://127.0.0.1:1', {
    ELASTIC_PATH_BASE_URL: upstream.url,
    ELASTIC_PATH_CLIENT_ID: 'id',
    ELASTIC_PATH_CLIENT_SECRET: 'secret',
  });
  let seen = 0;
  const told = async (path: string) => (await fetch(gateway.url + path)).text();
  return {
    ...gateway,
    pass,
    down,
    /** The requests since the last look. */
    lines: () => upstream.lines().slice(seen, (seen = upstream.received.length)),
    /** What is told of Elastic Path. */
    health: async () => {
      const ready = JSON.parse(await told('/readyz')) as {
        readonly degraded: boolean;
        readonly upstreams: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
      };
      const { state, breaker } = ready.upstreams.ELASTIC_PATH ?? {};
      return { degraded: ready.degraded, state, breaker };
    },
    openings: async () =>
      /breaker_openings_total\{source="ELASTIC_PATH"\} (\d+)/.exec(await told('/metrics'))?.[1],
  };
}

test('callers with a token of their own are served while none can be fetched', async () => {
  const { query, down, lines, health, openings } = await rig();
  down.token = true;
  for (let index = 0; index < 7; index += 1) await query(accounts);
  expect(lines()).toEqual(Array.from({ length: 20 }, () => token));

  expect(await query(accounts, {}, own)).toEqual(answered);
  expect(lines()).toEqual([list]);
  expect(await query(accounts)).toMatchObject(leftAlone(5000));
  expect(lines()).toEqual([]);
  expect(await health()).toEqual({ degraded: true, state: 'FAILING', breaker: 'OPEN' });
  expect(await openings()).toBe('1');
});

test('one try in five seconds finds out whether tokens are to be had again', async () => {
  const { query, down, lines, pass, health } = await rig();
  down.token = true;
  for (let index = 0; index < 7; index += 1) await query(accounts);
  lines();
  pass(5000);
  expect(await query(accounts)).toMatchObject({ errors: [{}] });
  expect(lines()).toEqual([token]);
  expect(await query(accounts)).toMatchObject(leftAlone(5000));
  expect(lines()).toEqual([]);

  down.token = false;
  pass(5000);
  expect(await query(accounts)).toEqual(answered);
  expect(lines()).toEqual([token, list]);
  expect(await health()).toEqual({ degraded: false, state: 'UP', breaker: 'CLOSED' });
});

test('a token that cannot be fetched does not stand in the way of a read that tries the rest', async () => {
  const { query, down, lines, pass } = await rig();
  down.token = true;
  down.api = true;
  for (let index = 0; index < 7; index += 1) await query(accounts);
  for (let index = 0; index < 7; index += 1) await query(accounts, {}, own);
  expect(lines()).toEqual([
    ...Array.from({ length: 20 }, () => token),
    ...Array.from({ length: 20 }, () => list),
  ]);

  down.api = false;
  pass(5000);
  expect(await query(accounts)).toMatchObject({ errors: [{}] });
  expect(await query(accounts, {}, own)).toEqual(answered);
  expect(lines()).toEqual([token, list]);
});
