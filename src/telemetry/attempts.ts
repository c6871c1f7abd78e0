/** The spans of upstream calls, one for each attempt: by route, without the ids in it. */
import {
  SpanKind,
  SpanStatusCode,
  type Context,
  type Span,
  type SpanContext,
  type Tracer,
} from '@opentelemetry/api';
import type { SourceName } from '../domain/source-name.ts';
import { routeOf } from '../http/trace/route.ts';
import type { Ending, Observer } from '../upstreams/http/observer.ts';

export function attemptObserver(
  tracer: Tracer,
  operation: () => Context | null,
  source: SourceName,
  propagates: boolean,
): Observer {
  return ({ method, path }, number) => {
    const { route } = routeOf(path);
    const attributes = {
      'http.request.method': method,
      'url.template': route,
      'membership_gateway.source': source,
      ...(number > 1 ? { 'http.request.resend_count': number - 1 } : {}),
    };
    const span = tracer.startSpan(
      `${method} ${route}`,
      { kind: SpanKind.CLIENT, attributes },
      operation() ?? undefined,
    );
    return {
      ...(propagates ? { headers: { traceparent: traceparentOf(span.spanContext()) } } : {}),
      ended: (ending) => {
        end(span, ending);
      },
    };
  };
}

function end(span: Span, ending: Ending): void {
  if (typeof ending === 'number') span.setAttribute('http.response.status_code', ending);
  if (typeof ending !== 'number' || ending >= 400) {
    span.setAttribute('error.type', String(ending));
    span.setStatus({ code: SpanStatusCode.ERROR });
  }
  span.end();
}

/** W3C Trace Context, version 00. */
function traceparentOf({ traceId, spanId, traceFlags }: SpanContext): string {
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
}
