/** Query fields that read one record of a known type. */
import type { GraphQLResolveInfo } from 'graphql';
import { isRecordOf, type Rec, type TypeName } from '../domain/record.ts';
import { keyOf } from './arguments.ts';
import type { Context } from './context.ts';

export function byId<T extends TypeName>(type: T) {
  return async (
    _parent: unknown,
    { id }: { id: string },
    { catalogue, loading, planner }: Context,
    info: GraphQLResolveInfo,
  ): Promise<Rec<T> | null> => {
    const key = keyOf(catalogue, type, 'id', id);
    const record = await loading.load(type, key, planner.needOf(info, type).want);
    return isRecordOf(record, type) ? record : null;
  };
}
