/** What the edge records about an operation on its way through Apollo Server, and what it enforces. */
import type { ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { GraphQLError } from 'graphql';
import { Fault } from '../domain/fault.ts';
import { noteCodes, safeName } from './operation-record.ts';
import type { RequestContext } from './operation.ts';
import type { SyncHooks } from './sync-hooks.ts';
import { namingRequest, worded } from './wording.ts';

type Plugin = ApolloServerPlugin<RequestContext>;

/** Plugins of Apollo Server itself, switched off. */
export const disabledPlugins: readonly Plugin[] = [
  // It takes a third of the time of a page of 200 rows, for headers that are never set here.
  ApolloServerPluginCacheControlDisabled(),
  // Environment variables could switch these on, and some of them report to Apollo.
  ApolloServerPluginInlineTraceDisabled(),
  ApolloServerPluginLandingPageDisabled(),
  ApolloServerPluginSchemaReportingDisabled(),
  ApolloServerPluginUsageReportingDisabled(),
];

export const recordOperation: SyncHooks = {
  didResolveSource: ({ queryHash, contextValue: { record } }) => {
    record.document = queryHash;
  },
  didResolveOperation: ({ operation, operationName, contextValue: { record } }) => {
    if (operation !== undefined) record.kind = operation.operation;
    Object.assign(record, safeName(operationName));
  },
  willSendResponse: ({ response: { body }, contextValue: { record } }) => {
    if (body.kind === 'single') noteCodes(record, body.singleResult.errors);
  },
};

/** Lets the gateway's own credentials be used, as far as the caller's scopes go. */
export const keepWithinScopes: SyncHooks = {
  didResolveOperation: ({ operation, contextValue: { authority } }) => {
    if (operation !== undefined && !authority.admit(operation.operation)) {
      throw new GraphQLError('The scopes of the token do not allow this operation.', {
        extensions: { code: 'FORBIDDEN', http: { status: 403 } },
      });
    }
  },
};

export const partialFaultsAreErrors: SyncHooks = {
  willSendResponse: ({ response: { body }, contextValue: { partialFaults } }) => {
    const errors = worded(partialFaults.errors);
    if (body.kind === 'single' && errors.length > 0) {
      body.singleResult.errors = [...(body.singleResult.errors ?? []), ...errors];
    }
  },
};

export const errorsNameTheirRequest: SyncHooks = {
  willSendResponse: ({ response: { body }, contextValue: { requestId } }) => {
    if (body.kind !== 'single' || body.singleResult.errors === undefined) return;
    body.singleResult.errors = namingRequest(body.singleResult.errors, requestId);
  },
};

/** An operation whose every field was refused for want of room is answered with 503, not 200. */
export const tellOverload: SyncHooks = {
  willSendResponse: ({ response: { body, http } }) => {
    if (body.kind !== 'single') return;
    const { errors = [], data } = body.singleResult;
    const isRefused = errors.length > 0 && Object.values(data ?? {}).every(isNull);
    if (isRefused && errors.every(({ extensions }) => extensions?.code === 'OVERLOADED')) {
      http.status = 503;
      http.headers.set('retry-after', '1');
    }
  },
};

function isNull(value: unknown): boolean {
  return value === null;
}

/** An error that is neither a fault nor one of GraphQL is masked for the client, so it is logged. */
export const logTheUnexpected: SyncHooks = {
  didEncounterErrors: ({ errors, contextValue: { log } }) => {
    for (const { originalError } of errors) {
      if (originalError === undefined) continue;
      if (originalError instanceof Fault || originalError instanceof GraphQLError) continue;
      log.error({ err: originalError }, 'an unexpected error');
    }
  },
};

/** The same for errors in Apollo Server's own work, of which `didEncounterErrors` hears nothing. */
export const logBreakdowns: Plugin = {
  unexpectedErrorProcessingRequest: ({ requestContext, error }) => {
    requestContext.contextValue.log.error({ err: error }, 'an unexpected error');
    return Promise.resolve();
  },
};
