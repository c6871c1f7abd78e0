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

/** Names of attributes that are links of the record, and of which association. */
const linkAttributes: Readonly<Record<string, string>> = {
  defaultRoleId: 'defaultRole',
  managerId: 'manager',
};

/** The associations that a record must tell for a change to be seen on it. */
export function associationsOf({ attributes = {} }: Change): string[] {
  return Object.keys(attributes).flatMap((name) => linkAttributes[name] ?? []);
}

/** What the record says now where the change says something. Undefined where it says nothing. */
export function valueOf(record: Rec, attribute: string): unknown {
  const association = linkAttributes[attribute];
  return association === undefined ? Reflect.get(record, attribute) : record.links[association];
}

/** Whether the record is as it would be after the change. What it does not tell speaks against it. */
export function isVisible(change: Change, record: Rec): boolean {
  switch (change.action) {
    case 'DISABLE':
      return Reflect.get(record, 'status') === 'INACTIVE';
    case 'ENABLE':
      return Reflect.get(record, 'status') === 'ACTIVE';
    case 'UPDATE':
      return Object.entries(change.attributes ?? {}).every(
        ([name, value]) => valueOf(record, name) === value,
      );
    case 'CREATE':
    case 'DELETE':
    case 'RESEND':
      return false;
  }
}
