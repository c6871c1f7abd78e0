/** How often a request is sent: queries again where that may help, changes only once. */
import type { Decoded } from './answer.ts';
import { errorOf, MembershipGatewayError, TimeoutError } from './errors.ts';
import type { Patience } from './patience.ts';
import {
  askByHash,
  askByText,
  type Fetch,
  type Message,
  type PersistedQueries,
} from './transport.ts';

interface SendOptions {
  readonly fetch?: Fetch;
  readonly retries?: number;
  readonly persistedQueries?: PersistedQueries;
}

/** Called for each attempt, since the token in its headers may have expired after the one before. */
type MakeMessage = () => Promise<Message>;

/** Looked up for each request, since programs replace the global `fetch` to watch it. */
const platformFetch: Fetch = (url, init) => globalThis.fetch(url, init);

/** HTTP statuses after which another attempt may succeed; `null` stands for no answer. */
const passing: ReadonlySet<number | null> = new Set([null, 429, 502, 503, 504]);

/** @throws the last failure, when no attempt is left or no time for the next one */
export async function sendUntilAnswered(
  makeMessage: MakeMessage,
  patience: Patience,
  { fetch = platformFetch, retries = 2, persistedQueries = 'post' }: SendOptions,
): Promise<Decoded> {
  for (let attempt = 0; ; attempt += 1) {
    const message = await makeMessage();
    message.signal.throwIfAborted();
    const answer =
      persistedQueries === 'off'
        ? await askByText(fetch, message)
        : await askByHash(fetch, message, persistedQueries);
    const mayPass = attempt < retries && passing.has(answer.status);
    const delayMs = mayPass ? patience.delayMs(attempt, answer.retryAfterMs) : null;
    if (delayMs === null) return answered(answer);
    await patience.pause(delayMs);
  }
}

/** @throws OutcomeUnknownError where it was sent and nobody can tell what came of it */
export async function sendOnce(
  makeMessage: MakeMessage,
  { fetch = platformFetch }: SendOptions,
): Promise<Decoded> {
  const message = await makeMessage();
  message.signal.throwIfAborted();
  const answer = await askByText(fetch, message).catch((error: unknown) => {
    throw error instanceof TimeoutError ? unknownAfter(error) : error;
  });
  const failure = answer instanceof MembershipGatewayError ? answer : failureWithoutCode(answer);
  if (failure !== undefined && !isRefusal(failure.status)) throw unknownAfter(failure);
  return answered(answer);
}

/**
 * Every error of the gateway has a code: one without comes from something in between that writes its errors as
 * GraphQL does.
 */
function failureWithoutCode({ data, errors }: Decoded): MembershipGatewayError | undefined {
  return data === null ? errors.find(({ code }) => code === 'UNKNOWN') : undefined;
}

/**
 * A refusal means that nothing was done, even where it comes from something between client and gateway. Browsers
 * give a redirect that is not followed, such as one to a login, the status 0, and no other response.
 */
function isRefusal(status: number | null): boolean {
  return status !== null && (status === 0 || (status >= 300 && status < 500));
}

function unknownAfter(cause: MembershipGatewayError): MembershipGatewayError {
  const message =
    'Nobody can tell whether the change was made. ' +
    'Before you repeat it, read the record, or look for a new one in its list.';
  const { status, requestId } = cause;
  return errorOf('OUTCOME_UNKNOWN', message, { cause, status, requestId });
}

function answered(answer: Decoded | MembershipGatewayError): Decoded {
  if (answer instanceof MembershipGatewayError) throw answer;
  return answer;
}
