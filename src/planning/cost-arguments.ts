/** What the arguments of a field say about its cost. */
import { getArgumentValues, GraphQLError, type FieldNode, type GraphQLField } from 'graphql';
import { readGlobalId } from '../domain/global-id.ts';
import { isObject } from '../domain/json.ts';
import type { Catalogue } from '../domain/noun.ts';
import type { Scope } from './selection.ts';
import { defaultPageSize, objectionTo } from './window.ts';

export type Arguments = Readonly<Record<string, unknown>>;

/** Coerced; none where one of them is wrong: the field itself will say so. */
export function argumentsOf(
  field: GraphQLField<unknown, unknown>,
  node: FieldNode,
  { variableValues }: Scope,
): Arguments {
  try {
    return getArgumentValues(field, node, variableValues);
  } catch (error) {
    if (error instanceof GraphQLError) return {};
    throw error;
  }
}

/** Rows of one window; a window that is refused costs nothing. */
export function pageSizeOf(args: Arguments): number {
  const first = wholeOf(args.first);
  const last = wholeOf(args.last);
  return objectionTo({ first, last }) === null ? (first ?? last ?? defaultPageSize) : 0;
}

/** Whether the window is counted from the end of the list, which has to be found first. */
export function isFromEnd({ last, before }: Arguments): boolean {
  return typeof last === 'number' && before == null;
}

/** The number of items of a bulk; `null` for any other change. */
export function itemsOf({ input }: Arguments): number | null {
  const lists = isObject(input) ? Object.values(input).filter((each) => Array.isArray(each)) : [];
  return lists.length === 0 ? null : Math.max(...lists.map(({ length }) => length));
}

/** How many changes compare their record with what the caller has seen of it, which takes a look at it. */
export function comparisonsIn({ input }: Arguments): number {
  if (!isObject(input)) return 0;
  const items = Object.values(input).flatMap((each): unknown[] =>
    Array.isArray(each) ? each : [],
  );
  return [input, ...items].filter(isCompared).length;
}

function isCompared(change: unknown): boolean {
  return isObject(change) && (change.ifUnchangedSince ?? change.confirmationToken) != null;
}

/** How many records of which types the ids among the arguments name. */
export function typesNamedBy(args: Arguments, catalogue: Catalogue): ReadonlyMap<string, number> {
  const types = new Map<string, number>();
  for (const value of Object.values(args).flat()) {
    const type = typeNamedBy(value, catalogue);
    if (type !== null) types.set(type, (types.get(type) ?? 0) + 1);
  }
  return types;
}

function typeNamedBy(value: unknown, catalogue: Catalogue): string | null {
  if (typeof value === 'string') return readGlobalId(catalogue, value)?.type ?? null;
  if (!isObject(value)) return null;
  const { __typename: name, id } = value;
  if (typeof name === 'string' && catalogue.has(name)) return name;
  // A reference to a record of an interface tells its type by its id.
  return typeof id === 'string' ? typeNamedBy(id, catalogue) : null;
}

function wholeOf(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}
