/** The bill of materials of what is delivered, in the format of CycloneDX: the same for the same tree. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { readLock } from './lock.ts';
import { runTool } from './tool.ts';

/** Optional packages of other systems are in the lock file, and not here. */
const bill = z.object({
  bomFormat: z.literal('CycloneDX'),
  components: z.array(
    z.object({ name: z.string(), group: z.string().optional(), version: z.string() }),
  ),
});

/** @throws Error with what the tool said */
export async function writeBill(folder: string, path: string): Promise<void> {
  const args = ['--omit', 'dev', '--flatten-components', '--output-reproducible', '--validate'];
  const { isOk, stderr } = await runTool(
    '@cyclonedx/cyclonedx-npm',
    [...args, '--output-file', path],
    folder,
  );
  if (!isOk) throw new Error(stderr.trim());
}

export async function billFaults(folder: string): Promise<string[]> {
  const place = await mkdtemp(join(tmpdir(), 'bill-'));
  try {
    const texts: string[] = [];
    for (const name of ['first.json', 'second.json']) {
      await writeBill(folder, join(place, name));
      texts.push(await readFile(join(place, name), 'utf8'));
    }
    const [first = '', second] = texts;
    const { components } = bill.parse(JSON.parse(first));
    const listed = new Set(
      components.map(({ name, group, version }) =>
        group === undefined ? `${name}@${version}` : `${group}/${name}@${version}`,
      ),
    );
    const missing = readLock(folder)
      .packages.filter(({ isDevelopment }) => !isDevelopment)
      .map(({ name, version }) => `${name}@${version}`)
      .filter((id) => !listed.has(id))
      .map((id) => `${id} is not listed`);
    return first === second ? missing : ['two bills of one tree differ', ...missing];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  } finally {
    await rm(place, { recursive: true });
  }
}
