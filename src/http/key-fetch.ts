/** Fetches the keys of an issuer: through the proxy, if there is one, and no more than keys can be. */
import { get as getPlain, Agent as PlainAgent, type IncomingMessage } from 'node:http';
import { get as getSecure, Agent as SecureAgent } from 'node:https';
import type { FetchImplementation } from 'jose';

/** As in `HTTPS_PROXY` and `NO_PROXY`. */
export type Proxy = Readonly<Record<string, string | undefined>>;

const mostBytes = 1024 * 1024;

export function fetchVia(proxy: Proxy | undefined): FetchImplementation {
  const options = proxy === undefined ? {} : { proxyEnv: proxy };
  const plain = new PlainAgent(options);
  const secure = new SecureAgent(options);
  return (url, { headers, signal }) =>
    new Promise((resolve, reject) => {
      const about = { headers: Object.fromEntries(headers), signal };
      const take = (response: IncomingMessage) => {
        read(response).then((body) => {
          resolve(new Response(body, { status: response.statusCode ?? 502 }));
        }, reject);
      };
      const request = url.startsWith('https:')
        ? getSecure(url, { ...about, agent: secure }, take)
        : getPlain(url, { ...about, agent: plain }, take);
      request.on('error', reject);
    });
}

async function read(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response.iterator() as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > mostBytes) throw new RangeError('The keys are too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
