/** What is asked, of all contestants alike. */

export interface Workload extends Asked {
  /** Also the name of the operation. */
  readonly name: string;
  readonly title: string;
}

/** The same thing may have to be asked in other words elsewhere. */
export interface Asked {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  /** From its data to the gateway's, so that answers can be compared. */
  readonly read?: (data: unknown) => unknown;
}

const globalId = (type: string, id: number) => Buffer.from(`${type}:${id}`).toString('base64url');
const ids = (type: string, first: number, count: number) =>
  Array.from({ length: count }, (_, index) => globalId(type, first + index));

/** Of all three collections, none twice, and mixed. */
const mixedIds = ids('AccountMembership', 300_501, 140).flatMap((id, index) => [
  id,
  globalId('User', 9_101_001 + index),
  ...(index % 7 === 0 ? [globalId('Role', 77_001 + index / 7)] : []),
]);

const fifteenFields = `id status permission isOwner isAdministrator isProjectLead canCreateWorkspace
  canViewReports defaultReadOnly managerCanApprove managerCanEditSkills billRateInCents
  costRateInCents billabilityTarget createdAt`;

export const workloads: readonly Workload[] = [
  {
    name: 'W1',
    title: '20 memberships, user, role',
    query: `query W1 { accountMemberships(first: 20) { nodes {
      id status user { fullName emailAddress } defaultRole { name } } } }`,
  },
  {
    name: 'W2',
    title: '200 × 15 fields, user, role, manager',
    query: `query W2 { accountMemberships(first: 200) { nodes { ${fifteenFields}
      user { fullName emailAddress } defaultRole { name } manager { fullName } } } }`,
  },
  {
    name: 'W3',
    title: 'one by id, user, role',
    query: `query W3($id: ID!) { accountMembership(id: $id) {
      id status user { fullName emailAddress } defaultRole { name } } }`,
    variables: { id: '300517' },
  },
  {
    name: 'W4',
    title: '20 memberships, managees, their roles',
    query: `query W4 { accountMemberships(first: 20) { nodes {
      id managees { fullName role { name } } } } }`,
  },
  { name: 'W5', title: '__typename', query: 'query W5 { __typename }' },
  {
    name: 'W6',
    title: 'an update and what is selected of it',
    query: `mutation W6($input: UpdateAccountMembershipInput!) { updateAccountMembership(input: $input) {
      accountMembership { id billRateInCents user { fullName } manager { fullName } }
      userErrors { message } } }`,
    variables: { input: { id: '300517', billRateInCents: 12_300 } },
  },
  {
    name: 'W7',
    title: '50 updates in one',
    query: `mutation W7($input: UpdateAccountMembershipsInput!) { updateAccountMemberships(input: $input) {
      results { index status accountMembership { id billRateInCents user { fullName } } } } }`,
    variables: {
      input: {
        updates: Array.from({ length: 50 }, (_, index) => ({
          id: String(300_501 + index),
          billRateInCents: 10_000 + index,
        })),
      },
    },
  },
  {
    name: 'W8',
    title: 'a cycle: 20 memberships, two managers up',
    query: `query W8 { accountMemberships(first: 20) { nodes {
      id manager { accountMembership { id manager { accountMembership { id status } } } } } } }`,
  },
  {
    name: 'W9',
    title: '300 mixed nodes by id',
    query: `query W9($ids: [ID!]!) { nodes(ids: $ids) {
      id ... on AccountMembership { status permission } ... on User { fullName } ... on Role { name } } }`,
    variables: { ids: mixedIds },
  },
  {
    name: 'W10',
    title: '1,000 rows, user, role',
    query: `query W10 { accountMemberships(first: 1000) { nodes {
      id status permission user { fullName emailAddress } defaultRole { name } } } }`,
  },
];
