import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  startElasticPathEmulator,
  type ElasticPathEmulator,
} from '../../src/emulator/elastic-path/index.ts';
import { asAdministrator, nth, someLink, startForTest, type Call } from './elastic-path-caller.ts';

let emulator: ElasticPathEmulator;
let call: Call;

beforeAll(async () => {
  emulator = await startElasticPathEmulator();
  call = await asAdministrator(emulator);
});

afterAll(() => emulator.stop());

const anyTimestamps = {
  timestamps: {
    created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3,4}Z$/) as string,
    updated_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3,4}Z$/) as string,
  },
};

describe('rows', () => {
  test('of an account carry parent and ancestors, root first, only where there are any', async () => {
    const deepest = nth(
      [...emulator.data.accounts.values()].filter((row) => row.ancestorIds.length === 3),
      0,
    );
    const ancestors = deepest.ancestorIds.map((id) => ({ data: { id, type: 'account' } }));
    const { body } = await call('GET', `/v2/accounts/${deepest.id}`);
    expect(body).toMatchObject({
      data: {
        parent_id: deepest.ancestorIds[2],
        relationships: { parent: ancestors[2], ancestors },
        meta: anyTimestamps,
      },
      links: { self: `${emulator.url}/v2/accounts/${deepest.id}` },
    });
    expect(body.data).not.toHaveProperty('links');
    const { body: root } = await call('GET', `/v2/accounts/${deepest.ancestorIds[0] ?? ''}`);
    expect(root.data).toMatchObject({ parent_id: null });
    expect(root.data).not.toHaveProperty('relationships.parent');
    expect(root.data).not.toHaveProperty('relationships.ancestors');
  });

  test('of tags are found by the relationship of an account', async () => {
    const account = nth(
      [...emulator.data.accounts.values()].filter((row) => row.tagIds.length > 1),
      0,
    );
    const path = `/v2/accounts/${account.id}/relationships/account-tags`;
    const relationship = await call('GET', path);
    expect(relationship.body).toEqual({
      data: account.tagIds.map((id) => ({ type: 'account_tag', id })),
      links: { self: emulator.url + path },
    });
    const tagId = nth(account.tagIds, 0);
    const tagPath = `/v2/account-tags/${tagId}`;
    const tag = await call('GET', tagPath);
    expect(tag.body.data).toMatchObject({ id: tagId, links: { self: emulator.url + tagPath } });
    const tags = await call('GET', `/v2/account-tags?filter=in(id,${account.tagIds.join(',')})`);
    expect(tags.body.data.map(({ id }) => id).sort()).toEqual([...account.tagIds].sort());
  });

  test('of memberships name their member in a list, but not alone', async () => {
    const { account, member, membership } = someLink(emulator);
    const path = `/v2/accounts/${account.id}/account-memberships`;
    const relationships = { account_member: { data: { id: member.id, type: 'account_member' } } };
    const list = await call('GET', `${path}?filter=eq(account_member_id,${member.id})`);
    expect(list.body.data).toMatchObject([
      {
        account_member_id: member.id,
        relationships,
        links: { self: expect.anything() as unknown },
      },
    ]);
    const one = await call('GET', `${path}/${membership.id}`);
    expect(one.body.data).toMatchObject({ id: membership.id, relationships, meta: anyTimestamps });
    expect(one.body.data).not.toHaveProperty('account_member_id');
    expect(one.body.data).not.toHaveProperty('links');
    expect(one.body.links).toEqual({ self: `${emulator.url}${path}/${membership.id}` });
  });

  test("of a member's memberships lead to the account instead", async () => {
    const { account, member, membership } = someLink(emulator, 5);
    const path = `/v2/account-members/${member.id}/account-memberships?page[limit]=100`;
    const { body } = await call('GET', path);
    expect(body.data.find(({ id }) => id === membership.id)).toMatchObject({
      account_member_id: member.id,
      relationships: { account: { data: { id: account.id, type: 'account' } } },
    });
    expect(body.data[0]).not.toHaveProperty('relationships.account_member');
  });

  test('of memberships keep slugs that look like furniture as keys of their own', async () => {
    const odd = nth(
      [...emulator.data.memberships.values()].filter((row) => Object.hasOwn(row.flow, '__proto__')),
      0,
    );
    const { body } = await call(
      'GET',
      `/v2/accounts/${odd.accountId}/account-memberships/${odd.id}`,
    );
    const keys = Object.keys(body.data);
    expect(keys).toEqual(expect.arrayContaining(['__proto__', 'constructor', 'toString']));
  });
});

describe('include', () => {
  test('brings reduced members, each once, by plural type', async () => {
    const { account } = someLink(emulator);
    const path = `/v2/accounts/${account.id}/account-memberships?include=account_member`;
    const { body } = await call('GET', `${path}&page[limit]=3`);
    const ids = body.data.map((row) => String(row.account_member_id)).sort();
    expect(body.included).toEqual({
      account_members: ids.map((id) => {
        const member = emulator.data.members.get(id);
        return { id, type: 'account_member', name: member?.name, email: member?.email };
      }),
    });
  });

  test('brings the member of a single membership', async () => {
    const { account, member, membership } = someLink(emulator);
    const path = `/v2/accounts/${account.id}/account-memberships/${membership.id}`;
    const { body } = await call('GET', `${path}?include=account_member`);
    expect(body.included).toMatchObject({ account_members: [{ id: member.id }] });
  });

  test("brings reduced accounts along a member's memberships", async () => {
    const { account, member } = someLink(emulator, 5);
    const path = `/v2/account-members/${member.id}/account-memberships?page[limit]=100`;
    const { body } = await call('GET', `${path}&include=account`);
    const expected = {
      id: account.id,
      type: 'account',
      name: account.name,
      legal_name: account.legalName,
      registration_id: account.registrationId,
      meta: anyTimestamps,
    };
    expect(body.included).toEqual({
      accounts: expect.arrayContaining([expected]) as unknown,
    });
  });

  test('understands the plural among other words', async () => {
    const { account } = someLink(emulator);
    const path = `/v2/accounts/${account.id}/account-memberships`;
    const { body } = await call('GET', `${path}?include=nonsense,account_members`);
    expect(body.included).toHaveProperty('account_members');
  });

  test.each(['account', 'Account_Member', 'accountMember', ''])(
    'of %j brings nothing and is no error',
    async (kind) => {
      const { account } = someLink(emulator);
      const path = `/v2/accounts/${account.id}/account-memberships?include=${kind}`;
      const reply = await call('GET', path);
      expect(reply.status).toBe(200);
      expect(reply.body).not.toHaveProperty('included');
    },
  );

  test('brings no key for an empty list or a member who is gone', async () => {
    const own = await startForTest();
    const { account, member, membership } = someLink(own);
    own.data.members.delete(member.id);
    const path = `/v2/accounts/${account.id}/account-memberships/${membership.id}`;
    const reply = await (await asAdministrator(own))('GET', `${path}?include=account_member`);
    expect(reply.status).toBe(200);
    expect(reply.body).not.toHaveProperty('included');
    const empty = nth(emulator.data.accounts.keys(), 19);
    const list = `/v2/accounts/${empty}/account-memberships?include=account_member`;
    expect((await call('GET', list)).body).not.toHaveProperty('included');
  });

  test('brings one array where the store is told so', async () => {
    const flat = await startForTest({ includedShape: 'flat' });
    const { account, member, membership } = someLink(flat);
    const path = `/v2/accounts/${account.id}/account-memberships/${membership.id}`;
    const reply = await (await asAdministrator(flat))('GET', `${path}?include=account_member`);
    expect(reply.body.included).toMatchObject([{ id: member.id, type: 'account_member' }]);
  });
});
