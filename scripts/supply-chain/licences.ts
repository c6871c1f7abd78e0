/** Under which licences others' work is used: what is delivered, and what only developers use. */
import { z } from 'zod';
import { readLock } from './lock.ts';
import { runTool } from './tool.ts';

const allowed = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
]);

/** For development alone; none of it is delivered. With a package go its binaries for each system. */
const exceptions: Readonly<Record<string, readonly string[]>> = {
  'Artistic-2.0': [
    'binaryextensions',
    'editions',
    'istextorbinary',
    'textextensions',
    'version-range',
  ],
  'CC-BY-3.0': ['spdx-exceptions', 'spdx-ranges'],
  'CC-BY-4.0': ['caniuse-lite'],
  // The composer that a router's supergraph is made with, in tests.
  'Elastic-2.0': ['@apollo/composition', '@apollo/federation-internals', '@apollo/query-graphs'],
  'MPL-2.0': ['lightningcss'],
  'Python-2.0': ['argparse'],
  WTFPL: ['@azu/style-format'],
};

const report = z.record(
  z.string(),
  z.object({ licenses: z.union([z.string(), z.array(z.string())]) }),
);

/** Looks at what is installed. */
export async function unacceptableLicences(folder: string): Promise<string[]> {
  const { isOk, stdout, stderr } = await runTool(
    'license-checker-rseidelsohn',
    ['--json', '--excludePrivatePackages'],
    folder,
  );
  if (!isOk) return [stderr.trim()];
  const delivered = new Set(
    readLock(folder)
      .packages.filter(({ isDevelopment }) => !isDevelopment)
      .map(({ name, version }) => `${name}@${version}`),
  );
  return Object.entries(report.parse(JSON.parse(stdout)))
    .filter(([id, { licenses }]) => {
      const name = id.slice(0, id.lastIndexOf('@'));
      const isFine = (licence: string) =>
        allowed.has(licence) ||
        (!delivered.has(id) &&
          exceptions[licence]?.some((each) => name === each || name.startsWith(`${each}-`)) ===
            true);
      return !isAcceptable([licenses].flat().join(' OR '), isFine);
    })
    .map(([id, { licenses }]) => {
      const where = delivered.has(id) ? 'delivered' : 'for development';
      return `${id} (${where}) is under ${[licenses].flat().join(' or ')}`;
    });
}

/** An expression of SPDX without nesting; what it cannot read it does not accept. */
export function isAcceptable(expression: string, isFine: (licence: string) => boolean): boolean {
  const plain = expression.replace(/^\((.*)\)$/, '$1');
  return plain.split(' OR ').some((each) => each.split(' AND ').every(isFine));
}
