import { expect, test } from 'vitest';
import {
  accountAt,
  accountsOf,
  membershipId,
  membershipsOf,
  newestFirst,
  present,
  startCommerceGateway,
} from './commerce.ts';

test('memberships of an account bring their members along', async () => {
  const gateway = await startCommerceGateway();
  const { id, name } = accountAt(gateway, 3);
  const memberships = membershipsOf(gateway, { accountId: id });

  const { data, errors } = await gateway.query(
    `query ($id: ID!) {
      commerceAccount(id: $id) {
        memberships {
          totalCount
          nodes { id accountMember { fullName } person { emailAddress } account { name } }
        }
      }
    }`,
    { id },
  );

  expect(errors).toBeUndefined();
  expect(data).toEqual({
    commerceAccount: {
      memberships: {
        totalCount: memberships.length,
        nodes: memberships.slice(0, 20).map((membership) => {
          const member = present(gateway.elasticPath.data.members.get(membership.memberId));
          return {
            id: membershipId(membership),
            accountMember: { fullName: member.name },
            person: { emailAddress: member.email },
            account: { name },
          };
        }),
      },
    },
  });
  expect(gateway.commerceRequests()).toEqual([
    `GET /v2/accounts/${id}`,
    `GET /v2/accounts/${id}/account-memberships?include=account_member&page[offset]=0&page[limit]=20`,
  ]);
});

test('memberships of a member bring their accounts along', async () => {
  const gateway = await startCommerceGateway();
  const [member] = gateway.elasticPath.data.members.values();
  const { id, name } = present(member);
  const memberships = membershipsOf(gateway, { memberId: id });

  const { data, errors } = await gateway.query(
    `query ($id: ID!) {
      commerceAccountMember(id: $id) {
        memberships(first: 50) { nodes { id account { name legalName } accountMember { fullName } } }
      }
    }`,
    { id },
  );

  expect(errors).toBeUndefined();
  expect(data).toEqual({
    commerceAccountMember: {
      memberships: {
        nodes: memberships.map((membership) => {
          const account = present(gateway.elasticPath.data.accounts.get(membership.accountId));
          return {
            id: membershipId(membership),
            account: { name: account.name, legalName: account.legalName },
            accountMember: { fullName: name },
          };
        }),
      },
    },
  });
  expect(gateway.commerceRequests()).toEqual([
    `GET /v2/account-members/${id}`,
    `GET /v2/account-members/${id}/account-memberships?include=account&page[offset]=0&page[limit]=50`,
  ]);
});

test('nothing is included that is not selected, or of which only the id is', async () => {
  const gateway = await startCommerceGateway();
  const { id } = accountAt(gateway, 3);

  await gateway.query(
    `query ($id: ID!) {
      commerceAccount(id: $id) {
        memberships(first: 2) { nodes { customFields account { id } accountMember { id sourceId source } } }
      }
    }`,
    { id },
  );

  expect(gateway.commerceRequests()).toEqual([
    `GET /v2/accounts/${id}`,
    `GET /v2/accounts/${id}/account-memberships?page[offset]=0&page[limit]=2`,
  ]);
});

test('what a row that was sent along does not tell is fetched: accounts together', async () => {
  const gateway = await startCommerceGateway();
  const [member] = gateway.elasticPath.data.members.values();
  const { id } = present(member);
  const accounts = membershipsOf(gateway, { memberId: id }).map(({ accountId }) =>
    present(gateway.elasticPath.data.accounts.get(accountId)),
  );

  const { data, errors } = await gateway.query(
    `query ($id: ID!) {
      commerceAccountMember(id: $id) {
        memberships { nodes { account { name externalRef customFields } } }
      }
    }`,
    { id },
  );

  expect(errors).toBeUndefined();
  expect(data).toEqual({
    commerceAccountMember: {
      memberships: {
        nodes: accounts.map(({ name, externalRef, flow }) => ({
          account: { name, externalRef, customFields: flow },
        })),
      },
    },
  });
  expect(gateway.commerceRequests()).toEqual([
    `GET /v2/account-members/${id}`,
    `GET /v2/account-members/${id}/account-memberships?page[offset]=0&page[limit]=20`,
    `GET /v2/accounts?filter=in(id,${accounts.map((account) => account.id).join(',')})&page[limit]=100`,
  ]);
});

test('what a row that was sent along does not tell is fetched: members one by one, each once', async () => {
  const gateway = await startCommerceGateway();
  const { id } = accountAt(gateway, 3);
  const memberships = membershipsOf(gateway, { accountId: id }).slice(0, 3);
  const members = memberships.map(({ memberId }) =>
    present(gateway.elasticPath.data.members.get(memberId)),
  );

  const { data, errors } = await gateway.query(
    `query ($id: ID!) {
      commerceAccount(id: $id) {
        memberships(first: 3) {
          nodes { accountMember { fullName givenName } person { ... on CommerceAccountMember { customFields } } }
        }
      }
    }`,
    { id },
  );

  expect(errors).toBeUndefined();
  expect(data).toEqual({
    commerceAccount: {
      memberships: {
        nodes: members.map(({ name, givenName, flow }) => ({
          accountMember: { fullName: name, givenName },
          person: { customFields: flow },
        })),
      },
    },
  });
  expect(gateway.commerceRequests()).toEqual([
    `GET /v2/accounts/${id}`,
    `GET /v2/accounts/${id}/account-memberships?page[offset]=0&page[limit]=3`,
    ...members.map((member) => `GET /v2/account-members/${member.id}`),
  ]);
});

test('parents, ancestors and tags of many accounts are one request for each kind', async () => {
  const gateway = await startCommerceGateway();
  const { accounts, tags } = gateway.elasticPath.data;
  const listed = [...accountsOf(gateway)].sort(newestFirst).slice(0, 10);

  const { data, errors } = await gateway.query(`{
    commerceAccounts(first: 10) {
      nodes { sourceId parent { name } ancestors { name externalRef } accountTags { name } }
    }
  }`);

  expect(errors).toBeUndefined();
  expect(data).toEqual({
    commerceAccounts: {
      nodes: listed.map(({ id, ancestorIds, tagIds }) => ({
        sourceId: id,
        parent:
          ancestorIds.length === 0
            ? null
            : { name: present(accounts.get(present(ancestorIds.at(-1)))).name },
        ancestors: ancestorIds.map((each) => {
          const { name, externalRef } = present(accounts.get(each));
          return { name, externalRef };
        }),
        accountTags: tagIds.map((each) => ({ name: present(tags.get(each)).name })),
      })),
    },
  });
  const known = new Set(listed.map(({ id }) => id));
  const above = new Set(listed.flatMap(({ ancestorIds }) => ancestorIds));
  const [list, ...others] = gateway.commerceRequests();
  expect(list).toBe('GET /v2/accounts?page[offset]=0&page[limit]=10');
  expect(others).toHaveLength(2);
  expect(idsIn(present(others.find((line) => line.startsWith('GET /v2/account-tags'))))).toEqual(
    new Set(listed.flatMap(({ tagIds }) => tagIds)),
  );
  expect(idsIn(present(others.find((line) => line.startsWith('GET /v2/accounts'))))).toEqual(
    above.difference(known),
  );
});

test('the parent of an account that was sent along needs the account, then the parent', async () => {
  const gateway = await startCommerceGateway();
  const { accounts } = gateway.elasticPath.data;
  const child = present(
    accountsOf(gateway).find(
      ({ id, ancestorIds }) =>
        ancestorIds.length === 1 && membershipsOf(gateway, { accountId: id }).length > 0,
    ),
  );
  const membership = present(membershipsOf(gateway, { accountId: child.id })[0]);

  const { data, errors } = await gateway.query(
    'query ($id: ID!) { commerceAccountMembership(id: $id) { account { parent { name } } } }',
    { id: membershipId(membership) },
  );

  expect(errors).toBeUndefined();
  const parent = present(accounts.get(present(child.ancestorIds[0])));
  expect(data).toEqual({
    commerceAccountMembership: { account: { parent: { name: parent.name } } },
  });
  expect(gateway.commerceRequests()).toEqual([
    `GET /v2/accounts/${child.id}/account-memberships/${membership.id}`,
    `GET /v2/accounts/${child.id}`,
    `GET /v2/accounts/${parent.id}`,
  ]);
});

test('members outside an account are a list with filters of its own', async () => {
  const gateway = await startCommerceGateway();
  const { id } = accountAt(gateway, 3);
  const inside = new Set(membershipsOf(gateway, { accountId: id }).map(({ memberId }) => memberId));
  const outside = [...gateway.elasticPath.data.members.values()]
    .filter((member) => !inside.has(member.id))
    .sort(newestFirst);
  const { name } = present(outside[0]);
  const ofThatName = outside.filter((member) => member.name === name);

  const { data, errors } = await gateway.query(
    `query ($id: ID!, $name: String) {
      commerceAccount(id: $id) {
        all: unassignedMembers(first: 2) { totalCount nodes { sourceId givenName } }
        some: unassignedMembers(filter: { name: $name, emailAddress: " " }) { totalCount }
      }
    }`,
    { id, name },
  );

  expect(errors).toBeUndefined();
  expect(data).toEqual({
    commerceAccount: {
      all: {
        totalCount: outside.length,
        nodes: outside
          .slice(0, 2)
          .map((member) => ({ sourceId: member.id, givenName: member.givenName })),
      },
      some: { totalCount: ofThatName.length },
    },
  });
  const path = `/v2/accounts/${id}/account-memberships/unassigned-account-members`;
  expect(gateway.commerceRequests()).toEqual([
    `GET /v2/accounts/${id}`,
    `GET ${path}?page[offset]=0&page[limit]=2`,
    `GET ${path}?filter=eq(name,"${name}")&page[offset]=0&page[limit]=1`,
  ]);
});

test('rows that were sent along in one flat array are read, too', async () => {
  const gateway = await startCommerceGateway({ elasticPath: { includedShape: 'flat' } });
  const { id } = accountAt(gateway, 3);

  const { data, errors } = await gateway.query(
    `query ($id: ID!) {
      commerceAccount(id: $id) { memberships(first: 1) { nodes { accountMember { fullName } } } }
    }`,
    { id },
  );

  expect(errors).toBeUndefined();
  const membership = present(membershipsOf(gateway, { accountId: id })[0]);
  const member = present(gateway.elasticPath.data.members.get(membership.memberId));
  expect(data).toEqual({
    commerceAccount: { memberships: { nodes: [{ accountMember: { fullName: member.name } }] } },
  });
  expect(gateway.commerceRequests()).toHaveLength(2);
});

test('a row that was sent along with less than usual is asked for what it lacks', async () => {
  const gateway = await startCommerceGateway();
  const { id } = accountAt(gateway, 3);
  const { id: membershipOfIt, memberId } = present(membershipsOf(gateway, { accountId: id })[0]);
  const { email } = present(gateway.elasticPath.data.members.get(memberId));
  gateway.elasticPath.inject({
    match: { path: `/v2/accounts/${id}/account-memberships` },
    times: 1,
    action: {
      kind: 'answer',
      status: 200,
      body: {
        data: [{ id: membershipOfIt, type: 'account_membership', account_member_id: memberId }],
        meta: { results: { total: 1 } },
        included: { account_members: [{ id: memberId, type: 'account_member', name: 'Known' }] },
      },
    },
  });

  const { data, errors } = await gateway.query(`{
    commerceAccount(id: "${id}") {
      memberships { nodes { accountMember { fullName emailAddress } } }
    }
  }`);

  expect(errors).toBeUndefined();
  expect(data).toEqual({
    commerceAccount: {
      memberships: { nodes: [{ accountMember: { fullName: 'Known', emailAddress: email } }] },
    },
  });
  expect(gateway.commerceRequests().slice(2)).toEqual([`GET /v2/account-members/${memberId}`]);
});

test('a member whom the list did not bring is asked for, and null when he is gone', async () => {
  const gateway = await startCommerceGateway();
  const { id } = accountAt(gateway, 3);
  const [gone, there] = membershipsOf(gateway, { accountId: id });
  gateway.elasticPath.data.members.delete(present(gone).memberId);
  const document = (first: number) => `{
    commerceAccount(id: "${id}") { memberships(first: ${first}) { nodes { accountMember { emailAddress } } } }
  }`;

  const { email } = present(gateway.elasticPath.data.members.get(present(there).memberId));
  expect(await gateway.query(document(2))).toEqual({
    data: {
      commerceAccount: {
        memberships: {
          nodes: [{ accountMember: null }, { accountMember: { emailAddress: email } }],
        },
      },
    },
  });
  // That others came along does not prove that nobody was left out.
  expect(gateway.commerceRequests().slice(2)).toEqual([
    `GET /v2/account-members/${present(gone).memberId}`,
  ]);

  expect(await gateway.query(document(1))).toEqual({
    data: { commerceAccount: { memberships: { nodes: [{ accountMember: null }] } } },
  });
  expect(gateway.commerceRequests().at(-1)).toBe(
    `GET /v2/account-members/${present(gone).memberId}`,
  );
});

/** Of a request for one record or for many. */
function idsIn(line: string): ReadonlySet<string> {
  return new Set(/(?:in\(id,|\/)([0-9a-f,-]{36,})/.exec(line)?.[1]?.split(','));
}
