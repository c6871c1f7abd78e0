/** What a change of a membership would do, told without making it. */
import type { Change } from '../../domain/change.ts';
import { isRecordOf, type Rec } from '../../domain/record.ts';
import { wantNothing } from '../../domain/want.ts';
import type { Foreseeing, Foresight, PlannedRequest } from '../source.ts';
import { changeRequest } from './changes.ts';
import { isRow } from './wire.ts';

export const foreseeing: Foreseeing = {
  want: () => wantNothing,
  tell: (change, record) => ({
    before: record === null ? null : valuesBefore(change, record),
    after: change.action === 'DELETE' ? null : { ...change.attributes },
    blockedBy: [],
    warnings:
      change.action === 'DELETE' ? ['The custom fields of the membership are lost with it.'] : [],
    requests: requestsOf(change, record),
  }),
};

/** Of the custom fields those that the change is about. */
function valuesBefore({ attributes }: Change, record: Rec): Foresight['before'] {
  const own = isRecordOf(record, 'CommerceAccountMembership') ? record.customFields : null;
  const asked = attributes?.customFields;
  if (!isRow(asked)) return { customFields: own ?? null };
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
  const write = { method, path, body: isRow(body) ? body : null };
  return change.action === 'UPDATE' ? [{ method: 'GET', path, body: null }, write] : [write];
}
