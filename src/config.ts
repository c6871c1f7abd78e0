/** The configuration, from environment variables. All faults are reported together; no value is shown. */
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { conflictsOf } from './config-conflicts.ts';
import {
  baseUrl,
  boolean,
  collectorUrl,
  integer,
  keySetUrl,
  longSecret,
  manifestPath,
  milliseconds,
  origins,
  proxyUrl,
  ratio,
  redisUrl,
  samplerNames,
  secret,
} from './config-values.ts';

const variables = z.object({
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: integer(0, 65535).default(4000),
  KANTATA_BASE_URL: baseUrl.optional(),
  KANTATA_TOKEN: secret.optional(),
  ELASTIC_PATH_BASE_URL: baseUrl.optional(),
  ELASTIC_PATH_CLIENT_ID: secret.optional(),
  ELASTIC_PATH_CLIENT_SECRET: secret.optional(),
  ELASTIC_PATH_MEMBERS_BY_IN: z.enum(['on', 'off']).default('off'),
  ELASTIC_PATH_EMAIL_OPERATOR: z.enum(['ilike', 'eq']).default('ilike'),
  IDENTITY_INVITATION_PAGES: integer(1, 50).default(5),
  AUTH_JWKS_URL: keySetUrl.optional(),
  AUTH_ISSUER: z.string().optional(),
  AUTH_AUDIENCE: z.string().optional(),
  AUTH_CLOCK_SKEW_S: integer(0, 600).default(30),
  FEDERATION: z.enum(['on', 'off']).default('off'),
  ROUTER_SECRET: longSecret.optional(),
  CORS_ORIGINS: origins.default([]),
  UPSTREAM_TIMEOUT_MS: milliseconds.default(10_000),
  OPERATION_TIMEOUT_MS: milliseconds.default(30_000),
  BULK_TIMEOUT_MS: milliseconds.default(120_000),
  CONFIRMATION_SECRET: longSecret.optional(),
  REQUIRE_REMOVAL_CONFIRMATION: boolean.default(false),
  REDIS_URL: redisUrl.optional(),
  RESPONSE_CACHE_SECONDS: integer(0, 60).default(0),
  RESPONSE_CACHE_MAX_BYTES: integer(1, 2 ** 32).default(64 * 1024 * 1024),
  UPSTREAM_MAX_CONCURRENCY: integer(1, 10_000).default(50),
  UPSTREAM_MAX_CONCURRENCY_PER_CREDENTIAL: integer(1, 10_000).default(6),
  MAX_INFLIGHT: integer(1, 1_000_000).default(512),
  DRAIN_DELAY_MS: integer(0, 600_000).default(5000),
  MAX_TOKENS: integer(1, 1_000_000).default(10_000),
  MAX_DEPTH: integer(1, 100).default(15),
  MAX_ALIASES: integer(0, 1_000_000).default(30),
  MAX_ROOT_FIELDS: integer(1, 1_000_000).default(30),
  MAX_DIRECTIVES: integer(0, 1_000_000).default(50),
  MAX_WRITES: integer(1, 1_000_000).default(5),
  MAX_REMOVALS: integer(0, 1_000_000).default(1),
  MAX_COST_CALLS: integer(1, 1_000_000).default(100),
  MAX_COST_ROWS: integer(1, 1_000_000_000).default(20_000),
  PERSISTED_DOCUMENTS: z.enum(['off', 'allow', 'only']).default('off'),
  PERSISTED_DOCUMENTS_MANIFEST: manifestPath.optional(),
  METRICS_PORT: integer(0, 65535).optional(),
  EXPLORER: z.enum(['on', 'off']).default('off'),
  OTEL_SDK_DISABLED: boolean.default(false),
  OTEL_TRACES_EXPORTER: z.enum(['otlp', 'none']).default('otlp'),
  OTEL_EXPORTER_OTLP_ENDPOINT: collectorUrl.optional(),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: collectorUrl.optional(),
  OTEL_EXPORTER_OTLP_HEADERS: z.string().default(''),
  OTEL_EXPORTER_OTLP_PROTOCOL: z.enum(['http/protobuf', 'http/json']).default('http/protobuf'),
  OTEL_SERVICE_NAME: z.string().optional(),
  OTEL_RESOURCE_ATTRIBUTES: z.string().default(''),
  OTEL_TRACES_SAMPLER: z.enum(samplerNames).default('parentbased_always_on'),
  OTEL_TRACES_SAMPLER_ARG: ratio.default(1),
  OTEL_BSP_SCHEDULE_DELAY: milliseconds.default(5000),
  PROPAGATE_TRACE_CONTEXT: z.enum(['on', 'off']).default('off'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  HTTPS_PROXY: proxyUrl.optional(),
  NO_PROXY: z.string().optional(),
});

/** Every variable that is read, with `NAME_FILE` for each. */
export const variableNames: readonly string[] = Object.keys(variables.shape);

export type Config = Readonly<z.infer<typeof variables>>;

/** Configuration that cannot be used; `faults` names each variable and what is wrong with it. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(`The configuration cannot be used:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
    this.faults = faults;
  }
}

/** Reads `NAME_FILE` where it is given. @throws ConfigError with all faults, not only the first */
export function parseConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const faults: string[] = [];
  const given: Record<string, string> = {};
  for (const name of variableNames) {
    const value = valueOf(env, name, faults);
    if (value !== undefined && value !== '') given[name] = value;
  }
  const parsed = variables.safeParse(given);
  if (!parsed.success) {
    faults.push(...parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`));
  }
  faults.push(...conflictsOf(given), ...faultsOfCertificates(env.NODE_EXTRA_CA_CERTS));
  if (!parsed.success || faults.length > 0) throw new ConfigError(faults);
  return parsed.data;
}

/**
 * Checked here, since Node goes on without a file that it cannot read, and only warns in plain text between the
 * lines of the log.
 */
function faultsOfCertificates(file: string | undefined): string[] {
  if (file === undefined || file === '') return [];
  try {
    new X509Certificate(readFileSync(file));
    return [];
  } catch {
    return ['NODE_EXTRA_CA_CERTS: is no file of certificates that can be read'];
  }
}

/** A value may stand in a file, so that a secret need not stand in the environment. */
function valueOf(
  env: Readonly<Record<string, string | undefined>>,
  name: string,
  faults: string[],
): string | undefined {
  const file = env[`${name}_FILE`];
  if (file === undefined || file === '') return env[name];
  // An empty variable is as good as none: that is how compose passes on one that is not given.
  if (env[name] !== undefined && env[name] !== '') {
    faults.push(`${name}: stands both in the environment and in ${name}_FILE`);
    return undefined;
  }
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    faults.push(`${name}_FILE: cannot be read`);
    return undefined;
  }
}
