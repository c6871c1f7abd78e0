/** What an error body of Kantata OX holds against an input, in names of the GraphQL input. */
import type { Objection } from '../../domain/fault.ts';
import { isObject } from '../../domain/json.ts';

/**
 * More than can be wrong with the fifty rows of the largest call: a row whose objections were cut off would
 * count as accepted. Bounded because an answer may hold any number.
 */
const mostObjections = 500;

export function objectionsOf(body: unknown): readonly Objection[] {
  if (!isObject(body) || !Array.isArray(body.errors)) return [];
  return body.errors.slice(0, mostObjections).flatMap((entry: unknown): Objection[] => {
    if (!isObject(entry)) return [];
    const field = typeof entry.field === 'string' ? inputFieldOf(entry.field) : null;
    const message = entry.type === 'validation' ? safeSentence(entry.message) : null;
    // Also present for a single record, but used only for calls with several.
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

/** The message of a validation, if it looks like a sentence. */
function safeSentence(message: unknown): string | null {
  const isSentence =
    typeof message === 'string' &&
    /^[^\p{Cc}<>]{1,200}$/u.test(message) &&
    !message.includes('://');
  return isSentence ? message : null;
}
