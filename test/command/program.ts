/** The command as a process of its own, gone when the test is. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

export const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  /** Resolves with the first match in what it has printed. @throws Error when it ends without */
  readonly prints: (pattern: RegExp) => Promise<string>;
  readonly signal: (name: NodeJS.Signals) => void;
  /** As `head` does when it has seen enough. */
  readonly stopReading: () => void;
  readonly ended: Promise<Ran>;
}

type Env = Readonly<Record<string, string>>;

/** Runs node with these arguments. The environment is what is given, and nothing else. */
export function start(args: readonly string[], env: Env = {}, cwd = root): Running {
  const child = spawn(process.execPath, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  const looks = new Set<() => void>();
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    for (const look of looks) look();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = new Promise<Ran>((resolve) => {
    child.once('close', (code) => {
      resolve({ code, stdout, stderr });
    });
  });
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return {
    prints: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = pattern.exec(stdout);
          if (found === null) return;
          looks.delete(look);
          resolve(found[1] ?? found[0]);
        };
        looks.add(look);
        look();
        void ended.then(() => {
          reject(new Error(`It has ended: ${stdout}${stderr}`));
        });
      }),
    signal: (name) => child.kill(name),
    stopReading: () => child.stdout.destroy(),
    ended,
  };
}

/** Runs the command from its sources. */
export function command(args: readonly string[], env: Env = {}): Promise<Ran> {
  return start(['src/cli.ts', ...args], env).ended;
}
