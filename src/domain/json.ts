/** Values of JSON, told apart. */

/** Whether values are held by name. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return isHolder(value) && !Array.isArray(value);
}

/** Whether values are held, by name or in a list. */
export function isHolder(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
