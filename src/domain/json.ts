/** Values of JSON, told apart. */

/** Whether it is an object in the sense of JSON: names with values, not a list. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return isObjectOrArray(value) && !Array.isArray(value);
}

/** Whether it holds other values, by name or in a list. */
export function isObjectOrArray(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
