/** `Query._entities`: records that other subgraphs refer to, by the keys that this subgraph declares. */
import {
  isInterfaceType,
  isObjectType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
} from 'graphql';
import { readBareId, readGlobalId, type Reference } from '../../domain/global-id.ts';
import { isObject } from '../../domain/json.ts';
import type { Catalogue } from '../../domain/noun.ts';
import type { Rec } from '../../domain/record.ts';
import { loadSelected } from '../selected-records.ts';
import { atMost, badInput } from '../arguments.ts';
import type { Context } from '../context.ts';
import { eachForItself } from '../each-for-itself.ts';

interface EntitiesArguments {
  readonly representations: readonly unknown[];
}

const most = 1000;

/** In the order of the representations. */
export function _entities(
  _parent: unknown,
  { representations }: EntitiesArguments,
  context: Context,
  info: GraphQLResolveInfo,
): readonly Promise<Rec | null | Error>[] {
  atMost('representations', representations, most);
  return eachForItself(representations.map((each) => entityOf(each, context, info)));
}

async function entityOf(
  representation: unknown,
  context: Context,
  info: GraphQLResolveInfo,
): Promise<Rec | null> {
  const { type, key } = referenceOf(context.catalogue, info.schema, representation);
  return loadSelected(type, key, context, info);
}

/** @throws Fault BAD_USER_INPUT */
function referenceOf(
  catalogue: Catalogue,
  schema: GraphQLSchema,
  representation: unknown,
): Reference {
  const { __typename: name, id, sourceId } = isObject(representation) ? representation : {};
  if (typeof name !== 'string') throw unfit('each must name its __typename.');
  // A bare id is not taken for a global one: the answer would hold another id than was asked for.
  const reference =
    typeof id === 'string'
      ? readGlobalId(catalogue, id)
      : typeof sourceId === 'string'
        ? bySourceId(catalogue, name, sourceId)
        : null;
  if (reference === null || !isOf(schema, reference, name)) {
    throw unfit('this is no key of a record of its type.');
  }
  return reference;
}

function bySourceId(catalogue: Catalogue, name: string, sourceId: string): Reference | null {
  const noun = catalogue.get(name);
  if (noun === undefined) return null;
  const key = readBareId(noun, sourceId);
  return key === null ? null : { type: noun.type, key };
}

/** A reference may name an interface of its type. */
function isOf(schema: GraphQLSchema, { type }: Reference, name: string): boolean {
  if (type === name) return true;
  const named = schema.getType(name);
  const own = schema.getType(type);
  return isInterfaceType(named) && isObjectType(own) && schema.isSubType(named, own);
}

function unfit(complaint: string) {
  return badInput('representations', complaint);
}
