import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  startElasticPathEmulator,
  type ElasticPathEmulator,
} from '../../src/emulator/elastic-path/index.ts';
import { asAdministrator, nth, type Call } from './elastic-path-caller.ts';

let emulator: ElasticPathEmulator;
let call: Call;

beforeAll(async () => {
  emulator = await startElasticPathEmulator();
  call = await asAdministrator(emulator);
});

afterAll(() => emulator.stop());

test('a page has 25 rows unless a limit is given, and an empty limit is none', async () => {
  for (const query of ['', '?page[limit]=', '?page[limit]=&page[offset]=']) {
    const { body } = await call('GET', `/v2/accounts${query}`);
    expect(body.data).toHaveLength(25);
    expect(body.meta).toEqual({
      page: { limit: 25, offset: 0, current: 1, total: 16 },
      results: { total: 400 },
    });
  }
});

test.each([
  ['page[limit]=0', "Validation failed: field 'Limit' on the 'positive-pagination-limit' tag."],
  ['page[limit]=-1', "Validation failed: field 'Limit' on the 'positive-pagination-limit' tag."],
  ['page[limit]=ten', "Validation failed: field 'Limit' on the 'positive-pagination-limit' tag."],
  [
    'page[offset]=-1',
    "Validation failed: field 'Offset' on the 'non-negative-pagination-offset' tag.",
  ],
  ['page[limit]=101', 'page limit has been exceeded enforced limitation'],
  ['page[offset]=10001', 'page offset has been exceeded enforced limitation'],
])('%s is refused', async (query, detail) => {
  expect(await call('GET', `/v2/account-members?${query}`)).toMatchObject({
    status: 400,
    body: { errors: [{ title: 'Bad Request', status: '400', detail }] },
  });
});

test('the greatest limit and offset are good, percent-encoded too', async () => {
  const reply = await call('GET', '/v2/account-members?page%5Blimit%5D=100&page%5Boffset%5D=10000');
  expect(reply).toMatchObject({
    status: 200,
    body: { data: [], meta: { page: { current: 101 }, results: { total: 5000 } } },
  });
});

test('ten full pages are a full account, every membership once', async () => {
  const path = `/v2/accounts/${nth(emulator.data.accounts.keys(), 0)}/account-memberships`;
  const ids = new Set<string>();
  for (let offset = 0; offset < 1000; offset += 100) {
    const { body } = await call('GET', `${path}?page[limit]=100&page[offset]=${offset}`);
    for (const row of body.data) ids.add(row.id);
  }
  expect(ids.size).toBe(1000);
});

test('an empty list has one current page of none', async () => {
  const path = `/v2/accounts/${nth(emulator.data.accounts.keys(), 19)}/account-memberships`;
  expect((await call('GET', path)).body).toEqual({
    data: [],
    meta: { page: { limit: 25, offset: 0, current: 1, total: 0 }, results: { total: 0 } },
    links: expect.objectContaining({ next: null, prev: null }) as unknown,
  });
});

describe('links', () => {
  test('carry the query with plain brackets and end in null', async () => {
    const query = 'sort=name&page[offset]=375&page[limit]=25';
    const { body } = await call('GET', `/v2/accounts?${query}`);
    const at = (offset: number) =>
      `${emulator.url}/v2/accounts?sort=name&page[offset]=${offset}&page[limit]=25`;
    expect(body.links).toEqual({
      current: at(375),
      first: at(0),
      last: at(375),
      next: null,
      prev: at(350),
    });
  });

  test('of accounts do not name the only page as the last', async () => {
    const { body } = await call('GET', '/v2/accounts?filter=eq(registration_id,REG-0000)');
    expect(body.data).toHaveLength(1);
    expect(body.links).toMatchObject({ last: null });
  });

  test('of members begin with `self` instead of `current`', async () => {
    const { body } = await call('GET', '/v2/account-members');
    expect(Object.keys(body.links)).toEqual(['self', 'first', 'last', 'next', 'prev']);
  });

  test("of a member's memberships say null in letters", async () => {
    const memberId = nth(emulator.data.members.keys(), 0);
    const { body } = await call('GET', `/v2/account-members/${memberId}/account-memberships`);
    expect(body.links).toMatchObject({ prev: 'null' });
  });

  test('of unassigned members keep the next page to themselves', async () => {
    const accountId = nth(emulator.data.accounts.keys(), 0);
    const path = `/v2/accounts/${accountId}/account-memberships/unassigned-account-members`;
    const { body } = await call('GET', path);
    expect(body).toMatchObject({ meta: { results: { total: 4000 } }, links: { next: '' } });
  });
});

describe('sort', () => {
  test('is by creation, the newest first, unless given', async () => {
    const newest = [...emulator.data.accounts.values()]
      .sort((one, other) => other.createdAtMs - one.createdAtMs)
      .map(({ id }) => id);
    const { body } = await call('GET', '/v2/accounts?page[limit]=100');
    expect(body.data.map(({ id }) => id)).toEqual(newest.slice(0, 100));
  });

  test('goes up by a field and down with a minus', async () => {
    const emails = [...emulator.data.members.values()].map(({ email }) => email).sort();
    const up = await call('GET', '/v2/account-members?sort=email&page[limit]=1');
    const down = await call('GET', '/v2/account-members?sort=-email&page[limit]=1');
    expect(up.body.data[0]).toMatchObject({ email: emails[0] });
    expect(down.body.data[0]).toMatchObject({ email: emails.at(-1) });
  });

  test.each(['legal_name', 'name,id', 'constructor'])('by %s is refused', async (field) => {
    expect(await call('GET', `/v2/accounts?sort=${field}`)).toMatchObject({ status: 400 });
  });
});
