/**
 * Reads, over undici and connections that are kept alive. Its handlers take an answer as it comes; a stream in
 * each direction, as got and Node's own client make them, costs more than all else of a small read.
 */
import type { IncomingHttpHeaders } from 'node:http';
import { EnvHttpProxyAgent, errors, interceptors, Pool, type Dispatcher } from 'undici';
import type { Call } from '../source.ts';
import {
  decode,
  headersOfEveryRequest,
  replyWithout,
  withoutSlashes,
  type Attempt,
  type Reply,
} from './attempt.ts';
import { clientLeft } from './giving-up.ts';
import type { HttpOptions, Request } from './request.ts';

const decompress = interceptors.decompress({ skipErrorResponses: false });

const ownHeaders = { ...headersOfEveryRequest, 'accept-encoding': 'gzip, deflate, br' };

/** An upstream that closes idle connections sooner says so, or is seen to do it. */
const idleMs = 60_000;

export function createReadAttempt(options: HttpOptions): Attempt {
  const { origin, pathname } = new URL(options.baseUrl);
  const base = withoutSlashes(pathname);
  const dispatcher = dispatcherOf(options, origin);
  const dispatch = decompress(dispatcher.dispatch.bind(dispatcher));

  function send(
    { path }: Request,
    credential: Readonly<Record<string, string>>,
    { signal, requestId }: Call,
    timeoutMs: number,
  ): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const incoming = new Incoming(options.maxBodyBytes, (reply) => {
        clearTimeout(timer);
        signal.removeEventListener('abort', leave);
        if (reply instanceof Error) reject(reply);
        else resolve(reply);
      });
      const leave = () => {
        incoming.stop(clientLeft(options.source));
      };
      const timer = setTimeout(() => {
        incoming.stop({
          kind: 'timeout',
          cause: new DOMException('The time was up', 'TimeoutError'),
        });
      }, timeoutMs);
      signal.addEventListener('abort', leave, { once: true });
      if (signal.aborted) {
        leave();
        return;
      }
      const headers = { ...ownHeaders, ...credential, 'x-request-id': requestId };
      dispatch({ origin, path: base + path, method: 'GET', headers }, incoming);
    });
  }

  return { send, close: () => void dispatcher.destroy() };
}

function dispatcherOf(options: HttpOptions, origin: string): Dispatcher {
  const about = {
    connections: options.maxConcurrency,
    connectTimeout: options.timeoutMs,
    // One clock runs for the whole attempt.
    headersTimeout: 0,
    bodyTimeout: 0,
    keepAliveTimeout: idleMs,
    allowH2: false,
  };
  const { proxy } = options;
  if (proxy === undefined) return new Pool(origin, about);
  const {
    HTTP_PROXY: httpProxy = '',
    HTTPS_PROXY: httpsProxy = '',
    NO_PROXY: noProxy = '',
  } = proxy;
  return new EnvHttpProxyAgent({ ...about, httpProxy, httpsProxy, noProxy });
}

/** One answer as it comes in. It is over once: with its end, its failure, its cap, or when it is stopped. */
class Incoming implements Dispatcher.DispatchHandler {
  readonly #mostBytes: number;
  readonly #tell: (reply: Reply | Error) => void;
  #controller: Dispatcher.DispatchController | null = null;
  #isOver = false;
  #status = 0;
  #headers: IncomingHttpHeaders = {};
  readonly #chunks: Buffer[] = [];
  #bytes = 0;

  constructor(mostBytes: number, tell: (reply: Reply | Error) => void) {
    this.#mostBytes = mostBytes;
    this.#tell = tell;
  }

  stop(reply: Reply | Error): void {
    this.#end(reply);
    this.#controller?.abort(new Error('The answer is not wanted any more'));
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    // What has waited for a connection until nobody wanted it does not leave.
    if (this.#isOver) controller.abort(new Error('The answer is not wanted any more'));
    else this.#controller = controller;
  }

  onResponseStart(_: unknown, status: number, headers: IncomingHttpHeaders): void {
    this.#status = status;
    this.#headers = headers;
  }

  onResponseData(_: unknown, chunk: Buffer): void {
    this.#bytes += chunk.length;
    if (this.#bytes > this.#mostBytes) this.stop({ kind: 'too-large' });
    else this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    const [first = Buffer.alloc(0), ...rest] = this.#chunks;
    const body = decode(rest.length === 0 ? first : Buffer.concat(this.#chunks));
    this.#end({ kind: 'answer', status: this.#status, headers: this.#headers, body });
  }

  onResponseError(_: unknown, error: Error): void {
    this.#end(error instanceof errors.InvalidArgumentError ? error : replyWithout(error));
  }

  #end(reply: Reply | Error): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#tell(reply);
  }
}
