/** Operations to begin with, in the explorers. */
export interface Example {
  readonly name: string;
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

export const firstExample: Example = {
  name: 'Members',
  query: `# Members, each with user, role and manager:
# one upstream call.
query Members {
  accountMemberships(first: 10) {
    totalCount
    nodes {
      id
      permission
      user { fullName emailAddress headline }
      defaultRole { name }
      manager { fullName }
    }
  }
}
`,
};

export const examples: readonly Example[] = [
  firstExample,
  {
    name: 'One membership',
    query: `# One membership and what is around it: one upstream call.
# Other ids are in the answer to Members.
query OneMembership($id: ID!) {
  accountMembership(id: $id) {
    id
    status
    permission
    billRateInCents
    user { fullName emailAddress }
    defaultRole { name }
    manager { fullName }
    managees { fullName }
    skillMemberships { skillName level }
    effectiveWorkweek { totalMinutes }
    costRates { currency amountInSubunits }
    backupApproverAssociations {
      endDate
      backupApprover { fullName }
    }
  }
}
`,
    variables: { id: '300501' },
  },
  {
    name: 'Identity',
    query: `# Who is known under an e-mail address,
# in both systems at the same time.
query Identity($emailAddress: String!) {
  identity(emailAddress: $emailAddress) {
    people { source fullName }
    memberships {
      source
      sourceId
      ... on AccountMembership {
        permission
      }
      ... on CommerceAccountMembership {
        account { name }
      }
    }
  }
}
`,
    variables: { emailAddress: 'angela.muller.9100001@example.com' },
  },
  {
    name: 'Two steps',
    query: `# What only a user's own call tells takes
# a second one, after the first.
query TwoSteps {
  accountMemberships(first: 20) {
    nodes { permission user { fullName bio } }
  }
}
`,
  },
  {
    name: 'A dry run',
    query: `# What a change would do, and what is against it.
# Nothing is changed.
mutation DryRun($id: ID!) {
  updateAccountMembership(
    input: { id: $id, permission: PROJECT_CREATOR, dryRun: true }
  ) {
    preview {
      before
      after
      blockedBy
      warnings
      requests { method path body }
    }
    userErrors { field message }
  }
}
`,
    variables: { id: '300501' },
  },
];
