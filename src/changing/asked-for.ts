/** What was asked for, as one text: whoever asks for the same in other words asks for the same. */
import type { Change } from '../domain/change.ts';
import { isObjectOrArray } from '../domain/json.ts';

/** What an input holds beside its changes. `null` is the same as nothing. */
export interface Safety {
  readonly onError?: unknown;
  readonly confirmationToken?: unknown;
  readonly ifUnchangedSince?: unknown;
  readonly updates?: readonly { readonly ifUnchangedSince?: unknown }[];
}

/** In changes ids are keys already. There, `null` clears a value and is not the same as nothing. */
export function askedFor(
  changes: readonly Change[],
  { onError, confirmationToken, ifUnchangedSince, updates }: Safety,
): string {
  return JSON.stringify([
    changes.map(({ type, action, key, attributes }) => [type, action, key, inOrder(attributes)]),
    onError ?? 'CONTINUE',
    confirmationToken,
    ifUnchangedSince,
    updates?.map((each) => each.ifUnchangedSince),
  ]);
}

/** Names in an object have no order. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (!isObjectOrArray(value)) return value;
  const entries = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([name, each]) => [name, inOrder(each)]));
}
