import { GraphQLError } from 'graphql';
import { expect, test } from 'vitest';
import { wordError } from '../../src/http/wording.ts';

test('what the engine says of its own stack is not told, however it is wrapped', () => {
  const originalError = new RangeError('Maximum call stack size exceeded');
  const ofParser = new GraphQLError(originalError.message, { originalError });
  const error = new GraphQLError(`Syntax Error: ${originalError.message}`, {
    originalError: ofParser,
    extensions: { code: 'GRAPHQL_PARSE_FAILED' },
  });

  expect(wordError(error.toJSON(), error)).toEqual({
    message: 'Something went wrong in the gateway.',
    extensions: { code: 'INTERNAL_SERVER_ERROR' },
  });
});
