import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  startElasticPathEmulator,
  type Account,
  type AccountMember,
  type ElasticPathEmulator,
} from '../../src/emulator/elastic-path/index.ts';
import { asAdministrator, nth, someLink, startForTest, type Call } from './elastic-path-caller.ts';

let emulator: ElasticPathEmulator;
let call: Call;
let accounts: Account[];
let members: AccountMember[];

beforeAll(async () => {
  emulator = await startElasticPathEmulator();
  call = await asAdministrator(emulator);
  accounts = [...emulator.data.accounts.values()];
  members = [...emulator.data.members.values()];
});

afterAll(() => emulator.stop());

async function filter(path: string, expression: string, using = call): Promise<Set<string>> {
  const query = `filter=${encodeURIComponent(expression)}&page[limit]=100`;
  const reply = await using('GET', `${path}?${query}`);
  expect(reply).toMatchObject({ status: 200 });
  expect(reply.body.meta.results.total).toBe(reply.body.data.length);
  return new Set(reply.body.data.map(({ id }) => id));
}

function idsOf<T extends { readonly id: string }>(rows: readonly T[], test: (row: T) => boolean) {
  const ids = rows.filter(test).map(({ id }) => id);
  expect(ids).not.toEqual([]);
  return new Set(ids);
}

async function refusal(path: string, expression: string, using = call): Promise<unknown> {
  const reply = await using('GET', `${path}?filter=${encodeURIComponent(expression)}`);
  expect(reply.status).toBe(400);
  return reply.body;
}

const notParsed = {
  errors: [{ title: 'Bad Request', detail: 'Could not parse the supplied filter' }],
};

describe('accounts', () => {
  test('are found by many ids at once, and an unknown id is silently missing', async () => {
    const wanted = accounts.slice(7, 107).map(({ id }) => id);
    const unknown = '00000000-0000-4000-8000-000000000000';
    const found = await filter('/v2/accounts', `in(id,${[unknown, ...wanted.slice(1)].join(',')})`);
    expect(found).toEqual(new Set(wanted.slice(1)));
  });

  test('are found by name without regard to case, quoted in either way', async () => {
    const expected = idsOf(accounts, ({ name }) => name === 'Oak & Iron Glass');
    expect(await filter('/v2/accounts', 'eq(name,"oak & iron GLASS")')).toEqual(expected);
    expect(await filter('/v2/accounts', "eq(name,'Oak & Iron Glass')")).toEqual(expected);
  });

  test('are found by a quoted name that holds a comma', async () => {
    const expected = idsOf(accounts, ({ name }) => name === 'Pike, Reed Tools');
    expect(await filter('/v2/accounts', 'eq(name,"Pike, Reed Tools")')).toEqual(expected);
  });

  test.each([
    ['*textiles', (name: string) => name.endsWith('Textiles')],
    ['fjord*', (name: string) => name.startsWith('Fjord')],
    ['*rd*', (name: string) => name.includes('rd')],
  ])('are found by a name like %s', async (pattern, test) => {
    const expected = idsOf(accounts, ({ name }) => test(name));
    expect(await filter('/v2/accounts', `like(name,${pattern})`)).toEqual(expected);
  });

  test('are not found by a star in the middle, nor by an empty operand', async () => {
    expect(await filter('/v2/accounts', 'like(name,Fj*rd)')).toEqual(new Set());
    expect(await filter('/v2/accounts', 'like(name,)')).toEqual(new Set());
    expect(await filter('/v2/accounts', 'eq(name,)')).toEqual(new Set());
  });

  test('are found by external references with colons', async () => {
    const expected = idsOf(accounts, (row) =>
      ['erp:cust:000003', 'erp:cust:000004'].includes(row.externalRef ?? ''),
    );
    const expression = 'in(external_ref,erp:cust:000003,"erp:cust:000004")';
    expect(await filter('/v2/accounts', expression)).toEqual(expected);
  });

  test('are found by a tag', async () => {
    const tagId = nth(emulator.data.tags.keys(), 2);
    const expected = idsOf(accounts, ({ tagIds }) => tagIds.includes(tagId));
    expect(await filter('/v2/accounts', `contains(account_tags,${tagId})`)).toEqual(expected);
  });

  test('are found between two times by two filters joined with a colon', async () => {
    const fromMs = nth(accounts, 0).createdAtMs;
    const from = new Date(fromMs).toISOString();
    const to = new Date(fromMs + 200 * 86_400_000).toISOString().replace('Z', '+00:00');
    const expected = idsOf(
      accounts,
      ({ createdAtMs }) => createdAtMs >= Date.parse(from) && createdAtMs < Date.parse(to),
    );
    const expression = `ge(created_at,${from}):lt(created_at,"${to}")`;
    expect(await filter('/v2/accounts', expression)).toEqual(expected);
  });

  test('are walked by id beyond any offset', async () => {
    const ids = accounts.map(({ id }) => id).sort();
    const query = `sort=id&filter=gt(id,${ids[99] ?? ''})&page[limit]=100`;
    const { body } = await call('GET', `/v2/accounts?${query}`);
    expect(body.data.map(({ id }) => id)).toEqual(ids.slice(100, 200));
  });
});

describe('account members', () => {
  test('are found by e-mail without regard to case, all of them', async () => {
    const twice = nth(members, 399).email;
    expect(twice).toBe(nth(members, 398).email.toUpperCase());
    const expected = idsOf(members, ({ email }) => email.toUpperCase() === twice);
    expect(await filter('/v2/account-members', `ilike(email,"${twice}")`)).toEqual(expected);
    expect(expected.size).toBe(2);
  });

  test('are found by parts of a name that is not ASCII, and by its absence', async () => {
    const expected = idsOf(
      members,
      (row) => row.givenName === 'Łukasz' && row.familyName === "O'Sullivan" && !row.middleName,
    );
    const expression = String.raw`ilike(given_name,"łukasz"):ilike(family_name,'o\'sullivan'):is_null(middle_name)`;
    expect(await filter('/v2/account-members', expression)).toEqual(expected);
  });

  test('take neither eq nor ids under the newer reading', async () => {
    expect(await refusal('/v2/account-members', 'eq(email,a@b.example)')).toEqual({
      errors: [
        {
          title: 'Bad Request',
          detail:
            'unknown operator [eq] specified in search filter for field [email], ' +
            'allowed operators are [ilike]',
        },
      ],
    });
    expect(await refusal('/v2/account-members', 'in(id,x)')).toMatchObject({
      errors: [{ detail: expect.stringContaining('unknown field [id]') as string }],
    });
  });

  test('take eq and like, but no name parts, under the older reading', async () => {
    const older = await startForTest({ memberFilters: 'eq-like' });
    const using = await asAdministrator(older);
    const { member } = someLink(older);
    const found = await filter('/v2/account-members', `eq(email,${member.email})`, using);
    expect(found).toEqual(new Set([member.id]));
    await refusal('/v2/account-members', `ilike(email,${member.email})`, using);
    await refusal('/v2/account-members', 'is_null(given_name)', using);
  });

  test('take ids where the store is told so', async () => {
    const lenient = await startForTest({ memberIdIn: true });
    const ids = [...lenient.data.members.keys()].slice(3, 6);
    const using = await asAdministrator(lenient);
    const found = await filter('/v2/account-members', `in(id,${ids.join(',')})`, using);
    expect(found).toEqual(new Set(ids));
  });
});

describe('memberships', () => {
  test('of an account are found by their member, who must not be quoted', async () => {
    const { account, member, membership } = someLink(emulator);
    const path = `/v2/accounts/${account.id}/account-memberships`;
    const found = await filter(path, `eq(account_member_id,${member.id})`);
    expect(found).toEqual(new Set([membership.id]));
    expect(await refusal(path, `eq(account_member_id,"${member.id}")`)).toEqual(notParsed);
    expect(await refusal(path, `in(account_member_id,${member.id})`)).not.toEqual(notParsed);
  });

  test('leave the unassigned members, who are found by e-mail', async () => {
    const { account, member } = someLink(emulator, 0);
    const path = `/v2/accounts/${account.id}/account-memberships/unassigned-account-members`;
    const outsider = nth(members, 4321);
    expect(await filter(path, `eq(email,${member.email})`)).toEqual(new Set());
    expect(await filter(path, `eq(email,${outsider.email})`)).toEqual(new Set([outsider.id]));
  });
});

describe('a filter is refused without a status in the body', () => {
  test.each([
    ['no parentheses', 'name'],
    ['an open parenthesis', 'eq(name,Fjord'],
    ['an open quotation', 'eq(name,"Fjord)'],
    ['a space outside quotation marks', 'eq(name,Fjord Tools)'],
    ['a letter that must be quoted', 'eq(name,Lärche)'],
    ['a joint without a second filter', 'eq(name,Fjord):'],
    ['a word after the filter', 'eq(name,Fjord)and'],
    ['an alternative', '(eq(name,a)|eq(name,b))'],
    ['no operand', 'eq(name)'],
    ['an operand too many', 'eq(name,a,b)'],
    ['an empty list', 'in(id)'],
    ['a star in a list', 'in(id,a*)'],
    ['a time that is none', 'gt(created_at,yesterday)'],
    ['no time', 'gt(created_at,)'],
  ])('for %s', async (_, expression) => {
    expect(await refusal('/v2/accounts', expression)).toEqual(notParsed);
  });

  test('for an unknown field, naming the known ones', async () => {
    expect(await refusal('/v2/account-tags', 'eq(constructor,x)')).toEqual({
      errors: [
        {
          title: 'Bad Request',
          detail:
            'unknown field [constructor] specified in search filter, ' +
            'allowed fields are [id, created_at, updated_at, name]',
        },
      ],
    });
  });

  test('for the eleventh filter of one request', async () => {
    const repeat = (times: number) => Array(times).fill('like(name,*a*)').join(':');
    expect((await call('GET', `/v2/accounts?filter=${repeat(10)}`)).status).toBe(200);
    expect(await refusal('/v2/accounts', repeat(11))).not.toHaveProperty('errors.0.status');
  });

  test('for a request longer than 8 KB', async () => {
    const inList = (count: number) =>
      `in(id,${'814c00c0-5080-48e2-9f74-ee2547560000,'.repeat(count)}x)`;
    expect((await call('GET', `/v2/accounts?filter=${inList(200)}`)).status).toBe(200);
    const reply = await call('GET', `/v2/accounts?filter=${inList(230)}`);
    expect(reply.status).toBe(400);
    expect(reply.body).not.toHaveProperty('errors.0.status');
  });
});
