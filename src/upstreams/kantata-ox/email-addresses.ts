/**
 * Users by their e-mail addresses, when there are several. Which spelling of such a list the server
 * reads is not documented: one that takes a list with commas for a single address finds one user at
 * most, and is then asked with the addresses one by one.
 */
import type { Query } from '../../domain/query.ts';
import type { Envelope } from './envelope.ts';
import { isOf, listParameters, searchOf } from './lists.ts';
import type { Parameters } from './parameters.ts';

type Ask = (parameters: Parameters) => Promise<Envelope>;

/** So much of a URL the addresses may take, in the longer spelling; all of it stays under 4 KB. */
const mostCharacters = 3400;

export async function askEitherWay(query: Query, ask: Ask): Promise<Envelope> {
  const parameters = listParameters(query);
  const rows = await ask(parameters);
  const addresses = addressesOf(query);
  if (addresses.length < 2 || searchOf(query) !== null || rows.count > 1) return rows;
  const again = await ask({ ...parameters, by_email_addresses: addresses });
  return again.count > rows.count ? again : rows;
}

/**
 * A query that fits a URL: addresses that are too many for one are looked up in parts, and their users
 * asked for by id.
 */
export async function fitting(query: Query, ask: Ask): Promise<Query> {
  if (!isOf(query, 'User')) return query;
  const parts = partsOf(addressesOf(query));
  if (parts.length < 2) return query;
  const withAddresses = (emailAddresses: readonly string[] | null): Query<'User'> => ({
    ...query,
    filter: { ...query.filter, emailAddresses },
  });
  // The rows of a search are checked one by one.
  if (searchOf(query) !== null) return withAddresses(null);
  const found = await Promise.all(parts.map((part) => askEitherWay(withAddresses(part), ask)));
  const ids = new Set(found.flatMap(({ records }) => records.map(({ key }) => key)));
  const { filter, ...rest } = withAddresses(null);
  return { ...rest, filter: { ...filter, ids: [...ids] } };
}

function addressesOf(query: Query): readonly string[] {
  return isOf(query, 'User') ? (query.filter.emailAddresses ?? []) : [];
}

function partsOf(addresses: readonly string[]): readonly (readonly string[])[] {
  const parts: string[][] = [];
  let left = 0;
  for (const address of addresses) {
    const takes = encodeURIComponent(`by_email_addresses[]=${address}&`).length;
    if (takes > left) {
      parts.push([]);
      left = mostCharacters;
    }
    parts.at(-1)?.push(address);
    left -= takes;
  }
  return parts;
}
