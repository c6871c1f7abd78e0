/**
 * Users by several e-mail addresses. Which spelling of such a list a server reads is not documented: one that
 * takes a list with commas for a single address finds one user at most, and is then asked with a parameter for
 * each address.
 */
import { Fault } from '../../domain/fault.ts';
import { isQueryOf, searchOf, type Filters, type Query } from '../../domain/query.ts';
import { maxPageSize } from './collections.ts';
import type { Envelope } from './envelope.ts';
import { listParameters } from './lists.ts';
import { refuseSmallerPage } from './paging.ts';
import type { Parameters } from './parameters.ts';

type Ask = (parameters: Parameters) => Promise<Envelope>;

/** How much of a URL addresses (in the longer spelling) and ids may take, so that all of it stays under 4 KB. */
const mostCharacters = 3400;

export async function askInBothSpellings(query: Query, ask: Ask): Promise<Envelope> {
  const parameters = listParameters(query);
  const rows = await ask(parameters);
  const addresses = addressesOf(query);
  if (addresses.length < 2 || searchOf(query) !== null || rows.count > 1) return rows;
  const again = await unlessRefused(ask({ ...parameters, by_email_addresses: addresses }));
  if (again === null || again.count <= rows.count) return rows;
  // More users than addresses: the server does not know the parameter and has ignored it.
  return again.count <= addresses.length ? again : rows;
}

/** A server that splits the list itself need not know the other spelling, and may fail over it. */
async function unlessRefused(asking: Promise<Envelope>): Promise<Envelope | null> {
  try {
    return await asking;
  } catch (error) {
    if (error instanceof Fault && refusals.has(error.upstreamStatus)) return null;
    throw error;
  }
}

const refusals: ReadonlySet<number | undefined> = new Set([400, 422, 500]);

/**
 * The query in a form that fits a URL: where the addresses do not, beside the ids if there are any, their users
 * are looked up in parts and then named by id.
 * @param ask requests the largest page of rows
 * @throws Fault UPSTREAM_MALFORMED
 */
export async function fitToUrl(query: Query, ask: Ask): Promise<Query> {
  if (!isQueryOf(query, 'User')) return query;
  const addresses = addressesOf(query);
  const { ids } = query.filter;
  const takes = addresses.reduce((sum, each) => sum + roomFor(each), ids?.join(',').length ?? 0);
  if (addresses.length === 0 || takes <= mostCharacters) return query;
  const naming = (filter: Pick<Filters['User'], 'emailAddresses' | 'ids'>): Query<'User'> => ({
    ...query,
    filter: { ...query.filter, ...filter },
  });
  // The rows of a search are checked one by one.
  if (searchOf(query) !== null) return naming({ emailAddresses: null });
  const found = await Promise.all(
    partsOf(addresses).map(async (part) => {
      const rows = await askInBothSpellings(naming({ emailAddresses: part, ids: null }), ask);
      refuseSmallerPage(rows, { offset: 0, limit: maxPageSize }, 0);
      return rows;
    }),
  );
  const keys = new Set(found.flatMap(({ records }) => records.map(({ key }) => key)));
  return naming({ emailAddresses: null, ids: ids?.filter((id) => keys.has(id)) ?? [...keys] });
}

function addressesOf(query: Query): readonly string[] {
  return isQueryOf(query, 'User') ? (query.filter.emailAddresses ?? []) : [];
}

function partsOf(addresses: readonly string[]): readonly (readonly string[])[] {
  const parts: string[][] = [];
  let left = 0;
  for (const address of addresses) {
    const takes = roomFor(address);
    if (takes > left) {
      parts.push([]);
      left = mostCharacters;
    }
    parts.at(-1)?.push(address);
    left -= takes;
  }
  return parts;
}

function roomFor(address: string): number {
  return encodeURIComponent(`by_email_addresses[]=${address}&`).length;
}
