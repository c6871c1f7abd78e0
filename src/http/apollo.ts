/** Apollo Server: parsing, validation, limits of its own, and the wording of errors. */
import { ApolloServer } from '@apollo/server';
import type { FastifyBaseLogger } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import { compiledExecution } from '../graphql/compiled-execution.ts';
import {
  disabledPlugins,
  errorsNameTheirRequest,
  keepWithinScopes,
  logBreakdowns,
  logTheUnexpected,
  partialFaultsAreErrors,
  recordOperation,
  tellOverload,
} from './apollo-plugins.ts';
import { DocumentStore } from './document-store.ts';
import { executedBy } from './execution.ts';
import { mostErrors, mostSelections, type Limits } from './limits/limits.ts';
import { keepWithinLimits } from './limits/plugin.ts';
import type { RequestContext } from './operation.ts';
import {
  documentCacheOf,
  knownDocumentsOnly,
  type PersistedDocuments,
} from './persisted/plugin.ts';
import { pluginOf } from './sync-hooks.ts';
import { explainInstead, showTrace } from './trace/plugin.ts';
import { planningPlugin, type Tracing } from './tracing.ts';
import { wordError, wordWithoutHints } from './wording.ts';

export interface ApolloOptions {
  readonly schema: GraphQLSchema;
  /** Allows introspection; without it, no error gives away names of the schema. */
  readonly explorer: boolean;
  readonly limits: Limits;
  readonly persistedDocuments: PersistedDocuments;
  /** Off only to prove that it changes no answer. */
  readonly compiled: boolean;
  /** Null where nobody takes traces. */
  readonly tracing: Tracing | null;
}

export function createApollo(
  options: ApolloOptions,
  log: FastifyBaseLogger,
): ApolloServer<RequestContext> {
  const execution = options.compiled
    ? executedBy(options.schema, compiledExecution(mostErrors))
    : null;
  return new ApolloServer<RequestContext>({
    ...(execution === null
      ? { schema: options.schema, executionOptions: { maxCoercionErrors: mostErrors } }
      : { gateway: execution.gateway }),
    introspection: options.explorer,
    hideSchemaDetailsFromClientErrors: !options.explorer,
    includeStacktraceInErrorResponses: false,
    csrfPrevention: true,
    persistedQueries: { cache: documentCacheOf(options.persistedDocuments) },
    documentStore: new DocumentStore(),
    allowBatchedHttpRequests: false,
    parseOptions: { maxLexicalTokens: options.limits.maxTokens },
    maxRecursiveSelections: mostSelections,
    validationOptions: { maxErrors: mostErrors },
    stopOnTerminationSignals: false,
    formatError: options.explorer ? wordError : wordWithoutHints,
    // So that NODE_ENV decides nothing.
    nodeEnv: 'production',
    logger: silentButFor(log),
    plugins: [
      ...disabledPlugins,
      planningPlugin(options.tracing),
      explainInstead,
      logBreakdowns,
      pluginOf([
        knownDocumentsOnly(options.persistedDocuments),
        keepWithinScopes,
        keepWithinLimits(options.limits),
        showTrace,
        logTheUnexpected,
        partialFaultsAreErrors,
        errorsNameTheirRequest,
        recordOperation,
        tellOverload,
      ]),
      ...(execution === null ? [] : [execution.plugin]),
    ],
  });
}

/** Apollo Server logs the messages of errors, which may hold anything. */
function silentButFor(
  log: FastifyBaseLogger,
): Record<'debug' | 'info' | 'warn' | 'error', () => void> {
  const nothing = () => undefined;
  const tell = () => {
    log.warn('Apollo Server logged a warning');
  };
  return { debug: nothing, info: nothing, warn: tell, error: tell };
}
