/**
 * `/metrics`: on the port of the graph for the same machine alone, or on a port of its own, which is
 * then for whoever the network lets near it.
 */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { once } from 'node:events';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { headersOfEveryAnswer, refuse, refuseBare } from './refusal.ts';
import { requestIdOf } from './request-id.ts';
import { refuseUnreadable } from './wire.ts';

export interface Exposition {
  readonly contentType: string;
  readonly text: () => Promise<string>;
}

export function addMetrics(server: FastifyInstance, { contentType, text }: Exposition): void {
  server.get('/metrics', async (request, reply) => {
    if (!isFromThisMachine(request)) return refuse(reply, 404, 'NOT_FOUND', 'Not found.');
    return reply.type(contentType).send(await text());
  });
}

/** A proxy on this machine that asks for somebody else does not count. */
function isFromThisMachine({ socket: { remoteAddress = '' }, headers }: FastifyRequest): boolean {
  const isForwarded = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'].some(
    (name) => headers[name] !== undefined,
  );
  return /^(?:::1|(?:::ffff:)?127\.\d+\.\d+\.\d+)$/.test(remoteAddress) && !isForwarded;
}

export interface MetricsServer {
  readonly url: string;
  readonly close: () => void;
}

/** @throws Error when it cannot listen */
export async function serveMetrics(
  { contentType, text }: Exposition,
  address: { readonly host: string; readonly port: number },
): Promise<MetricsServer> {
  const server = createServer((request, response) => {
    const refuseBy = (status: number, code: string, message: string) => {
      refuseBare(request, response, status, code, message);
    };
    if (!asksForMetrics(request)) {
      refuseBy(404, 'NOT_FOUND', 'Not found.');
      return;
    }
    const headers = {
      ...headersOfEveryAnswer,
      'x-request-id': requestIdOf(request.headers),
      'content-type': contentType,
    };
    text().then(
      (page) => response.writeHead(200, headers).end(page),
      () => {
        refuseBy(500, 'INTERNAL_SERVER_ERROR', 'Something went wrong in the gateway.');
      },
    );
  });
  server.on('clientError', refuseUnreadable);
  server.listen(address);
  await once(server, 'listening');
  return {
    url: urlOf(server),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

function asksForMetrics({ method = '', url = '' }: IncomingMessage): boolean {
  return ['GET', 'HEAD'].includes(method) && /^\/metrics(?:\?|$)/.test(url);
}

function urlOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('It has no port');
  const host = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return `http://${host}:${address.port}/metrics`;
}
