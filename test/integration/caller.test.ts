import { createHmac } from 'node:crypto';
import { createServer, get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import { listenDuringTest } from '../listening.ts';
import { auditTrail } from './changing.ts';
import { startTestGateway, type TestGateway } from './harness.ts';
import { audience, startIssuer, type Claims, type Issuer } from './issuer.ts';

const read = '{ accountMemberships(first: 1) { nodes { sourceId } } }';
const write =
  'mutation { updateAccountMembership(input: { id: "200001", billRateInCents: 5 }) { userErrors { code } } }';
const both = { scope: 'openid memberships:read memberships:write' };

interface Answer {
  readonly status: number;
  readonly code: unknown;
  readonly headers: Headers;
  readonly body: unknown;
}

async function send(
  gateway: TestGateway,
  headers: Readonly<Record<string, string>>,
  query = read,
): Promise<Answer> {
  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });
  const body: unknown = await response.json();
  const { errors } = body as { errors?: { extensions: { code: unknown } }[] };
  const code = errors?.[0]?.extensions.code;
  return { status: response.status, code, headers: response.headers, body };
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

async function gatewayThatKnowsItsCallers(
  env: Readonly<Record<string, string>> = {},
): Promise<{ issuer: Issuer; gateway: TestGateway }> {
  const issuer = await startIssuer();
  const gateway = await startTestGateway({
    env: { KANTATA_TOKEN: 'admin-token', ...issuer.env, ...env },
  });
  return { issuer, gateway };
}

test('a caller who proves who he is works with the credentials of the gateway', async () => {
  const { issuer, gateway } = await gatewayThatKnowsItsCallers();

  const answer = await send(gateway, bearer(await issuer.token(both)));

  expect(answer).toMatchObject({ status: 200, code: undefined });
  expect(gateway.kantata.requests.map(({ token }) => token)).toEqual(['admin-token']);
});

test('his token goes nowhere, neither upstream nor to the issuer', async () => {
  const { issuer, gateway } = await gatewayThatKnowsItsCallers();
  const token = await issuer.token(both);

  await send(gateway, bearer(token));
  await send(gateway, { ...bearer(token), 'x-kantata-authorization': 'Bearer lead-token' });

  expect(gateway.kantata.requests.map((each) => each.token)).toEqual(['admin-token', 'lead-token']);
  expect(JSON.stringify([gateway.kantata.requests, issuer.headers()])).not.toContain(token);
});

test('without service credentials his token is no credential for an upstream either', async () => {
  const issuer = await startIssuer();
  const gateway = await startTestGateway({ env: issuer.env });

  const answer = await send(gateway, bearer(await issuer.token(both)));

  expect(answer).toMatchObject({ status: 200, code: 'UNAUTHENTICATED' });
  expect(gateway.requests()).toEqual([]);
});

test('nobody comes in without a token, whatever else he brings', async () => {
  const { gateway } = await gatewayThatKnowsItsCallers();

  for (const headers of [
    {},
    { 'x-kantata-authorization': 'Bearer admin-token' },
    { authorization: 'Basic eA==' },
    { authorization: 'Bearer' },
    { authorization: 'Bearer admin-token' },
    { authorization: 'Bearer a.b.c' },
  ]) {
    const { status, code, headers: answered } = await send(gateway, headers);
    expect({ status, code }).toEqual({ status: 401, code: 'UNAUTHENTICATED' });
    expect(answered.get('www-authenticate')).toBe('Bearer');
  }
  expect(gateway.requests()).toEqual([]);
});

test('a token that is not for this gateway, not of its issuer or not of this hour is refused', async () => {
  const { issuer, gateway } = await gatewayThatKnowsItsCallers({ AUTH_CLOCK_SKEW_S: '5' });
  const tokens: Record<string, Promise<string>> = {
    expired: issuer.token(both, { expiresInS: -10 }),
    'not yet valid': issuer.token(both, { validInS: 30 }),
    'of another issuer': issuer.token({ ...both, iss: 'https://evil.example/' }),
    'of no issuer': issuer.token({ ...both, iss: undefined }),
    'for somebody else': issuer.token({ ...both, aud: 'another-service' }),
    'for nobody': issuer.token({ ...both, aud: undefined }),
    'for ever': issuer.token({ ...both, exp: undefined }),
    'of an unknown key': issuer.token(both, { kid: 'unknown' }),
    'signed by somebody else': issuer.token(both, { forged: true }),
  };

  for (const [what, token] of Object.entries(tokens)) {
    const { status, code } = await send(gateway, bearer(await token));
    expect({ status, code }, what).toEqual({ status: 401, code: 'UNAUTHENTICATED' });
  }
  expect(gateway.requests()).toEqual([]);
});

test('a token is good within the skew of clocks, and for one of several audiences', async () => {
  const { issuer, gateway } = await gatewayThatKnowsItsCallers({ AUTH_CLOCK_SKEW_S: '20' });

  for (const token of [
    issuer.token(both, { expiresInS: -10 }),
    issuer.token(both, { validInS: 10 }),
    issuer.token({ ...both, aud: ['another-service', audience] }),
  ]) {
    expect(await send(gateway, bearer(await token))).toMatchObject({ status: 200 });
  }
});

test('a token that names no algorithm, or one that needs no secret, is refused', async () => {
  const { issuer, gateway } = await gatewayThatKnowsItsCallers();
  const [, payload = ''] = (await issuer.token(both)).split('.');
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const keys = await (await fetch(`${issuer.url}keys`)).text();
  const withPublicKey = `${part({ alg: 'HS256', kid: '1' })}.${payload}`;
  const signature = createHmac('sha256', keys).update(withPublicKey).digest('base64url');

  for (const token of [
    `${part({ alg: 'none' })}.${payload}.`,
    `${part({ alg: 'None', kid: '1' })}.${payload}.`,
    `${part({ alg: 'none', kid: '1' })}.${payload}.AAAA`,
    `${part({ kid: '1' })}.${payload}.AAAA`,
    `${withPublicKey}.${signature}`,
    `${part({ alg: 'ES256', kid: '1', jwk: { kty: 'oct', k: 'AAAA' } })}.${payload}.AAAA`,
    `${part({ alg: 'ES256', kid: '1', crit: ['evil'], evil: 1 })}.${payload}.AAAA`,
  ]) {
    expect(await send(gateway, bearer(token))).toMatchObject({ status: 401 });
  }
  expect(gateway.requests()).toEqual([]);
});

test('keys that are changed are found; the old ones are good no longer', async () => {
  const { issuer, gateway } = await gatewayThatKnowsItsCallers();
  const old = await issuer.token(both);
  expect(await send(gateway, bearer(old))).toMatchObject({ status: 200 });

  await issuer.rotate();
  await sleep(1100);

  expect(await send(gateway, bearer(await issuer.token(both)))).toMatchObject({ status: 200 });
  expect(await send(gateway, bearer(old))).toMatchObject({ status: 401 });
});

test('where keys have no names, a token may be of any of them, and of no other', async () => {
  const { issuer, gateway } = await gatewayThatKnowsItsCallers();
  const pairs = await Promise.all([1, 2, 3].map(() => generateKeyPair('ES256')));
  const published = await Promise.all(pairs.slice(0, 2).map((each) => exportJWK(each.publicKey)));
  issuer.say(JSON.stringify({ keys: published }));

  const statuses: number[] = [];
  for (const { privateKey } of pairs) {
    const token = await new SignJWT({ iss: issuer.url, aud: audience, sub: 'ada', ...both })
      .setProtectedHeader({ alg: 'ES256' })
      .setExpirationTime('1 minute')
      .sign(privateKey);
    statuses.push((await send(gateway, bearer(token))).status);
  }

  expect(statuses).toEqual([200, 200, 401]);
  expect(gateway.kantata.requests).toHaveLength(2);
});

test('keys are fetched once for many, and tokens of unknown keys fetch no more than one a second', async () => {
  const { issuer, gateway } = await gatewayThatKnowsItsCallers();
  const good = await issuer.token(both);
  const unknown = await issuer.token(both, { kid: 'unknown' });

  await Promise.all(Array.from({ length: 20 }, () => send(gateway, bearer(good))));
  expect(issuer.fetches()).toBe(1);
  await Promise.all(Array.from({ length: 50 }, () => send(gateway, bearer(unknown))));
  expect(issuer.fetches()).toBeLessThanOrEqual(2);
});

test.each([500, 404, 'never'] as const)(
  'while the keys cannot be had (%s) nobody comes in, and no token is called bad',
  async (failure) => {
    const { issuer, gateway } = await gatewayThatKnowsItsCallers();
    issuer.fail(failure);
    const token = await issuer.token(both);

    const { status, code, headers, body } = await send(gateway, bearer(token));
    expect({ status, code }).toEqual({ status: 503, code: 'UPSTREAM_UNAVAILABLE' });
    expect(body).toMatchObject({
      errors: [{ message: 'Tokens cannot be verified at the moment.' }],
    });
    expect(headers.get('retry-after')).toBe('1');
    expect(gateway.requests()).toEqual([]);

    issuer.heal();
    expect(await send(gateway, bearer(token))).toMatchObject({ status: 200 });
    // The keys that are known are enough.
    issuer.fail(failure);
    expect(await send(gateway, bearer(token))).toMatchObject({ status: 200 });
  },
);

test.each([500, 'never'] as const)(
  'where the issuer fails (%s), a token of an unknown key fetches once, too, and the next ones wait a second',
  async (failure) => {
    const { issuer, gateway } = await gatewayThatKnowsItsCallers();
    const good = await issuer.token(both);
    const unknown = await issuer.token(both, { kid: 'unknown' });
    const status = async (token: string) => (await send(gateway, bearer(token))).status;
    expect(await status(good)).toBe(200);
    issuer.fail(failure);

    // Until a second is over since the keys were fetched, the token is of no key that is known.
    await expect.poll(() => status(unknown), { timeout: 10_000 }).toBe(503);
    expect(issuer.fetches()).toBe(2);

    expect(await status(unknown)).toBe(503);
    expect(await status(good)).toBe(200);
    expect(issuer.fetches()).toBe(2);
  },
);

test('a key that cannot be read is fetched again, not kept for as long as a good one', async () => {
  const { issuer, gateway } = await gatewayThatKnowsItsCallers();
  const broken = { kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA', kid: '1', alg: 'ES256', use: 'sig' };
  issuer.say(JSON.stringify({ keys: [broken] }));
  const token = await issuer.token(both);
  const status = async () => (await send(gateway, bearer(token))).status;
  expect(await status()).toBe(503);

  issuer.heal();
  await expect.poll(status, { timeout: 5000 }).toBe(200);
  expect(issuer.fetches()).toBe(2);
});

test.each([
  ['by its URL', 'http://'],
  ['without a scheme', ''],
])('the keys come through the proxy, where there is one: %s', async (_what, scheme) => {
  const asked: string[] = [];
  const proxy = createServer().on('connect', ({ url }, socket) => {
    asked.push(url ?? '');
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
  });
  const port = await listenDuringTest(proxy);
  const { issuer, gateway } = await gatewayThatKnowsItsCallers({
    AUTH_JWKS_URL: 'https://login.example.test/keys',
    HTTPS_PROXY: `${scheme}127.0.0.1:${port}`,
  });

  const answer = await send(gateway, bearer(await issuer.token(both)));

  expect(answer).toMatchObject({ status: 503, code: 'UPSTREAM_UNAVAILABLE' });
  expect(asked).toEqual(['login.example.test:443']);
});

test.each([
  ['not JSON', '<html>'],
  ['no keys', '{"keys":7}'],
  ['more than keys can be', `{"keys":[],"pad":"${'x'.repeat(2 * 1024 * 1024)}"}`],
])('an answer in place of the keys lets nobody in: %s', async (_what, body) => {
  const { issuer, gateway } = await gatewayThatKnowsItsCallers();
  issuer.say(body);

  const answer = await send(gateway, bearer(await issuer.token(both)));

  expect(answer).toMatchObject({ status: 503, code: 'UPSTREAM_UNAVAILABLE' });
});

test.each([
  ['as words', { scope: 'memberships:read' }, 200, 403],
  ['as a list', { scp: ['memberships:read', 'memberships:write'] }, 200, 200],
  ['as words in scp', { scp: 'memberships:write' }, 403, 200],
  ['of other things', { scope: 'memberships:reader memberships' }, 403, 403],
  ['as nonsense', { scope: { 'memberships:read': true }, scp: 7 }, 403, 403],
  ['not at all', {}, 403, 403],
])(
  'the credentials of the gateway are used within the scopes: %s',
  async (_, claims, reads, writes) => {
    const { issuer, gateway } = await gatewayThatKnowsItsCallers();
    const authorization = bearer(await issuer.token(claims));

    for (const [query, expected] of [
      [read, reads],
      [write, writes],
    ] as const) {
      const { status, code } = await send(gateway, authorization, query);
      expect(status).toBe(expected);
      if (expected === 403) expect(code).toBe('FORBIDDEN');
      expect(gateway.requests().length > 0).toBe(expected === 200);
    }
  },
);

test('a credential of his own needs no scope; beside it the gateway lends none', async () => {
  const issuer = await startIssuer();
  const gateway = await startTestGateway({
    env: {
      KANTATA_TOKEN: 'admin-token',
      ELASTIC_PATH_BASE_URL: 'http://127.0.0.1:1',
      ELASTIC_PATH_CLIENT_ID: 'id',
      ELASTIC_PATH_CLIENT_SECRET: 'secret',
      ...issuer.env,
    },
  });
  const headers = {
    ...bearer(await issuer.token({})),
    'x-kantata-authorization': 'Bearer lead-token',
  };

  const { status, body } = await send(
    gateway,
    headers,
    '{ accountMemberships(first: 1) { nodes { sourceId } } commerceAccounts(first: 1) { totalCount } }',
  );

  expect(status).toBe(200);
  expect(body).toMatchObject({
    data: { accountMemberships: { nodes: [{}] }, commerceAccounts: null },
    errors: [
      { path: ['commerceAccounts'], extensions: { code: 'FORBIDDEN', source: 'ELASTIC_PATH' } },
    ],
  });
  expect(gateway.kantata.requests.map(({ token }) => token)).toEqual(['lead-token']);
});

test('a gateway that knows its callers answers to whatever name it is reached by', async () => {
  const { issuer, gateway } = await gatewayThatKnowsItsCallers();
  const token = await issuer.token(both);

  const status = await new Promise<number | undefined>((resolve, reject) => {
    const headers = { host: 'graph.example', 'apollo-require-preflight': 'yes', ...bearer(token) };
    const url = `${gateway.url}/graphql?query=${encodeURIComponent(read)}`;
    const request = get(url, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    request.on('error', reject);
  });

  expect(status).toBe(200);
});

describe('S38 an idempotency key is that of one caller with one credential:', () => {
  const write = `mutation {
    disableAccountMembership(input: { id: "300502", idempotencyKey: "one" }) { replayed }
  }`;
  const unnamed = { ...both, sub: undefined };

  async function replayed(callers: readonly (readonly [Claims, string])[]) {
    const tokens = { 'admin-token': 'administrator', 'other-token': 'administrator' } as const;
    const issuer = await startIssuer();
    const gateway = await startTestGateway({ kantata: { tokens }, env: issuer.env });
    const answers: unknown[] = [];
    for (const [claims, token] of callers) {
      const headers = {
        ...bearer(await issuer.token(claims)),
        'x-kantata-authorization': `Bearer ${token}`,
      };
      const { body } = await send(gateway, headers, write);
      const { data } = body as { data: { disableAccountMembership: { replayed: unknown } } };
      answers.push(data.disableAccountMembership.replayed);
    }
    expect(gateway.kantata.requests.filter(({ method }) => method === 'PUT')).toHaveLength(
      answers.filter((each) => each === false).length,
    );
    return answers;
  }

  test.each([
    ['of one with two credentials', [both, 'admin-token'], [both, 'other-token']],
    [
      'of two clients that come for themselves',
      [{ ...unnamed, client_id: 'a' }, 'admin-token'],
      [{ ...unnamed, client_id: 'b' }, 'admin-token'],
    ],
    [
      'of a client and a person who is called like it',
      [{ ...unnamed, azp: 'a' }, 'admin-token'],
      [{ ...both, sub: 'a' }, 'admin-token'],
    ],
    [
      'of two who are not named',
      [{ ...unnamed, jti: '1' }, 'admin-token'],
      [{ ...unnamed, jti: '2' }, 'admin-token'],
    ],
    [
      'of two whose names are no texts',
      [{ ...both, sub: { a: 1 }, jti: '1' }, 'admin-token'],
      [{ ...both, sub: { a: 1 }, jti: '2' }, 'admin-token'],
    ],
  ] as const)('%s there are two', async (_whose, one, other) => {
    expect(await replayed([one, other])).toEqual([false, false]);
  });

  test.each([
    ['person', both],
    ['client', { ...unnamed, client_id: 'a' }],
    ['client that is named in azp', { ...unnamed, azp: 'a' }],
  ])('a %s who comes again with a new token is the same', async (_who, claims) => {
    const again = { ...claims, jti: 'another' };
    expect(
      await replayed([
        [claims, 'admin-token'],
        [again, 'admin-token'],
      ]),
    ).toEqual([false, true]);
  });
});

test('the audit tells callers apart who are served with one credential', async () => {
  const issuer = await startIssuer();
  const { entries, audit } = auditTrail();
  const gateway = await startTestGateway({
    audit,
    env: { KANTATA_TOKEN: 'admin-token', ...issuer.env },
  });
  for (const claims of [
    { ...both, sub: 'ada' },
    { ...both, sub: 'ada', jti: 'another' },
    { ...both, sub: 'eve' },
  ]) {
    expect(await send(gateway, bearer(await issuer.token(claims)), write)).toMatchObject({
      status: 200,
    });
  }

  expect(new Set(entries.map(({ credential }) => credential)).size).toBe(1);
  const [ada, ...others] = entries.map(({ subject }) => subject);
  expect(ada).toMatch(/^[\w-]{8,}$/);
  expect(others.slice(0, 3)).toEqual([ada, ada, ada]);
  const [eve, ...again] = others.slice(3);
  expect(eve).not.toBe(ada);
  expect(again).toEqual([eve]);
});

test('S42 a confirmation is that of one caller, also where another is served with the same credential', async () => {
  const { issuer, gateway } = await gatewayThatKnowsItsCallers();
  const ask = async (sub: string, input: string, selection: string) => {
    const { body } = await send(
      gateway,
      bearer(await issuer.token({ ...both, sub })),
      `mutation { deleteAccountMembership(input: { id: "300502", ${input} }) { ${selection} } }`,
    );
    const { data } = body as { data: { deleteAccountMembership: Record<string, unknown> } };
    return data.deleteAccountMembership;
  };
  const preview = await ask('ada', 'dryRun: true', 'preview { confirmationToken }');
  const { confirmationToken } = preview.preview as { confirmationToken: string };
  gateway.requests();
  const removal = `confirmationToken: "${confirmationToken}"`;

  expect(await ask('eve', removal, 'deletedId userErrors { code field }')).toEqual({
    deletedId: null,
    userErrors: [{ code: 'INVALID', field: ['input', 'confirmationToken'] }],
  });
  const look = 'GET /account_memberships?only=300502&apply_default_filters=false&per_page=200';
  expect(gateway.requests()).toEqual([look]);
  expect(await ask('ada', removal, 'userErrors { code }')).toEqual({ userErrors: [] });
  expect(gateway.requests()).toEqual([look, 'DELETE /account_memberships/300502']);
});
