import type { GraphQLResolveInfo } from 'graphql';
import { readGlobalId, type Reference } from '../../domain/global-id.ts';
import type { Rec } from '../../domain/record.ts';
import { loadSelected } from '../selected-records.ts';
import { atMost, badInput } from '../arguments.ts';
import type { Context } from '../context.ts';
import { eachForItself } from '../each-for-itself.ts';
import type { QueryNodesArgs, QueryResolvers } from '../generated/schema.ts';

interface NodeResolvers extends Pick<QueryResolvers, 'node'> {
  /** An item for each id. */
  readonly nodes: (
    parent: unknown,
    args: QueryNodesArgs,
    context: Context,
    info: GraphQLResolveInfo,
  ) => readonly Promise<Rec | null | Error>[];
}

export const Query: NodeResolvers = {
  node: (_parent, { id }, context, info) => {
    const { type, key } = referenceOf(context, 'id', id);
    return loadSelected(type, key, context, info);
  },
  nodes: (_parent, { ids }, context, info) => {
    atMost('ids', ids, 1000);
    const references = ids.map((id) => referenceOf(context, 'ids', id));
    return eachForItself(references.map(({ type, key }) => loadSelected(type, key, context, info)));
  },
};

function referenceOf({ catalogue }: Context, argument: string, id: string): Reference {
  const reference = readGlobalId(catalogue, id);
  if (reference === null) throw badInput(argument, 'this is not a global id.');
  return reference;
}
