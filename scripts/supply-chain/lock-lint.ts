/**
 * Everything comes from npm's registry, by https, with a hash. The lock file names no address of an
 * archive (`omit-lockfile-registry-resolved`), so that whoever installs uses his own registry; one that
 * is named must be npm's.
 */
import { readLock } from './lock.ts';
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
  // The tool looks at hashes that are there.
  const bare = readLock(folder)
    .packages.filter(({ isHashed }) => !isHashed)
    .map(({ name, version }) => `${name} ${version} has no hash`);
  if (isOk) return bare;
  const said = `${stdout}\n${stderr}`.split('\n').map((line) => line.trim());
  return [...bare, ...said.filter((line) => line !== '')];
}
