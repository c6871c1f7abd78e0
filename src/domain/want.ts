/** A want: what a selection needs of a record beyond what every row tells. */

export interface Want {
  /** Associations whose rows are to be sent along. */
  readonly associations: ReadonlySet<string>;
  /** Fields that a row tells only when it is asked for by itself. */
  readonly fields: ReadonlySet<string>;
}

const none: ReadonlySet<string> = new Set();

export const wantNothing: Want = { associations: none, fields: none };

export function wantOf(associations: Iterable<string>, fields: Iterable<string>): Want {
  return { associations: new Set(associations), fields: new Set(fields) };
}

const ofOne = new Map<string, Want>();

/** The want of one association alone, made once and not for each row. */
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

/** Whether an answer to `one` also answers `other`. */
export function covers(one: Want, other: Want): boolean {
  // The usual case: all rows below one field come with the same want.
  if (one === other) return true;
  return other.associations.isSubsetOf(one.associations) && other.fields.isSubsetOf(one.fields);
}
