/**
 * A client of the gateway for services and scripts, in Node and in browsers. It imports nothing, neither
 * a package nor anything else of the gateway. Documents to begin with: `membership-gateway/client/documents`.
 */
export {
  createMembershipClient,
  type Answer,
  type CallOptions,
  type ClientOptions,
  type ErrorPolicy,
  type MembershipClient,
} from './client.ts';
export type { Connection } from './paginate.ts';
export type { TypedDocument, TypedString } from './document.ts';
export {
  BadUserInputError,
  ForbiddenError,
  InternalServerError,
  MembershipGatewayError,
  NetworkError,
  NoGraphQLAnswerError,
  OperationTooExpensiveError,
  OutcomeUnknownError,
  OverloadedError,
  RateLimitedError,
  TimeoutError,
  UnauthenticatedError,
  UpstreamMalformedError,
  UpstreamNotConfiguredError,
  UpstreamTimeoutError,
  UpstreamUnavailableError,
  type ErrorCode,
} from './errors.ts';
