/** Decodes rows of Kantata OX into records. Whatever is not as documented is dealt with here. */
import type { RecordValues } from '../../domain/record-values.ts';
import type { Link, Rec } from '../../domain/record.ts';
import { associations, type KantataAssociation, type KantataType } from './associations.ts';
import { collections } from './collections.ts';

export type Row = Readonly<Record<string, unknown>>;

/** An id as text, however it is typed; `null` for anything else, and for a number too large to be exact. */
export function idOf(value: unknown): string | null {
  const id = Number.isSafeInteger(value) ? String(value) : value;
  return typeof id === 'string' && /^[1-9][0-9]{0,18}$/.test(id) ? id : null;
}

/**
 * A record from a row. `optionalFields` names the fields that were asked for: one that did not come
 * is withheld, which is known to be nothing, not unknown.
 */
export function recordOf(
  type: KantataType,
  id: string,
  row: Row,
  optionalFields: ReadonlySet<string>,
  carried: ReadonlySet<string>,
): Rec {
  // The values first: an object that starts with a spread is created as one copy, not name by name.
  const record = {
    ...decoders[type](row),
    __typename: type,
    key: id,
    sourceId: id,
    links: linksOf(associations[type], row),
    carried,
  };
  for (const field of optionalFields) {
    const name = collections[type].optionalFields?.[field];
    if (name !== undefined && !Object.hasOwn(row, name)) Object.assign(record, { [field]: null });
  }
  // The decoder of a type makes the values of that type; the compiler cannot follow it that far.
  return record;
}

function linksOf(rows: readonly KantataAssociation[], row: Row): Record<string, Link> {
  const links: Record<string, Link> = {};
  for (const { field, keysAt, many } of rows) {
    const value = row[keysAt];
    if (value === undefined) continue;
    const link = many ? idsOf(value) : value === null ? null : (idOf(value) ?? undefined);
    if (link !== undefined) links[field] = link;
  }
  return links;
}

function idsOf(value: unknown): readonly string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const ids = value.map(idOf);
  return ids.every((id) => id !== null) ? ids : undefined;
}

type Decoders = { readonly [T in KantataType]: (row: Row) => RecordValues[T] };

const decoders: Decoders = {
  AccountMembership: (row) => ({
    status: status(row.disabled_at),
    disabledAt: dateTime(row.disabled_at),
    permission: permission(row.permission),
    isOwner: flag(row.is_owner),
    isAdministrator: flag(row.is_administrator),
    isProjectLead: flag(row.is_project_lead),
    isPunchClockUser: flag(row.is_punch_clock_user),
    isBackupApprover: flag(row.is_backup_approver),
    canCreateWorkspace: flag(row.can_create_workspace),
    canViewReports: flag(row.can_view_reports),
    defaultReadOnly: flag(row.default_read_only),
    collaboratorOnlyLicense: flag(row.collaborator_only_license),
    shouldShowAlertOnTimesheetSubmission: flag(row.should_show_alert_on_timesheet_submission),
    enforceWorkweekMinimumOnTimesheetSubmission: flag(
      row.enforce_workweek_minimum_on_timesheet_submission,
    ),
    enforceWorkweekMaximumOnTimesheetSubmission: flag(
      row.enforce_workweek_maximum_on_timesheet_submission,
    ),
    managerCanApprove: flag(row.manager_can_approve),
    managerCanEditSkills: flag(row.manager_can_edit_skills),
    billRateInCents: whole(row.bill_rate_in_cents),
    costRateInCents: whole(row.cost_rate_in_cents),
    billabilityTarget: decimal(row.billability_target),
    canLogIn: flag(row.can_log_in),
    nonParticipant: flag(row.non_participant),
    createdAt: dateTime(row.created_at),
    updatedAt: dateTime(row.updated_at),
  }),
  User: (row) => ({
    fullName: text(row.full_name),
    disabled: flag(row.disabled),
    emailAddress: text(row.email_address),
    headline: text(row.headline),
    photoPath: text(row.photo_path),
    bio: text(row.bio),
    website: text(row.website),
    city: text(row.city),
    state: text(row.state),
    country: text(row.country),
    abbreviatedTimezone: text(row.abbreviated_timezone),
    lastSiteActivity: dateTime(row.last_site_activity),
    classification: classification(row.classification),
  }),
  Role: (row) => ({
    name: text(row.name),
    createdAt: dateTime(row.created_at),
    updatedAt: dateTime(row.updated_at),
    deletedAt: dateTime(row.deleted_at),
  }),
  Invitation: (row) => ({
    emailAddress: text(row.email_address),
    fullName: text(row.full_name),
    headline: text(row.headline),
    permission: permission(row.permission),
    pending: flag(row.pending),
    createdAt: dateTime(row.created_at),
    expirationDate: text(row.expiration_date),
    billRateInCents: whole(row.bill_rate_in_cents),
    costRateInCents: whole(row.cost_rate_in_cents),
    billabilityTarget: decimal(row.billability_target),
  }),
  Workweek: (row) => ({
    default: flag(row.default),
    startDate: date(row.start_date),
    endDate: date(row.end_date),
    sundayMinutes: whole(row.sunday_minutes),
    mondayMinutes: whole(row.monday_minutes),
    tuesdayMinutes: whole(row.tuesday_minutes),
    wednesdayMinutes: whole(row.wednesday_minutes),
    thursdayMinutes: whole(row.thursday_minutes),
    fridayMinutes: whole(row.friday_minutes),
    saturdayMinutes: whole(row.saturday_minutes),
    totalMinutes: whole(row.total_minutes),
    createdAt: dateTime(row.created_at),
    updatedAt: dateTime(row.updated_at),
  }),
  SkillMembership: (row) => ({
    level: whole(row.level),
    maxLevel: whole(row.max_level),
    skillName: text(row.cached_skill_name),
    createdAt: dateTime(row.created_at),
    updatedAt: dateTime(row.updated_at),
  }),
  Skill: (row) => ({
    name: text(row.name),
    description: text(row.description),
    maxLevel: whole(row.max_level),
    createdAt: dateTime(row.created_at),
    updatedAt: dateTime(row.updated_at),
  }),
  SkillCategory: (row) => ({ name: text(row.name) }),
  BackupApproverAssociation: (row) => ({
    startDate: date(row.start_date),
    endDate: date(row.end_date),
  }),
  CostRate: (row) => ({
    amountInSubunits: whole(row.amount_in_subunits),
    currency: text(row.currency),
    inUse: flag(row.in_use),
    createdAt: dateTime(row.created_at),
    updatedAt: dateTime(row.updated_at),
  }),
  BillableUtilization: (row) => ({
    target: whole(row.target),
    effectiveDate: date(row.effective_date),
    createdAt: dateTime(row.created_at),
    updatedAt: dateTime(row.updated_at),
  }),
};

// Each reads one kind of value: undefined stays "not told", anything unreadable is null.

function text(value: unknown): string | null | undefined {
  if (typeof value === 'string' || value === undefined) return value;
  return typeof value === 'number' ? String(value) : null;
}

function flag(value: unknown): boolean | null | undefined {
  return typeof value === 'boolean' || value === undefined ? value : null;
}

/** A number, or a text that is one: decimal columns arrive as text. */
function decimal(value: unknown): number | null | undefined {
  if (value === undefined) return undefined;
  const number = typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

/** A decimal without a fraction, in the range of GraphQL's Int. */
function whole(value: unknown): number | null | undefined {
  const number = decimal(value);
  if (typeof number !== 'number') return number;
  return Number.isInteger(number) && Math.abs(number) < 2 ** 31 ? number : null;
}

/** Follows from when it was disabled; a time that cannot be read tells nothing. */
function status(disabledAt: unknown): 'ACTIVE' | 'INACTIVE' | null | undefined {
  if (disabledAt === undefined) return undefined;
  if (disabledAt === null) return 'ACTIVE';
  return dateTime(disabledAt) === null ? null : 'INACTIVE';
}

/** How nearly all are written, on a day that every month has. Parsing it would cost more than the rest of the row. */
const plainDateTime =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,3})?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/;

/** Some date-times arrive as a bare day. */
function dateTime(value: unknown): string | null | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== 'string') return null;
  if (plainDateTime.test(value)) return value;
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return isReal(value) ? `${value}T00:00:00Z` : null;
  const isWritten = /^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:\d{2})$/.test(value);
  return isWritten && isReal(value) ? value : null;
}

/** Some days arrive as a date-time. */
function date(value: unknown): string | null | undefined {
  if (value === undefined) return undefined;
  const day = typeof value === 'string' ? /^\d{4}-\d{2}-\d{2}(?=T|$)/.exec(value)?.[0] : undefined;
  return day !== undefined && isReal(day) ? day : null;
}

function isReal(time: string): boolean {
  return !Number.isNaN(Date.parse(time));
}

const permissions = {
  administrator: 'ADMINISTRATOR',
  reports_viewer_with_cost: 'REPORTS_VIEWER_WITH_COST',
  reports_viewer: 'REPORTS_VIEWER',
  project_lead: 'PROJECT_LEAD',
  project_creator: 'PROJECT_CREATOR',
  collaborator: 'COLLABORATOR',
  external_collaborator: 'EXTERNAL_COLLABORATOR',
  punch_clock: 'PUNCH_CLOCK',
} as const;

const classifications = { Internal: 'INTERNAL', External: 'EXTERNAL' } as const;

const permission = oneOf(permissions);
const classification = oneOf(classifications);

function oneOf<T extends string>(values: Readonly<Record<string, T>>) {
  return (value: unknown): T | 'UNRECOGNIZED' | null | undefined => {
    if (value === undefined || value === null) return value;
    if (typeof value !== 'string') return null;
    return Object.hasOwn(values, value) ? values[value] : 'UNRECOGNIZED';
  };
}
