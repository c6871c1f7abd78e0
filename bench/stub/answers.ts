/** Answers as Kantata OX words them: what was asked for in `results`, every row in the map of its collection. */
import { collections, idIn, isCollectionName, type CollectionName, type Row } from './rows.ts';

type Maps = Partial<Record<CollectionName, Record<string, Row>>>;

/** Null where there is no such collection. */
export function listAnswer(url: URL): object | null {
  const name = url.pathname.slice(1);
  if (!isCollectionName(name)) return null;
  const { size, firstId } = collections[name];
  const only = url.searchParams.get('only');
  const perPage = Number(url.searchParams.get('per_page') ?? 20);
  const page = Number(url.searchParams.get('page') ?? 1);
  const places =
    only === null
      ? Array.from({ length: perPage }, (_, index) => (page - 1) * perPage + index)
      : only.split(',').map((id) => Number(id) - firstId);
  const found = places.filter((place) => place >= 0 && place < size);
  const count = only === null ? size : found.length;
  return {
    count,
    results: found.map((place) => ({ key: name, id: idIn(name, place) })),
    ...rows(name, found, includesOf(url)),
    meta: { count, page_count: Math.ceil(count / perPage), page_number: page, page_size: perPage },
  };
}

/** The row of one membership with new values. */
export function updatedAnswer(url: URL, id: string, values: Row): object {
  const name = 'account_memberships';
  const maps = rows(name, [Number(id) - collections[name].firstId], includesOf(url));
  const row = { ...maps[name]?.[id], ...values };
  return { count: 1, results: [{ key: name, id }], ...maps, [name]: { ...maps[name], [id]: row } };
}

function includesOf(url: URL): string[] {
  return (url.searchParams.get('include') ?? '').split(',').filter((word) => word !== '');
}

function rows(name: CollectionName, places: readonly number[], words: readonly string[]): Maps {
  const { includes, row } = collections[name];
  const maps: Maps = { [name]: {} };
  const add = (to: CollectionName, place: number, values: Row) => {
    const id = idIn(to, place);
    (maps[to] ??= {})[id] ??= { ...values, id };
  };
  for (const place of places) {
    const keys: Record<string, unknown> = {};
    for (const word of words) {
      const include = includes[word];
      if (include?.keysAt == null) continue;
      const ids = include.places(place).map((each) => idIn(include.to, each));
      keys[include.keysAt] = include.many ? ids : (ids[0] ?? null);
    }
    add(name, place, { ...row(place), ...keys });
  }
  for (const word of words) {
    const include = includes[word];
    if (include === undefined) continue;
    const { to } = include;
    maps[to] ??= {};
    for (const each of places.flatMap(include.places)) add(to, each, collections[to].row(each));
  }
  return maps;
}
