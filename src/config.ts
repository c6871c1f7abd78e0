/** The configuration, from environment variables. Every fault is reported at once, no value is shown. */
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { readManifest } from './http/persisted/manifest.ts';

const baseUrl = z.url({ protocol: /^https?$/, abort: true }).refine((text) => {
  const { username, password, search, hash } = new URL(text);
  return username + password + search + hash === '';
}, 'must hold neither credentials nor a query');

const secret = z.string().regex(/^[\x21-\x7e]{1,4096}$/, 'must be printable, without spaces');

const whole = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,10}$/, 'must be a whole number')
    .transform(Number)
    .refine((value) => value >= least && value <= most, `must be from ${least} to ${most}`);

const milliseconds = whole(1, 2 ** 31 - 1);

/** Whoever can answer for it decides who comes in: it is fetched over TLS, or from the same machine. */
const keySetUrl = z
  .url({ protocol: /^https?$/, abort: true })
  .refine(
    (text) => new URL(text).protocol === 'https:' || isLoopback(new URL(text).hostname),
    'must be fetched by https',
  );

const collectorUrl = z.url({ protocol: /^https?$/ });

const samplerNames = [
  'always_on',
  'always_off',
  'traceidratio',
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
] as const;

const share = z
  .string()
  .regex(/^(?:0(?:\.\d{1,9})?|1(?:\.0{1,9})?)$/, 'must be from 0 to 1')
  .transform(Number);

const unreadableCredential = 'must write a % of its user or password as %25';

const redisUrl = z
  .url({ protocol: /^rediss?$/, abort: true })
  .refine((text) => /^\/?\d*$/.test(new URL(text).pathname), 'must name its database by a number')
  .refine(isCredentialReadable, unreadableCredential);

const noProxy = 'must be a proxy such as http://proxy.example.com:3128';

/** Without a scheme it is one of http, as curl has it. */
const proxyUrl = z
  .string()
  .transform((text) => (text.includes('://') ? text : `http://${text}`))
  .pipe(z.url({ protocol: /^https?$/, error: noProxy, abort: true }))
  .refine((text) => {
    const { pathname, search, hash } = new URL(text);
    return pathname + search + hash === '/';
  }, noProxy)
  .refine(isCredentialReadable, unreadableCredential);

const yesOrNo = z.enum(['true', 'false']).transform((text) => text === 'true');

const origin = z.string().refine(
  // No browser sends a wildcard: as an exact origin it would be nobody's.
  (text) => URL.canParse(text) && new URL(text).origin === text && !text.includes('*'),
  'must be origins such as https://app.example.com',
);

const manifest = z.string().refine((path) => {
  try {
    readManifest(path);
    return true;
  } catch {
    return false;
  }
}, 'is no manifest that can be read');

const variables = z.object({
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: whole(0, 65535).default(4000),
  KANTATA_BASE_URL: baseUrl.optional(),
  KANTATA_TOKEN: secret.optional(),
  ELASTIC_PATH_BASE_URL: baseUrl.optional(),
  ELASTIC_PATH_CLIENT_ID: secret.optional(),
  ELASTIC_PATH_CLIENT_SECRET: secret.optional(),
  ELASTIC_PATH_MEMBERS_BY_IN: z.enum(['on', 'off']).default('off'),
  ELASTIC_PATH_EMAIL_OPERATOR: z.enum(['ilike', 'eq']).default('ilike'),
  IDENTITY_INVITATION_PAGES: whole(1, 50).default(5),
  AUTH_JWKS_URL: keySetUrl.optional(),
  AUTH_ISSUER: z.string().optional(),
  AUTH_AUDIENCE: z.string().optional(),
  AUTH_CLOCK_SKEW_S: whole(0, 600).default(30),
  FEDERATION: z.enum(['on', 'off']).default('off'),
  ROUTER_SECRET: secret.min(32, 'must have at least 32 characters').optional(),
  CORS_ORIGINS: z
    .string()
    .transform((list) =>
      list
        .split(',')
        .map((each) => each.trim())
        .filter(Boolean),
    )
    .pipe(z.array(origin))
    .default([]),
  UPSTREAM_TIMEOUT_MS: milliseconds.default(10_000),
  OPERATION_TIMEOUT_MS: milliseconds.default(30_000),
  BULK_TIMEOUT_MS: milliseconds.default(120_000),
  CONFIRMATION_SECRET: secret.min(32, 'must have at least 32 characters').optional(),
  REQUIRE_REMOVAL_CONFIRMATION: yesOrNo.default(false),
  REDIS_URL: redisUrl.optional(),
  RESPONSE_CACHE_SECONDS: whole(0, 60).default(0),
  RESPONSE_CACHE_MAX_BYTES: whole(1, 2 ** 32).default(64 * 1024 * 1024),
  UPSTREAM_MAX_CONCURRENCY: whole(1, 10_000).default(50),
  UPSTREAM_MAX_CONCURRENCY_PER_CREDENTIAL: whole(1, 10_000).default(6),
  MAX_INFLIGHT: whole(1, 1_000_000).default(512),
  DRAIN_DELAY_MS: whole(0, 600_000).default(5000),
  MAX_TOKENS: whole(1, 1_000_000).default(10_000),
  MAX_DEPTH: whole(1, 100).default(15),
  MAX_ALIASES: whole(0, 1_000_000).default(30),
  MAX_ROOT_FIELDS: whole(1, 1_000_000).default(30),
  MAX_DIRECTIVES: whole(0, 1_000_000).default(50),
  MAX_WRITES: whole(1, 1_000_000).default(5),
  MAX_REMOVALS: whole(0, 1_000_000).default(1),
  MAX_COST_CALLS: whole(1, 1_000_000).default(100),
  MAX_COST_ROWS: whole(1, 1_000_000_000).default(20_000),
  PERSISTED_DOCUMENTS: z.enum(['off', 'allow', 'only']).default('off'),
  PERSISTED_DOCUMENTS_MANIFEST: manifest.optional(),
  METRICS_PORT: whole(0, 65535).optional(),
  EXPLORER: z.enum(['on', 'off']).default('off'),
  OTEL_SDK_DISABLED: yesOrNo.default(false),
  OTEL_TRACES_EXPORTER: z.enum(['otlp', 'none']).default('otlp'),
  OTEL_EXPORTER_OTLP_ENDPOINT: collectorUrl.optional(),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: collectorUrl.optional(),
  OTEL_EXPORTER_OTLP_HEADERS: z.string().default(''),
  OTEL_EXPORTER_OTLP_PROTOCOL: z.enum(['http/protobuf', 'http/json']).default('http/protobuf'),
  OTEL_SERVICE_NAME: z.string().optional(),
  OTEL_RESOURCE_ATTRIBUTES: z.string().default(''),
  OTEL_TRACES_SAMPLER: z.enum(samplerNames).default('parentbased_always_on'),
  OTEL_TRACES_SAMPLER_ARG: share.default(1),
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

/** @throws ConfigError */
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
  faults.push(...faultsTogether(given), ...faultsOfCertificates(env.NODE_EXTRA_CA_CERTS));
  if (!parsed.success || faults.length > 0) throw new ConfigError(faults);
  return parsed.data;
}

/** What is wrong with variables that may each be right. */
function faultsTogether(given: Readonly<Record<string, string>>): string[] {
  const faults: string[] = [];
  if (given.REQUIRE_REMOVAL_CONFIRMATION === 'true' && given.CONFIRMATION_SECRET === undefined) {
    faults.push('CONFIRMATION_SECRET: must be given where removals must be confirmed');
  }
  if (given.KANTATA_BASE_URL === undefined && given.ELASTIC_PATH_BASE_URL === undefined) {
    faults.push(
      'KANTATA_BASE_URL: at least one upstream must be configured, this one or ELASTIC_PATH_BASE_URL',
    );
  }
  const wantsManifest = ['allow', 'only'].includes(given.PERSISTED_DOCUMENTS ?? '');
  if (wantsManifest && given.PERSISTED_DOCUMENTS_MANIFEST === undefined) {
    faults.push('PERSISTED_DOCUMENTS_MANIFEST: must be given where documents are persisted');
  }
  const clientKey = ['ELASTIC_PATH_CLIENT_ID', 'ELASTIC_PATH_CLIENT_SECRET'];
  const missingOfKey = clientKey.filter((name) => given[name] === undefined);
  if (missingOfKey.length < clientKey.length) {
    faults.push(...missingOfKey.map((name) => `${name}: is missing beside the other`));
  }
  const auth = ['AUTH_JWKS_URL', 'AUTH_ISSUER', 'AUTH_AUDIENCE'];
  const missingOfAuth = auth.filter((name) => given[name] === undefined);
  if (missingOfAuth.length < auth.length) {
    faults.push(
      ...missingOfAuth.map((name) => `${name}: must be given beside the others of AUTH_`),
    );
  }
  const isPublic = given.HOST !== undefined && !isLoopback(given.HOST);
  const isSubgraph = given.FEDERATION === 'on';
  const knowsCallers = missingOfAuth.length === 0;
  const knowsRouter = given.ROUTER_SECRET !== undefined;
  if (isSubgraph && isPublic && !knowsCallers && !knowsRouter) {
    faults.push(
      'FEDERATION: a subgraph must know its router or its callers: ' +
        'give ROUTER_SECRET or the AUTH_ variables, or listen on a loopback address',
    );
  }
  if (isSubgraph && given.PERSISTED_DOCUMENTS === 'only') {
    faults.push('PERSISTED_DOCUMENTS: a router writes documents of its own: not only known ones');
  }
  if (holdsCredentials(given) && isPublic && !knowsCallers) {
    faults.push(
      'HOST: a gateway that holds service credentials must know its callers: ' +
        'listen on a loopback address, or give the AUTH_ variables',
    );
  }
  return faults;
}

/** Node would do without a file that it cannot read, and say so for people, in between the lines of the log. */
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

/** Whether callers without credentials of their own are served with the gateway's. */
export function holdsCredentials(
  config: Readonly<Partial<Pick<Config, 'KANTATA_TOKEN' | 'ELASTIC_PATH_CLIENT_SECRET'>>>,
): boolean {
  return config.KANTATA_TOKEN !== undefined || config.ELASTIC_PATH_CLIENT_SECRET !== undefined;
}

/** What is written with `%` in an address has to be read back before it can be sent. */
function isCredentialReadable(url: string): boolean {
  const { username, password } = new URL(url);
  try {
    decodeURIComponent(username);
    decodeURIComponent(password);
    return true;
  } catch {
    return false;
  }
}

export function isLoopback(host: string): boolean {
  return ['localhost', '::1', '[::1]'].includes(host) || /^127(\.\d{1,3}){3}$/.test(host);
}
