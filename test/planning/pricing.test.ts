/** Prices of what is rare: under any type, by any way, with arguments that say nothing. */
import { buildSchema, Kind, parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import { globalId } from '../../src/domain/global-id.ts';
import { catalogueOf, type Noun } from '../../src/domain/noun.ts';
import { createSchema } from '../../src/graphql/schema.ts';
import { called, nothing, plus, sum, worst } from '../../src/planning/cost-sum.ts';
import { priceOf } from '../../src/planning/cost.ts';
import * as elasticPath from '../../src/upstreams/elastic-path/index.ts';
import * as kantataOx from '../../src/upstreams/kantata-ox/index.ts';

const nouns: readonly Noun[] = [...kantataOx.nouns, ...elasticPath.nouns];
const catalogue = catalogueOf(nouns);
const whole = createSchema();

function cost(
  text: string,
  variableValues: Readonly<Record<string, unknown>> = {},
  schema = whole,
  known = catalogue,
) {
  const [operation] = parse(text).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new TypeError('No operation');
  return priceOf(known, { schema, fragments: {}, variableValues }, operation, 5).cost;
}

describe('the names of types', () => {
  test('cost nothing, wherever they are asked for', () => {
    const identity = (names: string) =>
      cost(`{ ${names} identity(emailAddress: "x@example.test") {
        ${names} people { ${names} id }
      } }`);
    expect(identity('__typename')).toEqual(identity(''));
    expect(cost('{ role(id: "1") { __typename name } }')).toEqual(
      cost('{ role(id: "1") { name } }'),
    );
  });

  test('tell lists from records that only end like one', () => {
    const document = `{
      commerceAccountMembership(accountId: "a", id: "b") { accountMember { fullName } }
    }`;
    expect(cost(document)).toMatchObject({ calls: 1, rows: 2 });
  });
});

describe('rows of a list', () => {
  test('are followed on where they are selected as edges alone', () => {
    const edges = '{ accountMemberships(first: 10) { edges { cursor node { user { bio } } } } }';
    const nodes = '{ accountMemberships(first: 10) { nodes { user { bio } } } }';
    expect(cost(edges)).toEqual(cost(nodes));
    expect(cost(edges)).toMatchObject({ calls: 2, rows: 20 });
  });

  test('are as many as usual where the size makes no sense', () => {
    expect(cost('{ roles(first: "many") { nodes { id } } }')).toMatchObject({ rows: 20 });
  });

  test('of a heavy association may be the whole account', () => {
    const document = '{ accountMembership(id: "1") { possibleManagers { fullName } } }';
    expect(cost(document)).toEqual({ calls: 1 + 5, rows: 1 + 200, declaredCalls: 0, heavyRows: 1 });
  });
});

describe('an association', () => {
  test('of a row that rode along itself costs a call, for its key is all there is', () => {
    const document = '{ accountMembership(id: "1") { skillMemberships { skill { name } } } }';
    expect(cost(document)).toMatchObject({ calls: 2, rows: 1 + 3 + 3 });
  });

  test('of a row that had to be asked for rides along with it', () => {
    const document = `query ($id: ID!) { node(id: $id) { ... on CostRate {
      accountMembership { canLogIn user { fullName } }
    } } }`;
    expect(cost(document, { id: globalId('CostRate', '1') })).toMatchObject({ calls: 2, rows: 3 });
  });

  test('of a row that rode along comes with it where that is asked for again', () => {
    const roleAnd = (other: string) =>
      cost(`{ user(id: "1") { accountMembership { defaultRole { name } ${other} } } }`).calls;
    expect(roleAnd('')).toBe(2);
    expect(roleAnd('canLogIn')).toBe(2);
    expect(roleAnd('possibleManagers { id }')).toBe(1 + 1 + 1 + 5);
  });

  test('that a row which rode along cannot tell makes the row be asked for, once', () => {
    const document = `{ accountMembership(id: "1") { managees {
      bio role { name } manager { fullName }
    } } }`;
    expect(cost(document)).toMatchObject({ calls: 2, rows: 1 + 3 + 3 + 3 });
  });
});

describe('an association under two names', () => {
  test('is one, with all that is selected of it', () => {
    const document = (first: string, second: string) => `{ accountMembership(id: "1") {
      user { ${first} } person { ... on User { ${second} } }
    } }`;
    const price = { calls: 2, rows: 1 + 1 + 1, declaredCalls: 0, heavyRows: 0 };
    expect(cost(document('fullName', 'manager { id }'))).toEqual(price);
    expect(cost(document('manager { id }', 'fullName'))).toEqual(price);
  });
});

test('prices add up, and of several the dearest counts', () => {
  const some = { calls: 1, rows: 20, declaredCalls: 3, heavyRows: 4 };
  const other = { calls: 10, rows: 2, declaredCalls: 30, heavyRows: 3 };
  expect(plus(some, other)).toEqual({ calls: 11, rows: 22, declaredCalls: 33, heavyRows: 4 });
  expect(worst([some, other])).toEqual({ calls: 10, rows: 20, declaredCalls: 30, heavyRows: 4 });
  expect([sum([]), worst([]), sum([called(2), called(3)]).calls]).toEqual([nothing, nothing, 5]);
});

test('a selection that is missing has a price, too', () => {
  expect(cost('{ role(id: "1") }')).toEqual({ calls: 1, rows: 1, declaredCalls: 0, heavyRows: 0 });
});

describe('a value of one type or another', () => {
  test('costs as the dearest of them, in each respect', () => {
    const identity = (selection: string) =>
      cost(`{ identity(emailAddress: "x@example.test") { memberships { ${selection} } } }`);
    const dear = identity(`... on AccountMembership { possibleManagers { id } }`);
    expect(dear.heavyRows).toBe(20);
    expect(
      identity(`
        ... on AccountMembership { possibleManagers { id } }
        ... on CommerceAccountMembership { account { name } }
      `),
    ).toEqual(dear);
    expect(dear.rows).toBeGreaterThan(identity('id').rows);
    expect(dear.calls).toBeGreaterThan(identity('id').calls);
  });
});

describe('changes', () => {
  test('of a bulk count by its items, whatever stands beside them', () => {
    const document = `mutation ($ids: [ID!]!) {
      a: disableAccountMemberships(input: { dryRun: true, ids: $ids }) { results { index } }
      b: disableAccountMemberships(input: { ids: $ids }) { results { index } }
    }`;
    expect(cost(document, { ids: ['1', '2', '3'] })).toMatchObject({ calls: 6, declaredCalls: 6 });
  });

  test('of a bulk pass with what is one step away from their results, and not with what is two', () => {
    const document = `mutation ($ids: [ID!]!) {
      deleteCommerceAccountMemberships(input: { ids: $ids }) { results {
        commerceAccountMembership { accountMember { givenName memberships { totalCount } } }
      } }
    }`;
    expect(cost(document, { ids: ['1', '2', '3'] })).toMatchObject({
      calls: 3 + 3 + 3,
      declaredCalls: 3 + 3,
    });
  });
});

/** What the graph does not have today, and may have tomorrow. */
const strange = buildSchema(`
  scalar Any
  interface Node { id: ID! }
  type Role implements Node { id: ID! name: String }
  type Unheard implements Node { id: ID! }
  type Identity { people: [Role!] }
  type Payload { identity: Identity unheard: Unheard }
  input Lists { some: [Int!] more: [Int!] }
  type Query { any(of: [Any]): [Node] one(of: Any): Node }
  type Mutation { change(input: Lists): Payload touch(input: Int): Payload }
`);

describe('arguments', () => {
  const any = (of: unknown) => cost('query ($of: [Any]) { any(of: $of) { id } }', { of }, strange);

  test('name records by their ids or by their types', () => {
    const id = globalId('Role', '1');
    expect(any([id, { __typename: 'Role' }, { __typename: 'Role', id: 2 }])).toMatchObject({
      calls: 1,
      rows: 3,
    });
    expect(any([{ __typename: 'Node', id }, { id }])).toMatchObject({ calls: 1, rows: 2 });
    expect(any([id, { __typename: 'AccountMembership' }])).toMatchObject({ calls: 2, rows: 2 });
  });

  test.each([
    [null],
    [5],
    [{}],
    [{ __typename: 5 }],
    [{ __typename: 'Nothing' }],
    [{ id: 5 }],
    ['x'],
  ])('that name none cost nothing: %j', (value) => {
    expect(any([value])).toEqual({ calls: 0, rows: 0, declaredCalls: 0, heavyRows: 0 });
  });

  test('with several lists make as many changes as the longest has items', () => {
    const change = (input: string) =>
      cost(`mutation { change(input: ${input}) { __typename } }`, {}, strange);
    expect(change('{ some: [1, 2], more: [1, 2, 3] }')).toMatchObject({ declaredCalls: 3 });
    expect(change('{ some: [1, 2, 3], more: [] }')).toMatchObject({ declaredCalls: 3 });
    expect(change('{ some: [] }')).toMatchObject({ calls: 0, declaredCalls: 0 });
    for (const input of ['null', '{}']) {
      expect(change(input)).toMatchObject({ calls: 1, declaredCalls: 0 });
    }
    expect(cost('mutation { touch(input: 5) { __typename } }', {}, strange)).toMatchObject({
      calls: 1,
      declaredCalls: 0,
    });
  });
});

test('what is read for each result of a bulk is read as often', () => {
  const document =
    'mutation { change(input: { some: [1, 2, 3, 4] }) { identity { people { name } } } }';
  expect(cost(document, {}, strange)).toMatchObject({ calls: 4 + 4 * 2, rows: 4 * 3 });
});

test.each(['user', 'manager'])('%s of a type that nobody knows is a mistake', (first) => {
  const without = catalogueOf(nouns.filter(({ type }) => type !== 'User'));
  expect(() =>
    cost(`{ accountMembership(id: "1") { ${first} { id } } }`, {}, whole, without),
  ).toThrow('No upstream knows the type User');
});
