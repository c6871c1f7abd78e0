/** An upstream that is down is left alone, and comes back by one read. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { sendJson, startGatewayAt, startUpstream, type Answerer } from './upstream.ts';

const down = { code: 'UPSTREAM_UNAVAILABLE', source: 'KANTATA_OX' };
const roles = '{ roles { totalCount } }';
/** Reads of which none can be answered with another. */
const different = (count: number) =>
  Array.from({ length: count }, (_, index) => `{ roles(first: ${index + 1}) { nodes { id } } }`);
const disable = 'mutation { disableAccountMembership(input: { id: "5" }) { userErrors { code } } }';

beforeEach(() => {
  // Only the clock that the breaker reads: sockets and timers are real.
  vi.useFakeTimers({ toFake: ['performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const empty = { count: 0, results: [], roles: {} };

async function rig(env: Readonly<Record<string, string>> = {}) {
  let status = 503;
  let answer: Answerer = ({ method }, response) => {
    if (status === 503) sendJson(response, {}, 503);
    else if (method === 'GET') sendJson(response, empty);
    else response.writeHead(204).end();
  };
  const upstream = await startUpstream((request, response) => answer(request, response));
  const gateway = await startGatewayAt(upstream.url, env);
  return {
    ...gateway,
    heal: () => (status = 200),
    answer: (other: Answerer) => (answer = other),
    /** The requests since the last look. */
    lines: () => upstream.lines().slice(seen, (seen = upstream.received.length)),
    breaker: async () => {
      const ready = await fetch(`${gateway.url}/readyz`);
      return /"breaker":"(\w+)"/.exec(await ready.text())?.[1];
    },
    down: async () => {
      for (let index = 0; index < 7; index += 1) await gateway.query(roles);
      seen = upstream.received.length;
    },
  };
}
let seen = 0;
beforeEach(() => {
  seen = 0;
});

test('it is left alone after 20 failures in a row, and its callers are told for how long', async () => {
  const { query, lines, breaker } = await rig();
  for (let index = 0; index < 10; index += 1) await query(roles);
  expect(lines()).toHaveLength(20);
  const { data, errors } = await query(roles);
  expect(data).toEqual({ roles: null });
  expect(errors).toMatchObject([{ extensions: { ...down, retryAfterMs: 5000 } }]);
  const write = await query(disable);
  expect(write.errors).toMatchObject([{ extensions: { ...down, retryAfterMs: 5000 } }]);
  expect(lines()).toEqual([]);
  expect(await breaker()).toBe('OPEN');
});

test('no refusal opens it, and no limit that a caller has reached', async () => {
  for (const status of [400, 401, 403, 404, 409, 422]) {
    const { query, lines, breaker, answer } = await rig();
    answer((_request, response) => {
      sendJson(response, {}, status);
    });
    for (let index = 0; index < 25; index += 1) await query(roles);
    expect(lines()).toHaveLength(25);
    expect(await breaker()).toBe('CLOSED');
    seen = 0;
  }
  const { query, breaker, answer } = await rig();
  answer((_request, response) => {
    response.writeHead(429, { 'retry-after': '600' }).end();
  });
  for (let index = 0; index < 25; index += 1) await query(roles);
  expect(await breaker()).toBe('CLOSED');
});

test('callers in a hurry do not open it for the others', async () => {
  const upstream = await startUpstream((_request, response) => {
    setTimeout(sendJson, 200, response, empty);
  });
  const gateway = await startGatewayAt(upstream.url);
  const hurry = { 'x-request-timeout-ms': '100' };
  await Promise.all(
    Array.from({ length: 30 }, (_, index) =>
      gateway.query(roles, {}, { authorization: `Bearer t${index}`, ...hurry }),
    ),
  );
  expect(upstream.received.length).toBeGreaterThanOrEqual(20);
  expect(await gateway.query(roles)).toEqual({ data: { roles: { totalCount: 0 } } });
});

describe('where nobody is answered at all', () => {
  /** An upstream before which so much time passes as each caller has. */
  async function silent(forMs: number, env: Readonly<Record<string, string>> = {}) {
    const own = await rig(env);
    own.answer(() => {
      vi.advanceTimersByTime(forMs);
    });
    return own;
  }

  test('callers in a hurry open it, and are brought back by one of them', async () => {
    const { url, query, lines, breaker, answer } = await silent(150);
    const ask = () => query(roles, {}, { 'x-request-timeout-ms': '150' });
    for (let index = 0; index < 19; index += 1) await ask();
    expect(await breaker()).toBe('CLOSED');
    expect((await ask()).errors).toMatchObject([{ extensions: { code: 'UPSTREAM_TIMEOUT' } }]);
    expect(await breaker()).toBe('OPEN');
    expect(await (await fetch(`${url}/readyz`)).json()).toMatchObject({
      degraded: true,
      upstreams: { KANTATA_OX: { state: 'FAILING' } },
    });
    expect(lines()).toHaveLength(20);
    expect((await ask()).errors).toMatchObject([{ extensions: { ...down, retryAfterMs: 5000 } }]);
    expect(lines()).toEqual([]);

    vi.advanceTimersByTime(5000);
    answer((_request, response) => {
      sendJson(response, empty);
    });
    expect(await ask()).toEqual({ data: { roles: { totalCount: 0 } } });
    expect(await breaker()).toBe('CLOSED');
    expect(lines()).toHaveLength(1);
  });

  test('nobody is in a hurry who gives it all the time of an operation', async () => {
    const { query, lines, breaker } = await silent(100, { OPERATION_TIMEOUT_MS: '100' });
    for (let index = 0; index < 20; index += 1) await query(roles);
    expect(await breaker()).toBe('OPEN');
    expect((await query(roles)).errors).toMatchObject([{ extensions: down }]);
    expect(lines()).toHaveLength(20);
  });
});

test('one read brings it back', async () => {
  const { query, lines, down, heal, breaker } = await rig();
  await down();
  vi.advanceTimersByTime(4999);
  await query(roles);
  expect(lines()).toEqual([]);

  vi.advanceTimersByTime(1);
  await query(roles);
  expect(lines()).toHaveLength(1);
  expect(await breaker()).toBe('OPEN');

  heal();
  vi.advanceTimersByTime(5000);
  expect(await query(roles)).toEqual({ data: { roles: { totalCount: 0 } } });
  expect(await breaker()).toBe('CLOSED');
});

test('many at once send one read, and those beside it are told to come again', async () => {
  const { query, lines, down, answer } = await rig();
  await down();
  vi.advanceTimersByTime(5000);
  let refused = 0;
  const othersRefused = Promise.withResolvers<undefined>();
  answer(async (_request, response) => {
    await othersRefused.promise;
    sendJson(response, empty);
  });
  const answers = await Promise.all(
    different(20).map(async (each) => {
      const told = await query(each);
      if (told.errors !== undefined) refused += 1;
      if (refused === 19) othersRefused.resolve(undefined);
      return told;
    }),
  );
  expect(lines()).toHaveLength(1);
  expect(answers.filter(({ errors }) => errors === undefined)).toHaveLength(1);
});

describe('a write', () => {
  test('goes only after a read has come back', async () => {
    const { query, lines, down, heal } = await rig();
    await down();
    heal();
    vi.advanceTimersByTime(5000);
    const { errors } = await query(disable);
    expect(errors).toBeUndefined();
    expect(lines()).toEqual(['GET /roles?page=1&per_page=1', 'PUT /account_memberships/5/disable']);
  });

  test('is not sent where that read fails, and is not done', async () => {
    const { query, lines, down } = await rig();
    await down();
    vi.advanceTimersByTime(5000);
    const { errors } = await query(disable);
    expect(errors).toMatchObject([{ extensions: { code: 'UPSTREAM_UNAVAILABLE' } }]);
    expect(lines()).toEqual(['GET /roles?page=1&per_page=1']);
  });
});

test('those who wait for room while it goes down are not sent after it', async () => {
  const { query, lines, answer, breaker } = await rig();
  answer((_request, response) => {
    setTimeout(sendJson, 50, response, {}, 503);
  });
  await Promise.all(different(150).map((each) => query(each)));
  expect(await breaker()).toBe('OPEN');
  // The twenty, and those that were under way beside the last of them.
  expect(lines().length).toBeLessThanOrEqual(26);
});

test('the token that a read needs is fetched first, and does not stand in its way', async () => {
  let isDown = true;
  const upstream = await startUpstream(({ line }, response) => {
    if (isDown) sendJson(response, {}, 503);
    else if (line.startsWith('POST')) sendJson(response, { access_token: 't', expires_in: 3600 });
    else sendJson(response, { data: [], meta: { results: { total: 0 } } });
  });
  const gateway = await startGatewayAt('http://127.0.0.1:1', {
    ELASTIC_PATH_BASE_URL: upstream.url,
    ELASTIC_PATH_CLIENT_ID: 'id',
    ELASTIC_PATH_CLIENT_SECRET: 'secret',
  });
  const accounts = '{ commerceAccounts(first: 1) { totalCount } }';
  while (upstream.received.length < 20) await gateway.query(accounts);
  await gateway.query(accounts);
  expect(upstream.received).toHaveLength(20);

  isDown = false;
  vi.advanceTimersByTime(5000);
  expect(await gateway.query(accounts)).toEqual({ data: { commerceAccounts: { totalCount: 0 } } });
});
