import { refuse } from './refusal.ts';
import type { FlowFields, JsonValue } from './store.ts';

/** The `data` of a body that was sent. */
export type Attributes = Readonly<Record<string, JsonValue>>;

export function attributesOf(body: unknown): Attributes {
  if (!isObject(body)) throw refuse(400, 'the request body could not be parsed');
  const data = body.data;
  return isObject(data) ? data : {};
}

/** What the resource has of its own; every other key belongs to its Flow. */
const ownNames: readonly string[] = [
  ...['id', 'type', 'meta', 'links', 'relationships', 'account_member_id'],
  ...['name', 'email', 'given_name', 'middle_name', 'family_name'],
];

/** Fields that were not sent keep their values; null clears. */
export function mergeFlow(before: FlowFields, attributes: Attributes): FlowFields {
  const sent = Object.entries(attributes).filter(([name]) => !ownNames.includes(name));
  return Object.fromEntries([...Object.entries(before), ...sent]);
}

function isObject(value: unknown): value is Attributes {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
