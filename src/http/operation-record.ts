/** What the log says about an operation. Never a variable, a value, or text that the caller chose. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { GraphQLFormattedError } from 'graphql';
import type { OperationKind } from './authority.ts';
import { operationEnded, plainWord } from './log.ts';

export interface OperationRecord {
  kind?: OperationKind;
  /** Only where it is a plain word. */
  name?: string;
  /** SHA-256 of the document, so that equal ones are known again. */
  document?: string;
  readonly codes: Set<string>;
}

export interface EndedOperation extends OperationRecord {
  readonly durationMs: number;
  /** Whether the client left before it had its answer. */
  readonly clientLeft: boolean;
}

/** @param errors as clients see them */
export function noteCodes(
  { codes }: OperationRecord,
  errors: readonly GraphQLFormattedError[] = [],
): void {
  for (const { extensions } of errors) {
    if (typeof extensions?.code === 'string') codes.add(extensions.code);
  }
}

export function endedOperation(record: OperationRecord, reply: FastifyReply): EndedOperation {
  return {
    ...record,
    durationMs: reply.elapsedTime,
    clientLeft: !reply.raw.writableFinished,
  };
}

const mostCodes = 10;

export function safeName(name: string | null | undefined): { name?: string } {
  const plain = name === null || name === undefined ? undefined : plainWord(name);
  return plain === undefined ? {} : { name: plain };
}

/** One line for each operation, also for one that was refused at the door. */
export function logOperation(request: FastifyRequest, reply: FastifyReply): void {
  const { record, authority, span } = request;
  if (record === null) return;
  const { kind, name, document, codes } = record;
  const subject = authority?.caller?.fingerprint;
  request.log.info(
    {
      ...(name === undefined ? {} : { operation: name }),
      ...(kind === undefined ? {} : { kind }),
      ...(document === undefined ? {} : { document }),
      ...(subject === undefined ? {} : { subject }),
      // As OpenTelemetry names it in the logs of any program.
      ...(typeof span?.traceId === 'string' ? { trace_id: span.traceId } : {}),
      durationMs: Math.round(reply.elapsedTime),
      ...(reply.raw.writableFinished ? { status: reply.statusCode } : { clientLeft: true }),
      codes: [...codes].slice(0, mostCodes),
    },
    operationEnded,
  );
}
