/**
 * The program as `npm run serve` starts it, with an environment of its own, in front of an upstream of
 * the test's own. Both are gone when the test is.
 */
import { spawn } from 'node:child_process';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { refuseCanaries, refuseCanariesInMetrics } from '../canaries.ts';
import { listenDuringTest } from '../listening.ts';

export type Line = Readonly<Record<string, unknown>>;

export interface ServedGateway {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** Everything on stdout and stderr so far, as it came. */
  readonly output: () => string;
  /** The same, read as JSON. */
  readonly lines: () => readonly Line[];
  readonly line: (matches: (line: Line) => boolean) => Promise<Line>;
  readonly signal: (name: NodeJS.Signals) => void;
  /** Nobody reads its lines any more. */
  readonly stopListening: () => void;
  /** The exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals | null>;
}

export interface Run {
  readonly output: () => string;
  readonly ended: Promise<number | NodeJS.Signals | null>;
}

type Env = Readonly<Record<string, string>>;

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What follows on `exec node`. */
const served = manifest.scripts.serve.split(' ').slice(2);

/** Starts the program and waits for it to listen. */
export async function serve(env: Env, nodeOptions: readonly string[] = []): Promise<ServedGateway> {
  const { child, output, ended, listening } = start({ PORT: '0', ...env }, nodeOptions);
  const lines = () => linesOf(output());
  const isGone = () => child.exitCode !== null || child.signalCode !== null;
  const line = async (matches: (line: Line) => boolean): Promise<Line> => {
    for (;;) {
      const found = lines().find(matches);
      if (found !== undefined) return found;
      if (isGone()) throw new Error(`The program has ended: ${output()}`);
      await pauseMs(5);
    }
  };
  const { msg } = await line(({ msg }) => String(msg).startsWith('Server listening at '));
  const url = listening(String(msg).replace('Server listening at ', ''));
  return {
    url,
    port: Number(new URL(url).port),
    pid: child.pid ?? 0,
    output,
    lines,
    line,
    stopListening: () => {
      child.stdout.destroy();
    },
    signal: (name) => child.kill(name),
    ended,
  };
}

/** Starts the program and waits for nothing. */
export function run(env: Env): Run {
  const { output, ended } = start(env, []);
  return { output, ended };
}

function start(env: Env, nodeOptions: readonly string[]) {
  const child = spawn(process.execPath, [...nodeOptions, ...served], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => (text += `${line}\n`));
  }
  let url = '';
  const listening = (at: string) => (url = at);
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) => {
    child.once('close', (code, signal) => {
      resolve(code ?? signal);
    });
  });
  onTestFinished(async () => {
    const isAlive = child.exitCode === null && child.signalCode === null;
    try {
      if (isAlive && url !== '') await refuseCanariesInMetrics(url);
    } finally {
      child.kill('SIGKILL');
      await ended;
    }
    refuseCanaries('the output', text);
  });
  return { child, output: () => text, ended, listening };
}

/** Everything the program says is one JSON object a line. @throws SyntaxError */
export function linesOf(output: string): Line[] {
  return output
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);
}

export interface TestUpstream {
  readonly url: string;
  readonly port: number;
  readonly requests: readonly { readonly line: string; readonly headers: Line }[];
  /** How many connections are open. */
  readonly connections: () => Promise<number>;
}

type Behaviour = (request: IncomingMessage, response: ServerResponse) => void;

/** An upstream that does with each request what the test says. */
export async function startUpstream(behave: Behaviour): Promise<TestUpstream> {
  const requests: { line: string; headers: Line }[] = [];
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    requests.push({ line: `${request.method} ${request.url}`, headers: request.headers });
    behave(request, response);
  });
  const port = await listenDuringTest(server);
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    requests,
    connections: () =>
      new Promise((resolve, reject) => {
        server.getConnections((error, count) => {
          if (error === null) resolve(count);
          else reject(error);
        });
      }),
  };
}

/** Kantata OX with one member, whoever asks and whatever for. */
export function oneMember(_request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(
    JSON.stringify({
      count: 1,
      results: [{ key: 'account_memberships', id: '7' }],
      account_memberships: { 7: { id: '7', permission: 'Collaborator' } },
    }),
  );
}

export function afterMs(ms: number, behave: Behaviour): Behaviour {
  return (request, response) => {
    setTimeout(() => {
      behave(request, response);
    }, ms);
  };
}

/** Never answers. */
export function hang(): void {
  return undefined;
}

export const membersQuery = '{ accountMemberships(first: 1) { nodes { sourceId } } }';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
  readonly tookMs: number;
}

export async function ask(
  url: string,
  headers: Readonly<Record<string, string>> = {},
  body: unknown = { query: membersQuery },
): Promise<Answer> {
  const begunAt = performance.now();
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: 'Bearer some-token',
      ...headers,
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text,
    tookMs: performance.now() - begunAt,
  };
}

export async function look(url: string): Promise<Answer> {
  const begunAt = performance.now();
  const response = await fetch(url);
  const body = await response.text();
  const tookMs = performance.now() - begunAt;
  return { status: response.status, headers: response.headers, body, tookMs };
}

export function pauseMs(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
