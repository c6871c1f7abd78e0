import { isObjectOrArray } from './json.ts';

/** Whether two values are the same JSON; the order of names in an object means nothing. */
export function isSameJson(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (!isObjectOrArray(one) || !isObjectOrArray(other)) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const entries = Object.entries(one);
  return (
    entries.length === Object.keys(other).length &&
    entries.every(([name, value]) => Object.hasOwn(other, name) && isSameJson(value, other[name]))
  );
}
