/** Invites many people with one call, and finds out whom a call has invited. */
import { valueOf, type Change } from '../../domain/change.ts';
import { isRecordOf, type Rec } from '../../domain/record.ts';
import type { Want } from '../../domain/want.ts';
import type { Http } from '../http/index.ts';
import type { Answer, Batches, Call } from '../source.ts';
import { manyRequest } from './changes.ts';
import { collections, maxPageSize } from './collections.ts';
import { wantParameters, type Parameters } from './parameters.ts';
import { readRows } from './reading.ts';
import { writeRows } from './writing.ts';

const type = 'Invitation';

/** Kantata OX takes no more invitations in one call. */
const mostInvitations = 50;

export function batchesOf(http: Http): Batches {
  return {
    most: mostInvitations,
    create: (changes, want, call) => {
      // The answer is paged like a list, and would show only twenty rows of fifty.
      const parameters = { per_page: String(maxPageSize), ...wantParameters(type, want) };
      const request = manyRequest(type, changes, parameters);
      return writeRows(http, type, request, want, call, changes.length);
    },
    newest: (want, call) => readNewest(http, want, call),
    isResult,
    mayBeResult: (record, change, sinceMs) =>
      isResult(record, change) &&
      compared.every((name) => mayAgree(record, change, name)) &&
      isCreatedSince(record, sinceMs - slackMs),
  };
}

/**
 * The newest invitations, pending or not: in some accounts an invited person is a member at once. Where none of
 * them is accepted, perhaps only pending ones were shown, and they are requested the other way, too.
 */
async function readNewest(http: Http, want: Want, call: Call): Promise<Answer> {
  const look = (lifting: Parameters) =>
    readRows(
      http,
      type,
      `/${collections[type].map}`,
      { ...lifting, order: 'created_at:desc', page: '1', per_page: String(maxPageSize) },
      want,
      call,
    );
  const found = await look({ apply_default_filters: 'false' });
  if (found.records.some(isAccepted)) return found;
  const others = await look({ only_pending: 'false' });
  // The longer list may hold all of them, in their order.
  const [first, second] = others.count > found.count ? [others, found] : [found, others];
  const byKey = new Map([...first.records, ...second.records].map((each) => [each.key, each]));
  return { records: [...byKey.values()], carried: [...first.carried, ...second.carried] };
}

function isAccepted(record: Rec): boolean {
  return isRecordOf(record, type) && record.pending === false;
}

function isResult(record: Rec, change: Change): boolean {
  return addressOf(record) === invited(change);
}

/**
 * An earlier invitation to the same address, on other terms, is not the one that was requested. Only terms that
 * the upstream stores unchanged are compared: a false difference would invite somebody twice. The upstream may
 * choose what is absent or `null`.
 */
const compared = ['permission', 'billRateInCents', 'costRateInCents', 'billabilityTarget'];

function mayAgree(record: Rec, { attributes = {} }: Change, name: string): boolean {
  const told = valueOf(record, name);
  const asked = attributes[name] ?? undefined;
  return told === undefined || asked === undefined || told === asked;
}

/** The upstream's clock may differ from ours by so much. */
const slackMs = 5 * 60_000;

/**
 * A bare day is read as its first moment in UTC: the day lasts 24 hours, and begins up to 12 hours later
 * further west.
 */
const bareDayMs = 36 * 3_600_000;

function isCreatedSince(record: Rec, sinceMs: number): boolean | undefined {
  const createdAt = isRecordOf(record, type) ? record.createdAt : null;
  if (createdAt == null) return undefined;
  const createdAtMs = Date.parse(createdAt);
  if (createdAtMs >= sinceMs) return true;
  const mayBeLater = createdAt.endsWith('T00:00:00Z') && createdAtMs + bareDayMs >= sinceMs;
  return mayBeLater ? undefined : false;
}

function addressOf(record: Rec): string | null {
  return isRecordOf(record, type) ? (record.emailAddress?.trim().toLowerCase() ?? null) : null;
}

function invited({ attributes }: Change): string {
  const address = attributes?.emailAddress;
  return typeof address === 'string' ? address.trim().toLowerCase() : '';
}
