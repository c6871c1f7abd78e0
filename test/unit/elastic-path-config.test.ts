import { expect, test } from 'vitest';
import { ConfigError, parseConfig } from '../../src/config.ts';

const url = 'https://useast.api.elasticpath.com';
const key = { ELASTIC_PATH_CLIENT_ID: 'id-canary', ELASTIC_PATH_CLIENT_SECRET: 'secret-canary' };

function faultsOf(env: Readonly<Record<string, string>>): readonly string[] {
  try {
    parseConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
}

test('Elastic Path alone is a configuration, with or without a client key', () => {
  expect(parseConfig({ ELASTIC_PATH_BASE_URL: url, ...key })).toMatchObject({
    ELASTIC_PATH_BASE_URL: url,
    ELASTIC_PATH_MEMBERS_BY_IN: 'off',
    ELASTIC_PATH_EMAIL_OPERATOR: 'ilike',
    IDENTITY_INVITATION_PAGES: 5,
  });
  expect(faultsOf({ ELASTIC_PATH_BASE_URL: url })).toEqual([]);
});

test('half a client key is refused by the name of what is missing', () => {
  for (const name of ['ELASTIC_PATH_CLIENT_ID', 'ELASTIC_PATH_CLIENT_SECRET'] as const) {
    const faults = faultsOf({ ELASTIC_PATH_BASE_URL: url, [name]: 'canary' });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(/^ELASTIC_PATH_CLIENT_(ID|SECRET): /);
    expect(faults[0]?.startsWith(name)).toBe(false);
    expect(faults.join()).not.toContain('canary');
  }
});

test('a client key counts as a service credential: it is not offered to a network of strangers', () => {
  const faults = faultsOf({ ELASTIC_PATH_BASE_URL: url, ...key, HOST: '0.0.0.0' });
  expect(faults).toEqual([expect.stringMatching(/^HOST: /)]);
  expect(faults.join()).not.toContain('canary');
});

test('what is no operator, switch or number of pages is refused', () => {
  const faults = faultsOf({
    ELASTIC_PATH_BASE_URL: 'ftp://api.elasticpath.com',
    ELASTIC_PATH_EMAIL_OPERATOR: 'like',
    ELASTIC_PATH_MEMBERS_BY_IN: 'yes',
    IDENTITY_INVITATION_PAGES: '0',
  });
  expect(faults.map((fault) => fault.split(':')[0])).toEqual([
    'ELASTIC_PATH_BASE_URL',
    'ELASTIC_PATH_MEMBERS_BY_IN',
    'ELASTIC_PATH_EMAIL_OPERATOR',
    'IDENTITY_INVITATION_PAGES',
  ]);
});
