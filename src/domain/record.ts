/**
 * A record is one row of an upstream, decoded: plain values under the names of the schema, and links to other
 * records.
 *
 * A key that is absent means "the upstream did not say"; `null` means "there is none". The two are never
 * confused: whoever needs what a record does not tell asks the upstream for it.
 */
import type { Fault } from './fault.ts';
import { isObjectOrArray } from './json.ts';
import type { RecordValues } from './record-values.ts';

export type TypeName = keyof RecordValues;

/** What a link tells: the key(s) of the linked record(s), or the fault for which they were withheld. */
export type Link = string | null | readonly string[] | Fault;

export interface RecordOf<T extends TypeName> {
  readonly __typename: T;
  /** What addresses the record within its type; for most types the id of the REST API itself. */
  readonly key: string;
  readonly sourceId: string;
  /** By the name of the association. An absent one was not told. */
  readonly links: Record<string, Link>;
  /** The associations whose rows were sent along: a linked row that did not come does not exist. */
  readonly carried: ReadonlySet<string>;
}

export type Rec<T extends TypeName = TypeName> = {
  [N in T]: RecordOf<N> & RecordValues[N];
}[T];

export function isRecordOf<T extends TypeName>(value: unknown, type: T): value is Rec<T> {
  return isObjectOrArray(value) && value.__typename === type;
}
