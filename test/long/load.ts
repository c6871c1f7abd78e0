/** Load from a program of its own: see callers.ts. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { ServedGateway } from '../process/rig.ts';
import type { Heard } from './callers.ts';

const program = fileURLToPath(new URL('callers.ts', import.meta.url));

interface Load {
  readonly callers: number;
  readonly forMs: number;
  /** That all of them send; without it, each has one of its own. */
  readonly token?: string;
}

/** @returns what the callers heard, once they have gone */
export async function callers(
  { port }: ServedGateway,
  { callers: count, forMs, token }: Load,
): Promise<Heard[]> {
  const told = [port, count, forMs, ...(token === undefined ? [] : [token])].map(String);
  const child = spawn(process.execPath, [program, ...told], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [heard] = await Promise.all([text(child.stdout), once(child, 'close')]);
  // Of a program of the test's own.
  return JSON.parse(heard) as Heard[];
}
