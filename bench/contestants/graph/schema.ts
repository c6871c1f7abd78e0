/** The part of the gateway's graph that the bench asks for, the same for all who build it anew. */
export const typeDefs = /* GraphQL */ `
  type Query {
    accountMemberships(first: Int): AccountMembershipConnection
    accountMembership(id: ID!): AccountMembership
    nodes(ids: [ID!]!): [Node]
  }

  type Mutation {
    updateAccountMembership(input: UpdateAccountMembershipInput!): UpdateAccountMembershipPayload
    updateAccountMemberships(input: UpdateAccountMembershipsInput!): UpdateAccountMembershipsPayload
  }

  interface Node {
    id: ID!
  }

  type AccountMembershipConnection {
    nodes: [AccountMembership!]
  }

  type AccountMembership implements Node {
    id: ID!
    status: String
    permission: String
    isOwner: Boolean
    isAdministrator: Boolean
    isProjectLead: Boolean
    canCreateWorkspace: Boolean
    canViewReports: Boolean
    defaultReadOnly: Boolean
    managerCanApprove: Boolean
    managerCanEditSkills: Boolean
    billRateInCents: Int
    costRateInCents: Int
    billabilityTarget: Float
    createdAt: String
    user: User
    defaultRole: Role
    manager: User
    managees: [User!]
  }

  type User implements Node {
    id: ID!
    fullName: String
    emailAddress: String
    role: Role
    accountMembership: AccountMembership
  }

  type Role implements Node {
    id: ID!
    name: String
  }

  input UpdateAccountMembershipInput {
    id: ID!
    billRateInCents: Int
  }

  type UpdateAccountMembershipPayload {
    accountMembership: AccountMembership
    userErrors: [UserError!]!
  }

  type UserError {
    message: String!
  }

  input UpdateAccountMembershipsInput {
    updates: [UpdateAccountMembershipInput!]!
  }

  type UpdateAccountMembershipsPayload {
    results: [AccountMembershipResult!]!
  }

  type AccountMembershipResult {
    index: Int!
    status: String!
    accountMembership: AccountMembership
  }
`;
