/**
 * The graph as a subgraph of Apollo Federation 2: `_service` and `_entities` beside everything else, and
 * the keys by which other subgraphs refer to its records.
 */
import { readFileSync } from 'node:fs';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { addResolversToSchema } from '@graphql-tools/schema';
import type { IResolvers } from '@graphql-tools/utils';
import {
  graphqlSync,
  isTypeExtensionNode,
  Kind,
  parse,
  type ConstDirectiveNode,
  type DefinitionNode,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';
import { isObject } from '../domain/json.ts';
import { _entities } from './resolvers/entities.ts';

/**
 * A supergraph has one `node` field, and each subgraph answers only for its own ids: which of them is asked must
 * not be the router's choice. These fields are served, but not offered to it.
 */
const fieldsOfRelay = new Set(['node', 'nodes']);

export function createSubgraph(
  types: readonly DocumentNode[],
  resolvers: readonly IResolvers[],
): GraphQLSchema {
  const definitions = federated(types.flatMap((document) => document.definitions));
  const schema = built(definitions);
  const sdl = subgraphSdl(built(definitions.map(withoutFieldsOfRelay)));
  const own: IResolvers = { Query: { _entities, _service: () => ({ sdl }) } };
  for (const each of [...resolvers, own]) {
    addResolversToSchema({ schema, resolvers: each, updateResolversInPlace: true });
  }
  return schema;
}

/** The SDL that a router composes. */
export function subgraphSdl(subgraph: GraphQLSchema): string {
  const { data } = graphqlSync({ schema: subgraph, source: '{ _service { sdl } }' });
  const service = data?._service;
  if (!isObject(service) || typeof service.sdl !== 'string') {
    throw new TypeError('A subgraph tells its SDL');
  }
  return service.sdl;
}

/**
 * The definitions with their directives, which stand in a file of their own. On an extension, `@shareable` would
 * have no effect.
 */
function federated(definitions: readonly DefinitionNode[]): readonly DefinitionNode[] {
  const file = new URL('../../schema/federation/subgraph.graphql', import.meta.url);
  const directives = new Map<string, readonly ConstDirectiveNode[]>();
  const others: DefinitionNode[] = [];
  for (const each of parse(readFileSync(file, 'utf8')).definitions) {
    if (isTypeExtensionNode(each)) directives.set(each.name.value, each.directives ?? []);
    else others.push(each);
  }
  return [...others, ...definitions.map((each) => withDirectives(each, directives))];
}

function withDirectives(
  definition: DefinitionNode,
  directives: ReadonlyMap<string, readonly ConstDirectiveNode[]>,
): DefinitionNode {
  if (
    definition.kind !== Kind.OBJECT_TYPE_DEFINITION &&
    definition.kind !== Kind.INTERFACE_TYPE_DEFINITION
  ) {
    return definition;
  }
  const own = directives.get(definition.name.value);
  return own === undefined ? definition : { ...definition, directives: own };
}

function withoutFieldsOfRelay(definition: DefinitionNode): DefinitionNode {
  if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION || definition.name.value !== 'Query') {
    return definition;
  }
  const { fields = [] } = definition;
  return { ...definition, fields: fields.filter(({ name }) => !fieldsOfRelay.has(name.value)) };
}

function built(definitions: readonly DefinitionNode[]): GraphQLSchema {
  return buildSubgraphSchema({ kind: Kind.DOCUMENT, definitions });
}
