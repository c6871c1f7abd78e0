/**
 * Global ids: opaque for clients, `Type:key` in base64url for us.
 *
 * Only one spelling of an id is accepted, so that an id can be compared as text, and only keys of the
 * type's own pattern, so that nothing from a client reaches a URL unchecked.
 */
import type { Catalogue, CatalogueEntry } from './noun.ts';
import type { TypeName } from './record.ts';

export interface Reference {
  readonly type: TypeName;
  readonly key: string;
}

export function globalId(type: TypeName, key: string): string {
  return Buffer.from(`${type}:${key}`).toString('base64url');
}

/** The record that a global id names, or `null` when it names none. */
export function readGlobalId(catalogue: Catalogue, id: string): Reference | null {
  if (id.length > 200) return null;
  const text = Buffer.from(id, 'base64url').toString();
  const colon = text.indexOf(':');
  const noun = catalogue.get(text.slice(0, colon));
  if (noun === undefined) return null;
  const key = text.slice(colon + 1);
  if (!noun.keyPattern.test(key) || globalId(noun.type, key) !== id) return null;
  return { type: noun.type, key: normalized(noun, key) };
}

/** The key that an argument of a known type names: a global id or, where allowed, the bare REST id. */
export function readKey(catalogue: Catalogue, noun: CatalogueEntry, id: string): string | null {
  const key = readBareId(noun, id);
  if (key !== null) return key;
  const reference = readGlobalId(catalogue, id);
  return reference?.type === noun.type ? reference.key : null;
}

/** The key that a bare REST id names, where one may stand for the record. */
export function readBareId(noun: CatalogueEntry, id: string): string | null {
  return noun.bareId && noun.keyPattern.test(id) ? normalized(noun, id) : null;
}

function normalized({ normalizeKey }: CatalogueEntry, key: string): string {
  return normalizeKey === undefined ? key : normalizeKey(key);
}
