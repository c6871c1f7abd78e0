/** The end of a server in good order: say so, go on for a while, then take nothing new and finish. */
import { once } from 'node:events';
import { setImmediate as takenIn, setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import type { Readiness } from './health.ts';
import type { Inflight } from './inflight.ts';

/** Whoever asks just now whether the gateway is ready shall hear that it is not. */
const leastDelayMs = 300;

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
  await sleep(Math.max(delayMs, leastDelayMs));
  // What has connected by now comes in first: the system would cut off what it still holds.
  await takenIn();
  const left = once(server.server, 'close');
  server.server.close();
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
