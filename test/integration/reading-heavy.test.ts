import { expect, test } from 'vitest';
import { globalId } from '../../src/domain/global-id.ts';
import { possibleManagersOf } from '../../src/emulator/kantata-ox/relations.ts';
import { inAnyOrder, startTestGateway } from './harness.ts';
import { managees, membershipRow, named, userRow } from './relatives.ts';
import { membershipOf, memberships, type Membership } from './world.ts';

type Kantata = Awaited<ReturnType<typeof startTestGateway>>['kantata'];

function possibleManagers(kantata: Kantata, row: Membership) {
  return possibleManagersOf(kantata.data, row).map((id) => named(userRow(kantata, id)));
}

test('possible managers of five rows ride on their list', async () => {
  const { kantata, query, requests } = await startTestGateway();

  const answer = await query(
    '{ accountMemberships(first: 5) { nodes { possibleManagers { fullName } } } }',
  );

  const nodes = memberships(kantata)
    .slice(0, 5)
    .map((row) => ({ possibleManagers: possibleManagers(kantata, row) }));
  expect(answer).toEqual({ data: { accountMemberships: { nodes } } });
  expect(requests()).toEqual([
    'GET /account_memberships?only_active=true&page=1&per_page=5&include=possible_managers',
  ]);
});

test.each([true, false])(
  'below a longer list they are refused before anything is asked, planned or not: %s',
  async (hoisting) => {
    const { query, requests } = await startTestGateway({ hoisting });

    const { data, errors } = await query(
      '{ accountMemberships(first: 6) { nodes { id possibleManagees { id } } } }',
    );

    expect(data).toBeUndefined();
    expect(errors?.map(({ extensions: { code } }) => code)).toEqual(['OPERATION_TOO_EXPENSIVE']);
    expect(requests()).toEqual([]);
  },
);

test('by id they are never asked for together with another id', async () => {
  const { kantata, query, requests } = await startTestGateway();

  const answer = await query(`{
    one: accountMembership(id: "300502") { possibleManagers { fullName } }
    same: accountMembership(id: "300502") { manager { fullName } }
    two: accountMembership(id: "300503") { possibleManagers { fullName } }
    three: accountMembership(id: "300504") { manager { fullName } }
    four: accountMembership(id: "300505") { sourceId }
  }`);

  const managerOf = (id: number) => named(userRow(kantata, membershipRow(kantata, id).manager_id));
  expect(answer).toEqual({
    data: {
      one: { possibleManagers: possibleManagers(kantata, membershipRow(kantata, 300_502)) },
      same: { manager: managerOf(300_502) },
      two: { possibleManagers: possibleManagers(kantata, membershipRow(kantata, 300_503)) },
      three: { manager: managerOf(300_504) },
      four: { sourceId: '300505' },
    },
  });
  const byId = 'apply_default_filters=false&per_page=200';
  expect(inAnyOrder(requests())).toEqual(
    inAnyOrder([
      `GET /account_memberships?only=300502&${byId}&include=manager,possible_managers`,
      `GET /account_memberships?only=300503&${byId}&include=possible_managers`,
      `GET /account_memberships?only=300504,300505&${byId}&include=manager`,
    ]),
  );
});

test.each([true, false])(
  'for more than five ids they are refused before anything is asked, planned or not: %s',
  async (hoisting) => {
    const { query, requests } = await startTestGateway({ hoisting });
    const keys = [300_502, 300_503, 300_504, 300_505, 300_506, 300_507];

    const { data, errors } = await query(
      `query ($ids: [ID!]!) {
        nodes(ids: $ids) {
          ... on AccountMembership { sourceId manager { fullName } possibleManagers { id } }
        }
      }`,
      { ids: keys.map((key) => globalId('AccountMembership', String(key))) },
    );

    expect(data).toBeUndefined();
    expect(errors?.map(({ extensions: { code } }) => code)).toEqual(['OPERATION_TOO_EXPENSIVE']);
    expect(requests()).toEqual([]);
  },
);

test('reached through other records they are refused for more than five of them', async () => {
  const { kantata, query, requests } = await startTestGateway();

  const { data, errors } = await query(`{
    accountMembership(id: "300502") {
      managees { accountMembership { permission possibleManagers { id } } }
    }
  }`);

  const reports = managees(kantata, 9_100_002);
  expect(reports.length).toBeGreaterThan(5);
  expect(data).toEqual({
    accountMembership: {
      managees: reports.map(({ id }) => ({
        accountMembership: {
          permission: membershipOf(kantata, id).permission.toUpperCase(),
          possibleManagers: null,
        },
      })),
    },
  });
  expect(errors?.map(({ extensions: { code } }) => code)).toEqual(
    reports.map(() => 'OPERATION_TOO_EXPENSIVE'),
  );
  expect(requests()).toHaveLength(2);
});
