/**
 * What became of a write whose answer was lost: one look at the record. The change counts as made only where the
 * record shows it, and was known to be different before; for a removal, to have been there. Effects beyond the
 * record (an e-mail, roles in projects) cannot be seen.
 */
import { associationsOf, isKnownOtherwise, isVisible, type Change } from '../domain/change.ts';
import { Fault } from '../domain/fault.ts';
import { union, wantOf, type Want } from '../domain/want.ts';
import type { Answer, Call, Source } from '../upstreams/source.ts';

export async function readBack(
  source: Source,
  change: Change,
  want: Want,
  call: Call,
): Promise<Answer | null> {
  const { key, type, action } = change;
  if (key === undefined || !canBeProven(change)) return null;
  try {
    const all = union(want, wantOf(associationsOf(change), []));
    // It may have been made only after it had failed, and others may have read what was before.
    const answer = await source.byKeys(type, [key], all, { ...call, settles: true });
    if (answer.faults?.has(key) === true) return null;
    const after = answer.records.find((record) => record.key === key);
    const isMade =
      action === 'DELETE' ? after === undefined : after !== undefined && isVisible(change, after);
    return isMade ? answer : null;
  } catch (error) {
    if (error instanceof Fault) return null;
    throw error;
  }
}

function canBeProven(change: Change): boolean {
  const { action, attributes, known } = change;
  if (known === undefined) return false;
  if (action === 'DELETE') return true;
  const isSeen = attributes?.changeRoleOption == null;
  return isSeen && isKnownOtherwise(change, known);
}
