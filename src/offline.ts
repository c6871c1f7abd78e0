/** `npm start`: embedded upstreams, and the ordinary gateway in front of them. */
import { startGateway } from './app.ts';
import { ConfigError, parseConfig, type Config } from './config.ts';
import { startDemo } from './emulator/demo.ts';
import { output } from './http/log.ts';
import { endWhenUnheard, startFault, tryAddress } from './lifecycle.ts';

const { demo, gateway } = await start().catch(tellPeople);

async function start() {
  const demo = await startDemo();
  const environment = { EXPLORER: 'on', LOG_LEVEL: 'error', ...process.env, ...demo.environment };
  const config = parseConfig(environment);
  await tryPort('PORT', config);
  await tryPort('METRICS_PORT', config);
  return { demo, gateway: await startGateway(config, { demo: true }) };
}

/** @throws ConfigError when the gateway cannot listen on the port */
async function tryPort(name: 'PORT' | 'METRICS_PORT', { HOST, [name]: port }: Config) {
  if (port === undefined) return;
  try {
    await tryAddress(HOST, port);
  } catch (error) {
    const why = startFault(error);
    if (!('faults' in why)) throw error;
    const command =
      process.env.npm_lifecycle_event === 'start' ? 'npm start' : 'membership-gateway demo';
    throw new ConfigError(
      why.faults.map((fault) => {
        const named = fault.replace(/^PORT:/, `${name}: ${port}`);
        return fault.endsWith('in use') ? `${named}. Try: ${name}=${port + 1} ${command}` : named;
      }),
    );
  }
}

/** Faults that people can do something about; any other error is for whoever maintains the gateway. */
function tellPeople(error: unknown): never {
  if (!(error instanceof ConfigError)) throw error;
  process.stderr.write(`${error.faults.join('\n')}\n`);
  process.exit(1);
}

endWhenUnheard(gateway, output);
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    void Promise.all([gateway.stop(), demo.stop()]).then(() => process.exit(0));
  });
}

process.stdout.write(`
The membership gateway is up, in front of two emulated upstreams (demo data): Kantata OX with 2,500
members, Elastic Path with 400 accounts and 5,000 members. Some people are in both.

  Explore   ${gateway.url}/          Apollo Sandbox (needs a network)
            ${gateway.url}/graphiql  GraphiQL (needs none)
            ${gateway.url}/explain   the REST calls behind an operation
  Query     curl -s ${gateway.url}/graphql -H 'content-type: application/json' \\
              -d '{"query":"{ accountMemberships(first: 2) { totalCount nodes { permission user { fullName } defaultRole { name } manager { fullName } } } }"}'
  Both      curl -s ${gateway.url}/graphql -H 'content-type: application/json' \\
              -d '{"query":"{ identity(emailAddress: \\"${demo.sharedAddress}\\") { people { source fullName } memberships { source sourceId person { fullName } } } }"}'

Stop it with Ctrl+C.
`);
