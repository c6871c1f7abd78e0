/**
 * Executes operations with an executor of our own, at the point where Apollo Server asks its plugins
 * whether one of them has the answer (`responseForOperation`). An answer without errors needs nothing that
 * Apollo Server does after an execution. One with errors does: it is handed over through the `gateway`
 * option, Apollo Server's only way to take another executor.
 *
 * All operations could go that way. But for each of them Apollo Server then makes an object with accessors,
 * which gets a hidden class of its own, and with the class V8 keeps all that the operation has read until
 * it collects the whole heap.
 */
import {
  HeaderMap,
  type ApolloServerOptionsWithGateway,
  type ApolloServerPlugin,
  type GraphQLRequestListener,
} from '@apollo/server';
import type { ExecutionArgs, ExecutionResult, GraphQLSchema } from 'graphql';
import type { RequestContext } from './operation.ts';

interface Execution {
  readonly gateway: ApolloServerOptionsWithGateway<RequestContext>['gateway'];
  /** Has to come after all plugins that may answer instead. */
  readonly plugin: ApolloServerPlugin<RequestContext>;
}

export function executedBy(
  schema: GraphQLSchema,
  execute: (args: ExecutionArgs) => ExecutionResult | Promise<ExecutionResult>,
): Execution {
  const withErrors = new WeakMap<object, Promise<ExecutionResult>>();

  const listener: GraphQLRequestListener<RequestContext> = {
    responseForOperation: async ({ document, request, contextValue }) => {
      const executed = inPromise(() =>
        execute({
          schema,
          document,
          // As it was asked for: a name that no operation has is an error.
          operationName: request.operationName ?? null,
          contextValue,
          variableValues: request.variables ?? null,
        }),
      );
      const result = await executed.catch(failed);
      if (result !== null && result.errors === undefined) {
        return {
          http: { headers: new HeaderMap() },
          body: { kind: 'single', singleResult: { data: result.data ?? null } },
        };
      }
      withErrors.set(contextValue, executed);
      return null;
    },
  };
  const started = Promise.resolve(listener);

  return {
    plugin: { requestDidStart: () => started },
    gateway: {
      onSchemaLoadOrUpdate: (tell) => {
        tell({ apiSchema: schema, coreSupergraphSdl: '' });
        return () => undefined;
      },
      load: () =>
        Promise.resolve({
          executor: async ({ context }) => {
            const executed = withErrors.get(context);
            if (executed === undefined) throw new TypeError('Nothing was executed');
            return executed;
          },
        }),
      stop: () => Promise.resolve(),
    },
  };
}

/** What the work throws becomes a rejection. */
async function inPromise<T>(work: () => T | Promise<T>): Promise<T> {
  return work();
}

function failed(): null {
  return null;
}
