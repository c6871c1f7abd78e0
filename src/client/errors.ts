/** What can go wrong, one class for each code. */

/** The codes of the gateway, those of this client, and whatever else a server may say. */
export type ErrorCode = keyof typeof classes | (string & {});

export interface ErrorDetails {
  /** The field that lost its value; null where the whole operation failed. */
  readonly path?: readonly (string | number)[] | null;
  readonly requestId?: string | null;
  /** After this time another try may succeed. */
  readonly retryAfterMs?: number | null;
  /** The upstream that is to blame: `KANTATA_OX` or `ELASTIC_PATH`. */
  readonly source?: string | null;
  readonly upstreamStatus?: number | null;
  /** The HTTP status of the gateway's answer. */
  readonly status?: number | null;
  readonly data?: unknown;
  readonly errors?: readonly MembershipGatewayError[];
  readonly cause?: unknown;
}

export class MembershipGatewayError<Code extends string = ErrorCode> extends Error {
  readonly code: Code;
  readonly path: readonly (string | number)[] | null;
  readonly requestId: string | null;
  readonly retryAfterMs: number | null;
  readonly source: string | null;
  readonly upstreamStatus: number | null;
  readonly status: number | null;
  // Private, so that an error that is logged tells nothing about people.
  readonly #data: unknown;
  readonly #errors: readonly MembershipGatewayError[];

  constructor(code: Code, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = nameOf(code);
    this.code = code;
    this.path = details.path ?? null;
    this.requestId = details.requestId ?? null;
    this.retryAfterMs = details.retryAfterMs ?? null;
    this.source = details.source ?? null;
    this.upstreamStatus = details.upstreamStatus ?? null;
    this.status = details.status ?? null;
    this.#data = details.data;
    this.#errors = details.errors ?? [this];
  }

  /** The data that came all the same; null where there is none. */
  get data(): unknown {
    return this.#data ?? null;
  }

  /** All errors of the operation, of which this is the first. */
  get errors(): readonly MembershipGatewayError[] {
    return this.#errors;
  }
}

export class UnauthenticatedError extends MembershipGatewayError<'UNAUTHENTICATED'> {}
export class ForbiddenError extends MembershipGatewayError<'FORBIDDEN'> {}
export class RateLimitedError extends MembershipGatewayError<'RATE_LIMITED'> {}
export class OverloadedError extends MembershipGatewayError<'OVERLOADED'> {}
export class UpstreamTimeoutError extends MembershipGatewayError<'UPSTREAM_TIMEOUT'> {}
export class UpstreamUnavailableError extends MembershipGatewayError<'UPSTREAM_UNAVAILABLE'> {}
export class UpstreamMalformedError extends MembershipGatewayError<'UPSTREAM_MALFORMED'> {}
export class UpstreamNotConfiguredError extends MembershipGatewayError<'UPSTREAM_NOT_CONFIGURED'> {}
/** The change may or may not have been made: read the record, or look for a new one, before it is repeated. */
export class OutcomeUnknownError extends MembershipGatewayError<'OUTCOME_UNKNOWN'> {}
export class OperationTooExpensiveError extends MembershipGatewayError<'OPERATION_TOO_EXPENSIVE'> {}
export class BadUserInputError extends MembershipGatewayError<'BAD_USER_INPUT'> {}
export class InternalServerError extends MembershipGatewayError<'INTERNAL_SERVER_ERROR'> {}
/** The gateway was not reached, or the connection broke. */
export class NetworkError extends MembershipGatewayError<'NETWORK_ERROR'> {}
/** There was no answer within `timeoutMs`. */
export class TimeoutError extends MembershipGatewayError<'TIMEOUT'> {}
/** Something answered, a proxy perhaps, but not with GraphQL. */
export class NoGraphQLAnswerError extends MembershipGatewayError<'NO_GRAPHQL_ANSWER'> {}

const classes = {
  UNAUTHENTICATED: UnauthenticatedError,
  FORBIDDEN: ForbiddenError,
  RATE_LIMITED: RateLimitedError,
  OVERLOADED: OverloadedError,
  UPSTREAM_TIMEOUT: UpstreamTimeoutError,
  UPSTREAM_UNAVAILABLE: UpstreamUnavailableError,
  UPSTREAM_MALFORMED: UpstreamMalformedError,
  UPSTREAM_NOT_CONFIGURED: UpstreamNotConfiguredError,
  OUTCOME_UNKNOWN: OutcomeUnknownError,
  OPERATION_TOO_EXPENSIVE: OperationTooExpensiveError,
  BAD_USER_INPUT: BadUserInputError,
  INTERNAL_SERVER_ERROR: InternalServerError,
  NETWORK_ERROR: NetworkError,
  TIMEOUT: TimeoutError,
  NO_GRAPHQL_ANSWER: NoGraphQLAnswerError,
} as const;

function isKnown(code: string): code is keyof typeof classes {
  return Object.hasOwn(classes, code);
}

export function errorOf(code: string, message: string, details: ErrorDetails = {}) {
  const Class: new (code: never, message: string, details: ErrorDetails) => MembershipGatewayError =
    isKnown(code) ? classes[code] : MembershipGatewayError;
  return new Class(code as never, message, details);
}

/** Made from the code, since minifiers change the names of classes. */
function nameOf(code: string): string {
  if (!isKnown(code)) return 'MembershipGatewayError';
  const words = code.toLowerCase().replace('graphql', 'graphQL').split('_');
  const name = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  return name.endsWith('Error') ? name : `${name}Error`;
}
