/** What a change to a membership or an invitation would do, without making it. */
import { associationsOf, valueOf, type Change } from '../../domain/change.ts';
import { isObject } from '../../domain/json.ts';
import { isRecordOf, type Rec } from '../../domain/record.ts';
import { wantOf } from '../../domain/want.ts';
import type { Foreseeing, Foresight } from '../source.ts';
import { changeRequest } from './changes.ts';
import { kantataType } from './collections.ts';

export const foreseeing: Foreseeing = {
  want: (change) => {
    const asksForManager = typeof change.attributes?.managerId === 'string';
    const candidates = asksForManager ? ['possibleManagers'] : [];
    return wantOf([...associationsOf(change), ...candidates], []);
  },
  tell: (change, record) => {
    const { method, path, body } = changeRequest(kantataType(change.type), change, {});
    return {
      before: record === null ? null : valuesBefore(change, record),
      after: valuesAfter(change),
      blockedBy: blockedBy(change, record),
      warnings: warningsOf(change, record),
      requests: [{ method, path, body: isObject(body) ? body : null }],
    };
  },
};

type Values = Foresight['before'];

/** Only what the change is about; what the upstream does not tell is `null`. */
function valuesBefore(change: Change, record: Rec): Values {
  const standing = change.type === 'Invitation' ? 'pending' : 'status';
  const names = Object.keys(change.attributes ?? { [standing]: null }).filter(isKept);
  return Object.fromEntries(names.map((name) => [name, plain(valueOf(record, name))]));
}

function valuesAfter({ action, attributes }: Change): Values {
  switch (action) {
    case 'DELETE':
      return null;
    case 'DISABLE':
      return { status: 'INACTIVE' };
    case 'ENABLE':
      return { status: 'ACTIVE' };
    case 'RESEND':
      return { pending: true };
    case 'CREATE':
    case 'UPDATE':
      return Object.fromEntries(Object.entries(attributes ?? {}).filter(([name]) => isKept(name)));
  }
}

/** The option belongs to the change and is not a value of the record. */
function isKept(name: string): boolean {
  return name !== 'changeRoleOption';
}

function plain(value: unknown): unknown {
  return value === undefined || typeof value === 'object' ? null : value;
}

function blockedBy(change: Change, record: Rec | null): string[] {
  const reasons = blockedValues(change, record);
  if (isRecordOf(record, 'Invitation') && change.action === 'RESEND' && record.pending === false) {
    reasons.push('The invitation has been accepted.');
  }
  if (!isRecordOf(record, 'AccountMembership')) return reasons;
  if (record.isOwner === true && (change.action === 'DELETE' || change.action === 'DISABLE')) {
    reasons.push('This is the owner of the account, who can be neither removed nor disabled.');
  }
  const candidates = record.links.possibleManagers;
  const managerId = change.attributes?.managerId;
  if (
    typeof managerId === 'string' &&
    Array.isArray(candidates) &&
    !candidates.includes(managerId)
  ) {
    reasons.push('The manager is not one of the possible managers of this member.');
  }
  return reasons;
}

function blockedValues({ attributes = {} }: Change, record: Rec | null): string[] {
  const reasons: string[] = [];
  const billRate =
    attributes.billRateInCents === undefined && record !== null
      ? valueOf(record, 'billRateInCents')
      : attributes.billRateInCents;
  if (attributes.permission === 'PUNCH_CLOCK' && billRate === null) {
    reasons.push('The permission PUNCH_CLOCK needs a bill rate.');
  }
  const { billabilityTarget: target } = attributes;
  if (typeof target === 'number' && (target < 0 || target > 100)) {
    reasons.push('A billability target is from 0 to 100 percent.');
  }
  return reasons;
}

const roleWarnings: Readonly<Record<string, string>> = {
  ADD_ANOTHER_ROLE: 'This will add another role to existing projects.',
  UPDATE_WITH_NEW_ROLE: 'This will replace the role in existing projects.',
};

function warningsOf({ type, action, attributes = {} }: Change, record: Rec | null): string[] {
  const warnings: string[] = [];
  const { changeRoleOption: option } = attributes;
  const ofRole = typeof option === 'string' ? roleWarnings[option] : undefined;
  if (ofRole !== undefined) warnings.push(ofRole);
  const status = record === null ? undefined : valueOf(record, 'status');
  if (type === 'AccountMembership' && action === 'DELETE') {
    warnings.push(
      'A removal cannot be undone: the person gets an account of their own. Disabling keeps the member.',
    );
  }
  if (action === 'DISABLE' && status === 'INACTIVE') warnings.push('It is disabled already.');
  if (action === 'ENABLE' && status === 'ACTIVE') warnings.push('It is enabled already.');
  if (action === 'ENABLE') warnings.push('An active member may take up a licence.');
  if (type === 'Invitation' && action === 'CREATE') {
    warnings.push('An e-mail is sent, and a member beyond the licences may be billed.');
  }
  if (action === 'RESEND') warnings.push('The e-mail is sent again.');
  return warnings;
}
