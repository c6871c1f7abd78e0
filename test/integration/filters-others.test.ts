/** The filters and orders of users, roles, skills and invitations. */
import { describe, expect, test } from 'vitest';
import { globalId } from '../../src/domain/global-id.ts';
import { startTestGateway, type TestGateway } from './harness.ts';
import { list } from './listing.ts';
import { envelope, sendJson, startGatewayAt, startUpstream } from './upstream.ts';
import * as world from './world.ts';
import { idsOf } from './world.ts';

const account = 'GET /users?on_my_account=true';

describe('users', () => {
  const active = ({ kantata }: TestGateway) =>
    world.users(kantata, ({ id }) => world.isActive(world.membershipOf(kantata, id)));

  test('are those of the account, by name, without the inactive ones', async () => {
    const gateway = await startTestGateway();
    const page = await list(gateway, { first: 200 }, { field: 'users' });
    expect(page.ids).toEqual(idsOf(active(gateway)).slice(0, 200));
    expect(page.totalCount).toBe(273);
    expect(gateway.requests()).toEqual([`${account}&show_disabled=false&page=1&per_page=200`]);
  });

  test('with the inactive ones, the other way round', async () => {
    const gateway = await startTestGateway();
    const given =
      'filter: { includeInactive: true }, orderBy: { field: ALPHABETICAL, direction: DESC }';
    const page = await list(gateway, { first: 200 }, { field: 'users', given });
    const all = world.users(gateway.kantata, () => true);
    expect(page.ids).toEqual(
      idsOf(world.orderedBy(all, (row) => row.full_name, 'DESC')).slice(0, 200),
    );
    expect(page.totalCount).toBe(300);
    expect(gateway.requests()).toEqual([
      `${account}&show_disabled=true&order=alphabetical:desc&page=1&per_page=200`,
    ]);
  });

  test.each([
    ['createdAfter', 'created_after', (row: world.User, at: number) => row.created_at > at],
    ['createdBefore', 'created_before', (row: world.User, at: number) => row.created_at < at],
    ['updatedAfter', 'updated_after', (row: world.User, at: number) => row.updated_at > at],
    ['updatedBefore', 'updated_before', (row: world.User, at: number) => row.updated_at < at],
  ])('%s', async (name, parameter, admits) => {
    const gateway = await startTestGateway();
    const at = '2024-01-01T00:00:00.000Z';
    const given = `filter: { ${name}: "${at}" }`;
    const page = await list(gateway, { first: 200 }, { field: 'users', given });
    const expected = active(gateway).filter((row) => admits(row, Date.parse(at) / 1000));
    expect(page.ids).toEqual(idsOf(expected).slice(0, 200));
    expect(page.totalCount).toBe(expected.length);
    expect(gateway.requests()).toEqual([
      `${account}&show_disabled=false&${parameter}=${at}&page=1&per_page=200`,
    ]);
  });

  test('by a part of the name, and by a search', async () => {
    const gateway = await startTestGateway();
    const named = active(gateway).filter(({ full_name }) => /n[uú][nñ]e/i.test(full_name));
    const field = 'users';
    const byName = await list(gateway, {}, { field, given: 'filter: { byFullName: "nune" }' });
    const found = await list(gateway, {}, { field, given: 'filter: { search: "nune" }' });
    expect(byName.ids).toEqual(idsOf(named));
    expect(found.ids.toSorted()).toEqual(idsOf(named).toSorted());
    expect(gateway.requests()).toEqual([
      `${account}&show_disabled=false&by_full_name=nune&page=1&per_page=20`,
      `${account}&show_disabled=false&search=nune&page=1&per_page=20`,
    ]);
  });

  describe('by ids', () => {
    test('come all at once, in the order of the list', async () => {
      const gateway = await startTestGateway();
      const wanted = active(gateway).slice(10, 40);
      const ids = [...idsOf(wanted).toReversed(), globalId('User', idsOf(wanted)[0] ?? '')];
      const given = `filter: { ids: ${JSON.stringify(ids)} }`;
      const page = await list(gateway, { first: 7 }, { field: 'users', given });
      const rest = await list(
        gateway,
        { first: 50, after: page.endCursor },
        { field: 'users', given },
      );
      const last = await list(gateway, { last: 4 }, { field: 'users', given });
      expect(page.ids).toEqual(idsOf(wanted.slice(0, 7)));
      expect(rest.ids).toEqual(idsOf(wanted.slice(7)));
      expect(last.ids).toEqual(idsOf(wanted.slice(-4)));
      expect(page).toMatchObject({ totalCount: 30, hasNextPage: true, hasPreviousPage: false });
      expect(rest).toMatchObject({ totalCount: 30, hasNextPage: false, hasPreviousPage: true });
      const only = idsOf(wanted).toReversed().join(',');
      const request = `${account}&show_disabled=false&only=${only}&per_page=200`;
      expect(gateway.requests()).toEqual([request, request, request]);
    });

    test('those that are not there, or hidden, are left out and not counted', async () => {
      const gateway = await startTestGateway();
      const [one, other] = active(gateway);
      const hidden = world
        .memberships(gateway.kantata, (row) => !world.isActive(row))
        .map(({ user_id }) => user_id);
      const ids = [one?.id, 9_999_999, hidden[0], other?.id].map(String);
      const given = `filter: { ids: ${JSON.stringify(ids)} }`;
      const page = await list(gateway, {}, { field: 'users', given });
      expect(page.ids).toEqual(idsOf([one, other] as world.User[]));
      expect(page).toMatchObject({ totalCount: 2, hasNextPage: false });
      expect(gateway.requests()).toHaveLength(1);
    });

    test('are no users at all from an upstream that does not obey', async () => {
      const upstream = await startUpstream((_request, response) => {
        response.setHeader('content-type', 'application/json');
        const rows = [{ id: '1' }, { id: '3' }];
        response.end(JSON.stringify(envelope('users', rows)));
      });
      const { query } = await startGatewayAt(upstream.url, { KANTATA_TOKEN: 'a-token' });

      const answer = await query('{ users(filter: { ids: ["1", "2"] }) { nodes { sourceId } } }');

      expect(answer).toMatchObject({
        data: { users: null },
        errors: [
          {
            message: 'Kantata OX sent rows that were not asked for.',
            path: ['users'],
            extensions: { code: 'UPSTREAM_MALFORMED', source: 'KANTATA_OX', upstreamStatus: 200 },
          },
        ],
      });
      expect(upstream.lines()).toEqual([`${account}&show_disabled=false&only=1,2&per_page=200`]);
    });
  });

  describe('by e-mail addresses', () => {
    const addresses = (users: readonly world.User[]) =>
      users.map(({ email_address }) => email_address);

    test('one is asked for by itself', async () => {
      const gateway = await startTestGateway();
      const [user] = active(gateway);
      const address = ` ${user?.email_address.toUpperCase()} `;
      const given = `filter: { emailAddresses: ["${address}", " "] }`;
      const page = await list(gateway, {}, { field: 'users', given });
      expect(page.ids).toEqual([String(user?.id)]);
      expect(gateway.requests()).toEqual([
        `${account}&show_disabled=false&by_email_address=${address.trim()}&page=1&per_page=20`,
      ]);
    });

    test('several are one list, where the upstream splits it', async () => {
      const gateway = await startTestGateway({ kantata: { readings: { arrayFilters: 'split' } } });
      const wanted = active(gateway).slice(5, 9);
      const given = `filter: { emailAddresses: ${JSON.stringify(addresses(wanted))} }`;
      const page = await list(gateway, {}, { field: 'users', given });
      expect(page.ids).toEqual(idsOf(wanted));
      expect(gateway.requests()).toEqual([
        `${account}&show_disabled=false&by_email_addresses=${addresses(wanted).join(',')}&page=1&per_page=20`,
      ]);
    });

    test('and are asked for one by one, where it takes the list for one address', async () => {
      const gateway = await startTestGateway({ kantata: { readings: { arrayFilters: 'plain' } } });
      const wanted = active(gateway).slice(5, 9);
      const given = `filter: { emailAddresses: ${JSON.stringify(addresses(wanted))} }`;
      const page = await list(gateway, { first: 3 }, { field: 'users', given });
      expect(page.ids).toEqual(idsOf(wanted.slice(0, 3)));
      expect(page).toMatchObject({ totalCount: 4, hasNextPage: true });
      const repeated = addresses(wanted).map((each) => `by_email_addresses[]=${each}`);
      expect(gateway.requests()).toEqual([
        `${account}&show_disabled=false&by_email_addresses=${addresses(wanted).join(',')}&page=1&per_page=3`,
        `${account}&show_disabled=false&${repeated.join('&')}&page=1&per_page=3`,
      ]);
    });

    test.each([400, 422, 500])(
      'nor is one who is there lost where that is answered with %i, nor the upstream taken for down',
      async (status) => {
        const upstream = await startUpstream(({ line }, response) => {
          if (line.includes('[]')) sendJson(response, { errors: [] }, status);
          else sendJson(response, envelope('users', [{ id: '7' }]));
        });
        const gateway = await startGatewayAt(upstream.url);
        const times = 30;
        for (let time = 0; time < times; time += 1) {
          expect(
            await gateway.query(
              '{ users(filter: { emailAddresses: ["a@example.com", "b@example.com"] }) { nodes { sourceId } } }',
            ),
          ).toEqual({ data: { users: { nodes: [{ sourceId: '7' }] } } });
        }
        const path = `${account}&show_disabled=false`;
        const paging = 'page=1&per_page=20';
        expect(upstream.lines()).toEqual(
          Array.from({ length: times }, () => [
            `${path}&by_email_addresses=a@example.com,b@example.com&${paging}`,
            `${path}&by_email_addresses[]=a@example.com&by_email_addresses[]=b@example.com&${paging}`,
          ]).flat(),
        );
      },
    );

    test('nor is everybody listed where that is passed over as a parameter nobody knows', async () => {
      const everybody = ['7', '8', '9'].map((id) => ({ id }));
      const upstream = await startUpstream(({ line }, response) => {
        sendJson(response, envelope('users', line.includes('[]') ? everybody : [{ id: '8' }]));
      });
      const gateway = await startGatewayAt(upstream.url);

      const answer = await gateway.query(
        '{ users(filter: { emailAddresses: ["a@example.com", "b@example.com"] }) { totalCount nodes { sourceId } } }',
      );

      expect(answer).toEqual({ data: { users: { totalCount: 1, nodes: [{ sourceId: '8' }] } } });
      expect(upstream.lines()).toHaveLength(2);
    });

    test.each(['plain', 'split'] as const)('of whom one is there (%s)', async (arrayFilters) => {
      const gateway = await startTestGateway({ kantata: { readings: { arrayFilters } } });
      const [user] = active(gateway);
      const given = `filter: { emailAddresses: ["nobody@example.com", "${user?.email_address}"] }`;
      const page = await list(gateway, {}, { field: 'users', given });
      expect(page.ids).toEqual([String(user?.id)]);
      // One of several may be all there are, or all that was understood: that takes a second look.
      expect(gateway.requests()).toHaveLength(2);
    });
  });
});

describe('roles', () => {
  const named = (gateway: TestGateway, admits: (row: world.Role) => boolean) =>
    world.alphabetically(
      [...gateway.kantata.data.roles.values()].filter(admits),
      (row) => row.name,
    );

  test.each([
    ['', (row: world.Role) => row.deleted_at === null, 'only_active=true'],
    ['filter: { includeDeleted: true }', () => true, 'only_active=false'],
    [
      'filter: { includeDeleted: null, matching: "engineer" }',
      (row: world.Role) => row.deleted_at === null && /engineer/i.test(row.name),
      'only_active=true&matching=engineer',
    ],
  ])('(%s)', async (given, admits, request) => {
    const gateway = await startTestGateway();
    const page = await list(gateway, { first: 50 }, { field: 'roles', given });
    expect(page.ids).toEqual(idsOf(named(gateway, admits)));
    expect(gateway.requests()).toEqual([`GET /roles?${request}&page=1&per_page=50`]);
  });

  test('the other way round', async () => {
    const gateway = await startTestGateway();
    const given = 'orderBy: { field: ALPHABETICAL, direction: DESC }';
    const page = await list(gateway, { first: 50 }, { field: 'roles', given });
    const rows = named(gateway, (row) => row.deleted_at === null);
    expect(page.ids).toEqual(idsOf(world.orderedBy(rows, (row) => row.name, 'DESC')));
    expect(gateway.requests()).toEqual([
      'GET /roles?only_active=true&order=alphabetical:desc&page=1&per_page=50',
    ]);
  });
});

describe('skills', () => {
  test.each([
    ['', () => true, ''],
    [
      'filter: { matching: "speak" }',
      (row: world.Skill) => /speak/i.test(row.name),
      'matching=speak&',
    ],
    [
      'filter: { categoryIds: ["CATEGORY"] }',
      (row: world.Skill, category: number) => row.skill_category_id === category,
      'skill_category_ids=CATEGORY&',
    ],
  ])('(%s)', async (given, admits, request) => {
    const gateway = await startTestGateway();
    const { data } = gateway.kantata;
    const [category = 0] = data.skill_categories.keys();
    const naming = (text: string) => text.replace('CATEGORY', String(category));
    const page = await list(gateway, { first: 100 }, { field: 'skills', given: naming(given) });
    const expected = [...data.skills.values()].filter((row) => admits(row, category));
    expect(page.ids).toEqual(idsOf(world.alphabetically(expected, (row) => row.name)));
    expect(page.ids.length).toBeGreaterThan(0);
    expect(gateway.requests()).toEqual([`GET /skills?${naming(request)}page=1&per_page=100`]);
  });

  test('of several kinds, the other way round', async () => {
    const gateway = await startTestGateway();
    const { data } = gateway.kantata;
    const [one = 0, other = 0] = data.skill_categories.keys();
    const given = `filter: { categoryIds: ["${one}", "${globalId('SkillCategory', String(other))}"] },
      orderBy: { field: ALPHABETICAL, direction: DESC }`;
    const page = await list(gateway, { first: 100 }, { field: 'skills', given });
    const expected = [...data.skills.values()].filter(({ skill_category_id }) =>
      [one, other].includes(skill_category_id),
    );
    expect(page.ids).toEqual(idsOf(world.orderedBy(expected, (row) => row.name, 'DESC')));
    expect(gateway.requests()).toEqual([
      `GET /skills?skill_category_ids=${one},${other}&order=alphabetical:desc&page=1&per_page=100`,
    ]);
  });
});

describe('invitations', () => {
  const path = 'GET /account_invitations?';

  test.each([
    ['', ({ pending }: world.Invitation) => pending, 'only_pending=true'],
    ['filter: { pending: null }', ({ pending }: world.Invitation) => pending, 'only_pending=true'],
    ['filter: { pending: ANY }', () => true, 'only_pending=false'],
    [
      'filter: { pending: ANY, byFullName: "an" }',
      ({ full_name }: world.Invitation) =>
        full_name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().includes('an'),
      'only_pending=false&by_full_name=an',
    ],
  ])('(%s)', async (given, admits, request) => {
    const gateway = await startTestGateway();
    const page = await list(gateway, { first: 200 }, { field: 'invitations', given });
    const expected = world.invitations(gateway.kantata, admits);
    expect(page.ids).toEqual(idsOf(expected));
    expect(page.ids.length).toBeGreaterThan(0);
    expect(gateway.requests()).toEqual([`${path}${request}&page=1&per_page=200`]);
  });

  test('by a search, without those that were accepted', async () => {
    const gateway = await startTestGateway({ kantata: { readings: { searchStrategy: 'search' } } });
    const given = 'filter: { search: "invited" }';
    const page = await list(gateway, { first: 200 }, { field: 'invitations', given });
    const expected = world.invitations(
      gateway.kantata,
      (row) => row.pending && row.email_address.includes('invited'),
    );
    expect(page.ids.toSorted()).toEqual(idsOf(expected).toSorted());
    expect(gateway.requests()).toEqual([
      `${path}only_pending=true&search=invited&page=1&per_page=200`,
    ]);
  });

  test.each([
    ['BILL_RATE', (row: world.Invitation) => row.bill_rate_in_cents],
    ['COST_RATE', (row: world.Invitation) => row.cost_rate_in_cents],
    ['CREATED_AT', (row: world.Invitation) => row.created_at],
    ['EXPIRATION_DATE', (row: world.Invitation) => row.expiration_date],
    ['FULL_NAME', (row: world.Invitation) => row.full_name],
    ['PERMISSION', (row: world.Invitation) => row.permission],
  ])('in the order of %s', async (field, key) => {
    const gateway = await startTestGateway();
    const given = `orderBy: { field: ${field}, direction: DESC }`;
    const page = await list(gateway, { first: 200 }, { field: 'invitations', given });
    const rows = world.invitations(gateway.kantata);
    expect(page.ids).toEqual(idsOf(world.orderedBy(rows, key, 'DESC')));
    expect(gateway.requests()).toEqual([
      `${path}only_pending=true&order=${field.toLowerCase()}:desc&page=1&per_page=200`,
    ]);
  });
});
