/** The query string, as the framework behind Kantata OX reads it. */
import type { Want } from '../../domain/want.ts';
import { associations, type KantataType } from './associations.ts';
import { collections } from './collections.ts';

/** A list is sent as `name[]=` for each value, which only few parameters understand. */
export type Parameters = Readonly<Record<string, string | readonly string[]>>;

/**
 * Values are percent-encoded, save for the commas of lists. Empty values are dropped: an empty
 * `search`, `page` or `apply_default_filters` means something else than an absent one.
 */
export function withQuery(path: string, parameters: Parameters): string {
  const query = Object.entries(parameters)
    .flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value]] : value.map((each) => [`${name}[]`, each]),
    )
    .filter(([, value = '']) => value.trim() !== '')
    .map(([name = '', value = '']) => `${name}=${encoded(value)}`)
    .join('&');
  return query === '' ? path : `${path}?${query}`;
}

function encoded(value: string): string {
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
