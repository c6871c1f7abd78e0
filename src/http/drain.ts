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

/** From then on, operations under way may take so long. */
const graceMs = 10_000;

/** So much of it is left for writes to be answered: none begins any more. */
const settlingMs = 5000;

/** What was given up has yet to be told. */
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
  readiness.sendAway(false);
  await sleep(keepingMs);
  // What has connected by now comes in first.
  await nextRound();
  const left = once(server.server, 'close');
  // That of HTTP would close idle connections, into which a request may be on its way.
  Server.prototype.close.call(server.server);
  readiness.sendAway(true);
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
