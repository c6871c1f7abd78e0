/**
 * The end of a server in good order: say so, go on for a while, then take nothing new and finish.
 *
 * A balancer that does not look at readiness goes on sending until connections are refused. So that it
 * loses nothing by that, nobody is made to connect anew just when the door closes: the system cuts off
 * connections that have come about but were not taken in. And no connection is closed but after an
 * answer, or when nothing has come on it for a while.
 */
import { once } from 'node:events';
import { Server } from 'node:net';
import { setImmediate as nextRound, setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import type { Readiness } from './health.ts';
import type { Inflight } from './inflight.ts';

/** Whoever asks just now whether the gateway is ready shall hear that it is not. */
const leastDelayMs = 300;

/** Before the door closes, connections are kept for so long. */
const keepingMs = 200;

/** After that, a connection on which nothing comes is closed. */
const latecomersMs = 500;

export interface DrainOptions {
  /** How long whoever sends requests here may take to notice. */
  readonly delayMs: number;
  /** How long operations under way may take from then on. */
  readonly graceMs: number;
}

export async function drain(
  server: FastifyInstance,
  readiness: Readiness,
  inflight: Inflight,
  { delayMs, graceMs }: DrainOptions,
): Promise<void> {
  readiness.drain();
  await sleep(Math.max(delayMs, leastDelayMs) - keepingMs);
  readiness.sendAway(false);
  await sleep(keepingMs);
  // What has connected by now comes in first.
  await nextRound();
  const left = once(server.server, 'close');
  // That of HTTP would close idle connections, into which a request may be on its way.
  Server.prototype.close.call(server.server);
  readiness.sendAway(true);
  await Promise.race([left, done(inflight), sleep(graceMs)]);
  server.server.closeAllConnections();
  await server.close();
}

/** Connections that were taken in last may not have told their requests yet. */
async function done(inflight: Inflight): Promise<void> {
  await inflight.idle();
  await sleep(latecomersMs);
  await inflight.idle();
}
