/**
 * What clients are told about failures: the one place where a fault gets its words and codes.
 * Anything that is not known to be safe is masked.
 */
import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { codeForClients, Fault } from '../domain/fault.ts';
import { mostSelections } from './limits/limits.ts';

/** Limits that libraries enforce, and report as mistakes in the document, with our words for them. */
const limitsOfLibraries = [
  [
    /^Syntax Error: Document contains more tha[nt] (\d+) tokens\..*$/,
    'The document holds more than $1 tokens (MAX_TOKENS).',
  ],
  [
    /^(?:Operation "\w+"|Anonymous operation) recursively requests too many selections\.$/,
    `This operation selects more than ${mostSelections} fields, fragments written out.`,
  ],
  [/^Validation aborted\.$/, 'The document has too many fields or fragments to be validated.'],
  [/^Maximum introspection depth exceeded$/, 'Introspection goes too deep.'],
] as const;

/** A message may quote the request; this much of it is enough. */
const mostCharacters = 300;

/** Some errors would point to everything that they are about. */
const mostLocations = 3;

export function wordError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const { message, locations, path, extensions = {} } = formatted;
  const where = {
    ...(locations === undefined ? {} : { locations: locations.slice(0, mostLocations) }),
    ...(path === undefined ? {} : { path }),
  };
  const cause = unwrapResolverError(error);
  if (cause instanceof Fault) {
    return { message: cause.message, ...where, extensions: faultExtensions(cause) };
  }
  for (const [theirs, ours] of limitsOfLibraries) {
    if (!theirs.test(message)) continue;
    const extensions = { code: 'OPERATION_TOO_EXPENSIVE' };
    return { message: message.replace(theirs, ours), ...where, extensions };
  }
  const code = extensions.code;
  if (cause instanceof GraphQLError && code !== 'INTERNAL_SERVER_ERROR' && !isOfEngine(cause)) {
    return { message: plain(message), ...where, extensions: { code } };
  }
  if (cause instanceof GraphQLError && isUnnamedRefusal(cause)) {
    return { message, ...where, extensions: { code: 'BAD_REQUEST' } };
  }
  return {
    message: 'Something went wrong in the gateway.',
    ...where,
    extensions: { code: 'INTERNAL_SERVER_ERROR' },
  };
}

/** The same for clients that must not learn the schema by guessing: no name is suggested. */
export function wordWithoutHints(
  formatted: GraphQLFormattedError,
  error: unknown,
): GraphQLFormattedError {
  const { message } = formatted;
  const hint = message.endsWith('?') ? message.lastIndexOf(' Did you mean ') : -1;
  return wordError(hint < 0 ? formatted : { ...formatted, message: message.slice(0, hint) }, error);
}

/** Errors that do not pass through Apollo Server, which would have them worded by itself. */
export function worded(errors: readonly GraphQLError[]): readonly GraphQLFormattedError[] {
  return errors.map((error) => wordError(error.toJSON(), error));
}

/** With the id of the request, by which the log can be searched. */
export function namingRequest(
  errors: readonly GraphQLFormattedError[],
  requestId: string,
): readonly GraphQLFormattedError[] {
  return errors.map((error) => ({ ...error, extensions: { ...error.extensions, requestId } }));
}

function plain(message: string): string {
  for (const [beginning, ours] of reworded) if (message.startsWith(beginning)) return ours;
  return message.length > mostCharacters ? `${message.slice(0, mostCharacters)}…` : message;
}

/** Messages in which Apollo Server speaks of itself, by how they begin. */
const reworded = [
  [
    // Its own words name the remedy last, where they would be cut.
    'This operation has been blocked as a potential',
    'A page of another site could have made a browser send this. ' +
      'Send a GET with the header "apollo-require-preflight: 1", or POST JSON (content-type: application/json).',
  ],
  [
    // Its own words name an option of Apollo Server, which no caller can set.
    'GraphQL introspection is not allowed by Apollo Server',
    'Introspection is switched off here (EXPLORER).',
  ],
] as const;

/** A stack that overflowed, or a string that became too long. */
function isOfEngine({ originalError }: GraphQLError): boolean {
  return originalError instanceof GraphQLError
    ? isOfEngine(originalError)
    : originalError instanceof RangeError;
}

/** Apollo Server refuses some persisted queries without a code, only with a status. */
function isUnnamedRefusal({ extensions }: GraphQLError): boolean {
  return extensions.code === undefined && extensions.http?.status === 400;
}

function faultExtensions(fault: Fault): Record<string, unknown> {
  return {
    code: codeForClients(fault),
    ...(fault.source === undefined ? {} : { source: fault.source }),
    ...(fault.upstreamStatus === undefined ? {} : { upstreamStatus: fault.upstreamStatus }),
    ...(fault.retryAfterMs === undefined ? {} : { retryAfterMs: fault.retryAfterMs }),
  };
}
