/** What a change to a membership would do, without making it. */
import type { Change } from '../../domain/change.ts';
import { Fault } from '../../domain/fault.ts';
import { isObject } from '../../domain/json.ts';
import { isRecordOf, type Rec } from '../../domain/record.ts';
import { wantNothing } from '../../domain/want.ts';
import type { Call, Foreseeing, Foresight, PlannedRequest, Source } from '../source.ts';
import { accountOf, changeRequest } from './changes.ts';
import { createMembershipLookup } from './membership-lookup.ts';

type IsMember = ReturnType<typeof createMembershipLookup>;

export function foreseeing(list: Source['list']): Foreseeing {
  const isMember = createMembershipLookup(list);
  return {
    want: () => wantNothing,
    readWith: accountOf,
    tell: async (change, record, call) => ({
      before: record === null ? null : valuesBefore(change, record),
      after: change.action === 'DELETE' ? null : { ...change.attributes },
      blockedBy: change.action === 'CREATE' ? await blockedCreation(isMember, change, call) : [],
      warnings:
        change.action === 'DELETE' ? ['The custom fields of the membership are lost with it.'] : [],
      requests: requestsOf(change, record),
    }),
  };
}

/** The account's list tells whether the account exists, and whether the person is a member already. */
async function blockedCreation(
  isMember: IsMember,
  { attributes }: Change,
  call: Call,
): Promise<string[]> {
  const { accountId, accountMemberId } = attributes ?? {};
  if (typeof accountId !== 'string' || typeof accountMemberId !== 'string') return [];
  try {
    return (await isMember(accountId, accountMemberId, call))
      ? ['This person is a member of the account already.']
      : [];
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'NOT_FOUND') throw error;
    return ['There is no such account, or it is hidden.'];
  }
}

/** The custom fields that the change is about. */
function valuesBefore({ attributes }: Change, record: Rec): Foresight['before'] {
  const own = isRecordOf(record, 'CommerceAccountMembership') ? record.customFields : null;
  const asked = attributes?.customFields;
  if (!isObject(asked)) return { customFields: own ?? null };
  const names = Object.keys(asked);
  const value = (name: string) => (own && Object.hasOwn(own, name) ? own[name] : null);
  return { customFields: Object.fromEntries(names.map((name) => [name, value(name)])) };
}

function requestsOf(change: Change, record: Rec | null): readonly PlannedRequest[] {
  const member = record?.links.accountMember;
  const { method, path, body } = changeRequest(
    change,
    typeof member === 'string' ? member : undefined,
  );
  const write = { method, path, body: isObject(body) ? body : null };
  return change.action === 'UPDATE' ? [{ method: 'GET', path, body: null }, write] : [write];
}
