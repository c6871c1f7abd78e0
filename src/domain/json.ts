/** Values of JSON: what they are, and whether two are the same. */

/** Whether it is an object in the sense of JSON: names with values, not a list. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return isObjectOrArray(value) && !Array.isArray(value);
}

/** Whether it holds other values, by name or in a list. */
export function isObjectOrArray(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

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
