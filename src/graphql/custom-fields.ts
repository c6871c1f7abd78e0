/** Fields that a merchant has added to a record, as an input. */
import { isObjectOrArray } from '../domain/json.ts';
import type { CustomFields } from '../domain/record-values.ts';

/** Members of a record itself, which a custom field of the same name would override. */
const reserved = new Set(['id', 'type', 'relationships', 'meta', 'links', 'account_member_id']);

/** Programs that read them later may copy them into an object, and so change what all objects share. */
const dangerous = new Set(['__proto__', 'constructor', 'prototype']);

/** No type of record can have more. */
const most = 100;

/** What is wrong with custom fields, in words; `null` when they can be sent. */
export function objectionToCustomFields(customFields: CustomFields): string | null {
  const names = Object.keys(customFields);
  const taken = names.find((name) => reserved.has(name) || dangerous.has(name));
  if (taken !== undefined) return `${taken} is not the name of a custom field.`;
  if (names.length > most) return `At most ${most} custom fields are taken.`;
  return holdsTooLargeNumber(customFields)
    ? `Numbers beyond ${Number.MAX_SAFE_INTEGER} cannot be sent as they are.`
    : null;
}

/**
 * Such a number may have been rounded already, or be infinite, which JSON writes as `null`: that would clear a
 * value.
 */
function holdsTooLargeNumber(value: unknown): boolean {
  if (typeof value === 'number') return Math.abs(value) > Number.MAX_SAFE_INTEGER;
  return isObjectOrArray(value) && Object.values(value).some(holdsTooLargeNumber);
}
