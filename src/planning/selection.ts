/** Selections as the executor sees them: same keys together, fragments opened, directives obeyed. */
import { collectFields } from '@graphql-tools/utils';
import {
  isObjectType,
  Kind,
  type FieldNode,
  type GraphQLResolveInfo,
  type SelectionSetNode,
} from 'graphql';

export type Scope = Pick<GraphQLResolveInfo, 'schema' | 'fragments' | 'variableValues'>;

/** The fields selected on an object type, those of one response key together. */
export function fieldsOn(
  scope: Scope,
  typeName: string,
  sets: readonly SelectionSetNode[],
): readonly (readonly [FieldNode, ...FieldNode[]])[] {
  const type = scope.schema.getType(typeName);
  if (!isObjectType(type)) return [];
  const variables = { coerced: scope.variableValues, sources: {} };
  const selectionSet: SelectionSetNode = {
    kind: Kind.SELECTION_SET,
    selections: sets.flatMap(({ selections }) => selections),
  };
  const { fields } = collectFields(scope.schema, scope.fragments, variables, type, selectionSet);
  return [...fields.values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : [[first, ...others] as const],
  );
}

export function setsBelow(nodes: readonly FieldNode[]): SelectionSetNode[] {
  return nodes.flatMap(({ selectionSet }) => (selectionSet === undefined ? [] : [selectionSet]));
}
