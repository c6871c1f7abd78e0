/** What can be held against a request before its operation is parsed. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { objectionToWishes } from '../trace/wishes.ts';
import { objectionToText, objectionToVariables } from './document-text.ts';
import type { Limits } from './limits.ts';

export interface Objection {
  readonly code: 'BAD_REQUEST' | 'BAD_USER_INPUT' | 'OPERATION_TOO_EXPENSIVE';
  readonly message: string;
}

/** People and tools give names of some dozen characters. */
const longestName = 256;

type Refuse = (reply: FastifyReply, status: number, code: string, message: string) => FastifyReply;

/** A hook for requests whose body has been read. */
export function refuseBeforeParsing({ maxTokens }: Limits, refuse: Refuse) {
  return (request: FastifyRequest, reply: FastifyReply, done: () => void): void => {
    const objection = objectionTo(request, maxTokens);
    if (objection === null) done();
    else refuse(reply, 400, objection.code, objection.message);
  };
}

function objectionTo({ headers, body, query }: FastifyRequest, most: number): Objection | null {
  const wishes = objectionToWishes(headers);
  if (wishes !== null) return { code: 'BAD_USER_INPUT', message: wishes };
  const {
    query: text,
    operationName,
    variables,
    extensions,
  } = isObject(body) ? body : isObject(query) ? query : {};
  if (!hashIsText(extensions)) {
    return { code: 'BAD_REQUEST', message: 'The hash of a persisted query is a text.' };
  }
  const message =
    objectionToName(operationName) ??
    (typeof text === 'string' ? objectionToText(text, most) : null) ??
    objectionToVariables(variables);
  return message === null ? null : { code: 'OPERATION_TOO_EXPENSIVE', message };
}

function objectionToName(name: unknown): string | null {
  return typeof name === 'string' && name.length > longestName
    ? `The name of the operation is longer than ${longestName} characters.`
    : null;
}

/** Anything else would be made into one further on, which may fail. */
function hashIsText(extensions: unknown): boolean {
  const read = typeof extensions === 'string' ? parsed(extensions) : extensions;
  if (!isObject(read) || !isObject(read.persistedQuery)) return true;
  return typeof read.persistedQuery.sha256Hash === 'string';
}

/** What is no JSON is refused by whoever wants to use it. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
