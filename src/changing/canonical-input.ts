/** The input of a mutation as one text, which is the same for inputs that mean the same. */
import type { Change } from '../domain/change.ts';
import { isObjectOrArray } from '../domain/json.ts';

/** What an input holds beside its changes. Here `null` means the same as absent. */
export interface InputOptions {
  readonly onError?: unknown;
  readonly confirmationToken?: unknown;
  readonly ifUnchangedSince?: unknown;
  readonly updates?: readonly { readonly ifUnchangedSince?: unknown }[];
}

/** Changes hold keys for ids already. In their attributes `null` clears a value, and differs from absent. */
export function canonicalInput(
  changes: readonly Change[],
  { onError, confirmationToken, ifUnchangedSince, updates }: InputOptions,
): string {
  return JSON.stringify([
    changes.map(({ type, action, key, attributes }) => [type, action, key, inOrder(attributes)]),
    onError ?? 'CONTINUE',
    confirmationToken,
    ifUnchangedSince,
    updates?.map((each) => each.ifUnchangedSince),
  ]);
}

/** Objects with the same names in another order are the same. A date, as a variable in JSON may hold, has no names. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (!isObjectOrArray(value) || value instanceof Date) return value;
  const entries = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([name, each]) => [name, inOrder(each)]));
}
