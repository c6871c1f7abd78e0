/**
 * Lists under a search. The upstream pages and counts hits, some of which it does not show: a page may
 * be short, or empty with rows behind it.
 */
import { describe, expect, test } from 'vitest';
import { startTestGateway, type TestGateway } from './harness.ts';
import { ask, list, walk } from './listing.ts';
import { skillMembershipsOf } from './relatives.ts';
import { envelope, startGatewayAt, startUpstream } from './upstream.ts';
import { isActive, membershipOf, memberships, userOf, type Membership } from './world.ts';

const search = 'GET /account_memberships?only_active=true';
const given = 'filter: { search: "a" }';

/** Ids of those whose name or address holds a text, by relevance: here, by id. */
function hits(
  { kantata }: Pick<TestGateway, 'kantata'>,
  admits: (row: Membership) => boolean = isActive,
  part = 'a',
): string[] {
  return memberships(kantata, admits)
    .filter((row) => {
      const { full_name, email_address } = userOf(kantata, row);
      const text = `${full_name} ${email_address}`.normalize('NFKD').replace(/\p{M}/gu, '');
      return text.toLowerCase().includes(part);
    })
    .map(({ id }) => id)
    .sort((one, other) => one - other)
    .map(String);
}

const hidden = (staleSearchHits: number) => ({ kantata: { readings: { staleSearchHits } } });

describe('a search that shows all of its hits', () => {
  test('pages like any list', async () => {
    const gateway = await startTestGateway();
    const all = hits(gateway);
    const first = await list(gateway, { first: 10 }, { given });
    const next = await list(gateway, { first: 10, after: first.endCursor }, { given });
    expect(first.ids).toEqual(all.slice(0, 10));
    expect(next.ids).toEqual(all.slice(10, 20));
    expect(next).toMatchObject({
      totalCount: all.length,
      hasNextPage: true,
      hasPreviousPage: true,
      startCursor: next.cursors[0],
      endCursor: next.cursors[9],
    });
    expect(gateway.requests()).toEqual([
      `${search}&search=a&page=1&per_page=10`,
      `${search}&search=a&page=2&per_page=10`,
    ]);
  });

  test.each(['forward', 'backward'] as const)('shows every hit in a walk %s', async (way) => {
    const gateway = await startTestGateway();
    expect(await walk(gateway, 35, way, { given })).toEqual(hits(gateway));
  });

  test('finds nobody in one request', async () => {
    const gateway = await startTestGateway();
    const page = await list(gateway, {}, { given: 'filter: { search: "zzzzz" }' });
    expect(page).toEqual({
      ids: [],
      cursors: [],
      totalCount: 0,
      hasNextPage: false,
      hasPreviousPage: false,
      startCursor: null,
      endCursor: null,
    });
    expect(gateway.requests()).toEqual([`${search}&search=zzzzz&page=1&per_page=20`]);
  });

  test('takes its last rows by the count', async () => {
    const gateway = await startTestGateway();
    const all = hits(gateway);
    const page = await list(gateway, { last: 5 }, { given });
    expect(page.ids).toEqual(all.slice(-5));
    expect(page.hasPreviousPage).toBe(true);
    expect(page.hasNextPage).toBe(false);
    expect(gateway.requests()[0]).toBe(`${search}&search=a&page=1&per_page=1`);
  });

  test('of many rows reads its pages at the same time', async () => {
    const gateway = await startTestGateway({ kantata: { members: 900, inactive: 0 } });
    const all = hits(gateway);
    const page = await list(gateway, { first: 1000 }, { given });
    expect(page.ids).toEqual(all);
    const pages = Math.ceil(all.length / 200);
    expect(gateway.requests().toSorted()).toEqual(
      Array.from(
        { length: pages },
        (_, index) => `${search}&search=a&page=${index + 1}&per_page=200`,
      ),
    );
  });
});

describe('a search that hides some of its hits', () => {
  test('has short pages, and a count that is an upper bound', async () => {
    const gateway = await startTestGateway(hidden(3));
    const all = hits(gateway);
    const page = await list(gateway, { first: 10 }, { given });
    expect(page.ids).toEqual(all.slice(0, 7));
    expect(page).toMatchObject({ totalCount: all.length + 3, hasNextPage: true });
    expect(gateway.requests()).toEqual([`${search}&search=a&page=1&per_page=10`]);
  });

  test('goes on with the next page behind a short one', async () => {
    const gateway = await startTestGateway(hidden(3));
    const all = hits(gateway);
    const { endCursor } = await list(gateway, { first: 10 }, { given });
    gateway.requests();
    const next = await list(gateway, { first: 10, after: endCursor }, { given });
    expect(next.ids).toEqual(all.slice(7, 17));
    expect(gateway.requests()).toEqual([`${search}&search=a&page=2&per_page=10`]);
  });

  test('passes over empty pages until there is a row', async () => {
    const gateway = await startTestGateway(hidden(12));
    const all = hits(gateway);
    const page = await list(gateway, { first: 5 }, { given });
    expect(page.ids).toEqual(all.slice(0, 3));
    expect(page).toMatchObject({ hasNextPage: true, totalCount: all.length + 12 });
    expect(gateway.requests()).toEqual(
      [1, 2, 3].map((number) => `${search}&search=a&page=${number}&per_page=5`),
    );
  });

  test('passes over them backward as well', async () => {
    const gateway = await startTestGateway(hidden(12));
    const all = hits(gateway);
    const first = await list(gateway, { first: 5 }, { given });
    gateway.requests();
    const page = await list(gateway, { last: 5, before: first.cursors[1] ?? '' }, { given });
    const none = await list(gateway, { last: 5, before: first.cursors[0] ?? '' }, { given });
    expect(page.ids).toEqual(all.slice(0, 1));
    expect(none).toMatchObject({ ids: [], hasPreviousPage: false, startCursor: null });
  });

  test('gives a cursor to go on from where it has looked in vain for long', async () => {
    const gateway = await startTestGateway(hidden(60));
    const all = hits(gateway);
    const page = await list(gateway, { first: 5 }, { given });
    expect(page).toMatchObject({ ids: [], cursors: [], hasNextPage: true });
    expect(gateway.requests()).toHaveLength(11);
    const next = await list(gateway, { first: 5, after: page.endCursor }, { given });
    expect(next.ids).toEqual(all.slice(0, 5));
    expect(gateway.requests().map((line) => /&page=(\d+)/.exec(line)?.[1])).toEqual(['12', '13']);
  });

  test.each([
    [3, 10],
    [12, 5],
    [33, 7],
    [150, 4],
  ])('%i of them, in a walk by %i: every row is shown once', async (stale, size) => {
    const gateway = await startTestGateway(hidden(stale));
    const all = hits(gateway);
    expect(await walk(gateway, size, 'forward', { given })).toEqual(all);
    expect(await walk(gateway, size, 'backward', { given })).toEqual(all);
  });

  test('a smaller window behind a larger one leaves no row out', async () => {
    const gateway = await startTestGateway(hidden(30));
    const all = hits(gateway);
    const opening = await list(gateway, { first: 50 }, { given });
    expect(opening.ids).toEqual(all.slice(0, 20));
    const [some, rest] = [
      await list(gateway, { first: 4, after: opening.cursors[0] ?? '' }, { given }),
      await list(gateway, { first: 40, after: opening.cursors[4] ?? '' }, { given }),
    ];
    expect(some.ids).toEqual(all.slice(1, 5));
    expect(rest.ids).toEqual(all.slice(5, 20));
    const next = await list(gateway, { first: 40, after: rest.endCursor }, { given });
    expect(next.ids).toEqual(all.slice(20, 60));
  });

  test('cursors of windows of two sizes make no window', async () => {
    const gateway = await startTestGateway();
    const small = await list(gateway, { first: 5 }, { given });
    const large = await list(gateway, { first: 50 }, { given });
    gateway.requests();
    const paging = { after: small.cursors[0] ?? '', before: large.cursors[40] ?? '' };
    const { errors } = await ask(gateway, 'nodes { id }', paging, { given });
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(gateway.requests()).toEqual([]);
  });

  test('its count alone takes one row', async () => {
    const gateway = await startTestGateway(hidden(4));
    const { data } = await ask(gateway, 'totalCount', {}, { given });
    expect(data).toEqual({ accountMemberships: { totalCount: hits(gateway).length + 4 } });
    expect(gateway.requests()).toEqual([`${search}&search=a&page=1&per_page=1`]);
  });
});

describe('filters beside a search, which the upstream may ignore', () => {
  test.each([
    ['search', 2],
    ['filterAndSearch', 1],
  ] as const)('are checked row by row (strategy %s)', async (searchStrategy, pages) => {
    const gateway = await startTestGateway({ kantata: { readings: { searchStrategy } } });
    const since = memberships(gateway.kantata)[130]?.created_at ?? 0;
    const bound = new Date(since * 1000).toISOString();
    const filter = `search: "a", canLogIn: false, createdAfter: "${bound}"`;
    const page = await list(gateway, { first: 400 }, { given: `filter: { ${filter} }` });
    const expected = hits(
      gateway,
      (row) => isActive(row) && !row.can_log_in && row.created_at > since,
    );
    expect(expected.length).toBeGreaterThan(0);
    expect(page.ids).toEqual(expected);
    expect(gateway.requests()).toEqual(
      Array.from(
        { length: pages },
        (_, index) =>
          `${search}&can_log_in=false&search=a&created_after=${bound}&page=${index + 1}` +
          '&per_page=200&optional_fields=can_log_in',
      ),
    );
  });

  test.each([
    ['search', 'ids: ["31001"]', '{"ids":[31001],"operation":"and"}'],
    ['filterAndSearch', 'ids: ["31001"]', '{"ids":[31001],"operation":"and"}'],
    ['search', 'ids: ["31001", "31016"], operation: OR', '{"ids":[31001,31016],"operation":"or"}'],
    ['search', 'ids: ["31001", "31016"]', '{"ids":[31001,31016],"operation":"and"}'],
    [
      'search',
      'ids: ["31001"], levels: [{ skillId: "31001", levels: [4, 5] }]',
      '{"31001":[4,5],"ids":[31001],"operation":"and"}',
    ],
  ] as const)('skills, too (strategy %s, %s)', async (searchStrategy, criteria, sent) => {
    const gateway = await startTestGateway({ kantata: { readings: { searchStrategy } } });
    const page = await list(
      gateway,
      { first: 200 },
      { given: `filter: { search: "an", withSkills: { ${criteria} } }` },
    );
    const isAnyOf = criteria.includes('OR');
    const levels = criteria.includes('levels') ? [4, 5] : [0, 1, 2, 3, 4, 5];
    const wanted = criteria.includes('31016') ? [31_001, 31_016] : [31_001];
    const holds = (row: Membership) => {
      const own = skillMembershipsOf(gateway.kantata, row.user_id);
      const isHeld = (id: number) =>
        own.some((each) => each.skill_id === id && levels.includes(each.level));
      return isAnyOf ? wanted.some(isHeld) : wanted.every(isHeld);
    };
    const expected = hits(gateway, (row) => isActive(row) && holds(row), 'an');
    expect(expected.length).toBeGreaterThan(0);
    expect(page.ids).toEqual(expected);
    expect(gateway.requests()).toEqual([
      `${search}&with_skills=${sent}&search=an&page=1&per_page=200&include=skill_memberships`,
    ]);
  });

  test('of users: by e-mail address', async () => {
    const gateway = await startTestGateway();
    const user = userOf(gateway.kantata, membershipOf(gateway.kantata, 9_100_003));
    const [name = ''] = user.full_name.split(' ');
    const filter = `search: ${JSON.stringify(name)}, emailAddresses: ["${user.email_address.toUpperCase()}"]`;
    const page = await list(gateway, {}, { field: 'users', given: `filter: { ${filter} }` });
    expect(page.ids).toEqual([String(user.id)]);
    expect(gateway.requests()).toHaveLength(1);
  });

  test.each([
    [false, ['2', '3']],
    [true, ['1', '2', '3']],
  ])('of users: by what they tell of being disabled (inactive ones too: %s)', async (too, ids) => {
    const upstream = await startUpstream((_request, response) => {
      response.setHeader('content-type', 'application/json');
      const rows = [{ id: '1', disabled: true }, { id: '2', disabled: false }, { id: '3' }];
      response.end(JSON.stringify(envelope('users', rows)));
    });
    const gateway = await startGatewayAt(upstream.url, { KANTATA_TOKEN: 'a-token' });
    const given = `filter: { search: "ann", includeInactive: ${too} }`;
    const page = await list(gateway, {}, { field: 'users', given });
    expect(page.ids).toEqual(ids);
    expect(upstream.lines()).toEqual([
      `GET /users?on_my_account=true&show_disabled=${too}&search=ann&page=1&per_page=20`,
    ]);
  });
});
