import { graphql } from './generated/index.ts';

/**
 * Of mutations: one that fails says so in its result, and throws nothing to be caught. Of lists: a failure is told
 * beside what there is in spite of it; else one role that cannot be read would hide a whole page of members.
 */
export const failuresInResult = { errorPolicy: 'all' } as const;

export const MembersQuery = graphql(`
  query Members(
    $filter: AccountMembershipFilter
    $orderBy: AccountMembershipOrder
    $first: Int
    $after: String
    $last: Int
    $before: String
  ) {
    accountMemberships(
      filter: $filter
      orderBy: $orderBy
      first: $first
      after: $after
      last: $last
      before: $before
    ) {
      totalCount
      nodes {
        ...MemberRow
      }
      pageInfo {
        hasNextPage
        hasPreviousPage
        startCursor
        endCursor
      }
    }
  }

  fragment MemberRow on AccountMembership {
    id
    status
    permission
    billRateInCents
    user {
      id
      fullName
      emailAddress
    }
    defaultRole {
      id
      name
    }
  }
`);

export const RolesQuery = graphql(`
  query Roles {
    roles(first: 200) {
      nodes {
        id
        name
      }
    }
  }
`);

export const UpdateMember = graphql(`
  mutation UpdateMember($input: UpdateAccountMembershipInput!) {
    updateAccountMembership(input: $input) {
      accountMembership {
        ...MemberRow
      }
      userErrors {
        field
        message
      }
    }
  }
`);

export const DisableMember = graphql(`
  mutation DisableMember($id: ID!) {
    disableAccountMembership(input: { id: $id }) {
      accountMembership {
        id
        status
      }
      userErrors {
        message
      }
    }
  }
`);

export const EnableMember = graphql(`
  mutation EnableMember($id: ID!) {
    enableAccountMembership(input: { id: $id }) {
      accountMembership {
        id
        status
      }
      userErrors {
        message
      }
    }
  }
`);

export const InvitationsQuery = graphql(`
  query Invitations {
    invitations(first: 10) {
      nodes {
        id
        fullName
        emailAddress
        expirationDate
      }
    }
  }
`);

export const Invite = graphql(`
  mutation Invite($input: CreateInvitationInput!) {
    createInvitation(input: $input) {
      invitation {
        id
        pending
      }
      userErrors {
        field
        message
      }
    }
  }
`);

export const Resend = graphql(`
  mutation Resend($id: ID!) {
    resendInvitation(input: { id: $id }) {
      invitation {
        id
        expirationDate
      }
      userErrors {
        message
      }
    }
  }
`);
