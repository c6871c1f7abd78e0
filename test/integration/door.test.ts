import { request as httpRequest } from 'node:http';
import { expect, test } from 'vitest';
import { explorers, startTestGateway, type TestGateway } from './harness.ts';

const members = '{ accountMemberships(first: 1) { nodes { sourceId } } }';

/** One request, with nothing done to it on the way. */
function send(
  url: string,
  options: { method?: string; headers?: Record<string, string | string[]>; body?: string },
): Promise<{ status: number; headers: Record<string, unknown>; body: string }> {
  return new Promise((resolve, reject) => {
    const { body, ...rest } = options;
    const request = httpRequest(url, rest, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text });
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}

function post(gateway: TestGateway, headers: Record<string, string | string[]>, query = members) {
  return send(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });
}

test.each([
  ['Basic dXNlcjpzZWNyZXQ='],
  ['Bearer'],
  ['Bearer '],
  ['Bearer two tokens'],
  ['Bearer tökén'],
])('a credential that is no bearer token is refused at the door: %s', async (authorization) => {
  const gateway = await startTestGateway();

  for (const name of ['authorization', 'x-kantata-authorization']) {
    const { status, body } = await post(gateway, {
      [name]: Buffer.from(authorization).toString('latin1'),
    });
    expect(status).toBe(401);
    expect(JSON.parse(body)).toMatchObject({
      errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
    });
  }
  expect(gateway.requests()).toEqual([]);
});

test.each([
  ['x-elastic-path-authorization', 'Basic dXNlcjpzZWNyZXQ=', 'KANTATA_BASE_URL'],
  ['x-elastic-path-authorization', 'Bearer two tokens', 'KANTATA_BASE_URL'],
  ['ep-account-management-authentication-token', 'two tokens', 'KANTATA_BASE_URL'],
  ['authorization', 'Basic dXNlcjpzZWNyZXQ=', 'ELASTIC_PATH_BASE_URL'],
  ['x-kantata-authorization', 'Bearer', 'ELASTIC_PATH_BASE_URL'],
])(
  'a malformed credential is refused where its upstream is not configured, too: %s: %s',
  async (name, value, configured) => {
    const gateway = await startTestGateway({
      env: { KANTATA_BASE_URL: '', [configured]: 'http://127.0.0.1:1' },
    });
    const status = async (text: string) =>
      (await post(gateway, { [name]: text }, '{ __typename }')).status;

    expect(await status(value)).toBe(401);
    expect(await status(name.startsWith('ep-') ? 'token' : 'Bearer token')).toBe(200);
  },
);

test('without any credential the fields of the upstream fail, and nothing is asked', async () => {
  const gateway = await startTestGateway();

  const { status, body } = await post(gateway, {});

  expect(status).toBe(200);
  expect(JSON.parse(body)).toMatchObject({
    data: { accountMemberships: null },
    errors: [
      {
        path: ['accountMemberships'],
        extensions: { code: 'UNAUTHENTICATED', source: 'KANTATA_OX' },
      },
    ],
  });
  expect(gateway.requests()).toEqual([]);
});

test("the caller's own credential for the upstream wins over the plain one", async () => {
  const gateway = await startTestGateway();

  await post(gateway, {
    authorization: 'Bearer collaborator-token',
    'x-kantata-authorization': 'Bearer lead-token',
  });

  expect(gateway.kantata.requests.map(({ token }) => token)).toEqual(['lead-token']);
});

test('the configured token speaks for callers who bring none, and only for them', async () => {
  const gateway = await startTestGateway({ env: { KANTATA_TOKEN: 'admin-token' } });

  await post(gateway, {});
  await post(gateway, { authorization: 'Bearer lead-token' });

  expect(gateway.kantata.requests.map(({ token }) => token)).toEqual(['admin-token', 'lead-token']);
});

test.each([
  ['localhost', 200],
  ['localhost:4000', 200],
  ['127.0.0.1', 200],
  ['[::1]:80', 200],
  ['evil.example', 421],
  ['127.0.0.1.evil.example', 421],
  ['localhost.evil.example:4000', 421],
])(
  'a gateway with service credentials answers to the names of the loopback alone: %j → %d',
  async (host, expected) => {
    const gateway = await startTestGateway({ env: { KANTATA_TOKEN: 'admin-token' } });

    const { status } = await post(gateway, { host });

    expect(status).toBe(expected);
    expect(gateway.requests()).toHaveLength(expected === 200 ? 1 : 0);
  },
);

test('a request id is kept when it is a plain one, sent on, and named by errors', async () => {
  const gateway = await startTestGateway();
  gateway.kantata.inject({ match: () => true, action: { kind: 'answer', status: 403 } });

  const { headers, body } = await post(gateway, {
    authorization: 'Bearer admin-token',
    'x-request-id': 'order-66.b',
  });

  expect(headers['x-request-id']).toBe('order-66.b');
  expect(JSON.parse(body)).toMatchObject({ errors: [{ extensions: { requestId: 'order-66.b' } }] });
  expect(gateway.kantata.requests.map((each) => each.headers['x-request-id'])).toEqual([
    'order-66.b',
  ]);
});

test.each([['two words'], ['x'.repeat(129)], ['{"forged":true}']])(
  'a request id that is not a plain one is replaced: %s',
  async (id) => {
    const gateway = await startTestGateway();

    const { headers } = await post(gateway, { 'x-request-id': id });

    expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  },
);

test('browsers of other origins are let in by name alone', async () => {
  const gateway = await startTestGateway({
    env: { ...explorers, CORS_ORIGINS: 'https://app.example.test' },
  });
  const preflight = (origin: string) =>
    send(`${gateway.url}/graphql`, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type,x-kantata-authorization',
      },
    });

  for (const origin of [
    'https://app.example.test',
    'https://studio.apollographql.com',
    'http://localhost:3000',
  ]) {
    const { headers } = await preflight(origin);
    expect(headers['access-control-allow-origin']).toBe(origin);
    expect(headers.vary).toContain('Origin');
    expect(String(headers['access-control-allow-headers']).split(', ')).toEqual([
      'authorization',
      'x-kantata-authorization',
      'x-elastic-path-authorization',
      'ep-account-management-authentication-token',
      'content-type',
      'apollo-require-preflight',
      'apollographql-client-name',
      'apollographql-client-version',
      'traceparent',
      'x-request-id',
      'x-request-timeout-ms',
      'x-upstream-trace',
      'x-upstream-budget',
      'x-upstream-explain',
    ]);
    expect(headers['access-control-allow-credentials']).toBeUndefined();
  }
  for (const origin of [
    'https://evil.example',
    'null',
    'http://app.example.test',
    'https://app.example.test.evil.example',
    'https://evilapp.example.test',
  ]) {
    const { headers } = await preflight(origin);
    expect(headers['access-control-allow-origin']).toBeUndefined();
  }
});

test('other methods are refused, and those that are taken are named', async () => {
  const gateway = await startTestGateway();

  for (const method of ['PUT', 'PATCH', 'DELETE', 'TRACE']) {
    const { status, headers, body } = await send(`${gateway.url}/graphql`, { method });
    expect({ status, allow: headers.allow }, method).toEqual({ status: 405, allow: 'GET, POST' });
    expect(JSON.parse(body), method).toMatchObject({
      errors: [{ extensions: { code: 'BAD_REQUEST', requestId: headers['x-request-id'] } }],
    });
  }
  const options = await send(`${gateway.url}/graphql`, { method: 'OPTIONS' });
  expect(options).toMatchObject({ status: 204, headers: { allow: 'GET, POST' }, body: '' });
  expect(options.headers['access-control-allow-origin']).toBeUndefined();
});

test('S30 explorers and introspection are open only where they are switched on', async () => {
  const open = await startTestGateway({ env: explorers });
  const closed = await startTestGateway();
  const page = (gateway: TestGateway, path: string) => send(gateway.url + path, {});
  const introspect = (gateway: TestGateway) => post(gateway, {}, '{ __schema { types { name } } }');

  expect(await page(open, '/')).toMatchObject({
    status: 200,
    body: expect.stringContaining('/graphql') as string,
  });
  expect(await page(open, '/graphiql')).toMatchObject({ status: 200 });
  expect(await introspect(open)).toMatchObject({ status: 200 });

  expect(await page(closed, '/')).toMatchObject({ status: 404 });
  expect(await page(closed, '/graphiql')).toMatchObject({ status: 404 });
  const refused = await introspect(closed);
  expect(refused.status).toBe(400);
  expect(JSON.parse(refused.body)).toMatchObject({
    errors: [{ message: 'Introspection is switched off here (EXPLORER).' }],
  });
  const typo = await post(closed, {}, '{ accountMembership }');
  expect(typo.status).toBe(400);
  const misspelt = await post(closed, {}, '{ acountMemberships { totalCount } }');
  expect(misspelt.body).not.toMatch(/did you mean/i);
});

test('S30 no name of the schema is suggested to whoever guesses in his variables', async () => {
  const open = await startTestGateway({ env: explorers });
  const closed = await startTestGateway();
  const document =
    'query ($f: AccountMembershipFilter) { accountMemberships(filter: $f) { totalCount } }';
  const guesses = [{ staus: 1 }, { status: 'ACTIV' }, { status: 5 }, { '? Did you mean x?': 1 }];

  for (const f of guesses) {
    const { errors = [] } = await closed.query(document, { f });
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(errors[0]?.message).toMatch(/\.$/);
    expect(errors[0]?.message).not.toMatch(/Did you mean (?!x)|"status"|"ACTIVE"/);
  }
  const { errors: hints = [] } = await open.query(document, { f: guesses[0] });
  expect(hints[0]?.message).toMatch(/Did you mean "status"\?$/);
});

test('a browser that opens the address of the graph is led to the explorer, where there is one', async () => {
  const open = await startTestGateway({ env: explorers });
  const closed = await startTestGateway();
  const browser = { headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } };

  expect(await send(`${open.url}/graphql`, browser)).toMatchObject({
    status: 303,
    headers: { location: '/graphiql' },
  });
  expect(await send(`${open.url}/graphql`, {})).toMatchObject({ status: 400 });
  const withQuery = `${open.url}/graphql?query=${encodeURIComponent(members)}`;
  expect(await send(withQuery, browser)).toMatchObject({ status: 400 });
  expect(await send(`${closed.url}/graphql`, browser)).toMatchObject({ status: 400 });
});

test('a body is read only as JSON in UTF-8, and only up to its limit', async () => {
  const gateway = await startTestGateway();
  const body = JSON.stringify({ query: members });
  const status = async (contentType: string, text = body) =>
    (
      await send(`${gateway.url}/graphql`, {
        method: 'POST',
        headers: { authorization: 'Bearer admin-token', 'content-type': contentType },
        body: text,
      })
    ).status;

  expect(await status('application/json; charset=UTF-8')).toBe(200);
  gateway.requests();
  expect(await status('application/json; charset=utf-7')).toBe(415);
  expect(await status('application/json; charset="cp1256"')).toBe(415);
  expect(await status('text/plain')).toBe(415);
  expect(await status('application/x-www-form-urlencoded', 'query=%7Bme%7Bid%7D%7D')).toBe(415);
  expect(await status('application/json', `${body}${' '.repeat(300_000)}`)).toBe(413);
  expect(await status('application/json', '{"query": "{')).toBe(400);
  expect(gateway.requests()).toEqual([]);
});

test('S16 a page of another site cannot make a browser query or change anything', async () => {
  const gateway = await startTestGateway({ env: { KANTATA_TOKEN: 'admin-token' } });
  const url = `${gateway.url}/graphql?query=${encodeURIComponent(members)}`;
  const mutation = 'mutation { resendInvitation(input: { id: "55001" }) { userErrors { code } } }';

  expect((await send(url, {})).status).toBe(400);
  expect((await send(url, { headers: { 'content-type': 'text/plain' } })).status).toBe(400);
  expect(
    (
      await send(`${gateway.url}/graphql?query=${encodeURIComponent(mutation)}`, {
        headers: { 'apollo-require-preflight': 'yes' },
      })
    ).status,
  ).toBe(405);
  expect(gateway.requests()).toEqual([]);
  expect((await send(url, { headers: { 'apollo-require-preflight': 'yes' } })).status).toBe(200);
});

test('answers are compressed for who asks for it, and never cached by anybody', async () => {
  const gateway = await startTestGateway();

  const { headers } = await send(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: {
      authorization: 'Bearer admin-token',
      'content-type': 'application/json',
      'accept-encoding': 'gzip',
    },
    body: JSON.stringify({
      query: '{ accountMemberships(first: 100) { nodes { id user { id } } } }',
    }),
  });

  expect(headers).toMatchObject({
    'content-encoding': 'gzip',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  expect(headers['x-powered-by']).toBeUndefined();
});

test('health is told apart from readiness, and needs no credential', async () => {
  const gateway = await startTestGateway();

  expect(await send(`${gateway.url}/healthz`, {})).toMatchObject({ status: 200 });
  expect(await send(`${gateway.url}/readyz`, {})).toMatchObject({ status: 200 });
  expect(await send(`${gateway.url}/elsewhere`, {})).toMatchObject({ status: 404 });
});
