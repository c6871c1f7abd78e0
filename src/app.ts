/** The composition root: everything is put together here, by hand. */
import { randomBytes } from 'node:crypto';
import { pino } from 'pino';
import type { Audit } from './changing/audit.ts';
import { createConfirmations } from './changing/confirmation.ts';
import { createMemoryStore } from './changing/memory-store.ts';
import { catalogueOf } from './domain/noun.ts';
import type { SourceName } from './domain/source-name.ts';
import { ConfigError, holdsCredentials, isLoopback, type Config } from './config.ts';
import { createSchema } from './graphql/schema.ts';
import { callerAuthentication } from './http/caller.ts';
import { drain } from './http/drain.ts';
import { watchEventLoop, type EventLoopWatch } from './http/event-loop.ts';
import { Readiness } from './http/health.ts';
import { Inflight } from './http/inflight.ts';
import type { Limits } from './http/limits/limits.ts';
import { logOptions, output } from './http/log.ts';
import { serveMetrics, type Exposition, type MetricsServer } from './http/metrics-page.ts';
import { emptyManifest, readManifest, type Manifest } from './http/persisted/manifest.ts';
import { routerProof } from './http/router.ts';
import { createServer } from './http/server.ts';
import { countReplays, createMetrics, operationMetrics } from './metrics/index.ts';
import * as elasticPath from './upstreams/elastic-path/index.ts';
import { createHttp, keptInMemory, type KeptAnswers } from './upstreams/http/index.ts';
import type { Telemetry } from './telemetry/index.ts';
import * as kantataOx from './upstreams/kantata-ox/index.ts';
import type { Source, UpstreamHealth } from './upstreams/source.ts';

export interface Gateway {
  /** Without a slash at the end. */
  readonly url: string;
  /** Where the metrics have a port of their own. */
  readonly metricsUrl: string | null;
  /** Takes nothing new, and ends when everything under way is done. */
  readonly stop: () => Promise<void>;
  /** Ends in good order, within a bounded time: `DRAIN_DELAY_MS`, then at most 10 s. */
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
  /** The data is invented: the pages for people say so. */
  readonly demo?: boolean;
  /** Instead of the process's own, where others than the gateway keep the process busy. */
  readonly eventLoop?: EventLoopWatch;
}

const mostUpstreamBytes = 5 * 1024 * 1024;
const drainGraceMs = 10_000;

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
  const sources = new Map<SourceName, Source>();
  const upstreamHealth = new Map<SourceName, () => UpstreamHealth>();
  const fullness = new Map<SourceName, (fingerprint: string, others: number) => boolean>();
  const closing: (() => void)[] = [];
  const metrics = createMetrics();
  const manifest = manifestOf(config);
  const telemetry = await telemetryOf(config, manifest);
  const observersOf = (source: SourceName) => [
    metrics.upstream.observer(source),
    ...(telemetry === null ? [] : [telemetry.observer(source)]),
  ];

  const answers = await answersOf(config);

  if (config.KANTATA_BASE_URL !== undefined) {
    const http = createHttp({
      source: 'KANTATA_OX',
      baseUrl: config.KANTATA_BASE_URL,
      objections: kantataOx.objectionsOf,
      probePath: kantataOx.probePath,
      observers: observersOf('KANTATA_OX'),
      sharing,
      ...answers?.keptFor('KANTATA_OX', config.KANTATA_BASE_URL),
      ...upstreamLimits(config),
    });
    closing.push(http.close);
    upstreamHealth.set('KANTATA_OX', http.health);
    fullness.set('KANTATA_OX', http.isFullFor);
    metrics.upstream.watch('KANTATA_OX', http);
    sources.set('KANTATA_OX', kantataOx.createKantataOx(http, config.KANTATA_TOKEN));
  }

  if (config.ELASTIC_PATH_BASE_URL !== undefined) {
    const http = createHttp({
      source: 'ELASTIC_PATH',
      baseUrl: config.ELASTIC_PATH_BASE_URL,
      objections: elasticPath.objectionsOf,
      probePath: elasticPath.probePath,
      observers: observersOf('ELASTIC_PATH'),
      sharing,
      ...answers?.keptFor('ELASTIC_PATH', config.ELASTIC_PATH_BASE_URL),
      ...upstreamLimits(config),
    });
    closing.push(http.close);
    upstreamHealth.set('ELASTIC_PATH', http.health);
    fullness.set('ELASTIC_PATH', http.isFullFor);
    metrics.upstream.watch('ELASTIC_PATH', http);
    sources.set('ELASTIC_PATH', elasticPath.createElasticPath(http, elasticPathOptions(config)));
  }

  const confirmations = createConfirmations(
    // Without a secret of its own, tokens are good for this process alone.
    config.CONFIRMATION_SECRET ?? randomBytes(32).toString('base64url'),
    config.REQUIRE_REMOVAL_CONFIRMATION,
  );
  const idempotency =
    config.REDIS_URL === undefined ? createMemoryStore() : await redisStore(config.REDIS_URL);

  const loop = eventLoop ?? watchEventLoop();
  closing.push(loop.stop);
  const inflight = new Inflight(config.MAX_INFLIGHT, loop);
  const readiness = new Readiness();
  const authenticateCaller = callerAuthenticationOf(config);

  const server = await createServer({
    schema: createSchema({ federation: config.FEDERATION === 'on' }),
    catalogue: catalogueOf([...kantataOx.nouns, ...elasticPath.nouns]),
    sources,
    hoisting,
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
    upstreamHealth,
    inflight,
    isFull: (source, ...who) => fullness.get(source)?.(...who) === true,
    authenticateCaller,
    proveRouter: config.ROUTER_SECRET === undefined ? null : routerProof(config.ROUTER_SECRET),
    ownHostsOnly:
      authenticateCaller === null && holdsCredentials(config) && isLoopback(config.HOST),
    corsOrigins: corsOrigins(config),
    logLevel: config.LOG_LEVEL,
  });
  const url = await server.listen({ host: config.HOST, port: config.PORT });
  const metricsServer = await metricsServerOf(config, metrics.exposition);
  if (metricsServer !== null) {
    closing.push(metricsServer.close);
    server.log.info(`Metrics at ${metricsServer.url}`);
  }
  readiness.ready();

  const close = async () => {
    await idempotency.close();
    await answers?.close();
    await telemetry?.close();
    for (const each of closing) each();
  };
  const { DRAIN_DELAY_MS: delayMs } = config;
  return {
    url,
    metricsUrl: metricsServer?.url ?? null,
    stop: () => server.close().then(close),
    drain: () => drain(server, readiness, inflight, { delayMs, graceMs: drainGraceMs }).then(close),
  };
}

function manifestOf({ PERSISTED_DOCUMENTS_MANIFEST: path }: Config): Manifest {
  if (path === undefined) return emptyManifest;
  try {
    return readManifest(path);
  } catch {
    throw new ConfigError(['PERSISTED_DOCUMENTS_MANIFEST: is no manifest that can be read']);
  }
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

function limitsOf(config: Config): Limits {
  return {
    maxTokens: config.MAX_TOKENS,
    maxDepth: config.MAX_DEPTH,
    maxAliases: config.MAX_ALIASES,
    maxRootFields: config.MAX_ROOT_FIELDS,
    maxDirectives: config.MAX_DIRECTIVES,
    maxWrites: config.MAX_WRITES,
    maxRemovals: config.MAX_REMOVALS,
    maxCostCalls: config.MAX_COST_CALLS,
    maxCostRows: config.MAX_COST_ROWS,
  };
}

/** What traces is loaded only where somebody takes the traces. */
async function telemetryOf(config: Config, { names }: Manifest): Promise<Telemetry | null> {
  const url = collectorOf(config);
  if (url === null) return null;
  const log = pino(logOptions(config.LOG_LEVEL), output);
  const { startTelemetry } = await import('./telemetry/index.ts');
  return startTelemetry({
    url,
    protocol: config.OTEL_EXPORTER_OTLP_PROTOCOL,
    headers: config.OTEL_EXPORTER_OTLP_HEADERS,
    serviceName: config.OTEL_SERVICE_NAME,
    resourceAttributes: config.OTEL_RESOURCE_ATTRIBUTES,
    sampler: config.OTEL_TRACES_SAMPLER,
    samplerRatio: config.OTEL_TRACES_SAMPLER_ARG,
    scheduleDelayMs: config.OTEL_BSP_SCHEDULE_DELAY,
    propagates: config.PROPAGATE_TRACE_CONTEXT === 'on',
    names,
    failed: () => {
      log.warn('traces were lost: their collector did not take them');
    },
  });
}

/** The endpoint of all signals takes traces below it. */
function collectorOf(config: Config): string | null {
  if (config.OTEL_SDK_DISABLED || config.OTEL_TRACES_EXPORTER === 'none') return null;
  const { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: own, OTEL_EXPORTER_OTLP_ENDPOINT: base } = config;
  if (own !== undefined) return own;
  return base === undefined ? null : `${base}${base.endsWith('/') ? '' : '/'}v1/traces`;
}

/** Its client is large, and seldom needed. */
async function redisStore(url: string) {
  const { createRedisStore } = await import('./changing/redis-store.ts');
  return createRedisStore(url);
}

/** Answers that are given again for some seconds, by all instances where there is Redis. */
async function answersOf({
  RESPONSE_CACHE_SECONDS: seconds,
  RESPONSE_CACHE_MAX_BYTES: maxBytes,
  REDIS_URL: url,
}: Config) {
  if (seconds === 0) return null;
  const forMs = seconds * 1000;
  const shared =
    url === undefined
      ? null
      : (await import('./upstreams/http/shared-answers.ts')).shareAnswers(url, forMs);
  return {
    keptFor: (source: SourceName, baseUrl: string): { readonly keptAnswers: KeptAnswers } => ({
      keptAnswers: shared?.of(`${source} ${baseUrl}`) ?? keptInMemory({ forMs, maxBytes }),
    }),
    close: async () => {
      await shared?.close();
    },
  };
}

function elasticPathOptions(config: Config): elasticPath.ElasticPathOptions {
  const { ELASTIC_PATH_CLIENT_ID: id, ELASTIC_PATH_CLIENT_SECRET: secret } = config;
  return {
    clientKey: id === undefined || secret === undefined ? undefined : { id, secret },
    membersByIn: config.ELASTIC_PATH_MEMBERS_BY_IN === 'on',
    textOperator: config.ELASTIC_PATH_EMAIL_OPERATOR,
  };
}

function callerAuthenticationOf(config: Config) {
  const { AUTH_JWKS_URL, AUTH_ISSUER, AUTH_AUDIENCE, AUTH_CLOCK_SKEW_S } = config;
  if (AUTH_JWKS_URL === undefined || AUTH_ISSUER === undefined || AUTH_AUDIENCE === undefined) {
    return null;
  }
  return callerAuthentication({
    jwksUrl: AUTH_JWKS_URL,
    issuer: AUTH_ISSUER,
    audience: AUTH_AUDIENCE,
    clockSkewS: AUTH_CLOCK_SKEW_S,
    ...proxyOf(config),
  });
}

function upstreamLimits(config: Config) {
  return {
    timeoutMs: config.UPSTREAM_TIMEOUT_MS,
    maxConcurrency: config.UPSTREAM_MAX_CONCURRENCY,
    maxConcurrencyPerCredential: config.UPSTREAM_MAX_CONCURRENCY_PER_CREDENTIAL,
    maxBodyBytes: mostUpstreamBytes,
    ...proxyOf(config),
  };
}

function proxyOf({ HTTPS_PROXY, NO_PROXY }: Config) {
  return HTTPS_PROXY === undefined ? {} : { proxy: { HTTPS_PROXY, NO_PROXY } };
}

/** With explorers on, Apollo's Sandbox and pages of the same machine may ask, too. */
function corsOrigins({ CORS_ORIGINS, EXPLORER }: Config): (string | RegExp)[] {
  const explorers = [
    'https://studio.apollographql.com',
    /^http:\/\/(localhost|127\.0\.0\.1)(:\d+)?$/,
  ];
  return [...CORS_ORIGINS, ...(EXPLORER === 'on' ? explorers : [])];
}
