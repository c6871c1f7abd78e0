/**
 * What the edge does at the stations of an operation in Apollo Server. Apollo Server waits for every hook
 * of every plugin at every station; these do their work at once, and so go through it as one.
 */
import type { ApolloServerPlugin, GraphQLRequestListener } from '@apollo/server';
import type { RequestContext } from './operation.ts';

type Listener = Required<GraphQLRequestListener<RequestContext>>;
type Step<Station extends keyof Listener> = (context: Parameters<Listener[Station]>[0]) => void;

/** Named as Apollo Server's hooks. */
export interface Steps {
  readonly didResolveSource?: Step<'didResolveSource'>;
  /** What it throws refuses the operation. */
  readonly didResolveOperation?: Step<'didResolveOperation'>;
  readonly didEncounterErrors?: Step<'didEncounterErrors'>;
  readonly willSendResponse?: Step<'willSendResponse'>;
}

/** At each station in the order given. */
export function pluginOf(all: readonly Steps[]): ApolloServerPlugin<RequestContext> {
  const listener: GraphQLRequestListener<RequestContext> = {
    didResolveSource: inTurn(all.map((each) => each.didResolveSource)),
    didResolveOperation: inTurn(all.map((each) => each.didResolveOperation)),
    didEncounterErrors: inTurn(all.map((each) => each.didEncounterErrors)),
    willSendResponse: inTurn(all.map((each) => each.willSendResponse)),
  };
  const started = Promise.resolve(listener);
  return { requestDidStart: () => started };
}

function inTurn<Context>(
  steps: readonly (((context: Context) => void) | undefined)[],
): (context: Context) => Promise<void> {
  const given = steps.filter((step) => step !== undefined);
  const done = Promise.resolve();
  return (context) => {
    for (const step of given) step(context);
    return done;
  };
}
