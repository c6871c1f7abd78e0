/**
 * An upstream of the test's own, on a real socket, for what an emulator must not do: to answer out of
 * order, with nonsense, or not at all.
 */
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { listenOnFreePort } from '../listening.ts';

export interface Received {
  readonly method: string;
  /** Path and query, decoded, without the base path. */
  readonly line: string;
  readonly headers: IncomingHttpHeaders;
  /** As they stood on the wire: names and values in turn. */
  readonly rawHeaders: readonly string[];
  readonly body: string;
  /** Settles when the connection is gone before an answer was sent to its end. */
  readonly abandoned: Promise<void>;
}

export type Answerer = (request: Received, response: ServerResponse) => void | Promise<void>;

export interface TestUpstream {
  readonly url: string;
  readonly received: readonly Received[];
  readonly lines: () => readonly string[];
  /** Settles when so many requests have arrived since the start. */
  readonly arrived: (count: number) => Promise<void>;
  /** The most requests that were open at one time. */
  readonly mostAtOnce: () => number;
  readonly port: number;
  readonly onConnection: (listener: (socket: Socket) => void) => void;
}

export async function startUpstream(answer: Answerer): Promise<TestUpstream> {
  const received: Received[] = [];
  const waiting: { count: number; resolve: () => void }[] = [];
  let open = 0;
  let most = 0;

  const server = createServer({ keepAliveTimeout: 60_000 }, (incoming, response) => {
    open += 1;
    most = Math.max(most, open);
    response.once('close', () => {
      open -= 1;
    });
    const abandoned = new Promise<void>((resolve) => {
      response.once('close', () => {
        if (!response.writableFinished) resolve();
      });
    });
    void text(incoming).then(
      async (body) => {
        const { method = 'GET', url = '/', headers, rawHeaders } = incoming;
        const line = `${method} ${decodeURIComponent(url)}`;
        const request = { method, line, headers, rawHeaders, body, abandoned };
        received.push(request);
        for (const each of waiting) if (received.length >= each.count) each.resolve();
        await answer(request, response);
      },
      // A request that was cut off needs no answer.
      () => undefined,
    );
  });
  const port = await listenOnFreePort(server);
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  return {
    url: `http://127.0.0.1:${port}`,
    port,
    received,
    lines: () => received.map(({ line }) => line),
    arrived: (count) =>
      new Promise((resolve) => {
        if (received.length >= count) resolve();
        else waiting.push({ count, resolve });
      }),
    mostAtOnce: () => most,
    onConnection: (listener) => {
      server.on('connection', listener);
    },
  };
}

export function sendJson(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(body));
}
