/** The query string, as Elastic Path reads it. */
import type { Want } from '../../domain/want.ts';
import { associations, type ElasticPathType } from './associations.ts';

export type Parameters = Readonly<Record<string, string>>;

/** Names and values are percent-encoded; an empty value is left out. */
export function withQuery(path: string, parameters: Parameters): string {
  const query = Object.entries(parameters)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&');
  return query === '' ? path : `${path}?${query}`;
}

/** The `include` parameter, limited to what the path can bring along. */
export function includeParameter(
  type: ElasticPathType,
  want: Want,
  brings: readonly string[],
): Parameters {
  const words = associations[type]
    .filter(({ field }) => want.associations.has(field))
    .map(({ include }) => include)
    .filter((word) => word !== undefined && brings.includes(word));
  return { include: words.join(',') };
}
