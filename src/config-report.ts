/** The configuration as it would be used, for people: each variable, its value, and where that came from. */
import { parseConfig, variableNames } from './config.ts';

type Env = Readonly<Record<string, string | undefined>>;

export interface Setting {
  readonly name: string;
  /** As it would stand in the environment; `null` when there is none. */
  readonly value: string | null;
  /** For example `environment`, `KANTATA_TOKEN_FILE` or `default`. */
  readonly origin: string;
}

const hidden = '(hidden)';

/** Recognised by their names, so that a new one is hidden without anybody having to think of it. */
const namesOfSecrets = /(?:^|_)(?:TOKEN|SECRET|PASSWORD|KEY|CLIENT_ID|HEADERS)$/;

/** @throws ConfigError with all of its faults */
export function settingsOf(env: Env): readonly Setting[] {
  const config: Readonly<Record<string, unknown>> = parseConfig(env);
  const settings = variableNames.map((name) => {
    const value = config[name];
    if (value === undefined) return notSet(name);
    return { name, value: shown(name, value), origin: originOf(env, name) };
  });
  return [...settings, certificates(env)];
}

/** Read by Node itself, which knows no `NAME_FILE`. */
function certificates({ NODE_EXTRA_CA_CERTS: value }: Env): Setting {
  const name = 'NODE_EXTRA_CA_CERTS';
  if (value === undefined || value === '') return notSet(name);
  return { name, value, origin: 'environment' };
}

function notSet(name: string): Setting {
  return { name, value: null, origin: 'not set' };
}

/** One line that a shell could read, with the origin as its comment. */
export function showSetting({ name, value, origin }: Setting): string {
  const assignment = value === null ? `# ${name}` : `${name}=${value}`;
  return `${assignment.padEnd(60)} # ${origin}`;
}

function originOf(env: Env, name: string): string {
  const file = `${name}_FILE`;
  if (isGiven(env[file])) return file;
  return isGiven(env[name]) ? 'environment' : 'default';
}

function isGiven(text: string | undefined): boolean {
  return text !== undefined && text !== '';
}

function shown(name: string, value: unknown): string {
  if (namesOfSecrets.test(name)) return hidden;
  return Array.isArray(value) ? value.join(',') : withoutCredentials(String(value));
}

/** The URLs of Redis and of proxies may hold a password. */
function withoutCredentials(text: string): string {
  if (!text.includes('@') && !text.includes('?')) return text;
  const url = URL.parse(text);
  if (url === null) return text.includes('@') ? hidden : text;
  if (url.username + url.password !== '') {
    url.username = '***';
    url.password = '';
  }
  if (url.search !== '') url.search = '?***';
  return url.href;
}
