/** Changes under an idempotency key: made once, and answered again with their records as they are then. */
import type { GraphQLResolveInfo } from 'graphql';
import { canonicalInput, type InputOptions } from '../changing/canonical-input.ts';
import { once } from '../changing/idempotency.ts';
import { refused, type Outcome } from '../changing/outcome.ts';
import type { Change } from '../domain/change.ts';
import { Fault } from '../domain/fault.ts';
import type { Rec } from '../domain/record.ts';
import type { Want } from '../domain/want.ts';
import { badInput } from './arguments.ts';
import type { Context } from './context.ts';

interface KeyedInput extends InputOptions {
  readonly dryRun?: boolean | null | undefined;
  readonly idempotencyKey?: string | null | undefined;
}

/** Runs the work once for its idempotency key, if it has one. */
export async function onceForKey(
  changes: readonly Change[],
  input: KeyedInput,
  { idempotency, loading, subject }: Context,
  info: GraphQLResolveInfo,
  work: () => Promise<Outcome[]>,
): Promise<{ readonly outcomes: readonly Outcome[]; readonly replayed: boolean }> {
  const { idempotencyKey, dryRun } = input;
  const [first] = changes;
  if (idempotencyKey == null || dryRun === true || first === undefined) {
    return { outcomes: await work(), replayed: false };
  }
  if (!/^[\x20-\x7e]{1,255}$/.test(idempotencyKey)) {
    throw badInput('input.idempotencyKey', 'it must be 1 to 255 printable ASCII characters.');
  }
  const { call } = loading.reach(first.type);
  // Under another credential nobody may learn what was done with the first.
  const scope = JSON.stringify([subject, call.credential.key]);
  const claim = {
    scope,
    idempotencyKey,
    mutation: info.fieldName,
    input: canonicalInput(changes, input),
    call,
  };
  try {
    const made = await once(idempotency, claim, work);
    // The change was made elsewhere, perhaps after this operation had read the record.
    if (made.replayed) loading.renew([]);
    return made;
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'CONFLICT') throw error;
    const refusals = error.objections.map((each) => ({ ...each, code: 'CONFLICT' as const }));
    return { outcomes: changes.map(({ key }) => refused(key ?? null, refusals)), replayed: false };
  }
}

/**
 * The record of a replayed outcome, as it is now: outcomes are recorded, records are not. It is read anew, since
 * the change may have been made through another instance, and a read under way here may be from before it.
 * @param responsePaths where the answer holds it, below the field of the mutation
 */
export async function recordOfReplay(
  { type, action }: Change,
  { status, key, refusals }: Outcome,
  want: Want,
  { loading, partialFaults }: Context,
  info: GraphQLResolveInfo,
  responsePaths: readonly (readonly (string | number)[])[],
): Promise<Rec | null> {
  const isShown = status === 'DONE' || refusals.some(({ field }) => field === 'ifUnchangedSince');
  if (!isShown || key === null || action === 'DELETE') return null;
  try {
    return await loading.look(type, key, want);
  } catch (error) {
    // The outcome is known, and must not be lost with the record.
    if (!(error instanceof Fault)) throw error;
    for (const keys of responsePaths) {
      partialFaults.add(error, { ...info, path: pathBelow(info.path, keys) });
    }
    return null;
  }
}

type Path = GraphQLResolveInfo['path'];

function pathBelow(path: Path, keys: readonly (string | number)[]): Path {
  return keys.reduce<Path>((prev, key) => ({ prev, key, typename: undefined }), path);
}
