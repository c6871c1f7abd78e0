/** Checks every validated operation against the limits, before it is executed. */
import {
  getVariableValues,
  GraphQLError,
  Kind,
  OperationTypeNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import type { Cost } from '../../planning/cost-sum.ts';
import { priceOf, type Price } from '../../planning/cost.ts';
import { fieldsOn, type Scope } from '../../planning/selection.ts';
import type { RequestContext } from '../operation.ts';
import type { SyncHooks } from '../sync-hooks.ts';
import { mostErrors, type Limits } from './limits.ts';
import { objectionToCost, objectionToRoots, objectionToShape, tooExpensive } from './objections.ts';
import { shapeOf, type Shape } from './shape.ts';

type Fragments = Readonly<Record<string, FragmentDefinitionNode>>;

export function keepWithinLimits(limits: Limits): SyncHooks {
  /** Of operations that have passed, where neither variables nor directives can change it. */
  const known = new WeakMap<OperationDefinitionNode, Cost>();
  return {
    didResolveOperation: ({ schema, document, operation, request, contextValue }) => {
      // One that the document does not hold is refused by the executor.
      if (operation === undefined) return;
      const fragments = fragmentsOf(document);
      const scope = scopeOf(schema, operation, fragments, request.variables);
      const cost = known.get(operation);
      if (cost !== undefined) {
        if (scope !== null) contextValue.cost = cost;
        return;
      }
      const { directives } = refuseShape(limits, operation, fragments);
      if (scope === null) return;
      const price = priced(limits, contextValue, scope, operation);
      if (price.isFixed && directives === 0) known.set(operation, price.cost);
    },
  };
}

function refuseShape(
  limits: Limits,
  { operation, selectionSet }: OperationDefinitionNode,
  fragments: Fragments,
): Shape {
  if (operation === OperationTypeNode.SUBSCRIPTION) {
    throw new GraphQLError('This graph has no subscriptions.', {
      extensions: { code: 'BAD_REQUEST', http: { status: 400 } },
    });
  }
  const shape = shapeOf(selectionSet, fragments);
  refuse(objectionToShape(shape, limits));
  return shape;
}

function priced(
  limits: Limits,
  context: Pick<RequestContext, 'catalogue' | 'invitationPages' | 'cost'>,
  scope: Scope,
  operation: OperationDefinitionNode,
): Price {
  const root = scope.schema.getRootType(operation.operation)?.name ?? '';
  const names = fieldsOn(scope, root, [operation.selectionSet]).map(([{ name }]) => name.value);
  refuse(objectionToRoots(operation.operation, names, limits));
  const price = priceOf(context.catalogue, scope, operation, context.invitationPages);
  context.cost = price.cost;
  refuse(objectionToCost(price.cost, limits));
  return price;
}

function refuse(objection: string | null): void {
  if (objection !== null) throw tooExpensive(objection);
}

function fragmentsOf({ definitions }: DocumentNode): Fragments {
  return Object.fromEntries(
    definitions.flatMap((each) =>
      each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each]] : [],
    ),
  );
}

/** `null` where the variables do not fit: then nothing will be executed. */
function scopeOf(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
  fragments: Fragments,
  given: Readonly<Record<string, unknown>> = {},
): Scope | null {
  const { coerced } = getVariableValues(schema, variableDefinitions, given, {
    maxErrors: mostErrors,
  });
  return coerced === undefined ? null : { schema, fragments, variableValues: coerced };
}
