/** Who takes part, and how each is started: in a process of its own, with `PORT` and the upstream's address. */
import { fileURLToPath } from 'node:url';
import manifest from '../../package.json' with { type: 'json' };
import type { Asked, Workload } from '../workloads.ts';
import { meshAsks } from './mesh/questions.ts';

export interface Contestant {
  readonly name: string;
  readonly title: string;
  /** Of `node`, after the probe. */
  readonly arguments: readonly string[];
  readonly environment: (port: number, upstream: string) => Readonly<Record<string, string>>;
  /** In its own words; null for what it cannot do. Absent: as everybody. */
  readonly asks?: (workload: Workload) => Asked | null;
}

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const usual = (port: number, upstream: string) => ({
  PORT: String(port),
  UPSTREAM: upstream,
  NODE_ENV: 'production',
});

/** What `npm run serve` gives to `node` before the program. */
const nodeOptions = manifest.scripts.serve.split(' ').slice(2, -1);

/** As it would be served: log, metrics and limits at their defaults, callers with tokens of their own. */
export const product: Contestant = {
  name: 'product',
  title: 'Membership gateway',
  arguments: [...nodeOptions, here('../../src/main.ts')],
  environment: (port, upstream) => ({
    PORT: String(port),
    KANTATA_BASE_URL: upstream,
    NODE_ENV: 'production',
  }),
};

export const contestants: readonly Contestant[] = [
  product,
  {
    name: 'limit',
    title: 'Limit: node:http + undici, by hand',
    arguments: [here('limit/main.ts'), 'undici'],
    environment: usual,
  },
  {
    name: 'limit-got',
    title: 'Limit with got: node:http + got, by hand',
    arguments: [here('limit/main.ts'), 'got'],
    environment: usual,
  },
  {
    name: 'apollo',
    title: 'Apollo Server, datasource-rest, DataLoaders',
    arguments: [here('apollo/main.ts')],
    environment: usual,
  },
  {
    name: 'mesh',
    title: 'GraphQL Mesh, Hive Gateway over OpenAPI',
    arguments: [here('mesh/main.ts')],
    environment: usual,
    asks: meshAsks,
  },
  {
    name: 'yoga',
    title: 'graphql-yoga, graphql-jit, look-ahead',
    arguments: [here('yoga/main.ts')],
    environment: usual,
    asks: readingAlone,
  },
  {
    name: 'mercurius',
    title: 'mercurius, graphql-jit, look-ahead',
    arguments: [here('mercurius/main.ts')],
    environment: usual,
    asks: readingAlone,
  },
];

/** They are built for the first five workloads. */
function readingAlone(workload: Workload): Asked | null {
  return ['W1', 'W2', 'W3', 'W4', 'W5'].includes(workload.name) ? workload : null;
}
