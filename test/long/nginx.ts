/** A real nginx with the configuration that is deployed, gone when the test is. */
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { freePort } from '../integration/redis.ts';
import { pauseMs } from '../process/rig.ts';

const program = '/usr/sbin/nginx';

export const hasNginx = existsSync(program);

/** Stands in the title of a test that is skipped for want of it. */
export const wantsNginx = hasNginx ? '' : ' (skipped: apt-get install nginx)';

/** @returns its URL, as soon as it answers for one of the gateways */
export async function startNginx(gateways: readonly { readonly port: number }[]): Promise<string> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'nginx-'));
  // Its workers are somebody else.
  chmodSync(folder, 0o755);
  const file = join(folder, 'nginx.conf');
  writeFileSync(file, configuration(port, folder, gateways));
  const child = spawn(program, ['-c', file, '-p', folder, '-g', 'daemon off;'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  const ended = new Promise((resolve) => child.once('close', resolve));
  onTestFinished(async () => {
    child.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true });
  });
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 200; tries += 1) {
    if (child.exitCode !== null) break;
    const response = await fetch(`${url}/healthz`).catch(() => null);
    if (response?.status === 200) return url;
    await pauseMs(20);
  }
  throw new Error(`nginx does not answer: ${said}`);
}

function configuration(
  port: number,
  folder: string,
  gateways: readonly { readonly port: number }[],
): string {
  const deployed = readFileSync(new URL('../../deploy/nginx/nginx.conf', import.meta.url), 'utf8');
  const text = gateways.reduce(
    (text, gateway, index) =>
      text.replace(`gateway-${index + 1}:4000`, `127.0.0.1:${gateway.port}`),
    deployed,
  );
  return text
    .replace('listen 8080;', `listen 127.0.0.1:${port};`)
    .replaceAll('/tmp/', `${folder}/`);
}
