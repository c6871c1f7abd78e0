/** Where and with what a run was made. */
import { readFileSync } from 'node:fs';
import { cpus, release, totalmem, type } from 'node:os';
import { cores, isPinned } from '../measuring/processes.ts';
import type { Results } from '../measuring/results.ts';

export function aboutMachine(): Pick<Results, 'madeAt' | 'machine' | 'versions' | 'pinned'> {
  const memoryGb = Math.round(totalmem() / 2 ** 30);
  const model = cpus()[0]?.model.trim() ?? 'unknown CPU';
  // What follows the version number may name the machine.
  const kernel = release().replace(/-.*/, '');
  return {
    madeAt: new Date().toISOString().slice(0, 10),
    machine: `${cores} cores of ${model}, ${memoryGb} GB, ${type()} ${kernel}`,
    versions: { node: process.versions.node, ...installed() },
    pinned: isPinned,
  };
}

/** The contestants' packages, as they are installed. */
function installed(): Record<string, string> {
  const read = (path: string) =>
    JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as Package;
  const { dependencies = {} } = read('../package.json');
  return Object.fromEntries(
    Object.keys(dependencies).map((name) => {
      return [name, read(`../node_modules/${name}/package.json`).version];
    }),
  );
}

interface Package {
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}
