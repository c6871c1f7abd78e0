import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { listenDuringTest } from '../listening.ts';
import { linesOf, look, oneMember, pauseMs, run, serve, startUpstream, ask } from './rig.ts';

const usable = { KANTATA_BASE_URL: 'https://api.example.test/api/v1' };

test.each([
  ['no upstream', 'KANTATA_BASE_URL', {}],
  ['a URL of another protocol', 'KANTATA_BASE_URL', { KANTATA_BASE_URL: 'ftp://hunter2.test' }],
  ['a URL with a password', 'KANTATA_BASE_URL', { KANTATA_BASE_URL: 'https://u:hunter2@a.test' }],
  ['a negative number', 'MAX_INFLIGHT', { ...usable, MAX_INFLIGHT: '-1' }],
  ['what is no number', 'PORT', { ...usable, PORT: 'NaN' }],
  [
    'a timeout no timer holds',
    'UPSTREAM_TIMEOUT_MS',
    { ...usable, UPSTREAM_TIMEOUT_MS: '2147483648' },
  ],
  ['a wildcard origin', 'CORS_ORIGINS', { ...usable, CORS_ORIGINS: '*' }],
  [
    'a wildcard in an origin',
    'CORS_ORIGINS',
    { ...usable, CORS_ORIGINS: 'https://*.example.test' },
  ],
  [
    'a secret that cannot be a header',
    'KANTATA_TOKEN',
    { ...usable, KANTATA_TOKEN: 'hunter2 ünd' },
  ],
  [
    'a secret on a public address',
    'HOST',
    { ...usable, KANTATA_TOKEN: 'hunter2', HOST: '0.0.0.0' },
  ],
  ['half an authentication', 'AUTH_AUDIENCE', { ...usable, AUTH_ISSUER: 'hunter2' }],
  [
    'certificates that are not there',
    'NODE_EXTRA_CA_CERTS',
    { ...usable, NODE_EXTRA_CA_CERTS: '/hunter2.pem' },
  ],
  [
    'a file that holds no certificate',
    'NODE_EXTRA_CA_CERTS',
    { ...usable, NODE_EXTRA_CA_CERTS: '/dev/null' },
  ],
])('R29 it does not start with %s, and names %s', async (_what, variable, env) => {
  const begunAt = performance.now();
  const { ended, output } = run(env);

  expect(await ended).toBe(1);
  expect(performance.now() - begunAt).toBeLessThan(3000);
  expect(linesOf(output())).toMatchObject([{ level: 'fatal', msg: 'the gateway cannot start' }]);
  expect(output()).toContain(variable);
  expect(output()).not.toContain('hunter2');
});

test('R29 it does not start on a port in use, and names the variable', async () => {
  const taken = await listenDuringTest(createServer());

  const begunAt = performance.now();
  const { ended, output } = run({ ...usable, PORT: String(taken) });

  expect(await ended).toBe(1);
  expect(performance.now() - begunAt).toBeLessThan(3000);
  expect(linesOf(output())).toMatchObject([
    { level: 'fatal', faults: ['PORT: is already in use'] },
  ]);
});

test('R35 killed in the middle of a write, it has said what it was about, and is back within three seconds', async () => {
  const upstream = await startUpstream((request, response) => {
    if (request.method === 'GET') oneMember(request, response);
  });
  const first = await serve({ KANTATA_BASE_URL: upstream.url });
  const query =
    'mutation { disableAccountMembership(input: { id: "7" }) { accountMembership { sourceId } } }';
  const lost = expect(ask(first.url, {}, { query })).rejects.toThrow('fetch failed');
  while (!upstream.requests.some(({ line }) => line.startsWith('PUT'))) await pauseMs(5);
  first.signal('SIGKILL');
  expect(await first.ended).toBe('SIGKILL');
  await lost;
  expect(first.lines()).toContainEqual(
    expect.objectContaining({ audit: true, phase: 'intent', target: 'AccountMembership:7' }),
  );

  // What else the machine does is not to decide this.
  const tookMs: number[] = [];
  while (tookMs.length < 3 && !tookMs.some((ms) => ms < 3000)) {
    const begunAt = performance.now();
    const second = await serve({ KANTATA_BASE_URL: upstream.url, PORT: String(first.port) });
    expect(await look(`${second.url}/readyz`)).toMatchObject({ status: 200 });
    tookMs.push(performance.now() - begunAt);
    expect(await ask(second.url)).toMatchObject({ status: 200 });
    second.signal('SIGKILL');
    await second.ended;
  }
  expect(Math.min(...tookMs)).toBeLessThan(3000);
});
