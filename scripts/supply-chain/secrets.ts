/** Whether anything in the tree looks like a credential: `.secretlintrc.json` says what does. */
import { fileURLToPath } from 'node:url';
import { runTool } from './tool.ts';

const rules = fileURLToPath(new URL('../../.secretlintrc.json', import.meta.url));

export async function secretsIn(folder: string): Promise<string[]> {
  const args = ['--secretlintrc', rules, '--format', 'compact', '**/*', '**/.*', '.ci/**'];
  const { isOk, stdout, stderr } = await runTool('secretlint', args, folder);
  if (isOk) return [];
  return `${stdout}\n${stderr}`.split('\n').filter((line) => line.trim() !== '');
}
