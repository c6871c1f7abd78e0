import { PERMISSIONS, type Permission } from '../records.ts';
import type { ErrorEntry } from '../refusal.ts';
import type { World } from '../world.ts';
import type { Attributes } from './body.ts';

/** Collects what is wrong with one object, by attribute. */
export class Problems {
  readonly found: ErrorEntry[] = [];
  readonly #index: number;

  constructor(index: number) {
    this.#index = index;
  }

  /** The message begins with the attribute, as it is spoken. */
  add(field: string, complaint: string): void {
    const spoken = field.replace(/_id$/, '').replaceAll('_', ' ');
    const message = `${spoken.charAt(0).toUpperCase()}${spoken.slice(1)} ${complaint}`;
    this.found.push({ type: 'validation', message, field, index: this.#index });
  }
}

/** What an attribute of a body means for a column: undefined if it is not there, null to clear. */
export class AttributeReader {
  readonly #attributes: Attributes;
  readonly #problems: Problems;

  constructor(attributes: Attributes, problems: Problems) {
    this.#attributes = attributes;
    this.#problems = problems;
  }

  text(name: string): string | null | undefined {
    const value = this.#attributes[name];
    if (value === undefined || value === null) return value;
    return typeof value === 'string' ? value.trim() : JSON.stringify(value);
  }

  /** Numbers may come as text. */
  integer(name: string, from: number, to: number): number | null | undefined {
    const value = this.text(name);
    if (value === undefined || value === null || value === '') return value === '' ? null : value;
    const number = Number(value);
    if (!Number.isInteger(number)) this.#problems.add(name, 'is not a number');
    else if (number < from) this.#problems.add(name, `must be greater than or equal to ${from}`);
    else if (number > to) this.#problems.add(name, `must be less than or equal to ${to}`);
    return number;
  }

  boolean(name: string): boolean | null | undefined {
    const value = this.text(name);
    if (value === undefined || value === null) return value;
    return !['false', '0', 'f', ''].includes(value.toLowerCase());
  }

  permission(name: string, allowed: readonly Permission[]): Permission | undefined {
    const value = this.text(name);
    const permission = PERMISSIONS.find((one) => one === value);
    if (value === undefined) return undefined;
    if (permission === undefined || !allowed.includes(permission)) {
      this.#problems.add(name, 'is not a valid permission');
    }
    return permission;
  }

  /** Deleted roles cannot be given any more, though whoever has one may keep it. */
  role(name: string, world: World, current: number | null): number | null | undefined {
    const id = this.integer(name, 1, Number.MAX_SAFE_INTEGER);
    if (id === undefined || id === null || id === current) return id;
    if (world.roles.get(id)?.deleted_at !== null) {
      this.#problems.add(name, 'must exist');
    }
    return id;
  }
}

export const MAX_CENTS = 2_147_483_647;

/** Columns to be changed: undefined leaves one as it is. */
type Changes<Row> = { readonly [Column in keyof Row]?: Row[Column] | undefined };

/** Says whether that changed the row. */
export function assign<Row extends object>(row: Row, changes: Changes<Row>): boolean {
  const changed = Object.entries(changes).filter(
    ([column, value]) => value !== undefined && Reflect.get(row, column) !== value,
  );
  Object.assign(row, Object.fromEntries(changed));
  return changed.length > 0;
}
