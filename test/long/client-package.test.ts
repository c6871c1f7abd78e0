/** The client as those who install the package have it, with nothing else installed beside it. */
import { execFile } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { build } from 'rolldown';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeInBrowser } from '../browser/browser.ts';
import { root, start } from '../command/program.ts';
import { startGatewayBefore, startKantata, startTestGateway } from '../integration/harness.ts';
import { listenDuringTest } from '../listening.ts';

const run = promisify(execFile);
const tsc = join(root, 'node_modules/.bin/tsc');
const mostGzippedBytes = 6 * 1024;

/** A project that has the package, as `npm pack` makes it, in its node_modules. */
let project = '';
beforeAll(async () => {
  project = mkdtempSync(join(tmpdir(), 'client-package-'));
  const packed = join(project, 'packed');
  const installed = join(project, 'node_modules/membership-gateway');
  mkdirSync(packed);
  mkdirSync(installed, { recursive: true });
  for (const name of ['package.json', 'README.md', 'LICENSE', 'CHANGELOG.md', 'bin']) {
    cpSync(join(root, name), join(packed, name), { recursive: true });
  }
  const config = {
    extends: join(root, 'tsconfig.build.json'),
    // As the whole build does, which takes longer.
    compilerOptions: {
      rootDir: join(root, 'src'),
      outDir: join(packed, 'dist'),
      typeRoots: [join(root, 'node_modules/@types')],
    },
    include: [join(root, 'src/client')],
  };
  await run(tsc, ['-p', write('build.json', JSON.stringify(config))]);
  const { stdout } = await run('npm', ['pack', '--ignore-scripts', '--silent'], { cwd: packed });
  await run('tar', ['-xzf', join(packed, stdout.trim()), '--strip-components=1', '-C', installed]);
  write('package.json', JSON.stringify({ type: 'module' }));
  mkdirSync(join(project, 'node_modules/@types'));
  for (const name of ['@types/node', 'undici-types']) {
    symlinkSync(join(root, 'node_modules', name), join(project, 'node_modules', name));
  }
}, 300_000);
afterAll(() => {
  rmSync(project, { recursive: true });
});

function write(name: string, text: string): string {
  const path = join(project, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

/** Nothing of ours is taken on trust: its declarations are checked, too. */
const strict = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noEmit: true,
  skipLibCheck: false,
};

function compile(file: string, options: Readonly<Record<string, unknown>>) {
  const config = { compilerOptions: { ...strict, ...options }, files: [file] };
  const path = write(`${file}.tsconfig.json`, JSON.stringify(config));
  return run(tsc, ['-p', path]).then(
    () => '',
    (error: unknown) => saidBy(error),
  );
}

/** The compiler says everything on stdout. */
function saidBy(error: unknown): string {
  return error instanceof Error && 'stdout' in error ? String(error.stdout) : String(error);
}

/** The first of a document's examples that imports the client, as a file that compiles. */
async function exampleIn(document: string, name: string): Promise<string> {
  const text = readFileSync(join(root, document), 'utf8');
  const [, example = ''] = /```ts\n(import \{ createMembershipClient[^]*?)```/.exec(text) ?? [];
  const file = write(name, example);
  expect(await compile(name, { target: 'ES2024', module: 'NodeNext', types: ['node'] })).toBe('');
  return file;
}

test('the example of the README lists the members', async () => {
  const file = await exampleIn('README.md', 'readme.ts');
  const gateway = await startTestGateway({ env: { KANTATA_TOKEN: 'admin-token' } });
  const example = readFileSync(file, 'utf8').replace('http://127.0.0.1:4000', gateway.url);

  const ran = await start([write('readme.ts', example)], {}, project).ended;

  expect(ran).toMatchObject({ code: 0, stderr: '' });
  expect(ran.stdout.trim().split('\n')).toHaveLength(273);
});

test('the example of the documentation compiles and does what it says', async () => {
  const file = await exampleIn('docs/clients.md', 'example.ts');
  const gateway = await startTestGateway();
  const ran = await start([file], { GATEWAY_URL: `${gateway.url}/graphql` }, project).ended;
  expect(ran).toEqual({ code: 0, stderr: '', stdout: expect.any(String) as string });
  expect(ran.stdout).toMatch(/^\d+ project leads\n$/);
  expect(gateway.requests()).toEqual([
    expect.stringContaining('page=1&per_page=200'),
    expect.stringContaining('page=2&per_page=200'),
    expect.stringMatching(/^PUT \/account_memberships\/\d+\?/),
  ]);
});

const inBrowser = `
import { createMembershipClient } from 'membership-gateway/client';
import { Members, MemberById } from 'membership-gateway/client/documents';

const client = createMembershipClient({
  url: new URLSearchParams(location.search).get('gateway') ?? '',
  headers: { authorization: 'Bearer admin-token' },
});
let count = 0;
for await (const { id } of client.paginate(Members, { first: 100 }, (data) => data.accountMemberships)) {
  count += id.length > 0 ? 1 : 0;
}
const error: unknown = await client.query(MemberById, { id: 'x' }).catch((e: unknown) => e);
document.body.textContent = \`\${count} \${(error as Error).name}\`;
`;

test('the client compiles where there is only a browser', async () => {
  write('in-browser.ts', inBrowser);
  const browser = { lib: ['ES2023', 'DOM', 'DOM.AsyncIterable'], types: [], target: 'ES2023' };
  const options = { ...browser, module: 'ESNext', moduleResolution: 'Bundler' };

  expect(await compile('in-browser.ts', options)).toBe('');
});

test('documents that do not fit are compiler errors', async () => {
  write(
    'wrong.ts',
    `import { createMembershipClient } from 'membership-gateway/client';
import { MemberById, Roles } from 'membership-gateway/client/documents';
const client = createMembershipClient({ url: '/graphql' });
await client.query(MemberById);
await client.query(MemberById, { id: true });
(await client.query(Roles)).data.members;
client.paginate(MemberById, { id: '1' }, (data) => data.accountMembership);
client.paginate(Roles, {}, (data) => data.roles?.nodes);
`,
  );
  const said = await compile('wrong.ts', { target: 'ES2024', module: 'NodeNext' });

  const lines = [...said.matchAll(/wrong\.ts\((\d+),/g)].map(([, line]) => Number(line));
  expect([...new Set(lines)]).toEqual([4, 5, 6, 7, 8]);
});

async function bundle(file: string): Promise<string> {
  const { output } = await build({
    cwd: project,
    input: join(project, file),
    platform: 'browser',
    write: false,
    output: { format: 'esm', minify: true },
  });
  const [{ code }] = output;
  return code;
}

test('the client is small', async () => {
  write('runtime.js', "export * from 'membership-gateway/client';");
  const gzippedBytes = gzipSync(await bundle('runtime.js')).length;
  process.stdout.write(`membership-gateway/client: ${gzippedBytes} bytes, gzipped\n`);

  expect(gzippedBytes).toBeLessThan(mostGzippedBytes);
});

describeInBrowser('The client in a browser', (open) => {
  test('pages through a list of another origin and tells its errors apart', async () => {
    write('in-browser.ts', inBrowser);
    const script = await bundle('in-browser.ts');
    const origin = await serve(`<!doctype html><body><script type="module">${script}</script>`);
    const kantata = await startKantata();
    const gateway = await startGatewayBefore(kantata, { env: { CORS_ORIGINS: origin } });
    const { page, elsewhere, complaints } = await open();

    await page.goto(`${origin}/?gateway=${encodeURIComponent(`${gateway.url}/graphql`)}`);
    await page.getByText('273 BadUserInputError').waitFor();

    expect(gateway.requests()).toHaveLength(3);
    expect(elsewhere).toEqual([]);
    expect(complaints).toEqual([]);
  });
});

async function serve(page: string): Promise<string> {
  const server = createServer((request, response) => {
    const found = request.url?.startsWith('/?') === true;
    response.writeHead(found ? 200 : 204, { 'content-type': 'text/html' });
    response.end(found ? page : '');
  });
  return `http://127.0.0.1:${await listenDuringTest(server)}`;
}
