/** What all mutations of one record share: the selection comes with the write, refusals become user errors. */
import type { GraphQLResolveInfo } from 'graphql';
import type { Preview, Refusal } from '../changing/outcome.ts';
import type { Change } from '../domain/change.ts';
import { globalId } from '../domain/global-id.ts';
import { isRecordOf, type Rec, type TypeName } from '../domain/record.ts';
import { keyOf } from './arguments.ts';
import type { Context } from './context.ts';
import type { UserError } from './generated/schema.ts';
import { onceForKey, recordOfReplay } from './idempotency.ts';
import { userErrorsOf } from './user-errors.ts';

/** What an input may hold besides the change itself. */
export interface SafetyInput {
  readonly dryRun?: boolean | null | undefined;
  readonly idempotencyKey?: string | null | undefined;
  readonly ifUnchangedSince?: Date | null | undefined;
  readonly confirmationToken?: string | null | undefined;
}

export interface Made<T extends TypeName> {
  /** `null` when the change was not made, or made and not shown. */
  readonly record: Rec<T> | null;
  readonly userErrors: readonly UserError[];
  readonly preview: Preview | null;
  readonly replayed: boolean;
}

/** A change, and what speaks against it before anybody is asked. */
interface Proposal<T extends TypeName> {
  readonly change: Change & { readonly type: T };
  /** The first is enough to refuse it. */
  readonly refusals?: readonly Refusal[];
}

/**
 * Makes one change, unless it is refused; `field` of the payload holds its record. Whatever else goes wrong is
 * thrown, as an error at the top level.
 */
export async function make<T extends TypeName>(
  { change, refusals = [] }: Proposal<T>,
  field: string,
  input: SafetyInput,
  context: Context,
  info: GraphQLResolveInfo,
): Promise<Made<T>> {
  const [objection] = userErrorsOf(refusals, ['input'], info);
  if (objection !== undefined) {
    return { record: null, userErrors: [objection], preview: null, replayed: false };
  }
  const { changing, planner } = context;
  const path = [[payloadOf(info), field]] as const;
  const { want } = planner.needBelow(info, [path], change.type);
  const work = async () => [
    await changing.one(change, want, { ...input, mutation: info.fieldName }),
  ];
  const { outcomes, replayed } = await onceForKey([change], input, context, info, work);
  const [outcome] = outcomes;
  if (outcome === undefined) throw new Error('A change left no outcome');
  if (outcome.fault !== null) throw outcome.fault;
  const responsePaths = planner.responsePathsOf(info, path);
  const record =
    replayed && responsePaths.length > 0
      ? await recordOfReplay(change, outcome, want, context, info, responsePaths)
      : outcome.record;
  return {
    record: isRecordOf(record, change.type) ? record : null,
    userErrors: userErrorsOf(outcome.refusals, ['input'], info),
    preview: outcome.preview,
    replayed,
  };
}

/** Removes one record, and answers with its global id once it is gone. */
export async function remove(
  type: TypeName,
  input: SafetyInput & { readonly id: string },
  context: Context,
  info: GraphQLResolveInfo,
) {
  const key = keyOf(context.catalogue, type, 'input.id', input.id);
  // No field of the payload shows the record.
  const change = { type, action: 'DELETE', key } as const;
  const { record: _gone, ...outcome } = await make({ change }, '', input, context, info);
  const isDone = outcome.userErrors.length === 0 && outcome.preview === null;
  return { deletedId: isDone ? globalId(type, key) : null, ...outcome };
}

export function payloadOf({ fieldName }: GraphQLResolveInfo): string {
  return `${fieldName.charAt(0).toUpperCase()}${fieldName.slice(1)}Payload`;
}
