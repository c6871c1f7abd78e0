/** The query string, as the framework behind Kantata OX reads it. */
import type { Want } from '../../domain/want.ts';
import { associations, type KantataType } from './associations.ts';
import { collections } from './collections.ts';

/** A list is sent as `name[]=` for each value, which few parameters understand. */
export type Parameters = Readonly<Record<string, string | readonly string[]>>;

/** Whether one of them is a list, which a server may refuse. */
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
  // Nearly all values are numbers, names, or lists of them.
  if (/^[\w,]+$/.test(value)) return value;
  return encodeURIComponent(value).replaceAll('%2C', ',');
}

/** `include` and `optional_fields`: each a list with commas and no spaces, which would lose names. */
export function wantParameters(type: KantataType, want: Want): Parameters {
  const include = associations[type]
    .filter(({ field }) => want.associations.has(field))
    .map((association) => association.include);
  const optional = Object.entries(collections[type].optionalFields ?? {})
    .filter(([field]) => want.fields.has(field))
    .map(([, name]) => name);
  return { include: include.join(','), optional_fields: optional.join(',') };
}
