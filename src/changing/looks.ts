/** Reads the records of changes before the changes are made. */
import { changesNothing, type Change } from '../domain/change.ts';
import { Fault } from '../domain/fault.ts';
import type { Rec } from '../domain/record.ts';
import { wantNothing, type Want } from '../domain/want.ts';
import type { Loading } from '../loading/index.ts';
import { failed, type Outcome } from './outcome.ts';
import { notThere } from './refusals.ts';
import { mostUnderWay, type Throttle } from './throttle.ts';

/** The record as the upstream has it now. */
export function look(
  loading: Loading,
  { type, key = '' }: Change,
  want: Want,
): Promise<Rec | null> {
  return loading.look(type, key, want);
}

/** What the operation knows of the record already. */
export function knownRecord(loading: Loading, { type, key }: Change): Rec | null {
  return key === undefined ? null : loading.known(type, key);
}

/**
 * Whether the upstream must know the record to make the change, and the operation does not know it yet. An update
 * of nothing is not sent: its record is read once, with all that is selected of it.
 */
export function needsLook(loading: Loading, change: Change): boolean {
  if (changesNothing(change)) return false;
  const { source } = loading.reach(change.type);
  return knownRecord(loading, change) === null && source.needsRecord?.(change) === true;
}

/**
 * Reads all records that the changes of a bulk need, a group at a time: one by one, they would take a call each.
 * The throttle of the changes holds for these reads, too: after a 429, nothing is sent before its time. Returns
 * the outcomes that are decided by this: of changes whose record is not there, or could not be read in time. Any
 * other record that could not be read is read again by its change.
 */
export async function lookAhead(
  loading: Loading,
  changes: readonly Change[],
  throttle: Throttle,
): Promise<ReadonlyMap<Change, Outcome>> {
  const decided = new Map<Change, Outcome>();
  const groups = groupsOf(loading, changes).values();
  const work = async () => {
    for (const group of groups) {
      if (throttle.isOver) return;
      try {
        const missing = await throttle.run(() => missingOf(loading, group));
        for (const change of missing) decided.set(change, notThere(change));
      } catch (error) {
        for (const change of group) decided.set(change, failed(change.key ?? null, error));
      }
    }
  };
  await Promise.all(Array.from({ length: mostUnderWay }, work));
  return decided;
}

/** Those that need a look, in groups whose records are read together. */
function groupsOf(loading: Loading, changes: readonly Change[]): readonly (readonly Change[])[] {
  const looks = new Map(
    changes.filter((each) => needsLook(loading, each)).map((each) => [each.key ?? '', each]),
  );
  const [first] = looks.values();
  if (first === undefined) return [];
  const keys = [...looks.keys()];
  const groups = loading.reach(first.type).source.groupsOf?.(first.type, keys) ?? [keys];
  return groups.map((group) => group.flatMap((key) => looks.get(key) ?? []));
}

/**
 * The changes whose record is not there.
 * @throws Fault RATE_LIMITED, or CANCELLED: reading again would not help
 */
async function missingOf(loading: Loading, group: readonly Change[]): Promise<readonly Change[]> {
  const found = await Promise.allSettled(
    group.map(async (change) => knownRecord(loading, change) ?? look(loading, change, wantNothing)),
  );
  const end = found.find((each) => each.status === 'rejected' && endsLooking(each.reason));
  if (end?.status === 'rejected') throw end.reason;
  return group.filter((_, index) => {
    const each = found[index];
    return each?.status === 'fulfilled' && each.value === null;
  });
}

function endsLooking(error: unknown): boolean {
  return error instanceof Fault && (error.code === 'RATE_LIMITED' || error.code === 'CANCELLED');
}
