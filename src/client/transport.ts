/** One request of one attempt, and its answer. */
import { decodeAnswer, type Decoded } from './answer.ts';
import { errorOf, MembershipGatewayError } from './errors.ts';
import { hashOf, persistedAs, persistedUrl } from './persisted.ts';

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;
export type PersistedQueries = 'get' | 'post' | 'off';

/** No answer of the graph: a `NetworkError` or a `NoGraphQLAnswerError`. */
type Failure = MembershipGatewayError;

export interface Message {
  readonly url: string;
  readonly text: string;
  readonly variables: unknown;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

export async function askByHash(
  fetch: Fetch,
  message: Message,
  method: 'get' | 'post',
): Promise<Decoded | Failure> {
  const { url, text, variables } = message;
  const hash = await hashOf(text);
  if (hash === null) return post(fetch, message, { query: text, variables });
  const extensions = persistedAs(hash);
  const whole = method === 'get' ? persistedUrl(url, hash, variables) : null;
  const answer =
    whole === null
      ? await post(fetch, message, { variables, extensions })
      : await send(fetch, { ...message, url: whole }, { method: 'GET' });
  if (answer instanceof MembershipGatewayError) return answer;
  switch (answer.errors[0]?.code) {
    case 'PERSISTED_QUERY_NOT_FOUND':
      return post(fetch, message, { query: text, variables, extensions });
    case 'PERSISTED_QUERY_NOT_SUPPORTED':
      return post(fetch, message, { query: text, variables });
    default:
      return answer;
  }
}

export function askByText(fetch: Fetch, message: Message): Promise<Decoded | Failure> {
  return post(fetch, message, { query: message.text, variables: message.variables });
}

function post(fetch: Fetch, message: Message, body: Readonly<Record<string, unknown>>) {
  return send(fetch, message, { method: 'POST', body: JSON.stringify(body) });
}

/** @throws the reason of the signal */
async function send(
  fetch: Fetch,
  { url, headers, signal }: Message,
  init: RequestInit,
): Promise<Decoded | Failure> {
  try {
    const response = await fetch(url, {
      ...init,
      signal,
      // The headers may hold credentials, which are for nobody else.
      redirect: 'manual',
      headers: {
        accept: 'application/graphql-response+json, application/json;q=0.9',
        // Says that this is no form of another site: the gateway answers no GET without it.
        'apollo-require-preflight': '1',
        ...(init.method === 'POST' && { 'content-type': 'application/json' }),
        ...headers,
      },
    });
    return await decodeAnswer(response);
  } catch (cause) {
    signal.throwIfAborted();
    if (cause instanceof MembershipGatewayError) return cause;
    const message = 'The gateway was not reached, or the connection broke.';
    return errorOf('NETWORK_ERROR', message, { cause });
  }
}
