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

/** What Apollo Server decides by: how to read and to write, and whether a page of another site asks. */
const decisive = [
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
      headers: decisiveHeaders(request),
      search: request.method === 'GET' ? parametersOf(request.url).toString() : '',
      body: bodyOf(request.body),
    },
    // eslint-disable-next-line @typescript-eslint/require-await -- what it throws becomes a rejection
    context: async () => context(),
  });
  // It comes of `@defer` and `@stream`, which the schema does not know.
  if (body.kind === 'chunked') throw new TypeError('No answer comes in pieces');
  for (const [name, value] of headers) {
    // Apollo Server lets the answer to an unknown hash be kept.
    if (!(name in headersOfEveryAnswer)) void reply.header(name, value);
  }
  void reply.code(status ?? 200);
  return reply.statusCode < 400 ? body.string : refusalOf(body.string, request);
}

/**
 * What Apollo Server refuses before there is an operation, or once that is over, passes none of its plugins. So a
 * refusal gets here what every other error gets there: the id of its request, and its code in the record.
 */
function refusalOf(text: string, { id, record }: FastifyRequest): string {
  // Apollo Server has just written it.
  const { errors = [], ...rest } = JSON.parse(text) as FormattedExecutionResult;
  if (record !== null) noteCodes(record, errors);
  return `${JSON.stringify({ errors: namingRequest(errors, id), ...rest })}\n`;
}

/** As in an address, an empty name in a body is none. */
function bodyOf(body: unknown): unknown {
  return isObject(body) && body.operationName === '' ? { ...body, operationName: null } : body;
}

/** Empty ones are as good as none; so are those that accept what everybody gets. */
function decisiveHeaders({ headers }: FastifyRequest): HeaderMap {
  const map = new HeaderMap();
  for (const name of decisive) {
    const value = headers[name];
    if (typeof value !== 'string' || value === '') continue;
    // Apollo Server would weigh it twice, only to come to what it does without it.
    if (name === 'accept' && acceptTheUsual.has(value)) continue;
    map.set(name, value);
  }
  return map;
}

const acceptTheUsual = new Set(['application/json', '*/*']);
