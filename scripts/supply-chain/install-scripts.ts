/** Install scripts run with the rights of whoever installs: each has been looked at. */
import type { Lock } from './lock.ts';

export function unexpectedInstallScripts({ packages, allowScripts }: Lock): string[] {
  const found = packages.filter(({ hasInstallScript }) => hasInstallScript);
  const unknown = found
    // What one system alone installs is not asked about by npm on another.
    .filter(({ name }) => !(name in allowScripts) && name !== 'fsevents')
    .map(({ name, version }) => `${name} ${version} has an install script that nobody has allowed`);
  const gone = Object.keys(allowScripts)
    .filter((name) => !found.some((each) => each.name === name))
    .map((name) => `allowScripts names ${name}, which has no install script`);
  return [...unknown, ...gone];
}
