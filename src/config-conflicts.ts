/** Conflicts between variables that may each be right by themselves. */
import { isLoopback } from './config-values.ts';

/** The variables that are given, as text. */
type Given = Readonly<Record<string, string>>;

/** Each fault begins with the variable that has to be changed. */
export function conflictsOf(given: Given): string[] {
  return checks.flatMap((check) => check(given));
}

const checks: readonly ((given: Given) => readonly string[])[] = [
  removalsCanBeConfirmed,
  anUpstreamIsThere,
  manifestIsThere,
  clientKeyIsWhole,
  authenticationIsWhole,
  subgraphKnowsWhoAsks,
  routerWritesItsOwnDocuments,
  callersAreKnown,
];

function removalsCanBeConfirmed(given: Given): string[] {
  if (given.REQUIRE_REMOVAL_CONFIRMATION !== 'true' || given.CONFIRMATION_SECRET !== undefined) {
    return [];
  }
  return ['CONFIRMATION_SECRET: must be given where removals must be confirmed'];
}

function anUpstreamIsThere(given: Given): string[] {
  if (given.KANTATA_BASE_URL !== undefined || given.ELASTIC_PATH_BASE_URL !== undefined) return [];
  return [
    'KANTATA_BASE_URL: at least one upstream must be configured, this one or ELASTIC_PATH_BASE_URL',
  ];
}

function manifestIsThere(given: Given): string[] {
  const wantsManifest = ['allow', 'only'].includes(given.PERSISTED_DOCUMENTS ?? '');
  if (!wantsManifest || given.PERSISTED_DOCUMENTS_MANIFEST !== undefined) return [];
  return ['PERSISTED_DOCUMENTS_MANIFEST: must be given where documents are persisted'];
}

function clientKeyIsWhole(given: Given): string[] {
  const missing = missingOf(['ELASTIC_PATH_CLIENT_ID', 'ELASTIC_PATH_CLIENT_SECRET'], given);
  return missing.length === 1 ? missing.map((name) => `${name}: is missing beside the other`) : [];
}

const authentication = ['AUTH_JWKS_URL', 'AUTH_ISSUER', 'AUTH_AUDIENCE'];

function authenticationIsWhole(given: Given): string[] {
  const missing = missingOf(authentication, given);
  if (missing.length === authentication.length) return [];
  return missing.map((name) => `${name}: must be given beside the others of AUTH_`);
}

function subgraphKnowsWhoAsks(given: Given): string[] {
  const knowsRouter = given.ROUTER_SECRET !== undefined;
  if (!isSubgraph(given) || !isPublic(given) || knowsCallers(given) || knowsRouter) return [];
  return [
    'FEDERATION: a subgraph must know its router or its callers: ' +
      'give ROUTER_SECRET or the AUTH_ variables, or listen on a loopback address',
  ];
}

function routerWritesItsOwnDocuments(given: Given): string[] {
  if (!isSubgraph(given) || given.PERSISTED_DOCUMENTS !== 'only') return [];
  return ['PERSISTED_DOCUMENTS: a router writes documents of its own: not only known ones'];
}

function callersAreKnown(given: Given): string[] {
  if (!holdsCredentials(given) || !isPublic(given) || knowsCallers(given)) return [];
  return [
    'HOST: a gateway that holds service credentials must know its callers: ' +
      'listen on a loopback address, or give the AUTH_ variables',
  ];
}

function missingOf(names: readonly string[], given: Given): string[] {
  return names.filter((name) => given[name] === undefined);
}

function isPublic({ HOST: host }: Given): boolean {
  return host !== undefined && !isLoopback(host);
}

function isSubgraph({ FEDERATION: federation }: Given): boolean {
  return federation === 'on';
}

function knowsCallers(given: Given): boolean {
  return missingOf(authentication, given).length === 0;
}

/** Whether callers without credentials of their own are served with the gateway's. */
export function holdsCredentials(config: {
  readonly KANTATA_TOKEN?: string | undefined;
  readonly ELASTIC_PATH_CLIENT_SECRET?: string | undefined;
}): boolean {
  return config.KANTATA_TOKEN !== undefined || config.ELASTIC_PATH_CLIENT_SECRET !== undefined;
}
