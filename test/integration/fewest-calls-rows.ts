/** Operations over the whole schema, with the least of upstream calls and rounds that can answer them. */
import type { CommerceGateway } from './commerce.ts';
import { accountAt, globalIdOf, membershipId, membershipsOf, present } from './commerce.ts';

export interface Least {
  readonly calls: number;
  /** How many of them must stand one behind the other. */
  readonly rounds: number;
}

export interface Row {
  /** The operation, in short. */
  readonly title: string;
  readonly document: (at: Places) => string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly least: Least;
}

/** Where the invented data has what the operations ask for. */
export interface Places {
  readonly account: string;
  /** Has 180 memberships. */
  readonly largeAccount: string;
  readonly otherAccount: string;
  readonly emptyAccount: string;
  readonly member: string;
  readonly newcomer: string;
  readonly membership: string;
  readonly neighbour: string;
  readonly invitation: string;
  readonly skill: string;
  readonly invitee: string;
  readonly emailAddress: string;
  readonly buyersAddress: string;
}

export function placesOf(gateway: CommerceGateway): Places {
  const { elasticPath, kantata } = gateway;
  const account = accountAt(gateway, 3).id;
  const [membership, neighbour] = membershipsOf(gateway, { accountId: account });
  const members = [...elasticPath.data.members.values()];
  const [firstMember] = members;
  const pending = kantata.data.account_invitations.values().filter((row) => row.pending);
  const [invitation] = [...pending];
  return {
    account,
    largeAccount: accountAt(gateway, 0).id,
    otherAccount: accountAt(gateway, 4).id,
    emptyAccount: accountAt(gateway, 19).id,
    member: present(firstMember).id,
    newcomer: present(members.at(-1)).id,
    membership: membershipId(present(membership)),
    neighbour: membershipId(present(neighbour)),
    invitation: String(present(invitation).id),
    invitee: present(invitation).email_address,
    skill: String(present([...kantata.data.skills.keys()][0])),
    emailAddress: present(kantata.data.users.get(9_100_001)).email_address,
    buyersAddress: present(firstMember).email,
  };
}

const least = (calls: number, rounds: number): Least => ({ calls, rounds });
const none = least(0, 0);
const once = least(1, 1);

const kantata = (type: string, ...keys: readonly (string | number)[]) =>
  keys.map((key) => `"${globalIdOf(type, String(key))}"`).join(', ');

// prettier-ignore
const reading: readonly Row[] = [
  // The graph itself knows.
  { title: 'the schema', document: () => '{ __typename __schema { queryType { name } } }', least: none },
  // Nothing is asked of the rows.
  { title: 'an empty window', document: () => '{ accountMemberships(first: 0) { nodes { id } } }', least: none },
  { title: 'no ids', document: () => '{ nodes(ids: []) { id } }', least: none },
  // A directive takes it all away.
  { title: 'a skipped field', document: () => '{ me @include(if: false) { fullName } __typename }', least: none },
  // One resource, one call.
  { title: 'the caller', document: () => '{ me { fullName } }', least: once },
  // What is free of charge on the list rides along.
  { title: 'a list', document: () => '{ accountMemberships(first: 20) { nodes { id status user { fullName } defaultRole { name } } } }', least: once },
  // An include brings keys and rows.
  { title: 'a list with includes', document: () => '{ accountMemberships(first: 20) { nodes { manager { fullName } managees { fullName } skillMemberships { level } } } }', least: once },
  // The count stands on every page.
  { title: 'a count', document: () => '{ accountMemberships(first: 5) { totalCount pageInfo { hasNextPage endCursor } nodes { id } } }', least: once },
  { title: 'a count alone', document: () => '{ accountMemberships { totalCount } }', least: once },
  { title: 'a count beside the rows', document: () => '{ all: accountMemberships { totalCount } page: accountMemberships(first: 5) { nodes { id } } more: accountMemberships(first: 5) { pageInfo { hasNextPage } } }', least: once },
  // The end is not known before one page was read; a page of 200 holds the whole list of 27.
  { title: 'the last rows', document: () => '{ accountMemberships(last: 3) { nodes { id } } }', least: once },
  // The same window under several names is one window.
  { title: 'a list under two aliases', document: () => '{ a: accountMemberships(first: 5) { nodes { id } } b: accountMemberships(first: 5) { nodes { user { fullName } } } }', least: once },
  // Different filters are different lists; neither waits for the other.
  { title: 'two different lists', document: () => '{ a: accountMemberships(first: 5) { nodes { id } } b: accountMemberships(first: 5, filter: { status: INACTIVE }) { nodes { id } } }', least: least(2, 1) },
  // Different collections cannot be had in one call.
  { title: 'four collections', document: () => '{ users(first: 2) { nodes { id } } roles(first: 2) { nodes { id } } skills(first: 2) { nodes { id } } invitations(first: 2) { nodes { id } } }', least: least(4, 1) },
  // `only` takes any number of ids.
  { title: 'one by id', document: () => '{ accountMembership(id: "300501") { id status user { fullName } defaultRole { name } } }', least: once },
  { title: 'several by id', document: () => '{ a: accountMembership(id: "300501") { status } b: accountMembership(id: "300502") { manager { fullName } } c: accountMembership(id: "300503") { permission } }', least: once },
  { title: 'one by id twice', document: () => '{ a: user(id: "9100002") { fullName } b: user(id: "9100002") { city } }', least: once },
  { title: 'one that does not exist', document: () => '{ user(id: "42") { fullName } }', least: once },
  // The id is the answer, but whether the record exists is not.
  { title: 'one by id, its id alone', document: () => '{ user(id: "9100002") { id } }', least: once },
  // One collection each.
  { title: 'nodes of three collections', document: () => `{ nodes(ids: [${kantata('User', 9_100_002, 9_100_003)}, ${kantata('Role', 77_001)}, ${kantata('AccountMembership', 300_501, 300_502)}]) { id ... on User { fullName } ... on Role { name } ... on AccountMembership { status } } }`, least: least(3, 1) },
  { title: 'the same node thrice', document: () => `{ nodes(ids: [${kantata('User', 9_100_002, 9_100_002, 9_100_002)}]) { ... on User { fullName } } }`, least: once },
  { title: 'node beside its own field', document: () => `{ node(id: ${kantata('User', 9_100_002)}) { ... on User { fullName } } user(id: "9100002") { headline } }`, least: once },
  // A list beside one by id: two requests, since neither names the other's rows.
  { title: 'a list beside one by id', document: () => '{ accountMemberships(first: 5) { nodes { id } } accountMembership(id: "300501") { status } }', least: least(2, 1) },
  // Only ids: `user_id` and `default_role_id` stand on every row.
  { title: 'ids of associations', document: () => '{ accountMemberships(first: 5) { nodes { user { id } defaultRole { id } } } }', least: once },
  // `bio` is only told where users are asked for by themselves.
  { title: 'a field of the users alone', document: () => '{ accountMemberships(first: 5) { nodes { user { fullName bio } } } }', least: least(2, 2) },
  // The users' own includes bring role and skills, for all rows at once.
  { title: 'three levels', document: () => '{ accountMemberships(first: 20) { nodes { user { fullName role { name } skills { name } } } } }', least: least(2, 2) },
  // Managees' own role: a second call for all of them together.
  { title: 'managees and their roles', document: () => '{ accountMemberships(first: 20, orderBy: { field: CREATED_AT, direction: ASC }) { nodes { managees { fullName role { name } } } } }', least: least(2, 2) },
  // The user's membership is the one that led to the user: its key is what one must ask for.
  { title: 'a cycle back to the start', document: () => '{ accountMembership(id: "300501") { user { accountMembership { status } } } }', least: least(2, 2) },
  // membership → its manager → the manager's membership rides along, but not whom it leads to: it is
  // asked for by its key → the next manager, whose membership rides along again.
  { title: 'a deep cycle', document: () => '{ accountMembership(id: "300509") { manager { accountMembership { manager { accountMembership { status } } } } } }', least: least(4, 4) },
  // A membership sent along tells its role's key, but not its manager's: the call that does brings the role, too.
  { title: 'role and manager of a membership sent along', document: () => '{ users(first: 3) { nodes { accountMembership { defaultRole { name } manager { fullName } } } } }', least: least(2, 2) },
  // The role alone is asked for by its key.
  { title: 'the role of a membership sent along', document: () => '{ users(first: 3) { nodes { accountMembership { defaultRole { name } } } } }', least: least(2, 2) },
  // The same collection at two depths: the second asks only for what the first did not bring.
  { title: 'users at two depths', document: () => '{ users(first: 200) { nodes { fullName manager { fullName } } } }', least: once },
  { title: 'users at three depths', document: () => '{ users(filter: { ids: ["9100020", "9100021", "9100022"] }, first: 10) { nodes { fullName manager { fullName manager { fullName } } } } }', least: least(2, 2) },
  // Two ways to the same depth are one call.
  { title: 'one collection by two ways', document: () => '{ accountMemberships(first: 5) { nodes { user { bio } manager { bio } } } }', least: least(2, 2) },
  { title: 'one collection by a record and a list', document: () => '{ accountMembership(id: "300502") { user { bio } } invitations(first: 2) { nodes { inviter { bio } } } }', least: least(3, 2) },
  { title: 'one collection by records of two types', document: () => `{ accountMembership(id: "300502") { user { bio } } node(id: ${kantata('SkillMembership', 640_001)}) { ... on SkillMembership { creator { bio } } } }`, least: least(3, 2) },
  // A fragment is its fields.
  { title: 'fragments', document: () => 'query { accountMemberships(first: 5) { ...Page } } fragment Page on AccountMembershipConnection { nodes { ...Who ...Role } } fragment Who on AccountMembership { user { fullName } } fragment Role on AccountMembership { defaultRole { name } }', least: once },
  { title: 'aliases of an association', document: () => '{ accountMemberships(first: 5) { nodes { a: user { fullName } b: user { emailAddress } person { fullName } } } }', least: once },
  { title: 'a fragment on an interface', document: () => `{ node(id: ${kantata('AccountMembership', 300_501)}) { ... on Membership { person { fullName } } ... on AccountMembership { manager { fullName } } } }`, least: once },
  // What is not selected is not asked for.
  { title: 'an association that is skipped', document: () => 'query ($no: Boolean!) { accountMemberships(first: 5) { nodes { id user @include(if: $no) { bio } } } }', variables: { no: false }, least: once },
  { title: 'an association that is included', document: () => 'query ($no: Boolean!) { accountMemberships(first: 5) { nodes { id user @skip(if: $no) { bio } } } }', variables: { no: false }, least: least(2, 2) },
  // Rides along as include of the list.
  { title: 'invitations', document: () => '{ invitations(first: 5) { nodes { emailAddress inviter { fullName } invitee { fullName } defaultRole { name } } } }', least: once },
  { title: 'skills', document: () => '{ skills(first: 5) { nodes { name category { name } } } }', least: once },
  // A membership brings its skill memberships along, and they name the skills, which are asked for together.
  { title: 'skills of a member', document: () => '{ accountMembership(id: "300502") { skillMemberships { level skill { name } } } }', least: least(2, 2) },
  // All of them are includes of the membership.
  { title: 'particulars of a member', document: () => '{ accountMembership(id: "300502") { effectiveWorkweek { totalMinutes } costRates { currency } futureBillableUtilizations { target } backupApproverAssociations { startDate } } }', least: once },
  // The cost rate's membership is known already.
  { title: 'what leads back to what is known', document: () => '{ accountMembership(id: "300502") { status costRates { currency accountMembership { status } } } }', least: once },
  // `only` is a filter, too.
  { title: 'a filter by ids', document: () => '{ users(filter: { ids: ["9100002", "9100003"] }, first: 10) { nodes { fullName } } }', least: once },
];

// prettier-ignore
const commerce: readonly Row[] = [
  // One resource, one call.
  { title: 'an account', document: ({ account }) => `{ commerceAccount(id: "${account}") { name } }`, least: once },
  { title: 'accounts', document: () => '{ commerceAccounts(first: 10) { totalCount nodes { name } } }', least: once },
  // The filter `in(id,…)` takes several.
  { title: 'accounts by id', document: ({ account, otherAccount }) => `{ a: commerceAccount(id: "${account}") { name } b: commerceAccount(id: "${otherAccount}") { legalName } }`, least: once },
  // Both calls are told by the id in the question; neither needs the other. So it is with the members.
  { title: 'an account and its memberships', document: ({ account }) => `{ commerceAccount(id: "${account}") { name memberships(first: 10) { nodes { accountMember { fullName } } } } }`, least: least(2, 1) },
  { title: 'members of an account, and their number', document: ({ account }) => `{ commerceAccount(id: "${account}") { name page: memberships(first: 2) { nodes { id } } all: memberships(first: 0) { totalCount } } }`, least: least(2, 1) },
  // Each account has a list of its own, and which accounts there are has to be asked first.
  { title: 'memberships of three accounts', document: () => '{ commerceAccounts(first: 3) { nodes { memberships(first: 5) { nodes { accountMember { fullName } } } } } }', least: least(4, 2) },
  { title: 'the way back to the account', document: ({ account }) => `{ commerceAccount(id: "${account}") { memberships(first: 5) { nodes { account { name } } } } }`, least: least(2, 1) },
  // `include` brings the member along; it brings no account.
  { title: 'a membership', document: ({ membership }) => `{ commerceAccountMembership(id: "${membership}") { createdAt accountMember { fullName } } }`, least: once },
  // The account's key is the first half of the membership's.
  { title: 'a membership and its account', document: ({ membership }) => `{ commerceAccountMembership(id: "${membership}") { createdAt account { name } } }`, least: least(2, 1) },
  // Two of one account stand on its list.
  { title: 'two memberships of an account', document: ({ membership, neighbour }) => `{ a: commerceAccountMembership(id: "${membership}") { createdAt } b: commerceAccountMembership(id: "${neighbour}") { createdAt } }`, least: once },
  // What the id leads to is asked for with the membership, and so is what hangs on the key of that.
  { title: 'the list of the account in the id of a membership', document: ({ membership }) => `{ commerceAccountMembership(id: "${membership}") { createdAt account { name memberships(first: 3) { nodes { id } } } } }`, least: least(3, 1) },
  // The membership tells the key of its member: what only the member's own call tells, and the list, need no more.
  { title: 'a member of whom more is asked, and the list', document: ({ membership }) => `{ commerceAccountMembership(id: "${membership}") { accountMember { givenName memberships(first: 3) { nodes { id } } } } }`, least: least(3, 2) },
  // The account tells the key of its parent.
  { title: 'a parent and its memberships', document: ({ account }) => `{ commerceAccount(id: "${account}") { parent { name memberships(first: 3) { nodes { id } } } } }`, least: least(3, 2) },
  { title: 'a member and the accounts', document: ({ member }) => `{ commerceAccountMember(id: "${member}") { fullName memberships(first: 50) { nodes { account { name } } } } }`, least: least(2, 1) },
  // A list tells all there is of its rows.
  { title: 'members', document: () => '{ commerceAccountMembers(first: 5) { nodes { fullName emailAddress givenName } } }', least: once },
  // Whether there is such an account is a question of its own, which need not come first.
  { title: 'those outside an account', document: ({ account }) => `{ commerceAccount(id: "${account}") { unassignedMembers(first: 3) { nodes { fullName } } } }`, least: least(2, 1) },
  // The page holds all accounts, so that every parent is on it already.
  { title: 'parents', document: () => '{ commerceAccounts(first: 30) { nodes { name parent { name } ancestors { name } } } }', least: once },
  // Two upstreams, at the same time.
  { title: 'both upstreams', document: () => '{ accountMemberships(first: 5) { nodes { user { fullName } } } commerceAccounts(first: 5) { nodes { name } } }', least: least(2, 1) },
  // Pages hold a hundred rows: the account and its first page, then the rest, unless both are asked blindly.
  { title: 'a long list of an account', document: ({ largeAccount }) => `{ commerceAccount(id: "${largeAccount}") { memberships(first: 180) { nodes { id } } } }`, least: least(3, 2) },
  { title: 'nodes of both upstreams', document: ({ account }) => `{ nodes(ids: [${kantata('User', 9_100_002)}, "${globalIdOf('CommerceAccount', account)}"]) { id ... on User { fullName } ... on CommerceAccount { name } } }`, least: least(2, 1) },
];

// prettier-ignore
const identity: readonly Row[] = [
  { title: 'identity, the address alone', document: ({ emailAddress }) => `{ identity(emailAddress: "${emailAddress}") { emailAddress } }`, least: none },
  // Each system looks for the address.
  { title: 'identity, people', document: ({ emailAddress }) => `{ identity(emailAddress: "${emailAddress}") { people { fullName } } }`, least: least(2, 1) },
  // Kantata: the user's own include brings the membership. Elastic Path: member, then the memberships.
  { title: 'identity, memberships', document: ({ buyersAddress }) => `{ identity(emailAddress: "${buyersAddress}") { people { fullName } memberships { id createdAt } membershipsComplete } }`, least: least(3, 2) },
  { title: 'identity, invitations', document: ({ invitee }) => `{ identity(emailAddress: "${invitee}") { invitations { pending } } }`, least: once },
];

// prettier-ignore
const changing: readonly Row[] = [
  // The answer of a change takes includes, like any other.
  { title: 'an update and its associations', document: () => 'mutation { updateAccountMembership(input: { id: "300504", billRateInCents: 900 }) { accountMembership { billRateInCents user { fullName } manager { fullName } } userErrors { message } } }', least: once },
  { title: 'disable', document: () => 'mutation { disableAccountMembership(input: { id: "300520" }) { accountMembership { status } userErrors { message } } }', least: once },
  { title: 'disable, and more of the user', document: () => 'mutation { disableAccountMembership(input: { id: "300521" }) { accountMembership { status user { bio } } userErrors { message } } }', least: least(2, 2) },
  // Changes are made one after the other, so the specification has it.
  { title: 'two changes', document: () => 'mutation { a: disableAccountMembership(input: { id: "300522" }) { accountMembership { status } } b: disableAccountMembership(input: { id: "300523" }) { accountMembership { status } } }', least: least(2, 2) },
  // The API has no call for several.
  { title: 'many changes', document: () => 'mutation { disableAccountMemberships(input: { ids: ["300524", "300525", "300526"] }) { results { status accountMembership { status user { fullName } } } } }', least: least(3, 1) },
  // A dry run looks, and changes nothing.
  { title: 'a dry run', document: () => 'mutation { disableAccountMembership(input: { id: "300524", dryRun: true }) { preview { before after } } }', least: once },
  { title: 'an invitation', document: () => 'mutation { createInvitation(input: { emailAddress: "new@example.com", fullName: "New" }) { invitation { pending defaultRole { name } } userErrors { message } } }', least: once },
  { title: 'an invitation withdrawn', document: ({ invitation }) => `mutation { deleteInvitation(input: { id: "${invitation}" }) { deletedId userErrors { message } } }`, least: once },
  { title: 'an invitation sent again', document: ({ invitation }) => `mutation { resendInvitation(input: { id: "${invitation}" }) { invitation { pending inviter { fullName } } userErrors { message } } }`, least: once },
  { title: 'a commerce membership', document: ({ emptyAccount, newcomer }) => `mutation { createCommerceAccountMembership(input: { accountId: "${emptyAccount}", accountMemberId: "${newcomer}" }) { commerceAccountMembership { createdAt } userErrors { message } } }`, least: once },
  // The answer includes nothing; account and member can be read at once.
  { title: 'a commerce membership with both ends', document: ({ emptyAccount, newcomer }) => `mutation { createCommerceAccountMembership(input: { accountId: "${emptyAccount}", accountMemberId: "${newcomer}" }) { commerceAccountMembership { account { name } accountMember { fullName } } userErrors { message } } }`, least: least(3, 2) },
];

export const rows: readonly Row[] = [...reading, ...commerce, ...identity, ...changing];
