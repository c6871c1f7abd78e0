/** Traces, where the configuration names a collector. */
import { pino } from 'pino';
import type { Config } from '../config.ts';
import { logOptions, output } from '../http/log.ts';
import type { Manifest } from '../http/persisted/manifest.ts';
import type { Telemetry } from '../telemetry/index.ts';

/** The room for traces is loaded only where there is a collector. */
export async function telemetryOf(config: Config, { names }: Manifest): Promise<Telemetry | null> {
  const url = collectorOf(config);
  if (url === null) return null;
  const log = pino(logOptions(config.LOG_LEVEL), output);
  const { startTelemetry } = await import('../telemetry/index.ts');
  return startTelemetry({
    url,
    protocol: config.OTEL_EXPORTER_OTLP_PROTOCOL,
    headers: config.OTEL_EXPORTER_OTLP_HEADERS,
    serviceName: config.OTEL_SERVICE_NAME,
    resourceAttributes: config.OTEL_RESOURCE_ATTRIBUTES,
    sampler: config.OTEL_TRACES_SAMPLER,
    samplerRatio: config.OTEL_TRACES_SAMPLER_ARG,
    scheduleDelayMs: config.OTEL_BSP_SCHEDULE_DELAY,
    propagates: config.PROPAGATE_TRACE_CONTEXT === 'on',
    names,
    failed: () => {
      log.warn('traces were lost: their collector did not take them');
    },
  });
}

/** The endpoint for traces themselves, or `v1/traces` below the one for all signals. */
function collectorOf(config: Config): string | null {
  if (config.OTEL_SDK_DISABLED || config.OTEL_TRACES_EXPORTER === 'none') return null;
  const { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: own, OTEL_EXPORTER_OTLP_ENDPOINT: base } = config;
  if (own !== undefined) return own;
  return base === undefined ? null : `${base}${base.endsWith('/') ? '' : '/'}v1/traces`;
}
