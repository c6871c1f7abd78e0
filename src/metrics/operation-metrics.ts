/** Metrics of operations. Labels hold nothing that a caller can make up. */
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { Counted } from '../upstreams/source.ts';
import type { EdgeObserver } from '../http/observer.ts';
import type { EndedOperation } from '../http/operation-record.ts';
import type { OperationNames } from '../http/persisted/manifest.ts';

const durationBucketsS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

const unknownName = 'other';

export function operationMetrics(
  registry: Registry,
  names: OperationNames,
  inflight: () => number,
): EdgeObserver {
  const registers = [registry];
  const operations = new Counter({
    name: 'gateway_operations_total',
    help: 'Operations by what came of them: ok, errors (some or all fields failed), left (the client did).',
    labelNames: ['operation', 'kind', 'outcome'],
    registers,
  });
  const errors = new Counter({
    name: 'gateway_operation_errors_total',
    help: 'Operations whose answers held an error of this code.',
    labelNames: ['operation', 'code'],
    registers,
  });
  const durations = new Histogram({
    name: 'gateway_operation_duration_seconds',
    help: 'From the head of the request to the end of the answer.',
    labelNames: ['operation', 'kind'],
    buckets: durationBucketsS,
    registers,
  });
  const shed = new Counter({
    name: 'gateway_shed_operations_total',
    help: 'Operations refused because there was too much to do.',
    registers,
  });
  new Gauge({
    name: 'gateway_inflight_operations',
    help: 'Operations under way.',
    registers,
    collect() {
      this.set(inflight());
    },
  });
  const count = countsOf(registry);

  return {
    ended: (ended) => {
      const operation = names.get(ended.document ?? '') ?? unknownName;
      const kind = ended.kind ?? 'none';
      operations.inc({ operation, kind, outcome: outcomeOf(ended) });
      for (const code of ended.codes) errors.inc({ operation, code });
      durations.observe({ operation, kind }, ended.durationMs / 1000);
    },
    shed: () => {
      shed.inc();
    },
    count,
  };
}

function outcomeOf({ clientLeft, codes }: EndedOperation): string {
  if (clientLeft) return 'left';
  return codes.size > 0 ? 'errors' : 'ok';
}

/** Counted often and read seldom, so that a plain object counts, and metrics are made when they are read. */
function countsOf(registry: Registry): (what: Counted, by: number) => void {
  const counts = { records: 0, fromStore: 0, shared: 0, coalesced: 0, cached: 0 };
  new Counter({
    name: 'gateway_loads_total',
    help: 'Records that came, and loads that were answered without a call of their own, by how.',
    labelNames: ['how'],
    registers: [registry],
    collect() {
      this.reset();
      for (const [how, value] of Object.entries(counts)) this.inc({ how }, value);
    },
  });
  return (what, by) => {
    counts[what] += by;
  };
}
