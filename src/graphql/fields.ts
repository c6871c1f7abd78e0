/** The few kinds of fields that there are. Resolver maps are tables of them. */
import type { GraphQLResolveInfo } from 'graphql';
import { globalId } from '../domain/global-id.ts';
import { nounOf } from '../domain/noun.ts';
import { isRecordOf, type Rec, type TypeName } from '../domain/record.ts';
import type { SourceName } from '../domain/source-name.ts';
import { followSelected } from './selected-records.ts';
import type { Context } from './context.ts';

type Resolve<Parent, Result> = (
  parent: Parent,
  args: object,
  context: Context,
  info: GraphQLResolveInfo,
) => Result | Promise<Result>;

/** The global id of a record. */
export function id(parent: Rec): string {
  return globalId(parent.__typename, parent.key);
}

/** The upstream that a record comes from. */
export function source(parent: Rec, _args: object, { catalogue }: Context): SourceName {
  return nounOf(catalogue, parent.__typename).source;
}

/** An association to at most one record. */
export function toOne<T extends TypeName>(field: string, type: T): Resolve<Rec, Rec<T> | null> {
  return (parent, _args, context, info) => {
    const found = followSelected(parent, field, type, context, info);
    return found instanceof Promise ? found.then(check) : check(found);
  };
  function check(found: Rec | null | readonly Rec[]): Rec<T> | null {
    if (found === null) return null;
    if (isRecordOf(found, type)) return found;
    throw new TypeError(`${field} does not lead to one ${type}`);
  }
}

/** An association to a list of records. */
export function toMany<T extends TypeName>(
  field: string,
  type: T,
): Resolve<Rec, readonly Rec<T>[] | null> {
  return (parent, _args, context, info) => {
    const found = followSelected(parent, field, type, context, info);
    return found instanceof Promise ? found.then(check) : check(found);
  };
  function check(found: Rec | null | readonly Rec[]): readonly Rec<T>[] | null {
    if (found === null) return null;
    if (isList(found) && found.every((record) => isRecordOf(record, type))) return found;
    throw new TypeError(`${field} does not lead to a list of ${type}`);
  }
}

/** A value that comes with the rows of its own collection only: rows that were sent along with others lack it. */
export function primaryOnly<P extends Rec, F extends keyof P & string>(
  field: F,
): Resolve<P, P[F] | null> {
  return (parent, _args, { loading }) => {
    const told = parent[field];
    if (told !== undefined) return told;
    return loading.withField(parent, field).then((record) => valueOf<P, F>(record, field));
  };
}

function valueOf<P extends Rec, F extends keyof P & string>(record: Rec, field: F): P[F] | null {
  // The record is the parent's own, grown: same type, same field.
  return (record as P)[field] ?? null;
}

function isList(found: Rec | readonly Rec[]): found is readonly Rec[] {
  return Array.isArray(found);
}
