import {
  buildSchema,
  getVariableValues,
  Kind,
  parse,
  validate,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
} from 'graphql';
import { describe, expect, test } from 'vitest';
import { catalogueOf, type Association, type Noun } from '../../src/domain/noun.ts';
import type { TypeName } from '../../src/domain/record.ts';
import { wantNothing, wantOf } from '../../src/domain/want.ts';
import { Planner } from '../../src/planning/planner.ts';

const schema = buildSchema(`
  interface Node { id: ID! }
  interface Person { fullName: String }
  type AccountMembership implements Node {
    id: ID! sourceId: ID! permission: String canLogIn: Boolean
    person: Person user: User defaultRole: Role manager: User managees: [User!]
    possibleManagers: [User!] costRates: [CostRate!]
  }
  type User implements Node & Person {
    id: ID! sourceId: ID! fullName: String bio: String city: String
    role: Role skillMemberships: [SkillMembership!]
  }
  type Role implements Node { id: ID! name: String }
  type SkillMembership implements Node { id: ID! level: Int user: User creator: User }
  type CostRate implements Node { id: ID! currency: String accountMembership: AccountMembership }
  type AccountMembershipConnection {
    edges: [AccountMembershipEdge!]! nodes: [AccountMembership!]! pageInfo: PageInfo! totalCount: Int
  }
  type AccountMembershipEdge { cursor: String! node: AccountMembership! }
  type PageInfo { hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String endCursor: String }
  type Query {
    membership: AccountMembership node: Node skill: SkillMembership
    memberships: AccountMembershipConnection
  }
`);

const onEveryRow = (field: string, to: TypeName, alias?: string): Association => ({
  field,
  to,
  many: false,
  free: true,
  ...(alias === undefined ? {} : { alias }),
});
const withInclude = (field: string, to: TypeName, heavy?: true): Association => ({
  field,
  to,
  many: true,
  free: false,
  ...(heavy === undefined ? {} : { heavy }),
});

const noun = (
  type: TypeName,
  associations: readonly Association[],
  primaryOnly: readonly string[] = [],
): Noun => ({
  type,
  source: 'KANTATA_OX',
  keyPattern: /^\d+$/,
  bareId: true,
  associations,
  primaryOnly,
  rowsPerCall: 100,
});

const catalogue = catalogueOf([
  noun(
    'AccountMembership',
    [
      onEveryRow('user', 'User', 'person'),
      onEveryRow('defaultRole', 'Role'),
      withInclude('manager', 'User'),
      withInclude('managees', 'User'),
      withInclude('possibleManagers', 'User', true),
      withInclude('costRates', 'CostRate'),
    ],
    ['canLogIn'],
  ),
  noun(
    'User',
    [withInclude('role', 'Role'), withInclude('skillMemberships', 'SkillMembership')],
    ['bio', 'city'],
  ),
  noun('Role', []),
  noun('SkillMembership', [onEveryRow('user', 'User'), onEveryRow('creator', 'User')]),
  noun('CostRate', [onEveryRow('accountMembership', 'AccountMembership')]),
]);

/** What a resolver of the first field of the operation would be told. */
function infoOf(text: string, variables: Readonly<Record<string, unknown>> = {}) {
  const document = parse(text);
  expect(validate(schema, document)).toEqual([]);
  const operations: OperationDefinitionNode[] = [];
  const fragments: Record<string, FragmentDefinitionNode> = {};
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) operations.push(definition);
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments[definition.name.value] = definition;
  }
  const [operation] = operations;
  if (operation === undefined) throw new Error('There is nothing to execute');
  const { selectionSet, variableDefinitions = [] } = operation;
  const { coerced = {} } = getVariableValues(schema, variableDefinitions, variables);
  const fieldNodes = selectionSet.selections.filter((node) => node.kind === Kind.FIELD);
  return { schema, fragments, variableValues: coerced, fieldNodes };
}

interface Given {
  readonly type?: TypeName;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly hoisting?: boolean;
}

function needOf(
  text: string,
  { type = 'AccountMembership', variables = {}, hoisting = true }: Given = {},
) {
  return new Planner(catalogue, { hoisting }).needOf(infoOf(text, variables), type);
}

const wantOfMembership = (selection: string, variables = {}, head = '') =>
  needOf(`${head} { membership { ${selection} } }`, { variables }).want;

describe('a selection', () => {
  test('of nothing but the identity needs nothing', () => {
    expect(needOf('{ membership { __typename id sourceId } }')).toEqual({
      identityOnly: true,
      isHeavy: false,
      want: wantNothing,
    });
  });

  test('of what every row tells needs a row, and nothing besides', () => {
    expect(needOf('{ membership { id permission } }')).toEqual({
      identityOnly: false,
      isHeavy: false,
      want: wantNothing,
    });
  });

  test('of what only a row of its own tells names it', () => {
    expect(wantOfMembership('permission canLogIn')).toEqual(wantOf([], ['canLogIn']));
  });
});

describe('an association whose key stands on every row', () => {
  test.each([
    ['user { fullName }', 'rides for what a row that came along tells', ['user']],
    ['user { id }', 'stays behind where its key is enough', []],
    ['user { fullName bio }', 'stays behind where only a row of its own tells all', []],
    ['user { fullName role { name } }', 'stays behind where only its own row leads on', []],
    ['user { role { id } }', 'stays behind even where the key at the far end is enough', []],
    ['defaultRole { name }', 'rides to whatever type', ['defaultRole']],
  ])('%s %s', (selection, _, riding) => {
    expect(wantOfMembership(selection)).toEqual(wantOf(riding, []));
  });

  test('rides where it leads on by a key that stands on the row that came along', () => {
    const { want } = needOf('{ skill { user { fullName } creator { id } } }', {
      type: 'SkillMembership',
    });
    expect(want).toEqual(wantOf(['user'], []));
  });

  test('is named by its field, whichever name it was selected by', () => {
    expect(wantOfMembership('person { fullName }')).toEqual(wantOf(['user'], []));
  });

  test('is judged by all that is selected of it, under any name and by any field', () => {
    expect(wantOfMembership('user { fullName } again: user { bio }')).toEqual(wantNothing);
    expect(wantOfMembership('user { fullName } person { ... on User { bio } }')).toEqual(
      wantNothing,
    );
    expect(wantOfMembership('user { id } again: user { fullName }')).toEqual(wantOf(['user'], []));
  });
});

describe('an association whose keys come with it', () => {
  test.each([
    'managees { id }',
    'managees { fullName }',
    'managees { fullName bio role { name } }',
  ])('always rides: %s', (selection) => {
    expect(wantOfMembership(selection)).toEqual(wantOf(['managees'], []));
  });
});

describe('the planner sees through', () => {
  test.each([
    ['an inline fragment', '{ membership { ... { manager { id } } } }'],
    ['a fragment on the type', '{ membership { ... on AccountMembership { manager { id } } } }'],
    [
      'a named fragment',
      '{ membership { ...F } } fragment F on AccountMembership { manager { id } }',
    ],
    [
      'a fragment within one',
      '{ membership { ...F } } fragment F on AccountMembership { ...G } fragment G on AccountMembership { manager { id } }',
    ],
    ['an alias', '{ membership { boss: manager { id } } }'],
    [
      'an abstract type',
      '{ node { ... on AccountMembership { manager { id } } ... on User { bio } } }',
    ],
    ['the same field twice', '{ membership { id } membership { manager { id } } }'],
  ])('%s', (_, text) => {
    expect(needOf(text).want).toEqual(wantOf(['manager'], []));
  });

  test('fragments on types that the record is not of, which it passes over', () => {
    expect(needOf('{ node { id ... on User { bio role { id } } } }').identityOnly).toBe(true);
  });

  test.each([
    ['@include(if: $yes)', true],
    ['@include(if: $no)', false],
    ['@skip(if: $yes)', false],
    ['@skip(if: $no)', true],
    ['@include(if: $yes) @skip(if: $yes)', false],
  ])('%s', (directive, isSelected) => {
    const head = 'query ($yes: Boolean = true, $no: Boolean!)';
    const uses = 'id @include(if: $yes) @skip(if: $no)';
    const want = wantOfMembership(`${uses} manager ${directive} { id }`, { no: false }, head);
    expect(want).toEqual(isSelected ? wantOf(['manager'], []) : wantNothing);
  });
});

describe('a connection', () => {
  const connectionNeedOf = (selection: string, hoisting = true) =>
    new Planner(catalogue, { hoisting }).needOfConnection(
      infoOf(`{ memberships { ${selection} } }`),
      'AccountMembership',
    );

  test('needs of its rows what is selected below nodes and edges together', () => {
    expect(connectionNeedOf('nodes { manager { id } } edges { node { canLogIn } cursor }')).toEqual(
      {
        rows: { identityOnly: false, isHeavy: false, want: wantOf(['manager'], ['canLogIn']) },
        total: false,
      },
    );
  });

  test.each(['totalCount', 'pageInfo { hasNextPage hasPreviousPage }', '... { totalCount }'])(
    'needs no rows for %s, but their number',
    (selection) => {
      expect(connectionNeedOf(selection)).toEqual({ rows: null, total: true });
    },
  );

  test.each([
    'edges { cursor }',
    'pageInfo { endCursor }',
    'pageInfo { startCursor }',
    'nodes { id }',
  ])('needs rows for %s, though nothing of them', (selection) => {
    expect(connectionNeedOf(selection)).toEqual({
      rows: { identityOnly: true, isHeavy: false, want: wantNothing },
      total: false,
    });
  });

  test('of heavy things is known to be one, planned or not', () => {
    for (const hoisting of [true, false]) {
      expect(connectionNeedOf('nodes { possibleManagers { id } }', hoisting).rows?.isHeavy).toBe(
        true,
      );
    }
  });
});

test('without hoisting nothing is wanted, and the rest is told as it is', () => {
  const text = '{ membership { canLogIn manager { id } possibleManagers { id } } }';
  expect(needOf(text, { hoisting: false })).toEqual({
    identityOnly: false,
    isHeavy: true,
    want: wantNothing,
  });
});

test('a place in the document is looked at once, however many rows stand on it', () => {
  const planner = new Planner(catalogue, { hoisting: true });
  const info = infoOf('{ node { ... on AccountMembership { canLogIn } ... on User { bio } } }');
  const ofMembership = planner.needOf(info, 'AccountMembership');
  const ofUser = planner.needOf(info, 'User');

  expect(planner.needOf({ ...info }, 'AccountMembership')).toBe(ofMembership);
  expect(planner.needOf({ ...info }, 'User')).toBe(ofUser);
  expect([ofMembership.want, ofUser.want]).toEqual([wantOf([], ['canLogIn']), wantOf([], ['bio'])]);
});
