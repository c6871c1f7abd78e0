/** What a failed reply means, for a read and for a write. */
import { Fault, howToFindOut, type FaultCode, type FaultDetails } from '../../domain/fault.ts';
import { sourceTitles } from '../../domain/source-name.ts';
import type { Reply } from './incoming.ts';
import { retryAfterMs } from './backoff.ts';
import type { HttpOptions, Request } from './request.ts';

type Context = Pick<HttpOptions, 'source' | 'objections'>;

const worthAnotherTry = new Set([429, 500, 502, 503, 504]);

export type Answered = Extract<Reply, { kind: 'answer' }>;

export function isSuccess(reply: Reply): reply is Answered {
  return reply.kind === 'answer' && reply.status >= 200 && reply.status < 300;
}

/** Whether another attempt may succeed where this one failed. */
export function isRepeatable(request: Request, reply: Reply): boolean {
  if (isPerhapsRefused(request, reply)) return false;
  if (reply.kind !== 'answer') return reply.kind !== 'too-large';
  // A success that is called JSON and cannot be parsed was cut short.
  return reply.status < 300 ? isCalledJson(reply) : worthAnotherTry.has(reply.status);
}

/** Such a reply tells neither that the upstream works nor that it does not. */
export function isPerhapsRefused({ mayBeRefused = false }: Request, reply: Reply): boolean {
  return mayBeRefused && reply.kind === 'answer' && reply.status === 500;
}

function isCalledJson({ headers }: Answered): boolean {
  const type = headers['content-type'];
  return typeof type === 'string' && /^application\/(\w+\+)?json\b/i.test(type);
}

export function readFault(context: Context, reply: Reply): Fault {
  if (reply.kind === 'answer') return answerFault(context, reply);
  const title = sourceTitles[context.source];
  const details = reply.kind === 'too-large' ? {} : { cause: reply.cause };
  const fault = (code: FaultCode, message: string) =>
    new Fault(code, message, { source: context.source, ...details });
  switch (reply.kind) {
    case 'timeout':
      return reply.hasLeft
        ? fault('UPSTREAM_TIMEOUT', `${title} did not answer in time.`)
        : fault('UPSTREAM_TIMEOUT', `${title} could not be reached in time.`);
    case 'too-large':
      return fault('UPSTREAM_MALFORMED', `${title} sent more than the gateway takes.`);
    case 'not-sent':
      return fault('UPSTREAM_UNAVAILABLE', `${title} cannot be reached.`);
    case 'lost':
      return fault('UPSTREAM_UNAVAILABLE', `The connection to ${title} broke.`);
  }
}

export function writeFault(context: Context, reply: Reply): Fault {
  return mayHaveBeenMade(reply) ? unknownOutcome(context, reply) : readFault(context, reply);
}

/** A write that may or may not have been made is a kind of fault of its own. */
export function unknownOutcome(
  { source }: Context,
  reply: Reply,
  cause = 'cause' in reply ? reply.cause : undefined,
): Fault {
  return new Fault(
    'OUTCOME_UNKNOWN',
    `${sourceTitles[source]} may or may not have made the change. ${howToFindOut}`,
    { source, ...(reply.kind === 'answer' ? detailsOf(reply) : {}), cause },
  );
}

function mayHaveBeenMade(reply: Reply): boolean {
  switch (reply.kind) {
    case 'answer':
      return reply.status >= 500;
    case 'timeout':
      return reply.hasLeft;
    case 'not-sent':
      return false;
    case 'lost':
    case 'too-large':
      return true;
  }
}

/** The body of a success. */
export function jsonOf(
  { source }: Context,
  { body, status }: Answered,
): { readonly json: unknown } | Fault {
  try {
    return { json: JSON.parse(body) };
  } catch (cause) {
    const message = `${sourceTitles[source]} sent an answer that is not JSON.`;
    return new Fault('UPSTREAM_MALFORMED', message, { source, upstreamStatus: status, cause });
  }
}

function answerFault(context: Context, reply: Answered): Fault {
  const title = sourceTitles[context.source];
  const details: FaultDetails = { source: context.source, ...detailsOf(reply) };
  switch (reply.status) {
    case 400:
    case 422:
      return new Fault('INVALID', `${title} refused the input.`, {
        ...details,
        objections: objectionsOf(context, reply.body),
      });
    case 401:
      return new Fault('UNAUTHENTICATED', `${title} did not accept the credential.`, details);
    case 403:
      return new Fault('FORBIDDEN', `${title} does not allow this with the credential.`, details);
    case 404:
      return new Fault('NOT_FOUND', `${title} does not know this, or hides it.`, details);
    case 409:
      return new Fault('CONFLICT', `${title} holds a state that conflicts with this.`, {
        ...details,
        objections: objectionsOf(context, reply.body),
      });
    case 429:
      return new Fault('RATE_LIMITED', `${title} asks for fewer calls.`, details);
    default:
      return reply.status >= 500
        ? new Fault('UPSTREAM_UNAVAILABLE', `${title} is not available.`, details)
        : new Fault('UPSTREAM_MALFORMED', `${title} answered in an unexpected way.`, details);
  }
}

function detailsOf(reply: Answered): FaultDetails {
  return { upstreamStatus: reply.status, retryAfterMs: retryAfterMs(reply) };
}

function objectionsOf(context: Context, body: string) {
  try {
    return context.objections(JSON.parse(body));
  } catch {
    // An error page that is not JSON says nothing about a field.
    return [];
  }
}
