import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { buildSchema, printSchema } from 'graphql';
import { expect, onTestFinished, test } from 'vitest';
import { variableNames } from '../../src/config.ts';
import { createSchema } from '../../src/graphql/schema.ts';
import { listenDuringTest } from '../listening.ts';
import { command, root, start } from './program.ts';

const usable = { KANTATA_BASE_URL: 'https://api.example.test/api/v1' };

test.each([['--help'], ['-h'], ['serve', '--help']])('%s explains itself', async (...args) => {
  const { code, stdout, stderr } = await command(args);

  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  for (const word of ['serve', 'demo', 'schema', 'config', '--version', 'Exit codes']) {
    expect(stdout).toContain(word);
  }
});

test.each([['--version'], ['-v']])('%s prints the version of the package', async (option) => {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    version: string;
  };

  expect(await command([option])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
});

test.each([
  ['no command', []],
  ['an unknown command', ['sevre']],
  ['what every object has', ['constructor']],
  ['an unknown option', ['serve', '--port=1']],
  ['too many words', ['schema', 'config']],
])('%s ends with code 2 and leads to the help', async (_what, args) => {
  const { code, stdout, stderr } = await command(args);

  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain('membership-gateway --help');
});

test('whoever reads may have read enough', async () => {
  const { stopReading, ended } = start(['src/cli.ts', 'schema']);
  stopReading();

  expect(await ended).toEqual({ code: 0, stdout: '', stderr: '' });
});

test('a checkout runs from its sources, also beside an older build; a package from its build', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'launcher-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  cpSync(join(root, 'bin'), join(folder, 'bin'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  for (const [room, file] of [
    ['src', 'cli.ts'],
    ['dist', 'cli.js'],
  ] as const) {
    mkdirSync(join(folder, room));
    writeFileSync(join(folder, room, file), `process.stdout.write('${room}');`);
  }
  const launched = () => start(['bin/membership-gateway.js'], {}, folder).ended;

  expect(await launched()).toMatchObject({ code: 0, stdout: 'src' });
  rmSync(join(folder, 'src'), { recursive: true });
  expect(await launched()).toMatchObject({ code: 0, stdout: 'dist' });
});

test('schema prints the whole graph, without any configuration', async () => {
  const { code, stdout, stderr } = await command(['schema']);

  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(printSchema(buildSchema(stdout))).toBe(printSchema(createSchema()));
});

test('config tells of every variable its value and where it came from, and no secret', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'config-'));
  const file = join(folder, 'token');
  writeFileSync(file, 'hunter2\n');
  const certificates = join(folder, 'ca.pem');
  writeFileSync(certificates, rootCertificates[0] ?? '');
  const { code, stdout, stderr } = await command(['config'], {
    ...usable,
    KANTATA_TOKEN_FILE: file,
    CONFIRMATION_SECRET: 'hunter2'.repeat(5),
    REDIS_URL: 'redis://somebody:hunter2@cache.example.test:6379',
    HTTPS_PROXY: 'http://hunter2@proxy.example.test',
    ELASTIC_PATH_CLIENT_ID: 'hunter2',
    ELASTIC_PATH_CLIENT_SECRET: 'hunter2',
    OTEL_EXPORTER_OTLP_ENDPOINT: 'https://collector.example.test/in?key=hunter2',
    AUTH_ISSUER: '',
    LOG_LEVEL: '',
    CORS_ORIGINS: 'https://a.example.test, https://b.example.test',
    PORT: '8080',
    NODE_EXTRA_CA_CERTS: certificates,
  });

  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const lines = stdout.trimEnd().split('\n');
  expect(lines.map((line) => /^(?:# )?(\w+)/.exec(line)?.[1])).toEqual([
    ...variableNames,
    'NODE_EXTRA_CA_CERTS',
  ]);
  const said = lines.map((line) => line.replaceAll(/ +/g, ' '));
  for (const line of [
    'HOST=127.0.0.1 # default',
    'PORT=8080 # environment',
    'KANTATA_TOKEN=(hidden) # KANTATA_TOKEN_FILE',
    'CONFIRMATION_SECRET=(hidden) # environment',
    'REDIS_URL=redis://***@cache.example.test:6379 # environment',
    'HTTPS_PROXY=http://***@proxy.example.test/ # environment',
    'ELASTIC_PATH_CLIENT_ID=(hidden) # environment',
    'ELASTIC_PATH_CLIENT_SECRET=(hidden) # environment',
    'OTEL_EXPORTER_OTLP_ENDPOINT=https://collector.example.test/in?*** # environment',
    'LOG_LEVEL=info # default',
    'CORS_ORIGINS=https://a.example.test,https://b.example.test # environment',
    '# AUTH_ISSUER # not set',
    `NODE_EXTRA_CA_CERTS=${certificates} # environment`,
  ]) {
    expect(said).toContain(line);
  }
  expect(stdout).not.toContain('hunter2');
});

test('config ends with code 1 and names every fault of a configuration that cannot be used', async () => {
  const { code, stdout, stderr } = await command(['config'], {
    PORT: 'hunter2',
    MAX_DEPTH: '-1',
  });

  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  for (const name of ['PORT', 'MAX_DEPTH', 'KANTATA_BASE_URL']) expect(stderr).toContain(name);
  expect(stderr).not.toContain('hunter2');
});

test('serve is the gateway: it listens, answers, and ends in good order', async () => {
  const gateway = start(['bin/membership-gateway.js', 'serve'], {
    ...usable,
    PORT: '0',
    DRAIN_DELAY_MS: '0',
  });
  const url = await gateway.prints(/Server listening at (http:[^"]+)/);

  expect(await (await fetch(`${url}/healthz`)).json()).toEqual({ status: 'ok' });
  gateway.signal('SIGTERM');
  expect(await gateway.ended).toMatchObject({ code: 0, stderr: '' });
});

test('serve ends with code 1 when its configuration cannot be used', async () => {
  const { code, stderr } = await command(['serve'], { PORT: 'x' });

  expect(code).toBe(1);
  expect(JSON.parse(stderr)).toMatchObject({ level: 'fatal', msg: 'the gateway cannot start' });
});

test('demo answers from its emulated upstreams, and ends at a signal', async () => {
  const gateway = start(['bin/membership-gateway.js', 'demo'], { PORT: '0' });
  const url = await gateway.prints(/Query +curl -s (http:\S+)/);
  const query = encodeURIComponent('{accountMemberships{totalCount}}');

  const answer = await fetch(`${url}?query=${query}`, {
    headers: { 'apollo-require-preflight': '1' },
  });
  expect(await answer.json()).toEqual({ data: { accountMemberships: { totalCount: 2275 } } });
  gateway.signal('SIGTERM');
  expect(await gateway.ended).toMatchObject({ code: 0 });
});

test('demo says in one sentence why it cannot listen, and ends with code 1', async () => {
  const port = await listenDuringTest(createServer());
  const demo = (env: Readonly<Record<string, string>>) => start(['src/offline.ts'], env).ended;
  const said = (stderr: string) => ({ code: 1, stdout: '', stderr });

  expect(await demo({ PORT: String(port), npm_lifecycle_event: 'start' })).toEqual(
    said(`PORT: ${port} is already in use. Try: PORT=${port + 1} npm start\n`),
  );
  expect(await demo({ PORT: '0', METRICS_PORT: String(port) })).toEqual(
    said(
      `METRICS_PORT: ${port} is already in use. ` +
        `Try: METRICS_PORT=${port + 1} membership-gateway demo\n`,
    ),
  );
  expect(await demo({ HOST: '192.0.2.1' })).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(
      /^HOST: a gateway that holds service credentials .*\n$/,
    ) as string,
  });
  expect(await demo({ PORT: 'x', MAX_DEPTH: '0' })).toEqual(
    said('PORT: must be a whole number\nMAX_DEPTH: must be from 1 to 100\n'),
  );
});
