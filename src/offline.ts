/** `npm start`: embedded upstreams, and the ordinary gateway in front of them. */
import { startGateway } from './app.ts';
import { parseConfig } from './config.ts';
import { startElasticPathEmulator } from './emulator/elastic-path/index.ts';
import { startKantataOxEmulator } from './emulator/kantata-ox/index.ts';

const kantataOx = await startKantataOxEmulator();

/** Some people are known in both systems, by the same e-mail address. */
const people = [...kantataOx.data.users.values()].slice(0, 40).map((user) => ({
  fullName: user.full_name,
  emailAddress: user.email_address,
}));
const clientKey = { clientId: 'emulator-client', clientSecret: 'emulator-secret' };
const elasticPath = await startElasticPathEmulator({ people, ...clientKey });

const gateway = await startGateway(
  parseConfig({
    EXPLORER: 'on',
    LOG_LEVEL: 'error',
    ...process.env,
    KANTATA_BASE_URL: kantataOx.url,
    KANTATA_TOKEN: 'admin-token',
    ELASTIC_PATH_BASE_URL: elasticPath.url,
    ELASTIC_PATH_CLIENT_ID: clientKey.clientId,
    ELASTIC_PATH_CLIENT_SECRET: clientKey.clientSecret,
  }),
);

const inBoth = people[0]?.emailAddress ?? '';

process.stdout.write(`
The membership gateway is up, in front of two emulated upstreams (demo data): Kantata OX with 2,500
members, Elastic Path with 400 accounts and 5,000 members. Some people are in both.

  Explore   ${gateway.url}/          Apollo Sandbox (needs a network)
            ${gateway.url}/graphiql  GraphiQL (needs none)
  Query     curl -s ${gateway.url}/graphql -H 'content-type: application/json' \\
              -d '{"query":"{ accountMemberships(first: 2) { totalCount nodes { permission user { fullName } defaultRole { name } manager { fullName } } } }"}'
  Both      curl -s ${gateway.url}/graphql -H 'content-type: application/json' \\
              -d '{"query":"{ identity(emailAddress: \\"${inBoth}\\") { people { source fullName } memberships { source sourceId person { fullName } } } }"}'

Stop it with Ctrl+C.
`);

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    void Promise.all([gateway.stop(), kantataOx.stop(), elasticPath.stop()]).then(() =>
      process.exit(0),
    );
  });
}
