/** Costs, and how they add up. */
import type { Association, Noun } from '../domain/noun.ts';
import { rowsOfHeavy, rowsOfMany, usualKeysPerCall } from './cost-figures.ts';

export interface Cost {
  readonly calls: number;
  readonly rows: number;
  /**
   * Calls that are items of a bulk, or come before or after a change: the limits of changes hold for them, not
   * `MAX_COST_CALLS`.
   */
  readonly declaredCalls: number;
  /** The most rows that a heavy association is selected for; 0 where none is. */
  readonly heavyRows: number;
}

export const nothing: Cost = { calls: 0, rows: 0, declaredCalls: 0, heavyRows: 0 };

export function called(calls: number): Cost {
  return { ...nothing, calls };
}

export function sum(costs: readonly Cost[]): Cost {
  return costs.reduce(plus, nothing);
}

export function plus(one: Cost, other: Cost): Cost {
  return {
    calls: one.calls + other.calls,
    rows: one.rows + other.rows,
    declaredCalls: one.declaredCalls + other.declaredCalls,
    heavyRows: Math.max(one.heavyRows, other.heavyRows),
  };
}

/** The most of each: the price where a value may be of one type or another. */
export function worst(costs: readonly Cost[]): Cost {
  return costs.reduce(
    (one, other) => ({
      calls: Math.max(one.calls, other.calls),
      rows: Math.max(one.rows, other.rows),
      declaredCalls: Math.max(one.declaredCalls, other.declaredCalls),
      heavyRows: Math.max(one.heavyRows, other.heavyRows),
    }),
    nothing,
  );
}

/** Calls for so many records by their keys. */
export function callsByKey({ keysPerCall = usualKeysPerCall }: Noun, keys: number): number {
  return Math.ceil(keys / keysPerCall);
}

/** Rows that an association leads to, for each row that it leads from. */
export function rowsAtEnd({ many, heavy }: Association): number {
  if (heavy === true) return rowsOfHeavy;
  return many ? rowsOfMany : 1;
}
