/** What the edge reports about an operation under way, for traces. */
import type { IncomingHttpHeaders } from 'node:http';
import type { ApolloServerPlugin } from '@apollo/server';
import type { EndedOperation } from './operation-record.ts';

export interface Tracing {
  /** An operation has come in. */
  readonly begin: (headers: IncomingHttpHeaders) => OperationSpan;
  /** The current operation is about to be parsed, checked and priced. Returns what to call at the end of that. */
  readonly planning: () => () => void;
}

export interface OperationSpan {
  /** In 32 hex digits; `null` where the trace is not recorded. */
  readonly traceId: string | null;
  /** Runs the work as part of this operation. */
  readonly around: <T>(work: () => T) => T;
  /** To be called once. */
  readonly ended: (operation: EndedOperation, request: { method: string; status: number }) => void;
}

/** From the text of an operation to its first upstream call, or to its refusal. */
export function planningPlugin(tracing: Tracing | null): ApolloServerPlugin {
  if (tracing === null) return {};
  return {
    requestDidStart: () => {
      let end = nothingBegan;
      return Promise.resolve({
        didResolveSource: () => {
          end = tracing.planning();
          return Promise.resolve();
        },
        responseForOperation: () => {
          end();
          return Promise.resolve(null);
        },
        willSendResponse: () => {
          end();
          return Promise.resolve();
        },
      });
    },
  };
}

function nothingBegan(): void {
  return undefined;
}
