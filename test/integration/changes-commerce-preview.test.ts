/** A preview of many creations looks at each account's list, as far as that takes fewer calls. */
import { expect, test } from 'vitest';
import { tooManyRequests } from '../../src/emulator/faults.ts';
import { changeMany } from './changing.ts';
import {
  accountAt,
  membershipsOf,
  present,
  startCommerceGateway,
  type CommerceGateway,
} from './commerce.ts';
import { inAnyOrder } from './harness.ts';

const already = ['This person is a member of the account already.'];
const hidden = ['There is no such account, or it is hidden.'];
const nobody = '00000000-0000-4000-8000-000000000000';

interface Pair {
  readonly accountId: string;
  readonly accountMemberId: string;
}

const pathOf = (accountId: string) => `GET /v2/accounts/${accountId}/account-memberships`;
const pageOf = (accountId: string, offset: number) =>
  `${pathOf(accountId)}?page[offset]=${offset}&page[limit]=100`;
const oneOf = ({ accountId, accountMemberId }: Pair) =>
  `${pathOf(accountId)}?filter=eq(account_member_id,${accountMemberId})&page[offset]=0&page[limit]=1`;

/** What stands against each of the creations. */
async function blockedBy(gateway: CommerceGateway, memberships: readonly Pair[]) {
  const answer = await changeMany(
    gateway,
    'createCommerceAccountMemberships',
    { memberships, dryRun: true },
    'preview { blockedBy }',
  );
  return answer.results.map(({ preview }) => preview?.blockedBy);
}

/** An account with two pages of memberships. */
function large(gateway: CommerceGateway) {
  const { id: accountId } = accountAt(gateway, 0);
  const rows = membershipsOf(gateway, { accountId });
  const inside = new Set(rows.map(({ memberId }) => memberId));
  const outside = [...gateway.elasticPath.data.members.keys()].filter((id) => !inside.has(id));
  const pairOf = (accountMemberId: string | undefined) => ({
    accountId,
    accountMemberId: present(accountMemberId),
  });
  return {
    accountId,
    /** By its position on the list. */
    member: (position: number) => pairOf(rows[position]?.memberId),
    newcomer: (index: number) => pairOf(outside[index]),
  };
}

test('many of one account are one look at each of its pages', async () => {
  const gateway = await startCommerceGateway();
  const { accountId, member, newcomer } = large(gateway);
  const pairs = [newcomer(0), member(3), newcomer(1), member(150), newcomer(2)];
  expect(await blockedBy(gateway, pairs)).toEqual([[], already, [], already, []]);
  expect(gateway.commerceRequests()).toEqual([pageOf(accountId, 0), pageOf(accountId, 100)]);
});

test('whom the first page does not show is asked for alone where no more pages would be fewer', async () => {
  const gateway = await startCommerceGateway();
  const { accountId, member } = large(gateway);
  const pairs = [member(3), member(150)];
  expect(await blockedBy(gateway, pairs)).toEqual([already, already]);
  expect(gateway.commerceRequests()).toEqual([pageOf(accountId, 0), oneOf(member(150))]);
});

test('accounts are looked at each by itself, and one that is hidden stands against its own', async () => {
  const gateway = await startCommerceGateway();
  const { member, newcomer } = large(gateway);
  const empty = accountAt(gateway, 19).id;
  const [one, other] = [newcomer(0), newcomer(1)];
  const pairs = [
    { ...one, accountId: nobody },
    { ...one, accountId: empty },
    member(0),
    { ...other, accountId: empty },
    { ...other, accountId: nobody },
  ];
  expect(await blockedBy(gateway, pairs)).toEqual([hidden, [], already, [], hidden]);
  expect(inAnyOrder(gateway.commerceRequests())).toEqual(
    inAnyOrder([pageOf(nobody, 0), pageOf(empty, 0), oneOf(member(0))]),
  );
});

test('a look that is refused three times for the limit of calls is made again when there is room', async () => {
  const gateway = await startCommerceGateway({ env: { BULK_TIMEOUT_MS: '15000' } });
  const { member, newcomer } = large(gateway);
  const empty = accountAt(gateway, 19).id;
  const pairs = [
    member(0),
    { ...newcomer(0), accountId: empty },
    { ...member(0), accountId: empty },
  ];
  gateway.elasticPath.inject({
    match: { path: `/v2/accounts/${empty}/account-memberships` },
    times: 3,
    action: tooManyRequests('0'),
  });
  expect(await blockedBy(gateway, pairs)).toEqual([already, [], []]);
  const again = Array.from({ length: 4 }, () => pageOf(empty, 0));
  expect(inAnyOrder(gateway.commerceRequests())).toEqual(inAnyOrder([oneOf(member(0)), ...again]));
});

test('a look for one person that finds no room is made again, and none for the others', async () => {
  const gateway = await startCommerceGateway({ env: { BULK_TIMEOUT_MS: '15000' } });
  const { accountId, member } = large(gateway);
  gateway.elasticPath.inject({
    match: ({ query }) => query.filter !== undefined,
    times: 3,
    action: tooManyRequests('0'),
  });
  expect(await blockedBy(gateway, [member(3), member(150)])).toEqual([already, already]);
  const again = Array.from({ length: 4 }, () => oneOf(member(150)));
  expect(gateway.commerceRequests()).toEqual([pageOf(accountId, 0), ...again]);
});

test('what finds no room in time fails by itself, and nothing more is asked', async () => {
  const gateway = await startCommerceGateway({ env: { BULK_TIMEOUT_MS: '5000' } });
  const { newcomer } = large(gateway);
  const accounts = Array.from({ length: 9 }, (_, index) => accountAt(gateway, index + 1).id);
  gateway.elasticPath.inject({ match: { method: 'GET' }, action: tooManyRequests('3600') });
  const memberships = accounts.map((accountId) => ({ ...newcomer(0), accountId }));
  const { results } = await changeMany(gateway, 'createCommerceAccountMemberships', {
    memberships,
    dryRun: true,
  });
  expect(results.map(({ status, error }) => [status, error?.code])).toEqual(
    accounts.map(() => ['FAILED', 'RATE_LIMITED']),
  );
  expect(gateway.commerceRequests()).toHaveLength(6);
});
