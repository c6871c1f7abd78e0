import type { Config } from '../config.ts';

/** What leaves this network goes through it. */
export function proxyOf({ HTTPS_PROXY, NO_PROXY }: Config) {
  return HTTPS_PROXY === undefined ? {} : { proxy: { HTTPS_PROXY, NO_PROXY } };
}
