/** The command `membership-gateway`: its first argument says what to do. */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { ConfigError } from './config.ts';

/** The command was understood; the configuration or the machine is at fault. */
const failed = 1;
const misused = 2;

const help = `Usage: membership-gateway <command>

A GraphQL gateway over the membership REST APIs of Kantata OX and Elastic Path.

Commands:
  serve    the gateway, configured by the environment, until a signal ends it
  demo     the gateway in front of two emulated upstreams, with demo data
  schema   prints the schema of the graph (SDL)
  config   prints the configuration as it would be used, secrets hidden

Options:
  -h, --help      prints this
  -v, --version   prints the version
  --federation    with schema: what a router composes

Exit codes:
  0   done, or ended in good order
  1   the configuration cannot be used, or the gateway cannot start
  2   the command was not understood

The variables of the environment are listed in the README. Each except NODE_EXTRA_CA_CERTS can be
given as NAME_FILE, the path of a file that holds its value. Further variables that only the trace
exporter reads, such as OTEL_EXPORTER_OTLP_TIMEOUT, have no NAME_FILE.
`;

interface Options {
  readonly federation?: boolean;
}

type Command = (options: Options) => Promise<unknown>;

const commands: ReadonlyMap<string, Command> = new Map<string, Command>([
  // Programs that run by being loaded, and stay.
  ['serve', () => import('./main.ts')],
  ['demo', () => import('./offline.ts')],
  ['schema', printGraph],
  ['config', printConfiguration],
]);

async function printGraph({ federation = false }: Options): Promise<void> {
  const [{ printSchema }, { createSchema }, { subgraphSdl }] = await Promise.all([
    import('graphql'),
    import('./graphql/schema.ts'),
    import('./graphql/federation.ts'),
  ]);
  const schema = createSchema({ federation });
  print(`${federation ? subgraphSdl(schema) : printSchema(schema)}\n`);
}

async function printConfiguration(): Promise<void> {
  const { settingsOf, showSetting } = await import('./config-report.ts');
  for (const setting of settingsOf(process.env)) print(`${showSetting(setting)}\n`);
}

function print(text: string): void {
  if (process.stdout.listenerCount('error') === 0) process.stdout.on('error', endUnread);
  process.stdout.write(text);
}

/** The reader may stop reading, as `head` does. */
function endUnread(error: Error): void {
  process.exit('code' in error && error.code === 'EPIPE' ? 0 : failed);
}

function version(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}

function misuse(what: string): number {
  process.stderr.write(`${what}\nTry: membership-gateway --help\n`);
  return misused;
}

async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      help: { type: 'boolean', short: 'h' },
      version: { type: 'boolean', short: 'v' },
      federation: { type: 'boolean' },
    },
  });
  const [name, ...rest] = positionals;
  if (values.help === true) {
    print(help);
    return 0;
  }
  if (values.version === true) {
    print(`${version()}\n`);
    return 0;
  }
  if (name === undefined) return misuse('Which command?');
  const command = commands.get(name);
  if (command === undefined) return misuse(`There is no command ${name}.`);
  if (rest.length > 0) return misuse(`${name} takes nothing more.`);
  if (values.federation === true && name !== 'schema') {
    return misuse('--federation goes with schema.');
  }
  await command(values);
  return 0;
}

function codeOf(error: unknown): number {
  if (error instanceof ConfigError) {
    process.stderr.write(`${error.message}\n`);
    return failed;
  }
  if (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE')) {
    return misuse(error.message);
  }
  throw error;
}

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  process.exitCode = codeOf(error);
}
