/**
 * Loads records with all that their selection needs. Fields that need only the key of a record are asked for
 * together with the record, not after it: the loaders remember what comes, so that the fields find it when they
 * run, and report themselves what went wrong.
 */
import {
  getArgumentValues,
  isObjectType,
  OperationTypeNode,
  type GraphQLResolveInfo,
} from 'graphql';
import type { Rec, TypeName } from '../domain/record.ts';
import { fieldsOn, setsBelow } from '../planning/selection.ts';
import type { Context } from './context.ts';

/** The fields whose resolvers need nothing of their record but its key. */
const fieldsByKey: Partial<Record<TypeName, ReadonlySet<string>>> = {
  CommerceAccount: new Set(['memberships', 'unassignedMembers']),
  CommerceAccountMember: new Set(['memberships']),
  CommerceAccountMembership: new Set(['account']),
};

/** The record, with all that its selection needs. */
export function loadSelected(
  type: TypeName,
  key: string,
  context: Context,
  info: GraphQLResolveInfo,
): Promise<Rec | null> {
  const loaded = context.loading.load(type, key, context.planner.needOf(info, type).want);
  askAhead(type, key, context, info);
  return loaded;
}

/** The record or records at the other end of an association, with all that their selection needs. */
export function followSelected(
  record: Rec,
  field: string,
  type: TypeName,
  context: Context,
  info: GraphQLResolveInfo,
): ReturnType<Context['loading']['follow']> {
  const { loading, planner } = context;
  const found = loading.follow(record, field, planner.needOf(info, type));
  // Where the record is here already, its own fields ask at once.
  if (found instanceof Promise && mayAskAhead(type, info)) {
    for (const key of loading.keysAtEnd(record, field)) askAhead(type, key, context, info);
  }
  return found;
}

/** Never below a change: what nobody waits for could arrive after a later change has made it untrue. */
function mayAskAhead(type: TypeName, { operation }: GraphQLResolveInfo): boolean {
  return fieldsByKey[type] !== undefined && operation.operation === OperationTypeNode.QUERY;
}

function askAhead(type: TypeName, key: string, context: Context, info: GraphQLResolveInfo): void {
  const byKey = fieldsByKey[type];
  const holder = info.schema.getType(type);
  if (byKey === undefined || !isObjectType(holder)) return;
  for (const fieldNodes of fieldsOn(info, type, setsBelow(info.fieldNodes))) {
    const [node] = fieldNodes;
    const field = holder.getFields()[node.name.value];
    if (field?.resolve === undefined || !byKey.has(field.name)) continue;
    const { resolve } = field;
    const begin = async () => {
      const record = context.loading.identity(type, key);
      const args = getArgumentValues(field, node, info.variableValues);
      await resolve(record, args, context, { ...info, fieldNodes: [...fieldNodes] });
    };
    begin().catch(toldByTheField);
  }
}

function toldByTheField(): void {
  return undefined;
}
