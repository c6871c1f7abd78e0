/**
 * What the key of a record leads to is asked for together with the record, not behind it. The loaders
 * remember what comes, so that the fields themselves find it there; what went wrong is theirs to tell.
 */
import { getArgumentValues, isObjectType, type GraphQLResolveInfo } from 'graphql';
import type { Rec, TypeName } from '../domain/record.ts';
import { fieldsOn, setsBelow } from '../planning/selection.ts';
import type { Context } from './context.ts';

/** The fields whose resolvers need of their record nothing but what its key tells. */
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
