/**
 * Everything comes from npm's registry, by https, with a hash. The lock file names no address of an
 * archive (`omit-lockfile-registry-resolved`), so that whoever installs uses his own registry; one that
 * is named must be npm's. And it is whole: where npm could not find an optional package, it leaves it out
 * without a word, and `npm ci` refuses such a lock file.
 */
import { readLock, type LockedPackage } from './lock.ts';
import { runTool } from './tool.ts';

const rules = [
  '--type',
  'npm',
  '--validate-https',
  '--validate-integrity',
  '--empty-hostname',
  'false',
];

export async function lockFaults(folder: string): Promise<string[]> {
  const args = ['--path', 'package-lock.json', ...rules, '--allowed-hosts', 'npm'];
  const { isOk, stdout, stderr } = await runTool('lockfile-lint', args, folder);
  const { packages } = readLock(folder);
  // The tool looks at hashes that are there.
  const bare = packages
    .filter(({ isHashed }) => !isHashed)
    .map(({ name, version }) => `${name} ${version} has no hash`);
  const said = isOk ? [] : `${stdout}\n${stderr}`.split('\n').map((line) => line.trim());
  return [...bare, ...leftOut(packages), ...said.filter((line) => line !== '')];
}

function leftOut(packages: readonly LockedPackage[]): string[] {
  const held = new Set(packages.map(({ calledName }) => calledName));
  return packages.flatMap(({ name, version, needs }) =>
    needs
      .filter((needed) => !held.has(needed))
      .map((needed) => `${name} ${version} needs ${needed}, which the lock file does not hold`),
  );
}
