/** `npm start`: embedded upstreams, and the ordinary gateway in front of them. */
import { startGateway } from './app.ts';
import { parseConfig } from './config.ts';
import { startKantataOxEmulator } from './emulator/kantata-ox/index.ts';

const kantataOx = await startKantataOxEmulator();
const gateway = await startGateway(
  parseConfig({
    EXPLORER: 'on',
    LOG_LEVEL: 'error',
    ...process.env,
    KANTATA_BASE_URL: kantataOx.url,
    KANTATA_TOKEN: 'admin-token',
  }),
);

process.stdout.write(`
The membership gateway is up, in front of an emulated Kantata OX with 2,500 members (demo data).

  Explore   ${gateway.url}/          Apollo Sandbox (needs a network)
            ${gateway.url}/graphiql  GraphiQL (needs none)
  Query     curl -s ${gateway.url}/graphql -H 'content-type: application/json' \\
              -d '{"query":"{ accountMemberships(first: 2) { totalCount nodes { permission user { fullName } defaultRole { name } manager { fullName } } } }"}'

Stop it with Ctrl+C.
`);

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    void Promise.all([gateway.stop(), kantataOx.stop()]).then(() => process.exit(0));
  });
}
