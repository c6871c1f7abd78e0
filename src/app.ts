/** The composition root: everything is put together here, by hand. */
import { randomBytes } from 'node:crypto';
import type { Audit } from './changing/audit.ts';
import { createConfirmations } from './changing/confirmation.ts';
import { createMemoryStore } from './changing/memory-store.ts';
import { catalogueOf } from './domain/noun.ts';
import type { SourceName } from './domain/source-name.ts';
import { ConfigError, type Config } from './config.ts';
import { holdsCredentials } from './config-conflicts.ts';
import { isLoopback } from './config-values.ts';
import { createSchema } from './graphql/schema.ts';
import { drain } from './http/drain.ts';
import { watchEventLoop, type EventLoopWatch } from './http/event-loop.ts';
import { Readiness } from './http/health.ts';
import { Inflight } from './http/inflight.ts';
import { serveMetrics, type Exposition, type MetricsServer } from './http/metrics-page.ts';
import { emptyManifest, readManifest } from './http/persisted/manifest.ts';
import { routerProof } from './http/router.ts';
import { createServer } from './http/server.ts';
import { countReplays, createMetrics, operationMetrics } from './metrics/index.ts';
import { Planner } from './planning/planner.ts';
import { callerAuthenticationOf, corsOrigins, limitsOf } from './wiring/edge.ts';
import { telemetryOf } from './wiring/telemetry.ts';
import { createUpstreams, nouns } from './wiring/upstreams.ts';

export interface Gateway {
  /** Such as `http://127.0.0.1:4000`, without a slash at the end. */
  readonly url: string;
  /** The address of `/metrics` where it has a port of its own, else `null`. */
  readonly metricsUrl: string | null;
  /** Accepts nothing new; resolves when everything under way is done, however long that takes. */
  readonly stop: () => Promise<void>;
  /** From now on no change begins. */
  readonly endWrites: () => void;
  /** Ends in good order, within a bounded time: `DRAIN_DELAY_MS`, then at most 11 s. */
  readonly drain: () => Promise<void>;
}

export interface GatewaySwitches {
  /** Off only to prove that planning changes no answer, only the number of requests. */
  readonly hoisting?: boolean;
  /** Off only to prove that compiled execution changes no answer. */
  readonly compiled?: boolean;
  /** Off only to prove that reads shared by several operations change no answer. */
  readonly sharing?: boolean;
  /** Where the audit of writes goes, instead of the log. */
  readonly audit?: Audit;
  /** Whether the data is invented; the explorers say so. */
  readonly demo?: boolean;
  /** Instead of watching the event loop, where something other than the gateway keeps the process busy. */
  readonly eventLoop?: EventLoopWatch;
}

/**
 * Puts the gateway together and starts it; resolves when it listens and is ready.
 *
 * @throws ConfigError where `METRICS_PORT` cannot be listened on; the system's error where `HOST` and `PORT`
 * cannot
 */
export async function startGateway(
  config: Config,
  {
    hoisting = true,
    compiled = true,
    sharing = true,
    demo = false,
    audit,
    eventLoop,
  }: GatewaySwitches = {},
): Promise<Gateway> {
  const metrics = createMetrics();
  const { PERSISTED_DOCUMENTS_MANIFEST: manifestPath } = config;
  const manifest = manifestPath === undefined ? emptyManifest : readManifest(manifestPath);
  const telemetry = await telemetryOf(config, manifest);
  const observersOf = (source: SourceName) => [
    metrics.upstream.observer(source),
    ...(telemetry === null ? [] : [telemetry.observer(source)]),
  ];
  const { sources, clients, ...upstreams } = await createUpstreams(config, observersOf, sharing);
  for (const [source, http] of clients) metrics.upstream.watch(source, http);

  const confirmations = createConfirmations(
    // Without a configured secret, tokens are good for this process only.
    config.CONFIRMATION_SECRET ?? randomBytes(32).toString('base64url'),
    config.REQUIRE_REMOVAL_CONFIRMATION,
  );
  const idempotency =
    config.REDIS_URL === undefined ? createMemoryStore() : await redisStore(config.REDIS_URL);

  const catalogue = catalogueOf(nouns);
  const loop = eventLoop ?? watchEventLoop();
  const inflight = new Inflight(config.MAX_INFLIGHT, loop);
  const readiness = new Readiness();
  const authenticateCaller = callerAuthenticationOf(config);

  const server = await createServer({
    schema: createSchema({ federation: config.FEDERATION === 'on' }),
    catalogue,
    sources,
    planner: new Planner(catalogue, { hoisting }),
    compiled,
    audit: audit ?? null,
    operationTimeoutMs: config.OPERATION_TIMEOUT_MS,
    bulkTimeoutMs: config.BULK_TIMEOUT_MS,
    confirmations,
    idempotency: countReplays(idempotency, metrics.registry),
    observer: operationMetrics(metrics.registry, manifest.names, () => inflight.count),
    tracing: telemetry,
    metrics: config.METRICS_PORT === undefined ? metrics.exposition : null,
    invitationPages: config.IDENTITY_INVITATION_PAGES,
    limits: limitsOf(config),
    persistedDocuments: { mode: config.PERSISTED_DOCUMENTS, manifest },
    explorer: config.EXPLORER === 'on',
    demo,
    readiness,
    upstreamHealth: new Map([...clients].map(([source, { health }]) => [source, health])),
    inflight,
    isFull: (source, holder, others) => clients.get(source)?.isFullFor(holder, others) === true,
    authenticateCaller,
    proveRouter: config.ROUTER_SECRET === undefined ? null : routerProof(config.ROUTER_SECRET),
    ownHostsOnly:
      authenticateCaller === null && holdsCredentials(config) && isLoopback(config.HOST),
    corsOrigins: corsOrigins(config),
    logLevel: config.LOG_LEVEL,
  });
  const url = await server.listen({ host: config.HOST, port: config.PORT });
  const metricsServer = await metricsServerOf(config, metrics.exposition);
  if (metricsServer !== null) server.log.info(`Metrics at ${metricsServer.url}`);
  readiness.ready();

  const close = async () => {
    await idempotency.close();
    await upstreams.close();
    await telemetry?.close();
    loop.stop();
    metricsServer?.close();
  };
  return {
    url,
    metricsUrl: metricsServer?.url ?? null,
    stop: () => server.close().then(close),
    endWrites: () => {
      for (const client of clients.values()) client.endWrites();
    },
    drain: () => drain(server, { readiness, inflight, clients }, config.DRAIN_DELAY_MS).then(close),
  };
}

async function metricsServerOf(
  { HOST: host, METRICS_PORT: port }: Config,
  exposition: Exposition,
): Promise<MetricsServer | null> {
  if (port === undefined) return null;
  try {
    return await serveMetrics(exposition, { host, port });
  } catch {
    throw new ConfigError(['METRICS_PORT: cannot be listened on']);
  }
}

/** Loaded only where it is used: its client is large. */
async function redisStore(url: string) {
  const { createRedisStore } = await import('./changing/redis-store.ts');
  return createRedisStore(url);
}
