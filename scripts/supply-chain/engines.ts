/** Whether everything runs on the Node that is brought along: `npm ci` warns of what does not. */
import { satisfies } from 'semver';
import type { Lock } from './lock.ts';

export function unfitEngines({ packages, nodeRange }: Lock): string[] {
  const node = packages.find(({ name }) => name === 'node')?.version ?? process.versions.node;
  return [{ name: 'the project', version: '', nodeRange }, ...packages]
    .filter(({ nodeRange: range }) => range !== undefined && !satisfies(node, range))
    .map(({ name, version, nodeRange: range }) => `${name} ${version} wants Node ${range ?? ''}`);
}
