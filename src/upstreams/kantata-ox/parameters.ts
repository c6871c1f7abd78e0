/** The query string, as the framework behind Kantata OX reads it. */
import type { Want } from '../../domain/want.ts';
import { associations, type KantataType } from './associations.ts';
import { collections } from './collections.ts';

/** A list is sent as `name[]=` for each value, which only few parameters understand. */
export type Parameters = Readonly<Record<string, string | readonly string[]>>;

/** Whether a list stands among them, which a server may not take. */
export function hasList(parameters: Parameters): boolean {
  return Object.values(parameters).some((value) => typeof value !== 'string');
}

/**
 * Values are percent-encoded, save for the commas of lists. Empty values are dropped: an empty
 * `search`, `page` or `apply_default_filters` means something else than an absent one.
 */
export function withQuery(path: string, parameters: Parameters): string {
  const query: string[] = [];
  const add = (name: string, value: string) => {
    if (value.trim() !== '') query.push(`${name}=${encoded(value)}`);
  };
  for (const [name, value] of Object.entries(parameters)) {
    if (typeof value === 'string') add(name, value);
    else for (const each of value) add(`${name}[]`, each);
  }
  return query.length === 0 ? path : `${path}?${query.join('&')}`;
}

function encoded(value: string): string {
  // Numbers, names and lists of them: nearly all there is.
  if (/^[\w,]+$/.test(value)) return value;
  return encodeURIComponent(value).replaceAll('%2C', ',');
}

/** `include` and `optional_fields`: each one text with commas and no spaces, or the names are lost. */
export function wantParameters(type: KantataType, want: Want): Parameters {
  const include = associations[type]
    .filter(({ field }) => want.associations.has(field))
    .map((association) => association.include);
  const optional = Object.entries(collections[type].optionalFields ?? {})
    .filter(([field]) => want.fields.has(field))
    .map(([, name]) => name);
  return { include: include.join(','), optional_fields: optional.join(',') };
}
