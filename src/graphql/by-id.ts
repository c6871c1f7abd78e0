/** Query fields that read one record of a known type. */
import type { GraphQLResolveInfo } from 'graphql';
import { isRecordOf, type Rec, type TypeName } from '../domain/record.ts';
import { loadSelected } from './selected-records.ts';
import { keyOf } from './arguments.ts';
import type { Context } from './context.ts';

export function byId<T extends TypeName>(type: T) {
  return async (
    _parent: unknown,
    { id }: { id: string },
    context: Context,
    info: GraphQLResolveInfo,
  ): Promise<Rec<T> | null> => {
    const key = keyOf(context.catalogue, type, 'id', id);
    const record = await loadSelected(type, key, context, info);
    return isRecordOf(record, type) ? record : null;
  };
}
