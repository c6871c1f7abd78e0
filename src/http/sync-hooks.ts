/**
 * Hooks of Apollo Server that do their work synchronously. Apollo Server awaits each hook of each plugin by itself;
 * these run as the hooks of one plugin, which is awaited once.
 */
import type { ApolloServerPlugin, GraphQLRequestListener } from '@apollo/server';
import type { RequestContext } from './operation.ts';

type Listener = Required<GraphQLRequestListener<RequestContext>>;
type SyncHook<Name extends keyof Listener> = (context: Parameters<Listener[Name]>[0]) => void;

/** Named as Apollo Server's hooks. */
export interface SyncHooks {
  readonly didResolveSource?: SyncHook<'didResolveSource'>;
  /** Throwing refuses the operation. */
  readonly didResolveOperation?: SyncHook<'didResolveOperation'>;
  readonly didEncounterErrors?: SyncHook<'didEncounterErrors'>;
  readonly willSendResponse?: SyncHook<'willSendResponse'>;
}

/** One plugin that runs the hooks of each name in the order given. */
export function pluginOf(all: readonly SyncHooks[]): ApolloServerPlugin<RequestContext> {
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
  hooks: readonly (((context: Context) => void) | undefined)[],
): (context: Context) => Promise<void> {
  const given = hooks.filter((hook) => hook !== undefined);
  const done = Promise.resolve();
  return (context) => {
    for (const hook of given) hook(context);
    return done;
  };
}
