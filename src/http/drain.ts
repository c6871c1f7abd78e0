/**
 * A graceful shutdown: report that the server is ending, go on for a while, then accept nothing new and finish.
 *
 * A load balancer that does not look at readiness goes on sending until connections are refused. It must lose
 * nothing by that. The system resets connections that are established but not yet accepted when the server stops
 * listening, so for a moment before that no client is told to connect anew. And a connection is closed only after
 * an answer, or when nothing has come on it for a while.
 */
import { once } from 'node:events';
import { Server } from 'node:net';
import { setImmediate as nextRound, setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import type { Readiness } from './health.ts';
import type { Inflight } from './inflight.ts';

/** Time enough for a readiness check to see that the gateway is not ready. */
const leastDelayMs = 300;

/** For this long before the server stops listening, answers keep their connections open. */
const keepingMs = 200;

/** How long a connection that was accepted last may take to send a request. */
const latecomersMs = 500;

/** How long operations under way may then take. */
const graceMs = 10_000;

/** The last part of the grace, in which no write begins: those that were sent may still be answered. */
const settlingMs = 5000;

/** How long operations that were given up may take to be answered. */
const lastWordsMs = 300;

/** What draining uses of an upstream's client. */
interface Client {
  readonly endWrites: () => void;
  readonly close: () => void;
}

export interface Draining {
  readonly readiness: Readiness;
  readonly inflight: Inflight;
  readonly clients: ReadonlyMap<unknown, Client>;
}

/** @param delayMs how long load balancers may take to notice */
export async function drain(
  server: FastifyInstance,
  { readiness, inflight, clients }: Draining,
  delayMs: number,
): Promise<void> {
  readiness.drain();
  await sleep(Math.max(delayMs, leastDelayMs) - keepingMs);
  readiness.closesConnections = false;
  await sleep(keepingMs);
  // Connections that are established by now are accepted first.
  await nextRound();
  const left = once(server.server, 'close');
  // Not `close` of the HTTP server: it closes idle connections, into which a request may be on its way.
  Server.prototype.close.call(server.server);
  readiness.closesConnections = true;
  const done = finished(inflight, left);
  await Promise.race([done, sleep(graceMs - settlingMs)]);
  for (const client of clients.values()) client.endWrites();
  await Promise.race([done, sleep(settlingMs)]);
  inflight.giveUp();
  // Writes that are still under way can only be answered with an unknown outcome by now.
  for (const client of clients.values()) client.close();
  await Promise.race([inflight.idle(), sleep(lastWordsMs)]);
  server.server.closeAllConnections();
  await server.close();
}

/**
 * Connections that were accepted last may not have sent their requests yet, and work may go on after all clients
 * have left.
 */
async function finished(inflight: Inflight, left: Promise<unknown>): Promise<void> {
  await inflight.idle();
  await Promise.race([left, sleep(latecomersMs)]);
  await inflight.idle();
}
