/** The configuration, from environment variables. Every fault is reported at once, no value is shown. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';

const baseUrl = z.url({ protocol: /^https?$/ }).refine((text) => {
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

const origin = z
  .string()
  .refine(
    (text) => URL.canParse(text) && new URL(text).origin === text,
    'must be origins such as https://app.example.com',
  );

const variables = z
  .object({
    HOST: z.string().min(1).default('127.0.0.1'),
    PORT: whole(0, 65535).default(4000),
    KANTATA_BASE_URL: baseUrl.optional(),
    KANTATA_TOKEN: secret.optional(),
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
    UPSTREAM_MAX_CONCURRENCY: whole(1, 10_000).default(50),
    UPSTREAM_MAX_CONCURRENCY_PER_CREDENTIAL: whole(1, 10_000).default(6),
    MAX_TOKENS: whole(1, 1_000_000).default(10_000),
    EXPLORER: z.enum(['on', 'off']).default('off'),
    LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
    HTTPS_PROXY: z.string().optional(),
    NO_PROXY: z.string().optional(),
  })
  .superRefine((env, context) => {
    if (env.KANTATA_BASE_URL === undefined) {
      const message = 'at least one upstream must be configured';
      context.addIssue({ code: 'custom', path: ['KANTATA_BASE_URL'], message });
    }
    if (env.KANTATA_TOKEN !== undefined && !isLoopback(env.HOST)) {
      const message =
        'a gateway that holds service credentials must know its callers: listen on a loopback address';
      context.addIssue({ code: 'custom', path: ['HOST'], message });
    }
  });

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
  for (const name of Object.keys(variables.shape)) {
    const value = valueOf(env, name, faults);
    if (value !== undefined && value !== '') given[name] = value;
  }
  const parsed = variables.safeParse(given);
  if (!parsed.success) {
    faults.push(...parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`));
  }
  if (!parsed.success || faults.length > 0) throw new ConfigError(faults);
  return parsed.data;
}

/** A value may stand in a file, so that a secret need not stand in the environment. */
function valueOf(
  env: Readonly<Record<string, string | undefined>>,
  name: string,
  faults: string[],
): string | undefined {
  const file = env[`${name}_FILE`];
  if (file === undefined || file === '') return env[name];
  if (env[name] !== undefined) {
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

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}
