/**
 * Sends spans to a collector (OTLP over HTTP). Where it cannot be reached, they are lost, and nothing else is
 * harmed.
 */
import { ExportResultCode } from '@opentelemetry/core';
import type { SpanExporter } from '@opentelemetry/sdk-trace';

export interface ExporterOptions {
  readonly url: string;
  readonly protocol: 'http/json' | 'http/protobuf';
  readonly headers: Readonly<Record<string, string>>;
}

const oncePerMs = 60_000;

/** @param failed called at most once a minute */
export async function createExporter(
  { url, protocol, headers }: ExporterOptions,
  failed: () => void,
): Promise<SpanExporter> {
  const { OTLPTraceExporter } =
    protocol === 'http/json'
      ? await import('@opentelemetry/exporter-trace-otlp-http')
      : await import('@opentelemetry/exporter-trace-otlp-proto');
  const exporter = new OTLPTraceExporter({ url, headers: { ...headers } });
  let toldAtMs = -Infinity;
  return {
    export: (spans, told) => {
      exporter.export(spans, (result) => {
        // Its errors may hold the address and what the collector said.
        if (result.code === ExportResultCode.FAILED && performance.now() - toldAtMs > oncePerMs) {
          toldAtMs = performance.now();
          failed();
        }
        told(result);
      });
    },
    forceFlush: () => exporter.forceFlush(),
    shutdown: () => exporter.shutdown(),
  };
}
