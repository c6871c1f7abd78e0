import type { CustomFields } from '../../domain/record-values.ts';
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Rec } from '../../domain/record.ts';
import type { Connection, Edge } from '../../loading/connection.ts';
import type { IdentityReading } from '../identity.ts';
import type { ItemResult } from '../item-result.ts';
import type { Context } from '../context.ts';
export type Maybe<T> = T | null | undefined;
export type InputMaybe<T> = T | null | undefined;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A calendar day without a time, `YYYY-MM-DD`, e.g. `2026-12-21`. */
  Date: { input: string; output: string; }
  /** A point in time in ISO 8601 with its offset, e.g. `2026-01-08T07:55:12-08:00`. */
  DateTime: { input: Date; output: string; }
  /** A JSON object of any form, such as the fields that a merchant has added to a record. */
  JSONObject: { input: CustomFields; output: CustomFields; }
};

/** The record that ties a user to a Kantata OX account: permission, default role, rates, manager, working time. What your token may not see is null. All associations come with the membership's own call. If the membership was reached through another record (such as `User.accountMembership`), all of them but `user` and `defaultRole` cost one extra call for every 150 memberships. */
export type AccountMembership = Membership & Node & {
  readonly __typename?: 'AccountMembership';
  /** The periods in which another user approves in the member's place. */
  readonly backupApproverAssociations?: Maybe<ReadonlyArray<BackupApproverAssociation>>;
  /** Default bill rate per hour in cents of the account's currency, used where no rate card applies. Null when none is set, or when your token may not see it: project leads and above, in the same account only. */
  readonly billRateInCents?: Maybe<Scalars['Int']['output']>;
  /** Billable share of the working time to aim at, in percent (80 is 80 %). Null when none is set, or when your token may not see it: project leads and above, in the same account only. */
  readonly billabilityTarget?: Maybe<Scalars['Float']['output']>;
  /** Whether the member may create projects (workspaces). */
  readonly canCreateWorkspace?: Maybe<Scalars['Boolean']['output']>;
  /** Whether the member may log in at all. Requested only when selected: no extra call in a list or by id, one for every 150 memberships where this one was reached through another record. */
  readonly canLogIn?: Maybe<Scalars['Boolean']['output']>;
  /** Whether the member may view reports. */
  readonly canViewReports?: Maybe<Scalars['Boolean']['output']>;
  /** Whether the licence makes the member a mere collaborator in all projects. Null unless your token belongs to the same account. */
  readonly collaboratorOnlyLicense?: Maybe<Scalars['Boolean']['output']>;
  /** Default cost rate per hour in cents of the account's currency. Null when none is set, or when your token may not see it: administrators only. */
  readonly costRateInCents?: Maybe<Scalars['Int']['output']>;
  /** The member's cost rates, one for each currency. For administrators: with a lesser token it is null with a `FORBIDDEN` error, or empty, as the upstream decides. */
  readonly costRates?: Maybe<ReadonlyArray<CostRate>>;
  /** When the membership was created. */
  readonly createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** Whether the member is always read-only in projects. */
  readonly defaultReadOnly?: Maybe<Scalars['Boolean']['output']>;
  /** The role the member gets in new projects; null when none is set. May be a deleted role. */
  readonly defaultRole?: Maybe<Role>;
  /** When the membership was disabled; null while it is active. */
  readonly disabledAt?: Maybe<Scalars['DateTime']['output']>;
  /** The workweek in force for the member today, the account's default one or a personal one. */
  readonly effectiveWorkweek?: Maybe<Workweek>;
  /** Whether submitted timesheets must not exceed the hours of the workweek. Null when the upstream does not send it. */
  readonly enforceWorkweekMaximumOnTimesheetSubmission?: Maybe<Scalars['Boolean']['output']>;
  /** Whether submitted timesheets must reach the hours of the workweek. Null when the upstream does not send it. */
  readonly enforceWorkweekMinimumOnTimesheetSubmission?: Maybe<Scalars['Boolean']['output']>;
  /** The member's billability targets that are not in force yet. For administrators: with a lesser token it is null with a `FORBIDDEN` error, or empty, as the upstream decides. */
  readonly futureBillableUtilizations?: Maybe<ReadonlyArray<BillableUtilization>>;
  /** Global, opaque id. */
  readonly id: Scalars['ID']['output'];
  /** Whether the permission is that of an administrator. */
  readonly isAdministrator?: Maybe<Scalars['Boolean']['output']>;
  /** Whether the member stands in for someone as a backup approver. */
  readonly isBackupApprover?: Maybe<Scalars['Boolean']['output']>;
  /** Whether the member owns the account. An owner cannot be removed from it. */
  readonly isOwner?: Maybe<Scalars['Boolean']['output']>;
  /** Whether the member counts as a project lead in the account. */
  readonly isProjectLead?: Maybe<Scalars['Boolean']['output']>;
  /** Whether the permission is punch clock. */
  readonly isPunchClockUser?: Maybe<Scalars['Boolean']['output']>;
  /** The users who report directly to the member. */
  readonly managees?: Maybe<ReadonlyArray<User>>;
  /** The member's manager, who is a user; null when there is none. May be inactive. */
  readonly manager?: Maybe<User>;
  /** Whether the manager may approve the member's time. */
  readonly managerCanApprove?: Maybe<Scalars['Boolean']['output']>;
  /** Whether the manager may edit the member's skills. */
  readonly managerCanEditSkills?: Maybe<Scalars['Boolean']['output']>;
  /** Whether the member is marked as a non-participant. Null unless your token belongs to the same account. Requested only when selected; costs the same as `canLogIn`. */
  readonly nonParticipant?: Maybe<Scalars['Boolean']['output']>;
  /** What the member may do in the account. */
  readonly permission?: Maybe<AccountPermission>;
  /** The member, the same as `user`. */
  readonly person?: Maybe<User>;
  /** The users whose manager the member could be. Heavy, up to the whole account: refused (`OPERATION_TOO_EXPENSIVE`) below lists of more than 5 rows. */
  readonly possibleManagees?: Maybe<ReadonlyArray<User>>;
  /** The users who could be the member's manager. Heavy, up to the whole account: refused (`OPERATION_TOO_EXPENSIVE`) below lists of more than 5 rows. */
  readonly possibleManagers?: Maybe<ReadonlyArray<User>>;
  /** Whether an alert is shown when the member submits a timesheet. */
  readonly shouldShowAlertOnTimesheetSubmission?: Maybe<Scalars['Boolean']['output']>;
  /** The member's skills, with their levels. */
  readonly skillMemberships?: Maybe<ReadonlyArray<SkillMembership>>;
  /** Always `KANTATA_OX`. */
  readonly source: Source;
  /** The account membership's id in the Kantata OX REST API, e.g. `300501`. */
  readonly sourceId: Scalars['ID']['output'];
  /** Whether the membership is in use or has been disabled; follows from `disabledAt`. */
  readonly status?: Maybe<MembershipStatus>;
  /** When the membership was last changed. */
  readonly updatedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The member. Under a membership, some fields of the user cost an extra call; they say so. */
  readonly user?: Maybe<User>;
};

/** One window of a list of account memberships, as a Relay connection. Under `search` a page may be shorter than asked for. */
export type AccountMembershipConnection = {
  readonly __typename?: 'AccountMembershipConnection';
  /** The rows of the window, each with its cursor. */
  readonly edges: ReadonlyArray<AccountMembershipEdge>;
  /** The rows of the window without cursors: the shorter way to select them. */
  readonly nodes: ReadonlyArray<AccountMembership>;
  /** Where the window lies in the list, and how to go on. */
  readonly pageInfo: PageInfo;
  /** How many rows match, over all pages. Under `search` an upper bound. Null when the upstream did not say. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
};

/** One row of a list of account memberships. */
export type AccountMembershipEdge = {
  readonly __typename?: 'AccountMembershipEdge';
  /** The row's place in this list, for `after` and `before`. Opaque, and valid only for the list it came from, with the same filter and order. */
  readonly cursor: Scalars['String']['output'];
  /** The row itself. */
  readonly node: AccountMembership;
};

/** Which account memberships to list. All given conditions must hold. A blank string counts as absent. */
export type AccountMembershipFilter = {
  /** By the member's full name. The upstream decides what matches; a part of the name is usually enough. Not together with `search`. */
  readonly byFullName?: InputMaybe<Scalars['String']['input']>;
  /** By whether the member may log in. */
  readonly canLogIn?: InputMaybe<Scalars['Boolean']['input']>;
  /** Created after this time. */
  readonly createdAfter?: InputMaybe<Scalars['DateTime']['input']>;
  /** Created before this time. */
  readonly createdBefore?: InputMaybe<Scalars['DateTime']['input']>;
  /** Free text for the upstream's search. The rows come in order of relevance, so not together with `orderBy`. `totalCount` is then an upper bound, and a page may be short. */
  readonly search?: InputMaybe<Scalars['String']['input']>;
  /** By status. Absent or null: `ACTIVE`. */
  readonly status?: InputMaybe<MembershipStatusFilter>;
  /** Last changed after this time. */
  readonly updatedAfter?: InputMaybe<Scalars['DateTime']['input']>;
  /** Last changed before this time. */
  readonly updatedBefore?: InputMaybe<Scalars['DateTime']['input']>;
  /** Memberships of these users: ids of `User`, at most 200. An empty list matches nothing and costs no call. */
  readonly userIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** By the member's skills. A filter that needs a URL of more than 4 KB, as a hundred skills with levels beside 200 `userIds` do, is refused (`BAD_USER_INPUT`). */
  readonly withSkills?: InputMaybe<SkillCriteria>;
};

/** How to order a list of account memberships. */
export type AccountMembershipOrder = {
  /** The direction. Absent or null: `ASC`. */
  readonly direction?: InputMaybe<SortDirection>;
  /** What to order by. */
  readonly field: AccountMembershipOrderField;
};

/** What a list of account memberships can be ordered by. */
export type AccountMembershipOrderField =
  /** The default bill rate. */
  | 'BILL_RATE'
  /** The default cost rate. */
  | 'COST_RATE'
  /** The time of creation. */
  | 'CREATED_AT'
  /** The member's full name. */
  | 'FULL_NAME'
  /** The account permission. */
  | 'PERMISSION'
  /** The default role. */
  | 'ROLE'
  /** The time of the last change. */
  | 'UPDATED_AT';

/** What became of one item of a bulk change of memberships. */
export type AccountMembershipResult = {
  readonly __typename?: 'AccountMembershipResult';
  /** The record after the change or, where `ifUnchangedSince` prevented it, as it is now. Null when it was not made for another reason, and when it was made but is hidden from your token. */
  readonly accountMembership?: Maybe<AccountMembership>;
  /** Why it failed, or why its outcome is not known. */
  readonly error?: Maybe<ItemError>;
  /** The global id of the record, where it is known. */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** The item's place in the input, from 0. */
  readonly index: Scalars['Int']['output'];
  /** What would happen; only with `dryRun`. */
  readonly preview?: Maybe<ChangePreview>;
  /** What became of it. */
  readonly status: ItemStatus;
  /** Why it was refused, each with the path down to the item. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** What a member may do in the account, from most to least; each includes, roughly, those below it. */
export type AccountPermission =
  /** Account administrator: everything. */
  | 'ADMINISTRATOR'
  /** Takes part in projects. */
  | 'COLLABORATOR'
  /** Takes part in projects from outside the company. */
  | 'EXTERNAL_COLLABORATOR'
  /** May create projects. */
  | 'PROJECT_CREATOR'
  /** Project lead in the account; sees bill rates. */
  | 'PROJECT_LEAD'
  /** Only enters time; needs a default bill rate. */
  | 'PUNCH_CLOCK'
  /** Report viewer. */
  | 'REPORTS_VIEWER'
  /** Report viewer who also sees cost. */
  | 'REPORTS_VIEWER_WITH_COST'
  /** A value this schema does not know yet. Refused as an input. */
  | 'UNRECOGNIZED';

/** A period in which one user approves in another's place. Visible to members of the account only. */
export type BackupApproverAssociation = Node & {
  readonly __typename?: 'BackupApproverAssociation';
  /** The user whose approvals are taken over. One extra call for every 150 users. */
  readonly approver?: Maybe<User>;
  /** The user who approves in their place. One extra call for every 150 users. */
  readonly backupApprover?: Maybe<User>;
  /** The last day of the period. */
  readonly endDate?: Maybe<Scalars['Date']['output']>;
  /** Global, opaque id. */
  readonly id: Scalars['ID']['output'];
  /** The association's id in the Kantata OX REST API. */
  readonly sourceId: Scalars['ID']['output'];
  /** The first day of the period. */
  readonly startDate?: Maybe<Scalars['Date']['output']>;
};

/** A billability target of a member from some day on. In force is the one with the latest day already reached. For administrators. */
export type BillableUtilization = Node & {
  readonly __typename?: 'BillableUtilization';
  /** Whose target it is. One extra call for every 150 memberships, none where it is already at hand. */
  readonly accountMembership?: Maybe<AccountMembership>;
  /** When the target was created. */
  readonly createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** The user who set it. One extra call for every 150 users. */
  readonly creator?: Maybe<User>;
  /** The day from which it counts, beginning at midnight in the member's time zone. */
  readonly effectiveDate?: Maybe<Scalars['Date']['output']>;
  /** Global, opaque id. */
  readonly id: Scalars['ID']['output'];
  /** The billable utilization's id in the Kantata OX REST API. */
  readonly sourceId: Scalars['ID']['output'];
  /** Billable share of the working time to aim at, in percent. */
  readonly target?: Maybe<Scalars['Int']['output']>;
  /** When the target was last changed. */
  readonly updatedAt?: Maybe<Scalars['DateTime']['output']>;
};

/** What a change would do, as a dry run found it. It is true of the moment of the dry run: nothing is reserved. */
export type ChangePreview = {
  readonly __typename?: 'ChangePreview';
  /** The same values as they would be; null when the record would be gone. */
  readonly after?: Maybe<Scalars['JSONObject']['output']>;
  /** The values that the change is about, as they are now, by field name; null when there is no record yet. */
  readonly before?: Maybe<Scalars['JSONObject']['output']>;
  /** Why the upstream would refuse the change, as far as that can be known beforehand; empty when no reason is known. */
  readonly blockedBy: ReadonlyArray<Scalars['String']['output']>;
  /** Only for `deleteAccountMembership`: pass it to the removal, which is then refused if the record was changed after this preview, as far as the upstream's `updatedAt` (in whole seconds) shows. Valid for ten minutes, for the same caller and credential. */
  readonly confirmationToken?: Maybe<Scalars['String']['output']>;
  /** The REST calls that the change would make. */
  readonly requests: ReadonlyArray<PlannedRequest>;
  /** What a person may want to know before agreeing to it. */
  readonly warnings: ReadonlyArray<Scalars['String']['output']>;
};

/** What happens in a member's existing projects when the default role changes. */
export type ChangeRoleOption =
  /** The new role is added beside the old one in existing projects. */
  | 'ADD_ANOTHER_ROLE'
  /** Existing projects are left alone: the new role counts for new projects only. */
  | 'KEEP_EXISTING_ROLE'
  /** The new role takes the place of the old one in existing projects. */
  | 'UPDATE_WITH_NEW_ROLE';

/** An account of Elastic Path: a company that buys. An account that was reached through a membership is known by name, legal name, registration id and times; the other fields then cost one call for every 100 accounts. */
export type CommerceAccount = Node & {
  readonly __typename?: 'CommerceAccount';
  /** The tags of the account. One call for every 100 tags that are not known yet. Where the account was reached through a membership, the call of `externalRef` is needed as well. */
  readonly accountTags?: Maybe<ReadonlyArray<CommerceAccountTag>>;
  /** All accounts above this one, the topmost first; those hidden from your token are left out. Costs the same as `parent`. */
  readonly ancestors?: Maybe<ReadonlyArray<CommerceAccount>>;
  /** When the account was created. */
  readonly createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** The fields that the merchant has added to accounts, by their names. Comes with the same call as `externalRef`. */
  readonly customFields?: Maybe<Scalars['JSONObject']['output']>;
  /** The account's id in some other system; null when none is set. One call for every 100 accounts where the account was reached through a membership. */
  readonly externalRef?: Maybe<Scalars['String']['output']>;
  /** Global, opaque id. */
  readonly id: Scalars['ID']['output'];
  /** The company's legal name; null when none is set. */
  readonly legalName?: Maybe<Scalars['String']['output']>;
  /** The memberships of the account, at most 1000. One call for each account and every 100 rows, their members included. */
  readonly memberships?: Maybe<CommerceAccountMembershipConnection>;
  /** The account's name. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** The account above this one; null at the top, or when hidden from your token. One call for every 100 parents that are not known yet. Where this account was reached through a membership, the call of `externalRef` is needed as well. */
  readonly parent?: Maybe<CommerceAccount>;
  /** The company's number in a register; no two accounts of a store have the same. Null when none is set. */
  readonly registrationId?: Maybe<Scalars['String']['output']>;
  /** The account's id in the Elastic Path REST API, a UUID. */
  readonly sourceId: Scalars['ID']['output'];
  /** The account members of the store that do not belong to this account. One call for each account and every 100 rows. Rows beyond the first 10,100 cannot be read: narrow the filter. */
  readonly unassignedMembers?: Maybe<CommerceAccountMemberConnection>;
  /** When the account was last changed. */
  readonly updatedAt?: Maybe<Scalars['DateTime']['output']>;
};


/** An account of Elastic Path: a company that buys. An account that was reached through a membership is known by name, legal name, registration id and times; the other fields then cost one call for every 100 accounts. */
export type CommerceAccountMembershipsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<CommerceAccountMembershipFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<CommerceAccountMembershipOrder>;
};


/** An account of Elastic Path: a company that buys. An account that was reached through a membership is known by name, legal name, registration id and times; the other fields then cost one call for every 100 accounts. */
export type CommerceAccountUnassignedMembersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<CommerceUnassignedMemberFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};

/** One window of a list of accounts, as a Relay connection. */
export type CommerceAccountConnection = {
  readonly __typename?: 'CommerceAccountConnection';
  /** The rows of the window, each with its cursor. */
  readonly edges: ReadonlyArray<CommerceAccountEdge>;
  /** The rows of the window without cursors: the shorter way to select them. */
  readonly nodes: ReadonlyArray<CommerceAccount>;
  /** Where the window lies in the list, and how to go on. */
  readonly pageInfo: PageInfo;
  /** How many rows match, over all pages. Null when the upstream did not say. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
};

/** One row of a list of accounts. */
export type CommerceAccountEdge = {
  readonly __typename?: 'CommerceAccountEdge';
  /** The row's place in this list, for `after` and `before`. Opaque, and valid only for the list it came from, with the same filter and order. */
  readonly cursor: Scalars['String']['output'];
  /** The row itself. */
  readonly node: CommerceAccount;
};

/** Which accounts to list. All given conditions must hold; at most ten can be combined, or nine when ordered by `ID`. A text must match exactly; a `*` at its start, its end or both stands for any text. A blank string counts as absent. */
export type CommerceAccountFilter = {
  /** Accounts with all of these tags: ids of `CommerceAccountTag`s, global or of the REST API, at most 10. An empty list matches nothing and costs no call. */
  readonly accountTagIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Created after this time. */
  readonly createdAfter?: InputMaybe<Scalars['DateTime']['input']>;
  /** Created before this time. */
  readonly createdBefore?: InputMaybe<Scalars['DateTime']['input']>;
  /** By the id in some other system; may have `*` at its ends. */
  readonly externalRef?: InputMaybe<Scalars['String']['input']>;
  /** Accounts with one of these ids, global or of the REST API, at most 100. An empty list matches nothing and costs no call. */
  readonly ids?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** By legal name; may have `*` at its ends. */
  readonly legalName?: InputMaybe<Scalars['String']['input']>;
  /** By name; may have `*` at its ends. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  /** By registration id; may have `*` at its ends. */
  readonly registrationId?: InputMaybe<Scalars['String']['input']>;
  /** Last changed after this time. */
  readonly updatedAfter?: InputMaybe<Scalars['DateTime']['input']>;
  /** Last changed before this time. */
  readonly updatedBefore?: InputMaybe<Scalars['DateTime']['input']>;
};

/** A person who buys for accounts of Elastic Path. A member who was reached through a membership is known by name and e-mail address; the other fields then cost one call for each member. */
export type CommerceAccountMember = Node & Person & {
  readonly __typename?: 'CommerceAccountMember';
  /** When the member was created. Comes with the same call as `givenName`. */
  readonly createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** The fields that the merchant has added to account members, by their names. Comes with the same call as `givenName`. */
  readonly customFields?: Maybe<Scalars['JSONObject']['output']>;
  /** The member's e-mail address. Two members may have the same one. */
  readonly emailAddress?: Maybe<Scalars['String']['output']>;
  /** The member's family name; null when the store does not keep it separately. Comes with the same call as `givenName`. */
  readonly familyName?: Maybe<Scalars['String']['output']>;
  /** The member's full name. */
  readonly fullName?: Maybe<Scalars['String']['output']>;
  /** The member's given name; null when the store does not keep it separately. One call for each member who was reached through a membership. */
  readonly givenName?: Maybe<Scalars['String']['output']>;
  /** Global, opaque id. */
  readonly id: Scalars['ID']['output'];
  /** The member's memberships, at most 10,000. One call for each member and every 100 rows, their accounts included. */
  readonly memberships?: Maybe<CommerceAccountMembershipConnection>;
  /** The member's middle name; null when there is none or the store does not keep it separately. Comes with the same call as `givenName`. */
  readonly middleName?: Maybe<Scalars['String']['output']>;
  /** Always `ELASTIC_PATH`. */
  readonly source: Source;
  /** The member's id in the Elastic Path REST API, a UUID. */
  readonly sourceId: Scalars['ID']['output'];
  /** When the member was last changed. Comes with the same call as `givenName`. */
  readonly updatedAt?: Maybe<Scalars['DateTime']['output']>;
};


/** A person who buys for accounts of Elastic Path. A member who was reached through a membership is known by name and e-mail address; the other fields then cost one call for each member. */
export type CommerceAccountMemberMembershipsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<CommerceAccountMembershipOrder>;
};

/** One window of a list of account members, as a Relay connection. */
export type CommerceAccountMemberConnection = {
  readonly __typename?: 'CommerceAccountMemberConnection';
  /** The rows of the window, each with its cursor. */
  readonly edges: ReadonlyArray<CommerceAccountMemberEdge>;
  /** The rows of the window without cursors: the shorter way to select them. */
  readonly nodes: ReadonlyArray<CommerceAccountMember>;
  /** Where the window lies in the list, and how to go on. */
  readonly pageInfo: PageInfo;
  /** How many rows match, over all pages. Null when the upstream did not say. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
};

/** One row of a list of account members. */
export type CommerceAccountMemberEdge = {
  readonly __typename?: 'CommerceAccountMemberEdge';
  /** The row's place in this list, for `after` and `before`. Opaque, and valid only for the list it came from, with the same filter and order. */
  readonly cursor: Scalars['String']['output'];
  /** The row itself. */
  readonly node: CommerceAccountMember;
};

/** Which account members to list. All given conditions must hold. Upper and lower case make no difference; for `name` and `emailAddress` they do if the operator has set the gateway up for a store without `ilike`. A text must match exactly; a `*` at its start, its end or both stands for any text. A blank string counts as absent. */
export type CommerceAccountMemberFilter = {
  /** By e-mail address; may have `*` at its ends. */
  readonly emailAddress?: InputMaybe<Scalars['String']['input']>;
  /** By family name; may have `*` at its ends. Older stores do not know this filter. */
  readonly familyName?: InputMaybe<Scalars['String']['input']>;
  /** By given name; may have `*` at its ends. Older stores do not know this filter. */
  readonly givenName?: InputMaybe<Scalars['String']['input']>;
  /** By middle name; may have `*` at its ends. Older stores do not know this filter. */
  readonly middleName?: InputMaybe<Scalars['String']['input']>;
  /** By full name; may have `*` at its ends. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
};

/** How to order a list of account members. */
export type CommerceAccountMemberOrder = {
  /** The direction. Absent or null: `ASC`. */
  readonly direction?: InputMaybe<SortDirection>;
  /** What to order by. */
  readonly field: CommerceAccountMemberOrderField;
};

/** What a list of account members can be ordered by. */
export type CommerceAccountMemberOrderField =
  /** The time of creation. */
  | 'CREATED_AT'
  /** The e-mail address. */
  | 'EMAIL'
  /** The id in the REST API. */
  | 'ID'
  /** The full name. */
  | 'NAME'
  /** The time of the last change. */
  | 'UPDATED_AT';

/** The membership of a person in an account of Elastic Path. It has no permission and no status of its own: what a merchant records about it is in its custom fields. */
export type CommerceAccountMembership = Membership & Node & {
  readonly __typename?: 'CommerceAccountMembership';
  /** The account. Below `CommerceAccountMember.memberships`, what `CommerceAccount` lists as known through a membership costs no extra call. For memberships that were asked for by id, or changed, one call for every 100 accounts. */
  readonly account?: Maybe<CommerceAccount>;
  /** The member. Name and e-mail address cost no extra call, except for memberships that were changed: one for each. */
  readonly accountMember?: Maybe<CommerceAccountMember>;
  /** When the membership was created. */
  readonly createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** The fields that the merchant has added to memberships, by their names. */
  readonly customFields?: Maybe<Scalars['JSONObject']['output']>;
  /** Global, opaque id. It names the account as well, without which the REST API cannot find a membership. */
  readonly id: Scalars['ID']['output'];
  /** Whose membership it is. The same as `accountMember`. */
  readonly person?: Maybe<CommerceAccountMember>;
  /** Always `ELASTIC_PATH`. */
  readonly source: Source;
  /** The membership's id in the Elastic Path REST API, a UUID. */
  readonly sourceId: Scalars['ID']['output'];
  /** When the membership was last changed. */
  readonly updatedAt?: Maybe<Scalars['DateTime']['output']>;
};

/** One window of a list of memberships in accounts, as a Relay connection. */
export type CommerceAccountMembershipConnection = {
  readonly __typename?: 'CommerceAccountMembershipConnection';
  /** The rows of the window, each with its cursor. */
  readonly edges: ReadonlyArray<CommerceAccountMembershipEdge>;
  /** The rows of the window without cursors: the shorter way to select them. */
  readonly nodes: ReadonlyArray<CommerceAccountMembership>;
  /** Where the window lies in the list, and how to go on. */
  readonly pageInfo: PageInfo;
  /** How many rows match, over all pages. Null when the upstream did not say. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
};

/** One row of a list of memberships in accounts. */
export type CommerceAccountMembershipEdge = {
  readonly __typename?: 'CommerceAccountMembershipEdge';
  /** The row's place in this list, for `after` and `before`. Opaque, and valid only for the list it came from, with the same filter and order. */
  readonly cursor: Scalars['String']['output'];
  /** The row itself. */
  readonly node: CommerceAccountMembership;
};

/** Which memberships of an account to list. */
export type CommerceAccountMembershipFilter = {
  /** Only that of this member: the id of a `CommerceAccountMember`, global or of the REST API. */
  readonly accountMemberId?: InputMaybe<Scalars['ID']['input']>;
};

/** How to order a list of memberships in accounts. */
export type CommerceAccountMembershipOrder = {
  /** The direction. Absent or null: `ASC`. */
  readonly direction?: InputMaybe<SortDirection>;
  /** What to order by. */
  readonly field: CommerceAccountMembershipOrderField;
};

/** What a list of memberships in accounts can be ordered by. */
export type CommerceAccountMembershipOrderField =
  /** The time of creation. */
  | 'CREATED_AT'
  /** The id in the REST API. */
  | 'ID'
  /** The time of the last change. */
  | 'UPDATED_AT';

/** What became of one item of a bulk change of Commerce memberships. */
export type CommerceAccountMembershipResult = {
  readonly __typename?: 'CommerceAccountMembershipResult';
  /** The record after the change or, where `ifUnchangedSince` prevented it, as it is now. Null when it was not made for another reason, and when it was made but is hidden from your token. */
  readonly commerceAccountMembership?: Maybe<CommerceAccountMembership>;
  /** Why it failed, or why its outcome is not known. */
  readonly error?: Maybe<ItemError>;
  /** The global id of the record, where it is known. */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** The item's place in the input, from 0. */
  readonly index: Scalars['Int']['output'];
  /** What would happen; only with `dryRun`. */
  readonly preview?: Maybe<ChangePreview>;
  /** What became of it. */
  readonly status: ItemStatus;
  /** Why it was refused, each with the path down to the item. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** How to order a list of accounts. */
export type CommerceAccountOrder = {
  /** The direction. Absent or null: `ASC`. */
  readonly direction?: InputMaybe<SortDirection>;
  /** What to order by. */
  readonly field: CommerceAccountOrderField;
};

/** What a list of accounts can be ordered by. */
export type CommerceAccountOrderField =
  /** The time of creation. */
  | 'CREATED_AT'
  /** The id in the REST API. The only order in which more than the first 10,100 rows can be read. */
  | 'ID'
  /** The name. */
  | 'NAME'
  /** The time of the last change. */
  | 'UPDATED_AT';

/** A tag of accounts. */
export type CommerceAccountTag = Node & {
  readonly __typename?: 'CommerceAccountTag';
  /** What the tag stands for. */
  readonly description?: Maybe<Scalars['String']['output']>;
  /** Global, opaque id. */
  readonly id: Scalars['ID']['output'];
  /** The tag's name. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** The tag's id in the Elastic Path REST API, a UUID. */
  readonly sourceId: Scalars['ID']['output'];
};

/** Which account members outside an account to list. All given conditions must hold. A text must match exactly; a `*` at its start, its end or both stands for any text. A blank string counts as absent. */
export type CommerceUnassignedMemberFilter = {
  /** By e-mail address; may have `*` at its ends. */
  readonly emailAddress?: InputMaybe<Scalars['String']['input']>;
  /** By full name; may have `*` at its ends. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
};

/** What an hour of a member costs, in one currency. For administrators. */
export type CostRate = Node & {
  readonly __typename?: 'CostRate';
  /** Whose rate it is. One extra call for every 150 memberships, none where it is already at hand. */
  readonly accountMembership?: Maybe<AccountMembership>;
  /** The rate per hour in the smallest unit of `currency`, e.g. cents. */
  readonly amountInSubunits?: Maybe<Scalars['Int']['output']>;
  /** When the rate was created. */
  readonly createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** The currency, an ISO 4217 code such as `EUR`. */
  readonly currency?: Maybe<Scalars['String']['output']>;
  /** Global, opaque id. */
  readonly id: Scalars['ID']['output'];
  /** Whether the rate is in use. */
  readonly inUse?: Maybe<Scalars['Boolean']['output']>;
  /** The cost rate's id in the Kantata OX REST API. */
  readonly sourceId: Scalars['ID']['output'];
  /** When the rate was last changed. */
  readonly updatedAt?: Maybe<Scalars['DateTime']['output']>;
};

/** A new membership in an account. */
export type CreateCommerceAccountMembershipInput = {
  /** The account: its global id or its id in the REST API. */
  readonly accountId: Scalars['ID']['input'];
  /** The member: their global id or their id in the REST API. */
  readonly accountMemberId: Scalars['ID']['input'];
  /** Values for the fields that the merchant has added to memberships, by their names; at most 100. The names `id`, `type`, `meta`, `links`, `relationships` and `account_member_id` are refused. */
  readonly customFields?: InputMaybe<Scalars['JSONObject']['input']>;
  /** Dry run: `preview` says what would happen, and nothing is changed. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** A key of your own for this change, 1 to 255 printable ASCII characters, kept for 24 hours: the same key with the same input is one change, however often it is sent. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

/** One of many memberships to create. */
export type CreateCommerceAccountMembershipItem = {
  /** The account: its global id or its id in the REST API. */
  readonly accountId: Scalars['ID']['input'];
  /** The member: their global id or their id in the REST API. */
  readonly accountMemberId: Scalars['ID']['input'];
  /** Values for the fields that the merchant has added to memberships, by their names; at most 100. The names `id`, `type`, `meta`, `links`, `relationships` and `account_member_id` are refused. */
  readonly customFields?: InputMaybe<Scalars['JSONObject']['input']>;
};

/** The outcome of `createCommerceAccountMembership`. */
export type CreateCommerceAccountMembershipPayload = {
  readonly __typename?: 'CreateCommerceAccountMembershipPayload';
  /** The new membership; null when it was refused, with `dryRun`, and when it was done but is hidden from your token. */
  readonly commerceAccountMembership?: Maybe<CommerceAccountMembership>;
  /** What would happen; only with `dryRun`. */
  readonly preview?: Maybe<ChangePreview>;
  /** Whether this is the recorded outcome of an earlier change with the same idempotency key. The record, if any, is shown as it is now. */
  readonly replayed: Scalars['Boolean']['output'];
  /** Why it was refused; empty when it was done. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** The memberships to create. */
export type CreateCommerceAccountMembershipsInput = {
  /** Dry run: the `preview` of each item says what would happen, and nothing is changed. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** A key of your own for the whole bulk, 1 to 255 printable ASCII characters, kept for 24 hours: the same key with the same input is one change, however often it is sent, and every item's recorded outcome is returned. With another input every item is refused (`CONFLICT`), and nothing is sent. Items that failed or were not attempted need a new key, unless no item was made. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Which ones, at most 500. */
  readonly memberships: ReadonlyArray<CreateCommerceAccountMembershipItem>;
  /** Whether to go on when an item is not done. Absent: `CONTINUE`. */
  readonly onError?: InputMaybe<OnError>;
};

/** The outcome of `createCommerceAccountMemberships`. */
export type CreateCommerceAccountMembershipsPayload = {
  readonly __typename?: 'CreateCommerceAccountMembershipsPayload';
  /** Whether these are the recorded outcomes of an earlier change with the same idempotency key. */
  readonly replayed: Scalars['Boolean']['output'];
  /** One for each item, in the order of the input. */
  readonly results: ReadonlyArray<CommerceAccountMembershipResult>;
};

/** Whom to invite. A licence beyond the contracted number may be billed. */
export type CreateInvitationInput = {
  /** Default bill rate per hour in cents of the account's currency. Needs a token of a project lead or above. */
  readonly billRateInCents?: InputMaybe<Scalars['Int']['input']>;
  /** Billable share of the working time to aim at, in percent, 0 to 100. */
  readonly billabilityTarget?: InputMaybe<Scalars['Int']['input']>;
  /** Default cost rate per hour in cents of the account's currency. Needs an administrator's token. */
  readonly costRateInCents?: InputMaybe<Scalars['Int']['input']>;
  /** Whether the person will always be read-only in projects. */
  readonly defaultReadOnly?: InputMaybe<Scalars['Boolean']['input']>;
  /** The role they will get in new projects: the id of a `Role`. */
  readonly defaultRoleId?: InputMaybe<Scalars['ID']['input']>;
  /** Dry run: `preview` says what would happen, and nothing is changed. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Where to send the invitation. */
  readonly emailAddress: Scalars['String']['input'];
  /** The person's full name. */
  readonly fullName: Scalars['String']['input'];
  /** The person's title or headline. */
  readonly headline?: InputMaybe<Scalars['String']['input']>;
  /** A key of your own for this change, 1 to 255 printable ASCII characters, kept for 24 hours: the same key with the same input is one change, however often it is sent. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The permission they will have. If it is absent, the upstream chooses one, so it is better to give it. `PUNCH_CLOCK` needs a bill rate; `EXTERNAL_COLLABORATOR` may be refused by the upstream; `UNRECOGNIZED` is refused. */
  readonly permission?: InputMaybe<AccountPermission>;
};

/** One of many people to invite. */
export type CreateInvitationItem = {
  /** Default bill rate per hour in cents of the account's currency. Needs a token of a project lead or above. */
  readonly billRateInCents?: InputMaybe<Scalars['Int']['input']>;
  /** Billable share of the working time to aim at, in percent, 0 to 100. */
  readonly billabilityTarget?: InputMaybe<Scalars['Int']['input']>;
  /** Default cost rate per hour in cents of the account's currency. Needs an administrator's token. */
  readonly costRateInCents?: InputMaybe<Scalars['Int']['input']>;
  /** Whether the person will always be read-only in projects. */
  readonly defaultReadOnly?: InputMaybe<Scalars['Boolean']['input']>;
  /** The role they will get in new projects: the id of a `Role`. */
  readonly defaultRoleId?: InputMaybe<Scalars['ID']['input']>;
  /** Where to send the invitation. */
  readonly emailAddress: Scalars['String']['input'];
  /** The person's full name. */
  readonly fullName: Scalars['String']['input'];
  /** The person's title or headline. */
  readonly headline?: InputMaybe<Scalars['String']['input']>;
  /** The permission they will have. If it is absent, the upstream chooses one, so it is better to give it. `PUNCH_CLOCK` needs a bill rate; `EXTERNAL_COLLABORATOR` may be refused by the upstream; `UNRECOGNIZED` is refused. */
  readonly permission?: InputMaybe<AccountPermission>;
};

/** The outcome of `createInvitation`. */
export type CreateInvitationPayload = {
  readonly __typename?: 'CreateInvitationPayload';
  /** The new invitation; null when it was refused, with `dryRun`, and when it was done but is hidden from your token. Look at `pending`: a new person may already be a member. */
  readonly invitation?: Maybe<Invitation>;
  /** What would happen; only with `dryRun`. */
  readonly preview?: Maybe<ChangePreview>;
  /** Whether this is the recorded outcome of an earlier change with the same idempotency key. The record, if any, is shown as it is now. */
  readonly replayed: Scalars['Boolean']['output'];
  /** Why it was refused; empty when it was done. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** The people to invite. */
export type CreateInvitationsInput = {
  /** Dry run: the `preview` of each item says what would happen, and nothing is changed. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** A key of your own for the whole bulk, 1 to 255 printable ASCII characters, kept for 24 hours: the same key with the same input is one change, however often it is sent, and every item's recorded outcome is returned. With another input every item is refused (`CONFLICT`), and nothing is sent. Items that failed or were not attempted need a new key, unless no item was made. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Whom to invite, at most 500. If an address is given twice, the later item is refused. */
  readonly invitations: ReadonlyArray<CreateInvitationItem>;
  /** Whether to go on when an item is not done. Absent: `CONTINUE`. */
  readonly onError?: InputMaybe<OnError>;
};

/** The outcome of `createInvitations`. */
export type CreateInvitationsPayload = {
  readonly __typename?: 'CreateInvitationsPayload';
  /** Whether these are the recorded outcomes of an earlier change with the same idempotency key. */
  readonly replayed: Scalars['Boolean']['output'];
  /** One for each item, in the order of the input. */
  readonly results: ReadonlyArray<InvitationResult>;
};

/** The membership to remove for good. It cannot be brought back; disabling it keeps it. */
export type DeleteAccountMembershipInput = {
  /** The token from a preview of this removal, which is then refused if the record has changed since. Required if the operator has set the gateway up so. */
  readonly confirmationToken?: InputMaybe<Scalars['String']['input']>;
  /** Dry run: `preview` says what would happen, and nothing is changed. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Its global id or its id in the REST API. */
  readonly id: Scalars['ID']['input'];
  /** A key of your own for this change, 1 to 255 printable ASCII characters, kept for 24 hours: the same key with the same input is one change, however often it is sent. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

/** The outcome of `deleteAccountMembership`. */
export type DeleteAccountMembershipPayload = {
  readonly __typename?: 'DeleteAccountMembershipPayload';
  /** The global id of the removed membership; null when it was refused, and with `dryRun`. */
  readonly deletedId?: Maybe<Scalars['ID']['output']>;
  /** What would happen; only with `dryRun`. */
  readonly preview?: Maybe<ChangePreview>;
  /** Whether this is the recorded outcome of an earlier change with the same idempotency key. */
  readonly replayed: Scalars['Boolean']['output'];
  /** Why it was refused; empty when it was done. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** The membership to remove. */
export type DeleteCommerceAccountMembershipInput = {
  /** Dry run: `preview` says what would happen, and nothing is changed. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Its global id. */
  readonly id: Scalars['ID']['input'];
  /** A key of your own for this change, 1 to 255 printable ASCII characters, kept for 24 hours: the same key with the same input is one change, however often it is sent. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

/** The outcome of `deleteCommerceAccountMembership`. */
export type DeleteCommerceAccountMembershipPayload = {
  readonly __typename?: 'DeleteCommerceAccountMembershipPayload';
  /** The global id of the removed membership; null when it was refused, and with `dryRun`. */
  readonly deletedId?: Maybe<Scalars['ID']['output']>;
  /** What would happen; only with `dryRun`. */
  readonly preview?: Maybe<ChangePreview>;
  /** Whether this is the recorded outcome of an earlier change with the same idempotency key. */
  readonly replayed: Scalars['Boolean']['output'];
  /** Why it was refused; empty when it was done. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** The memberships to remove. */
export type DeleteCommerceAccountMembershipsInput = {
  /** Dry run: the `preview` of each item says what would happen, and nothing is changed. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** A key of your own for the whole bulk, 1 to 255 printable ASCII characters, kept for 24 hours: the same key with the same input is one change, however often it is sent, and every item's recorded outcome is returned. With another input every item is refused (`CONFLICT`), and nothing is sent. Items that failed or were not attempted need a new key, unless no item was made. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Which ones, by global id; at most 500. If one is given twice, the later item is refused. */
  readonly ids: ReadonlyArray<Scalars['ID']['input']>;
  /** Whether to go on when an item is not done. Absent: `CONTINUE`. */
  readonly onError?: InputMaybe<OnError>;
};

/** The outcome of `deleteCommerceAccountMemberships`. */
export type DeleteCommerceAccountMembershipsPayload = {
  readonly __typename?: 'DeleteCommerceAccountMembershipsPayload';
  /** Whether these are the recorded outcomes of an earlier change with the same idempotency key. */
  readonly replayed: Scalars['Boolean']['output'];
  /** One for each item, in the order of the input. */
  readonly results: ReadonlyArray<CommerceAccountMembershipResult>;
};

/** The invitation to withdraw. */
export type DeleteInvitationInput = {
  /** Dry run: `preview` says what would happen, and nothing is changed. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Its global id or its id in the REST API. */
  readonly id: Scalars['ID']['input'];
  /** A key of your own for this change, 1 to 255 printable ASCII characters, kept for 24 hours: the same key with the same input is one change, however often it is sent. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

/** The outcome of `deleteInvitation`. */
export type DeleteInvitationPayload = {
  readonly __typename?: 'DeleteInvitationPayload';
  /** The global id of the withdrawn invitation; null when it was refused, and with `dryRun`. */
  readonly deletedId?: Maybe<Scalars['ID']['output']>;
  /** What would happen; only with `dryRun`. */
  readonly preview?: Maybe<ChangePreview>;
  /** Whether this is the recorded outcome of an earlier change with the same idempotency key. */
  readonly replayed: Scalars['Boolean']['output'];
  /** Why it was refused; empty when it was done. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** The invitations to withdraw. */
export type DeleteInvitationsInput = {
  /** Dry run: the `preview` of each item says what would happen, and nothing is changed. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** A key of your own for the whole bulk, 1 to 255 printable ASCII characters, kept for 24 hours: the same key with the same input is one change, however often it is sent, and every item's recorded outcome is returned. With another input every item is refused (`CONFLICT`), and nothing is sent. Items that failed or were not attempted need a new key, unless no item was made. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Which ones, by global id or id in the REST API; at most 500. If one is given twice, the later item is refused. */
  readonly ids: ReadonlyArray<Scalars['ID']['input']>;
  /** Whether to go on when an item is not done. Absent: `CONTINUE`. */
  readonly onError?: InputMaybe<OnError>;
};

/** The outcome of `deleteInvitations`. */
export type DeleteInvitationsPayload = {
  readonly __typename?: 'DeleteInvitationsPayload';
  /** Whether these are the recorded outcomes of an earlier change with the same idempotency key. */
  readonly replayed: Scalars['Boolean']['output'];
  /** One for each item, in the order of the input. */
  readonly results: ReadonlyArray<InvitationResult>;
};

/** The membership to disable. */
export type DisableAccountMembershipInput = {
  /** Dry run: `preview` says what would happen, and nothing is changed. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Its global id or its id in the REST API. */
  readonly id: Scalars['ID']['input'];
  /** A key of your own for this change, 1 to 255 printable ASCII characters, kept for 24 hours: the same key with the same input is one change, however often it is sent. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

/** The outcome of `disableAccountMembership`. */
export type DisableAccountMembershipPayload = {
  readonly __typename?: 'DisableAccountMembershipPayload';
  /** The membership, now inactive; null when it was refused, with `dryRun`, and when it was done but is hidden from your token. */
  readonly accountMembership?: Maybe<AccountMembership>;
  /** What would happen; only with `dryRun`. */
  readonly preview?: Maybe<ChangePreview>;
  /** Whether this is the recorded outcome of an earlier change with the same idempotency key. The record, if any, is shown as it is now. */
  readonly replayed: Scalars['Boolean']['output'];
  /** Why it was refused; empty when it was done. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** The memberships to disable. */
export type DisableAccountMembershipsInput = {
  /** Dry run: the `preview` of each item says what would happen, and nothing is changed. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** A key of your own for the whole bulk, 1 to 255 printable ASCII characters, kept for 24 hours: the same key with the same input is one change, however often it is sent, and every item's recorded outcome is returned. With another input every item is refused (`CONFLICT`), and nothing is sent. Items that failed or were not attempted need a new key, unless no item was made. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Which ones, by global id or id in the REST API; at most 500. If one is given twice, the later item is refused. */
  readonly ids: ReadonlyArray<Scalars['ID']['input']>;
  /** Whether to go on when an item is not done. Absent: `CONTINUE`. */
  readonly onError?: InputMaybe<OnError>;
};

/** The outcome of `disableAccountMemberships`. */
export type DisableAccountMembershipsPayload = {
  readonly __typename?: 'DisableAccountMembershipsPayload';
  /** Whether these are the recorded outcomes of an earlier change with the same idempotency key. */
  readonly replayed: Scalars['Boolean']['output'];
  /** One for each item, in the order of the input. */
  readonly results: ReadonlyArray<AccountMembershipResult>;
};

/** The membership to enable. */
export type EnableAccountMembershipInput = {
  /** Dry run: `preview` says what would happen, and nothing is changed. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Its global id or its id in the REST API. */
  readonly id: Scalars['ID']['input'];
  /** A key of your own for this change, 1 to 255 printable ASCII characters, kept for 24 hours: the same key with the same input is one change, however often it is sent. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

/** The outcome of `enableAccountMembership`. */
export type EnableAccountMembershipPayload = {
  readonly __typename?: 'EnableAccountMembershipPayload';
  /** The membership, active again; null when it was refused, with `dryRun`, and when it was done but is hidden from your token. */
  readonly accountMembership?: Maybe<AccountMembership>;
  /** What would happen; only with `dryRun`. */
  readonly preview?: Maybe<ChangePreview>;
  /** Whether this is the recorded outcome of an earlier change with the same idempotency key. The record, if any, is shown as it is now. */
  readonly replayed: Scalars['Boolean']['output'];
  /** Why it was refused; empty when it was done. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** The memberships to enable. */
export type EnableAccountMembershipsInput = {
  /** Dry run: the `preview` of each item says what would happen, and nothing is changed. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** A key of your own for the whole bulk, 1 to 255 printable ASCII characters, kept for 24 hours: the same key with the same input is one change, however often it is sent, and every item's recorded outcome is returned. With another input every item is refused (`CONFLICT`), and nothing is sent. Items that failed or were not attempted need a new key, unless no item was made. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Which ones, by global id or id in the REST API; at most 500. If one is given twice, the later item is refused. */
  readonly ids: ReadonlyArray<Scalars['ID']['input']>;
  /** Whether to go on when an item is not done. Absent: `CONTINUE`. */
  readonly onError?: InputMaybe<OnError>;
};

/** The outcome of `enableAccountMemberships`. */
export type EnableAccountMembershipsPayload = {
  readonly __typename?: 'EnableAccountMembershipsPayload';
  /** Whether these are the recorded outcomes of an earlier change with the same idempotency key. */
  readonly replayed: Scalars['Boolean']['output'];
  /** One for each item, in the order of the input. */
  readonly results: ReadonlyArray<AccountMembershipResult>;
};

/** Everything that is known under one e-mail address, in both systems. The address must match exactly, apart from upper and lower case and surrounding blanks; nothing cleverer is tried. All matches are listed, none is merged with another, and a match grants nothing. If one system fails or is not configured, the lists hold what the other one returned, and an error at their path says what is missing. */
export type Identity = {
  readonly __typename?: 'Identity';
  /** The address that was asked for, without surrounding blanks. */
  readonly emailAddress: Scalars['String']['output'];
  /** The pending invitations to this address. Kantata OX cannot search for them, so all pending ones are read: 200 per call, by default in at most 5 calls. */
  readonly invitations?: Maybe<ReadonlyArray<Invitation>>;
  /** Whether all pending invitations were looked at: false when there are more, or when Kantata OX did not answer. Costs the same as `invitations`; selected together, they cost no more. */
  readonly invitationsComplete: Scalars['Boolean']['output'];
  /** Their memberships, those of Kantata OX first, including inactive ones; at most 1000, and of at most 100 people in Elastic Path. Costs the calls for `people`, which are made only once, one call to Kantata OX, and one to Elastic Path for each person and every 100 of their memberships. Null when neither answered. */
  readonly memberships?: Maybe<ReadonlyArray<Membership>>;
  /** Whether `memberships` holds all of them: false when some were cut off or a system did not answer. Costs the same as `memberships`; selected together, they cost no more. */
  readonly membershipsComplete: Scalars['Boolean']['output'];
  /** The people with this address, those of Kantata OX first, including inactive ones. One call to each system; null when neither answered. */
  readonly people?: Maybe<ReadonlyArray<Person>>;
};

/** An invitation into the Kantata OX account. A person who is new to Kantata OX may become a member at once, so that the invitation is never seen pending; that of a person who belongs to another account stays pending until they accept. */
export type Invitation = Node & {
  readonly __typename?: 'Invitation';
  /** Default bill rate per hour in cents of the account's currency. Null when none is set, or when your token may not see it: project leads and above, in the same account only. */
  readonly billRateInCents?: Maybe<Scalars['Int']['output']>;
  /** Billable share of the working time to aim at, in percent. Null when none is set, or when your token may not see it: project leads and above, in the same account only. */
  readonly billabilityTarget?: Maybe<Scalars['Float']['output']>;
  /** Default cost rate per hour in cents of the account's currency. Null when none is set, or when your token may not see it: administrators only. */
  readonly costRateInCents?: Maybe<Scalars['Int']['output']>;
  /** When the invitation was created. Null when the upstream does not send it. */
  readonly createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** The role the person will get in new projects; null when none is set. No extra call. */
  readonly defaultRole?: Maybe<Role>;
  /** Where the invitation was sent. */
  readonly emailAddress?: Maybe<Scalars['String']['output']>;
  /** When the invitation expires, just as the upstream writes it: a date or a date-time. */
  readonly expirationDate?: Maybe<Scalars['String']['output']>;
  /** The invited person's full name. */
  readonly fullName?: Maybe<Scalars['String']['output']>;
  /** The invited person's title or headline. */
  readonly headline?: Maybe<Scalars['String']['output']>;
  /** Global, opaque id. */
  readonly id: Scalars['ID']['output'];
  /** The user who was invited; null while there is no such user. May belong to another account. No extra call. */
  readonly invitee?: Maybe<User>;
  /** The user who sent the invitation. No extra call. */
  readonly inviter?: Maybe<User>;
  /** Whether the invitation still waits to be accepted. */
  readonly pending?: Maybe<Scalars['Boolean']['output']>;
  /** The permission the person will have in the account. */
  readonly permission?: Maybe<AccountPermission>;
  /** The invitation's id in the Kantata OX REST API. */
  readonly sourceId: Scalars['ID']['output'];
};

/** One window of a list of invitations, as a Relay connection. Under `search` a page may be shorter than asked for. */
export type InvitationConnection = {
  readonly __typename?: 'InvitationConnection';
  /** The rows of the window, each with its cursor. */
  readonly edges: ReadonlyArray<InvitationEdge>;
  /** The rows of the window without cursors: the shorter way to select them. */
  readonly nodes: ReadonlyArray<Invitation>;
  /** Where the window lies in the list, and how to go on. */
  readonly pageInfo: PageInfo;
  /** How many rows match, over all pages. Under `search` an upper bound. Null when the upstream did not say. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
};

/** One row of a list of invitations. */
export type InvitationEdge = {
  readonly __typename?: 'InvitationEdge';
  /** The row's place in this list, for `after` and `before`. Opaque, and valid only for the list it came from, with the same filter and order. */
  readonly cursor: Scalars['String']['output'];
  /** The row itself. */
  readonly node: Invitation;
};

/** Which invitations to list. All given conditions must hold. A blank string counts as absent. There is no filter by e-mail address. */
export type InvitationFilter = {
  /** By the invited person's full name. The upstream decides what matches; a part of the name is usually enough. Not together with `search`. */
  readonly byFullName?: InputMaybe<Scalars['String']['input']>;
  /** Pending ones or all. Absent or null: `PENDING`. */
  readonly pending?: InputMaybe<InvitationPendingFilter>;
  /** Free text for the upstream's search. The rows come in order of relevance, and the upstream decides whether `orderBy` still counts. `totalCount` is then an upper bound, and a page may be short. */
  readonly search?: InputMaybe<Scalars['String']['input']>;
};

/** How to order a list of invitations. */
export type InvitationOrder = {
  /** The direction. Absent or null: `ASC`. */
  readonly direction?: InputMaybe<SortDirection>;
  /** What to order by. */
  readonly field: InvitationOrderField;
};

/** What a list of invitations can be ordered by. */
export type InvitationOrderField =
  /** The default bill rate. */
  | 'BILL_RATE'
  /** The default cost rate. */
  | 'COST_RATE'
  /** The time of creation. */
  | 'CREATED_AT'
  /** The time it expires. */
  | 'EXPIRATION_DATE'
  /** The invited person's full name. */
  | 'FULL_NAME'
  /** The account permission. */
  | 'PERMISSION';

/** Which invitations a list shows. */
export type InvitationPendingFilter =
  /** All, including accepted ones. */
  | 'ANY'
  /** Only those that wait to be accepted. The default. */
  | 'PENDING';

/** What became of one item of a bulk change of invitations. */
export type InvitationResult = {
  readonly __typename?: 'InvitationResult';
  /** Why it failed, or why its outcome is not known. */
  readonly error?: Maybe<ItemError>;
  /** The global id of the record, where it is known. */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** The item's place in the input, from 0. */
  readonly index: Scalars['Int']['output'];
  /** The record after the change; null when it was not made, or is hidden from your token. */
  readonly invitation?: Maybe<Invitation>;
  /** What would happen; only with `dryRun`. */
  readonly preview?: Maybe<ChangePreview>;
  /** What became of it. */
  readonly status: ItemStatus;
  /** Why it was refused, each with the path down to the item. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** Why an item of a bulk change failed, or why its outcome is not known. */
export type ItemError = {
  readonly __typename?: 'ItemError';
  /** One of the codes of errors at the top level, such as `RATE_LIMITED`. */
  readonly code: Scalars['String']['output'];
  /** The reason, for people. */
  readonly message: Scalars['String']['output'];
  /** Milliseconds after which another try may go through, where the upstream said so. */
  readonly retryAfterMs?: Maybe<Scalars['Int']['output']>;
};

/** What became of one item of a bulk change. */
export type ItemStatus =
  /** The change was made. */
  | 'DONE'
  /** It failed: `error` says why. Nothing was changed. */
  | 'FAILED'
  /** It was not sent: this was a dry run, an earlier item was not done and `onError` is `STOP`, the client left, the gateway shut down, or time ran out. */
  | 'NOT_ATTEMPTED'
  /** It may or may not have been made: before you repeat it, read the record, or look for a new one in its list. */
  | 'OUTCOME_UNKNOWN'
  /** It was refused: `userErrors` says why. Nothing was changed. */
  | 'REFUSED';

/** A person's membership in an account, whichever system keeps it. */
export type Membership = {
  /** When the membership was created. */
  readonly createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** Global, opaque id. */
  readonly id: Scalars['ID']['output'];
  /** Whose membership it is. */
  readonly person?: Maybe<Person>;
  /** The system that keeps this membership. */
  readonly source: Source;
  /** The id in that system's REST API. */
  readonly sourceId: Scalars['ID']['output'];
  /** When the membership was last changed. */
  readonly updatedAt?: Maybe<Scalars['DateTime']['output']>;
};

/** Whether a membership is in use. */
export type MembershipStatus =
  /** In use. */
  | 'ACTIVE'
  /** Disabled; everything about it is kept. */
  | 'INACTIVE';

/** Which memberships a list shows, by their status. */
export type MembershipStatusFilter =
  /** Only those in use. The default. */
  | 'ACTIVE'
  /** Both. */
  | 'ANY'
  /** Only the disabled ones. */
  | 'INACTIVE';

/** Everything that can be changed. If the upstream refuses an input, `userErrors` says why; every other failure is an error at the top level. A change is applied at most once. If its outcome is not known, the error's code is `OUTCOME_UNKNOWN`, and its message says how to find out. */
export type Mutation = {
  readonly __typename?: 'Mutation';
  /** Makes an account member a member of an account. Needs a token that may write: an account token may only read. */
  readonly createCommerceAccountMembership?: Maybe<CreateCommerceAccountMembershipPayload>;
  /** Makes many people members of accounts: one upstream call for each. One result for each item, in the order of the input; at most 500 items. */
  readonly createCommerceAccountMemberships?: Maybe<CreateCommerceAccountMembershipsPayload>;
  /** Invites a person into the account and e-mails them: the only way to add a member. Members beyond the contracted licences may be billed. The upstream limits how often this can be called. */
  readonly createInvitation?: Maybe<CreateInvitationPayload>;
  /** Invites many people: one upstream call for every 50. An invitation that is refused does not hold up the others: they are looked up among the newest invitations, and sent once more if they are not there (one by one, if the upstream does not say which it refuses). An invitation to the same address with the same terms counts as made. One result for each item, in the order of the input; at most 500 items. */
  readonly createInvitations?: Maybe<CreateInvitationsPayload>;
  /** Removes a member from the account. Cannot be undone: the user is moved to an account of their own and keeps read-only access to their projects. `disableAccountMembership` is nearly always what you want. The owner of the account cannot be removed. */
  readonly deleteAccountMembership?: Maybe<DeleteAccountMembershipPayload>;
  /** Takes a member out of an account. The person and their other memberships stay. Needs a token that may write. */
  readonly deleteCommerceAccountMembership?: Maybe<DeleteCommerceAccountMembershipPayload>;
  /** Takes many members out of accounts: one upstream call for each. One result for each item, in the order of the input; at most 500 items. */
  readonly deleteCommerceAccountMemberships?: Maybe<DeleteCommerceAccountMembershipsPayload>;
  /** Withdraws an invitation. Cannot be undone; the person can be invited anew. */
  readonly deleteInvitation?: Maybe<DeleteInvitationPayload>;
  /** Withdraws many invitations: one upstream call for each. One result for each item, in the order of the input; at most 500 items. */
  readonly deleteInvitations?: Maybe<DeleteInvitationsPayload>;
  /** Disables a membership: the member can no longer use the account; the membership and its data are kept and can be enabled again. The better choice than removing it. */
  readonly disableAccountMembership?: Maybe<DisableAccountMembershipPayload>;
  /** Disables many memberships: one upstream call for each. One result for each item, in the order of the input; at most 500 items. */
  readonly disableAccountMemberships?: Maybe<DisableAccountMembershipsPayload>;
  /** Enables a disabled membership again. It may take up a licence. */
  readonly enableAccountMembership?: Maybe<EnableAccountMembershipPayload>;
  /** Enables many disabled memberships: one upstream call for each. One result for each item, in the order of the input; at most 500 items. */
  readonly enableAccountMemberships?: Maybe<EnableAccountMembershipsPayload>;
  /** Sends the e-mail of an invitation again. The upstream limits how often this can be called. */
  readonly resendInvitation?: Maybe<ResendInvitationPayload>;
  /** Sends many invitations again: one e-mail and one upstream call for each. One result for each item, in the order of the input; at most 500 items. */
  readonly resendInvitations?: Maybe<ResendInvitationsPayload>;
  /** Changes a membership, active or not. What you select below the result costs no extra call if it needs none under `accountMembership`; only `costRates`, `futureBillableUtilizations`, `possibleManagers` and `possibleManagees` are read after the change. */
  readonly updateAccountMembership?: Maybe<UpdateAccountMembershipPayload>;
  /** Changes many memberships, each in its own way: one upstream call for each. One result for each item, in the order of the input; at most 500 items. */
  readonly updateAccountMemberships?: Maybe<UpdateAccountMembershipsPayload>;
  /** Changes the custom fields of a membership; it has nothing else to change. One call to read whose membership it is, one to change it. Needs a token that may write. */
  readonly updateCommerceAccountMembership?: Maybe<UpdateCommerceAccountMembershipPayload>;
  /** Changes many memberships: one upstream call for each. Whose memberships they are is read first: one call for each account, more if the account has more than 100 memberships. An item with `ifUnchangedSince` is read just before its own change. One result for each item, in the order of the input; at most 500 items. */
  readonly updateCommerceAccountMemberships?: Maybe<UpdateCommerceAccountMembershipsPayload>;
  /** Changes an invitation. What you select below the result costs no extra call if it needs none under `invitation`. */
  readonly updateInvitation?: Maybe<UpdateInvitationPayload>;
};


/** Everything that can be changed. If the upstream refuses an input, `userErrors` says why; every other failure is an error at the top level. A change is applied at most once. If its outcome is not known, the error's code is `OUTCOME_UNKNOWN`, and its message says how to find out. */
export type MutationCreateCommerceAccountMembershipArgs = {
  input: CreateCommerceAccountMembershipInput;
};


/** Everything that can be changed. If the upstream refuses an input, `userErrors` says why; every other failure is an error at the top level. A change is applied at most once. If its outcome is not known, the error's code is `OUTCOME_UNKNOWN`, and its message says how to find out. */
export type MutationCreateCommerceAccountMembershipsArgs = {
  input: CreateCommerceAccountMembershipsInput;
};


/** Everything that can be changed. If the upstream refuses an input, `userErrors` says why; every other failure is an error at the top level. A change is applied at most once. If its outcome is not known, the error's code is `OUTCOME_UNKNOWN`, and its message says how to find out. */
export type MutationCreateInvitationArgs = {
  input: CreateInvitationInput;
};


/** Everything that can be changed. If the upstream refuses an input, `userErrors` says why; every other failure is an error at the top level. A change is applied at most once. If its outcome is not known, the error's code is `OUTCOME_UNKNOWN`, and its message says how to find out. */
export type MutationCreateInvitationsArgs = {
  input: CreateInvitationsInput;
};


/** Everything that can be changed. If the upstream refuses an input, `userErrors` says why; every other failure is an error at the top level. A change is applied at most once. If its outcome is not known, the error's code is `OUTCOME_UNKNOWN`, and its message says how to find out. */
export type MutationDeleteAccountMembershipArgs = {
  input: DeleteAccountMembershipInput;
};


/** Everything that can be changed. If the upstream refuses an input, `userErrors` says why; every other failure is an error at the top level. A change is applied at most once. If its outcome is not known, the error's code is `OUTCOME_UNKNOWN`, and its message says how to find out. */
export type MutationDeleteCommerceAccountMembershipArgs = {
  input: DeleteCommerceAccountMembershipInput;
};


/** Everything that can be changed. If the upstream refuses an input, `userErrors` says why; every other failure is an error at the top level. A change is applied at most once. If its outcome is not known, the error's code is `OUTCOME_UNKNOWN`, and its message says how to find out. */
export type MutationDeleteCommerceAccountMembershipsArgs = {
  input: DeleteCommerceAccountMembershipsInput;
};


/** Everything that can be changed. If the upstream refuses an input, `userErrors` says why; every other failure is an error at the top level. A change is applied at most once. If its outcome is not known, the error's code is `OUTCOME_UNKNOWN`, and its message says how to find out. */
export type MutationDeleteInvitationArgs = {
  input: DeleteInvitationInput;
};


/** Everything that can be changed. If the upstream refuses an input, `userErrors` says why; every other failure is an error at the top level. A change is applied at most once. If its outcome is not known, the error's code is `OUTCOME_UNKNOWN`, and its message says how to find out. */
export type MutationDeleteInvitationsArgs = {
  input: DeleteInvitationsInput;
};


/** Everything that can be changed. If the upstream refuses an input, `userErrors` says why; every other failure is an error at the top level. A change is applied at most once. If its outcome is not known, the error's code is `OUTCOME_UNKNOWN`, and its message says how to find out. */
export type MutationDisableAccountMembershipArgs = {
  input: DisableAccountMembershipInput;
};


/** Everything that can be changed. If the upstream refuses an input, `userErrors` says why; every other failure is an error at the top level. A change is applied at most once. If its outcome is not known, the error's code is `OUTCOME_UNKNOWN`, and its message says how to find out. */
export type MutationDisableAccountMembershipsArgs = {
  input: DisableAccountMembershipsInput;
};


/** Everything that can be changed. If the upstream refuses an input, `userErrors` says why; every other failure is an error at the top level. A change is applied at most once. If its outcome is not known, the error's code is `OUTCOME_UNKNOWN`, and its message says how to find out. */
export type MutationEnableAccountMembershipArgs = {
  input: EnableAccountMembershipInput;
};


/** Everything that can be changed. If the upstream refuses an input, `userErrors` says why; every other failure is an error at the top level. A change is applied at most once. If its outcome is not known, the error's code is `OUTCOME_UNKNOWN`, and its message says how to find out. */
export type MutationEnableAccountMembershipsArgs = {
  input: EnableAccountMembershipsInput;
};


/** Everything that can be changed. If the upstream refuses an input, `userErrors` says why; every other failure is an error at the top level. A change is applied at most once. If its outcome is not known, the error's code is `OUTCOME_UNKNOWN`, and its message says how to find out. */
export type MutationResendInvitationArgs = {
  input: ResendInvitationInput;
};


/** Everything that can be changed. If the upstream refuses an input, `userErrors` says why; every other failure is an error at the top level. A change is applied at most once. If its outcome is not known, the error's code is `OUTCOME_UNKNOWN`, and its message says how to find out. */
export type MutationResendInvitationsArgs = {
  input: ResendInvitationsInput;
};


/** Everything that can be changed. If the upstream refuses an input, `userErrors` says why; every other failure is an error at the top level. A change is applied at most once. If its outcome is not known, the error's code is `OUTCOME_UNKNOWN`, and its message says how to find out. */
export type MutationUpdateAccountMembershipArgs = {
  input: UpdateAccountMembershipInput;
};


/** Everything that can be changed. If the upstream refuses an input, `userErrors` says why; every other failure is an error at the top level. A change is applied at most once. If its outcome is not known, the error's code is `OUTCOME_UNKNOWN`, and its message says how to find out. */
export type MutationUpdateAccountMembershipsArgs = {
  input: UpdateAccountMembershipsInput;
};


/** Everything that can be changed. If the upstream refuses an input, `userErrors` says why; every other failure is an error at the top level. A change is applied at most once. If its outcome is not known, the error's code is `OUTCOME_UNKNOWN`, and its message says how to find out. */
export type MutationUpdateCommerceAccountMembershipArgs = {
  input: UpdateCommerceAccountMembershipInput;
};


/** Everything that can be changed. If the upstream refuses an input, `userErrors` says why; every other failure is an error at the top level. A change is applied at most once. If its outcome is not known, the error's code is `OUTCOME_UNKNOWN`, and its message says how to find out. */
export type MutationUpdateCommerceAccountMembershipsArgs = {
  input: UpdateCommerceAccountMembershipsInput;
};


/** Everything that can be changed. If the upstream refuses an input, `userErrors` says why; every other failure is an error at the top level. A change is applied at most once. If its outcome is not known, the error's code is `OUTCOME_UNKNOWN`, and its message says how to find out. */
export type MutationUpdateInvitationArgs = {
  input: UpdateInvitationInput;
};

/** Anything that has a global id and can be asked for again with `node`. */
export type Node = {
  /** Global, opaque id, unique over all types and systems. */
  readonly id: Scalars['ID']['output'];
};

/** What to do with the remaining items when one item of a bulk change is not done. */
export type OnError =
  /** Go on with the others, several at a time. */
  | 'CONTINUE'
  /** Change one item at a time, and attempt none after the first that is not done. */
  | 'STOP';

/** Where a window lies in its list. */
export type PageInfo = {
  readonly __typename?: 'PageInfo';
  /** The cursor of the last row of the window; null when it has no rows. */
  readonly endCursor?: Maybe<Scalars['String']['output']>;
  /** Whether there are rows after this window: go on with `after: endCursor`. */
  readonly hasNextPage: Scalars['Boolean']['output'];
  /** Whether there are rows before this window: go back with `before: startCursor`. */
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  /** The cursor of the first row of the window; null when it has no rows. */
  readonly startCursor?: Maybe<Scalars['String']['output']>;
};

/** A person, whichever system keeps the record. One human may have a record in each system; they are never merged. */
export type Person = {
  /** The person's e-mail address, as the system spells it. */
  readonly emailAddress?: Maybe<Scalars['String']['output']>;
  /** The person's full name. */
  readonly fullName?: Maybe<Scalars['String']['output']>;
  /** Global, opaque id. */
  readonly id: Scalars['ID']['output'];
  /** The system that keeps this record. */
  readonly source: Source;
  /** The id in that system's REST API. */
  readonly sourceId: Scalars['ID']['output'];
};

/** A REST call that a change would make. */
export type PlannedRequest = {
  readonly __typename?: 'PlannedRequest';
  /** The JSON body; null when there is none. */
  readonly body?: Maybe<Scalars['JSONObject']['output']>;
  /** The HTTP method. */
  readonly method: Scalars['String']['output'];
  /** The path below the base URL of the upstream. */
  readonly path: Scalars['String']['output'];
};

/** Everything that can be read. A query by id answers null, without an error, if the record does not exist or is hidden from your token. If an upstream fails, only the fields that needed it are lost: they are null, with an error at their path. */
export type Query = {
  readonly __typename?: 'Query';
  /** One account membership, active or not. Null when it does not exist or is hidden from your token. One upstream call, two when it is not found at once. */
  readonly accountMembership?: Maybe<AccountMembership>;
  /** The memberships of the account, active ones unless `filter.status` says otherwise. One upstream call for every 200 rows. */
  readonly accountMemberships?: Maybe<AccountMembershipConnection>;
  /** One account. Null when it does not exist or is hidden from your token. One upstream call. */
  readonly commerceAccount?: Maybe<CommerceAccount>;
  /** One account member. Null when there is none, or when hidden from your token. One upstream call. */
  readonly commerceAccountMember?: Maybe<CommerceAccountMember>;
  /** The account members of the store. One upstream call for every 100 rows. Rows beyond the first 10,100 cannot be read: narrow the filter. */
  readonly commerceAccountMembers?: Maybe<CommerceAccountMemberConnection>;
  /** One membership in an account of Elastic Path. Null when it does not exist or is hidden from your token. One upstream call. */
  readonly commerceAccountMembership?: Maybe<CommerceAccountMembership>;
  /** The accounts of the store. One upstream call for every 100 rows. Rows beyond the first 10,100 can only be read when ordered by `ID`, with one more call for every 10,000 rows before them. */
  readonly commerceAccounts?: Maybe<CommerceAccountConnection>;
  /** Who and what is known under an e-mail address, in both systems at once. Costs nothing by itself: each of its fields says what it costs. */
  readonly identity?: Maybe<Identity>;
  /** One invitation, pending or not. Null when it does not exist or is hidden from your token. One upstream call, two when it is not found at once. */
  readonly invitation?: Maybe<Invitation>;
  /** The invitations into the account, pending ones unless `filter.pending` says otherwise. One upstream call for every 200 rows. */
  readonly invitations?: Maybe<InvitationConnection>;
  /** The user whose token is used with Kantata OX. One upstream call. */
  readonly me?: Maybe<User>;
  /** Any record by its global id. Null when it does not exist, is hidden from your token, or is of a kind that cannot be read by id (its type says so). One upstream call, or two where the type's own query says so. */
  readonly node?: Maybe<Node>;
  /** Many records by their global ids, in the order of the ids, with null in place of each that is not found. One upstream call for every 150 ids of one type of Kantata OX and for every 100 accounts or tags of Elastic Path. Account members take one call each; memberships in one account, about one for every 100 that the account has. Memberships, roles and invitations of Kantata OX that are not found at once are asked for once more. */
  readonly nodes?: Maybe<ReadonlyArray<Maybe<Node>>>;
  /** One role, deleted or not. Null when it does not exist or is hidden from your token. One upstream call, two when it is not found at once. */
  readonly role?: Maybe<Role>;
  /** The roles of the account. One upstream call for every 200 rows. */
  readonly roles?: Maybe<RoleConnection>;
  /** One skill. Null when it does not exist or is hidden from your token. One upstream call. */
  readonly skill?: Maybe<Skill>;
  /** The skills of the account. One upstream call for every 200 rows. */
  readonly skills?: Maybe<SkillConnection>;
  /** One user of your account, active or not. Null when there is none, or when hidden from your token. One upstream call. */
  readonly user?: Maybe<User>;
  /** The users of your account, whether or not they take part in projects. One upstream call for every 200 rows. */
  readonly users?: Maybe<UserConnection>;
};


/** Everything that can be read. A query by id answers null, without an error, if the record does not exist or is hidden from your token. If an upstream fails, only the fields that needed it are lost: they are null, with an error at their path. */
export type QueryAccountMembershipArgs = {
  id: Scalars['ID']['input'];
};


/** Everything that can be read. A query by id answers null, without an error, if the record does not exist or is hidden from your token. If an upstream fails, only the fields that needed it are lost: they are null, with an error at their path. */
export type QueryAccountMembershipsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<AccountMembershipFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<AccountMembershipOrder>;
};


/** Everything that can be read. A query by id answers null, without an error, if the record does not exist or is hidden from your token. If an upstream fails, only the fields that needed it are lost: they are null, with an error at their path. */
export type QueryCommerceAccountArgs = {
  id: Scalars['ID']['input'];
};


/** Everything that can be read. A query by id answers null, without an error, if the record does not exist or is hidden from your token. If an upstream fails, only the fields that needed it are lost: they are null, with an error at their path. */
export type QueryCommerceAccountMemberArgs = {
  id: Scalars['ID']['input'];
};


/** Everything that can be read. A query by id answers null, without an error, if the record does not exist or is hidden from your token. If an upstream fails, only the fields that needed it are lost: they are null, with an error at their path. */
export type QueryCommerceAccountMembersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<CommerceAccountMemberFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<CommerceAccountMemberOrder>;
};


/** Everything that can be read. A query by id answers null, without an error, if the record does not exist or is hidden from your token. If an upstream fails, only the fields that needed it are lost: they are null, with an error at their path. */
export type QueryCommerceAccountMembershipArgs = {
  id: Scalars['ID']['input'];
};


/** Everything that can be read. A query by id answers null, without an error, if the record does not exist or is hidden from your token. If an upstream fails, only the fields that needed it are lost: they are null, with an error at their path. */
export type QueryCommerceAccountsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<CommerceAccountFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<CommerceAccountOrder>;
};


/** Everything that can be read. A query by id answers null, without an error, if the record does not exist or is hidden from your token. If an upstream fails, only the fields that needed it are lost: they are null, with an error at their path. */
export type QueryIdentityArgs = {
  emailAddress: Scalars['String']['input'];
};


/** Everything that can be read. A query by id answers null, without an error, if the record does not exist or is hidden from your token. If an upstream fails, only the fields that needed it are lost: they are null, with an error at their path. */
export type QueryInvitationArgs = {
  id: Scalars['ID']['input'];
};


/** Everything that can be read. A query by id answers null, without an error, if the record does not exist or is hidden from your token. If an upstream fails, only the fields that needed it are lost: they are null, with an error at their path. */
export type QueryInvitationsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<InvitationFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<InvitationOrder>;
};


/** Everything that can be read. A query by id answers null, without an error, if the record does not exist or is hidden from your token. If an upstream fails, only the fields that needed it are lost: they are null, with an error at their path. */
export type QueryNodeArgs = {
  id: Scalars['ID']['input'];
};


/** Everything that can be read. A query by id answers null, without an error, if the record does not exist or is hidden from your token. If an upstream fails, only the fields that needed it are lost: they are null, with an error at their path. */
export type QueryNodesArgs = {
  ids: ReadonlyArray<Scalars['ID']['input']>;
};


/** Everything that can be read. A query by id answers null, without an error, if the record does not exist or is hidden from your token. If an upstream fails, only the fields that needed it are lost: they are null, with an error at their path. */
export type QueryRoleArgs = {
  id: Scalars['ID']['input'];
};


/** Everything that can be read. A query by id answers null, without an error, if the record does not exist or is hidden from your token. If an upstream fails, only the fields that needed it are lost: they are null, with an error at their path. */
export type QueryRolesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<RoleFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<RoleOrder>;
};


/** Everything that can be read. A query by id answers null, without an error, if the record does not exist or is hidden from your token. If an upstream fails, only the fields that needed it are lost: they are null, with an error at their path. */
export type QuerySkillArgs = {
  id: Scalars['ID']['input'];
};


/** Everything that can be read. A query by id answers null, without an error, if the record does not exist or is hidden from your token. If an upstream fails, only the fields that needed it are lost: they are null, with an error at their path. */
export type QuerySkillsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<SkillFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<SkillOrder>;
};


/** Everything that can be read. A query by id answers null, without an error, if the record does not exist or is hidden from your token. If an upstream fails, only the fields that needed it are lost: they are null, with an error at their path. */
export type QueryUserArgs = {
  id: Scalars['ID']['input'];
};


/** Everything that can be read. A query by id answers null, without an error, if the record does not exist or is hidden from your token. If an upstream fails, only the fields that needed it are lost: they are null, with an error at their path. */
export type QueryUsersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<UserFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<UserOrder>;
};

/** The invitation to send again. */
export type ResendInvitationInput = {
  /** Dry run: `preview` says what would happen, and nothing is changed. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Its global id or its id in the REST API. */
  readonly id: Scalars['ID']['input'];
  /** A key of your own for this change, 1 to 255 printable ASCII characters, kept for 24 hours: the same key with the same input is one change, however often it is sent. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

/** The outcome of `resendInvitation`. */
export type ResendInvitationPayload = {
  readonly __typename?: 'ResendInvitationPayload';
  /** The invitation; null when it was refused, with `dryRun`, and when it was done but is hidden from your token. */
  readonly invitation?: Maybe<Invitation>;
  /** What would happen; only with `dryRun`. */
  readonly preview?: Maybe<ChangePreview>;
  /** Whether this is the recorded outcome of an earlier change with the same idempotency key. The record, if any, is shown as it is now. */
  readonly replayed: Scalars['Boolean']['output'];
  /** Why it was refused; empty when it was done. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** The invitations to send again. */
export type ResendInvitationsInput = {
  /** Dry run: the `preview` of each item says what would happen, and nothing is changed. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** A key of your own for the whole bulk, 1 to 255 printable ASCII characters, kept for 24 hours: the same key with the same input is one change, however often it is sent, and every item's recorded outcome is returned. With another input every item is refused (`CONFLICT`), and nothing is sent. Items that failed or were not attempted need a new key, unless no item was made. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Which ones, by global id or id in the REST API; at most 500. If one is given twice, the later item is refused. */
  readonly ids: ReadonlyArray<Scalars['ID']['input']>;
  /** Whether to go on when an item is not done. Absent: `CONTINUE`. */
  readonly onError?: InputMaybe<OnError>;
};

/** The outcome of `resendInvitations`. */
export type ResendInvitationsPayload = {
  readonly __typename?: 'ResendInvitationsPayload';
  /** Whether these are the recorded outcomes of an earlier change with the same idempotency key. */
  readonly replayed: Scalars['Boolean']['output'];
  /** One for each item, in the order of the input. */
  readonly results: ReadonlyArray<InvitationResult>;
};

/** A role members can have in projects, such as Consultant. */
export type Role = Node & {
  readonly __typename?: 'Role';
  /** When the role was created. */
  readonly createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** When the role was deleted; null while it can be used. A deleted role stays with those who have it. */
  readonly deletedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Global, opaque id. */
  readonly id: Scalars['ID']['output'];
  /** The role's name. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** The role's id in the Kantata OX REST API. */
  readonly sourceId: Scalars['ID']['output'];
  /** When the role was last changed. */
  readonly updatedAt?: Maybe<Scalars['DateTime']['output']>;
};

/** One window of a list of roles, as a Relay connection. */
export type RoleConnection = {
  readonly __typename?: 'RoleConnection';
  /** The rows of the window, each with its cursor. */
  readonly edges: ReadonlyArray<RoleEdge>;
  /** The rows of the window without cursors: the shorter way to select them. */
  readonly nodes: ReadonlyArray<Role>;
  /** Where the window lies in the list, and how to go on. */
  readonly pageInfo: PageInfo;
  /** How many rows match, over all pages. Null when the upstream did not say. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
};

/** One row of a list of roles. */
export type RoleEdge = {
  readonly __typename?: 'RoleEdge';
  /** The row's place in this list, for `after` and `before`. Opaque, and valid only for the list it came from, with the same filter and order. */
  readonly cursor: Scalars['String']['output'];
  /** The row itself. */
  readonly node: Role;
};

/** Which roles to list. All given conditions must hold. */
export type RoleFilter = {
  /** Whether to list deleted roles, too. Absent or null: false. */
  readonly includeDeleted?: InputMaybe<Scalars['Boolean']['input']>;
  /** By name. The upstream decides what matches; a part of the name is usually enough. Blank counts as absent. */
  readonly matching?: InputMaybe<Scalars['String']['input']>;
};

/** How to order a list of roles. */
export type RoleOrder = {
  /** The direction. Absent or null: `ASC`. */
  readonly direction?: InputMaybe<SortDirection>;
  /** What to order by. */
  readonly field: RoleOrderField;
};

/** What a list of roles can be ordered by. */
export type RoleOrderField =
  /** The name, alphabetically. */
  | 'ALPHABETICAL';

/** A skill that users of the account can have. */
export type Skill = Node & {
  readonly __typename?: 'Skill';
  /** What kind of skill it is. No extra call on `skill` and `skills`; elsewhere, one for all of them together. */
  readonly category?: Maybe<SkillCategory>;
  /** When the skill was created. */
  readonly createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** What the skill means; null when it has no description. */
  readonly description?: Maybe<Scalars['String']['output']>;
  /** Global, opaque id. */
  readonly id: Scalars['ID']['output'];
  /** The highest possible level: 1 (users have the skill or not) or 5. */
  readonly maxLevel?: Maybe<Scalars['Int']['output']>;
  /** The skill's name. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** The skill's id in the Kantata OX REST API. */
  readonly sourceId: Scalars['ID']['output'];
  /** When the skill was last changed. */
  readonly updatedAt?: Maybe<Scalars['DateTime']['output']>;
};

/** A kind of skill. The upstream fixes the kinds: Skill, Language, Certification, Other. */
export type SkillCategory = Node & {
  readonly __typename?: 'SkillCategory';
  /** Global, opaque id. */
  readonly id: Scalars['ID']['output'];
  /** The category's name. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** The category's id in the Kantata OX REST API. */
  readonly sourceId: Scalars['ID']['output'];
};

/** One window of a list of skills, as a Relay connection. */
export type SkillConnection = {
  readonly __typename?: 'SkillConnection';
  /** The rows of the window, each with its cursor. */
  readonly edges: ReadonlyArray<SkillEdge>;
  /** The rows of the window without cursors: the shorter way to select them. */
  readonly nodes: ReadonlyArray<Skill>;
  /** Where the window lies in the list, and how to go on. */
  readonly pageInfo: PageInfo;
  /** How many rows match, over all pages. Null when the upstream did not say. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
};

/** Which skills members must have. */
export type SkillCriteria = {
  /** The skills: ids of `Skill`, at most 100. An empty list matches nothing and costs no call. */
  readonly ids: ReadonlyArray<Scalars['ID']['input']>;
  /** Limits some of the skills in `ids` to certain levels. A skill that is not listed here counts at any level; one that is listed twice, at the levels of both entries. */
  readonly levels?: InputMaybe<ReadonlyArray<SkillLevelsInput>>;
  /** Whether members must have all of them or one is enough. Absent or null: `AND`. */
  readonly operation?: InputMaybe<SkillOperation>;
};

/** One row of a list of skills. */
export type SkillEdge = {
  readonly __typename?: 'SkillEdge';
  /** The row's place in this list, for `after` and `before`. Opaque, and valid only for the list it came from, with the same filter and order. */
  readonly cursor: Scalars['String']['output'];
  /** The row itself. */
  readonly node: Skill;
};

/** Which skills to list. All given conditions must hold. */
export type SkillFilter = {
  /** Skills of one of these kinds: ids of `SkillCategory`, at most 200. An empty list matches nothing and costs no call. */
  readonly categoryIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** By name. The upstream decides what matches; a part of the name is usually enough. Blank counts as absent. */
  readonly matching?: InputMaybe<Scalars['String']['input']>;
};

/** The levels of one skill that count. */
export type SkillLevelsInput = {
  /** The levels that count, at least one, each 1 to the skill's `maxLevel`. */
  readonly levels: ReadonlyArray<Scalars['Int']['input']>;
  /** The skill, one of `SkillCriteria.ids`. */
  readonly skillId: Scalars['ID']['input'];
};

/** The fact that a user has a skill, at some level. */
export type SkillMembership = Node & {
  readonly __typename?: 'SkillMembership';
  /** When the skill was given to the user. */
  readonly createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** The user who recorded it. One extra call for every 150 users. */
  readonly creator?: Maybe<User>;
  /** Global, opaque id. */
  readonly id: Scalars['ID']['output'];
  /** The user's level in the skill, 1 to `maxLevel`; 0 when none was set. */
  readonly level?: Maybe<Scalars['Int']['output']>;
  /** The highest level of the skill: 1 or 5. */
  readonly maxLevel?: Maybe<Scalars['Int']['output']>;
  /** The skill. One extra call for every 150 skills; for the name alone select `skillName`. */
  readonly skill?: Maybe<Skill>;
  /** The name of the skill. Costs nothing, unlike `skill { name }`. */
  readonly skillName?: Maybe<Scalars['String']['output']>;
  /** The skill membership's id in the Kantata OX REST API. */
  readonly sourceId: Scalars['ID']['output'];
  /** When this was last changed. */
  readonly updatedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The user who has the skill. One extra call for every 150 users. */
  readonly user?: Maybe<User>;
};

/** How several skills combine. */
export type SkillOperation =
  /** All of them. */
  | 'AND'
  /** At least one of them. */
  | 'OR';

/** How to order a list of skills. */
export type SkillOrder = {
  /** The direction. Absent or null: `ASC`. */
  readonly direction?: InputMaybe<SortDirection>;
  /** What to order by. */
  readonly field: SkillOrderField;
};

/** What a list of skills can be ordered by. */
export type SkillOrderField =
  /** The name, alphabetically. */
  | 'ALPHABETICAL';

/** The direction of an order. */
export type SortDirection =
  /** Smallest, oldest or first in the alphabet first. */
  | 'ASC'
  /** Largest, newest or last in the alphabet first. */
  | 'DESC';

/** The system that keeps a record. */
export type Source =
  /** Elastic Path Commerce Cloud. */
  | 'ELASTIC_PATH'
  /** Kantata OX, formerly Mavenlink. */
  | 'KANTATA_OX';

/** Changes to one membership. A field that is absent keeps its value; an explicit null clears it. With nothing to change, the membership is read and nothing is written. */
export type UpdateAccountMembershipInput = {
  /** Default bill rate per hour in cents of the account's currency. */
  readonly billRateInCents?: InputMaybe<Scalars['Int']['input']>;
  /** Billable share of the working time to aim at, in percent, 0 to 100. */
  readonly billabilityTarget?: InputMaybe<Scalars['Int']['input']>;
  /** What the new default role means for existing projects: replace the role there (`UPDATE_WITH_NEW_ROLE`), add to it (`ADD_ANOTHER_ROLE`) or leave it (`KEEP_EXISTING_ROLE`). Required with a `defaultRoleId` that is not null: without it the change is refused (`INVALID`), and nothing is sent. */
  readonly changeRoleOption?: InputMaybe<ChangeRoleOption>;
  /** Default cost rate per hour in cents of the account's currency. Needs an administrator's token. */
  readonly costRateInCents?: InputMaybe<Scalars['Int']['input']>;
  /** Whether the member is always read-only in projects. */
  readonly defaultReadOnly?: InputMaybe<Scalars['Boolean']['input']>;
  /** The new default role: the id of a `Role`. Needs `changeRoleOption`, unless it is null, which clears the role. */
  readonly defaultRoleId?: InputMaybe<Scalars['ID']['input']>;
  /** Dry run: `preview` says what would happen, and nothing is changed. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Whether submitted timesheets must not exceed the hours of the workweek. */
  readonly enforceWorkweekMaximumOnTimesheetSubmission?: InputMaybe<Scalars['Boolean']['input']>;
  /** Whether submitted timesheets must reach the hours of the workweek. */
  readonly enforceWorkweekMinimumOnTimesheetSubmission?: InputMaybe<Scalars['Boolean']['input']>;
  /** The membership to change: its global id or its id in the REST API. */
  readonly id: Scalars['ID']['input'];
  /** A key of your own for this change, 1 to 255 printable ASCII characters, kept for 24 hours: the same key with the same input is one change, however often it is sent. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Refuse the change (`CONFLICT`, with the record as it is now) if the record was changed after this time. Costs one call to read it. Best effort: the upstream cannot compare and set, so a change between that read and the write goes unnoticed. */
  readonly ifUnchangedSince?: InputMaybe<Scalars['DateTime']['input']>;
  /** Whether the manager may approve the member's time. */
  readonly managerCanApprove?: InputMaybe<Scalars['Boolean']['input']>;
  /** Whether the manager may edit the member's skills. */
  readonly managerCanEditSkills?: InputMaybe<Scalars['Boolean']['input']>;
  /** The new manager: the id of a `User`, not of a membership, one of `AccountMembership.possibleManagers`. Null takes the manager away. */
  readonly managerId?: InputMaybe<Scalars['ID']['input']>;
  /** The new permission. `PUNCH_CLOCK` needs a bill rate, set before or in the same change; `UNRECOGNIZED` is refused. */
  readonly permission?: InputMaybe<AccountPermission>;
  /** Whether an alert is shown when the member submits a timesheet. */
  readonly shouldShowAlertOnTimesheetSubmission?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Changes to one of many memberships. A field that is absent keeps its value; an explicit null clears it. With nothing to change, the item is refused. */
export type UpdateAccountMembershipItem = {
  /** Default bill rate per hour in cents of the account's currency. */
  readonly billRateInCents?: InputMaybe<Scalars['Int']['input']>;
  /** Billable share of the working time to aim at, in percent, 0 to 100. */
  readonly billabilityTarget?: InputMaybe<Scalars['Int']['input']>;
  /** What the new default role means for existing projects: replace the role there (`UPDATE_WITH_NEW_ROLE`), add to it (`ADD_ANOTHER_ROLE`) or leave it (`KEEP_EXISTING_ROLE`). Required with a `defaultRoleId` that is not null: without it the change is refused (`INVALID`), and nothing is sent. */
  readonly changeRoleOption?: InputMaybe<ChangeRoleOption>;
  /** Default cost rate per hour in cents of the account's currency. Needs an administrator's token. */
  readonly costRateInCents?: InputMaybe<Scalars['Int']['input']>;
  /** Whether the member is always read-only in projects. */
  readonly defaultReadOnly?: InputMaybe<Scalars['Boolean']['input']>;
  /** The new default role: the id of a `Role`. Needs `changeRoleOption`, unless it is null, which clears the role. */
  readonly defaultRoleId?: InputMaybe<Scalars['ID']['input']>;
  /** Whether submitted timesheets must not exceed the hours of the workweek. */
  readonly enforceWorkweekMaximumOnTimesheetSubmission?: InputMaybe<Scalars['Boolean']['input']>;
  /** Whether submitted timesheets must reach the hours of the workweek. */
  readonly enforceWorkweekMinimumOnTimesheetSubmission?: InputMaybe<Scalars['Boolean']['input']>;
  /** The membership to change: its global id or its id in the REST API. */
  readonly id: Scalars['ID']['input'];
  /** Refuse the change (`CONFLICT`, with the record as it is now) if the record was changed after this time. Costs one call to read it. Best effort: the upstream cannot compare and set, so a change between that read and the write goes unnoticed. */
  readonly ifUnchangedSince?: InputMaybe<Scalars['DateTime']['input']>;
  /** Whether the manager may approve the member's time. */
  readonly managerCanApprove?: InputMaybe<Scalars['Boolean']['input']>;
  /** Whether the manager may edit the member's skills. */
  readonly managerCanEditSkills?: InputMaybe<Scalars['Boolean']['input']>;
  /** The new manager: the id of a `User`, not of a membership, one of `AccountMembership.possibleManagers`. Null takes the manager away. */
  readonly managerId?: InputMaybe<Scalars['ID']['input']>;
  /** The new permission. `PUNCH_CLOCK` needs a bill rate, set before or in the same change; `UNRECOGNIZED` is refused. */
  readonly permission?: InputMaybe<AccountPermission>;
  /** Whether an alert is shown when the member submits a timesheet. */
  readonly shouldShowAlertOnTimesheetSubmission?: InputMaybe<Scalars['Boolean']['input']>;
};

/** The outcome of `updateAccountMembership`. */
export type UpdateAccountMembershipPayload = {
  readonly __typename?: 'UpdateAccountMembershipPayload';
  /** The membership after the change or, where `ifUnchangedSince` prevented it, as it is now. Null when it was refused for another reason, with `dryRun`, and when it was done but is hidden from your token. */
  readonly accountMembership?: Maybe<AccountMembership>;
  /** What would happen; only with `dryRun`. */
  readonly preview?: Maybe<ChangePreview>;
  /** Whether this is the recorded outcome of an earlier change with the same idempotency key. The record, if any, is shown as it is now. */
  readonly replayed: Scalars['Boolean']['output'];
  /** Why it was refused; empty when it was done. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** The changes to many memberships. */
export type UpdateAccountMembershipsInput = {
  /** Dry run: the `preview` of each item says what would happen, and nothing is changed. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** A key of your own for the whole bulk, 1 to 255 printable ASCII characters, kept for 24 hours: the same key with the same input is one change, however often it is sent, and every item's recorded outcome is returned. With another input every item is refused (`CONFLICT`), and nothing is sent. Items that failed or were not attempted need a new key, unless no item was made. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Whether to go on when an item is not done. Absent: `CONTINUE`. */
  readonly onError?: InputMaybe<OnError>;
  /** What to change, at most 500. If a membership is given twice, the later item is refused. */
  readonly updates: ReadonlyArray<UpdateAccountMembershipItem>;
};

/** The outcome of `updateAccountMemberships`. */
export type UpdateAccountMembershipsPayload = {
  readonly __typename?: 'UpdateAccountMembershipsPayload';
  /** Whether these are the recorded outcomes of an earlier change with the same idempotency key. */
  readonly replayed: Scalars['Boolean']['output'];
  /** One for each item, in the order of the input. */
  readonly results: ReadonlyArray<AccountMembershipResult>;
};

/** Changes to one membership in an account. */
export type UpdateCommerceAccountMembershipInput = {
  /** New values for the fields that the merchant has added to memberships, by their names; at most 100. A field that is absent keeps its value; an explicit null clears it. The names `id`, `type`, `meta`, `links`, `relationships` and `account_member_id` are refused. With no field at all, the membership is read and nothing is written. */
  readonly customFields: Scalars['JSONObject']['input'];
  /** Dry run: `preview` says what would happen, and nothing is changed. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** The membership to change: its global id. */
  readonly id: Scalars['ID']['input'];
  /** A key of your own for this change, 1 to 255 printable ASCII characters, kept for 24 hours: the same key with the same input is one change, however often it is sent. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Refuse the change (`CONFLICT`, with the record as it is now) if the record was changed after this time. No further call: the membership is read before its change anyway. Best effort: the upstream cannot compare and set, so a change between that read and the write goes unnoticed. */
  readonly ifUnchangedSince?: InputMaybe<Scalars['DateTime']['input']>;
};

/** Changes to one of many memberships. */
export type UpdateCommerceAccountMembershipItem = {
  /** New values for the fields that the merchant has added to memberships, by their names; at most 100. A field that is absent keeps its value; an explicit null clears it. The names `id`, `type`, `meta`, `links`, `relationships` and `account_member_id` are refused. With no field at all, the item is refused. */
  readonly customFields: Scalars['JSONObject']['input'];
  /** The membership to change: its global id. */
  readonly id: Scalars['ID']['input'];
  /** Refuse the change (`CONFLICT`, with the record as it is now) if the record was changed after this time. Costs one call to read it. Best effort: the upstream cannot compare and set, so a change between that read and the write goes unnoticed. */
  readonly ifUnchangedSince?: InputMaybe<Scalars['DateTime']['input']>;
};

/** The outcome of `updateCommerceAccountMembership`. */
export type UpdateCommerceAccountMembershipPayload = {
  readonly __typename?: 'UpdateCommerceAccountMembershipPayload';
  /** The membership after the change or, where `ifUnchangedSince` prevented it, as it is now. Null when it was refused for another reason, with `dryRun`, and when it was done but is hidden from your token. */
  readonly commerceAccountMembership?: Maybe<CommerceAccountMembership>;
  /** What would happen; only with `dryRun`. */
  readonly preview?: Maybe<ChangePreview>;
  /** Whether this is the recorded outcome of an earlier change with the same idempotency key. The record, if any, is shown as it is now. */
  readonly replayed: Scalars['Boolean']['output'];
  /** Why it was refused; empty when it was done. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** The changes to many memberships. */
export type UpdateCommerceAccountMembershipsInput = {
  /** Dry run: the `preview` of each item says what would happen, and nothing is changed. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** A key of your own for the whole bulk, 1 to 255 printable ASCII characters, kept for 24 hours: the same key with the same input is one change, however often it is sent, and every item's recorded outcome is returned. With another input every item is refused (`CONFLICT`), and nothing is sent. Items that failed or were not attempted need a new key, unless no item was made. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Whether to go on when an item is not done. Absent: `CONTINUE`. */
  readonly onError?: InputMaybe<OnError>;
  /** What to change, at most 500. If a membership is given twice, the later item is refused. */
  readonly updates: ReadonlyArray<UpdateCommerceAccountMembershipItem>;
};

/** The outcome of `updateCommerceAccountMemberships`. */
export type UpdateCommerceAccountMembershipsPayload = {
  readonly __typename?: 'UpdateCommerceAccountMembershipsPayload';
  /** Whether these are the recorded outcomes of an earlier change with the same idempotency key. */
  readonly replayed: Scalars['Boolean']['output'];
  /** One for each item, in the order of the input. */
  readonly results: ReadonlyArray<CommerceAccountMembershipResult>;
};

/** Changes to one invitation. A field that is absent keeps its value; an explicit null clears it. With nothing to change, the invitation is read and nothing is written. */
export type UpdateInvitationInput = {
  /** Default bill rate per hour in cents of the account's currency. Needs a token of a project lead or above. */
  readonly billRateInCents?: InputMaybe<Scalars['Int']['input']>;
  /** Billable share of the working time to aim at, in percent, 0 to 100. */
  readonly billabilityTarget?: InputMaybe<Scalars['Int']['input']>;
  /** Default cost rate per hour in cents of the account's currency. Needs an administrator's token. */
  readonly costRateInCents?: InputMaybe<Scalars['Int']['input']>;
  /** The role they will get in new projects: the id of a `Role`. */
  readonly defaultRoleId?: InputMaybe<Scalars['ID']['input']>;
  /** Dry run: `preview` says what would happen, and nothing is changed. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** The invitation to change: its global id or its id in the REST API. */
  readonly id: Scalars['ID']['input'];
  /** A key of your own for this change, 1 to 255 printable ASCII characters, kept for 24 hours: the same key with the same input is one change, however often it is sent. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Leave it out: Kantata OX does not tell when an invitation was last changed, so a change with it is always refused (`INVALID`), after one call to look. */
  readonly ifUnchangedSince?: InputMaybe<Scalars['DateTime']['input']>;
  /** The new permission. `PUNCH_CLOCK` needs a bill rate; `EXTERNAL_COLLABORATOR` may be refused by the upstream; `UNRECOGNIZED` is refused. */
  readonly permission?: InputMaybe<AccountPermission>;
};

/** The outcome of `updateInvitation`. */
export type UpdateInvitationPayload = {
  readonly __typename?: 'UpdateInvitationPayload';
  /** The invitation after the change or, where `ifUnchangedSince` prevented it, as it is now. Null when it was refused for another reason, with `dryRun`, and when it was done but is hidden from your token. */
  readonly invitation?: Maybe<Invitation>;
  /** What would happen; only with `dryRun`. */
  readonly preview?: Maybe<ChangePreview>;
  /** Whether this is the recorded outcome of an earlier change with the same idempotency key. The record, if any, is shown as it is now. */
  readonly replayed: Scalars['Boolean']['output'];
  /** Why it was refused; empty when it was done. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** A Kantata OX user. Name, e-mail address, `headline` and `photoPath` come with every record that mentions a user. The other fields come with the user's own call, however many of them you select: no extra call on `user`, `users` and `me`, one for every 150 users where the user was reached through another record, such as a list of memberships. */
export type User = Node & Person & {
  readonly __typename?: 'User';
  /** Short name of the user's time zone. Comes with the same call as `bio`. */
  readonly abbreviatedTimezone?: Maybe<Scalars['String']['output']>;
  /** The user's membership in the account, active or not; null when there is none. Comes with the same call as `bio`. */
  readonly accountMembership?: Maybe<AccountMembership>;
  /** What the user says about themselves. No extra call on `user`, `users` and `me`; one for every 150 users where the user was reached through another record, such as a list of memberships. */
  readonly bio?: Maybe<Scalars['String']['output']>;
  /** The user's city. Comes with the same call as `bio`. */
  readonly city?: Maybe<Scalars['String']['output']>;
  /** Whether the user counts as internal or external. Comes with the same call as `bio`. */
  readonly classification?: Maybe<UserClassification>;
  /** The user's country. Comes with the same call as `bio`. */
  readonly country?: Maybe<Scalars['String']['output']>;
  /** The user's e-mail address. */
  readonly emailAddress?: Maybe<Scalars['String']['output']>;
  /** The user's full name. */
  readonly fullName?: Maybe<Scalars['String']['output']>;
  /** The user's title or headline. */
  readonly headline?: Maybe<Scalars['String']['output']>;
  /** Global, opaque id. */
  readonly id: Scalars['ID']['output'];
  /** When the user was last seen. Null when your token may not see it: administrators only, for members of their own account. Comes with the same call as `bio`. */
  readonly lastSiteActivity?: Maybe<Scalars['DateTime']['output']>;
  /** The user's manager. Comes with the same call as `bio`; cheaper as `AccountMembership.manager`. */
  readonly manager?: Maybe<User>;
  /** The URL of the user's picture, or of a default picture when there is none. */
  readonly photoPath?: Maybe<Scalars['String']['output']>;
  /** The user's role. Comes with the same call as `bio`; cheaper as `AccountMembership.defaultRole`. */
  readonly role?: Maybe<Role>;
  /** The user's skills, with their levels. Comes with the same call as `bio`; cheaper as `AccountMembership.skillMemberships`. */
  readonly skillMemberships?: Maybe<ReadonlyArray<SkillMembership>>;
  /** The user's skills, without levels. Comes with the same call as `bio`. */
  readonly skills?: Maybe<ReadonlyArray<Skill>>;
  /** Always `KANTATA_OX`. */
  readonly source: Source;
  /** The user's id in the Kantata OX REST API, e.g. `9100001`. */
  readonly sourceId: Scalars['ID']['output'];
  /** The user's state or province. Comes with the same call as `bio`. */
  readonly state?: Maybe<Scalars['String']['output']>;
  /** The user's web site. Comes with the same call as `bio`. */
  readonly website?: Maybe<Scalars['String']['output']>;
};

/** Whether a user counts as part of the company. */
export type UserClassification =
  /** From outside the company. */
  | 'EXTERNAL'
  /** Part of the company. */
  | 'INTERNAL'
  /** A value this schema does not know yet. */
  | 'UNRECOGNIZED';

/** One window of a list of users, as a Relay connection. Under `search` a page may be shorter than asked for. */
export type UserConnection = {
  readonly __typename?: 'UserConnection';
  /** The rows of the window, each with its cursor. */
  readonly edges: ReadonlyArray<UserEdge>;
  /** The rows of the window without cursors: the shorter way to select them. */
  readonly nodes: ReadonlyArray<User>;
  /** Where the window lies in the list, and how to go on. */
  readonly pageInfo: PageInfo;
  /** How many rows match, over all pages. Under `search` an upper bound. Null when the upstream did not say. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
};

/** One row of a list of users. */
export type UserEdge = {
  readonly __typename?: 'UserEdge';
  /** The row's place in this list, for `after` and `before`. Opaque, and valid only for the list it came from, with the same filter and order. */
  readonly cursor: Scalars['String']['output'];
  /** The row itself. */
  readonly node: User;
};

/** Why a mutation, or an item of a bulk, was refused: its input is not acceptable, its record is missing or in a state that does not allow it, or your token may not do it. Nothing was changed. All other failures are errors at the top level of the answer. */
export type UserError = {
  readonly __typename?: 'UserError';
  /** The reason, for programs. */
  readonly code: UserErrorCode;
  /** The path of the refused input in the names of this schema, e.g. `["input", "defaultRoleId"]`; `["input"]`, or the path of the item in a bulk, when no single field is to blame. The gateway always gives one, though the type allows null. */
  readonly field?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** The reason, for people. */
  readonly message: Scalars['String']['output'];
};

/** The kinds of refusal of a mutation. */
export type UserErrorCode =
  /** The record is in a state that does not allow the change. */
  | 'CONFLICT'
  /** Your token may not do this to this record. */
  | 'FORBIDDEN'
  /** A value is not acceptable, alone or with the others. */
  | 'INVALID'
  /** The record to change does not exist, or is hidden from your token. */
  | 'NOT_FOUND';

/** Which users to list. All given conditions must hold. A blank string counts as absent. */
export type UserFilter = {
  /** By full name. The upstream decides what matches; a part of the name is usually enough. Not together with `search`. */
  readonly byFullName?: InputMaybe<Scalars['String']['input']>;
  /** Created after this time. Not together with `search`. */
  readonly createdAfter?: InputMaybe<Scalars['DateTime']['input']>;
  /** Created before this time. Not together with `search`. */
  readonly createdBefore?: InputMaybe<Scalars['DateTime']['input']>;
  /** Users with one of these e-mail addresses, at most 200. An empty list matches nothing and costs no call. */
  readonly emailAddresses?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Users with one of these ids, global or of the REST API, at most 150. Not together with `search`. An empty list matches nothing and costs no call. */
  readonly ids?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Whether to list users whose membership is disabled, too. Absent or null: false. */
  readonly includeInactive?: InputMaybe<Scalars['Boolean']['input']>;
  /** Free text for the upstream's search. The rows come in order of relevance, and the upstream decides whether `orderBy` still counts. `totalCount` is then an upper bound, and a page may be short. */
  readonly search?: InputMaybe<Scalars['String']['input']>;
  /** Last changed after this time. Not together with `search`. */
  readonly updatedAfter?: InputMaybe<Scalars['DateTime']['input']>;
  /** Last changed before this time. Not together with `search`. */
  readonly updatedBefore?: InputMaybe<Scalars['DateTime']['input']>;
};

/** How to order a list of users. */
export type UserOrder = {
  /** The direction. Absent or null: `ASC`. */
  readonly direction?: InputMaybe<SortDirection>;
  /** What to order by. */
  readonly field: UserOrderField;
};

/** What a list of users can be ordered by. */
export type UserOrderField =
  /** The name, alphabetically. */
  | 'ALPHABETICAL';

/** The minutes of working time on each day of a week, either a default of the account or personal. A personal workweek cannot be read by id: `node` answers null for it; ask for `AccountMembership.effectiveWorkweek`. */
export type Workweek = Node & {
  readonly __typename?: 'Workweek';
  /** When the workweek was created. */
  readonly createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** Whether it is a default workweek of the account, not a personal one. */
  readonly default?: Maybe<Scalars['Boolean']['output']>;
  /** The last day it applies to; null while no end is set. */
  readonly endDate?: Maybe<Scalars['Date']['output']>;
  /** Working time on a Friday, in minutes. */
  readonly fridayMinutes?: Maybe<Scalars['Int']['output']>;
  /** Global, opaque id. */
  readonly id: Scalars['ID']['output'];
  /** Working time on a Monday, in minutes. */
  readonly mondayMinutes?: Maybe<Scalars['Int']['output']>;
  /** Working time on a Saturday, in minutes. */
  readonly saturdayMinutes?: Maybe<Scalars['Int']['output']>;
  /** The workweek's id in the Kantata OX REST API. */
  readonly sourceId: Scalars['ID']['output'];
  /** The first day it applies to, a Sunday. */
  readonly startDate?: Maybe<Scalars['Date']['output']>;
  /** Working time on a Sunday, in minutes. */
  readonly sundayMinutes?: Maybe<Scalars['Int']['output']>;
  /** Working time on a Thursday, in minutes. */
  readonly thursdayMinutes?: Maybe<Scalars['Int']['output']>;
  /** Working time of the whole week, in minutes. */
  readonly totalMinutes?: Maybe<Scalars['Int']['output']>;
  /** Working time on a Tuesday, in minutes. */
  readonly tuesdayMinutes?: Maybe<Scalars['Int']['output']>;
  /** When the workweek was last changed. */
  readonly updatedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Working time on a Wednesday, in minutes. */
  readonly wednesdayMinutes?: Maybe<Scalars['Int']['output']>;
};



export type ResolverTypeWrapper<T> = Promise<T> | T;


export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;




/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  Membership:
    | ( Rec<'AccountMembership'> )
    | ( Rec<'CommerceAccountMembership'> )
  ;
  Node:
    | ( Rec<'AccountMembership'> )
    | ( Rec<'BackupApproverAssociation'> )
    | ( Rec<'BillableUtilization'> )
    | ( Rec<'CommerceAccount'> )
    | ( Rec<'CommerceAccountMember'> )
    | ( Rec<'CommerceAccountMembership'> )
    | ( Rec<'CommerceAccountTag'> )
    | ( Rec<'CostRate'> )
    | ( Rec<'Invitation'> )
    | ( Rec<'Role'> )
    | ( Rec<'Skill'> )
    | ( Rec<'SkillCategory'> )
    | ( Rec<'SkillMembership'> )
    | ( Rec<'User'> )
    | ( Rec<'Workweek'> )
  ;
  Person:
    | ( Rec<'CommerceAccountMember'> )
    | ( Rec<'User'> )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AccountMembership: ResolverTypeWrapper<Rec<'AccountMembership'>>;
  AccountMembershipConnection: ResolverTypeWrapper<Connection<'AccountMembership'>>;
  AccountMembershipEdge: ResolverTypeWrapper<Edge<'AccountMembership'>>;
  AccountMembershipFilter: AccountMembershipFilter;
  AccountMembershipOrder: AccountMembershipOrder;
  AccountMembershipOrderField: AccountMembershipOrderField;
  AccountMembershipResult: ResolverTypeWrapper<ItemResult<'AccountMembership'>>;
  AccountPermission: AccountPermission;
  BackupApproverAssociation: ResolverTypeWrapper<Rec<'BackupApproverAssociation'>>;
  BillableUtilization: ResolverTypeWrapper<Rec<'BillableUtilization'>>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  ChangePreview: ResolverTypeWrapper<ChangePreview>;
  ChangeRoleOption: ChangeRoleOption;
  CommerceAccount: ResolverTypeWrapper<Rec<'CommerceAccount'>>;
  CommerceAccountConnection: ResolverTypeWrapper<Connection<'CommerceAccount'>>;
  CommerceAccountEdge: ResolverTypeWrapper<Edge<'CommerceAccount'>>;
  CommerceAccountFilter: CommerceAccountFilter;
  CommerceAccountMember: ResolverTypeWrapper<Rec<'CommerceAccountMember'>>;
  CommerceAccountMemberConnection: ResolverTypeWrapper<Connection<'CommerceAccountMember'>>;
  CommerceAccountMemberEdge: ResolverTypeWrapper<Edge<'CommerceAccountMember'>>;
  CommerceAccountMemberFilter: CommerceAccountMemberFilter;
  CommerceAccountMemberOrder: CommerceAccountMemberOrder;
  CommerceAccountMemberOrderField: CommerceAccountMemberOrderField;
  CommerceAccountMembership: ResolverTypeWrapper<Rec<'CommerceAccountMembership'>>;
  CommerceAccountMembershipConnection: ResolverTypeWrapper<Connection<'CommerceAccountMembership'>>;
  CommerceAccountMembershipEdge: ResolverTypeWrapper<Edge<'CommerceAccountMembership'>>;
  CommerceAccountMembershipFilter: CommerceAccountMembershipFilter;
  CommerceAccountMembershipOrder: CommerceAccountMembershipOrder;
  CommerceAccountMembershipOrderField: CommerceAccountMembershipOrderField;
  CommerceAccountMembershipResult: ResolverTypeWrapper<ItemResult<'CommerceAccountMembership'>>;
  CommerceAccountOrder: CommerceAccountOrder;
  CommerceAccountOrderField: CommerceAccountOrderField;
  CommerceAccountTag: ResolverTypeWrapper<Rec<'CommerceAccountTag'>>;
  CommerceUnassignedMemberFilter: CommerceUnassignedMemberFilter;
  CostRate: ResolverTypeWrapper<Rec<'CostRate'>>;
  CreateCommerceAccountMembershipInput: CreateCommerceAccountMembershipInput;
  CreateCommerceAccountMembershipItem: CreateCommerceAccountMembershipItem;
  CreateCommerceAccountMembershipPayload: ResolverTypeWrapper<Omit<CreateCommerceAccountMembershipPayload, 'commerceAccountMembership'> & { commerceAccountMembership?: Maybe<ResolversTypes['CommerceAccountMembership']> }>;
  CreateCommerceAccountMembershipsInput: CreateCommerceAccountMembershipsInput;
  CreateCommerceAccountMembershipsPayload: ResolverTypeWrapper<Omit<CreateCommerceAccountMembershipsPayload, 'results'> & { results: ReadonlyArray<ResolversTypes['CommerceAccountMembershipResult']> }>;
  CreateInvitationInput: CreateInvitationInput;
  CreateInvitationItem: CreateInvitationItem;
  CreateInvitationPayload: ResolverTypeWrapper<Omit<CreateInvitationPayload, 'invitation'> & { invitation?: Maybe<ResolversTypes['Invitation']> }>;
  CreateInvitationsInput: CreateInvitationsInput;
  CreateInvitationsPayload: ResolverTypeWrapper<Omit<CreateInvitationsPayload, 'results'> & { results: ReadonlyArray<ResolversTypes['InvitationResult']> }>;
  Date: ResolverTypeWrapper<Scalars['Date']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DeleteAccountMembershipInput: DeleteAccountMembershipInput;
  DeleteAccountMembershipPayload: ResolverTypeWrapper<DeleteAccountMembershipPayload>;
  DeleteCommerceAccountMembershipInput: DeleteCommerceAccountMembershipInput;
  DeleteCommerceAccountMembershipPayload: ResolverTypeWrapper<DeleteCommerceAccountMembershipPayload>;
  DeleteCommerceAccountMembershipsInput: DeleteCommerceAccountMembershipsInput;
  DeleteCommerceAccountMembershipsPayload: ResolverTypeWrapper<Omit<DeleteCommerceAccountMembershipsPayload, 'results'> & { results: ReadonlyArray<ResolversTypes['CommerceAccountMembershipResult']> }>;
  DeleteInvitationInput: DeleteInvitationInput;
  DeleteInvitationPayload: ResolverTypeWrapper<DeleteInvitationPayload>;
  DeleteInvitationsInput: DeleteInvitationsInput;
  DeleteInvitationsPayload: ResolverTypeWrapper<Omit<DeleteInvitationsPayload, 'results'> & { results: ReadonlyArray<ResolversTypes['InvitationResult']> }>;
  DisableAccountMembershipInput: DisableAccountMembershipInput;
  DisableAccountMembershipPayload: ResolverTypeWrapper<Omit<DisableAccountMembershipPayload, 'accountMembership'> & { accountMembership?: Maybe<ResolversTypes['AccountMembership']> }>;
  DisableAccountMembershipsInput: DisableAccountMembershipsInput;
  DisableAccountMembershipsPayload: ResolverTypeWrapper<Omit<DisableAccountMembershipsPayload, 'results'> & { results: ReadonlyArray<ResolversTypes['AccountMembershipResult']> }>;
  EnableAccountMembershipInput: EnableAccountMembershipInput;
  EnableAccountMembershipPayload: ResolverTypeWrapper<Omit<EnableAccountMembershipPayload, 'accountMembership'> & { accountMembership?: Maybe<ResolversTypes['AccountMembership']> }>;
  EnableAccountMembershipsInput: EnableAccountMembershipsInput;
  EnableAccountMembershipsPayload: ResolverTypeWrapper<Omit<EnableAccountMembershipsPayload, 'results'> & { results: ReadonlyArray<ResolversTypes['AccountMembershipResult']> }>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  Identity: ResolverTypeWrapper<IdentityReading>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  Invitation: ResolverTypeWrapper<Rec<'Invitation'>>;
  InvitationConnection: ResolverTypeWrapper<Connection<'Invitation'>>;
  InvitationEdge: ResolverTypeWrapper<Edge<'Invitation'>>;
  InvitationFilter: InvitationFilter;
  InvitationOrder: InvitationOrder;
  InvitationOrderField: InvitationOrderField;
  InvitationPendingFilter: InvitationPendingFilter;
  InvitationResult: ResolverTypeWrapper<ItemResult<'Invitation'>>;
  ItemError: ResolverTypeWrapper<ItemError>;
  ItemStatus: ItemStatus;
  JSONObject: ResolverTypeWrapper<Scalars['JSONObject']['output']>;
  Membership: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Membership']>;
  MembershipStatus: MembershipStatus;
  MembershipStatusFilter: MembershipStatusFilter;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Node: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Node']>;
  OnError: OnError;
  PageInfo: ResolverTypeWrapper<Connection>;
  Person: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Person']>;
  PlannedRequest: ResolverTypeWrapper<PlannedRequest>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  ResendInvitationInput: ResendInvitationInput;
  ResendInvitationPayload: ResolverTypeWrapper<Omit<ResendInvitationPayload, 'invitation'> & { invitation?: Maybe<ResolversTypes['Invitation']> }>;
  ResendInvitationsInput: ResendInvitationsInput;
  ResendInvitationsPayload: ResolverTypeWrapper<Omit<ResendInvitationsPayload, 'results'> & { results: ReadonlyArray<ResolversTypes['InvitationResult']> }>;
  Role: ResolverTypeWrapper<Rec<'Role'>>;
  RoleConnection: ResolverTypeWrapper<Connection<'Role'>>;
  RoleEdge: ResolverTypeWrapper<Edge<'Role'>>;
  RoleFilter: RoleFilter;
  RoleOrder: RoleOrder;
  RoleOrderField: RoleOrderField;
  Skill: ResolverTypeWrapper<Rec<'Skill'>>;
  SkillCategory: ResolverTypeWrapper<Rec<'SkillCategory'>>;
  SkillConnection: ResolverTypeWrapper<Connection<'Skill'>>;
  SkillCriteria: SkillCriteria;
  SkillEdge: ResolverTypeWrapper<Edge<'Skill'>>;
  SkillFilter: SkillFilter;
  SkillLevelsInput: SkillLevelsInput;
  SkillMembership: ResolverTypeWrapper<Rec<'SkillMembership'>>;
  SkillOperation: SkillOperation;
  SkillOrder: SkillOrder;
  SkillOrderField: SkillOrderField;
  SortDirection: SortDirection;
  Source: Source;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  UpdateAccountMembershipInput: UpdateAccountMembershipInput;
  UpdateAccountMembershipItem: UpdateAccountMembershipItem;
  UpdateAccountMembershipPayload: ResolverTypeWrapper<Omit<UpdateAccountMembershipPayload, 'accountMembership'> & { accountMembership?: Maybe<ResolversTypes['AccountMembership']> }>;
  UpdateAccountMembershipsInput: UpdateAccountMembershipsInput;
  UpdateAccountMembershipsPayload: ResolverTypeWrapper<Omit<UpdateAccountMembershipsPayload, 'results'> & { results: ReadonlyArray<ResolversTypes['AccountMembershipResult']> }>;
  UpdateCommerceAccountMembershipInput: UpdateCommerceAccountMembershipInput;
  UpdateCommerceAccountMembershipItem: UpdateCommerceAccountMembershipItem;
  UpdateCommerceAccountMembershipPayload: ResolverTypeWrapper<Omit<UpdateCommerceAccountMembershipPayload, 'commerceAccountMembership'> & { commerceAccountMembership?: Maybe<ResolversTypes['CommerceAccountMembership']> }>;
  UpdateCommerceAccountMembershipsInput: UpdateCommerceAccountMembershipsInput;
  UpdateCommerceAccountMembershipsPayload: ResolverTypeWrapper<Omit<UpdateCommerceAccountMembershipsPayload, 'results'> & { results: ReadonlyArray<ResolversTypes['CommerceAccountMembershipResult']> }>;
  UpdateInvitationInput: UpdateInvitationInput;
  UpdateInvitationPayload: ResolverTypeWrapper<Omit<UpdateInvitationPayload, 'invitation'> & { invitation?: Maybe<ResolversTypes['Invitation']> }>;
  User: ResolverTypeWrapper<Rec<'User'>>;
  UserClassification: UserClassification;
  UserConnection: ResolverTypeWrapper<Connection<'User'>>;
  UserEdge: ResolverTypeWrapper<Edge<'User'>>;
  UserError: ResolverTypeWrapper<UserError>;
  UserErrorCode: UserErrorCode;
  UserFilter: UserFilter;
  UserOrder: UserOrder;
  UserOrderField: UserOrderField;
  Workweek: ResolverTypeWrapper<Rec<'Workweek'>>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AccountMembership: Rec<'AccountMembership'>;
  AccountMembershipConnection: Connection<'AccountMembership'>;
  AccountMembershipEdge: Edge<'AccountMembership'>;
  AccountMembershipFilter: AccountMembershipFilter;
  AccountMembershipOrder: AccountMembershipOrder;
  AccountMembershipResult: ItemResult<'AccountMembership'>;
  BackupApproverAssociation: Rec<'BackupApproverAssociation'>;
  BillableUtilization: Rec<'BillableUtilization'>;
  Boolean: Scalars['Boolean']['output'];
  ChangePreview: ChangePreview;
  CommerceAccount: Rec<'CommerceAccount'>;
  CommerceAccountConnection: Connection<'CommerceAccount'>;
  CommerceAccountEdge: Edge<'CommerceAccount'>;
  CommerceAccountFilter: CommerceAccountFilter;
  CommerceAccountMember: Rec<'CommerceAccountMember'>;
  CommerceAccountMemberConnection: Connection<'CommerceAccountMember'>;
  CommerceAccountMemberEdge: Edge<'CommerceAccountMember'>;
  CommerceAccountMemberFilter: CommerceAccountMemberFilter;
  CommerceAccountMemberOrder: CommerceAccountMemberOrder;
  CommerceAccountMembership: Rec<'CommerceAccountMembership'>;
  CommerceAccountMembershipConnection: Connection<'CommerceAccountMembership'>;
  CommerceAccountMembershipEdge: Edge<'CommerceAccountMembership'>;
  CommerceAccountMembershipFilter: CommerceAccountMembershipFilter;
  CommerceAccountMembershipOrder: CommerceAccountMembershipOrder;
  CommerceAccountMembershipResult: ItemResult<'CommerceAccountMembership'>;
  CommerceAccountOrder: CommerceAccountOrder;
  CommerceAccountTag: Rec<'CommerceAccountTag'>;
  CommerceUnassignedMemberFilter: CommerceUnassignedMemberFilter;
  CostRate: Rec<'CostRate'>;
  CreateCommerceAccountMembershipInput: CreateCommerceAccountMembershipInput;
  CreateCommerceAccountMembershipItem: CreateCommerceAccountMembershipItem;
  CreateCommerceAccountMembershipPayload: Omit<CreateCommerceAccountMembershipPayload, 'commerceAccountMembership'> & { commerceAccountMembership?: Maybe<ResolversParentTypes['CommerceAccountMembership']> };
  CreateCommerceAccountMembershipsInput: CreateCommerceAccountMembershipsInput;
  CreateCommerceAccountMembershipsPayload: Omit<CreateCommerceAccountMembershipsPayload, 'results'> & { results: ReadonlyArray<ResolversParentTypes['CommerceAccountMembershipResult']> };
  CreateInvitationInput: CreateInvitationInput;
  CreateInvitationItem: CreateInvitationItem;
  CreateInvitationPayload: Omit<CreateInvitationPayload, 'invitation'> & { invitation?: Maybe<ResolversParentTypes['Invitation']> };
  CreateInvitationsInput: CreateInvitationsInput;
  CreateInvitationsPayload: Omit<CreateInvitationsPayload, 'results'> & { results: ReadonlyArray<ResolversParentTypes['InvitationResult']> };
  Date: Scalars['Date']['output'];
  DateTime: Scalars['DateTime']['output'];
  DeleteAccountMembershipInput: DeleteAccountMembershipInput;
  DeleteAccountMembershipPayload: DeleteAccountMembershipPayload;
  DeleteCommerceAccountMembershipInput: DeleteCommerceAccountMembershipInput;
  DeleteCommerceAccountMembershipPayload: DeleteCommerceAccountMembershipPayload;
  DeleteCommerceAccountMembershipsInput: DeleteCommerceAccountMembershipsInput;
  DeleteCommerceAccountMembershipsPayload: Omit<DeleteCommerceAccountMembershipsPayload, 'results'> & { results: ReadonlyArray<ResolversParentTypes['CommerceAccountMembershipResult']> };
  DeleteInvitationInput: DeleteInvitationInput;
  DeleteInvitationPayload: DeleteInvitationPayload;
  DeleteInvitationsInput: DeleteInvitationsInput;
  DeleteInvitationsPayload: Omit<DeleteInvitationsPayload, 'results'> & { results: ReadonlyArray<ResolversParentTypes['InvitationResult']> };
  DisableAccountMembershipInput: DisableAccountMembershipInput;
  DisableAccountMembershipPayload: Omit<DisableAccountMembershipPayload, 'accountMembership'> & { accountMembership?: Maybe<ResolversParentTypes['AccountMembership']> };
  DisableAccountMembershipsInput: DisableAccountMembershipsInput;
  DisableAccountMembershipsPayload: Omit<DisableAccountMembershipsPayload, 'results'> & { results: ReadonlyArray<ResolversParentTypes['AccountMembershipResult']> };
  EnableAccountMembershipInput: EnableAccountMembershipInput;
  EnableAccountMembershipPayload: Omit<EnableAccountMembershipPayload, 'accountMembership'> & { accountMembership?: Maybe<ResolversParentTypes['AccountMembership']> };
  EnableAccountMembershipsInput: EnableAccountMembershipsInput;
  EnableAccountMembershipsPayload: Omit<EnableAccountMembershipsPayload, 'results'> & { results: ReadonlyArray<ResolversParentTypes['AccountMembershipResult']> };
  Float: Scalars['Float']['output'];
  ID: Scalars['ID']['output'];
  Identity: IdentityReading;
  Int: Scalars['Int']['output'];
  Invitation: Rec<'Invitation'>;
  InvitationConnection: Connection<'Invitation'>;
  InvitationEdge: Edge<'Invitation'>;
  InvitationFilter: InvitationFilter;
  InvitationOrder: InvitationOrder;
  InvitationResult: ItemResult<'Invitation'>;
  ItemError: ItemError;
  JSONObject: Scalars['JSONObject']['output'];
  Membership: ResolversInterfaceTypes<ResolversParentTypes>['Membership'];
  Mutation: Record<PropertyKey, never>;
  Node: ResolversInterfaceTypes<ResolversParentTypes>['Node'];
  PageInfo: Connection;
  Person: ResolversInterfaceTypes<ResolversParentTypes>['Person'];
  PlannedRequest: PlannedRequest;
  Query: Record<PropertyKey, never>;
  ResendInvitationInput: ResendInvitationInput;
  ResendInvitationPayload: Omit<ResendInvitationPayload, 'invitation'> & { invitation?: Maybe<ResolversParentTypes['Invitation']> };
  ResendInvitationsInput: ResendInvitationsInput;
  ResendInvitationsPayload: Omit<ResendInvitationsPayload, 'results'> & { results: ReadonlyArray<ResolversParentTypes['InvitationResult']> };
  Role: Rec<'Role'>;
  RoleConnection: Connection<'Role'>;
  RoleEdge: Edge<'Role'>;
  RoleFilter: RoleFilter;
  RoleOrder: RoleOrder;
  Skill: Rec<'Skill'>;
  SkillCategory: Rec<'SkillCategory'>;
  SkillConnection: Connection<'Skill'>;
  SkillCriteria: SkillCriteria;
  SkillEdge: Edge<'Skill'>;
  SkillFilter: SkillFilter;
  SkillLevelsInput: SkillLevelsInput;
  SkillMembership: Rec<'SkillMembership'>;
  SkillOrder: SkillOrder;
  String: Scalars['String']['output'];
  UpdateAccountMembershipInput: UpdateAccountMembershipInput;
  UpdateAccountMembershipItem: UpdateAccountMembershipItem;
  UpdateAccountMembershipPayload: Omit<UpdateAccountMembershipPayload, 'accountMembership'> & { accountMembership?: Maybe<ResolversParentTypes['AccountMembership']> };
  UpdateAccountMembershipsInput: UpdateAccountMembershipsInput;
  UpdateAccountMembershipsPayload: Omit<UpdateAccountMembershipsPayload, 'results'> & { results: ReadonlyArray<ResolversParentTypes['AccountMembershipResult']> };
  UpdateCommerceAccountMembershipInput: UpdateCommerceAccountMembershipInput;
  UpdateCommerceAccountMembershipItem: UpdateCommerceAccountMembershipItem;
  UpdateCommerceAccountMembershipPayload: Omit<UpdateCommerceAccountMembershipPayload, 'commerceAccountMembership'> & { commerceAccountMembership?: Maybe<ResolversParentTypes['CommerceAccountMembership']> };
  UpdateCommerceAccountMembershipsInput: UpdateCommerceAccountMembershipsInput;
  UpdateCommerceAccountMembershipsPayload: Omit<UpdateCommerceAccountMembershipsPayload, 'results'> & { results: ReadonlyArray<ResolversParentTypes['CommerceAccountMembershipResult']> };
  UpdateInvitationInput: UpdateInvitationInput;
  UpdateInvitationPayload: Omit<UpdateInvitationPayload, 'invitation'> & { invitation?: Maybe<ResolversParentTypes['Invitation']> };
  User: Rec<'User'>;
  UserConnection: Connection<'User'>;
  UserEdge: Edge<'User'>;
  UserError: UserError;
  UserFilter: UserFilter;
  UserOrder: UserOrder;
  Workweek: Rec<'Workweek'>;
};

export type AccountMembershipResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AccountMembership'] = ResolversParentTypes['AccountMembership']> = {
  backupApproverAssociations?: Resolver<Maybe<ReadonlyArray<ResolversTypes['BackupApproverAssociation']>>, ParentType, ContextType>;
  billRateInCents?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  billabilityTarget?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  canCreateWorkspace?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  canLogIn?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  canViewReports?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  collaboratorOnlyLicense?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  costRateInCents?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  costRates?: Resolver<Maybe<ReadonlyArray<ResolversTypes['CostRate']>>, ParentType, ContextType>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  defaultReadOnly?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  defaultRole?: Resolver<Maybe<ResolversTypes['Role']>, ParentType, ContextType>;
  disabledAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  effectiveWorkweek?: Resolver<Maybe<ResolversTypes['Workweek']>, ParentType, ContextType>;
  enforceWorkweekMaximumOnTimesheetSubmission?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  enforceWorkweekMinimumOnTimesheetSubmission?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  futureBillableUtilizations?: Resolver<Maybe<ReadonlyArray<ResolversTypes['BillableUtilization']>>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isAdministrator?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  isBackupApprover?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  isOwner?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  isProjectLead?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  isPunchClockUser?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  managees?: Resolver<Maybe<ReadonlyArray<ResolversTypes['User']>>, ParentType, ContextType>;
  manager?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  managerCanApprove?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  managerCanEditSkills?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  nonParticipant?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  permission?: Resolver<Maybe<ResolversTypes['AccountPermission']>, ParentType, ContextType>;
  person?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  possibleManagees?: Resolver<Maybe<ReadonlyArray<ResolversTypes['User']>>, ParentType, ContextType>;
  possibleManagers?: Resolver<Maybe<ReadonlyArray<ResolversTypes['User']>>, ParentType, ContextType>;
  shouldShowAlertOnTimesheetSubmission?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  skillMemberships?: Resolver<Maybe<ReadonlyArray<ResolversTypes['SkillMembership']>>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['Source'], ParentType, ContextType>;
  sourceId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['MembershipStatus']>, ParentType, ContextType>;
  updatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AccountMembershipConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AccountMembershipConnection'] = ResolversParentTypes['AccountMembershipConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['AccountMembershipEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['AccountMembership']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type AccountMembershipEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AccountMembershipEdge'] = ResolversParentTypes['AccountMembershipEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['AccountMembership'], ParentType, ContextType>;
};

export type AccountMembershipResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AccountMembershipResult'] = ResolversParentTypes['AccountMembershipResult']> = {
  accountMembership?: Resolver<Maybe<ResolversTypes['AccountMembership']>, ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['ItemError']>, ParentType, ContextType>;
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  index?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  preview?: Resolver<Maybe<ResolversTypes['ChangePreview']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['ItemStatus'], ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type BackupApproverAssociationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BackupApproverAssociation'] = ResolversParentTypes['BackupApproverAssociation']> = {
  approver?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  backupApprover?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  endDate?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  sourceId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  startDate?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type BillableUtilizationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BillableUtilization'] = ResolversParentTypes['BillableUtilization']> = {
  accountMembership?: Resolver<Maybe<ResolversTypes['AccountMembership']>, ParentType, ContextType>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  creator?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  effectiveDate?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  sourceId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  target?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  updatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ChangePreviewResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ChangePreview'] = ResolversParentTypes['ChangePreview']> = {
  after?: Resolver<Maybe<ResolversTypes['JSONObject']>, ParentType, ContextType>;
  before?: Resolver<Maybe<ResolversTypes['JSONObject']>, ParentType, ContextType>;
  blockedBy?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  confirmationToken?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  requests?: Resolver<ReadonlyArray<ResolversTypes['PlannedRequest']>, ParentType, ContextType>;
  warnings?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
};

export type CommerceAccountResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CommerceAccount'] = ResolversParentTypes['CommerceAccount']> = {
  accountTags?: Resolver<Maybe<ReadonlyArray<ResolversTypes['CommerceAccountTag']>>, ParentType, ContextType>;
  ancestors?: Resolver<Maybe<ReadonlyArray<ResolversTypes['CommerceAccount']>>, ParentType, ContextType>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  customFields?: Resolver<Maybe<ResolversTypes['JSONObject']>, ParentType, ContextType>;
  externalRef?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  legalName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  memberships?: Resolver<Maybe<ResolversTypes['CommerceAccountMembershipConnection']>, ParentType, ContextType, Partial<CommerceAccountMembershipsArgs>>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  parent?: Resolver<Maybe<ResolversTypes['CommerceAccount']>, ParentType, ContextType>;
  registrationId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  sourceId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  unassignedMembers?: Resolver<Maybe<ResolversTypes['CommerceAccountMemberConnection']>, ParentType, ContextType, Partial<CommerceAccountUnassignedMembersArgs>>;
  updatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CommerceAccountConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CommerceAccountConnection'] = ResolversParentTypes['CommerceAccountConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['CommerceAccountEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['CommerceAccount']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type CommerceAccountEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CommerceAccountEdge'] = ResolversParentTypes['CommerceAccountEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['CommerceAccount'], ParentType, ContextType>;
};

export type CommerceAccountMemberResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CommerceAccountMember'] = ResolversParentTypes['CommerceAccountMember']> = {
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  customFields?: Resolver<Maybe<ResolversTypes['JSONObject']>, ParentType, ContextType>;
  emailAddress?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  familyName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  fullName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  givenName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  memberships?: Resolver<Maybe<ResolversTypes['CommerceAccountMembershipConnection']>, ParentType, ContextType, Partial<CommerceAccountMemberMembershipsArgs>>;
  middleName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['Source'], ParentType, ContextType>;
  sourceId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  updatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CommerceAccountMemberConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CommerceAccountMemberConnection'] = ResolversParentTypes['CommerceAccountMemberConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['CommerceAccountMemberEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['CommerceAccountMember']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type CommerceAccountMemberEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CommerceAccountMemberEdge'] = ResolversParentTypes['CommerceAccountMemberEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['CommerceAccountMember'], ParentType, ContextType>;
};

export type CommerceAccountMembershipResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CommerceAccountMembership'] = ResolversParentTypes['CommerceAccountMembership']> = {
  account?: Resolver<Maybe<ResolversTypes['CommerceAccount']>, ParentType, ContextType>;
  accountMember?: Resolver<Maybe<ResolversTypes['CommerceAccountMember']>, ParentType, ContextType>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  customFields?: Resolver<Maybe<ResolversTypes['JSONObject']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  person?: Resolver<Maybe<ResolversTypes['CommerceAccountMember']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['Source'], ParentType, ContextType>;
  sourceId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  updatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CommerceAccountMembershipConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CommerceAccountMembershipConnection'] = ResolversParentTypes['CommerceAccountMembershipConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['CommerceAccountMembershipEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['CommerceAccountMembership']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type CommerceAccountMembershipEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CommerceAccountMembershipEdge'] = ResolversParentTypes['CommerceAccountMembershipEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['CommerceAccountMembership'], ParentType, ContextType>;
};

export type CommerceAccountMembershipResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CommerceAccountMembershipResult'] = ResolversParentTypes['CommerceAccountMembershipResult']> = {
  commerceAccountMembership?: Resolver<Maybe<ResolversTypes['CommerceAccountMembership']>, ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['ItemError']>, ParentType, ContextType>;
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  index?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  preview?: Resolver<Maybe<ResolversTypes['ChangePreview']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['ItemStatus'], ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type CommerceAccountTagResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CommerceAccountTag'] = ResolversParentTypes['CommerceAccountTag']> = {
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  sourceId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CostRateResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CostRate'] = ResolversParentTypes['CostRate']> = {
  accountMembership?: Resolver<Maybe<ResolversTypes['AccountMembership']>, ParentType, ContextType>;
  amountInSubunits?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  currency?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  inUse?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  sourceId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  updatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CreateCommerceAccountMembershipPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateCommerceAccountMembershipPayload'] = ResolversParentTypes['CreateCommerceAccountMembershipPayload']> = {
  commerceAccountMembership?: Resolver<Maybe<ResolversTypes['CommerceAccountMembership']>, ParentType, ContextType>;
  preview?: Resolver<Maybe<ResolversTypes['ChangePreview']>, ParentType, ContextType>;
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type CreateCommerceAccountMembershipsPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateCommerceAccountMembershipsPayload'] = ResolversParentTypes['CreateCommerceAccountMembershipsPayload']> = {
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  results?: Resolver<ReadonlyArray<ResolversTypes['CommerceAccountMembershipResult']>, ParentType, ContextType>;
};

export type CreateInvitationPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateInvitationPayload'] = ResolversParentTypes['CreateInvitationPayload']> = {
  invitation?: Resolver<Maybe<ResolversTypes['Invitation']>, ParentType, ContextType>;
  preview?: Resolver<Maybe<ResolversTypes['ChangePreview']>, ParentType, ContextType>;
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type CreateInvitationsPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateInvitationsPayload'] = ResolversParentTypes['CreateInvitationsPayload']> = {
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  results?: Resolver<ReadonlyArray<ResolversTypes['InvitationResult']>, ParentType, ContextType>;
};

export interface DateScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Date'], any> {
  name: 'Date';
}

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DeleteAccountMembershipPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeleteAccountMembershipPayload'] = ResolversParentTypes['DeleteAccountMembershipPayload']> = {
  deletedId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  preview?: Resolver<Maybe<ResolversTypes['ChangePreview']>, ParentType, ContextType>;
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type DeleteCommerceAccountMembershipPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeleteCommerceAccountMembershipPayload'] = ResolversParentTypes['DeleteCommerceAccountMembershipPayload']> = {
  deletedId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  preview?: Resolver<Maybe<ResolversTypes['ChangePreview']>, ParentType, ContextType>;
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type DeleteCommerceAccountMembershipsPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeleteCommerceAccountMembershipsPayload'] = ResolversParentTypes['DeleteCommerceAccountMembershipsPayload']> = {
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  results?: Resolver<ReadonlyArray<ResolversTypes['CommerceAccountMembershipResult']>, ParentType, ContextType>;
};

export type DeleteInvitationPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeleteInvitationPayload'] = ResolversParentTypes['DeleteInvitationPayload']> = {
  deletedId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  preview?: Resolver<Maybe<ResolversTypes['ChangePreview']>, ParentType, ContextType>;
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type DeleteInvitationsPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeleteInvitationsPayload'] = ResolversParentTypes['DeleteInvitationsPayload']> = {
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  results?: Resolver<ReadonlyArray<ResolversTypes['InvitationResult']>, ParentType, ContextType>;
};

export type DisableAccountMembershipPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DisableAccountMembershipPayload'] = ResolversParentTypes['DisableAccountMembershipPayload']> = {
  accountMembership?: Resolver<Maybe<ResolversTypes['AccountMembership']>, ParentType, ContextType>;
  preview?: Resolver<Maybe<ResolversTypes['ChangePreview']>, ParentType, ContextType>;
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type DisableAccountMembershipsPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DisableAccountMembershipsPayload'] = ResolversParentTypes['DisableAccountMembershipsPayload']> = {
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  results?: Resolver<ReadonlyArray<ResolversTypes['AccountMembershipResult']>, ParentType, ContextType>;
};

export type EnableAccountMembershipPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EnableAccountMembershipPayload'] = ResolversParentTypes['EnableAccountMembershipPayload']> = {
  accountMembership?: Resolver<Maybe<ResolversTypes['AccountMembership']>, ParentType, ContextType>;
  preview?: Resolver<Maybe<ResolversTypes['ChangePreview']>, ParentType, ContextType>;
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type EnableAccountMembershipsPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EnableAccountMembershipsPayload'] = ResolversParentTypes['EnableAccountMembershipsPayload']> = {
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  results?: Resolver<ReadonlyArray<ResolversTypes['AccountMembershipResult']>, ParentType, ContextType>;
};

export type IdentityResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Identity'] = ResolversParentTypes['Identity']> = {
  emailAddress?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  invitations?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Invitation']>>, ParentType, ContextType>;
  invitationsComplete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  memberships?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Membership']>>, ParentType, ContextType>;
  membershipsComplete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  people?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Person']>>, ParentType, ContextType>;
};

export type InvitationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Invitation'] = ResolversParentTypes['Invitation']> = {
  billRateInCents?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  billabilityTarget?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  costRateInCents?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  defaultRole?: Resolver<Maybe<ResolversTypes['Role']>, ParentType, ContextType>;
  emailAddress?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  expirationDate?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  fullName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  headline?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  invitee?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  inviter?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  pending?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  permission?: Resolver<Maybe<ResolversTypes['AccountPermission']>, ParentType, ContextType>;
  sourceId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type InvitationConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InvitationConnection'] = ResolversParentTypes['InvitationConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['InvitationEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Invitation']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type InvitationEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InvitationEdge'] = ResolversParentTypes['InvitationEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Invitation'], ParentType, ContextType>;
};

export type InvitationResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InvitationResult'] = ResolversParentTypes['InvitationResult']> = {
  error?: Resolver<Maybe<ResolversTypes['ItemError']>, ParentType, ContextType>;
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  index?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  invitation?: Resolver<Maybe<ResolversTypes['Invitation']>, ParentType, ContextType>;
  preview?: Resolver<Maybe<ResolversTypes['ChangePreview']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['ItemStatus'], ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type ItemErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ItemError'] = ResolversParentTypes['ItemError']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  retryAfterMs?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export interface JsonObjectScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSONObject'], any> {
  name: 'JSONObject';
}

export type MembershipResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Membership'] = ResolversParentTypes['Membership']> = {
  __resolveType: TypeResolveFn<'AccountMembership' | 'CommerceAccountMembership', ParentType, ContextType>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  createCommerceAccountMembership?: Resolver<Maybe<ResolversTypes['CreateCommerceAccountMembershipPayload']>, ParentType, ContextType, RequireFields<MutationCreateCommerceAccountMembershipArgs, 'input'>>;
  createCommerceAccountMemberships?: Resolver<Maybe<ResolversTypes['CreateCommerceAccountMembershipsPayload']>, ParentType, ContextType, RequireFields<MutationCreateCommerceAccountMembershipsArgs, 'input'>>;
  createInvitation?: Resolver<Maybe<ResolversTypes['CreateInvitationPayload']>, ParentType, ContextType, RequireFields<MutationCreateInvitationArgs, 'input'>>;
  createInvitations?: Resolver<Maybe<ResolversTypes['CreateInvitationsPayload']>, ParentType, ContextType, RequireFields<MutationCreateInvitationsArgs, 'input'>>;
  deleteAccountMembership?: Resolver<Maybe<ResolversTypes['DeleteAccountMembershipPayload']>, ParentType, ContextType, RequireFields<MutationDeleteAccountMembershipArgs, 'input'>>;
  deleteCommerceAccountMembership?: Resolver<Maybe<ResolversTypes['DeleteCommerceAccountMembershipPayload']>, ParentType, ContextType, RequireFields<MutationDeleteCommerceAccountMembershipArgs, 'input'>>;
  deleteCommerceAccountMemberships?: Resolver<Maybe<ResolversTypes['DeleteCommerceAccountMembershipsPayload']>, ParentType, ContextType, RequireFields<MutationDeleteCommerceAccountMembershipsArgs, 'input'>>;
  deleteInvitation?: Resolver<Maybe<ResolversTypes['DeleteInvitationPayload']>, ParentType, ContextType, RequireFields<MutationDeleteInvitationArgs, 'input'>>;
  deleteInvitations?: Resolver<Maybe<ResolversTypes['DeleteInvitationsPayload']>, ParentType, ContextType, RequireFields<MutationDeleteInvitationsArgs, 'input'>>;
  disableAccountMembership?: Resolver<Maybe<ResolversTypes['DisableAccountMembershipPayload']>, ParentType, ContextType, RequireFields<MutationDisableAccountMembershipArgs, 'input'>>;
  disableAccountMemberships?: Resolver<Maybe<ResolversTypes['DisableAccountMembershipsPayload']>, ParentType, ContextType, RequireFields<MutationDisableAccountMembershipsArgs, 'input'>>;
  enableAccountMembership?: Resolver<Maybe<ResolversTypes['EnableAccountMembershipPayload']>, ParentType, ContextType, RequireFields<MutationEnableAccountMembershipArgs, 'input'>>;
  enableAccountMemberships?: Resolver<Maybe<ResolversTypes['EnableAccountMembershipsPayload']>, ParentType, ContextType, RequireFields<MutationEnableAccountMembershipsArgs, 'input'>>;
  resendInvitation?: Resolver<Maybe<ResolversTypes['ResendInvitationPayload']>, ParentType, ContextType, RequireFields<MutationResendInvitationArgs, 'input'>>;
  resendInvitations?: Resolver<Maybe<ResolversTypes['ResendInvitationsPayload']>, ParentType, ContextType, RequireFields<MutationResendInvitationsArgs, 'input'>>;
  updateAccountMembership?: Resolver<Maybe<ResolversTypes['UpdateAccountMembershipPayload']>, ParentType, ContextType, RequireFields<MutationUpdateAccountMembershipArgs, 'input'>>;
  updateAccountMemberships?: Resolver<Maybe<ResolversTypes['UpdateAccountMembershipsPayload']>, ParentType, ContextType, RequireFields<MutationUpdateAccountMembershipsArgs, 'input'>>;
  updateCommerceAccountMembership?: Resolver<Maybe<ResolversTypes['UpdateCommerceAccountMembershipPayload']>, ParentType, ContextType, RequireFields<MutationUpdateCommerceAccountMembershipArgs, 'input'>>;
  updateCommerceAccountMemberships?: Resolver<Maybe<ResolversTypes['UpdateCommerceAccountMembershipsPayload']>, ParentType, ContextType, RequireFields<MutationUpdateCommerceAccountMembershipsArgs, 'input'>>;
  updateInvitation?: Resolver<Maybe<ResolversTypes['UpdateInvitationPayload']>, ParentType, ContextType, RequireFields<MutationUpdateInvitationArgs, 'input'>>;
};

export type NodeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Node'] = ResolversParentTypes['Node']> = {
  __resolveType: TypeResolveFn<'AccountMembership' | 'BackupApproverAssociation' | 'BillableUtilization' | 'CommerceAccount' | 'CommerceAccountMember' | 'CommerceAccountMembership' | 'CommerceAccountTag' | 'CostRate' | 'Invitation' | 'Role' | 'Skill' | 'SkillCategory' | 'SkillMembership' | 'User' | 'Workweek', ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PersonResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Person'] = ResolversParentTypes['Person']> = {
  __resolveType: TypeResolveFn<'CommerceAccountMember' | 'User', ParentType, ContextType>;
};

export type PlannedRequestResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PlannedRequest'] = ResolversParentTypes['PlannedRequest']> = {
  body?: Resolver<Maybe<ResolversTypes['JSONObject']>, ParentType, ContextType>;
  method?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  accountMembership?: Resolver<Maybe<ResolversTypes['AccountMembership']>, ParentType, ContextType, RequireFields<QueryAccountMembershipArgs, 'id'>>;
  accountMemberships?: Resolver<Maybe<ResolversTypes['AccountMembershipConnection']>, ParentType, ContextType, Partial<QueryAccountMembershipsArgs>>;
  commerceAccount?: Resolver<Maybe<ResolversTypes['CommerceAccount']>, ParentType, ContextType, RequireFields<QueryCommerceAccountArgs, 'id'>>;
  commerceAccountMember?: Resolver<Maybe<ResolversTypes['CommerceAccountMember']>, ParentType, ContextType, RequireFields<QueryCommerceAccountMemberArgs, 'id'>>;
  commerceAccountMembers?: Resolver<Maybe<ResolversTypes['CommerceAccountMemberConnection']>, ParentType, ContextType, Partial<QueryCommerceAccountMembersArgs>>;
  commerceAccountMembership?: Resolver<Maybe<ResolversTypes['CommerceAccountMembership']>, ParentType, ContextType, RequireFields<QueryCommerceAccountMembershipArgs, 'id'>>;
  commerceAccounts?: Resolver<Maybe<ResolversTypes['CommerceAccountConnection']>, ParentType, ContextType, Partial<QueryCommerceAccountsArgs>>;
  identity?: Resolver<Maybe<ResolversTypes['Identity']>, ParentType, ContextType, RequireFields<QueryIdentityArgs, 'emailAddress'>>;
  invitation?: Resolver<Maybe<ResolversTypes['Invitation']>, ParentType, ContextType, RequireFields<QueryInvitationArgs, 'id'>>;
  invitations?: Resolver<Maybe<ResolversTypes['InvitationConnection']>, ParentType, ContextType, Partial<QueryInvitationsArgs>>;
  me?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  node?: Resolver<Maybe<ResolversTypes['Node']>, ParentType, ContextType, RequireFields<QueryNodeArgs, 'id'>>;
  nodes?: Resolver<Maybe<ReadonlyArray<Maybe<ResolversTypes['Node']>>>, ParentType, ContextType, RequireFields<QueryNodesArgs, 'ids'>>;
  role?: Resolver<Maybe<ResolversTypes['Role']>, ParentType, ContextType, RequireFields<QueryRoleArgs, 'id'>>;
  roles?: Resolver<Maybe<ResolversTypes['RoleConnection']>, ParentType, ContextType, Partial<QueryRolesArgs>>;
  skill?: Resolver<Maybe<ResolversTypes['Skill']>, ParentType, ContextType, RequireFields<QuerySkillArgs, 'id'>>;
  skills?: Resolver<Maybe<ResolversTypes['SkillConnection']>, ParentType, ContextType, Partial<QuerySkillsArgs>>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType, RequireFields<QueryUserArgs, 'id'>>;
  users?: Resolver<Maybe<ResolversTypes['UserConnection']>, ParentType, ContextType, Partial<QueryUsersArgs>>;
};

export type ResendInvitationPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ResendInvitationPayload'] = ResolversParentTypes['ResendInvitationPayload']> = {
  invitation?: Resolver<Maybe<ResolversTypes['Invitation']>, ParentType, ContextType>;
  preview?: Resolver<Maybe<ResolversTypes['ChangePreview']>, ParentType, ContextType>;
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type ResendInvitationsPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ResendInvitationsPayload'] = ResolversParentTypes['ResendInvitationsPayload']> = {
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  results?: Resolver<ReadonlyArray<ResolversTypes['InvitationResult']>, ParentType, ContextType>;
};

export type RoleResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Role'] = ResolversParentTypes['Role']> = {
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  deletedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  sourceId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  updatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RoleConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RoleConnection'] = ResolversParentTypes['RoleConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['RoleEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Role']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type RoleEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RoleEdge'] = ResolversParentTypes['RoleEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Role'], ParentType, ContextType>;
};

export type SkillResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Skill'] = ResolversParentTypes['Skill']> = {
  category?: Resolver<Maybe<ResolversTypes['SkillCategory']>, ParentType, ContextType>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  maxLevel?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  sourceId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  updatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SkillCategoryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SkillCategory'] = ResolversParentTypes['SkillCategory']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  sourceId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SkillConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SkillConnection'] = ResolversParentTypes['SkillConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['SkillEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Skill']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type SkillEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SkillEdge'] = ResolversParentTypes['SkillEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Skill'], ParentType, ContextType>;
};

export type SkillMembershipResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SkillMembership'] = ResolversParentTypes['SkillMembership']> = {
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  creator?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  level?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  maxLevel?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  skill?: Resolver<Maybe<ResolversTypes['Skill']>, ParentType, ContextType>;
  skillName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  sourceId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  updatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UpdateAccountMembershipPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdateAccountMembershipPayload'] = ResolversParentTypes['UpdateAccountMembershipPayload']> = {
  accountMembership?: Resolver<Maybe<ResolversTypes['AccountMembership']>, ParentType, ContextType>;
  preview?: Resolver<Maybe<ResolversTypes['ChangePreview']>, ParentType, ContextType>;
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type UpdateAccountMembershipsPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdateAccountMembershipsPayload'] = ResolversParentTypes['UpdateAccountMembershipsPayload']> = {
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  results?: Resolver<ReadonlyArray<ResolversTypes['AccountMembershipResult']>, ParentType, ContextType>;
};

export type UpdateCommerceAccountMembershipPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdateCommerceAccountMembershipPayload'] = ResolversParentTypes['UpdateCommerceAccountMembershipPayload']> = {
  commerceAccountMembership?: Resolver<Maybe<ResolversTypes['CommerceAccountMembership']>, ParentType, ContextType>;
  preview?: Resolver<Maybe<ResolversTypes['ChangePreview']>, ParentType, ContextType>;
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type UpdateCommerceAccountMembershipsPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdateCommerceAccountMembershipsPayload'] = ResolversParentTypes['UpdateCommerceAccountMembershipsPayload']> = {
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  results?: Resolver<ReadonlyArray<ResolversTypes['CommerceAccountMembershipResult']>, ParentType, ContextType>;
};

export type UpdateInvitationPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdateInvitationPayload'] = ResolversParentTypes['UpdateInvitationPayload']> = {
  invitation?: Resolver<Maybe<ResolversTypes['Invitation']>, ParentType, ContextType>;
  preview?: Resolver<Maybe<ResolversTypes['ChangePreview']>, ParentType, ContextType>;
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type UserResolvers<ContextType = Context, ParentType extends ResolversParentTypes['User'] = ResolversParentTypes['User']> = {
  abbreviatedTimezone?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  accountMembership?: Resolver<Maybe<ResolversTypes['AccountMembership']>, ParentType, ContextType>;
  bio?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  city?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  classification?: Resolver<Maybe<ResolversTypes['UserClassification']>, ParentType, ContextType>;
  country?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  emailAddress?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  fullName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  headline?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lastSiteActivity?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  manager?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  photoPath?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  role?: Resolver<Maybe<ResolversTypes['Role']>, ParentType, ContextType>;
  skillMemberships?: Resolver<Maybe<ReadonlyArray<ResolversTypes['SkillMembership']>>, ParentType, ContextType>;
  skills?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Skill']>>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['Source'], ParentType, ContextType>;
  sourceId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  state?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  website?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UserConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UserConnection'] = ResolversParentTypes['UserConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['UserEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['User']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type UserEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UserEdge'] = ResolversParentTypes['UserEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
};

export type UserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UserError'] = ResolversParentTypes['UserError']> = {
  code?: Resolver<ResolversTypes['UserErrorCode'], ParentType, ContextType>;
  field?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type WorkweekResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Workweek'] = ResolversParentTypes['Workweek']> = {
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  default?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  endDate?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  fridayMinutes?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  mondayMinutes?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  saturdayMinutes?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  sourceId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  startDate?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  sundayMinutes?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  thursdayMinutes?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  totalMinutes?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  tuesdayMinutes?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  updatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  wednesdayMinutes?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  AccountMembership?: AccountMembershipResolvers<ContextType>;
  AccountMembershipConnection?: AccountMembershipConnectionResolvers<ContextType>;
  AccountMembershipEdge?: AccountMembershipEdgeResolvers<ContextType>;
  AccountMembershipResult?: AccountMembershipResultResolvers<ContextType>;
  BackupApproverAssociation?: BackupApproverAssociationResolvers<ContextType>;
  BillableUtilization?: BillableUtilizationResolvers<ContextType>;
  ChangePreview?: ChangePreviewResolvers<ContextType>;
  CommerceAccount?: CommerceAccountResolvers<ContextType>;
  CommerceAccountConnection?: CommerceAccountConnectionResolvers<ContextType>;
  CommerceAccountEdge?: CommerceAccountEdgeResolvers<ContextType>;
  CommerceAccountMember?: CommerceAccountMemberResolvers<ContextType>;
  CommerceAccountMemberConnection?: CommerceAccountMemberConnectionResolvers<ContextType>;
  CommerceAccountMemberEdge?: CommerceAccountMemberEdgeResolvers<ContextType>;
  CommerceAccountMembership?: CommerceAccountMembershipResolvers<ContextType>;
  CommerceAccountMembershipConnection?: CommerceAccountMembershipConnectionResolvers<ContextType>;
  CommerceAccountMembershipEdge?: CommerceAccountMembershipEdgeResolvers<ContextType>;
  CommerceAccountMembershipResult?: CommerceAccountMembershipResultResolvers<ContextType>;
  CommerceAccountTag?: CommerceAccountTagResolvers<ContextType>;
  CostRate?: CostRateResolvers<ContextType>;
  CreateCommerceAccountMembershipPayload?: CreateCommerceAccountMembershipPayloadResolvers<ContextType>;
  CreateCommerceAccountMembershipsPayload?: CreateCommerceAccountMembershipsPayloadResolvers<ContextType>;
  CreateInvitationPayload?: CreateInvitationPayloadResolvers<ContextType>;
  CreateInvitationsPayload?: CreateInvitationsPayloadResolvers<ContextType>;
  Date?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  DeleteAccountMembershipPayload?: DeleteAccountMembershipPayloadResolvers<ContextType>;
  DeleteCommerceAccountMembershipPayload?: DeleteCommerceAccountMembershipPayloadResolvers<ContextType>;
  DeleteCommerceAccountMembershipsPayload?: DeleteCommerceAccountMembershipsPayloadResolvers<ContextType>;
  DeleteInvitationPayload?: DeleteInvitationPayloadResolvers<ContextType>;
  DeleteInvitationsPayload?: DeleteInvitationsPayloadResolvers<ContextType>;
  DisableAccountMembershipPayload?: DisableAccountMembershipPayloadResolvers<ContextType>;
  DisableAccountMembershipsPayload?: DisableAccountMembershipsPayloadResolvers<ContextType>;
  EnableAccountMembershipPayload?: EnableAccountMembershipPayloadResolvers<ContextType>;
  EnableAccountMembershipsPayload?: EnableAccountMembershipsPayloadResolvers<ContextType>;
  Identity?: IdentityResolvers<ContextType>;
  Invitation?: InvitationResolvers<ContextType>;
  InvitationConnection?: InvitationConnectionResolvers<ContextType>;
  InvitationEdge?: InvitationEdgeResolvers<ContextType>;
  InvitationResult?: InvitationResultResolvers<ContextType>;
  ItemError?: ItemErrorResolvers<ContextType>;
  JSONObject?: GraphQLScalarType;
  Membership?: MembershipResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  Node?: NodeResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Person?: PersonResolvers<ContextType>;
  PlannedRequest?: PlannedRequestResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  ResendInvitationPayload?: ResendInvitationPayloadResolvers<ContextType>;
  ResendInvitationsPayload?: ResendInvitationsPayloadResolvers<ContextType>;
  Role?: RoleResolvers<ContextType>;
  RoleConnection?: RoleConnectionResolvers<ContextType>;
  RoleEdge?: RoleEdgeResolvers<ContextType>;
  Skill?: SkillResolvers<ContextType>;
  SkillCategory?: SkillCategoryResolvers<ContextType>;
  SkillConnection?: SkillConnectionResolvers<ContextType>;
  SkillEdge?: SkillEdgeResolvers<ContextType>;
  SkillMembership?: SkillMembershipResolvers<ContextType>;
  UpdateAccountMembershipPayload?: UpdateAccountMembershipPayloadResolvers<ContextType>;
  UpdateAccountMembershipsPayload?: UpdateAccountMembershipsPayloadResolvers<ContextType>;
  UpdateCommerceAccountMembershipPayload?: UpdateCommerceAccountMembershipPayloadResolvers<ContextType>;
  UpdateCommerceAccountMembershipsPayload?: UpdateCommerceAccountMembershipsPayloadResolvers<ContextType>;
  UpdateInvitationPayload?: UpdateInvitationPayloadResolvers<ContextType>;
  User?: UserResolvers<ContextType>;
  UserConnection?: UserConnectionResolvers<ContextType>;
  UserEdge?: UserEdgeResolvers<ContextType>;
  UserError?: UserErrorResolvers<ContextType>;
  Workweek?: WorkweekResolvers<ContextType>;
};

