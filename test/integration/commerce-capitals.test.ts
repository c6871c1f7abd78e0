/** UUIDs are the same in capitals, whoever writes them so. */
import { expect, test } from 'vitest';
import {
  accountAt,
  globalIdOf,
  membershipId,
  membershipsOf,
  present,
  startCommerceGateway,
} from './commerce.ts';
import { inAnyOrder } from './harness.ts';
import { sendJson, startGatewayAt, startUpstream } from './upstream.ts';

const caller = { 'x-elastic-path-authorization': 'Bearer of-the-caller' };

test('a record is found by its id in capitals, and known by one id', async () => {
  const gateway = await startCommerceGateway();
  const { id, name } = accountAt(gateway, 3);
  const membership = present(membershipsOf(gateway, { accountId: id })[0]);
  const globalId = globalIdOf('CommerceAccount', id);
  const shouted = `${membership.accountId}/${membership.id}`.toUpperCase();

  const { data, errors } = await gateway.query(
    `query ($id: ID!, $member: ID!, $membership: ID!, $ids: [ID!]!) {
      commerceAccount(id: $id) { id sourceId name }
      commerceAccountMember(id: $member) { sourceId }
      commerceAccountMembership(id: $membership) { id account { name } }
      commerceAccounts(filter: { ids: $ids }) { nodes { id } }
    }`,
    {
      id: id.toUpperCase(),
      member: membership.memberId.toUpperCase(),
      membership: globalIdOf('CommerceAccountMembership', shouted),
      ids: [id, id.toUpperCase(), globalIdOf('CommerceAccount', id.toUpperCase())],
    },
  );

  expect(errors).toBeUndefined();
  expect(data).toEqual({
    commerceAccount: { id: globalId, sourceId: id, name },
    commerceAccountMember: { sourceId: membership.memberId },
    commerceAccountMembership: { id: membershipId(membership), account: { name } },
    commerceAccounts: { nodes: [{ id: globalId }] },
  });
  expect(inAnyOrder(gateway.commerceRequests())).toEqual(
    inAnyOrder([
      `GET /v2/accounts?filter=in(id,${id})&page[offset]=0&page[limit]=20`,
      `GET /v2/accounts/${id}`,
      `GET /v2/account-members/${membership.memberId}`,
      `GET /v2/accounts/${id}/account-memberships/${membership.id}`,
    ]),
  );
});

test('a preview finds a member whose id is given in capitals', async () => {
  const gateway = await startCommerceGateway();
  const { accountId, memberId } = present(
    membershipsOf(gateway, { accountId: accountAt(gateway, 3).id })[0],
  );
  const { data } = await gateway.query(`mutation { createCommerceAccountMembership(input: {
    accountId: "${accountId.toUpperCase()}", accountMemberId: "${memberId.toUpperCase()}", dryRun: true
  }) { preview { blockedBy } } }`);
  expect(data).toEqual({
    createCommerceAccountMembership: {
      preview: { blockedBy: ['This person is a member of the account already.'] },
    },
  });
  expect(gateway.commerceRequests()).toEqual([
    `GET /v2/accounts/${accountId}/account-memberships?filter=eq(account_member_id,${memberId})&page[offset]=0&page[limit]=1`,
  ]);
});

test('rows that spell one id in two ways are about one record', async () => {
  const uuid = (digit: string) => `${digit}0000000-0000-4000-8000-00000000000a`;
  const elasticPath = await startUpstream(({ line }, response) => {
    if (!line.includes('account-memberships')) {
      sendJson(response, { data: { id: uuid('b').toUpperCase(), type: 'account_member' } });
      return;
    }
    const row = {
      id: uuid('c').toUpperCase(),
      type: 'account_membership',
      account_member_id: uuid('b'),
      relationships: { account: { data: { id: uuid('a').toUpperCase(), type: 'account' } } },
    };
    const account = { id: uuid('a'), type: 'account', name: 'Quillbrook' };
    sendJson(response, {
      data: [row],
      included: { accounts: [account] },
      meta: { results: { total: 1 } },
    });
  });
  const gateway = await startGatewayAt('http://127.0.0.1:1', {
    ELASTIC_PATH_BASE_URL: elasticPath.url,
  });

  const answer = await gateway.query(
    `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on CommerceAccountMember {
      memberships { nodes { id sourceId account { name } } }
    } } }`,
    { ids: [globalIdOf('CommerceAccountMember', uuid('b'))] },
    caller,
  );

  const id = globalIdOf('CommerceAccountMembership', `${uuid('a')}/${uuid('c')}`);
  expect(answer).toEqual({
    data: {
      nodes: [
        { memberships: { nodes: [{ id, sourceId: uuid('c'), account: { name: 'Quillbrook' } }] } },
      ],
    },
  });
  expect(elasticPath.lines()).toEqual([
    `GET /v2/account-members/${uuid('b')}`,
    `GET /v2/account-members/${uuid('b')}/account-memberships?include=account&page[offset]=0&page[limit]=20`,
  ]);
});
