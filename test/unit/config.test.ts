import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ConfigError, parseConfig } from '../../src/config.ts';

const usable = { KANTATA_BASE_URL: 'https://api.example.test/api/v1/' };

function faultsOf(env: Record<string, string>): readonly string[] {
  try {
    parseConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
}

test('one upstream is enough, and everything else has a default', () => {
  expect(parseConfig(usable)).toMatchObject({
    HOST: '127.0.0.1',
    PORT: 4000,
    UPSTREAM_TIMEOUT_MS: 10_000,
    OPERATION_TIMEOUT_MS: 30_000,
    UPSTREAM_MAX_CONCURRENCY: 50,
    UPSTREAM_MAX_CONCURRENCY_PER_CREDENTIAL: 6,
    EXPLORER: 'off',
    CORS_ORIGINS: [],
  });
});

test('every fault is reported at once, by the name of its variable', () => {
  const faults = faultsOf({
    KANTATA_BASE_URL: 'ftp://files.example.test',
    PORT: '70000',
    UPSTREAM_TIMEOUT_MS: '-5',
    OPERATION_TIMEOUT_MS: 'NaN',
    CORS_ORIGINS: 'https://app.example.test/path',
    EXPLORER: 'yes',
  });

  expect(faults.map((fault) => fault.split(/[:.]/)[0]).sort()).toEqual([
    'CORS_ORIGINS',
    'EXPLORER',
    'KANTATA_BASE_URL',
    'OPERATION_TIMEOUT_MS',
    'PORT',
    'UPSTREAM_TIMEOUT_MS',
  ]);
});

test.each([
  ['no upstream at all', {}],
  ['a URL with a password', { KANTATA_BASE_URL: 'https://user:hunter2@api.example.test' }],
  ['a URL with a query', { KANTATA_BASE_URL: 'https://api.example.test?token=hunter2' }],
  ['text that is no URL', { KANTATA_BASE_URL: 'hunter2' }],
  ['a URL without a host', { KANTATA_BASE_URL: 'http://' }],
  ['a timeout that no timer holds', { ...usable, UPSTREAM_TIMEOUT_MS: '2147483648' }],
  ['a token with a space', { ...usable, KANTATA_TOKEN: 'hunter2 hunter2' }],
  ['a token with a line break', { ...usable, KANTATA_TOKEN: 'hunter2\nx: y' }],
  ['a service token on a public address', { ...usable, KANTATA_TOKEN: 'hunter2', HOST: '0.0.0.0' }],
])('%s cannot be used, and no value is repeated', (_name, env) => {
  const faults = faultsOf(env);

  expect(faults.length).toBeGreaterThan(0);
  expect(faults.join('\n')).not.toContain('hunter2');
});

test('a missing variable is named beside a bad one', () => {
  expect(faultsOf({ PORT: 'x' }).map((fault) => fault.split(':')[0])).toEqual([
    'PORT',
    'KANTATA_BASE_URL',
  ]);
});

const auth = {
  AUTH_JWKS_URL: 'https://login.example.test/keys',
  AUTH_ISSUER: 'https://login.example.test/',
  AUTH_AUDIENCE: 'membership-gateway',
};

test('a gateway that knows its callers may hold a service token on a public address', () => {
  const env = { ...usable, ...auth, KANTATA_TOKEN: 'hunter2', HOST: '0.0.0.0' };

  expect(faultsOf(env)).toEqual([]);
  for (const name of Object.keys(auth)) {
    const faults = faultsOf({ ...env, [name]: '' });
    expect(faults.map((fault) => fault.split(':')[0])).toEqual([name, 'HOST']);
  }
});

test('keys that let callers in are fetched over TLS, or from the same machine', () => {
  const faults = (url: string) => faultsOf({ ...usable, ...auth, AUTH_JWKS_URL: url });

  expect(faults('http://127.0.0.1:8080/keys')).toEqual([]);
  expect(faults('http://[::1]:8080/keys')).toEqual([]);
  expect(faults('http://login.example.test/keys')).toEqual([
    'AUTH_JWKS_URL: must be fetched by https',
  ]);
  expect(faults('file:///keys')).toHaveLength(1);
});

test.each(['127.0.0.1', '127.8.9.10', '::1', 'localhost'])(
  'whoever holds a service token may listen on %s, where no stranger comes',
  (HOST) => {
    expect(faultsOf({ ...usable, KANTATA_TOKEN: 'hunter2', HOST })).toEqual([]);
  },
);

test.each(['::', '10.127.0.1', '127.0.0.1.example.test', 'localhost.example.test'])(
  'but not on %s, nor is it let in by keys that are fetched from there without TLS',
  (host) => {
    const publicly = faultsOf({ ...usable, KANTATA_TOKEN: 'hunter2', HOST: host });
    const name = host.includes(':') ? `[${host}]` : host;
    const keys = faultsOf({ ...usable, ...auth, AUTH_JWKS_URL: `http://${name}/keys` });

    expect(publicly).toEqual([expect.stringMatching(/^HOST: /)]);
    expect(keys).toEqual(['AUTH_JWKS_URL: must be fetched by https']);
  },
);

test.each([
  ['PORT', 0, 65_535],
  ['MAX_DEPTH', 1, 100],
  ['RESPONSE_CACHE_SECONDS', 0, 60],
])('%s may be any number from %i to %i, both included', (name, least, most) => {
  const faults = (value: number) => faultsOf({ ...usable, [name]: String(value) });

  expect([...faults(least), ...faults(most)]).toEqual([]);
  expect(faults(most + 1)).toEqual([`${name}: must be from ${least} to ${most}`]);
  expect(faults(least - 1)).toHaveLength(1);
});

test.each(['https://somebody@api.example.test', 'https://api.example.test#hunter2'])(
  '%s is no address of an upstream',
  (url) => {
    expect(faultsOf({ KANTATA_BASE_URL: url })).toEqual([
      'KANTATA_BASE_URL: must hold neither credentials nor a query',
    ]);
  },
);

test('removals can be confirmed only where there is a secret to sign with', () => {
  const faults = (must: string) => faultsOf({ ...usable, REQUIRE_REMOVAL_CONFIRMATION: must });

  expect(faults('false')).toEqual([]);
  expect(faults('true')).toEqual([
    'CONFIRMATION_SECRET: must be given where removals must be confirmed',
  ]);
});

test('documents are persisted in a manifest', () => {
  const faults = (mode: string) => faultsOf({ ...usable, PERSISTED_DOCUMENTS: mode });

  expect(faults('off')).toEqual([]);
  for (const mode of ['allow', 'only']) {
    expect(faults(mode)).toEqual([
      'PERSISTED_DOCUMENTS_MANIFEST: must be given where documents are persisted',
    ]);
  }
});

test('origins stand between commas, with spaces or without, and none is a wildcard', () => {
  const CORS_ORIGINS = 'https://a.example.test,  https://b.example.test,';

  expect(parseConfig({ ...usable, CORS_ORIGINS }).CORS_ORIGINS).toEqual([
    'https://a.example.test',
    'https://b.example.test',
  ]);
  for (const bad of ['*', 'https://*.example.test', 'https://a.example.test/']) {
    expect(faultsOf({ ...usable, CORS_ORIGINS: bad })).toHaveLength(1);
  }
});

test('a proxy needs no scheme, and is else refused by its name', () => {
  const proxy = (HTTPS_PROXY: string) => parseConfig({ ...usable, HTTPS_PROXY }).HTTPS_PROXY;

  expect(proxy('proxy.corp:3128')).toBe('http://proxy.corp:3128');
  expect(proxy('somebody:hunter2@proxy.corp')).toBe('http://somebody:hunter2@proxy.corp');
  expect(proxy('https://proxy.corp')).toBe('https://proxy.corp');
  expect(proxy('http://proxy.corp:3128/')).toBe('http://proxy.corp:3128/');
  for (const bad of [
    'http://proxy.corp:3128/hunter2',
    'http://proxy.corp:3128?hunter2',
    'http://proxy.corp:3128#hunter2',
    'socks5://hunter2.corp',
    'hunter2.corp:99999',
    'hunter2 corp',
    'http://',
    ':',
  ]) {
    expect(faultsOf({ ...usable, HTTPS_PROXY: bad })).toEqual([
      'HTTPS_PROXY: must be a proxy such as http://proxy.example.com:3128',
    ]);
  }
});

test('a password in an address is one that can be read back, or refused by the name of its variable', () => {
  const credential = 'must write a % of its user or password as %25';
  for (const [name, scheme] of [
    ['HTTPS_PROXY', 'http'],
    ['REDIS_URL', 'rediss'],
  ] as const) {
    const faults = (password: string) =>
      faultsOf({ ...usable, [name]: `${scheme}://somebody:${password}@one.example.test:6379` });

    expect(faults('hunter%252')).toEqual([]);
    expect(faults('hunter%2')).toEqual([`${name}: ${credential}`]);
  }
});

test('a database of Redis is told by its number', () => {
  const faults = (path: string) =>
    faultsOf({ ...usable, REDIS_URL: `redis://redis.example.test${path}` });

  for (const path of ['', '/', '/3']) expect(faults(path), path).toEqual([]);
  expect(faults('/members')).toEqual(['REDIS_URL: must name its database by a number']);
});

test('an empty variable is as good as none, also one that would name a file', () => {
  const empty = { PORT: '', KANTATA_TOKEN: '', KANTATA_TOKEN_FILE: '', NODE_EXTRA_CA_CERTS: '' };

  expect(parseConfig({ ...usable, ...empty })).toEqual(parseConfig(usable));
});

test('a secret may stand in a file', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'gateway-')), 'token');
  writeFileSync(file, 's3cret\n');

  expect(parseConfig({ ...usable, KANTATA_TOKEN_FILE: file }).KANTATA_TOKEN).toBe('s3cret');
  expect(
    parseConfig({ ...usable, KANTATA_TOKEN: '', KANTATA_TOKEN_FILE: file }).KANTATA_TOKEN,
  ).toBe('s3cret');
  expect(faultsOf({ ...usable, KANTATA_TOKEN_FILE: `${file}.missing` })).toEqual([
    'KANTATA_TOKEN_FILE: cannot be read',
  ]);
  expect(faultsOf({ ...usable, KANTATA_TOKEN: 'x', KANTATA_TOKEN_FILE: file })).toEqual([
    'KANTATA_TOKEN: stands both in the environment and in KANTATA_TOKEN_FILE',
  ]);
});
