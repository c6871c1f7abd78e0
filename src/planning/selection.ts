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

/** Where in a document a value is selected. */
export type Place = Scope & Pick<GraphQLResolveInfo, 'fieldNodes'>;

/** The fields selected on an object type, those of one response key together. */
export function fieldsOn(
  scope: Scope,
  typeName: string,
  sets: readonly SelectionSetNode[],
): readonly (readonly [FieldNode, ...FieldNode[]])[] {
  return collected(scope, typeName, sets).flatMap(([first, ...others]) =>
    first === undefined ? [] : [[first, ...others] as const],
  );
}

/** The same below some fields, whatever the response keys. */
export function nodesBelow(
  scope: Scope,
  typeName: string,
  nodes: readonly FieldNode[],
): readonly FieldNode[] {
  return collected(scope, typeName, setsBelow(nodes)).flat();
}

export function setsBelow(nodes: readonly FieldNode[]): SelectionSetNode[] {
  return nodes.flatMap(({ selectionSet }) => (selectionSet === undefined ? [] : [selectionSet]));
}

function collected(
  { schema, fragments, variableValues }: Scope,
  typeName: string,
  sets: readonly SelectionSetNode[],
): FieldNode[][] {
  const type = schema.getType(typeName);
  if (!isObjectType(type)) return [];
  const variables = { coerced: variableValues, sources: {} };
  const selections = sets.flatMap((set) => set.selections);
  const selectionSet: SelectionSetNode = { kind: Kind.SELECTION_SET, selections };
  return [...collectFields(schema, fragments, variables, type, selectionSet).fields.values()];
}
