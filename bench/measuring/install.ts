/** The contestants' packages are the bench's own: a normal install stays small. */
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const bench = fileURLToPath(new URL('..', import.meta.url));

/** @throws Error when they cannot be had. */
export function installOnce(): void {
  // Written last, so that what was broken off is done again, and what has changed since, too.
  const installedAtMs = modifiedAtMs('node_modules/.package-lock.json');
  if (installedAtMs > modifiedAtMs('package-lock.json')) return;
  process.stderr.write('Installing what the bench needs\n');
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', bench];
  const { status } = spawnSync('npm', args, { stdio: 'inherit' });
  if (status !== 0) throw new Error('npm ci failed in bench/');
}

/** -Infinity where there is no such file. */
function modifiedAtMs(name: string): number {
  return statSync(`${bench}/${name}`, { throwIfNoEntry: false })?.mtimeMs ?? -Infinity;
}
