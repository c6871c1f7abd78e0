/** What all mutations have in common: the selection rides on the write, refusals become user errors. */
import {
  getNamedType,
  isInputObjectType,
  type GraphQLInputFieldMap,
  type GraphQLInputType,
  type GraphQLResolveInfo,
} from 'graphql';
import { askedFor } from '../changing/asked-for.ts';
import { once } from '../changing/idempotency.ts';
import { refused, type Outcome, type Preview, type Refusal } from '../changing/outcome.ts';
import type { Change } from '../domain/change.ts';
import { Fault } from '../domain/fault.ts';
import { globalId } from '../domain/global-id.ts';
import { isRecordOf, type Rec, type TypeName } from '../domain/record.ts';
import type { Want } from '../domain/want.ts';
import { badInput, keyOf } from './arguments.ts';
import type { Context } from './context.ts';
import type { UserError } from './generated/schema.ts';

/** What an input may ask for beside the change itself. */
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

/** Makes one change. Everything that is no refusal is thrown: an error at the top level. */
export async function make<T extends TypeName>(
  change: Change & { readonly type: T },
  field: string,
  context: Context,
  info: GraphQLResolveInfo,
  input: SafetyInput,
): Promise<Made<T>> {
  const { changing, planner } = context;
  const path = [[payloadOf(info), field]] as const;
  const { want } = planner.needBelow(info, path, change.type);
  const work = async () => [
    await changing.one(change, want, { ...input, mutation: info.fieldName }),
  ];
  const { outcomes, replayed } = await keyed([change], input, context, info, work);
  const [outcome] = outcomes;
  if (outcome === undefined) throw new Error('A change left no outcome');
  if (outcome.fault !== null) throw outcome.fault;
  const record =
    replayed && planner.selects(info, path)
      ? await recall(change, outcome, want, context, info, [field])
      : outcome.record;
  return {
    record: isRecordOf(record, change.type) ? record : null,
    userErrors: userErrorsOf(outcome.refusals, ['input'], info),
    preview: outcome.preview,
    replayed,
  };
}

/** The same, unless its input is refused before anybody is asked. The first reason is enough. */
export async function makeUnless<T extends TypeName>(
  refusals: readonly Refusal[],
  change: Change & { readonly type: T },
  field: string,
  context: Context,
  info: GraphQLResolveInfo,
  input: SafetyInput,
): Promise<Made<T>> {
  const [objection] = userErrorsOf(refusals, ['input'], info);
  return objection === undefined
    ? make(change, field, context, info, input)
    : { record: null, userErrors: [objection], preview: null, replayed: false };
}

/** Removes one record, and tells its global id once it is gone. */
export async function remove(
  type: TypeName,
  input: SafetyInput & { readonly id: string },
  context: Context,
  info: GraphQLResolveInfo,
) {
  const key = keyOf(context.catalogue, type, 'input.id', input.id);
  // No field of the payload shows the record.
  const { record: _gone, ...outcome } = await make(
    { type, action: 'DELETE', key },
    '',
    context,
    info,
    input,
  );
  const isDone = outcome.userErrors.length === 0 && outcome.preview === null;
  return { deletedId: isDone ? globalId(type, key) : null, ...outcome };
}

/** Runs the work once for its idempotency key, if it has one. */
export async function keyed(
  changes: readonly Change[],
  input: SafetyInput,
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
  // Who comes with another credential would be told what that of before was allowed.
  const scope = JSON.stringify([subject, call.credential.key]);
  const asked = askedFor(changes, input);
  const claim = { scope, idempotencyKey, mutation: info.fieldName, asked, call };
  try {
    const made = await once(idempotency, claim, work);
    // Made elsewhere, perhaps after this operation had read the record.
    if (made.replayed) loading.renew([]);
    return made;
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'CONFLICT') throw error;
    const refusals = error.objections.map((each) => ({ ...each, code: 'CONFLICT' as const }));
    return { outcomes: changes.map(({ key }) => refused(key ?? null, refusals)), replayed: false };
  }
}

/**
 * The record of a replayed outcome, as it is now: outcomes are recorded, records are not. It is looked at, since the
 * change may have been made through another instance, and what is being read here may be from before it.
 * @param keys where it stands below the field of the mutation
 */
export async function recall(
  { type, action }: Change,
  { status, key, refusals }: Outcome,
  want: Want,
  { loading, partialFaults }: Context,
  info: GraphQLResolveInfo,
  keys: readonly (string | number)[],
): Promise<Rec | null> {
  const isShown = status === 'DONE' || refusals.some(({ field }) => field === 'ifUnchangedSince');
  if (!isShown || key === null || action === 'DELETE') return null;
  try {
    return await loading.look(type, key, want);
  } catch (error) {
    // The outcome is known, and must not be lost with the record.
    if (!(error instanceof Fault)) throw error;
    partialFaults.add(error, { ...info, path: pathBelow(info.path, keys) });
    return null;
  }
}

type Path = GraphQLResolveInfo['path'];

function pathBelow(path: Path, keys: readonly (string | number)[]): Path {
  return keys.reduce<Path>((prev, key) => ({ prev, key, typename: undefined }), path);
}

/** Of the input as a whole, also where an item is refused for it. */
const ofInput = new Set(['idempotencyKey']);

/** @param path where what was refused stands: `input`, or an item of a list in it */
export function userErrorsOf(
  refusals: readonly Refusal[],
  path: readonly string[],
  info: GraphQLResolveInfo,
) {
  return refusals.map(({ code, message, field }) => ({
    code,
    message,
    field: pathTo(field, path, info),
  }));
}

function pathTo(field: string | null, path: readonly string[], info: GraphQLResolveInfo) {
  if (field === null) return [...path];
  if (ofInput.has(field)) return ['input', field];
  // The upstream may blame a part of the record that is no field of this input.
  return isInputField(field, path, info) ? [...path, field] : [...path];
}

function isInputField(
  field: string,
  [, list]: readonly string[],
  { parentType, fieldName }: GraphQLResolveInfo,
): boolean {
  const input = parentType.getFields()[fieldName]?.args[0]?.type;
  const type = list === undefined ? input : fieldsOf(input)[list]?.type;
  return Object.hasOwn(fieldsOf(type), field);
}

/** None where it is an id, as in a list of ids. */
function fieldsOf(type: GraphQLInputType | undefined): Partial<GraphQLInputFieldMap> {
  if (type === undefined) return {};
  const named = getNamedType(type);
  return isInputObjectType(named) ? named.getFields() : {};
}

export function payloadOf({ fieldName }: GraphQLResolveInfo): string {
  return `${fieldName.charAt(0).toUpperCase()}${fieldName.slice(1)}Payload`;
}
