import type { Resource, SortKey } from './resource.ts';
import { perVersion, type World } from './world.ts';

export interface Order {
  readonly name: string;
  readonly descending: boolean;
}

/** Undefined for a name that is not offered; a direction that is not `desc` is ascending. */
export function parseOrder(text: string | undefined, offered: Readonly<Record<string, unknown>>) {
  const [name = '', direction] = text?.split(':') ?? [];
  return Object.hasOwn(offered, name) ? { name, descending: direction === 'desc' } : undefined;
}

/** Rows in a given order, kept until the next write. Ties are broken by id, ascending both ways. */
export function sorter<Row extends { readonly id: number }>(resource: Resource<Row>) {
  const kept = new Map<string, (world: World) => readonly Row[]>();
  return (world: World, order: Order | undefined): readonly Row[] => {
    const name = order === undefined ? 'id' : `${order.name}:${order.descending ? 'desc' : 'asc'}`;
    const known = kept.get(name) ?? perVersion((state) => sort(resource, state, order));
    kept.set(name, known);
    return known(world);
  };
}

function sort<Row extends { readonly id: number }>(
  { rows, orders = {} }: Resource<Row>,
  world: World,
  order: Order | undefined,
): readonly Row[] {
  const byId = [...rows(world).values()].sort((one, other) => one.id - other.id);
  const keyOf = order === undefined ? undefined : orders[order.name];
  if (keyOf === undefined) return byId;
  const sign = order?.descending === true ? -1 : 1;
  return byId
    .map((row) => ({ row, key: keyOf(row, world) }))
    .sort((one, other) => sign * compare(one.key, other.key))
    .map(({ row }) => row);
}

/** As the database: letters without regard to case and accents, null before everything. */
const collator = new Intl.Collator('en', { sensitivity: 'base' });

function compare(one: SortKey, other: SortKey): number {
  if (one === null || other === null) return Number(one !== null) - Number(other !== null);
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  return collator.compare(String(one), String(other));
}
