/** The lock file, and what of the manifest belongs to it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const needs = z.record(z.string(), z.string()).default({});

const packageEntry = z.object({
  /** Where it is installed under another one. */
  name: z.string().optional(),
  version: z.string().optional(),
  dev: z.boolean().optional(),
  // Very old packages have a list here, which npm does not read either.
  engines: z.record(z.string(), z.string()).optional().catch(undefined),
  integrity: z.string().optional(),
  hasInstallScript: z.boolean().optional(),
  dependencies: needs,
  optionalDependencies: needs,
});

const lockFile = z.object({ packages: z.record(z.string(), packageEntry) });

const manifest = z.object({ allowScripts: z.record(z.string(), z.boolean()).default({}) });

export interface LockedPackage {
  readonly name: string;
  /** What others call it: its own name, or an alias. */
  readonly calledName: string;
  readonly version: string;
  readonly isDevelopment: boolean;
  readonly nodeRange: string | undefined;
  readonly isHashed: boolean;
  readonly hasInstallScript: boolean;
  /** By the names that it calls them. */
  readonly needs: readonly string[];
}

export interface Lock {
  readonly packages: readonly LockedPackage[];
  /** What the project itself asks of Node. */
  readonly nodeRange: string | undefined;
  /** Packages whose install scripts somebody has looked at: whether they run. */
  readonly allowScripts: Readonly<Record<string, boolean>>;
}

/** @throws Error where there is no such lock file */
export function readLock(folder: string): Lock {
  const { packages } = lockFile.parse(json(join(folder, 'package-lock.json')));
  const { allowScripts } = manifest.parse(json(join(folder, 'package.json')));
  return {
    packages: Object.entries(packages)
      .filter(([path]) => path !== '')
      .map(([path, entry]) => ({
        name: entry.name ?? calledNameAt(path),
        calledName: calledNameAt(path),
        version: entry.version ?? '',
        isDevelopment: entry.dev === true,
        nodeRange: entry.engines?.node,
        isHashed: entry.integrity !== undefined,
        hasInstallScript: entry.hasInstallScript === true,
        needs: Object.keys({ ...entry.dependencies, ...entry.optionalDependencies }),
      })),
    nodeRange: packages['']?.engines?.node,
    allowScripts,
  };
}

function calledNameAt(path: string): string {
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

function json(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}
