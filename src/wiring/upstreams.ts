/** The upstreams, each with an HTTP client of its own. */
import type { Config } from '../config.ts';
import type { SourceName } from '../domain/source-name.ts';
import * as elasticPath from '../upstreams/elastic-path/index.ts';
import { createHttp, type Http, type HttpOptions } from '../upstreams/http/index.ts';
import * as kantataOx from '../upstreams/kantata-ox/index.ts';
import type { Source } from '../upstreams/source.ts';
import { keptAnswersOf } from './kept-answers.ts';
import { proxyOf } from './proxy.ts';

/** Of all upstreams, even those that are not configured. */
export const nouns = [...kantataOx.nouns, ...elasticPath.nouns];

export interface Upstreams {
  readonly sources: ReadonlyMap<SourceName, Source>;
  readonly clients: ReadonlyMap<SourceName, Http>;
  readonly close: () => Promise<void>;
}

/** What its HTTP client must know about an upstream. */
type Room = Pick<HttpOptions, 'objections' | 'probePath'>;

const mostBodyBytes = 5 * 1024 * 1024;

/** Creates the upstreams that are configured. */
export async function createUpstreams(
  config: Config,
  observersOf: (source: SourceName) => NonNullable<HttpOptions['observers']>,
  sharing: boolean,
): Promise<Upstreams> {
  const sources = new Map<SourceName, Source>();
  const clients = new Map<SourceName, Http>();
  const answers = await keptAnswersOf(config);

  function open(name: SourceName, baseUrl: string, { objections, probePath }: Room): Http {
    const http = createHttp({
      source: name,
      baseUrl,
      objections,
      probePath,
      observers: observersOf(name),
      sharing,
      ...answers?.keptFor(name, baseUrl),
      ...limitsOf(config),
    });
    clients.set(name, http);
    return http;
  }

  if (config.KANTATA_BASE_URL !== undefined) {
    const http = open('KANTATA_OX', config.KANTATA_BASE_URL, {
      objections: kantataOx.objectionsOf,
      probePath: kantataOx.probePath,
    });
    sources.set('KANTATA_OX', kantataOx.createKantataOx(http, config.KANTATA_TOKEN));
  }
  if (config.ELASTIC_PATH_BASE_URL !== undefined) {
    const http = open('ELASTIC_PATH', config.ELASTIC_PATH_BASE_URL, {
      objections: elasticPath.objectionsOf,
      probePath: elasticPath.probePath,
    });
    sources.set('ELASTIC_PATH', elasticPath.createElasticPath(http, elasticPathOptions(config)));
  }

  return {
    sources,
    clients,
    close: async () => {
      await answers?.close();
      for (const http of clients.values()) http.close();
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

function limitsOf(config: Config) {
  return {
    timeoutMs: config.UPSTREAM_TIMEOUT_MS,
    patienceMs: Math.min(config.UPSTREAM_TIMEOUT_MS, config.OPERATION_TIMEOUT_MS),
    maxConcurrency: config.UPSTREAM_MAX_CONCURRENCY,
    maxConcurrencyPerCredential: config.UPSTREAM_MAX_CONCURRENCY_PER_CREDENTIAL,
    maxBodyBytes: mostBodyBytes,
    ...proxyOf(config),
  };
}
