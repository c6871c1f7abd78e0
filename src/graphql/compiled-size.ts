/**
 * How much there is to compile. Every selection becomes code, those of a fragment as often as it is spread: a
 * short document can be a thousand times as long for the compiler.
 */
import {
  Kind,
  type DocumentNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** Of one operation. Compiling this many takes some 30 ms, in which nobody else is served. */
export const mostCompiledSelections = 300;

/** Only for documents that have been validated: their fragments do not lead into each other. */
export function sizeOf(
  { definitions }: DocumentNode,
  { selectionSet }: OperationDefinitionNode,
): number {
  const fragments = new Map<string, SelectionSetNode>();
  for (const each of definitions) {
    if (each.kind === Kind.FRAGMENT_DEFINITION) fragments.set(each.name.value, each.selectionSet);
  }
  const count = ({ selections }: SelectionSetNode): number =>
    selections.reduce((sum, each) => {
      const below =
        each.kind === Kind.FRAGMENT_SPREAD ? fragments.get(each.name.value) : each.selectionSet;
      return sum + 1 + (below === undefined ? 0 : count(below));
    }, 0);
  return count(selectionSet);
}
