/** Shows, foresees and limits the upstream calls of an operation, where the caller wishes it. */
import {
  HeaderMap,
  type ApolloServerPlugin,
  type GraphQLRequestContextResponseForOperation,
  type GraphQLRequestListener,
  type GraphQLResponse,
} from '@apollo/server';
import { tooExpensive } from '../limits/objections.ts';
import type { RequestContext } from '../operation.ts';
import type { SyncHooks } from '../sync-hooks.ts';
import { worded } from '../wording.ts';
import { overBudget } from './operation-trace.ts';
import { rehearse } from './rehearsal.ts';

type Context = GraphQLRequestContextResponseForOperation<RequestContext>;

/** Executes nothing where the calls are only to be explained, or would exceed the budget. */
export const explainInstead: ApolloServerPlugin<RequestContext> = {
  requestDidStart: ({ contextValue: { wishes } }) =>
    Promise.resolve(wishes.explain || wishes.budget !== null ? rehearsing : undefined),
};

const rehearsing: GraphQLRequestListener<RequestContext> = {
  responseForOperation: async (context) => {
    const { wishes, cost } = context.contextValue;
    const { budget, explain } = wishes;
    // Without a price there is no such operation, or its variables do not fit: the executor refuses it.
    if (cost === null) return null;
    if (explain) return explained(context);
    if (budget === null) return null;
    const { planned } = await rehearse(context);
    if (planned.length <= budget) return null;
    return answer({ errors: worded([tooExpensive(overBudget(budget).message)]) }, 400);
  },
};

export const showTrace: SyncHooks = {
  willSendResponse: ({ response: { body }, contextValue: { wishes, trace, cost } }) => {
    if (body.kind !== 'single') return;
    const { extensions } = body.singleResult;
    const show = (upstream: object) => {
      body.singleResult.extensions = { ...extensions, upstream };
    };
    if (wishes.explain) {
      // What was refused makes no calls; whoever asks for its price may ask because it is too high.
      if (cost !== null && extensions?.upstream === undefined) {
        show({ planned: [], cost: shown(cost) });
      }
    } else if (wishes.trace && trace !== null) {
      show({ calls: trace.calls, counts: trace.counts, cost: shown(cost) });
    }
  },
};

async function explained(context: Context): Promise<GraphQLResponse> {
  const { planned, errors } = await rehearse(context);
  const upstream = { planned, cost: shown(context.contextValue.cost) };
  return answer({
    data: null,
    ...(errors.length === 0 ? {} : { errors: worded(errors) }),
    extensions: { upstream },
  });
}

function shown(cost: RequestContext['cost']) {
  return cost === null ? null : { calls: cost.calls, rows: cost.rows };
}

type Result = Extract<GraphQLResponse['body'], { kind: 'single' }>['singleResult'];

function answer(singleResult: Result, status?: number): GraphQLResponse {
  return {
    http: { headers: new HeaderMap(), ...(status === undefined ? {} : { status }) },
    body: { kind: 'single', singleResult },
  };
}
