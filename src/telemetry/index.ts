/**
 * Traces by OpenTelemetry: a span for each operation, one for its planning, and one for each attempt of an
 * upstream call. This room is loaded only where traces are wanted.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { ROOT_CONTEXT, trace, type Context } from '@opentelemetry/api';
import { parseKeyPairsIntoRecord, parseTraceParent } from '@opentelemetry/core';
import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import type { SourceName } from '../domain/source-name.ts';
import type { OperationNames } from '../http/persisted/manifest.ts';
import type { Tracing } from '../http/tracing.ts';
import type { Observer } from '../upstreams/http/observer.ts';
import { attemptObserver } from './attempts.ts';
import { createExporter } from './exporter.ts';
import { endOperation, startOperation } from './operations.ts';
import { samplerOf, type SamplerName } from './sampler.ts';

export interface TelemetryOptions {
  /** Where spans are sent. */
  readonly url: string;
  readonly protocol: 'http/json' | 'http/protobuf';
  /** As in `OTEL_EXPORTER_OTLP_HEADERS`. */
  readonly headers: string;
  readonly serviceName: string | undefined;
  /** As in `OTEL_RESOURCE_ATTRIBUTES`. */
  readonly resourceAttributes: string;
  readonly sampler: SamplerName;
  readonly samplerRatio: number;
  readonly scheduleDelayMs: number;
  /** Whether upstreams get a `traceparent`. */
  readonly propagates: boolean;
  readonly names: OperationNames;
  /** Called when spans were lost, at most once a minute. */
  readonly failed: () => void;
}

export interface Telemetry extends Tracing {
  readonly observer: (source: SourceName) => Observer;
  /** Sends the remaining spans, if that can be done quickly. */
  readonly close: () => Promise<void>;
}

const longestGoodbyeMs = 2000;

export async function startTelemetry(options: TelemetryOptions): Promise<Telemetry> {
  const headers = parseKeyPairsIntoRecord(options.headers);
  const exporter = await createExporter({ ...options, headers }, options.failed);
  const provider = new TracerProvider({
    resource: resourceOf(options),
    sampler: samplerOf(options.sampler, options.samplerRatio),
    spanProcessors: [
      new BatchSpanProcessor({ exporter, scheduledDelayMillis: options.scheduleDelayMs }),
    ],
  });
  const tracer = provider.getTracer('membership-gateway');
  const operations = new AsyncLocalStorage<Context>();
  const current = () => operations.getStore() ?? null;

  return {
    begin: ({ traceparent }) => {
      const span = startOperation(tracer, parentOf(traceparent));
      const context = trace.setSpan(ROOT_CONTEXT, span);
      return {
        traceId: span.isRecording() ? span.spanContext().traceId : null,
        around: (work) => operations.run(context, work),
        ended: (operation, request) => {
          endOperation(span, options.names, operation, request);
        },
      };
    },
    planning: () => {
      const context = current();
      if (context === null) return () => undefined;
      const span = tracer.startSpan('plan', {}, context);
      return () => {
        if (span.isRecording()) span.end();
      };
    },
    observer: (source) => attemptObserver(tracer, current, source, options.propagates),
    close: async () => {
      const late = new Promise<void>((resolve) => setTimeout(resolve, longestGoodbyeMs).unref());
      await Promise.race([provider.shutdown(), late]);
    },
  };
}

/** By W3C Trace Context; a header that cannot be understood is ignored. */
function parentOf(traceparent: string | string[] | undefined): Context {
  const parent = typeof traceparent === 'string' ? parseTraceParent(traceparent) : null;
  return parent === null
    ? ROOT_CONTEXT
    : trace.setSpanContext(ROOT_CONTEXT, { ...parent, isRemote: true });
}

function resourceOf({ serviceName, resourceAttributes }: TelemetryOptions) {
  return defaultResource()
    .merge(resourceFromAttributes({ 'service.name': 'membership-gateway' }))
    .merge(resourceFromAttributes(parseKeyPairsIntoRecord(resourceAttributes)))
    .merge(
      resourceFromAttributes(serviceName === undefined ? {} : { 'service.name': serviceName }),
    );
}
