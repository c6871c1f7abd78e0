/** Metrics of the calls to the upstreams, by route without ids, and of breaker, queue and sharing. */
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { SourceName } from '../domain/source-name.ts';
import { routeOf } from '../http/trace/route.ts';
import type { Http } from '../upstreams/http/index.ts';
import type { Ending, Observer } from '../upstreams/http/observer.ts';

export interface UpstreamMetrics {
  readonly observer: (source: SourceName) => Observer;
  /** The client is looked at whenever metrics are read. */
  readonly watch: (source: SourceName, http: Pick<Http, 'health' | 'traffic'>) => void;
}

const durationBucketsS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

const breakerStates = { CLOSED: 0, PROBING: 1, OPEN: 2 } as const;

export function upstreamMetrics(registry: Registry): UpstreamMetrics {
  const registers = [registry];
  const attempts = new Counter({
    name: 'gateway_upstream_attempts_total',
    help: 'Requests sent to an upstream, by how they ended: a class of status, or why there was no answer.',
    labelNames: ['source', 'method', 'route', 'outcome'],
    registers,
  });
  const retries = new Counter({
    name: 'gateway_upstream_retries_total',
    help: 'Attempts that asked the same again.',
    labelNames: ['source'],
    registers,
  });
  const durations = new Histogram({
    name: 'gateway_upstream_attempt_duration_seconds',
    help: 'From sending a request to the end of its answer.',
    labelNames: ['source', 'method', 'route'],
    buckets: durationBucketsS,
    registers,
  });
  const watched = new Map<SourceName, Pick<Http, 'health' | 'traffic'>>();
  watchTraffic(registry, watched);

  return {
    observer: (source) => {
      retries.inc({ source }, 0);
      return ({ method, path }, number) => {
        const { route } = routeOf(path);
        const end = durations.startTimer({ source, method, route });
        if (number > 1) retries.inc({ source });
        return {
          ended: (ending) => {
            end();
            attempts.inc({ source, method, route, outcome: outcomeOf(ending) });
          },
        };
      };
    },
    watch: (source, http) => {
      watched.set(source, http);
    },
  };
}

function outcomeOf(ending: Ending): string {
  return typeof ending === 'number' ? `${Math.floor(ending / 100)}xx` : ending;
}

function watchTraffic(
  registry: Registry,
  watched: ReadonlyMap<SourceName, Pick<Http, 'health' | 'traffic'>>,
): void {
  const registers = [registry];
  const labelNames = ['source'] as const;
  new Gauge({
    name: 'gateway_upstream_breaker_state',
    help: '0: calls go through. 1: one call tries the upstream. 2: the upstream is left alone.',
    labelNames,
    registers,
    collect() {
      for (const [source, { health }] of watched) {
        this.set({ source }, breakerStates[health().breaker]);
      }
    },
  });
  new Counter({
    name: 'gateway_upstream_breaker_openings_total',
    help: 'How often an upstream began to be left alone.',
    labelNames,
    registers,
    collect() {
      this.reset();
      for (const [source, { traffic }] of watched) this.inc({ source }, traffic().openings);
    },
  });
  new Counter({
    name: 'gateway_upstream_spared_total',
    help: 'Reads that needed no call of their own: shared with the same one under way, coalesced with others by id, or cached.',
    labelNames: ['source', 'how'],
    registers,
    collect() {
      this.reset();
      for (const [source, { traffic }] of watched) {
        const { shared, coalesced, cached } = traffic().spared;
        this.inc({ source, how: 'shared' }, shared);
        this.inc({ source, how: 'coalesced' }, coalesced);
        this.inc({ source, how: 'cached' }, cached);
      }
    },
  });
  new Gauge({
    name: 'gateway_upstream_running',
    help: 'Calls under way.',
    labelNames,
    registers,
    collect() {
      for (const [source, { traffic }] of watched) this.set({ source }, traffic().running);
    },
  });
  new Gauge({
    name: 'gateway_upstream_waiting',
    help: 'Calls that wait for room.',
    labelNames,
    registers,
    collect() {
      for (const [source, { traffic }] of watched) this.set({ source }, traffic().waiting);
    },
  });
}
