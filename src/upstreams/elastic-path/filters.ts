/**
 * Filter expressions, `op(field,value,…)` joined by `:`.
 *
 * Texts are always quoted, so that nothing in them is read as syntax. A `*` at either end stands for anything
 * where the operator takes it; anywhere else it is a plain character.
 */

/** How a store matches texts: newer stores ignore case (`ilike`), older ones have `eq` and `like`. */
export type TextOperator = 'ilike' | 'eq';

function quoted(text: string): string {
  return `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
}

export function clause(operator: string, field: string, ...values: readonly string[]): string {
  return `${operator}(${[field, ...values].join(',')})`;
}

/** A text, exact or with `*`; nothing when there is none to look for. */
export function textClause(
  field: string,
  text: string | null | undefined,
  operator: TextOperator = 'eq',
): readonly string[] {
  if (text === null || text === undefined) return [];
  const isPattern = operator === 'eq' && (text.startsWith('*') || text.endsWith('*'));
  return [clause(isPattern ? 'like' : operator, field, quoted(text))];
}

export function timeClause(
  operator: 'gt' | 'lt',
  field: string,
  time: Date | null | undefined,
): readonly string[] {
  return time ? [clause(operator, field, quoted(time.toISOString()))] : [];
}
