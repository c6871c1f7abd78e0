/**
 * Where operations are executed: when Apollo Server asks its plugins for an answer of theirs. One without
 * errors needs nothing of what Apollo Server does after an execution of its own. Errors do, and take its
 * only door for another executor, which has the shape of a gateway to subgraphs.
 *
 * All could go through that door. But for each operation it makes an object with accessors of its own; so
 * the object has a hidden class of its own, and V8 keeps all that the operation has read with it until it
 * collects the whole heap.
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
  /** Comes behind all plugins that may answer instead. */
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

/** What it throws is told as what it answers. */
async function inPromise<T>(work: () => T | Promise<T>): Promise<T> {
  return work();
}

function failed(): null {
  return null;
}
