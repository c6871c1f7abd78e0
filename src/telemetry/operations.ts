/**
 * The span of an operation. It holds no variable and no value, and of the caller's own words only a name that is a
 * plain word.
 */
import { SpanKind, SpanStatusCode, type Context, type Span, type Tracer } from '@opentelemetry/api';
import type { EndedOperation } from '../http/operation-record.ts';
import type { OperationNames } from '../http/persisted/manifest.ts';

export function startOperation(tracer: Tracer, parent: Context): Span {
  return tracer.startSpan('operation', { kind: SpanKind.SERVER }, parent);
}

export function endOperation(
  span: Span,
  names: OperationNames,
  { kind, name, document, codes, clientLeft }: EndedOperation,
  { method, status }: { readonly method: string; readonly status: number },
): void {
  span.updateName(spanName(kind ?? 'operation', names.get(document ?? '')));
  span.setAttributes({
    'http.request.method': method,
    'http.route': '/graphql',
    ...(clientLeft ? {} : { 'http.response.status_code': status }),
    ...(kind === undefined ? {} : { 'graphql.operation.type': kind }),
    ...(name === undefined ? {} : { 'graphql.operation.name': name }),
    ...(document === undefined ? {} : { 'membership_gateway.document.hash': document }),
  });
  const [first, ...others] = [...(clientLeft ? ['CLIENT_LEFT'] : []), ...codes].sort();
  if (first !== undefined) {
    span.setAttribute('error.type', first);
    span.setAttribute('membership_gateway.error.codes', [first, ...others]);
    span.setStatus({ code: SpanStatusCode.ERROR });
  }
  span.end();
}

/** Callers can make up any number of names: only known ones name a span. */
function spanName(kind: string, known: string | undefined): string {
  return known === undefined ? kind : `${kind} ${known}`;
}
