/** The composition root: everything is put together here, by hand. */
import { catalogueOf } from './domain/noun.ts';
import type { SourceName } from './domain/source-name.ts';
import { isLoopback, type Config } from './config.ts';
import { createSchema } from './graphql/schema.ts';
import { createServer } from './http/server.ts';
import { createHttp } from './upstreams/http/index.ts';
import * as kantataOx from './upstreams/kantata-ox/index.ts';
import type { Source } from './upstreams/source.ts';

export interface Gateway {
  /** Without a slash at the end. */
  readonly url: string;
  readonly stop: () => Promise<void>;
}

export interface GatewaySwitches {
  /** Off only to prove that planning changes no answer, only the number of requests. */
  readonly hoisting?: boolean;
}

const mostUpstreamBytes = 5 * 1024 * 1024;

export async function startGateway(
  config: Config,
  { hoisting = true }: GatewaySwitches = {},
): Promise<Gateway> {
  const sources = new Map<SourceName, Source>();
  const closing: (() => void)[] = [];

  if (config.KANTATA_BASE_URL !== undefined) {
    const http = createHttp({
      source: 'KANTATA_OX',
      baseUrl: config.KANTATA_BASE_URL,
      objections: kantataOx.objectionsOf,
      ...upstreamLimits(config),
    });
    closing.push(http.close);
    sources.set('KANTATA_OX', kantataOx.createKantataOx(http, config.KANTATA_TOKEN));
  }

  const server = await createServer({
    schema: createSchema(),
    catalogue: catalogueOf(kantataOx.nouns),
    sources,
    hoisting,
    operationTimeoutMs: config.OPERATION_TIMEOUT_MS,
    maxTokens: config.MAX_TOKENS,
    explorer: config.EXPLORER === 'on',
    ownHostsOnly: config.KANTATA_TOKEN !== undefined && isLoopback(config.HOST),
    corsOrigins: corsOrigins(config),
    logLevel: config.LOG_LEVEL,
  });
  const url = await server.listen({ host: config.HOST, port: config.PORT });

  return {
    url,
    stop: async () => {
      await server.close();
      for (const close of closing) close();
    },
  };
}

function upstreamLimits(config: Config) {
  const { HTTPS_PROXY, NO_PROXY } = config;
  return {
    timeoutMs: config.UPSTREAM_TIMEOUT_MS,
    maxConcurrency: config.UPSTREAM_MAX_CONCURRENCY,
    maxConcurrencyPerCredential: config.UPSTREAM_MAX_CONCURRENCY_PER_CREDENTIAL,
    maxBodyBytes: mostUpstreamBytes,
    ...(HTTPS_PROXY === undefined ? {} : { proxy: { HTTPS_PROXY, NO_PROXY } }),
  };
}

/** With explorers on, Apollo's Sandbox and pages of the same machine may ask, too. */
function corsOrigins({ CORS_ORIGINS, EXPLORER }: Config): (string | RegExp)[] {
  const explorers = [
    'https://studio.apollographql.com',
    /^http:\/\/(localhost|127\.0\.0\.1)(:\d+)?$/,
  ];
  return [...CORS_ORIGINS, ...(EXPLORER === 'on' ? explorers : [])];
}
