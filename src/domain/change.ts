/** A change to one record, in the words of the schema; the room that owns the type knows its verb. */
import type { Rec, TypeName } from './record.ts';

export type Action = 'CREATE' | 'UPDATE' | 'DISABLE' | 'ENABLE' | 'DELETE' | 'RESEND';

export interface Change {
  readonly type: TypeName;
  readonly action: Action;
  /** The record's key; absent for a creation. */
  readonly key?: string;
  /** An absent name leaves the value, `null` clears it. Ids are keys of the upstream. */
  readonly attributes?: Readonly<Record<string, unknown>>;
  /** What the operation knows of the record already, for an upstream that wants to be told more. */
  readonly known?: Rec;
}
