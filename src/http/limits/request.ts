/** Objections to a request before its operation is parsed. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isObject } from '../../domain/json.ts';
import { parametersOf } from '../parameters.ts';
import { refuse } from '../refusal.ts';
import { objectionToWishes } from '../trace/wishes.ts';
import { objectionToText, objectionToVariables } from './document-text.ts';
import type { Limits } from './limits.ts';

interface Objection {
  readonly code: 'BAD_REQUEST' | 'BAD_USER_INPUT' | 'OPERATION_TOO_EXPENSIVE';
  readonly message: string;
}

/** Real names have a few dozen characters. */
const longestName = 256;

/** A hook for requests whose body has been read. */
export function refuseBeforeParsing({ maxTokens }: Limits) {
  return (request: FastifyRequest, reply: FastifyReply, done: () => void): void => {
    const objection = objectionTo(request, maxTokens);
    if (objection === null) done();
    else refuse(reply, 400, objection.code, objection.message);
  };
}

function objectionTo(request: FastifyRequest, mostIgnored: number): Objection | null {
  const wishes = objectionToWishes(request.headers);
  if (wishes !== null) return { code: 'BAD_USER_INPUT', message: wishes };
  const { query, operationName, variables, extensions } = askedBy(request);
  if (!hashIsText(extensions)) {
    return { code: 'BAD_REQUEST', message: 'The hash of a persisted query must be a string.' };
  }
  const message =
    objectionToName(operationName) ??
    (typeof query === 'string' ? objectionToText(query, mostIgnored) : null) ??
    objectionToVariables(variables);
  return message === null ? null : { code: 'OPERATION_TOO_EXPENSIVE', message };
}

/** Read as Apollo Server will read it: else something could be sent that the limits here do not see. */
function askedBy({ method, url, body }: FastifyRequest): Readonly<Record<string, unknown>> {
  if (method !== 'GET') return isObject(body) ? body : {};
  const parameters = parametersOf(url);
  return {
    query: parameters.get('query'),
    operationName: parameters.get('operationName'),
    variables: parsed(parameters.get('variables')),
    extensions: parsed(parameters.get('extensions')),
  };
}

function objectionToName(name: unknown): string | null {
  return typeof name === 'string' && name.length > longestName
    ? `The name of the operation is longer than ${longestName} characters.`
    : null;
}

/** Anything else would be converted to text further on, which may fail. */
function hashIsText(extensions: unknown): boolean {
  if (!isObject(extensions) || !isObject(extensions.persistedQuery)) return true;
  return typeof extensions.persistedQuery.sha256Hash === 'string';
}

/** Invalid JSON is refused later, by whoever needs it. */
function parsed(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
