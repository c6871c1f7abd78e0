/** Metrics in the text format of Prometheus. */
import { collectDefaultMetrics, Registry } from 'prom-client';
import type { Exposition } from '../http/metrics-page.ts';
import { upstreamMetrics, type UpstreamMetrics } from './upstream-metrics.ts';

export { operationMetrics } from './operation-metrics.ts';
export { countReplays } from './replays.ts';

export interface Metrics {
  readonly registry: Registry;
  readonly upstream: UpstreamMetrics;
  readonly exposition: Exposition;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  const process = processMetrics();
  return {
    registry,
    upstream: upstreamMetrics(registry),
    exposition: {
      contentType: registry.contentType,
      text: async () => (await Promise.all([registry.metrics(), process.metrics()])).join('\n'),
    },
  };
}

let ofProcess: Registry | undefined;

/** Memory, CPU, event loop and garbage collection: one set for the process, however many gateways run in it. */
function processMetrics(): Registry {
  if (ofProcess === undefined) {
    ofProcess = new Registry();
    collectDefaultMetrics({ register: ofProcess });
  }
  return ofProcess;
}
