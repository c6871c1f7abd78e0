import { expect, test } from 'vitest';
import { sendRaw, statusOf } from './raw.ts';
import { ask, look, membersQuery, oneMember, serve, startUpstream } from './rig.ts';

const body = JSON.stringify({ query: membersQuery });

test('S04 a credential that is none is refused at the door, and never logged', async () => {
  const upstream = await startUpstream(oneMember);
  const gateway = await serve({ KANTATA_BASE_URL: upstream.url, LOG_LEVEL: 'debug' });
  const send = (credential: string) =>
    sendRaw(
      gateway.port,
      Buffer.from(
        `POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n` +
          `content-length: ${body.length}\r\nconnection: close\r\n${credential}\r\n\r\n${body}`,
        'latin1',
      ),
    );
  const canary = 'c4n4ry';

  for (const header of ['Authorization', 'X-Kantata-Authorization']) {
    for (const value of [
      `Basic ${canary}`,
      'Bearer',
      'Bearer ',
      `Bearer ${canary} two`,
      `Bearer ${canary}\r\n x`,
      `Bearer ${canary}\rx`,
      `Bearer ${canary}\0x`,
      `Bearer ${canary}\u00fc`,
      `Bearer ${canary}\u00c3\u00bc`,
      `Bearer ${canary}\t`,
      `Bearer ${canary.repeat(3500)}`,
      canary,
      `Token Bearer ${canary}`,
    ]) {
      const answer = await send(`${header}: ${value}`);
      // White space at the end of a header is no part of it.
      const expected = value.endsWith('\t') ? [200] : [400, 401, 431];
      expect(expected, `${header}: ${value.slice(0, 40)}`).toContain(statusOf(answer));
      expect(answer.text).not.toContain(canary);
    }
  }
  expect(upstream.requests).toHaveLength(2);
  expect(gateway.output()).not.toContain(canary);
  expect(gateway.lines().length).toBeGreaterThan(1);
});

test('S05 nothing of a request goes on to the upstream but what belongs there', async () => {
  const upstream = await startUpstream(oneMember);
  const gateway = await serve({ KANTATA_BASE_URL: upstream.url });

  await sendRaw(
    gateway.port,
    [
      'POST /graphql HTTP/1.1',
      'host: localhost',
      'authorization: Bearer own-token',
      'content-type: application/json',
      'cookie: session=1',
      'x-forwarded-for: 10.0.0.1',
      'x-forwarded-host: evil.example',
      'forwarded: for=10.0.0.1',
      'x-admin: true',
      'x-request-id: order-66',
      'proxy-authorization: Basic eA==',
      'te: trailers',
      'trailer: x-late',
      'x-http-method-override: DELETE',
      'if-none-match: "1"',
      'range: bytes=0-1',
      'accept-language: tlh',
      'user-agent: evil/1.0',
      'referer: https://evil.example/',
      'origin: https://evil.example',
      'transfer-encoding: chunked',
      '',
      `${body.length.toString(16)}\r\n${body}\r\n0\r\nx-late: yes\r\n\r\n`,
    ].join('\r\n'),
    { timeoutMs: 500 },
  );

  expect(upstream.requests.map(({ headers }) => headers)).toEqual([
    {
      accept: 'application/json',
      'accept-encoding': expect.any(String) as unknown,
      authorization: 'Bearer own-token',
      connection: expect.stringMatching(/^(close|keep-alive)$/) as unknown,
      host: new URL(upstream.url).host,
      'user-agent': 'membership-gateway',
      'x-request-id': 'order-66',
    },
  ]);
});

test('S06 nothing of the headers of an upstream comes back', async () => {
  const upstream = await startUpstream((request, response) => {
    response.setHeader('set-cookie', 'upstream=1');
    response.setHeader('server', 'upstream/1.0');
    response.setHeader('x-secret', 'upstream');
    response.setHeader('location', 'https://upstream.example/');
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('x-powered-by', 'upstream');
    oneMember(request, response);
  });
  const gateway = await serve({ KANTATA_BASE_URL: upstream.url });

  const { status, headers } = await ask(gateway.url);

  expect(status).toBe(200);
  expect([...headers.keys()].sort()).toEqual([
    'access-control-expose-headers',
    'cache-control',
    'connection',
    'content-length',
    'content-type',
    'date',
    'keep-alive',
    'vary',
    'x-content-type-options',
    'x-request-id',
  ]);
  expect([...headers.values()].join('\n')).not.toContain('upstream');
});

test('S37 every refusal has the same clean headers', async () => {
  const gateway = await serve({ KANTATA_BASE_URL: 'http://127.0.0.1:1', KANTATA_TOKEN: 't' });
  const url = gateway.url;
  const large = JSON.stringify({ query: membersQuery, pad: ' '.repeat(300_000) });
  const removal = 'mutation { deleteInvitation(input: { id: "7" }) { deletedId } }';
  const get = (path: string, init: RequestInit = {}) => fetch(url + path, init);
  const unknown = { extensions: { persistedQuery: { version: 1, sha256Hash: 'f'.repeat(64) } } };
  const refused: [number, () => Promise<{ status: number; headers: Headers }>][] = [
    [200, () => ask(url, {}, unknown)],
    [400, () => get('/graphql')],
    [400, () => get('/%zz')],
    [400, () => ask(url, {}, '{"query":')],
    [400, () => ask(url, {}, { query: '{ nothing }' })],
    [401, () => ask(url, { authorization: 'Basic eA==' })],
    [404, () => look(`${url}/elsewhere`)],
    [404, () => look(`${url}/`)],
    [404, () => look(`${url}/graphiql`)],
    [405, () => get('/graphql', { method: 'PUT', body: large })],
    [404, () => get('/graphql/', { method: 'DELETE' })],
    [
      405,
      () =>
        get(`/graphql?query=${encodeURIComponent(removal)}`, {
          headers: { 'apollo-require-preflight': '1' },
        }),
    ],
    [413, () => ask(url, {}, large)],
    [415, () => ask(url, { 'content-type': 'text/plain' })],
    [415, () => ask(url, { 'content-encoding': 'gzip' })],
  ];

  for (const [expected, send] of refused) {
    const { status, headers } = await send();
    expect(status).toBe(expected);
    expect(headers.get('content-type'), String(status)).toMatch(
      /^application\/(graphql-response\+)?json; charset=utf-8$/,
    );
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('server')).toBeNull();
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  }
});

test("S30 nothing opens by variables that are not the gateway's own", async () => {
  const upstream = await startUpstream(oneMember);
  const gateway = await serve({
    KANTATA_BASE_URL: upstream.url,
    NODE_ENV: 'development',
    APOLLO_KEY: 'service:graph:c4n4ry',
    APOLLO_GRAPH_REF: 'graph@current',
    APOLLO_SCHEMA_REPORTING: 'true',
  });

  for (const query of ['{ __schema { types { name } } }', '{ __type(name: "User") { name } }']) {
    expect(await ask(gateway.url, {}, { query })).toMatchObject({ status: 400 });
  }
  const typo = await ask(gateway.url, {}, { query: '{ acountMemberships { totalCount } }' });
  expect(typo.body).not.toMatch(/did you mean|stacktrace/i);
  const page = await fetch(`${gateway.url}/graphql`, { headers: { accept: 'text/html' } });
  expect(page.status).toBe(400);
  expect(await page.text()).not.toMatch(/<html|<script/i);
  expect(await ask(gateway.url)).toMatchObject({ status: 200 });
  expect(gateway.lines().filter(({ level }) => level !== 'info')).toEqual([]);
});

test('S17 a browser of another origin gets no leave, here as anywhere', async () => {
  const gateway = await serve({
    KANTATA_BASE_URL: 'http://127.0.0.1:1',
    CORS_ORIGINS: 'https://app.example.test',
  });
  const preflight = (origin: string) =>
    fetch(`${gateway.url}/graphql`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST' },
    });

  for (const origin of [
    'https://evil.example',
    'null',
    'http://app.example.test',
    'https://app.example.test.evil.test',
    'https://evilapp.example.test',
    'https://studio.apollographql.com',
    'http://localhost:3000',
  ]) {
    const { headers } = await preflight(origin);
    expect(headers.get('access-control-allow-origin'), origin).toBeNull();
  }
  const { headers } = await preflight('https://app.example.test');
  expect(headers.get('access-control-allow-origin')).toBe('https://app.example.test');
  expect(headers.get('vary')).toContain('Origin');
  expect(headers.get('access-control-allow-credentials')).toBeNull();
});
