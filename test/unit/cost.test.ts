import { readFileSync } from 'node:fs';
import {
  getNamedType,
  isLeafType,
  isObjectType,
  Kind,
  parse,
  type FragmentDefinitionNode,
} from 'graphql';
import { describe, expect, test } from 'vitest';
import { globalId } from '../../src/domain/global-id.ts';
import { catalogueOf } from '../../src/domain/noun.ts';
import { createSchema } from '../../src/graphql/schema.ts';
import { priceOf } from '../../src/planning/cost.ts';
import * as elasticPath from '../../src/upstreams/elastic-path/index.ts';
import * as kantataOx from '../../src/upstreams/kantata-ox/index.ts';

const schema = createSchema();
const catalogue = catalogueOf([...kantataOx.nouns, ...elasticPath.nouns]);

function price(
  document: string,
  variableValues: Readonly<Record<string, unknown>> = {},
  invitationPages = 5,
) {
  const { definitions } = parse(document);
  const [operation] = definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new TypeError('No operation');
  const fragments: Record<string, FragmentDefinitionNode> = {};
  for (const each of definitions) {
    if (each.kind === Kind.FRAGMENT_DEFINITION) fragments[each.name.value] = each;
  }
  return priceOf(catalogue, { schema, fragments, variableValues }, operation, invitationPages);
}

function cost(...asked: Parameters<typeof price>) {
  return price(...asked).cost;
}

const page = readFileSync(new URL('../../docs/cost.md', import.meta.url), 'utf8');
const examples = [
  ...page.matchAll(/```graphql\n(.*?)```\n\n\*\*(\d+) calls?, (\d+) rows\*\*/gs),
].map(([, document = '', calls, rows]) => ({ document, calls: Number(calls), rows: Number(rows) }));

test('S28 the published examples are exact', () => {
  expect(examples).toHaveLength(6);
  expect(examples.map(({ document }) => cost(document))).toMatchObject(
    examples.map(({ calls, rows }) => ({ calls, rows })),
  );
});

test.each([
  ['query ($id: ID!) { accountMembership(id: $id) { status } }', true],
  ['query ($n: Int!) { accountMemberships(first: $n) { nodes { status } } }', false],
  ['query ($id: ID!) { node(id: $id) { id } }', false],
  ['query ($n: Int!) { accountMemberships { nodes { status } } }', true],
  ['{ accountMemberships(first: 3) { nodes { status } } }', true],
])('a variable leaves the price of %s as it is: %s', (document, isFixed) => {
  expect(price(document, { id: '1', n: 1 }).isFixed).toBe(isFixed);
});

/** All fields of a type that lead nowhere else. */
function leavesOf(typeName: string): string[] {
  const type = schema.getType(typeName);
  const fields = isObjectType(type) ? Object.values(type.getFields()) : [];
  return fields.filter(({ type }) => isLeafType(getNamedType(type))).map(({ name }) => name);
}

describe('rows', () => {
  test.each([
    ['of one record', '{ role(id: "1") { name } }', 1],
    ['of a list of no size', '{ roles { nodes { name } } }', 20],
    ['of a size of null', '{ roles(first: null) { nodes { name } } }', 20],
    ['of none', '{ roles(first: 0) { totalCount nodes { name } } }', 0],
    ['of a window that will be refused', '{ roles(first: 2147483647) { nodes { name } } }', 0],
    ['where only the count is selected', '{ roles(first: 1000) { totalCount } }', 0],
    ['where only cursors are selected', '{ roles(first: 7) { pageInfo { endCursor } } }', 7],
    [
      'as nodes and as edges, once',
      '{ roles(first: 7) { nodes { id } edges { node { id } } } }',
      7,
    ],
    [
      'under two names, twice',
      '{ a: roles(first: 7) { nodes { id } } b: roles(first: 7) { nodes { id } } }',
      14,
    ],
    ['under one key, once', '{ role(id: "1") { id } role(id: "1") { name } }', 1],
    [
      'of one association by both of its names, once',
      '{ accountMembership(id: "1") { user { id } person { id } } }',
      2,
    ],
    ['of introspection', '{ __schema { types { name } } }', 0],
  ])('%s', (_of, document, rows) => {
    expect(cost(document)).toMatchObject({ rows });
  });
});

describe('calls', () => {
  test.each([
    ['for the count alone', '{ roles(first: 1000) { totalCount } }', 1],
    ['for nothing', '{ roles(first: 1000) { __typename } }', 0],
    ['for a page that is full', '{ roles(first: 200) { nodes { id } } }', 1],
    ['for a row more', '{ roles(first: 201) { nodes { id } } }', 2],
    ['from an end that a cursor names', '{ roles(last: 300, before: "x") { nodes { id } } }', 2],
    ['for the viewer', '{ me { fullName } }', 1],
    [
      'for the ids of what rides along',
      '{ roles(first: 5) { nodes { id } } me { manager { id } } }',
      2,
    ],
    [
      'for keys that stand on the row',
      '{ accountMemberships(first: 1000) { nodes { user { id } } } }',
      5,
    ],
    [
      'for heavy associations',
      '{ accountMemberships(first: 5) { nodes { possibleManagers { id } } } }',
      26,
    ],
    [
      'for all that is known of somebody',
      '{ identity(emailAddress: "x@example.test") { people { id } membershipsComplete memberships { id } invitations { id } } }',
      11,
    ],
    [
      'for memberships alone',
      '{ identity(emailAddress: "x@example.test") { memberships { id } } }',
      6,
    ],
    [
      'for whether these are all',
      '{ identity(emailAddress: "x@example.test") { membershipsComplete } }',
      6,
    ],
    [
      'for whether all invitations were looked at',
      '{ identity(emailAddress: "x@example.test") { invitationsComplete } }',
      5,
    ],
    [
      'for accounts that only keys lead to',
      '{ commerceAccount(id: "x") { parent { name } ancestors { name } accountTags { name } } }',
      4,
    ],
    [
      'for the account of a membership asked for by its id',
      '{ commerceAccountMembership(id: "x") { account { name } accountMember { fullName } } }',
      2,
    ],
    [
      'for the accounts on the list of a member, which come with it',
      '{ commerceAccountMember(id: "x") { memberships { nodes { account { name } } } } }',
      2,
    ],
    [
      'for one change',
      'mutation { resendInvitation(input: { id: "1" }) { invitation { invitee { fullName } } } }',
      1,
    ],
    [
      'for what does not ride on a change, but is read afterwards',
      'mutation { updateAccountMembership(input: { id: "1" }) { accountMembership { user { fullName } costRates { currency } futureBillableUtilizations { target } } } }',
      2,
    ],
    [
      'for the same of a bulk',
      'mutation { disableAccountMemberships(input: { ids: ["1", "2", "3"] }) { results { accountMembership { costRates { currency } } } } }',
      4,
    ],
    [
      'for a change whose answer brings nothing along',
      'mutation { createCommerceAccountMembership(input: { accountId: "x", accountMemberId: "y" }) { commerceAccountMembership { account { name } accountMember { fullName } } } }',
      3,
    ],
    [
      'for the same of a bulk: a member is asked for alone, accounts together',
      'mutation { createCommerceAccountMemberships(input: { memberships: [{ accountId: "x", accountMemberId: "1" }, { accountId: "x", accountMemberId: "2" }, { accountId: "x", accountMemberId: "3" }] }) { results { commerceAccountMembership { account { name } accountMember { fullName } } } } }',
      3 + 1 + 3,
    ],
    [
      'for a membership that is read before it can be changed',
      'mutation { updateCommerceAccountMembership(input: { id: "x", customFields: { a: 1 }, ifUnchangedSince: "2026-01-01T00:00:00Z" }) { replayed } }',
      2,
    ],
    [
      'for each of a bulk of them',
      'mutation { updateCommerceAccountMemberships(input: { updates: [{ id: "x", customFields: {} }, { id: "y", customFields: {} }] }) { replayed } }',
      2 + 2,
    ],
    [
      'for a record that is compared with what was seen of it',
      'mutation { updateAccountMembership(input: { id: "1", ifUnchangedSince: "2026-01-01T00:00:00Z" }) { replayed } }',
      2,
    ],
    [
      'for those of a bulk that are',
      'mutation { updateAccountMemberships(input: { updates: [{ id: "1", ifUnchangedSince: "2026-01-01T00:00:00Z" }, { id: "2", ifUnchangedSince: null }] }) { replayed } }',
      2 + 1,
    ],
    [
      'for a record whose removal was confirmed',
      'mutation { deleteAccountMembership(input: { id: "1", confirmationToken: "x" }) { deletedId } }',
      2,
    ],
  ])('%s', (_for, document, calls) => {
    expect(cost(document)).toMatchObject({ calls });
  });

  test.each([1, 5, 50])('for invitations, of which %i pages may be read', (pages) => {
    const document = '{ identity(emailAddress: "x@example.test") { invitations { id } } }';
    expect(cost(document, {}, pages)).toMatchObject({ calls: pages, rows: pages * 200 });
  });
});

test('directives and variables count as they stand', () => {
  const document = `query ($n: Int, $more: Boolean!) {
    accountMemberships(first: $n) { nodes { ...Person user { manager @skip(if: $more) { id } } } }
  }
  fragment Person on AccountMembership { user @include(if: $more) { bio } }`;

  expect(cost(document, { n: 300, more: true })).toMatchObject({ calls: 2 + 2, rows: 600 });
  expect(cost(document, { n: 300, more: false })).toMatchObject({ calls: 2 + 2, rows: 900 });
});

test('ids tell which types they are of', () => {
  const ids = [
    ...Array.from({ length: 151 }, (_, index) => globalId('User', String(index + 1))),
    globalId('Role', '7'),
    'nonsense',
  ];
  const document = 'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on User { manager { id } } } }';

  expect(cost(document, { ids })).toMatchObject({ calls: 2 + 1, rows: 2 * 151 + 1 });
});

test('the calls of a bulk are declared', () => {
  const ids = Array.from({ length: 500 }, (_, index) => String(index + 1));
  const document = `mutation ($ids: [ID!]!) {
    disableAccountMemberships(input: { ids: $ids }) {
      results { accountMembership { user { fullName } } }
    }
  }`;

  expect(cost(document, { ids })).toMatchObject({ calls: 500, declaredCalls: 500, rows: 1000 });
});

test('nor are the reads before changes limited: what passed before they were priced still does', () => {
  const since = 'ifUnchangedSince: "2026-01-01T00:00:00Z"';
  const one = `mutation { updateAccountMembership(input: { id: "1", ${since} }) { replayed } }`;
  const many = `mutation { updateAccountMemberships(input: { updates: [{ id: "1", ${since} }] }) { replayed } }`;
  expect(cost(one)).toMatchObject({ calls: 2, declaredCalls: 1 });
  expect(cost(many)).toMatchObject({ calls: 2, declaredCalls: 2 });
});

test('a thousand rows with every association one step away are within the limits', () => {
  for (const noun of catalogue.values()) {
    const root = Object.values(schema.getQueryType()?.getFields() ?? {}).find(
      ({ type }) => String(type) === `${noun.type}Connection`,
    );
    if (root === undefined) continue;
    const light = noun.associations.filter(({ heavy }) => heavy !== true);
    const below = light.map(({ field, to }) => `${field} { ${leavesOf(to).join(' ')} }`).join(' ');
    const { calls, rows } = cost(`{ ${root.name}(first: 1000) { nodes { id ${below} } } }`);

    expect(calls, noun.type).toBeLessThanOrEqual(100);
    expect(rows, noun.type).toBeLessThanOrEqual(20_000);
  }
});

test.each([1, 5, 6, 1000])('rows of heavy associations are told: %d', (first) => {
  const document =
    'query ($first: Int) { accountMemberships(first: $first) { nodes { possibleManagees { id } } } }';

  expect(cost(document, { first })).toMatchObject({ heavyRows: first });
});
