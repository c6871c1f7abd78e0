/** A change to one record, in the words of the schema; the room that owns the type knows its verb. */
import { Fault } from './fault.ts';
import { isObjectOrArray, isSameJson } from './json.ts';
import type { Rec, TypeName } from './record.ts';

export type Action = 'CREATE' | 'UPDATE' | 'DISABLE' | 'ENABLE' | 'DELETE' | 'RESEND';

export interface Change {
  readonly type: TypeName;
  readonly action: Action;
  /** The record's key; absent for a creation. */
  readonly key?: string;
  /** An absent name leaves the value, `null` clears it. Ids are keys of the upstream. */
  readonly attributes?: Readonly<Record<string, unknown>>;
  /** What is known of the record before the change; some upstreams want more of it in the request. */
  readonly known?: Rec;
}

/** Attributes that are links, each with its association. */
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
  const value: unknown =
    association === undefined ? Reflect.get(record, attribute) : record.links[association];
  return value instanceof Fault ? undefined : value;
}

export function changesNothing({ action, attributes = {} }: Change): boolean {
  return action === 'UPDATE' && Object.keys(attributes).length === 0;
}

/** Whether the record shows that the change is made. It does not where it leaves out a value of the change. */
export function isVisible(change: Change, record: Rec): boolean {
  const wanted = Object.entries(wantedOf(change));
  return wanted.length > 0 && wanted.every(([name, value]) => agrees(record, name, value) === true);
}

/** Whether the record shows that the change is not made yet. */
export function isKnownOtherwise(change: Change, record: Rec): boolean {
  return Object.entries(wantedOf(change)).some(
    ([name, value]) => agrees(record, name, value) === false,
  );
}

/** The values that the change leaves on the record; none for a change that cannot be seen there. */
function wantedOf({ action, attributes = {} }: Change): Readonly<Record<string, unknown>> {
  if (action === 'DISABLE') return { status: 'INACTIVE' };
  if (action === 'ENABLE') return { status: 'ACTIVE' };
  return action === 'UPDATE' ? attributes : {};
}

/** Undefined where the record does not tell. */
function agrees(record: Rec, name: string, wanted: unknown): boolean | undefined {
  const value = valueOf(record, name);
  if (value === undefined) return undefined;
  if (name === 'customFields') return agreesByKey(value, wanted);
  return isSameJson(value, wanted);
}

/** Custom fields are merged: one that is not named stays as it is, `null` clears one. */
function agreesByKey(value: unknown, wanted: unknown): boolean | undefined {
  if (!isObjectOrArray(value) || !isObjectOrArray(wanted)) return undefined;
  return Object.entries(wanted).every(([name, each]) =>
    isSameJson(Object.hasOwn(value, name) ? value[name] : null, each),
  );
}
