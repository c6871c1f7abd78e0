/** Selections that are reached by way of other fields, and ones that lead nowhere. */
import { buildSchema, Kind, parse, type FieldNode } from 'graphql';
import { describe, expect, test } from 'vitest';
import { catalogueOf, type Association, type Noun } from '../../src/domain/noun.ts';
import type { TypeName } from '../../src/domain/record.ts';
import { wantNothing, wantOf } from '../../src/domain/want.ts';
import { Planner } from '../../src/planning/planner.ts';

const schema = buildSchema(`
  type AccountMembership { id: ID! permission: String manager: User user: User }
  type User { id: ID! fullName: String bio: String }
  type AccountMembershipConnection { pageInfo: PageInfo! }
  type PageInfo { hasNextPage: Boolean! hasPreviousPage: Boolean! endCursor: String }
  type Result { accountMembership: AccountMembership }
  type Payload { results: [Result!] }
  type Query { payload: Payload memberships: AccountMembershipConnection membership: AccountMembership }
`);

const association = (field: string, free: boolean): Association => ({
  field,
  to: 'User',
  many: false,
  free,
});
const noun = (type: TypeName, more: Partial<Noun> = {}): Noun => ({
  type,
  source: 'KANTATA_OX',
  keyPattern: /^\d+$/,
  bareId: true,
  associations: [],
  primaryOnly: [],
  rowsPerCall: 100,
  ...more,
});
const planner = () =>
  new Planner(
    catalogueOf([
      noun('AccountMembership', {
        associations: [association('manager', false), association('user', true)],
      }),
      noun('User', { primaryOnly: ['bio'] }),
      noun('Workweek'),
    ]),
    { hoisting: true },
  );

function infoOf(text: string) {
  const [operation] = parse(text).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new TypeError('No operation');
  const fieldNodes: FieldNode[] = operation.selectionSet.selections.filter(
    (node) => node.kind === Kind.FIELD,
  );
  return { schema, fragments: {}, variableValues: {}, fieldNodes };
}

const way = [
  ['Payload', 'results'],
  ['Result', 'accountMembership'],
] as const;

describe('a record at the end of a way', () => {
  test('needs what is selected there, by all fields that lead to it', () => {
    const info = infoOf(`{ payload {
      results { accountMembership { id } }
      results { again: accountMembership { manager { fullName } } }
    } }`);
    expect(planner().needBelow(info, [way], 'AccountMembership')).toEqual({
      identityOnly: false,
      isHeavy: false,
      want: wantOf(['manager'], []),
    });
  });

  test('that nothing leads to needs nothing', () => {
    const info = infoOf('{ payload { results { __typename } } }');
    expect(planner().needBelow(info, [way], 'AccountMembership')).toEqual({
      identityOnly: true,
      isHeavy: false,
      want: wantNothing,
    });
  });

  test('stands wherever it is selected, under the names that the document gives', () => {
    const places = (text: string) => planner().responsePathsOf(infoOf(text), way);
    expect(places('{ payload { results { accountMembership { id } } } }')).toEqual([
      ['results', 'accountMembership'],
    ]);
    const several = `{ payload {
      results { one: accountMembership { id } }
      results { one: accountMembership { sourceId } two: accountMembership { id } }
      others: results { status }
      again: results { accountMembership { id } }
    } }`;
    expect(places(several)).toEqual([
      ['results', 'one'],
      ['results', 'two'],
      ['again', 'accountMembership'],
    ]);
    expect(places('{ payload { results { __typename } } }')).toEqual([]);
    expect(places('{ payload { __typename } }')).toEqual([]);
  });

  test('is not there where the way leads through a value', () => {
    const info = infoOf('{ membership { permission } }');
    const through = [
      ['AccountMembership', 'permission'],
      ['User', 'bio'],
    ] as const;
    expect(planner().responsePathsOf(info, through)).toEqual([]);
  });
});

test.each(['hasNextPage', 'hasPreviousPage'])('%s alone needs the number of rows', (field) => {
  const info = infoOf(`{ memberships { pageInfo { ${field} } } }`);
  expect(planner().needOfConnection(info, 'AccountMembership')).toEqual({
    rows: null,
    total: true,
  });
});

test.each([
  ['user { bio } again: user { fullName }', []],
  ['user { fullName } again: user { id }', ['user']],
])('whichever of its selections comes first, all of %s count', (selection, riding) => {
  const { want } = planner().needOf(infoOf(`{ membership { ${selection} } }`), 'AccountMembership');
  expect(want).toEqual(wantOf(riding, []));
});

test('nothing is selected of a type that the schema does not hold', () => {
  const need = planner().needOf(infoOf('{ membership { permission } }'), 'Workweek');
  expect(need).toEqual({ identityOnly: true, isHeavy: false, want: wantNothing });
});

test('a type that no upstream knows is a mistake, and said to be one', () => {
  const info = infoOf('{ membership { permission } }');
  expect(() => planner().needOf(info, 'Role')).toThrow('No upstream knows the type Role');
});
