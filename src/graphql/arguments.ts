/** Arguments, checked and translated into the words of the domain. Every complaint names its argument. */
import { Fault } from '../domain/fault.ts';
import { readKey } from '../domain/global-id.ts';
import type { Catalogue } from '../domain/noun.ts';
import type { CreatedUpdated, Order } from '../domain/query.ts';
import type { TypeName } from '../domain/record.ts';

export function badInput(argument: string, complaint: string): Fault {
  return new Fault('BAD_USER_INPUT', `${argument}: ${complaint}`);
}

/** The key of a record of this type. @throws Fault BAD_USER_INPUT */
export function keyOf(catalogue: Catalogue, type: TypeName, argument: string, id: string): string {
  const noun = catalogue.get(type);
  const key = noun === undefined ? null : readKey(catalogue, noun, id);
  if (key === null) throw badInput(argument, `this is not the id of a record of type ${type}.`);
  return key;
}

/** Keys of records of this type, each once. @throws Fault BAD_USER_INPUT */
export function keysOf(
  catalogue: Catalogue,
  type: TypeName,
  argument: string,
  ids: readonly string[],
  most: number,
): readonly string[] {
  atMost(argument, ids, most);
  return [...new Set(ids.map((id) => keyOf(catalogue, type, argument, id)))];
}

export function atMost(argument: string, list: readonly unknown[], most: number): void {
  if (list.length > most) throw badInput(argument, `at most ${most} are taken.`);
}

/** Blank text in a filter is no filter. */
export function textOf(text: string | null | undefined): string | null {
  return text === null || text === undefined || text.trim() === '' ? null : text;
}

/**
 * A search may ignore other filters, and only the upstream knows how it matches names, so that rows cannot be
 * checked against one here.
 * @throws Fault BAD_USER_INPUT
 */
export function refuseNameBesideSearch(filter: {
  readonly byFullName?: string | null | undefined;
  readonly search?: string | null | undefined;
}): void {
  if (textOf(filter.search) === null || textOf(filter.byFullName) === null) return;
  throw badInput('filter.byFullName', 'a search cannot be limited to names: search for the name.');
}

/**
 * Filters are built with their keys in one order, and `null` for what is absent: equal filters are then equal as
 * text, by which windows and cursors are recognised.
 */
export function timesOf(filter: CreatedUpdated): CreatedUpdated {
  return {
    createdAfter: filter.createdAfter ?? null,
    createdBefore: filter.createdBefore ?? null,
    updatedAfter: filter.updatedAfter ?? null,
    updatedBefore: filter.updatedBefore ?? null,
  };
}

/** An order; ascending unless it says otherwise. */
export function orderOf(
  orderBy: { field: string; direction?: 'ASC' | 'DESC' | null | undefined } | null | undefined,
): { order?: Order } {
  if (orderBy === null || orderBy === undefined) return {};
  return { order: { field: orderBy.field, direction: orderBy.direction ?? 'ASC' } };
}

/** An id among the attributes of a change, as a key; `null` clears, absent stays absent. */
export function attributeKey<F extends string>(
  catalogue: Catalogue,
  type: TypeName,
  argument: string,
  field: F,
  { [field]: id }: Readonly<Partial<Record<F, string | null | undefined>>>,
): Readonly<Partial<Record<string, string>>> {
  return typeof id === 'string'
    ? { [field]: keyOf(catalogue, type, `${argument}.${field}`, id) }
    : {};
}

/** `UNRECOGNIZED` stands for a value of an upstream that the schema does not know; it cannot be set. */
export function refuseUnrecognized(argument: string, value: string | null | undefined): void {
  if (value === 'UNRECOGNIZED') throw badInput(argument, 'UNRECOGNIZED cannot be given.');
}
