/** What comes from others: the lock file as it is, and each check against one that was tampered with. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { billFaults } from '../../scripts/supply-chain/bill.ts';
import { unfitEngines } from '../../scripts/supply-chain/engines.ts';
import { belowFloors, floors } from '../../scripts/supply-chain/floors.ts';
import { unexpectedInstallScripts } from '../../scripts/supply-chain/install-scripts.ts';
import { isAcceptable, unacceptableLicences } from '../../scripts/supply-chain/licences.ts';
import { lockFaults } from '../../scripts/supply-chain/lock-lint.ts';
import { readLock } from '../../scripts/supply-chain/lock.ts';
import { secretsIn } from '../../scripts/supply-chain/secrets.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const today = new Date('2026-11-24');

interface LockFile {
  packages: Record<string, Record<string, unknown>>;
}

function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'supply-chain-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** A copy of the manifest and the lock file, with one package changed. */
function tampered(name: string, change: Readonly<Record<string, unknown>>): string {
  const folder = folderOf({});
  cpSync(join(root, 'package.json'), join(folder, 'package.json'));
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as LockFile;
  const entry = { ...lock.packages[`node_modules/${name}`], ...change };
  lock.packages[`node_modules/${name}`] = entry;
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(lock));
  return folder;
}

/** A project with one installed package. */
function projectWith(name: string, licence: string, isDevelopment = false): string {
  const entry = { version: '1.0.0', integrity: `sha512-${'A'.repeat(86)}==`, license: licence };
  const dependencies = {
    [isDevelopment ? 'devDependencies' : 'dependencies']: { [name]: '1.0.0' },
  };
  const project = { name: 'project', version: '1.0.0', ...dependencies };
  return folderOf({
    'package.json': JSON.stringify({ ...project, private: true }),
    'package-lock.json': JSON.stringify({
      ...project,
      lockfileVersion: 3,
      requires: true,
      packages: {
        '': project,
        [`node_modules/${name}`]: { ...entry, ...(isDevelopment ? { dev: true } : {}) },
      },
    }),
    [`node_modules/${name}/package.json`]: JSON.stringify({
      name,
      version: '1.0.0',
      license: licence,
    }),
  });
}

test('S39 nothing here is older than what is known to be well, or runs what nobody has looked at', async () => {
  const lock = readLock(root);

  expect(lock.packages.length).toBeGreaterThan(500);
  for (const name of [...Object.keys(floors), 'node']) {
    expect(lock.packages.map((each) => each.name)).toContain(name);
  }
  expect(belowFloors(lock, today)).toEqual([]);
  expect(unfitEngines(lock)).toEqual([]);
  expect(unexpectedInstallScripts(lock)).toEqual([]);
  expect(await lockFaults(root)).toEqual([]);
});

test.each([
  ['graphql', '16.14.9', '16.15.0'],
  ['@apollo/server', '5.5.0', '5.5.1'],
  ['got', '16.0.3', '16.1.0'],
])('S39 %s %s is refused', (name, version, floor) => {
  expect(belowFloors(readLock(tampered(name, { version })), today)).toEqual([
    `${name} ${version} is older than ${floor}`,
  ]);
});

test('S39 a Node whose support has ended, or never began, is refused', () => {
  const faults = ['node 20.20.2 is of no line in support'];
  expect(belowFloors(readLock(tampered('node', { version: '20.20.2' })), today)).toEqual(faults);
  expect(belowFloors(readLock(root), new Date('2028-05-01'))).toHaveLength(1);
});

test('S39 what does not run on the Node that is brought along is named', () => {
  expect(unfitEngines(readLock(tampered('got', { engines: { node: '>=99' } })))).toMatchObject([
    expect.stringMatching(/^got \S+ wants Node >=99$/),
  ]);
});

test('S39 an install script that nobody has allowed is named, and so is a permission for none', () => {
  const folder = tampered('got', { hasInstallScript: true });
  expect(unexpectedInstallScripts(readLock(folder))).toMatchObject([
    expect.stringMatching(/^got \S+ has an install script that nobody has allowed$/),
  ]);
  expect(
    unexpectedInstallScripts({ ...readLock(root), allowScripts: { node: true, other: true } }),
  ).toContain('allowScripts names other, which has no install script');
});

test.each([
  ['has no hash', { integrity: undefined }],
  ['has a weak hash', { integrity: 'sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=' }],
  ['comes without encryption', { resolved: 'http://registry.npmjs.org/got/-/got-16.1.0.tgz' }],
  ['comes from elsewhere', { resolved: 'https://registry.example.test/got/-/got-16.1.0.tgz' }],
  ['needs what is not locked', { optionalDependencies: { 'no-such-package': '^1.0.0' } }],
  ['comes from a repository', { resolved: 'git+ssh://git@github.com/somebody/got.git#0123abc' }],
])('S39 a package that %s is named', async (_what, change) => {
  expect((await lockFaults(tampered('got', change))).join('\n')).toContain('got');
});

test('S39 a licence that nobody has agreed to is named, also of what only developers use', async () => {
  expect(await unacceptableLicences(projectWith('ours', 'MIT'))).toEqual([]);
  expect(await unacceptableLicences(projectWith('theirs', 'AGPL-3.0-only'))).toEqual([
    'theirs@1.0.0 (delivered) is under AGPL-3.0-only',
  ]);
  expect(await unacceptableLicences(projectWith('tool', 'GPL-3.0-only', true))).toEqual([
    'tool@1.0.0 (for development) is under GPL-3.0-only',
  ]);
  // An exception holds for its package, and for development.
  expect(await unacceptableLicences(projectWith('lightningcss', 'MPL-2.0', true))).toEqual([]);
  expect(await unacceptableLicences(projectWith('lightningcss', 'MPL-2.0'))).toHaveLength(1);
  expect(await unacceptableLicences(projectWith('other', 'MPL-2.0', true))).toHaveLength(1);
});

test('S39 of several licences one must do, of all that hold together each', () => {
  const isFine = (licence: string) => licence === 'MIT';
  expect(isAcceptable('(GPL-3.0 OR MIT)', isFine)).toBe(true);
  expect(isAcceptable('(GPL-3.0 AND MIT)', isFine)).toBe(false);
  for (const unclear of ['MIT*', 'UNKNOWN', '', '(MIT OR (GPL-3.0 AND MIT)) AND X']) {
    expect(isAcceptable(unclear, isFine), unclear).toBe(false);
  }
});

test('S39 what looks like a credential is named by its file', async () => {
  // Put together here, so that it is not found in this file.
  const key = ['-----BEGIN', 'RSA PRIVATE KEY-----'].join(' ');
  const text = `${key}\n${'MIIEpAIBAAKCAQEA'.repeat(30)}\n${key.replace('BEGIN', 'END')}\n`;
  const folder = folderOf({
    'well.ts': 'export {};',
    'src/key.ts': text,
    '.hidden': `a: "ghp_${'aB3'.repeat(12)}"`,
  });

  const found = await secretsIn(folder);

  expect(found.filter((line) => line.includes('src/key.ts'))).toHaveLength(1);
  expect(found.filter((line) => line.includes('.hidden'))).toHaveLength(1);
  expect(found.join('\n')).not.toContain('well.ts');
  expect(found.join('\n')).not.toContain('aB3aB3aB3');
});

test(
  'S39 the bill of materials lists what is delivered, or there is none',
  { timeout: 60_000 },
  async () => {
    expect(await billFaults(projectWith('ours', 'MIT'))).toEqual([]);
    const folder = projectWith('ours', 'MIT');
    rmSync(join(folder, 'node_modules'), { recursive: true });
    expect((await billFaults(folder)).join('\n')).toMatch(/ours|missing/i);
  },
);

test('S39 the command names what is wrong, and fails', { timeout: 60_000 }, () => {
  const folder = tampered('got', { version: '11.8.6' });

  const { status, stdout } = spawnSync(
    process.execPath,
    [join(root, 'scripts/supply-chain.ts'), folder],
    { encoding: 'utf8' },
  );

  expect(status).toBe(1);
  expect(stdout).toContain('FAULT  this package: floors\n       got 11.8.6 is older than 16.1.0');
  expect(stdout).toContain('ok  this package: engines');
});
