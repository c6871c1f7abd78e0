/** How the values of environment variables may be written, and what is read from them. */
import { z } from 'zod';
import { readManifest } from './http/persisted/manifest.ts';

export const baseUrl = z.url({ protocol: /^https?$/, abort: true }).refine((text) => {
  const { username, password, search, hash } = new URL(text);
  return username + password + search + hash === '';
}, 'must hold neither credentials nor a query');

export const secret = z
  .string()
  .regex(/^[\x21-\x7e]{1,4096}$/, 'must be printable, without spaces');

/** For signing and comparing: too long to be guessed. */
export const longSecret = secret.min(32, 'must have at least 32 characters');

/** In decimal digits, both bounds included. */
export const integer = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,10}$/, 'must be a whole number')
    .transform(Number)
    .refine((value) => value >= least && value <= most, `must be from ${least} to ${most}`);

export const milliseconds = integer(1, 2 ** 31 - 1);

/** Whoever can forge the keys can let anybody in: they must come over TLS, or from the same machine. */
export const keySetUrl = z
  .url({ protocol: /^https?$/, abort: true })
  .refine(
    (text) => new URL(text).protocol === 'https:' || isLoopback(new URL(text).hostname),
    'must be fetched by https',
  );

export const collectorUrl = z.url({ protocol: /^https?$/ });

export const samplerNames = [
  'always_on',
  'always_off',
  'traceidratio',
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
] as const;

/** A decimal from 0 to 1. */
export const ratio = z
  .string()
  .regex(/^(?:0(?:\.\d{1,9})?|1(?:\.0{1,9})?)$/, 'must be from 0 to 1')
  .transform(Number);

const unreadableCredential = 'must write a % of its user or password as %25';

export const redisUrl = z
  .url({ protocol: /^rediss?$/, abort: true })
  .refine((text) => /^\/?\d*$/.test(new URL(text).pathname), 'must name its database by a number')
  .refine(isCredentialReadable, unreadableCredential);

const noProxy = 'must be a proxy such as http://proxy.example.com:3128';

/** Without a scheme it means http, as with curl. */
export const proxyUrl = z
  .string()
  .transform((text) => (text.includes('://') ? text : `http://${text}`))
  .pipe(z.url({ protocol: /^https?$/, error: noProxy, abort: true }))
  .refine((text) => {
    const { pathname, search, hash } = new URL(text);
    return pathname + search + hash === '/';
  }, noProxy)
  .refine(isCredentialReadable, unreadableCredential);

/** Written as `true` or `false`. */
export const boolean = z.enum(['true', 'false']).transform((text) => text === 'true');

const origin = z.string().refine(
  // No browser sends a wildcard, so that as an exact origin it would match nothing.
  (text) => URL.canParse(text) && new URL(text).origin === text && !text.includes('*'),
  'must be origins such as https://app.example.com',
);

/** Separated by commas. */
export const origins = z
  .string()
  .transform((list) =>
    list
      .split(',')
      .map((each) => each.trim())
      .filter(Boolean),
  )
  .pipe(z.array(origin));

/** The path of a file that `readManifest` can read. */
export const manifestPath = z.string().refine((path) => {
  try {
    readManifest(path);
    return true;
  } catch {
    return false;
  }
}, 'is no manifest that can be read');

/** User and password are percent-encoded in a URL, and have to be decoded before they can be sent. */
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
