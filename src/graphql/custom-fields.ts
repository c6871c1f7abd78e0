/** Fields that a merchant has added to a record, as an input. */
import type { CustomFields } from '../domain/record-values.ts';

/** What a record has of its own. A custom field of that name would override it. */
const reserved = new Set(['id', 'type', 'relationships', 'meta', 'links', 'account_member_id']);

/** Whoever reads them behind us may copy them into an object, and with them what all objects have. */
const dangerous = new Set(['__proto__', 'constructor', 'prototype']);

/** No kind of record can have more. */
const most = 100;

/** What is wrong with custom fields, in words; `null` when they can be sent. */
export function objectionToCustomFields(customFields: CustomFields): string | null {
  const names = Object.keys(customFields);
  const taken = names.find((name) => reserved.has(name) || dangerous.has(name));
  if (taken !== undefined) return `${taken} is not the name of a custom field.`;
  return names.length > most ? `At most ${most} custom fields are taken.` : null;
}
