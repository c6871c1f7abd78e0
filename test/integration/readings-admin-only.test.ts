/** What a lesser token gets for what only administrators may see: four readings, one rule. */
import { expect, test } from 'vitest';
import type { Readings } from '../../src/emulator/kantata-ox/index.ts';
import { inAnyOrder, startTestGateway } from './harness.ts';
import { costRatesOf, idList, named } from './relatives.ts';
import { memberships, userOf } from './world.ts';

const document = `{
  accountMemberships(first: 2) {
    nodes { user { fullName } costRates { currency } futureBillableUtilizations { target } }
  }
}`;
const lead = { authorization: 'Bearer lead-token' };

const list = 'GET /account_memberships?only_active=true&page=1&per_page=2';
const adminOnly = 'cost_rates,future_billable_utilizations';

test('lists that come empty stay empty, and are no error', async () => {
  const { kantata, query, requests } = await startTestGateway();

  const answer = await query(document, {}, lead);

  const rows = memberships(kantata).slice(0, 2);
  const nodes = rows.map((row) => ({
    user: named(userOf(kantata, row)),
    costRates: [],
    futureBillableUtilizations: [],
  }));
  expect(rows.flatMap(({ id }) => costRatesOf(kantata, id)).length).toBeGreaterThan(0);
  expect(answer).toEqual({ data: { accountMemberships: { nodes } } });
  expect(requests()).toEqual([`${list}&include=user,${adminOnly}`]);
});

test.each<{ reading: Readings['adminOnlyIncludes']; asks: (ids: string) => string[] }>([
  // Asked once more without what may have been the reason.
  ...(['forbidden', 'broken'] as const).map((reading) => ({
    reading,
    asks: () => [`${list}&include=user,${adminOnly}`, `${list}&include=user`],
  })),
  {
    // Not even mentioned: by id it might be told.
    reading: 'absent',
    asks: (ids) => [
      `${list}&include=user,${adminOnly}`,
      `GET /account_memberships?only=${ids}&apply_default_filters=false&per_page=200&include=${adminOnly}`,
    ],
  },
])('where they are $reading, each is null with an error and the rest stands', async (given) => {
  const { kantata, query, requests } = await startTestGateway({
    kantata: { readings: { adminOnlyIncludes: given.reading } },
  });

  const { data, errors } = await query(document, {}, lead);

  const rows = memberships(kantata).slice(0, 2);
  const nodes = rows.map((row) => ({
    user: named(userOf(kantata, row)),
    costRates: null,
    futureBillableUtilizations: null,
  }));
  expect(data).toEqual({ accountMemberships: { nodes } });
  expect(
    errors?.map(({ path, extensions: { code, source } }) => ({
      path: path?.join('.'),
      code,
      source,
    })),
  ).toEqual(
    expect.arrayContaining(
      [0, 1].flatMap((index) =>
        ['costRates', 'futureBillableUtilizations'].map((field) => ({
          path: `accountMemberships.nodes.${index}.${field}`,
          code: 'FORBIDDEN',
          source: 'KANTATA_OX',
        })),
      ),
    ),
  );
  expect(errors).toHaveLength(4);
  expect(requests()).toEqual(given.asks(idList(rows)));
});

test.each(['forbidden', 'broken', 'absent'] as const)(
  'by id, too, where they are %s',
  async (adminOnlyIncludes) => {
    const { kantata, query, requests } = await startTestGateway({
      kantata: { readings: { adminOnlyIncludes } },
    });

    const { data, errors } = await query(
      '{ accountMembership(id: "300502") { user { fullName } costRates { id } } }',
      {},
      lead,
    );

    expect(data).toEqual({
      accountMembership: { user: named(kantata.data.users.get(9_100_002)), costRates: null },
    });
    expect(errors?.map(({ path, extensions: { code } }) => ({ path, code }))).toEqual([
      { path: ['accountMembership', 'costRates'], code: 'FORBIDDEN' },
    ]);
    const attempts = { forbidden: 2, broken: 2, absent: 1 }[adminOnlyIncludes];
    expect(requests()).toHaveLength(attempts);
  },
);

test('however often they break it, the upstream is not taken for one that is down', async () => {
  const { kantata, query, requests } = await startTestGateway({
    kantata: { readings: { adminOnlyIncludes: 'broken' } },
  });
  const ids = memberships(kantata)
    .slice(0, 30)
    .map(({ id }) => id);

  for (const id of ids) {
    const answer = await query(
      `{ accountMembership(id: "${id}") { sourceId costRates { id } } }`,
      {},
      lead,
    );
    expect(answer.data).toEqual({ accountMembership: { sourceId: `${id}`, costRates: null } });
  }
  const [first] = ids;
  const another = await query(`{ accountMembership(id: "${first}") { sourceId } }`);

  expect(another).toEqual({ data: { accountMembership: { sourceId: `${first}` } } });
  const read = (id?: number) =>
    `GET /account_memberships?only=${id}&apply_default_filters=false&per_page=200`;
  expect(requests()).toEqual([
    ...ids.flatMap((id) => [`${read(id)}&include=cost_rates`, read(id)]),
    read(first),
  ]);
});

test('an administrator is told in all of them, by one request', async () => {
  for (const adminOnlyIncludes of ['empty', 'forbidden', 'broken', 'absent'] as const) {
    const { kantata, query, requests } = await startTestGateway({
      kantata: { readings: { adminOnlyIncludes } },
    });

    const answer = await query(
      '{ accountMemberships(first: 2) { nodes { costRates { currency } } } }',
    );

    const nodes = memberships(kantata)
      .slice(0, 2)
      .map(({ id }) => ({
        costRates: costRatesOf(kantata, id).map(({ currency }) => ({ currency })),
      }));
    expect(answer).toEqual({ data: { accountMemberships: { nodes } } });
    expect(requests()).toEqual([`${list}&include=cost_rates`]);
  }
});

test('a refusal that no include explains costs the field that asked', async () => {
  const { kantata, query, requests } = await startTestGateway();
  kantata.inject({ match: { path: '/roles' }, action: { kind: 'answer', status: 403, body: '' } });

  const { data, errors } = await query('{ roles(first: 1) { nodes { id } } me { fullName } }');

  expect(data).toEqual({ roles: null, me: named(kantata.data.users.get(9_100_001)) });
  expect(errors?.map(({ path, extensions: { code } }) => ({ path, code }))).toEqual([
    { path: ['roles'], code: 'FORBIDDEN' },
  ]);
  expect(inAnyOrder(requests())).toEqual(
    inAnyOrder(['GET /roles?only_active=true&page=1&per_page=1', 'GET /users/me']),
  );
});

test('values that a lesser token may not see are null without an error', async () => {
  const { kantata, query, requests } = await startTestGateway();

  const answer = await query(
    `{ accountMembership(id: "300502") { permission billRateInCents costRateInCents billabilityTarget }
       user(id: "9100002") { city lastSiteActivity } }`,
    {},
    { authorization: 'Bearer collaborator-token' },
  );

  expect(kantata.data.account_memberships.get(300_502)?.bill_rate_in_cents).not.toBeNull();
  expect(answer).toEqual({
    data: {
      accountMembership: {
        permission: 'PROJECT_LEAD',
        billRateInCents: null,
        costRateInCents: null,
        billabilityTarget: null,
      },
      user: { city: kantata.data.users.get(9_100_002)?.city, lastSiteActivity: null },
    },
  });
  expect(requests()).toHaveLength(2);
});
