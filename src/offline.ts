/** `npm start`: embedded upstreams, and the ordinary gateway in front of them. */
import { startGateway } from './app.ts';
import { parseConfig } from './config.ts';
import { startDemo } from './emulator/demo.ts';

const demo = await startDemo();
const gateway = await startGateway(
  parseConfig({ EXPLORER: 'on', LOG_LEVEL: 'error', ...process.env, ...demo.environment }),
  { demo: true },
);

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
