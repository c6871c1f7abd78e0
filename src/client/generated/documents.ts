/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedString } from '../document.ts';
/** Which account memberships to list. All given conditions must hold. A blank string counts as absent. */
export type AccountMembershipFilter = {
  /** By the member's full name. The upstream decides what matches; a part of the name is usually enough. Not together with `search`. */
  readonly byFullName?: string | null | undefined;
  /** By whether the member may log in. */
  readonly canLogIn?: boolean | null | undefined;
  /** Created after this time. */
  readonly createdAfter?: string | null | undefined;
  /** Created before this time. */
  readonly createdBefore?: string | null | undefined;
  /** Free text for the upstream's search. The rows come in order of relevance, so not together with `orderBy`. `totalCount` is then an upper bound, and a page may be short. */
  readonly search?: string | null | undefined;
  /** By status. Absent or null: `ACTIVE`. */
  readonly status?: MembershipStatusFilter | null | undefined;
  /** Last changed after this time. */
  readonly updatedAfter?: string | null | undefined;
  /** Last changed before this time. */
  readonly updatedBefore?: string | null | undefined;
  /** Memberships of these users: ids of `User`, at most 200. An empty list matches nothing and costs no call. */
  readonly userIds?: ReadonlyArray<string | number> | null | undefined;
  /** By the member's skills. A filter that needs a URL of more than 4 KB, as a hundred skills with levels beside 200 `userIds` do, is refused (`BAD_USER_INPUT`). */
  readonly withSkills?: SkillCriteria | null | undefined;
};

/** How to order a list of account memberships. */
export type AccountMembershipOrder = {
  /** The direction. Absent or null: `ASC`. */
  readonly direction?: SortDirection | null | undefined;
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

/** What happens in a member's existing projects when the default role changes. */
export type ChangeRoleOption =
  /** The new role is added beside the old one in existing projects. */
  | 'ADD_ANOTHER_ROLE'
  /** Existing projects are left alone: the new role counts for new projects only. */
  | 'KEEP_EXISTING_ROLE'
  /** The new role takes the place of the old one in existing projects. */
  | 'UPDATE_WITH_NEW_ROLE';

/** Whom to invite. A licence beyond the contracted number may be billed. */
export type CreateInvitationInput = {
  /** Default bill rate per hour in cents of the account's currency. Needs a token of a project lead or above. */
  readonly billRateInCents?: number | null | undefined;
  /** Billable share of the working time to aim at, in percent, 0 to 100. */
  readonly billabilityTarget?: number | null | undefined;
  /** Default cost rate per hour in cents of the account's currency. Needs an administrator's token. */
  readonly costRateInCents?: number | null | undefined;
  /** Whether the person will always be read-only in projects. */
  readonly defaultReadOnly?: boolean | null | undefined;
  /** The role they will get in new projects: the id of a `Role`. */
  readonly defaultRoleId?: string | number | null | undefined;
  /** Dry run: `preview` says what would happen, and nothing is changed. */
  readonly dryRun?: boolean | null | undefined;
  /** Where to send the invitation. */
  readonly emailAddress: string;
  /** The person's full name. */
  readonly fullName: string;
  /** The person's title or headline. */
  readonly headline?: string | null | undefined;
  /** A key of your own for this change, 1 to 255 printable ASCII characters, kept for 24 hours: the same key with the same input is one change, however often it is sent. */
  readonly idempotencyKey?: string | null | undefined;
  /** The permission they will have. If it is absent, the upstream chooses one, so it is better to give it. `PUNCH_CLOCK` needs a bill rate; `EXTERNAL_COLLABORATOR` may be refused by the upstream; `UNRECOGNIZED` is refused. */
  readonly permission?: AccountPermission | null | undefined;
};

/** The membership to disable. */
export type DisableAccountMembershipInput = {
  /** Dry run: `preview` says what would happen, and nothing is changed. */
  readonly dryRun?: boolean | null | undefined;
  /** Its global id or its id in the REST API. */
  readonly id: string | number;
  /** A key of your own for this change, 1 to 255 printable ASCII characters, kept for 24 hours: the same key with the same input is one change, however often it is sent. */
  readonly idempotencyKey?: string | null | undefined;
};

/** The membership to enable. */
export type EnableAccountMembershipInput = {
  /** Dry run: `preview` says what would happen, and nothing is changed. */
  readonly dryRun?: boolean | null | undefined;
  /** Its global id or its id in the REST API. */
  readonly id: string | number;
  /** A key of your own for this change, 1 to 255 printable ASCII characters, kept for 24 hours: the same key with the same input is one change, however often it is sent. */
  readonly idempotencyKey?: string | null | undefined;
};

/** Which invitations to list. All given conditions must hold. A blank string counts as absent. There is no filter by e-mail address. */
export type InvitationFilter = {
  /** By the invited person's full name. The upstream decides what matches; a part of the name is usually enough. Not together with `search`. */
  readonly byFullName?: string | null | undefined;
  /** Pending ones or all. Absent or null: `PENDING`. */
  readonly pending?: InvitationPendingFilter | null | undefined;
  /** Free text for the upstream's search. The rows come in order of relevance, and the upstream decides whether `orderBy` still counts. `totalCount` is then an upper bound, and a page may be short. */
  readonly search?: string | null | undefined;
};

/** Which invitations a list shows. */
export type InvitationPendingFilter =
  /** All, including accepted ones. */
  | 'ANY'
  /** Only those that wait to be accepted. The default. */
  | 'PENDING';

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

/** The invitation to send again. */
export type ResendInvitationInput = {
  /** Dry run: `preview` says what would happen, and nothing is changed. */
  readonly dryRun?: boolean | null | undefined;
  /** Its global id or its id in the REST API. */
  readonly id: string | number;
  /** A key of your own for this change, 1 to 255 printable ASCII characters, kept for 24 hours: the same key with the same input is one change, however often it is sent. */
  readonly idempotencyKey?: string | null | undefined;
};

/** Which roles to list. All given conditions must hold. */
export type RoleFilter = {
  /** Whether to list deleted roles, too. Absent or null: false. */
  readonly includeDeleted?: boolean | null | undefined;
  /** By name. The upstream decides what matches; a part of the name is usually enough. Blank counts as absent. */
  readonly matching?: string | null | undefined;
};

/** Which skills members must have. */
export type SkillCriteria = {
  /** The skills: ids of `Skill`, at most 100. An empty list matches nothing and costs no call. */
  readonly ids: ReadonlyArray<string | number>;
  /** Limits some of the skills in `ids` to certain levels. A skill that is not listed here counts at any level; one that is listed twice, at the levels of both entries. */
  readonly levels?: ReadonlyArray<SkillLevelsInput> | null | undefined;
  /** Whether members must have all of them or one is enough. Absent or null: `AND`. */
  readonly operation?: SkillOperation | null | undefined;
};

/** The levels of one skill that count. */
export type SkillLevelsInput = {
  /** The levels that count, at least one, each 1 to the skill's `maxLevel`. */
  readonly levels: ReadonlyArray<number>;
  /** The skill, one of `SkillCriteria.ids`. */
  readonly skillId: string | number;
};

/** How several skills combine. */
export type SkillOperation =
  /** All of them. */
  | 'AND'
  /** At least one of them. */
  | 'OR';

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
  readonly billRateInCents?: number | null | undefined;
  /** Billable share of the working time to aim at, in percent, 0 to 100. */
  readonly billabilityTarget?: number | null | undefined;
  /** What the new default role means for existing projects: replace the role there (`UPDATE_WITH_NEW_ROLE`), add to it (`ADD_ANOTHER_ROLE`) or leave it (`KEEP_EXISTING_ROLE`). Required with a `defaultRoleId` that is not null: without it the change is refused (`INVALID`), and nothing is sent. */
  readonly changeRoleOption?: ChangeRoleOption | null | undefined;
  /** Default cost rate per hour in cents of the account's currency. Needs an administrator's token. */
  readonly costRateInCents?: number | null | undefined;
  /** Whether the member is always read-only in projects. */
  readonly defaultReadOnly?: boolean | null | undefined;
  /** The new default role: the id of a `Role`. Needs `changeRoleOption`, unless it is null, which clears the role. */
  readonly defaultRoleId?: string | number | null | undefined;
  /** Dry run: `preview` says what would happen, and nothing is changed. */
  readonly dryRun?: boolean | null | undefined;
  /** Whether submitted timesheets must not exceed the hours of the workweek. */
  readonly enforceWorkweekMaximumOnTimesheetSubmission?: boolean | null | undefined;
  /** Whether submitted timesheets must reach the hours of the workweek. */
  readonly enforceWorkweekMinimumOnTimesheetSubmission?: boolean | null | undefined;
  /** The membership to change: its global id or its id in the REST API. */
  readonly id: string | number;
  /** A key of your own for this change, 1 to 255 printable ASCII characters, kept for 24 hours: the same key with the same input is one change, however often it is sent. */
  readonly idempotencyKey?: string | null | undefined;
  /** Refuse the change (`CONFLICT`, with the record as it is now) if the record was changed after this time. Costs one call to read it. Best effort: the upstream cannot compare and set, so a change between that read and the write goes unnoticed. */
  readonly ifUnchangedSince?: string | null | undefined;
  /** Whether the manager may approve the member's time. */
  readonly managerCanApprove?: boolean | null | undefined;
  /** Whether the manager may edit the member's skills. */
  readonly managerCanEditSkills?: boolean | null | undefined;
  /** The new manager: the id of a `User`, not of a membership, one of `AccountMembership.possibleManagers`. Null takes the manager away. */
  readonly managerId?: string | number | null | undefined;
  /** The new permission. `PUNCH_CLOCK` needs a bill rate, set before or in the same change; `UNRECOGNIZED` is refused. */
  readonly permission?: AccountPermission | null | undefined;
  /** Whether an alert is shown when the member submits a timesheet. */
  readonly shouldShowAlertOnTimesheetSubmission?: boolean | null | undefined;
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

export type IdentityQueryVariables = Exact<{
  emailAddress: string;
}>;


export type IdentityQuery = { readonly identity: { readonly emailAddress: string, readonly membershipsComplete: boolean, readonly people: ReadonlyArray<
      | { readonly id: string, readonly source: Source, readonly sourceId: string, readonly fullName: string | null, readonly emailAddress: string | null }
      | { readonly id: string, readonly source: Source, readonly sourceId: string, readonly fullName: string | null, readonly emailAddress: string | null }
    > | null, readonly memberships: ReadonlyArray<
      | { readonly status: MembershipStatus | null, readonly permission: AccountPermission | null, readonly id: string, readonly source: Source, readonly sourceId: string }
      | { readonly id: string, readonly source: Source, readonly sourceId: string, readonly account: { readonly id: string, readonly name: string | null } | null }
    > | null } | null };

export type InvitationPartsFragment = { readonly id: string, readonly sourceId: string, readonly fullName: string | null, readonly emailAddress: string | null, readonly permission: AccountPermission | null, readonly pending: boolean | null, readonly expirationDate: string | null };

export type InvitationsQueryVariables = Exact<{
  filter?: InvitationFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type InvitationsQuery = { readonly invitations: { readonly totalCount: number | null, readonly nodes: ReadonlyArray<{ readonly id: string, readonly sourceId: string, readonly fullName: string | null, readonly emailAddress: string | null, readonly permission: AccountPermission | null, readonly pending: boolean | null, readonly expirationDate: string | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null };

export type InviteMutationVariables = Exact<{
  input: CreateInvitationInput;
}>;


export type InviteMutation = { readonly createInvitation: { readonly replayed: boolean, readonly invitation: { readonly id: string, readonly sourceId: string, readonly fullName: string | null, readonly emailAddress: string | null, readonly permission: AccountPermission | null, readonly pending: boolean | null, readonly expirationDate: string | null } | null, readonly userErrors: ReadonlyArray<{ readonly code: UserErrorCode, readonly field: ReadonlyArray<string> | null, readonly message: string }> } | null };

export type ResendInvitationMutationVariables = Exact<{
  input: ResendInvitationInput;
}>;


export type ResendInvitationMutation = { readonly resendInvitation: { readonly replayed: boolean, readonly invitation: { readonly id: string, readonly sourceId: string, readonly fullName: string | null, readonly emailAddress: string | null, readonly permission: AccountPermission | null, readonly pending: boolean | null, readonly expirationDate: string | null } | null, readonly userErrors: ReadonlyArray<{ readonly code: UserErrorCode, readonly field: ReadonlyArray<string> | null, readonly message: string }> } | null };

export type MemberFragment = { readonly id: string, readonly sourceId: string, readonly status: MembershipStatus | null, readonly permission: AccountPermission | null, readonly billRateInCents: number | null, readonly updatedAt: string | null, readonly user: { readonly id: string, readonly fullName: string | null, readonly emailAddress: string | null } | null, readonly defaultRole: { readonly id: string, readonly name: string | null } | null, readonly manager: { readonly id: string, readonly fullName: string | null } | null };

export type MembersQueryVariables = Exact<{
  filter?: AccountMembershipFilter | null | undefined;
  orderBy?: AccountMembershipOrder | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type MembersQuery = { readonly accountMemberships: { readonly totalCount: number | null, readonly nodes: ReadonlyArray<{ readonly id: string, readonly sourceId: string, readonly status: MembershipStatus | null, readonly permission: AccountPermission | null, readonly billRateInCents: number | null, readonly updatedAt: string | null, readonly user: { readonly id: string, readonly fullName: string | null, readonly emailAddress: string | null } | null, readonly defaultRole: { readonly id: string, readonly name: string | null } | null, readonly manager: { readonly id: string, readonly fullName: string | null } | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null };

export type MemberByIdQueryVariables = Exact<{
  id: string | number;
}>;


export type MemberByIdQuery = { readonly accountMembership: { readonly id: string, readonly sourceId: string, readonly status: MembershipStatus | null, readonly permission: AccountPermission | null, readonly billRateInCents: number | null, readonly updatedAt: string | null, readonly user: { readonly id: string, readonly fullName: string | null, readonly emailAddress: string | null } | null, readonly defaultRole: { readonly id: string, readonly name: string | null } | null, readonly manager: { readonly id: string, readonly fullName: string | null } | null } | null };

export type UpdateMemberMutationVariables = Exact<{
  input: UpdateAccountMembershipInput;
}>;


export type UpdateMemberMutation = { readonly updateAccountMembership: { readonly replayed: boolean, readonly accountMembership: { readonly id: string, readonly sourceId: string, readonly status: MembershipStatus | null, readonly permission: AccountPermission | null, readonly billRateInCents: number | null, readonly updatedAt: string | null, readonly user: { readonly id: string, readonly fullName: string | null, readonly emailAddress: string | null } | null, readonly defaultRole: { readonly id: string, readonly name: string | null } | null, readonly manager: { readonly id: string, readonly fullName: string | null } | null } | null, readonly userErrors: ReadonlyArray<{ readonly code: UserErrorCode, readonly field: ReadonlyArray<string> | null, readonly message: string }> } | null };

export type DisableMemberMutationVariables = Exact<{
  input: DisableAccountMembershipInput;
}>;


export type DisableMemberMutation = { readonly disableAccountMembership: { readonly replayed: boolean, readonly accountMembership: { readonly id: string, readonly sourceId: string, readonly status: MembershipStatus | null, readonly permission: AccountPermission | null, readonly billRateInCents: number | null, readonly updatedAt: string | null, readonly user: { readonly id: string, readonly fullName: string | null, readonly emailAddress: string | null } | null, readonly defaultRole: { readonly id: string, readonly name: string | null } | null, readonly manager: { readonly id: string, readonly fullName: string | null } | null } | null, readonly userErrors: ReadonlyArray<{ readonly code: UserErrorCode, readonly field: ReadonlyArray<string> | null, readonly message: string }> } | null };

export type EnableMemberMutationVariables = Exact<{
  input: EnableAccountMembershipInput;
}>;


export type EnableMemberMutation = { readonly enableAccountMembership: { readonly replayed: boolean, readonly accountMembership: { readonly id: string, readonly sourceId: string, readonly status: MembershipStatus | null, readonly permission: AccountPermission | null, readonly billRateInCents: number | null, readonly updatedAt: string | null, readonly user: { readonly id: string, readonly fullName: string | null, readonly emailAddress: string | null } | null, readonly defaultRole: { readonly id: string, readonly name: string | null } | null, readonly manager: { readonly id: string, readonly fullName: string | null } | null } | null, readonly userErrors: ReadonlyArray<{ readonly code: UserErrorCode, readonly field: ReadonlyArray<string> | null, readonly message: string }> } | null };

export type RolesQueryVariables = Exact<{
  filter?: RoleFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type RolesQuery = { readonly roles: { readonly totalCount: number | null, readonly nodes: ReadonlyArray<{ readonly id: string, readonly sourceId: string, readonly name: string | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null };

export type UserErrorPartsFragment = { readonly code: UserErrorCode, readonly field: ReadonlyArray<string> | null, readonly message: string };

export const Identity = `query Identity($emailAddress: String!) {
  identity(emailAddress: $emailAddress) {
    emailAddress
    people {
      id
      source
      sourceId
      fullName
      emailAddress
    }
    memberships {
      id
      source
      sourceId
      ... on AccountMembership {
        status
        permission
      }
      ... on CommerceAccountMembership {
        account {
          id
          name
        }
      }
    }
    membershipsComplete
  }
}` as TypedString<IdentityQuery, IdentityQueryVariables>;

export const Invitations = `query Invitations($filter: InvitationFilter, $first: Int, $after: String) {
  invitations(filter: $filter, first: $first, after: $after) {
    totalCount
    nodes {
      ...InvitationParts
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}

fragment InvitationParts on Invitation {
  id
  sourceId
  fullName
  emailAddress
  permission
  pending
  expirationDate
}` as TypedString<InvitationsQuery, InvitationsQueryVariables>;

export const Invite = `mutation Invite($input: CreateInvitationInput!) {
  createInvitation(input: $input) {
    invitation {
      ...InvitationParts
    }
    userErrors {
      ...UserErrorParts
    }
    replayed
  }
}

fragment InvitationParts on Invitation {
  id
  sourceId
  fullName
  emailAddress
  permission
  pending
  expirationDate
}

fragment UserErrorParts on UserError {
  code
  field
  message
}` as TypedString<InviteMutation, InviteMutationVariables>;

export const ResendInvitation = `mutation ResendInvitation($input: ResendInvitationInput!) {
  resendInvitation(input: $input) {
    invitation {
      ...InvitationParts
    }
    userErrors {
      ...UserErrorParts
    }
    replayed
  }
}

fragment InvitationParts on Invitation {
  id
  sourceId
  fullName
  emailAddress
  permission
  pending
  expirationDate
}

fragment UserErrorParts on UserError {
  code
  field
  message
}` as TypedString<ResendInvitationMutation, ResendInvitationMutationVariables>;

export const Members = `query Members($filter: AccountMembershipFilter, $orderBy: AccountMembershipOrder, $first: Int, $after: String) {
  accountMemberships(
    filter: $filter
    orderBy: $orderBy
    first: $first
    after: $after
  ) {
    totalCount
    nodes {
      ...Member
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}

fragment Member on AccountMembership {
  id
  sourceId
  status
  permission
  billRateInCents
  updatedAt
  user {
    id
    fullName
    emailAddress
  }
  defaultRole {
    id
    name
  }
  manager {
    id
    fullName
  }
}` as TypedString<MembersQuery, MembersQueryVariables>;

export const MemberById = `query MemberById($id: ID!) {
  accountMembership(id: $id) {
    ...Member
  }
}

fragment Member on AccountMembership {
  id
  sourceId
  status
  permission
  billRateInCents
  updatedAt
  user {
    id
    fullName
    emailAddress
  }
  defaultRole {
    id
    name
  }
  manager {
    id
    fullName
  }
}` as TypedString<MemberByIdQuery, MemberByIdQueryVariables>;

export const UpdateMember = `mutation UpdateMember($input: UpdateAccountMembershipInput!) {
  updateAccountMembership(input: $input) {
    accountMembership {
      ...Member
    }
    userErrors {
      ...UserErrorParts
    }
    replayed
  }
}

fragment Member on AccountMembership {
  id
  sourceId
  status
  permission
  billRateInCents
  updatedAt
  user {
    id
    fullName
    emailAddress
  }
  defaultRole {
    id
    name
  }
  manager {
    id
    fullName
  }
}

fragment UserErrorParts on UserError {
  code
  field
  message
}` as TypedString<UpdateMemberMutation, UpdateMemberMutationVariables>;

export const DisableMember = `mutation DisableMember($input: DisableAccountMembershipInput!) {
  disableAccountMembership(input: $input) {
    accountMembership {
      ...Member
    }
    userErrors {
      ...UserErrorParts
    }
    replayed
  }
}

fragment Member on AccountMembership {
  id
  sourceId
  status
  permission
  billRateInCents
  updatedAt
  user {
    id
    fullName
    emailAddress
  }
  defaultRole {
    id
    name
  }
  manager {
    id
    fullName
  }
}

fragment UserErrorParts on UserError {
  code
  field
  message
}` as TypedString<DisableMemberMutation, DisableMemberMutationVariables>;

export const EnableMember = `mutation EnableMember($input: EnableAccountMembershipInput!) {
  enableAccountMembership(input: $input) {
    accountMembership {
      ...Member
    }
    userErrors {
      ...UserErrorParts
    }
    replayed
  }
}

fragment Member on AccountMembership {
  id
  sourceId
  status
  permission
  billRateInCents
  updatedAt
  user {
    id
    fullName
    emailAddress
  }
  defaultRole {
    id
    name
  }
  manager {
    id
    fullName
  }
}

fragment UserErrorParts on UserError {
  code
  field
  message
}` as TypedString<EnableMemberMutation, EnableMemberMutationVariables>;

export const Roles = `query Roles($filter: RoleFilter, $first: Int, $after: String) {
  roles(filter: $filter, first: $first, after: $after) {
    totalCount
    nodes {
      id
      sourceId
      name
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}` as TypedString<RolesQuery, RolesQueryVariables>;