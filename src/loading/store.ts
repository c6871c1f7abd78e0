/**
 * All records of one operation, however they came: asked for, or sent along. Loaders look here first; a record
 * grows when a later answer tells more of it.
 */
import { Fault } from '../domain/fault.ts';
import type { Rec, TypeName } from '../domain/record.ts';
import type { Want } from '../domain/want.ts';
import type { Answer } from '../upstreams/source.ts';

export class Store {
  readonly #records = new Map<TypeName, Map<string, Rec>>();

  get(type: TypeName, key: string): Rec | undefined {
    return this.#records.get(type)?.get(key);
  }

  /** Takes in all that an answer holds; returns the records asked for, as they are now known. */
  pour(answer: Answer): readonly Rec[] {
    for (const record of answer.carried) this.#add(record);
    return answer.records.map((record) => this.#add(record));
  }

  clear(): void {
    this.#records.clear();
  }

  #add(record: Rec): Rec {
    let ofType = this.#records.get(record.__typename);
    if (ofType === undefined) {
      ofType = new Map();
      this.#records.set(record.__typename, ofType);
    }
    const known = ofType.get(record.key);
    if (known === undefined) {
      ofType.set(record.key, record);
      return record;
    }
    grow(known, record);
    return known;
  }
}

/** Whether the record tells all that is wanted; a fault in place of a link is an answer, too. */
export function tells(record: Rec, want: Want): boolean {
  for (const field of want.fields) {
    if (Reflect.get(record, field) === undefined) return false;
  }
  for (const association of want.associations) {
    if (record.links[association] === undefined) return false;
  }
  return true;
}

type Values = Record<string, unknown>;

/** Adds what the newer row tells. What it does not tell, or withholds, stays as it was. */
function grow(known: Rec, newer: Rec): void {
  const [before, now] = [known, newer] as unknown as [Values, Values];
  for (const name in now) {
    if (name === 'links' || name === 'carried') continue;
    const value = now[name];
    // Most rows that come again tell the same, and comparing costs less than writing.
    if (value !== undefined && value !== before[name]) before[name] = value;
  }
  let carried = known.carried;
  for (const [association, link] of Object.entries(newer.links)) {
    const before = known.links[association];
    if (link instanceof Fault && before !== undefined) continue;
    known.links[association] = link;
    // It leads elsewhere now, and the rows that came are not those it leads to.
    if (carried.has(association) && String(before) !== String(link)) {
      carried = carried.difference(new Set([association]));
    }
  }
  if (carried.size === 0) carried = newer.carried;
  else if (newer.carried.size > 0) carried = carried.union(newer.carried);
  if (carried !== known.carried) Reflect.set(known, 'carried', carried);
}
