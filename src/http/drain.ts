/**
 * A graceful shutdown: say that the server ends, go on for a while, then accept nothing new and finish.
 *
 * A load balancer that does not look at readiness goes on sending until connections are refused. It must
 * lose nothing by that. The system resets connections that are established but not yet accepted when the
 * server stops listening, so for a moment before that no client is told to connect anew. And a connection
 * is closed only after an answer, or when nothing has come on it for a while.
 */
import { once } from 'node:events';
import { Server } from 'node:net';
import { setImmediate as nextRound, setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import type { Readiness } from './health.ts';
import type { Inflight } from './inflight.ts';

/** Time enough for a readiness check to see that the gateway is not ready. */
const leastDelayMs = 300;

/** For so long before the server stops listening, connections are kept after an answer. */
const keepingMs = 200;

/** After that, a connection on which nothing comes is closed. */
const latecomersMs = 500;

/** From then on, operations under way may take so long. */
const graceMs = 10_000;

/** The last part of the grace, in which no write begins: those that were sent may still be answered. */
const settlingMs = 5000;

/** Operations that were given up are still answered. */
const lastWordsMs = 300;

/** A client of an upstream, as far as it ends. */
interface Client {
  readonly endWrites: () => void;
  readonly close: () => void;
}

export interface Draining {
  readonly readiness: Readiness;
  readonly inflight: Inflight;
  readonly clients: ReadonlyMap<unknown, Client>;
}

/** @param delayMs how long whoever sends requests here may take to notice */
export async function drain(
  server: FastifyInstance,
  { readiness, inflight, clients }: Draining,
  delayMs: number,
): Promise<void> {
  readiness.drain();
  await sleep(Math.max(delayMs, leastDelayMs) - keepingMs);
  readiness.closesConnections = false;
  await sleep(keepingMs);
  // What has connected by now comes in first.
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
  // Of a write that was sent, only this can be told by now: that its outcome is unknown.
  for (const client of clients.values()) client.close();
  await Promise.race([inflight.idle(), sleep(lastWordsMs)]);
  server.server.closeAllConnections();
  await server.close();
}

/**
 * Connections that were taken in last may not have told their requests yet. And work may go on when all
 * clients have left.
 */
async function finished(inflight: Inflight, left: Promise<unknown>): Promise<void> {
  await inflight.idle();
  await Promise.race([left, sleep(latecomersMs)]);
  await inflight.idle();
}
