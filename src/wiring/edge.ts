/** Options of the edge, from the configuration. */
import type { Config } from '../config.ts';
import { callerAuthentication } from '../http/caller.ts';
import type { Limits } from '../http/limits/limits.ts';
import { proxyOf } from './proxy.ts';

export function limitsOf(config: Config): Limits {
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

export function callerAuthenticationOf(config: Config) {
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

/** With explorers on, Apollo's Sandbox and pages on localhost pass CORS, too. */
export function corsOrigins({ CORS_ORIGINS, EXPLORER }: Config): (string | RegExp)[] {
  const explorers = [
    'https://studio.apollographql.com',
    /^http:\/\/(localhost|127\.0\.0\.1)(:\d+)?$/,
  ];
  return [...CORS_ORIGINS, ...(EXPLORER === 'on' ? explorers : [])];
}
