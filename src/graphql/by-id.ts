/** Query fields that read one record of a known type. */
import type { GraphQLResolveInfo } from 'graphql';
import { isRecordOf, type Rec, type TypeName } from '../domain/record.ts';
import { askAhead } from './ahead.ts';
import { keyOf } from './arguments.ts';
import type { Context } from './context.ts';

export function byId<T extends TypeName>(type: T) {
  return async (
    _parent: unknown,
    { id }: { id: string },
    context: Context,
    info: GraphQLResolveInfo,
  ): Promise<Rec<T> | null> => {
    const { catalogue, loading, planner } = context;
    const key = keyOf(catalogue, type, 'id', id);
    const loaded = loading.load(type, key, planner.needOf(info, type).want);
    askAhead(type, key, context, info);
    const record = await loaded;
    return isRecordOf(record, type) ? record : null;
  };
}
