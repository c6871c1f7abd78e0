import { assertInputObjectType } from 'graphql';
import { describe, expect, test } from 'vitest';
import { globalId } from '../../src/domain/global-id.ts';
import { createSchema } from '../../src/graphql/schema.ts';
import { startTestGateway } from './harness.ts';
import { ask, list } from './listing.ts';
import { idsOf, orderedBy, users } from './world.ts';

const many = (count: number) => JSON.stringify(Array.from({ length: count }, (_, i) => `${i + 1}`));

const manyAddresses = JSON.stringify(
  Array.from({ length: 200 }, (_, index) => `nobody-${index}@elsewhere.example`),
);

describe('blank text counts as absent', () => {
  test.each([
    ['accountMemberships', 'byFullName: "", search: " "', '?only_active=true&'],
    ['users', 'byFullName: "\\t", search: ""', '?on_my_account=true&show_disabled=false&'],
    ['roles', 'matching: "  "', '?only_active=true&'],
    ['skills', 'matching: ""', '?'],
    ['invitations', 'byFullName: "", search: "\\n"', '?only_pending=true&'],
  ])('%s(filter: { %s })', async (field, filter, query) => {
    const gateway = await startTestGateway();
    await list(gateway, { first: 2 }, { field, given: `filter: { ${filter} }` });
    const [request] = gateway.requests();
    expect(request?.slice(request.indexOf('?'))).toBe(`${query}page=1&per_page=2`);
  });

  test('so that a blank search does not stand in the way of an order', async () => {
    const gateway = await startTestGateway();
    const given = 'filter: { search: " " }, orderBy: { field: FULL_NAME }';
    await list(gateway, { first: 2 }, { given });
    expect(gateway.requests()).toEqual([
      'GET /account_memberships?only_active=true&order=full_name:asc&page=1&per_page=2',
    ]);
  });
});

describe('an empty list of ids matches nothing, and nobody is asked', () => {
  test.each([
    ['accountMemberships', 'userIds: []'],
    ['accountMemberships', 'withSkills: { ids: [] }'],
    ['accountMemberships', 'userIds: [], search: "a"'],
    ['users', 'ids: []'],
    ['users', 'emailAddresses: []'],
    ['users', 'emailAddresses: [" ", ""]'],
    ['skills', 'categoryIds: []'],
  ])('%s(filter: { %s })', async (field, filter) => {
    const gateway = await startTestGateway();
    const given = `filter: { ${filter} }`;
    const empty = {
      ids: [],
      cursors: [],
      totalCount: 0,
      hasNextPage: false,
      hasPreviousPage: false,
      startCursor: null,
      endCursor: null,
    };
    expect(await list(gateway, { first: 5 }, { field, given })).toEqual(empty);
    expect(await list(gateway, { last: 5 }, { field, given })).toEqual(empty);
    expect(await list(gateway, { first: 0 }, { field, given })).toEqual(empty);
    expect(gateway.requests()).toEqual([]);
  });
});

test('nobody is asked for an empty list of ids beside more addresses than a URL holds either', async () => {
  const gateway = await startTestGateway();
  const given = `filter: { ids: [], emailAddresses: ${manyAddresses} }`;
  const page = await list(gateway, {}, { field: 'users', given });
  expect(page).toMatchObject({ ids: [], totalCount: 0 });
  expect(gateway.requests()).toEqual([]);
});

describe('S27 what is refused, by its name and without a request', () => {
  test.each([
    ['accountMemberships', `filter: { userIds: ${many(201)} }`, 'filter.userIds'],
    ['accountMemberships', 'filter: { userIds: ["x"] }', 'filter.userIds'],
    ['accountMemberships', `filter: { userIds: ["${globalId('Role', '1')}"] }`, 'filter.userIds'],
    [
      'accountMemberships',
      `filter: { withSkills: { ids: ${many(101)} } }`,
      'filter.withSkills.ids',
    ],
    ['accountMemberships', 'filter: { withSkills: { ids: ["-1"] } }', 'filter.withSkills.ids'],
    [
      'accountMemberships',
      'filter: { withSkills: { ids: ["1"], levels: [{ skillId: "2", levels: [1] }] } }',
      'filter.withSkills.levels',
    ],
    [
      'accountMemberships',
      'filter: { withSkills: { ids: ["1"], levels: [{ skillId: "1", levels: [] }] } }',
      'filter.withSkills.levels.levels',
    ],
    ['accountMemberships', 'filter: { search: "a" }, orderBy: { field: FULL_NAME }', 'orderBy'],
    ['users', `filter: { ids: ${many(151)} }`, 'filter.ids'],
    ['users', 'filter: { ids: ["1,2"] }', 'filter.ids'],
    ['accountMemberships', 'filter: { byFullName: "a", search: "a" }', 'filter.byFullName'],
    ['users', 'filter: { byFullName: "a", search: "a" }', 'filter.byFullName'],
    ['invitations', 'filter: { byFullName: "a", search: "a" }', 'filter.byFullName'],
    ['users', 'filter: { ids: ["1"], search: "a" }', 'filter.ids'],
    ...['createdAfter', 'createdBefore', 'updatedAfter', 'updatedBefore'].map((time) => [
      'users',
      `filter: { ${time}: "2026-01-01T00:00:00Z", search: "a" }`,
      `filter.${time}`,
    ]),
    ['users', `filter: { emailAddresses: ${many(201)} }`, 'filter.emailAddresses'],
    ['skills', `filter: { categoryIds: ${many(201)} }`, 'filter.categoryIds'],
    ['skills', 'filter: { categoryIds: [""] }', 'filter.categoryIds'],
  ])('%s(%s)', async (field, given, argument) => {
    const gateway = await startTestGateway();
    const { data, errors } = await ask(gateway, 'totalCount', {}, { field, given });
    expect(data).toEqual({ [field]: null });
    expect(errors).toMatchObject([{ path: [field], extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(errors?.[0]?.message.startsWith(`${argument}:`)).toBe(true);
    expect(gateway.requests()).toEqual([]);
  });

  test.each([
    ['AccountMembershipFilter', 'userIds', 'at most 200'],
    ['SkillCriteria', 'ids', 'at most 100'],
    ['SkillLevelsInput', 'levels', 'at least one'],
    ['SkillFilter', 'categoryIds', 'at most 200'],
    ['UserFilter', 'ids', 'at most 150. Not together with `search`.'],
    ['UserFilter', 'emailAddresses', 'at most 200'],
  ])('the graph says of %s.%s: %s', (type, field, limit) => {
    const { [field]: told } = assertInputObjectType(createSchema().getType(type)).getFields();
    expect(told?.description).toContain(limit);
  });

  test('members by users and by skills with levels, which together are longer than a URL of 4 KB', async () => {
    const gateway = await startTestGateway();
    const from = (first: number, count: number) =>
      Array.from({ length: count }, (_, index) => String(first + index));
    const ids = from(700_000, 100);
    const totalOf = (filter: unknown) =>
      gateway.query(
        'query ($filter: AccountMembershipFilter) { accountMemberships(filter: $filter) { totalCount } }',
        { filter },
      );
    const users = { userIds: from(9_100_001, 200) };
    const skills = {
      withSkills: { ids, levels: ids.map((skillId) => ({ skillId, levels: [4, 5] })) },
    };

    for (const filter of [users, skills]) {
      expect((await totalOf(filter)).errors).toBeUndefined();
    }
    for (const { url } of gateway.kantata.requests) expect(url.length).toBeLessThan(4096);
    expect(gateway.requests()).toHaveLength(2);

    expect(await totalOf({ ...users, ...skills })).toMatchObject({
      data: { accountMemberships: null },
      errors: [
        {
          message: 'filter: this is longer than can be asked for.',
          path: ['accountMemberships'],
          extensions: { code: 'BAD_USER_INPUT' },
        },
      ],
    });
    expect(gateway.requests()).toEqual([]);
  });

  test.each([
    ['accountMemberships', `filter: { userIds: ${many(200)} }`],
    ['accountMemberships', `filter: { withSkills: { ids: ${many(100)}, operation: OR } }`],
    ['users', `filter: { ids: ${many(150)} }`],
    ['skills', `filter: { categoryIds: ${many(200)} }`],
  ])('as many as allowed are asked for at once: %s', async (field, given) => {
    const gateway = await startTestGateway();
    const { errors } = await ask(gateway, 'totalCount', {}, { field, given });
    expect(errors).toBeUndefined();
    expect(gateway.requests()).toHaveLength(1);
  });

  test.each([
    ['plain', 8],
    ['split', 4],
  ] as const)(
    'two hundred addresses are looked up in parts, and their users by id (%s)',
    async (arrayFilters, lookups) => {
      const gateway = await startTestGateway({ kantata: { readings: { arrayFilters } } });
      const wanted = users(gateway.kantata, ({ id }) => id <= 9_100_200);
      const addresses = wanted.map(({ email_address }) => email_address).toReversed();
      const given = `filter: { includeInactive: true, emailAddresses: ${JSON.stringify(addresses)} }`;
      const page = await list(gateway, { first: 180 }, { field: 'users', given });
      expect(page.ids).toEqual(idsOf(wanted).slice(0, 180));
      expect(page).toMatchObject({ totalCount: 200, hasNextPage: true });
      for (const { url } of gateway.kantata.requests) expect(url.length).toBeLessThan(4096);
      const requests = gateway.requests();
      expect(requests).toHaveLength(lookups + 2);
      const named = requests.slice(lookups).map((line) => {
        const [, ids = ''] = /show_disabled=true&only=([\d,]+)&per_page=200$/.exec(line) ?? [];
        return ids.split(',').length;
      });
      expect(named.toSorted()).toEqual([150, 50]);
    },
  );

  test('addresses that do not fit beside ids are looked up alone, and those of the ids asked for', async () => {
    const gateway = await startTestGateway({ kantata: { readings: { arrayFilters: 'plain' } } });
    const all = users(gateway.kantata, ({ id }) => id <= 9_100_200);
    const addresses = all.slice(120, 165).map(({ email_address }) => email_address);
    const ids = idsOf(all.slice(0, 150));
    const given =
      `filter: { includeInactive: true, ids: ${JSON.stringify(ids)}, ` +
      `emailAddresses: ${JSON.stringify(addresses)} }`;
    const page = await list(gateway, { first: 20 }, { field: 'users', given });
    const wanted = idsOf(all.slice(120, 150));
    expect(page.ids).toEqual(wanted.slice(0, 20));
    expect(page).toMatchObject({ totalCount: 30, hasNextPage: true });
    for (const { url } of gateway.kantata.requests) expect(url.length).toBeLessThan(4096);
    const path = 'GET /users?on_my_account=true&show_disabled=true';
    const repeated = addresses.map((each) => `by_email_addresses[]=${each}`).join('&');
    expect(gateway.requests()).toEqual([
      `${path}&by_email_addresses=${addresses.join(',')}&page=1&per_page=200`,
      `${path}&${repeated}&page=1&per_page=200`,
      `${path}&only=${wanted.join(',')}&per_page=200`,
    ]);
  });

  test('those of many addresses come in the order that was asked for', async () => {
    const gateway = await startTestGateway({ kantata: { readings: { arrayFilters: 'split' } } });
    const wanted = users(gateway.kantata, ({ id }) => id <= 9_100_200);
    const addresses = JSON.stringify(wanted.map(({ email_address }) => email_address));
    const given =
      `filter: { includeInactive: true, emailAddresses: ${addresses} }, ` +
      'orderBy: { field: ALPHABETICAL, direction: DESC }';
    const page = await list(gateway, { first: 200 }, { field: 'users', given });
    expect(page.ids).toEqual(idsOf(orderedBy(wanted, ({ full_name }) => full_name, 'DESC')));
    expect(gateway.requests().filter((line) => line.includes('only='))).toHaveLength(2);
  });

  test('addresses that are too many, and nobody has', async () => {
    const gateway = await startTestGateway({ kantata: { readings: { arrayFilters: 'split' } } });
    const given = `filter: { emailAddresses: ${manyAddresses} }`;
    const page = await list(gateway, {}, { field: 'users', given });
    expect(page).toMatchObject({ ids: [], totalCount: 0, hasNextPage: false });
    expect(gateway.requests().some((line) => line.includes('only='))).toBe(false);
  });
});
