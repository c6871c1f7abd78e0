/**
 * A noun says what can be asked about one type of record. Planning and loading know the upstreams
 * by these rows of data alone.
 */
import type { Rec, TypeName } from './record.ts';
import type { SourceName } from './source-name.ts';

/** A heavy association takes seconds for each row: for more rows than this it is refused. */
export const mostHeavyRows = 5;

export interface Association {
  /** The field of the schema; also the name of the link on the record. */
  readonly field: string;
  /** Another field of the schema that leads to the same records. */
  readonly alias?: string;
  readonly to: TypeName;
  readonly many: boolean;
  /** Whether the keys stand on every row, also on one that was only sent along. */
  readonly free: boolean;
  /** Takes seconds for a page: never requested for many rows at once. */
  readonly heavy?: true;
  /** The upstream may refuse a whole request that asks for it. */
  readonly adminOnly?: true;
  /** The upstream tells the keys alone, however it is asked. */
  readonly keysOnly?: true;
  /** Which answers bring it along, where not all do: those of lists, or those of reads but not of changes. */
  readonly comesWith?: 'LISTS' | 'READS';
}

/** Whether a request may fail, or take seconds, for the sake of this association alone. */
export function isRisky({ adminOnly, heavy }: Association): boolean {
  return adminOnly === true || heavy === true;
}

export interface Noun {
  readonly type: TypeName;
  readonly source: SourceName;
  /** What a key looks like, in the upstream and therefore in a global id. */
  readonly keyPattern: RegExp;
  /** The spelling of a key under which its record is known; absent where keys have only one. */
  readonly normalizeKey?: (key: string) => string;
  /** Whether the bare REST id may stand for the global id in arguments of this type. */
  readonly bareId: boolean;
  readonly associations: readonly Association[];
  /** Fields that only a row asked for by itself tells, never one that was sent along. */
  readonly primaryOnly: readonly string[];
  /** The most rows that one call to its list can bring, and keys that one call by key can hold. */
  readonly rowsPerCall: number;
  readonly keysPerCall?: number;
  /** Its collection shows every record that others link to: a key that is not in it belongs to no record. */
  readonly showsAll?: true;
  /** Links that follow from the key alone. */
  readonly linksOfKey?: (key: string) => Readonly<Record<string, string>>;
  /** A removal cannot be undone, and can be made to require a confirmation. */
  readonly removalIsFinal?: true;
}

/** A noun, ready to be looked up by the field names of the schema. */
export interface CatalogueEntry extends Noun {
  readonly byField: ReadonlyMap<string, Association>;
  readonly primaryOnlyFields: ReadonlySet<string>;
}

export type Catalogue = ReadonlyMap<string, CatalogueEntry>;

export function catalogueOf(nouns: readonly Noun[]): Catalogue {
  return new Map(nouns.map((noun) => [noun.type, entryOf(noun)]));
}

/** @throws TypeError for a type without a noun, to which nothing leads */
export function nounOf(catalogue: Catalogue, type: string): CatalogueEntry {
  const noun = catalogue.get(type);
  if (noun === undefined) throw new TypeError(`No upstream knows the type ${type}`);
  return noun;
}

/** A record of which only the key is known. */
export function recordOfKey({ type, linksOfKey }: Noun, key: string): Rec {
  const links = { ...linksOfKey?.(key) };
  const record = { __typename: type, key, sourceId: key, links, carried: new Set<string>() };
  // All values of a record are optional; only the union over the types is beyond the compiler.
  return record;
}

function entryOf(noun: Noun): CatalogueEntry {
  const byField = new Map<string, Association>();
  for (const association of noun.associations) {
    byField.set(association.field, association);
    if (association.alias !== undefined) byField.set(association.alias, association);
  }
  return { ...noun, byField, primaryOnlyFields: new Set(noun.primaryOnly) };
}
