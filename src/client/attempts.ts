/** How often a request is sent: queries again where that may help, changes once. */
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

interface Manner {
  readonly fetch?: Fetch;
  readonly retries?: number;
  readonly persistedQueries?: PersistedQueries;
}

/** Anew for each attempt, as tokens do not live for ever. */
type Write = () => Promise<Message>;

/** By its name each time, since programs replace it to watch it. */
const platformFetch: Fetch = (url, init) => globalThis.fetch(url, init);

const passing: ReadonlySet<number | null> = new Set([null, 429, 502, 503, 504]);

/** @throws the last failure, when no attempt is left or no time for the next one */
export async function sendUntilAnswered(
  write: Write,
  patience: Patience,
  { fetch = platformFetch, retries = 2, persistedQueries = 'post' }: Manner,
): Promise<Decoded> {
  for (let attempt = 0; ; attempt += 1) {
    const message = await write();
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

/** @throws OutcomeUnknownError where it left and nobody can tell what came of it */
export async function sendOnce(
  write: Write,
  _patience: Patience,
  { fetch = platformFetch }: Manner,
): Promise<Decoded> {
  const message = await write();
  message.signal.throwIfAborted();
  const answer = await askByText(fetch, message).catch((error: unknown) => {
    throw error instanceof TimeoutError ? unknownAfter(error) : error;
  });
  const failure = answer instanceof MembershipGatewayError ? answer : nobodysFailure(answer);
  if (failure !== undefined && !isRefusal(failure.status)) throw unknownAfter(failure);
  return answered(answer);
}

/** An error without a code is none of the gateway's: what is in between may word its errors as GraphQL does. */
function nobodysFailure({ data, errors }: Decoded): MembershipGatewayError | undefined {
  return data === null ? errors.find(({ code }) => code === 'UNKNOWN') : undefined;
}

/** What is between client and gateway may refuse, too. */
function isRefusal(status: number | null): boolean {
  return status !== null && status >= 300 && status < 500;
}

function unknownAfter(cause: MembershipGatewayError): MembershipGatewayError {
  const message =
    'Nobody can tell whether the change was made: read the record before it is repeated.';
  const { status, requestId } = cause;
  return errorOf('OUTCOME_UNKNOWN', message, { cause, status, requestId });
}

function answered(answer: Decoded | MembershipGatewayError): Decoded {
  if (answer instanceof MembershipGatewayError) throw answer;
  return answer;
}
