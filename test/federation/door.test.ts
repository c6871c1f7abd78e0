import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ConfigError, parseConfig } from '../../src/config.ts';
import { startTestGateway, type TestGateway } from '../integration/harness.ts';
import { startIssuer } from '../integration/issuer.ts';

const secret = 'the-router-and-the-gateway-know-this';
const query = '{ users(first: 1) { nodes { sourceId } } }';

async function statusOf(
  { url }: TestGateway,
  headers: Readonly<Record<string, string>>,
): Promise<number> {
  const { status } = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });
  return status;
}

function faultsOf(env: Readonly<Record<string, string>>): readonly string[] {
  try {
    parseConfig({ KANTATA_BASE_URL: 'https://api.example.test', FEDERATION: 'on', ...env });
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
}

test('who does not send the secret is refused before anything of the request is read', async () => {
  const gateway = await startTestGateway({ env: { FEDERATION: 'on', ROUTER_SECRET: secret } });
  const caller = { authorization: 'Bearer admin-token' };

  const statuses = [
    await statusOf(gateway, caller),
    await statusOf(gateway, { ...caller, 'router-authorization': '' }),
    await statusOf(gateway, { ...caller, 'router-authorization': `${secret}x` }),
    await statusOf(gateway, { ...caller, 'router-authorization': secret.slice(1) }),
    await statusOf(gateway, { ...caller, 'router-authorization': `Bearer ${secret}` }),
    await statusOf(gateway, { authorization: `Bearer ${secret}` }),
  ];

  expect(statuses).toEqual([401, 401, 401, 401, 401, 401]);
  expect(gateway.requests()).toEqual([]);
  expect(await statusOf(gateway, { ...caller, 'router-authorization': secret })).toBe(200);
  const [sent] = gateway.kantata.requests;
  expect(sent?.line).toContain('GET /users');
  expect(JSON.stringify(sent)).not.toContain(secret);
});

test('the secret can stand in a file, and does not stand in for the caller', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'router-')), 'secret');
  writeFileSync(file, `${secret}\n`);
  const issuer = await startIssuer();
  const gateway = await startTestGateway({
    env: {
      ...issuer.env,
      FEDERATION: 'on',
      KANTATA_TOKEN: 'admin-token',
      ROUTER_SECRET_FILE: file,
    },
  });
  const router = { 'router-authorization': secret };
  const caller = { authorization: `Bearer ${await issuer.token({ scope: 'memberships:read' })}` };

  expect(await statusOf(gateway, router)).toBe(401);
  expect(await statusOf(gateway, caller)).toBe(401);
  expect(gateway.requests()).toEqual([]);
  expect(await statusOf(gateway, { ...router, ...caller })).toBe(200);
});

test('a subgraph that others can reach must know its router or its callers', () => {
  const known = {
    AUTH_JWKS_URL: 'https://issuer.example.test/keys',
    AUTH_ISSUER: 'https://issuer.example.test',
    AUTH_AUDIENCE: 'memberships',
  };

  expect(faultsOf({ HOST: '0.0.0.0' })).toEqual([
    expect.stringMatching(/^FEDERATION: .*ROUTER_SECRET or the AUTH_ variables/),
  ]);
  expect(faultsOf({ HOST: '0.0.0.0', FEDERATION: 'off' })).toEqual([]);
  expect(faultsOf({ HOST: '0.0.0.0', ROUTER_SECRET: secret })).toEqual([]);
  expect(faultsOf({ HOST: '0.0.0.0', ...known })).toEqual([]);
  expect(faultsOf({ HOST: '127.0.0.1' })).toEqual([]);
});

test('a secret that could be guessed is no secret', () => {
  expect(faultsOf({ ROUTER_SECRET: 'short' })).toEqual([
    'ROUTER_SECRET: must have at least 32 characters',
  ]);
});

test('a router, which writes its documents itself, is not held to those known beforehand', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'manifest-')), 'manifest.json');
  const manifest = { format: 'apollo-persisted-query-manifest', version: 1, operations: [] };
  writeFileSync(file, JSON.stringify(manifest));
  const only = { PERSISTED_DOCUMENTS: 'only', PERSISTED_DOCUMENTS_MANIFEST: file };

  expect(faultsOf(only)).toEqual([expect.stringMatching(/^PERSISTED_DOCUMENTS: /)]);
  expect(faultsOf({ ...only, PERSISTED_DOCUMENTS: 'allow' })).toEqual([]);
  expect(faultsOf({ ...only, FEDERATION: 'off' })).toEqual([]);
});
