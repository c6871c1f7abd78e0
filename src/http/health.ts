/**
 * `/healthz` tells whether the process lives, `/readyz` whether it takes requests. Both are about the
 * gateway alone: a failing upstream shows in the body and turns neither red, since another instance
 * of the gateway would be no better off.
 */
import type { FastifyInstance } from 'fastify';
import type { SourceName } from '../domain/source-name.ts';
import type { UpstreamHealth } from '../upstreams/source.ts';

export class Readiness {
  /** Whether connections end with their next answer, so that whoever keeps them looks elsewhere. */
  closesConnections = false;
  #state: 'starting' | 'ready' | 'draining' = 'starting';

  get state() {
    return this.#state;
  }

  ready(): void {
    this.#state = 'ready';
  }

  drain(): void {
    this.#state = 'draining';
    this.closesConnections = true;
  }
}

export interface HealthOptions {
  readonly readiness: Readiness;
  readonly upstreamHealth: ReadonlyMap<SourceName, () => UpstreamHealth>;
}

export function addHealth(server: FastifyInstance, options: HealthOptions): void {
  const { readiness, upstreamHealth } = options;
  server.get('/healthz', () => ({ status: 'ok' }));
  server.get('/readyz', (_request, reply) => {
    const { state } = readiness;
    const upstreams = [...upstreamHealth].map(([name, health]) => [name, health()] as const);
    return reply.code(state === 'ready' ? 200 : 503).send({
      status: state,
      degraded: upstreams.some(([, { state }]) => state === 'FAILING'),
      upstreams: Object.fromEntries(upstreams),
    });
  });
}
