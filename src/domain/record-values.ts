/**
 * The values of each type, under the names of the schema. All are optional: what the upstream left
 * out (no permission, not asked for) is absent.
 */

/** `undefined` as "absent", `null` as "none". */
type Maybe<T> = T | null | undefined;

/** Date-times are ISO 8601 with an offset, dates `YYYY-MM-DD`; both stay the upstream's text. */
type DateTime = string;
type CalendarDate = string;

export type AccountPermission =
  | 'ADMINISTRATOR'
  | 'REPORTS_VIEWER_WITH_COST'
  | 'REPORTS_VIEWER'
  | 'PROJECT_LEAD'
  | 'PROJECT_CREATOR'
  | 'COLLABORATOR'
  | 'EXTERNAL_COLLABORATOR'
  | 'PUNCH_CLOCK'
  | 'UNRECOGNIZED';

interface Timestamps {
  createdAt?: Maybe<DateTime>;
  updatedAt?: Maybe<DateTime>;
}

export interface AccountMembershipValues extends Timestamps {
  status?: Maybe<'ACTIVE' | 'INACTIVE'>;
  disabledAt?: Maybe<DateTime>;
  permission?: Maybe<AccountPermission>;
  isOwner?: Maybe<boolean>;
  isAdministrator?: Maybe<boolean>;
  isProjectLead?: Maybe<boolean>;
  isPunchClockUser?: Maybe<boolean>;
  isBackupApprover?: Maybe<boolean>;
  canCreateWorkspace?: Maybe<boolean>;
  canViewReports?: Maybe<boolean>;
  defaultReadOnly?: Maybe<boolean>;
  collaboratorOnlyLicense?: Maybe<boolean>;
  shouldShowAlertOnTimesheetSubmission?: Maybe<boolean>;
  enforceWorkweekMinimumOnTimesheetSubmission?: Maybe<boolean>;
  enforceWorkweekMaximumOnTimesheetSubmission?: Maybe<boolean>;
  managerCanApprove?: Maybe<boolean>;
  managerCanEditSkills?: Maybe<boolean>;
  billRateInCents?: Maybe<number>;
  costRateInCents?: Maybe<number>;
  billabilityTarget?: Maybe<number>;
  canLogIn?: Maybe<boolean>;
  nonParticipant?: Maybe<boolean>;
}

export interface UserValues {
  fullName?: Maybe<string>;
  /** Not shown; some rows tell it. */
  disabled?: Maybe<boolean>;
  emailAddress?: Maybe<string>;
  headline?: Maybe<string>;
  photoPath?: Maybe<string>;
  bio?: Maybe<string>;
  website?: Maybe<string>;
  city?: Maybe<string>;
  state?: Maybe<string>;
  country?: Maybe<string>;
  abbreviatedTimezone?: Maybe<string>;
  lastSiteActivity?: Maybe<DateTime>;
  classification?: Maybe<'INTERNAL' | 'EXTERNAL' | 'UNRECOGNIZED'>;
}

export interface RoleValues extends Timestamps {
  name?: Maybe<string>;
  deletedAt?: Maybe<DateTime>;
}

export interface InvitationValues {
  emailAddress?: Maybe<string>;
  fullName?: Maybe<string>;
  headline?: Maybe<string>;
  permission?: Maybe<AccountPermission>;
  pending?: Maybe<boolean>;
  createdAt?: Maybe<DateTime>;
  expirationDate?: Maybe<string>;
  billRateInCents?: Maybe<number>;
  costRateInCents?: Maybe<number>;
  billabilityTarget?: Maybe<number>;
}

export interface WorkweekValues extends Timestamps {
  default?: Maybe<boolean>;
  startDate?: Maybe<CalendarDate>;
  endDate?: Maybe<CalendarDate>;
  sundayMinutes?: Maybe<number>;
  mondayMinutes?: Maybe<number>;
  tuesdayMinutes?: Maybe<number>;
  wednesdayMinutes?: Maybe<number>;
  thursdayMinutes?: Maybe<number>;
  fridayMinutes?: Maybe<number>;
  saturdayMinutes?: Maybe<number>;
  totalMinutes?: Maybe<number>;
}

export interface SkillMembershipValues extends Timestamps {
  level?: Maybe<number>;
  maxLevel?: Maybe<number>;
  skillName?: Maybe<string>;
}

export interface SkillValues extends Timestamps {
  name?: Maybe<string>;
  description?: Maybe<string>;
  maxLevel?: Maybe<number>;
}

export interface SkillCategoryValues {
  name?: Maybe<string>;
}

export interface BackupApproverAssociationValues {
  startDate?: Maybe<CalendarDate>;
  endDate?: Maybe<CalendarDate>;
}

export interface CostRateValues extends Timestamps {
  amountInSubunits?: Maybe<number>;
  currency?: Maybe<string>;
  inUse?: Maybe<boolean>;
}

export interface BillableUtilizationValues extends Timestamps {
  target?: Maybe<number>;
  effectiveDate?: Maybe<CalendarDate>;
}

/** Fields that a merchant has added, by their names: any name, and any JSON. */
export type CustomFields = Readonly<Record<string, unknown>>;

export interface CommerceAccountValues extends Timestamps {
  name?: Maybe<string>;
  legalName?: Maybe<string>;
  registrationId?: Maybe<string>;
  externalRef?: Maybe<string>;
  customFields?: Maybe<CustomFields>;
}

export interface CommerceAccountMemberValues extends Timestamps {
  fullName?: Maybe<string>;
  emailAddress?: Maybe<string>;
  givenName?: Maybe<string>;
  middleName?: Maybe<string>;
  familyName?: Maybe<string>;
  customFields?: Maybe<CustomFields>;
}

export interface CommerceAccountMembershipValues extends Timestamps {
  customFields?: Maybe<CustomFields>;
}

export interface CommerceAccountTagValues {
  name?: Maybe<string>;
  description?: Maybe<string>;
}

export interface RecordValues {
  AccountMembership: AccountMembershipValues;
  User: UserValues;
  Role: RoleValues;
  Invitation: InvitationValues;
  Workweek: WorkweekValues;
  SkillMembership: SkillMembershipValues;
  Skill: SkillValues;
  SkillCategory: SkillCategoryValues;
  BackupApproverAssociation: BackupApproverAssociationValues;
  CostRate: CostRateValues;
  BillableUtilization: BillableUtilizationValues;
  CommerceAccount: CommerceAccountValues;
  CommerceAccountMember: CommerceAccountMemberValues;
  CommerceAccountMembership: CommerceAccountMembershipValues;
  CommerceAccountTag: CommerceAccountTagValues;
}
