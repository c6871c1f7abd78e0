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

const ofOne = new Map<string, Want>();

/** One association and nothing else. Each has one want of its own, since every row may ask for it. */
export function wantOfOne(association: string): Want {
  const known = ofOne.get(association);
  if (known !== undefined) return known;
  const want = wantOf([association], []);
  ofOne.set(association, want);
  return want;
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
  // All rows that one field leads to are wanted alike.
  if (one === other) return true;
  return other.associations.isSubsetOf(one.associations) && other.fields.isSubsetOf(one.fields);
}
