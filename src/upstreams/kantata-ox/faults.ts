/** What an error body of Kantata OX holds against an input, in names of the GraphQL input. */
import type { Objection } from '../../domain/fault.ts';
import { isObject } from '../../domain/json.ts';

/**
 * More than all that can be wrong with the fifty rows of the largest call: a row whose objections were cut off
 * would count as one that is not meant. An answer may hold any number of them all the same.
 */
const mostObjections = 500;

export function objectionsOf(body: unknown): readonly Objection[] {
  if (!isObject(body) || !Array.isArray(body.errors)) return [];
  return body.errors.slice(0, mostObjections).flatMap((entry: unknown): Objection[] => {
    if (!isObject(entry)) return [];
    const field = typeof entry.field === 'string' ? inputFieldOf(entry.field) : null;
    const message = entry.type === 'validation' ? safeSentence(entry.message) : null;
    // Stands there for a single record, too; only a call with several has a use for it.
    const index = Number.isInteger(entry.index) ? { index: Number(entry.index) } : {};
    return [{ field, message: message ?? 'Kantata OX refused this.', ...index }];
  });
}

const inputFields: Readonly<Record<string, string>> = {
  bill_rate_in_cents: 'billRateInCents',
  billability_target: 'billabilityTarget',
  change_role_option: 'changeRoleOption',
  cost_rate_in_cents: 'costRateInCents',
  default_read_only: 'defaultReadOnly',
  default_role: 'defaultRoleId',
  default_role_id: 'defaultRoleId',
  email_address: 'emailAddress',
  enforce_workweek_maximum_on_timesheet_submission: 'enforceWorkweekMaximumOnTimesheetSubmission',
  enforce_workweek_minimum_on_timesheet_submission: 'enforceWorkweekMinimumOnTimesheetSubmission',
  full_name: 'fullName',
  headline: 'headline',
  manager: 'managerId',
  manager_can_approve: 'managerCanApprove',
  manager_can_edit_skills: 'managerCanEditSkills',
  manager_id: 'managerId',
  permission: 'permission',
  should_show_alert_on_timesheet_submission: 'shouldShowAlertOnTimesheetSubmission',
};

/** `null` stands for the input as a whole, as `base` does in Kantata OX. */
function inputFieldOf(field: string): string | null {
  return Object.hasOwn(inputFields, field) ? (inputFields[field] ?? null) : null;
}

/** A validation's own sentence, unless it looks like anything else than one. */
function safeSentence(message: unknown): string | null {
  const isSentence =
    typeof message === 'string' &&
    /^[^\p{Cc}<>]{1,200}$/u.test(message) &&
    !message.includes('://');
  return isSentence ? message : null;
}
