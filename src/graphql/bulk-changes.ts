/** What all bulk mutations share: a limit, and one result for each item, in the order of the input. */
import type { GraphQLResolveInfo } from 'graphql';
import { Bulk, type Item } from '../changing/bulk.ts';
import { Creations } from '../changing/creations.ts';
import type { Outcome, Refusal } from '../changing/outcome.ts';
import { Previews } from '../changing/previews.ts';
import type { Action, Change } from '../domain/change.ts';
import { codeForClients } from '../domain/fault.ts';
import { globalId } from '../domain/global-id.ts';
import { isRecordOf, type Rec, type TypeName } from '../domain/record.ts';
import type { Want } from '../domain/want.ts';
import { atMost, keyOf } from './arguments.ts';
import { payloadOf, type SafetyInput } from './changes.ts';
import type { Context } from './context.ts';
import type { OnError } from './generated/schema.ts';
import { onceForKey, recordOfReplay } from './idempotency.ts';
import type { ItemResult } from './item-result.ts';
import { userErrorsOf } from './user-errors.ts';

export interface BulkInput extends SafetyInput {
  readonly onError?: OnError | null | undefined;
}

export interface BulkResult<T extends TypeName> {
  readonly results: readonly ItemResult<T>[];
  readonly replayed: boolean;
}

/** One change of many, and what speaks against it before anything is sent. */
export interface BulkItem {
  readonly change: Change;
  readonly refusals?: readonly Refusal[];
  readonly ifUnchangedSince?: Date | null | undefined;
}

const mostItems = 500;

/** The same change to each of the records that the input names. */
export function makeEach<T extends TypeName>(
  type: T,
  action: Action,
  field: string,
  input: BulkInput & { readonly ids: readonly string[] },
  context: Context,
  info: GraphQLResolveInfo,
): Promise<BulkResult<T>> {
  const items = input.ids.map((id, index) => {
    const key = keyOf(context.catalogue, type, `input.ids.${index}`, id);
    return { change: { type, action, key } };
  });
  return makeMany(type, 'ids', field, items, input, context, info);
}

/** `list` names the input's list and `field` the field of a result that holds the record. */
export async function makeMany<T extends TypeName>(
  type: T,
  list: string,
  field: string,
  bulkItems: readonly BulkItem[],
  input: BulkInput,
  context: Context,
  info: GraphQLResolveInfo,
): Promise<BulkResult<T>> {
  atMost(`input.${list}`, bulkItems, mostItems);
  const { planner, loading, bulkDeadlineMs } = context;
  loading.extendDeadline(bulkDeadlineMs);
  const path = [
    [payloadOf(info), 'results'],
    [`${type}Result`, field],
  ] as const;
  const { want } = planner.needBelow(info, [path], type);
  const items = withoutRepetitions(bulkItems).map(
    ({ change, refusals = [], ifUnchangedSince }) => ({
      change,
      refusals,
      precautions: { mutation: info.fieldName, dryRun: input.dryRun, ifUnchangedSince },
    }),
  );
  const work = () => run(type, items, want, input, context);
  const changes = items.map(({ change }) => change);
  // Where every item is refused unsent, it will be again: nothing is worth keeping under the key.
  const isRefused = items.every(({ refusals }) => refusals.length > 0);
  const { outcomes, replayed } = isRefused
    ? { outcomes: await work(), replayed: false }
    : await onceForKey(changes, input, context, info, work);
  const responsePaths = planner.responsePathsOf(info, path);
  const shown = async ({ change }: Item, index: number) => {
    const outcome = outcomes[index];
    if (outcome === undefined || !replayed || responsePaths.length === 0) {
      return outcome?.record ?? null;
    }
    const ofItem = responsePaths.map(([results = '', ...below]) => [results, index, ...below]);
    return recordOfReplay(change, outcome, want, context, info, ofItem);
  };
  const records = await Promise.all(items.map(shown));
  return {
    replayed,
    results: outcomes.map((outcome, index) =>
      resultOf(type, index, outcome, records[index] ?? null, list, info),
    ),
  };
}

async function run(
  type: TypeName,
  items: readonly Item[],
  want: Want,
  { onError, dryRun }: BulkInput,
  { changing, loading }: Context,
): Promise<Outcome[]> {
  const [first, ...rest] = items;
  if (first === undefined) return [];
  if (dryRun === true) return new Previews(changing, loading, want).run(items);
  const { batches } = loading.reach(type).source;
  const isBatch = batches !== undefined && items.every(({ change }) => change.action === 'CREATE');
  return isBatch
    ? new Creations(changing, loading, batches, [first, ...rest], want).run(onError ?? 'CONTINUE')
    : new Bulk(changing, loading, want).run(items, onError ?? 'CONTINUE');
}

/** Of two items about the same, the later one is refused. */
function withoutRepetitions(items: readonly BulkItem[]): readonly BulkItem[] {
  const seen = new Set<string>();
  return items.map((item) => {
    const { what, field } = identityOf(item.change);
    if (!seen.has(what)) {
      seen.add(what);
      return item;
    }
    const message = 'This repeats an earlier item.';
    return { ...item, refusals: [{ code: 'INVALID', message, field }] };
  });
}

/** What a change is about: a record or, for a creation, whom it would make a member or invite. */
function identityOf({ key, attributes = {} }: Change): { what: string; field: string } {
  if (key !== undefined) return { what: key, field: 'id' };
  const { emailAddress, accountId, accountMemberId } = attributes;
  return typeof emailAddress === 'string'
    ? { what: emailAddress.trim().toLowerCase(), field: 'emailAddress' }
    : { what: `${String(accountId)}/${String(accountMemberId)}`, field: 'accountMemberId' };
}

function resultOf<T extends TypeName>(
  type: T,
  index: number,
  { status, key, refusals, fault, preview }: Outcome,
  record: Rec | null,
  list: string,
  info: GraphQLResolveInfo,
): ItemResult<T> {
  const isOfType = isRecordOf(record, type);
  return {
    index,
    id: key === null ? null : globalId(type, key),
    status,
    record: isOfType ? record : null,
    userErrors: userErrorsOf(refusals, ['input', list, String(index)], info),
    error:
      fault === null
        ? null
        : {
            code: codeForClients(fault),
            message: fault.message,
            retryAfterMs: fault.retryAfterMs ?? null,
          },
    preview,
  };
}
