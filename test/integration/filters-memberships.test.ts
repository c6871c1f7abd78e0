import { describe, expect, test } from 'vitest';
import { globalId } from '../../src/domain/global-id.ts';
import { startTestGateway } from './harness.ts';
import { list } from './listing.ts';
import { envelope, startGatewayAt, startUpstream } from './upstream.ts';
import { idsOf, isActive, memberships, orderedBy, userOf, type Membership } from './world.ts';

const path = 'GET /account_memberships?';
const paged = 'page=1&per_page=200';

async function filtered(
  given: string,
  admits: (row: Membership) => boolean,
  request: string,
  told = '',
) {
  const gateway = await startTestGateway();
  const page = await list(gateway, { first: 200 }, { given: `filter: { ${given} }` });
  const expected = memberships(gateway.kantata, admits);
  expect(expected.length).toBeGreaterThan(0);
  expect(page.ids).toEqual(idsOf(expected).slice(0, 200));
  expect(page.totalCount).toBe(expected.length);
  const [first, ...rest] = gateway.requests();
  expect(first).toBe(`${path}${request}&${paged}${told}`);
  expect(rest).toEqual([]);
}

describe('by status', () => {
  const inactive =
    'only_active=false&only_inactive=true&is_active=false&apply_default_filters=false';

  test.each([
    ['', isActive, 'only_active=true'],
    ['status: null', isActive, 'only_active=true'],
    ['status: ACTIVE', isActive, 'only_active=true'],
    ['status: INACTIVE', (row: Membership) => !isActive(row), inactive],
    ['status: ANY', () => true, 'apply_default_filters=false'],
  ])('{ %s }', (given, admits, request) => filtered(given, admits, request));

  test.each(['active', 'plain', 'none', 'hidden', 'opposite'] as const)(
    'whatever the upstream hides by default (%s)',
    async (activeDefault) => {
      const gateway = await startTestGateway({ kantata: { readings: { activeDefault } } });
      const counts: number[] = [];
      for (const status of ['ACTIVE', 'INACTIVE', 'ANY']) {
        const { totalCount } = await list(gateway, {}, { given: `filter: { status: ${status} }` });
        counts.push(totalCount);
      }
      expect(counts).toEqual([273, 27, 300]);
      expect(gateway.requests()).toHaveLength(3);
    },
  );
});

describe('by what a row says', () => {
  test.each([
    ['canLogIn: true', (row: Membership) => isActive(row) && row.can_log_in, 'can_log_in=true'],
    ['canLogIn: false', (row: Membership) => isActive(row) && !row.can_log_in, 'can_log_in=false'],
  ])('{ %s }', (given, admits, parameter) =>
    filtered(given, admits, `only_active=true&${parameter}`, '&optional_fields=can_log_in'),
  );

  test.each([
    ['canLogIn: false', 'only_active=true&can_log_in=false', '&optional_fields=can_log_in'],
    ['userIds: ["2"]', 'only_active=true&with_user_ids=2', ''],
  ])('{ %s }, which the upstream does not obey', async (given, request, told) => {
    const upstream = await startUpstream((_request, response) => {
      response.setHeader('content-type', 'application/json');
      const row = { id: '300501', user_id: '1', can_log_in: true, disabled_at: null };
      response.end(JSON.stringify(envelope('account_memberships', [row])));
    });
    const { query } = await startGatewayAt(upstream.url, { KANTATA_TOKEN: 'a-token' });

    const answer = await query(
      `{ accountMemberships(first: 200, filter: { ${given} }) { nodes { sourceId } } }`,
    );

    expect(answer).toMatchObject({
      data: { accountMemberships: null },
      errors: [
        {
          message: 'Kantata OX sent rows that were not asked for.',
          path: ['accountMemberships'],
          extensions: { code: 'UPSTREAM_MALFORMED', source: 'KANTATA_OX', upstreamStatus: 200 },
        },
      ],
    });
    expect(upstream.lines()).toEqual([`${path}${request}&${paged}${told}`]);
  });

  test.each([
    ['createdAfter', 'created_after', (row: Membership, at: number) => row.created_at > at],
    ['createdBefore', 'created_before', (row: Membership, at: number) => row.created_at < at],
    ['updatedAfter', 'updated_after', (row: Membership, at: number) => row.updated_at > at],
    ['updatedBefore', 'updated_before', (row: Membership, at: number) => row.updated_at < at],
  ])('%s, with its offset made plain', async (name, parameter, admits) => {
    const at = '2019-05-01T00:00:00+02:00';
    const seconds = Date.parse(at) / 1000;
    await filtered(
      `${name}: "${at}"`,
      (row) => isActive(row) && admits(row, seconds),
      `only_active=true&${parameter}=2019-04-30T22:00:00.000Z`,
    );
  });

  test('by a part of the name', async () => {
    const gateway = await startTestGateway();
    const page = await list(gateway, { first: 200 }, { given: 'filter: { byFullName: "nune" }' });
    const expected = memberships(gateway.kantata).filter((row) =>
      /n[uú][nñ]e/i.test(userOf(gateway.kantata, row).full_name),
    );
    expect(expected.length).toBeGreaterThan(0);
    expect(page.ids).toEqual(idsOf(expected));
    expect(gateway.requests()).toEqual([`${path}only_active=true&by_full_name=nune&${paged}`]);
  });

  test('text that means something in a URL arrives as it is', async () => {
    const gateway = await startTestGateway();
    const text = 'a&only_active=false#?/%20+é "x"';
    const { ids } = await list(
      gateway,
      {},
      { given: `filter: { byFullName: ${JSON.stringify(text)} }` },
    );
    expect(ids).toEqual([]);
    expect(gateway.kantata.requests[0]?.query).toMatchObject({
      only_active: 'true',
      by_full_name: text,
    });
    expect(gateway.requests()).toHaveLength(1);
  });
});

describe('by users', () => {
  test('by the id of either kind, each once', async () => {
    await filtered(
      `userIds: ["9100005", "${globalId('User', '9100003')}", "9100005"]`,
      ({ user_id }) => [9_100_003, 9_100_005].includes(user_id),
      'only_active=true&with_user_ids=9100005,9100003',
    );
  });

  test('two hundred of them are still one request, in a URL of less than 4 KB', async () => {
    const gateway = await startTestGateway();
    const ids = Array.from({ length: 200 }, (_, index) => String(9_100_001 + index));
    const given = `filter: { status: ANY, userIds: ${JSON.stringify(ids)} }`;
    const page = await list(gateway, { first: 200 }, { given });
    expect(page.ids).toHaveLength(200);
    expect(gateway.kantata.requests[0]?.url.length).toBeLessThan(4096);
    expect(gateway.requests()).toHaveLength(1);
  });
});

describe('by skills', () => {
  const holders = (
    { kantata }: Awaited<ReturnType<typeof startTestGateway>>,
    test: (held: ReadonlyMap<number, number>) => boolean,
  ) =>
    memberships(kantata).filter(({ user_id }) => {
      const held = [...kantata.data.skill_memberships.values()].filter(
        (one) => one.user_id === user_id,
      );
      return test(new Map(held.map((one) => [one.skill_id, one.level])));
    });

  test.each([
    [
      '{ ids: ["31001"] }',
      '{"ids":[31001],"operation":"and"}',
      (held: ReadonlyMap<number, number>) => held.has(31001),
    ],
    [
      '{ ids: ["31001", "31002"], operation: OR }',
      '{"ids":[31001,31002],"operation":"or"}',
      (held: ReadonlyMap<number, number>) => held.has(31001) || held.has(31002),
    ],
    [
      '{ ids: ["31001", "31002"], operation: AND }',
      '{"ids":[31001,31002],"operation":"and"}',
      (held: ReadonlyMap<number, number>) => held.has(31001) && held.has(31002),
    ],
    [
      '{ ids: ["31001"], levels: [{ skillId: "31001", levels: [3, 4, 5] }] }',
      '{"31001":[3,4,5],"ids":[31001],"operation":"and"}',
      (held: ReadonlyMap<number, number>) => (held.get(31001) ?? 0) >= 3,
    ],
    [
      '{ ids: ["31001"], levels: [{ skillId: "31001", levels: [3, 4] }, { skillId: "31001", levels: [4, 5] }] }',
      '{"31001":[3,4,5],"ids":[31001],"operation":"and"}',
      (held: ReadonlyMap<number, number>) => (held.get(31001) ?? 0) >= 3,
    ],
  ])('%s', async (criteria, json, admits) => {
    const gateway = await startTestGateway();
    const given = `filter: { withSkills: ${criteria} }`;
    const page = await list(gateway, { first: 200 }, { given });
    expect(page.ids).toEqual(idsOf(holders(gateway, admits)));
    expect(JSON.parse(gateway.kantata.requests[0]?.query.with_skills ?? '')).toEqual(
      JSON.parse(json),
    );
    expect(gateway.requests()).toHaveLength(1);
  });
});

describe('together', () => {
  test('all conditions must hold', async () => {
    const ids = Array.from({ length: 150 }, (_, index) => 9_100_151 + index);
    await filtered(
      `status: ANY, canLogIn: true, createdAfter: "2017-01-01T00:00:00Z", userIds: ${JSON.stringify(ids.map(String))}`,
      (row) =>
        row.can_log_in &&
        row.created_at > Date.parse('2017-01-01T00:00:00Z') / 1000 &&
        ids.includes(row.user_id),
      `apply_default_filters=false&with_user_ids=${ids.join(',')}` +
        '&can_log_in=true&created_after=2017-01-01T00:00:00.000Z',
      '&optional_fields=can_log_in',
    );
  });
});

describe('the order', () => {
  const keys: readonly (readonly [
    string,
    (
      row: Membership,
      gateway: Awaited<ReturnType<typeof startTestGateway>>,
    ) => string | number | null,
  ])[] = [
    ['BILL_RATE', (row) => row.bill_rate_in_cents],
    ['COST_RATE', (row) => row.cost_rate_in_cents],
    ['CREATED_AT', (row) => row.created_at],
    ['FULL_NAME', (row, { kantata }) => userOf(kantata, row).full_name],
    ['PERMISSION', (row) => row.permission],
    ['ROLE', (row, { kantata }) => kantata.data.roles.get(row.default_role_id ?? 0)?.name ?? null],
    ['UPDATED_AT', (row) => row.updated_at],
  ];

  test.each(keys)('%s, up and down', async (field, key) => {
    const gateway = await startTestGateway();
    const rows = memberships(gateway.kantata);
    for (const direction of ['ASC', 'DESC'] as const) {
      const given = `orderBy: { field: ${field}, direction: ${direction} }`;
      const page = await list(gateway, { first: 50 }, { given });
      const expected = orderedBy(rows, (row) => key(row, gateway), direction);
      expect(page.ids).toEqual(idsOf(expected).slice(0, 50));
    }
    const order = field.toLowerCase();
    expect(gateway.requests()).toEqual(
      ['asc', 'desc'].map(
        (way) => `${path}only_active=true&order=${order}:${way}&page=1&per_page=50`,
      ),
    );
  });

  test.each(['', ', direction: null'])('is ascending unless it says otherwise', async (rest) => {
    const gateway = await startTestGateway();
    await list(gateway, { first: 1 }, { given: `orderBy: { field: FULL_NAME${rest} }` });
    expect(gateway.requests()).toEqual([
      `${path}only_active=true&order=full_name:asc&page=1&per_page=1`,
    ]);
  });
});
