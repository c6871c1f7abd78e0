import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer } from './answer.ts';
import { FaultRules, respondWithFault, send, type FaultRule } from './faults.ts';
import { recordRequest, type RecordedRequest } from './recorder.ts';

/** One emulated upstream: all that it is apart from the wire. */
export interface Upstream {
  /** How a path is named in recorded requests, such as without its base path. */
  toPath(pathname: string): string;
  answer(request: RecordedRequest): Answer;
  /** What it says to a request over its rate limit. */
  readonly rateLimited: Answer;
}

export interface ServerOptions {
  readonly host?: string;
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** Added to every request. */
  readonly latencyMs?: number;
  /** So many requests in any window of so many milliseconds; more are refused. */
  readonly rateLimit?: { readonly requests: number; readonly perMs: number };
}

export interface EmulatorServer {
  /** Such as `http://127.0.0.1:40123`, no path. */
  readonly origin: string;
  readonly port: number;
  /** All since the start or the last `clearRequests()`, in order of arrival. */
  readonly requests: readonly RecordedRequest[];
  clearRequests(): void;
  inject(rule: FaultRule): void;
  clearFaults(): void;
  /** Closes every connection at once, also those in the middle of an answer. */
  stop(): Promise<void>;
}

export async function startServer(
  upstream: Upstream,
  options: ServerOptions = {},
): Promise<EmulatorServer> {
  const { host = '127.0.0.1', latencyMs = 0 } = options;
  const requests: RecordedRequest[] = [];
  const faults = new FaultRules();
  const stopping = new AbortController();
  const isOverLimit = rateLimiter(options.rateLimit);

  const serve = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const request = await recordRequest(incoming, (pathname) => upstream.toPath(pathname));
    requests.push(request);
    if (latencyMs > 0) await sleep(latencyMs, undefined, { signal: stopping.signal });
    if (isOverLimit()) {
      send(response, upstream.rateLimited);
      return;
    }
    const apply = (): Answer => upstream.answer(request);
    const fault = faults.take(request);
    if (fault === undefined) send(response, apply());
    else await respondWithFault(fault, response, apply, stopping.signal);
  };

  // An idle connection that closes while a client takes it up again would be a fault by chance.
  const server = createServer({ keepAliveTimeout: 60_000 }, (incoming, response) => {
    serve(incoming, response).catch((error: unknown) => {
      response.destroy();
      // A client that went away and the stop are nobody's fault; anything else is the emulator's.
      if (!stopping.signal.aborted && incoming.complete) throw error;
    });
  });
  const port = await listen(server, host, options.port ?? 0);

  return {
    origin: `http://${host}:${port}`,
    port,
    requests,
    clearRequests: () => {
      requests.length = 0;
    },
    inject: (rule) => {
      faults.inject(rule);
    },
    clearFaults: () => {
      faults.clear();
    },
    stop: async () => {
      stopping.abort();
      const closed = new Promise<void>((resolve) =>
        server.close(() => {
          resolve();
        }),
      );
      server.closeAllConnections();
      await closed;
    },
  };
}

function rateLimiter(limit: ServerOptions['rateLimit']): () => boolean {
  if (limit === undefined) return () => false;
  const { requests, perMs } = limit;
  let accepted: number[] = [];
  return () => {
    const now = performance.now();
    accepted = accepted.filter((at) => now - at < perMs);
    if (accepted.length >= requests) return true;
    accepted.push(now);
    return false;
  };
}

function listen(server: ReturnType<typeof createServer>, host: string, port: number) {
  return new Promise<number>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('No TCP address'));
      else resolve(address.port);
    });
  });
}
