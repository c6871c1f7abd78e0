/**
 * Who may import whom. Each rule says why; to see one bite, break it.
 *
 * @type {import('dependency-cruiser').IConfiguration}
 */
export default {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Rooms that need each other are one room: neither can be read or changed alone.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'domain-imports-nothing',
      comment: 'The words of the product must not depend on how it is delivered.',
      severity: 'error',
      from: { path: '^src/domain/' },
      to: { pathNot: '^src/domain/' },
    },
    {
      name: 'bytes-imports-nothing',
      comment: 'What puts bytes together serves both sides of the gateway, and knows neither.',
      severity: 'error',
      from: { path: '^src/bytes/' },
      to: { pathNot: '^src/bytes/' },
    },
    {
      name: 'planning-is-pure',
      comment: 'What to ask for is decided without asking anybody: domain and graphql are enough.',
      severity: 'error',
      from: { path: '^src/planning/' },
      to: { pathNot: '^(src/(planning|domain)/|node_modules/(graphql|@graphql-tools/utils)/)' },
    },
    {
      name: 'loading-knows-only-the-port',
      comment: 'A loader that knows an upstream would have to be written again for the next one.',
      severity: 'error',
      from: { path: '^src/loading/' },
      to: {
        pathNot:
          '^(src/(loading|domain|planning)/|src/upstreams/source\\.ts$|node_modules/dataloader/)',
      },
    },
    {
      name: 'changing-knows-only-the-port',
      comment: 'Safety of changes must not depend on which upstream is changed.',
      severity: 'error',
      from: { path: '^src/changing/' },
      to: {
        pathNot:
          '^(src/(changing|domain|loading|planning|redis)/|src/upstreams/source\\.ts$|(node:)?[a-z_/]+$|node_modules/jose/)',
      },
    },
    {
      name: 'rooms-know-only-themselves',
      comment: 'An upstream can be added, changed or dropped without looking at another.',
      severity: 'error',
      from: { path: '^src/upstreams/([^/]+)/', pathNot: '^src/upstreams/http/' },
      to: {
        pathNot: [
          '^src/upstreams/$1/',
          '^src/upstreams/(http/|source\\.ts$|chunks\\.ts$)',
          '^src/domain/',
          '^node:',
          '^(crypto|timers/promises)$',
        ],
      },
    },
    {
      name: 'undici-lives-in-one-room',
      comment:
        'Timeouts, retries and limits hold for every call, because every call goes through one place.',
      severity: 'error',
      from: { pathNot: '^src/upstreams/http/' },
      to: { path: 'node_modules/undici/' },
    },
    {
      name: 'got-fetches-keys-alone',
      comment: 'A second way to an upstream would be one without breaker, bulkhead and limits.',
      severity: 'error',
      from: { pathNot: '^src/http/key-fetch\\.ts$' },
      to: { path: 'node_modules/got/' },
    },
    {
      name: 'http-client-knows-no-room',
      comment: 'The HTTP client serves all rooms alike.',
      severity: 'error',
      from: { path: '^src/upstreams/(http/|source\\.ts|chunks\\.ts)' },
      to: {
        path: '^src/',
        pathNot: '^src/(domain/|redis/|bytes/|upstreams/(http/|source\\.ts$))',
      },
    },
    {
      name: 'graph-knows-no-room',
      comment: 'Resolvers ask the loaders; where a record came from is none of their business.',
      severity: 'error',
      from: { path: '^src/graphql/' },
      to: {
        path: '^src/(upstreams|http|emulator)/|node_modules/(got|undici|fastify|@apollo/(?!subgraph/))/',
      },
    },
    {
      name: 'edge-knows-no-room',
      comment: 'The edge knows upstreams by the port alone; wiring/ puts them together.',
      severity: 'error',
      from: { path: '^src/http/' },
      to: { path: '^src/(emulator/|upstreams/(?!source\\.ts$))' },
    },
    {
      name: 'tokens-have-their-places',
      comment: 'Who comes in is decided once; the confirmation of a removal is no such token.',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: '^src/(http/(caller|key-fetch)|changing/confirmation)\\.ts$',
      },
      to: { path: 'node_modules/jose/' },
    },
    {
      name: 'redis-is-reached-one-way',
      comment: 'A connection that is lost or has gone silent is dealt with in one place.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/redis/' },
      to: { path: 'node_modules/@redis/client/' },
    },
    {
      name: 'metrics-have-one-room',
      comment:
        'The edge and the HTTP client tell what happens; what is counted of it, and how, is decided once.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/metrics/' },
      to: { path: 'node_modules/prom-client/' },
    },
    {
      name: 'telemetry-has-one-room',
      comment: 'What traces is loaded only where somebody takes the traces.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/telemetry/' },
      to: {
        path: '^src/telemetry/|node_modules/@opentelemetry/',
        dependencyTypesNot: ['type-only', 'dynamic-import'],
      },
    },
    {
      name: 'emulator-stands-alone',
      comment: 'An emulator that shares code with the gateway would share its mistakes.',
      severity: 'error',
      from: { path: '^src/emulator/' },
      to: { pathNot: '^(src/emulator/|node:|[a-z_/]+$)' },
    },
    {
      name: 'emulators-know-only-themselves',
      comment: 'Each emulated upstream can be read against its own documentation.',
      severity: 'error',
      from: { path: '^src/emulator/([^/]+)/' },
      to: { path: '^src/emulator/([^/]+)/', pathNot: '^src/emulator/$1/' },
    },
    {
      name: 'client-stands-alone',
      comment:
        'The client runs in browsers and in other services: no package, nothing of Node, nothing of the gateway.',
      severity: 'error',
      from: { path: '^src/client/' },
      to: { pathNot: '^src/client/' },
    },
    {
      name: 'client-is-for-others',
      comment: 'The gateway is asked by its client and must not need it.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/client/' },
      to: { path: '^src/client/' },
    },
    {
      name: 'emulator-is-for-offline-use',
      comment: 'A gateway in production must not carry a second, invented upstream.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(emulator/|offline\\.ts$)' },
      to: { path: '^src/emulator/' },
    },
    {
      name: 'product-never-imports-tests',
      comment: 'What tests need is not part of the product.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^test/' },
    },
    {
      name: 'no-development-dependencies',
      comment: 'What runs in production must be installed there.',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'everything-resolves',
      comment: 'An import that leads nowhere is a mistake.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
    },
  },
};
