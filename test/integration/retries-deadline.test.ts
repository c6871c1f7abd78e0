/** One budget of time for each operation; whoever waits no longer takes the work along. */
import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { describe, expect, test } from 'vitest';
import { globalId } from '../../src/domain/global-id.ts';
import { startTestGateway } from './harness.ts';
import { startIssuer } from './issuer.ts';
import { envelope, sendJson, startGatewayAt, startUpstream, type Received } from './upstream.ts';

const timedOut = { extensions: { code: 'UPSTREAM_TIMEOUT', source: 'KANTATA_OX' } };

async function timed<T>(work: () => Promise<T>): Promise<{ result: T; tookMs: number }> {
  const startedAt = performance.now();
  const result = await work();
  return { result, tookMs: performance.now() - startedAt };
}

describe('the deadline of an operation', () => {
  const env = { OPERATION_TIMEOUT_MS: '600', UPSTREAM_TIMEOUT_MS: '10000' };

  test('ends a call that would take longer, and its connection', async () => {
    const upstream = await startUpstream(() => undefined);
    const gateway = await startGatewayAt(upstream.url, env);
    const { result, tookMs } = await timed(() => gateway.query('{ me { id } __typename }'));
    expect(result.data).toEqual({ me: null, __typename: 'Query' });
    expect(result.errors).toMatchObject([{ path: ['me'], ...timedOut }]);
    expect(tookMs).toBeGreaterThan(500);
    expect(tookMs).toBeLessThan(2000);
    await upstream.received[0]?.abandoned;
    expect(upstream.lines()).toEqual(['GET /users/me']);
  });

  test('is for all attempts together, and none begins that cannot end', async () => {
    const upstream = await startUpstream((_request, response) => {
      setTimeout(() => {
        sendJson(response, {}, 503);
      }, 250);
    });
    const gateway = await startGatewayAt(upstream.url, env);
    const { result, tookMs } = await timed(() => gateway.query('{ me { id } }'));
    expect(result.data).toEqual({ me: null });
    expect(result.errors).toHaveLength(1);
    expect(tookMs).toBeLessThan(2000);
    expect(upstream.received.length).toBeLessThanOrEqual(3);
  });

  test('is for all calls together, one after the other', async () => {
    const upstream = await startUpstream((request, response) => {
      if (request.line.startsWith('GET /users/me')) {
        setTimeout(() => {
          sendJson(response, envelope('users', [{ id: '1' }]));
        }, 350);
      }
    });
    const gateway = await startGatewayAt(upstream.url, env);
    const { result, tookMs } = await timed(() =>
      gateway.query('{ me { accountMembership { id permission } } }'),
    );
    expect(result.errors).toHaveLength(1);
    expect(tookMs).toBeLessThan(2000);
  });

  test('counts the time in the queue', async () => {
    const upstream = await startUpstream(() => undefined);
    const gateway = await startGatewayAt(upstream.url, {
      ...env,
      UPSTREAM_MAX_CONCURRENCY_PER_CREDENTIAL: '1',
    });
    const { result, tookMs } = await timed(() =>
      gateway.query('{ me { id } roles { totalCount } skills { totalCount } }'),
    );
    expect(result.data).toEqual({ me: null, roles: null, skills: null });
    expect(result.errors).toMatchObject([timedOut, timedOut, timedOut]);
    expect(tookMs).toBeLessThan(2000);
    expect(upstream.received).toHaveLength(1);
  });

  test('counts the time in which it is found out who the caller is', async () => {
    const upstream = await startUpstream(() => undefined);
    const issuer = await startIssuer();
    issuer.delay(1500);
    const gateway = await startGatewayAt(upstream.url, {
      KANTATA_TOKEN: 'service',
      OPERATION_TIMEOUT_MS: '2000',
      ...issuer.env,
    });
    const authorization = `Bearer ${await issuer.token({ scope: 'memberships:read' })}`;
    const { result, tookMs } = await timed(() =>
      gateway.query('{ me { id } }', {}, { authorization }),
    );
    expect(result).toMatchObject({ data: { me: null }, errors: [{ path: ['me'], ...timedOut }] });
    expect(tookMs).toBeLessThan(3000);
    expect(upstream.lines()).toEqual(['GET /users/me']);
  });

  test.each([
    [env, {}],
    [{}, { 'x-request-timeout-ms': '600' }],
  ])('ends the wait for the keys of callers, too (%j, %j)', async (limits, headers) => {
    const upstream = await startUpstream(() => undefined);
    const issuer = await startIssuer();
    issuer.fail('never');
    const gateway = await startGatewayAt(upstream.url, {
      KANTATA_TOKEN: 'service',
      ...limits,
      ...issuer.env,
    });
    const authorization = `Bearer ${await issuer.token({ scope: 'memberships:read' })}`;
    const { result, tookMs } = await timed(() =>
      gateway.query('{ me { id } }', {}, { authorization, ...headers }),
    );
    expect(result).toMatchObject({ errors: [{ extensions: { code: 'UPSTREAM_UNAVAILABLE' } }] });
    expect(tookMs).toBeLessThan(2000);
    expect([upstream.lines(), issuer.fetches()]).toEqual([[], 1]);
  });

  test('leaves a write that it ended with an open outcome', async () => {
    const upstream = await startUpstream(() => undefined);
    const gateway = await startGatewayAt(upstream.url, env);
    const { errors } = await gateway.query(
      'mutation { disableAccountMembership(input: { id: "5" }) { userErrors { code } } }',
    );
    expect(errors).toMatchObject([{ extensions: { code: 'OUTCOME_UNKNOWN' } }]);
    expect(upstream.lines()).toEqual(['PUT /account_memberships/5/disable']);
  });
});

describe('one attempt', () => {
  test('has a limit of its own, and what is left goes to the next', async () => {
    const upstream = await startUpstream((_request, response) => {
      if (upstream.received.length > 1) sendJson(response, envelope('users', [{ id: '1' }]));
    });
    const gateway = await startGatewayAt(upstream.url, { UPSTREAM_TIMEOUT_MS: '200' });
    const { data, errors } = await gateway.query('{ me { sourceId } }');
    expect(errors).toBeUndefined();
    expect(data).toEqual({ me: { sourceId: '1' } });
    expect(upstream.lines()).toEqual(['GET /users/me', 'GET /users/me']);
    await upstream.received[0]?.abandoned;
  });
});

/** Sends an operation; the returned function is that of a client that walks away. */
function send(url: string, query: string): () => void {
  const request = httpRequest(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer admin-token' },
  });
  // To be cut off is what this client wants.
  request.on('error', () => undefined);
  request.end(JSON.stringify({ query }));
  return () => request.destroy();
}

describe('a client that leaves', () => {
  /** Nothing but the client's leaving ends a call within the time of a test. */
  const patient = { UPSTREAM_TIMEOUT_MS: '60000', OPERATION_TIMEOUT_MS: '60000' };

  test('takes the reads along that are under way', async () => {
    const upstream = await startUpstream(() => undefined);
    const gateway = await startGatewayAt(upstream.url, patient);
    const leave = send(gateway.url, '{ me { id } roles { totalCount } }');
    await upstream.arrived(2);
    leave();
    await Promise.all(upstream.received.map(({ abandoned }) => abandoned));
    // A later operation shows that nothing else was sent in between.
    const leaveAgain = send(gateway.url, '{ skills { totalCount } }');
    await upstream.arrived(3);
    leaveAgain();
    expect(upstream.lines().toSorted()).toEqual([
      'GET /roles?only_active=true&page=1&per_page=1',
      'GET /skills?page=1&per_page=1',
      'GET /users/me',
    ]);
  });

  test('takes along those that wait for room, or for another attempt', async () => {
    const upstream = await startUpstream((request, response) => {
      if (!request.line.startsWith('GET /users/me')) return;
      response.writeHead(503, { 'retry-after': '1' });
      response.end();
    });
    const gateway = await startGatewayAt(upstream.url, {
      ...patient,
      UPSTREAM_MAX_CONCURRENCY_PER_CREDENTIAL: '1',
    });
    const leave = send(gateway.url, '{ me { id } roles { totalCount } skills { totalCount } }');
    await upstream.arrived(2);
    leave();
    await upstream.received[1]?.abandoned;
    const { data } = await gatewayAnswer(gateway.url);
    expect(data).toEqual({ __typename: 'Query' });
    await new Promise((resolve) => setTimeout(resolve, 1100));
    expect(upstream.lines()).toEqual([
      'GET /users/me',
      'GET /roles?only_active=true&page=1&per_page=1',
    ]);
  });

  test('does not end a write that was sent, and starts none that was not', async () => {
    const release: (() => void)[] = [];
    const upstream = await startUpstream(async (_request, response) => {
      await new Promise<void>((resolve) => release.push(resolve));
      sendJson(response, {});
      await once(response, 'finish');
      finished.push(response.writableFinished);
    });
    const finished: boolean[] = [];
    const gateway = await startGatewayAt(upstream.url, patient);
    const leave = send(
      gateway.url,
      `mutation {
        one: disableAccountMembership(input: { id: "1" }) { userErrors { code } }
        other: disableAccountMembership(input: { id: "2" }) { userErrors { code } }
      }`,
    );
    await upstream.arrived(1);
    leave();
    // The gateway has seen the client leave by the time it has answered another one.
    await gatewayAnswer(gateway.url);
    release[0]?.();
    await expect.poll(() => finished).toEqual([true]);
    await gatewayAnswer(gateway.url);
    expect(upstream.lines()).toEqual(['PUT /account_memberships/1/disable']);
  });
});

async function gatewayAnswer(url: string): Promise<{ data?: unknown }> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ __typename }' }),
  });
  return (await response.json()) as { data?: unknown };
}

describe('how many calls are under way at once', () => {
  /** Holds every answer until no further request comes for a while. */
  async function startHolding(env: Readonly<Record<string, string>>) {
    const held: (() => void)[] = [];
    const answered: Received[] = [];
    const upstream = await startUpstream(async (request, response) => {
      await new Promise<void>((resolve) => held.push(resolve));
      sendJson(response, envelope('users', []));
      answered.push(request);
    });
    const gateway = await startGatewayAt(upstream.url, env);
    const releaseAll = async (count: number) => {
      while (answered.length < count) {
        held.shift()?.();
        await new Promise((resolve) => setImmediate(resolve));
      }
    };
    return { upstream, gateway, releaseAll };
  }

  // A thousand users by id are seven calls, of 150 ids each.
  const variables = {
    ids: Array.from({ length: 1000 }, (_, index) => globalId('User', String(index + 1))),
  };
  const document = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }';

  test('is bounded for one credential', async () => {
    const { upstream, gateway, releaseAll } = await startHolding({
      UPSTREAM_MAX_CONCURRENCY_PER_CREDENTIAL: '3',
    });
    const answer = gateway.query(document, variables);
    await upstream.arrived(3);
    await releaseAll(7);
    expect((await answer).errors).toBeUndefined();
    expect(upstream.received).toHaveLength(7);
    expect(upstream.mostAtOnce()).toBe(3);
  });

  test('is bounded for the upstream, whoever asks', async () => {
    const { upstream, gateway, releaseAll } = await startHolding({
      UPSTREAM_MAX_CONCURRENCY: '4',
      UPSTREAM_MAX_CONCURRENCY_PER_CREDENTIAL: '3',
    });
    const answers = ['a', 'b', 'c'].map((token) =>
      gateway.query(document, variables, { authorization: `Bearer ${token}` }),
    );
    await upstream.arrived(4);
    await releaseAll(21);
    for (const { errors } of await Promise.all(answers)) expect(errors).toBeUndefined();
    expect(upstream.received).toHaveLength(21);
    expect(upstream.mostAtOnce()).toBe(4);
  });

  test('one credential that takes all its room leaves some to others', async () => {
    const { upstream, gateway, releaseAll } = await startHolding({
      UPSTREAM_MAX_CONCURRENCY: '4',
      UPSTREAM_MAX_CONCURRENCY_PER_CREDENTIAL: '3',
    });
    const busy = gateway.query(document, variables, { authorization: 'Bearer busy' });
    await upstream.arrived(3);
    const other = gateway.query(
      '{ u: user(id: "1") { id } }',
      {},
      { authorization: 'Bearer other' },
    );
    await upstream.arrived(4);
    expect(upstream.received[3]?.headers.authorization).toBe('Bearer other');
    await releaseAll(8);
    expect((await busy).errors).toBeUndefined();
    expect((await other).errors).toBeUndefined();
  });
});

describe('a request upstream carries', () => {
  const allowed = [
    'accept',
    'accept-encoding',
    'authorization',
    'connection',
    'host',
    'user-agent',
    'x-request-id',
  ];
  const given = {
    cookie: 'session=1',
    'x-forwarded-for': '10.0.0.1',
    'x-forwarded-host': 'evil.example',
    forwarded: 'for=10.0.0.1',
    'x-admin': 'true',
    'if-none-match': '"x"',
    'accept-language': 'de',
    'x-request-id': 'mine',
    authorization: 'Bearer admin-token',
  };

  async function record(document: string) {
    const gateway = await startTestGateway();
    const { errors } = await gateway.query(document, {}, given);
    expect(errors).toBeUndefined();
    const [request] = gateway.kantata.requests;
    return { request, headers: request?.headers ?? {} };
  }

  test('as a read: who asks, and no word of a body', async () => {
    const { headers, request } = await record('{ roles { totalCount } }');
    expect(Object.keys(headers).toSorted()).toEqual(allowed);
    expect(headers).toMatchObject({
      accept: 'application/json',
      authorization: 'Bearer admin-token',
      'x-request-id': 'mine',
    });
    expect(request?.bodyText).toBe('');
  });

  test('as a write: what the body is', async () => {
    const { headers, request } = await record(
      'mutation { updateAccountMembership(input: { id: "300520", billRateInCents: 1 }) { userErrors { code } } }',
    );
    expect(Object.keys(headers).toSorted()).toEqual(
      [...allowed, 'content-length', 'content-type'].toSorted(),
    );
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'content-length': String(request?.bodyText.length),
    });
  });

  test('as a write without a body: that there is none', async () => {
    const { headers, request } = await record(
      'mutation { disableAccountMembership(input: { id: "300520" }) { userErrors { code } } }',
    );
    expect(Object.keys(headers).toSorted()).toEqual([...allowed, 'content-length'].toSorted());
    expect(headers['content-length']).toBe('0');
    expect(request?.bodyText).toBe('');
  });
});
