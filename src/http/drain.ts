/** The end of a server in good order: say so, go on for a while, then take nothing new and finish. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import type { Readiness } from './health.ts';
import type { Inflight } from './inflight.ts';

/** Whoever asks just now whether the gateway is ready shall hear that it is not. */
const leastDelayMs = 300;

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
  const closed = server.close();
  await Promise.race([inflight.idle(), sleep(graceMs)]);
  server.server.closeAllConnections();
  await closed;
}
