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
  ['a timeout that no timer holds', { ...usable, UPSTREAM_TIMEOUT_MS: '2147483648' }],
  ['a token with a line break', { ...usable, KANTATA_TOKEN: 'hunter2\nx: y' }],
  ['a service token on a public address', { ...usable, KANTATA_TOKEN: 'hunter2', HOST: '0.0.0.0' }],
])('%s cannot be used, and no value is repeated', (_name, env) => {
  const faults = faultsOf(env);

  expect(faults.length).toBeGreaterThan(0);
  expect(faults.join('\n')).not.toContain('hunter2');
});

test('a secret may stand in a file', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'gateway-')), 'token');
  writeFileSync(file, 's3cret\n');

  expect(parseConfig({ ...usable, KANTATA_TOKEN_FILE: file }).KANTATA_TOKEN).toBe('s3cret');
  expect(faultsOf({ ...usable, KANTATA_TOKEN_FILE: `${file}.missing` })).toEqual([
    'KANTATA_TOKEN_FILE: cannot be read',
  ]);
  expect(faultsOf({ ...usable, KANTATA_TOKEN: 'x', KANTATA_TOKEN_FILE: file })).toEqual([
    'KANTATA_TOKEN: stands both in the environment and in KANTATA_TOKEN_FILE',
  ]);
});
