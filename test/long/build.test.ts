import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { root, start } from '../command/program.ts';
import { ask, membersQuery, oneMember, startUpstream } from '../process/rig.ts';

/** What is published: the built program, and beside it the packages of production alone. */
function build(): string {
  const folder = mkdtempSync(join(tmpdir(), 'membership-gateway-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  const outDir = join(folder, 'dist');
  execFileSync('node_modules/.bin/tsc', ['-p', 'tsconfig.build.json', '--outDir', outDir], {
    cwd: root,
  });
  for (const name of ['package.json', ...published()]) {
    cpSync(join(root, name), join(folder, name), { recursive: true });
  }
  for (const path of productionPackages()) {
    const target = join(folder, relative(root, path));
    mkdirSync(dirname(target), { recursive: true });
    execFileSync('cp', ['-a', '--no-target-directory', path, target]);
  }
  return folder;
}

/** What the package holds beside the built program. */
function published(): readonly string[] {
  const { files } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    files: string[];
  };
  return files.map((name) => name.replace(/\/$/, '')).filter((name) => name !== 'dist');
}

/** Nothing is installed: they are the ones that are here. Packages inside of packages go with them. */
function productionPackages(): readonly string[] {
  const list = execFileSync('npm', ['ls', '--omit=dev', '--all', '--parseable'], { cwd: root });
  const paths = list.toString().trim().split('\n').slice(1);
  return paths.filter((path) => !paths.some((other) => path.startsWith(`${other}/`)));
}

/** What other programs may import. */
function exported(): readonly string[] {
  const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    exports: Record<string, string>;
  };
  return Object.values(exports);
}

test('the build runs with the packages of production alone', { timeout: 300_000 }, async () => {
  const folder = build();
  expect(exported().filter((path) => !existsSync(join(folder, path)))).toEqual([]);
  const upstream = await startUpstream(oneMember);
  const gateway = start(
    ['dist/main.js'],
    { PORT: '0', KANTATA_BASE_URL: upstream.url, DRAIN_DELAY_MS: '0', EXPLORER: 'on' },
    folder,
  );
  const url = await gateway.prints(/Server listening at (http:[^"]+)/);

  const { status, body } = await ask(url, {}, { query: membersQuery });
  expect({ status, answer: JSON.parse(body) as unknown }).toEqual({
    status: 200,
    answer: { data: { accountMemberships: { nodes: [{ sourceId: '7' }] } } },
  });
  for (const page of ['/', '/graphiql', '/explain']) {
    expect((await fetch(`${url}${page}`)).status).toBe(200);
  }
  gateway.signal('SIGTERM');
  expect(await gateway.ended).toMatchObject({ code: 0, stderr: '' });

  const launcher = join(folder, 'bin/membership-gateway.js');
  const fromSources = await start(['src/cli.ts', 'schema']).ended;
  expect(await start([launcher, 'schema'], {}, tmpdir()).ended).toEqual(fromSources);
  const demo = start([launcher, 'demo'], { PORT: '0' }, tmpdir());
  await demo.prints(/Query +curl -s (http:\S+)/);
  demo.signal('SIGTERM');
  expect(await demo.ended).toMatchObject({ code: 0 });
});

test('the package holds the built program and no sources or tests', () => {
  const [{ files }] = JSON.parse(
    execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'ignore'],
    }).toString(),
  ) as [{ files: { path: string }[] }];
  const tops = new Set(files.map(({ path }) => path.split('/')[0]));

  // Where nothing was built, there is no dist to be packed.
  tops.delete('dist');
  expect([...tops].sort()).toEqual(['LICENSE', 'README.md', 'package.json', ...published()].sort());
});
