/**
 * One attempt: undici, below which nothing is repeated and no redirect is followed. Its handlers take an answer
 * as it comes; got and Node's own client make a stream in each direction, and cost several times as much.
 */
import { EnvHttpProxyAgent, interceptors, Pool, type Dispatcher } from 'undici';
import type { Call } from '../source.ts';
import { PlainIfEmpty } from './empty-answers.ts';
import { givenUp } from './giving-up.ts';
import { Incoming, type Reply } from './incoming.ts';
import type { HttpOptions, Request } from './request.ts';

export interface Attempt {
  readonly send: (
    request: Request,
    credential: Readonly<Record<string, string>>,
    call: Call,
    timeoutMs: number,
  ) => Promise<Reply>;
  readonly close: () => void;
}

export function createAttempt(options: HttpOptions): Attempt {
  const { origin, pathname } = new URL(options.baseUrl);
  const base = pathname.replace(/(?<!\/)\/+$/, '');
  const keptAlive = connectionsOf(options, 1);
  // An idle connection may be closed by the other side while a write is on its way into it.
  const fresh = connectionsOf(options, 0);

  function send(
    request: Request,
    credential: Readonly<Record<string, string>>,
    { signal, requestId }: Call,
    timeoutMs: number,
  ): Promise<Reply> {
    const { method, path, heldBack = notAtAll } = request;
    const isRead = method === 'GET';
    return new Promise((resolve, reject) => {
      const incoming = new Incoming(options.maxBodyBytes, heldBack, (reply) => {
        clearTimeout(timer);
        signal.removeEventListener('abort', abandon);
        if (reply instanceof Error) reject(reply);
        else resolve(reply);
      });
      // A write that has begun runs to its end, whether anybody still waits for it or not.
      const abandon = () => {
        if (isRead || !incoming.hasBegun) incoming.stop(givenUp(options.source));
      };
      const timer = setTimeout(() => {
        incoming.expire();
      }, timeoutMs);
      if (signal.aborted) {
        abandon();
        return;
      }
      signal.addEventListener('abort', abandon, { once: true });
      const { type, body } = contentOf(request);
      const headers = { ...ownHeaders, ...type, ...credential, 'x-request-id': requestId };
      const { dispatch } = isRead ? keptAlive : fresh;
      dispatch({ origin, path: base + path, method, headers, body }, incoming);
    });
  }

  return {
    send,
    close: () => {
      keptAlive.close();
      fresh.close();
    },
  };
}

const ownHeaders = {
  accept: 'application/json',
  // Not deflate: servers disagree on what it is, and some send it without the zlib frame.
  'accept-encoding': 'gzip, br',
  'user-agent': 'membership-gateway',
};

const notAtAll = () => null;

function contentOf({ body, form }: Request) {
  if (form !== undefined) {
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    return { type, body: new URLSearchParams(form).toString() };
  }
  if (body === undefined) return { type: null, body: null };
  return { type: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

/** An upstream that closes idle connections sooner says so, or is seen to do it. */
const idleMs = 60_000;

const decompress = interceptors.decompress({ skipErrorResponses: false });

/** @param pipelining requests at once on a connection that is kept; 0: none is kept */
function connectionsOf(options: HttpOptions, pipelining: 0 | 1) {
  const dispatcher = dispatcherOf(options, {
    connections: options.maxConcurrency,
    pipelining,
    connectTimeout: options.timeoutMs,
    // One clock runs for the whole attempt.
    headersTimeout: 0,
    bodyTimeout: 0,
    keepAliveTimeout: idleMs,
    allowH2: false,
  });
  return {
    dispatch: decompress((about, handler) => dispatcher.dispatch(about, new PlainIfEmpty(handler))),
    close: () => void dispatcher.destroy(),
  };
}

function dispatcherOf({ baseUrl, proxy }: HttpOptions, about: Pool.Options): Dispatcher {
  if (proxy === undefined) return new Pool(new URL(baseUrl).origin, about);
  // Without a name it would look into the environment.
  const { HTTP_PROXY = '', HTTPS_PROXY = '', NO_PROXY = '' } = proxy;
  return new EnvHttpProxyAgent({
    ...about,
    httpProxy: HTTP_PROXY,
    httpsProxy: HTTPS_PROXY,
    noProxy: NO_PROXY,
  });
}
