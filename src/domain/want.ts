/** A want: what a selection needs of a record beyond what every row tells. */

export interface Want {
  /** Names of associations whose rows shall be sent along. */
  readonly associations: ReadonlySet<string>;
  /** Names of fields that only a row asked for by itself tells. */
  readonly fields: ReadonlySet<string>;
}

const none: ReadonlySet<string> = new Set();

export const wantNothing: Want = { associations: none, fields: none };

export function wantOf(associations: Iterable<string>, fields: Iterable<string>): Want {
  return { associations: new Set(associations), fields: new Set(fields) };
}

export function union(one: Want, other: Want): Want {
  if (covers(one, other)) return one;
  if (covers(other, one)) return other;
  return {
    associations: one.associations.union(other.associations),
    fields: one.fields.union(other.fields),
  };
}

/** Whether who asks for `one` gets all that `other` asks for. */
export function covers(one: Want, other: Want): boolean {
  return other.associations.isSubsetOf(one.associations) && other.fields.isSubsetOf(one.fields);
}
