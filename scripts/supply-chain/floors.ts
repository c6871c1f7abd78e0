/** Versions below which something is known to be wrong. */
import { lt, major } from 'semver';
import type { Lock } from './lock.ts';

export const floors: Readonly<Record<string, string>> = {
  // Validates inline fragments in linear time.
  graphql: '16.15.0',
  // Refuses bodies in other character sets than UTF-8.
  '@apollo/server': '5.5.1',
  got: '16.1.0',
};

/** When the support of a line of Node ends. */
const supportEnds: Readonly<Record<number, string>> = {
  24: '2028-04-30',
  26: '2029-04-30',
};

export function belowFloors({ packages }: Lock, today: Date): string[] {
  const old = packages
    .filter(({ name, version }) => lt(version, floors[name] ?? '0.0.0'))
    .map(({ name, version }) => `${name} ${version} is older than ${floors[name] ?? ''}`);
  const unsupported = packages
    .filter(({ name, version }) => {
      const end = supportEnds[major(version)];
      return name === 'node' && (end === undefined || today > new Date(end));
    })
    .map(({ version }) => `node ${version} is of no line in support`);
  return [...old, ...unsupported];
}
