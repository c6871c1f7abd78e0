/** Runs the command of a package, on the Node that runs this. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const manifest = z.object({ bin: z.union([z.string(), z.record(z.string(), z.string())]) });

export interface Ran {
  readonly isOk: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

const packages = fileURLToPath(new URL('../../node_modules/', import.meta.url));

export function runTool(name: string, args: readonly string[], folder: string): Promise<Ran> {
  const path = join(packages, name, 'package.json');
  const { bin } = manifest.parse(JSON.parse(readFileSync(path, 'utf8')));
  const program = typeof bin === 'string' ? bin : (Object.values(bin)[0] ?? '');
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [join(dirname(path), program), ...args],
      { cwd: folder, maxBuffer: 64 * 1024 * 1024, env: { ...process.env, NO_COLOR: '1' } },
      (error, stdout, stderr) => {
        resolve({ isOk: error === null, stdout, stderr });
      },
    );
  });
}
