/** Inviting many people with one call, and finding out whom a call has invited. */
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
      // The answer is paged like a list, and would show twenty rows of fifty.
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
 * The newest invitations, whether they are pending or not: somebody new is a member at once in some accounts.
 * Where none is accepted, perhaps only pending ones were shown, and they are asked for the other way as well.
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
 * An earlier invitation to the same address, with other terms, is not the one that was asked for. Only
 * terms that the upstream keeps as they are: a false difference would have somebody invited twice. What is
 * absent or `null` is the upstream's to choose.
 */
const compared = ['permission', 'billRateInCents', 'costRateInCents', 'billabilityTarget'];

function mayAgree(record: Rec, { attributes = {} }: Change, name: string): boolean {
  const told = valueOf(record, name);
  const asked = attributes[name] ?? undefined;
  return told === undefined || asked === undefined || told === asked;
}

/** For a clock that is not ours. */
const slackMs = 5 * 60_000;

/** A bare day arrives as its first moment: it lasts for another day, and begins later further west. */
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
