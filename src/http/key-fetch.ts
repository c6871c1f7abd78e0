/** Fetches the keys of an issuer: without retries, through the proxy if there is one, and up to a size. */
import { Agent as PlainAgent } from 'node:http';
import { Agent as SecureAgent } from 'node:https';
import got from 'got';
import type { FetchImplementation } from 'jose';

/** As in `HTTPS_PROXY` and `NO_PROXY`. */
export type Proxy = Readonly<Record<string, string | undefined>>;

const mostBytes = 1024 * 1024;

export function fetchVia(proxy: Proxy | undefined): FetchImplementation {
  const about = proxy === undefined ? {} : { proxyEnv: proxy };
  const client = got.extend({
    agent: { http: new PlainAgent(about), https: new SecureAgent(about) },
    retry: { limit: 0 },
    followRedirect: false,
    throwHttpErrors: false,
    responseType: 'buffer',
    headers: { 'user-agent': 'membership-gateway' },
  });
  return async (url, { headers, signal }) => {
    const tooLarge = new AbortController();
    const pending = client(url, {
      headers: Object.fromEntries(headers),
      signal: AbortSignal.any([signal, tooLarge.signal]),
    });
    void pending.on('downloadProgress', ({ transferred }) => {
      if (transferred > mostBytes) tooLarge.abort();
    });
    const { statusCode, rawBody } = await pending;
    return new Response(new Uint8Array(rawBody), { status: statusCode });
  };
}
