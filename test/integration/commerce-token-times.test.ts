/** When the token of the gateway's own key is used, renewed and replaced, as the time passes. */
import { expect, test } from 'vitest';
import { withOwnClock, withoutPauses } from '../upstreams/client.ts';
import { sendJson, startGatewayAt, startUpstream } from './upstream.ts';

const accounts = '{ commerceAccounts(first: 1) { totalCount } }';
const answered = { data: { commerceAccounts: { totalCount: 0 } } };
const token = 'POST /oauth/access_token';
const listWith = (which: string) => `GET /v2/accounts?page[offset]=0&page[limit]=1 Bearer ${which}`;
const failed = (code: string) => ({
  data: { commerceAccounts: null },
  errors: [{ extensions: { code, source: 'ELASTIC_PATH' } }],
});

/** A store that gives the tokens t1, t2 and so on, good for an hour. */
async function rig() {
  const pass = withOwnClock();
  withoutPauses();
  const store = { givesTokens: true, refuses: [] as readonly string[] };
  let given = 0;
  const upstream = await startUpstream(({ line, headers }, response) => {
    if (line !== token) {
      const isRefused = store.refuses.includes(
        headers.authorization?.slice('Bearer '.length) ?? '',
      );
      sendJson(response, { data: [], meta: { results: { total: 0 } } }, isRefused ? 401 : 200);
    } else if (store.givesTokens) {
      given += 1;
      sendJson(response, { access_token: `t${given}`, expires_in: 3600 });
    } else {
      sendJson(response, {}, 503);
    }
  });
  const gateway = await startGatewayAt('http://127.0.0.1:1', {
    ELASTIC_PATH_BASE_URL: upstream.url,
    ELASTIC_PATH_CLIENT_ID: 'id',
    ELASTIC_PATH_CLIENT_SECRET: 'secret',
  });
  let seen = 0;
  /** So many requests as soon as they have arrived: those for tokens, and those for the list. */
  const next = async (count: number) => {
    await upstream.arrived(seen + count);
    const requests = upstream.received.slice(seen, (seen = upstream.received.length));
    return requests
      .map(({ line, headers }) =>
        line === token ? line : `${line} ${headers.authorization ?? ''}`,
      )
      .sort((one, other) => Number(other === token) - Number(one === token));
  };
  return { ...gateway, pass, store, next };
}

test('a token is renewed a minute before it expires, and used meanwhile', async () => {
  const { query, pass, next } = await rig();
  await query(accounts);
  pass(3_539_000);
  await query(accounts);
  expect(await next(3)).toEqual([token, listWith('t1'), listWith('t1')]);

  pass(1000);
  expect(await query(accounts)).toEqual(answered);
  expect(await next(2)).toEqual([token, listWith('t1')]);
  const used = async () => {
    await query(accounts);
    return next(1);
  };
  await expect.poll(used).toEqual([listWith('t2')]);
});

test('one that cannot be renewed is used as long as it is good, and renewed by the next who may try', async () => {
  const { query, pass, store, next } = await rig();
  await query(accounts);
  await next(2);
  store.givesTokens = false;
  pass(3_540_000);
  for (let round = 0; round < 2; round += 1) {
    expect(await query(accounts)).toEqual(answered);
    expect(await next(4)).toEqual([token, token, token, listWith('t1')]);
    pass(4999);
    expect(await query(accounts)).toEqual(answered);
    expect(await next(1)).toEqual([listWith('t1')]);
    pass(1);
  }

  pass(50_000);
  expect(await query(accounts)).toMatchObject(failed('UPSTREAM_UNAVAILABLE'));
  expect(await next(3)).toEqual([token, token, token]);
  store.givesTokens = true;
  expect(await query(accounts)).toEqual(answered);
  expect(await next(2)).toEqual([token, listWith('t2')]);
});

test('one that was revoked in its time is replaced at once', async () => {
  const { query, pass, store, next } = await rig();
  await query(accounts);
  await next(2);
  pass(1_800_000);
  store.refuses = ['t1'];
  expect(await query(accounts)).toEqual(answered);
  expect(await next(3)).toEqual([token, listWith('t1'), listWith('t2')]);
});

test('a store that refuses what it has just given is not asked for more with every operation', async () => {
  const { query, pass, store, next } = await rig();
  store.refuses = ['t1', 't2'];
  expect(await query(accounts)).toMatchObject(failed('UNAUTHENTICATED'));
  expect(await next(4)).toEqual([token, token, listWith('t1'), listWith('t2')]);
  pass(9999);
  for (let operation = 0; operation < 3; operation += 1) {
    expect(await query(accounts)).toMatchObject(failed('UNAUTHENTICATED'));
    expect(await next(1)).toEqual([listWith('t2')]);
  }

  pass(1);
  expect(await query(accounts)).toEqual(answered);
  expect(await next(3)).toEqual([token, listWith('t2'), listWith('t3')]);
});

test('one that was refused is not shown again, also where no other could be fetched at once', async () => {
  const { query, store, next } = await rig();
  await query(accounts);
  await next(2);
  store.refuses = ['t1'];
  store.givesTokens = false;
  expect(await query(accounts)).toMatchObject(failed('UPSTREAM_UNAVAILABLE'));
  expect(await next(4)).toEqual([token, token, token, listWith('t1')]);
  store.givesTokens = true;
  expect(await query(accounts)).toEqual(answered);
  expect(await next(2)).toEqual([token, listWith('t2')]);
});
