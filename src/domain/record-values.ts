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

interface AccountMembershipValues extends Timestamps {
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

interface UserValues {
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

interface RoleValues extends Timestamps {
  name?: Maybe<string>;
  deletedAt?: Maybe<DateTime>;
}

interface InvitationValues {
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

interface WorkweekValues extends Timestamps {
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

interface SkillMembershipValues extends Timestamps {
  level?: Maybe<number>;
  maxLevel?: Maybe<number>;
  skillName?: Maybe<string>;
}

interface SkillValues extends Timestamps {
  name?: Maybe<string>;
  description?: Maybe<string>;
  maxLevel?: Maybe<number>;
}

interface SkillCategoryValues {
  name?: Maybe<string>;
}

interface BackupApproverAssociationValues {
  startDate?: Maybe<CalendarDate>;
  endDate?: Maybe<CalendarDate>;
}

interface CostRateValues extends Timestamps {
  amountInSubunits?: Maybe<number>;
  currency?: Maybe<string>;
  inUse?: Maybe<boolean>;
}

interface BillableUtilizationValues extends Timestamps {
  target?: Maybe<number>;
  effectiveDate?: Maybe<CalendarDate>;
}

/** Fields that a merchant has added, by their names: any name, and any JSON. */
export type CustomFields = Readonly<Record<string, unknown>>;

interface CommerceAccountValues extends Timestamps {
  name?: Maybe<string>;
  legalName?: Maybe<string>;
  registrationId?: Maybe<string>;
  externalRef?: Maybe<string>;
  customFields?: Maybe<CustomFields>;
}

interface CommerceAccountMemberValues extends Timestamps {
  fullName?: Maybe<string>;
  emailAddress?: Maybe<string>;
  givenName?: Maybe<string>;
  middleName?: Maybe<string>;
  familyName?: Maybe<string>;
  customFields?: Maybe<CustomFields>;
}

interface CommerceAccountMembershipValues extends Timestamps {
  customFields?: Maybe<CustomFields>;
}

interface CommerceAccountTagValues {
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
