/** Hands requests to Apollo Server, and its answers back. */
import { HeaderMap, type ApolloServer } from '@apollo/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FormattedExecutionResult } from 'graphql';
import { isObject } from '../domain/json.ts';
import { noteCodes } from './operation-record.ts';
import type { RequestContext } from './operation.ts';
import { parametersOf } from './parameters.ts';
import { headersOfEveryAnswer } from './refusal.ts';
import { namingRequest } from './wording.ts';

/** All that Apollo Server looks at: media types, and whether a page of another site may be asking. */
const apolloHeaders = [
  'accept',
  'content-type',
  'apollo-require-preflight',
  'x-apollo-operation-name',
] as const;

export async function answerOperation(
  apollo: ApolloServer<RequestContext>,
  request: FastifyRequest,
  reply: FastifyReply,
  context: () => RequestContext,
): Promise<string> {
  const { status, headers, body } = await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: {
      method: request.method,
      headers: headersForApollo(request),
      search: request.method === 'GET' ? parametersOf(request.url).toString() : '',
      body: bodyOf(request.body),
    },
    // eslint-disable-next-line @typescript-eslint/require-await -- what it throws becomes a rejection
    context: async () => context(),
  });
  // Only `@defer` and `@stream` lead to it, and the schema has neither.
  if (body.kind === 'chunked') throw new TypeError('No answer comes in pieces');
  for (const [name, value] of headers) {
    // Apollo Server would let the answer to an unknown hash be cached.
    if (!(name in headersOfEveryAnswer)) void reply.header(name, value);
  }
  void reply.code(status ?? 200);
  return reply.statusCode < 400 ? body.string : refusalOf(body.string, request);
}

/**
 * What Apollo Server refuses before or after the operation passes none of its plugins. Such a refusal gets here what
 * every other error gets there: the id of its request, and its code in the record.
 */
function refusalOf(text: string, { id, record }: FastifyRequest): string {
  // Apollo Server has just written it.
  const { errors = [], ...rest } = JSON.parse(text) as FormattedExecutionResult;
  if (record !== null) noteCodes(record, errors);
  return `${JSON.stringify({ errors: namingRequest(errors, id), ...rest })}\n`;
}

/** An empty operation name in a body counts as none, as it does in a URL. */
function bodyOf(body: unknown): unknown {
  return isObject(body) && body.operationName === '' ? { ...body, operationName: null } : body;
}

/** Without empty headers, and without an `Accept` that asks for the default. */
function headersForApollo({ headers }: FastifyRequest): HeaderMap {
  const map = new HeaderMap();
  for (const name of apolloHeaders) {
    const value = headers[name];
    if (typeof value !== 'string' || value === '') continue;
    // Apollo Server would negotiate twice, and arrive at its default.
    if (name === 'accept' && usualAccepts.has(value)) continue;
    map.set(name, value);
  }
  return map;
}

const usualAccepts = new Set(['application/json', '*/*']);
