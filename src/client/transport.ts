/** One request of one attempt, and its answer. */
import { decodeAnswer, type Decoded } from './answer.ts';
import { errorOf, MembershipGatewayError } from './errors.ts';
import { hashOf, persistedAs, persistedUrl } from './persisted.ts';

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;
export type PersistedQueries = 'get' | 'post' | 'off';

/** What came instead of an answer: a `NetworkError` or a `NoGraphQLAnswerError`. */
type Failure = MembershipGatewayError;

export interface Message {
  readonly url: string;
  readonly text: string;
  readonly variables: unknown;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/**
 * Refuses what cannot be sent: `fetch` would fail as it does when a connection breaks, after which a change may
 * have been made.
 *
 * @param ownFetch the caller's own, which may take other URLs than the platform's
 * @throws TypeError that does not repeat what is wrong, since that may be a token
 */
export function refuseUnsendable({ url, headers }: Message, ownFetch: Fetch | undefined): void {
  if (fails(() => new Headers(headers))) {
    throw new TypeError('A name or a value in the headers is none that can be sent.');
  }
  if (ownFetch === undefined && fails(() => new Request(url))) {
    throw new TypeError('The url must be absolute, except in a browser, and hold no credentials.');
  }
}

function fails(make: () => unknown): boolean {
  try {
    make();
    return false;
  } catch {
    return true;
  }
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
        // Shows that this is no form of another site: the gateway answers no GET without it.
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
