/** Apollo Server: parsing, validation, limits of its own, and the wording of errors. */
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import type { GraphQLSchema } from 'graphql';
import type { RequestContext } from './operation.ts';
import { wordError } from './wording.ts';

export interface ApolloOptions {
  readonly schema: GraphQLSchema;
  /** Opens introspection; without it, no error names what the schema holds. */
  readonly explorer: boolean;
  readonly maxTokens: number;
}

export function createApollo(options: ApolloOptions): ApolloServer<RequestContext> {
  return new ApolloServer<RequestContext>({
    schema: options.schema,
    introspection: options.explorer,
    hideSchemaDetailsFromClientErrors: !options.explorer,
    includeStacktraceInErrorResponses: false,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    parseOptions: { maxLexicalTokens: options.maxTokens },
    maxRecursiveSelections: true,
    stopOnTerminationSignals: false,
    formatError: wordError,
    // Costs a third of a page of 200 rows, for headers that nobody here sets.
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      partialFaultsAreErrors,
      errorsNameTheirRequest,
    ],
  });
}

const partialFaultsAreErrors: ApolloServerPlugin<RequestContext> = {
  requestDidStart: () =>
    Promise.resolve({
      willSendResponse: ({ response: { body }, contextValue: { partialFaults } }) => {
        const errors = partialFaults.errors.map((error) => wordError(error.toJSON(), error));
        if (body.kind === 'single' && errors.length > 0) {
          body.singleResult.errors = [...(body.singleResult.errors ?? []), ...errors];
        }
        return Promise.resolve();
      },
    }),
};

const errorsNameTheirRequest: ApolloServerPlugin<RequestContext> = {
  requestDidStart: () =>
    Promise.resolve({
      willSendResponse: ({ response, contextValue: { requestId } }) => {
        if (response.body.kind === 'single' && response.body.singleResult.errors !== undefined) {
          response.body.singleResult.errors = response.body.singleResult.errors.map((error) => ({
            ...error,
            extensions: { ...error.extensions, requestId },
          }));
        }
        return Promise.resolve();
      },
    }),
};
