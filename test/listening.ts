/** Servers of tests, on this machine and on whatever port is free. */
import { once } from 'node:events';
import { Server as HttpServer } from 'node:http';
import { createServer, type Server } from 'node:net';
import { onTestFinished } from 'vitest';

/** Resolves to the port, once the server listens on it. */
export async function listenOnFreePort(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('No TCP address');
  return address.port;
}

/**
 * The same, until the test has finished. The connections of an HTTP server are closed with it; those of
 * any other are the test's own to close.
 */
export async function listenDuringTest(server: Server): Promise<number> {
  const port = await listenOnFreePort(server);
  onTestFinished(() => {
    if (server instanceof HttpServer) server.closeAllConnections();
    server.close();
  });
  return port;
}

/** A port on which nobody listens. */
export async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listenOnFreePort(server);
  server.close();
  await once(server, 'close');
  return port;
}
