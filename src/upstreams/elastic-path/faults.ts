/** What an error body of Elastic Path holds against an input, in names of the GraphQL input. */
import type { Objection } from '../../domain/fault.ts';
import { isObject } from '../../domain/json.ts';

/**
 * Reads which field is at fault, but not the text about it, which may hold anything. The `status` of an entry
 * is not read either, since the layers of the API disagree on its type.
 */
export function objectionsOf(body: unknown): readonly Objection[] {
  if (!isObject(body) || !Array.isArray(body.errors)) return [];
  return body.errors.slice(0, 50).flatMap((entry: unknown): Objection[] => {
    if (!isObject(entry)) return [];
    const field = fieldOf(entry);
    return [{ field, message: messages[field ?? ''] ?? 'Elastic Path refused this.' }];
  });
}

const messages: Readonly<Record<string, string>> = {
  accountId: 'Elastic Path refused this account.',
  accountMemberId: 'Elastic Path refused this account member.',
  customFields: 'Elastic Path refused a value of the custom fields.',
};

const inputFields: Readonly<Record<string, string>> = {
  account_id: 'accountId',
  AccountID: 'accountId',
  account_member_id: 'accountMemberId',
  AccountMemberID: 'accountMemberId',
};

/** Names in the API that stand for no field of an input. */
const noFields = new Set(['Type', 'type', 'ID', 'id', 'data']);

/** The field that the entry names, by `source` or in the text of a validation; `null` for none. */
function fieldOf({ source, detail }: Readonly<Record<string, unknown>>): string | null {
  const pointer = isObject(source) ? source.pointer : source;
  const named =
    (typeof pointer === 'string' ? /(?<![\w-])[\w-]{1,100}$/.exec(pointer)?.[0] : undefined) ??
    (typeof detail === 'string' ? /field '([\w-]{1,100})'/.exec(detail)?.[1] : undefined);
  if (named === undefined || noFields.has(named)) return null;
  return Object.hasOwn(inputFields, named) ? (inputFields[named] ?? null) : 'customFields';
}
