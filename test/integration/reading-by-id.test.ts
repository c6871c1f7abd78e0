import { describe, expect, test } from 'vitest';
import { globalId } from '../../src/domain/global-id.ts';
import { possibleManageesOf, possibleManagersOf } from '../../src/emulator/kantata-ox/relations.ts';
import { createSchema } from '../../src/graphql/schema.ts';
import { inAnyOrder, startTestGateway } from './harness.ts';
import {
  costRatesOf,
  existing,
  managees,
  membershipRow,
  named,
  roleRow,
  skillMembershipsOf,
  titled,
  userRow,
} from './relatives.ts';
import { envelope, sendJson, startGatewayAt, startUpstream } from './upstream.ts';
import { isActive, type Membership } from './world.ts';

const everyAssociation = `
  sourceId
  person { fullName }
  user { fullName }
  defaultRole { name }
  manager { fullName }
  managees { fullName }
  possibleManagers { fullName }
  possibleManagees { fullName }
  effectiveWorkweek { sourceId totalMinutes }
  skillMemberships { level skillName }
  backupApproverAssociations { startDate }
  costRates { amountInSubunits currency }
  futureBillableUtilizations { target effectiveDate }
`;

const everyInclude =
  'user,default_role,manager,managees,possible_managers,possible_managees,effective_workweek,' +
  'skill_memberships,backup_approver_associations,cost_rates,future_billable_utilizations';

type Kantata = Awaited<ReturnType<typeof startTestGateway>>['kantata'];

function everythingOf(kantata: Kantata, row: Membership) {
  const { data } = kantata;
  const own = <T>(rows: ReadonlyMap<number, T>, isOwn: (row: T) => boolean) =>
    [...rows.values()].filter(isOwn);
  const namesOf = (ids: readonly number[]) => ids.map((id) => named(userRow(kantata, id)));
  return {
    sourceId: String(row.id),
    person: named(userRow(kantata, row.user_id)),
    user: named(userRow(kantata, row.user_id)),
    defaultRole: titled(roleRow(kantata, row.default_role_id)),
    manager: named(userRow(kantata, row.manager_id)),
    managees: managees(kantata, row.user_id).map(named),
    possibleManagers: namesOf(possibleManagersOf(data, row)),
    possibleManagees: namesOf(possibleManageesOf(data, row)),
    // Both members have the account's default workweek.
    effectiveWorkweek: { sourceId: '5501', totalMinutes: 2400 },
    skillMemberships: skillMembershipsOf(kantata, row.user_id).map((held) => ({
      level: held.level,
      skillName: existing(data.skills.get(held.skill_id)).name,
    })),
    backupApproverAssociations: own(
      data.backup_approver_associations,
      ({ approver_id }) => approver_id === row.user_id,
    ).map((each) => ({ startDate: each.start_date })),
    costRates: costRatesOf(kantata, row.id).map((rate) => ({
      amountInSubunits: rate.amount_in_subunits,
      currency: rate.currency,
    })),
    futureBillableUtilizations: own(
      data.billable_utilizations,
      (each) => each.account_membership_id === row.id && each.effective_date > '2026-11-23',
    ).map((each) => ({ target: each.target, effectiveDate: each.effective_date })),
  };
}

test.each([
  ['a global id', globalId('AccountMembership', '300502')],
  ['a bare id', '300502'],
])('every association of an active membership takes one request, by %s', async (_, id) => {
  const { kantata, query, requests } = await startTestGateway();

  const answer = await query(
    `query ($id: ID!) { accountMembership(id: $id) { ${everyAssociation} } }`,
    { id },
  );

  const row = membershipRow(kantata, 300_502);
  expect(answer).toEqual({ data: { accountMembership: everythingOf(kantata, row) } });
  expect(requests()).toEqual([
    `GET /account_memberships?only=300502&apply_default_filters=false&per_page=200&include=${everyInclude}`,
  ]);
});

test.each([
  {
    honoured: true,
    by: 'a global id',
    idOf: (id: number) => globalId('AccountMembership', `${id}`),
  },
  { honoured: true, by: 'a bare id', idOf: String },
  { honoured: false, by: 'a bare id', idOf: String },
])(
  'those of an inactive one take at most two, by $by, defaults lifted at once: $honoured',
  async ({ honoured, idOf }) => {
    const { kantata, query, requests } = await startTestGateway({
      kantata: { readings: { honoursApplyDefaultFilters: honoured } },
    });
    const personal = new Set(kantata.data.workweek_memberships.values().map((row) => row.user_id));
    const row = existing(
      kantata.data.account_memberships
        .values()
        .find((each) => !isActive(each) && !personal.has(each.user_id)),
    );

    const answer = await query(
      `query ($id: ID!) { accountMembership(id: $id) { ${everyAssociation} } }`,
      { id: idOf(row.id) },
    );

    expect(answer).toEqual({ data: { accountMembership: everythingOf(kantata, row) } });
    const again = `GET /account_memberships?only=${row.id}&only_active=false&only_inactive=true&is_active=false&apply_default_filters=false&per_page=200&include=${everyInclude}`;
    expect(requests()).toEqual([
      `GET /account_memberships?only=${row.id}&apply_default_filters=false&per_page=200&include=${everyInclude}`,
      ...(honoured ? [] : [again]),
    ]);
  },
);

test('what does not exist is null without an error', async () => {
  const { query, requests } = await startTestGateway();

  const answer = await query(`{
    accountMembership(id: "399999") { id }
    user(id: "1") { id }
    role(id: "1") { id }
    skill(id: "1") { id }
    invitation(id: "1") { id }
    node(id: "${globalId('CostRate', '1')}") { id }
  }`);

  expect(answer).toEqual({
    data: {
      accountMembership: null,
      user: null,
      role: null,
      skill: null,
      invitation: null,
      node: null,
    },
  });
  expect(inAnyOrder(requests())).toEqual(
    inAnyOrder([
      'GET /account_memberships?only=399999&apply_default_filters=false&per_page=200',
      'GET /account_memberships?only=399999&only_active=false&only_inactive=true&is_active=false&apply_default_filters=false&per_page=200',
      'GET /users?only=1&on_my_account=true&show_disabled=true&per_page=200',
      'GET /roles?only=1&only_active=false&per_page=200',
      'GET /roles?only=1&apply_default_filters=false&per_page=200',
      'GET /skills?only=1&per_page=200',
      'GET /account_invitations?only=1&only_pending=false&per_page=200',
      'GET /account_invitations?only=1&apply_default_filters=false&per_page=200',
      'GET /cost_rates?only=1&per_page=200',
    ]),
  );
});

test.each(['accountMembership', 'user', 'role', 'skill', 'invitation'])(
  'the description of %s tells what one that does not exist costs',
  async (field) => {
    const { query, requests } = await startTestGateway();

    await query(`{ ${field}(id: "1") { id } }`);

    const description = createSchema().getQueryType()?.getFields()[field]?.description;
    expect(description).toMatch(
      requests().length === 1
        ? /One upstream call\.$/
        : /One upstream call, two when it is not found at once\.$/,
    );
  },
);

test('inactive users, deleted roles and accepted invitations are found by id', async () => {
  const { kantata, query, requests } = await startTestGateway();
  const { data } = kantata;
  const member = existing(data.account_memberships.values().find((row) => !isActive(row)));
  const role = existing(data.roles.values().find((row) => row.deleted_at !== null));
  const invitation = existing(data.account_invitations.values().find((row) => !row.pending));

  const answer = await query(`{
    user(id: "${member.user_id}") { fullName }
    role(id: "${role.id}") { name }
    invitation(id: "${invitation.id}") { emailAddress pending }
  }`);

  expect(answer).toEqual({
    data: {
      user: named(userRow(kantata, member.user_id)),
      role: { name: role.name },
      invitation: { emailAddress: invitation.email_address, pending: false },
    },
  });
  expect(requests()).toHaveLength(3);
});

test('a personal workweek cannot be read by id, whoever else shows it meanwhile', async () => {
  const { kantata, query, requests } = await startTestGateway();
  const { data } = kantata;
  const personal = existing(
    data.workweek_memberships
      .values()
      .find((row) => row.start_date <= '2026-11-23' && row.end_date === null),
  );
  const member = existing(
    data.account_memberships.values().find((row) => row.user_id === personal.user_id),
  );
  const id = globalId('Workweek', String(personal.workweek_id));

  const answer = await query(`{
    node(id: "${id}") { id }
    accountMembership(id: "${member.id}") { effectiveWorkweek { id default } }
  }`);

  expect(answer).toEqual({
    data: { node: null, accountMembership: { effectiveWorkweek: { id, default: false } } },
  });
  expect(inAnyOrder(requests())).toEqual(
    inAnyOrder([
      `GET /workweeks?only=${personal.workweek_id}&per_page=200`,
      `GET /account_memberships?only=${member.id}&apply_default_filters=false&per_page=200&include=effective_workweek`,
    ]),
  );
});

describe('a collection that passes over the ids that are asked for', () => {
  async function startDisobeying() {
    const upstream = await startUpstream(({ line }, response) => {
      const [map = ''] = line.slice('GET /'.length).split('?');
      sendJson(response, envelope(map, [{ id: '1' }, { id: '2' }]));
    });
    return { upstream, gateway: await startGatewayAt(upstream.url) };
  }
  const malformed = {
    message: 'Kantata OX sent rows that were not asked for.',
    extensions: { code: 'UPSTREAM_MALFORMED' },
  };

  test.each([
    ['user', 'GET /users?only=3&on_my_account=true&show_disabled=true&per_page=200'],
    ['role', 'GET /roles?only=3&only_active=false&per_page=200'],
    ['skill', 'GET /skills?only=3&per_page=200'],
  ])('does not say that there is no such %s', async (field, request) => {
    const { gateway, upstream } = await startDisobeying();
    const answer = await gateway.query(`{ ${field}(id: "3") { sourceId } }`);
    expect(answer).toMatchObject({ data: { [field]: null }, errors: [malformed] });
    expect(upstream.lines()).toEqual([request]);
  });

  test('nor that there is no membership to be changed', async () => {
    const { gateway, upstream } = await startDisobeying();
    const answer = await gateway.query(
      `mutation { updateAccountMembership(input: { id: "3", defaultReadOnly: true, ifUnchangedSince: "2026-01-01T00:00:00Z" }) {
         userErrors { code } } }`,
    );
    expect(answer).toMatchObject({ data: { updateAccountMembership: null }, errors: [malformed] });
    expect(upstream.lines()).toEqual([
      'GET /account_memberships?only=3&apply_default_filters=false&per_page=200',
    ]);
  });

  test('is believed about those that it shows', async () => {
    const { gateway, upstream } = await startDisobeying();
    const answer = await gateway.query('{ role(id: "2") { sourceId } }');
    expect(answer).toEqual({ data: { role: { sourceId: '2' } } });
    expect(upstream.lines()).toEqual(['GET /roles?only=2&only_active=false&per_page=200']);
  });
});
