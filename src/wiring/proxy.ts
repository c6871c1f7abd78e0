import type { Config } from '../config.ts';

/** The proxy for https, as an option of whatever leaves this network. */
export function proxyOf({ HTTPS_PROXY, NO_PROXY }: Config) {
  return HTTPS_PROXY === undefined ? {} : { proxy: { HTTPS_PROXY, NO_PROXY } };
}
