/** Within one operation later fields see the change, and nothing stale is told afterwards. */
import { expect, test } from 'vitest';
import type { ServerResponse } from 'node:http';
import { idOf, ordinary } from './changing.ts';
import { startTestGateway } from './harness.ts';
import { envelope, sendJson, startGatewayAt, startUpstream } from './upstream.ts';

test('serial changes, aliases and inverse edges see what went before', async () => {
  const gateway = await startTestGateway();
  const rows = ordinary(gateway, 40);
  const managed = rows.find(({ manager_id }) => manager_id !== null);
  const id = idOf(managed);
  const manager = rows.find(({ user_id }) => user_id === managed?.manager_id);
  const managees = (userId: number | null | undefined) =>
    gateway.kantata.data.account_memberships
      .values()
      .filter((row) => row.manager_id === userId && row.disabled_at === null)
      .toArray().length;
  const before = managees(managed?.manager_id);
  const { data, errors } = await gateway.query(
    `mutation ($id: ID!, $managerId: ID!) {
      first: updateAccountMembership(input: { id: $managerId, managerCanApprove: true }) {
        accountMembership { managees { sourceId } }
      }
      updateAccountMembership(input: { id: $id, managerId: null }) {
        accountMembership { manager { id } }
      }
      again: updateAccountMembership(input: { id: $managerId }) {
        accountMembership { managees { sourceId } managerCanApprove }
      }
    }`,
    { id, managerId: manager === undefined ? id : idOf(manager) },
  );
  expect(errors).toBeUndefined();
  const told = data as Record<
    'first' | 'again' | 'updateAccountMembership',
    { accountMembership: { managees: unknown[]; manager: unknown } }
  >;
  expect(told.updateAccountMembership.accountMembership.manager).toBeNull();
  expect(managed?.manager_id).toBeNull();
  if (manager !== undefined) {
    expect(told.first.accountMembership.managees).toHaveLength(before);
    expect(told.again.accountMembership.managees).toHaveLength(before - 1);
  }
});

test('a change behind a bulk sees it, and a query behind both does, too', async () => {
  const gateway = await startTestGateway();
  const [one, other] = ordinary(gateway, 2).map(idOf);
  const { data } = await gateway.query(
    `mutation ($one: ID!, $other: ID!) {
      disableAccountMemberships(input: { ids: [$one, $other] }) {
        results { accountMembership { status } }
      }
      kept: updateAccountMembership(input: { id: $one }) { accountMembership { status } }
      enableAccountMembership(input: { id: $one }) { accountMembership { status } }
      again: updateAccountMembership(input: { id: $one }) { accountMembership { status } }
    }`,
    { one, other },
  );
  const told = (status: string) => ({ accountMembership: { status } });
  expect(data).toEqual({
    disableAccountMemberships: { results: [told('INACTIVE'), told('INACTIVE')] },
    kept: told('INACTIVE'),
    enableAccountMembership: told('ACTIVE'),
    again: told('ACTIVE'),
  });
  const after = await gateway.query(
    `{ nodes(ids: []) { id } one: accountMembership(id: "${one}") { status }
       other: accountMembership(id: "${other}") { status } }`,
  );
  expect(after.data).toMatchObject({ one: { status: 'ACTIVE' }, other: { status: 'INACTIVE' } });
});

test('also after a change that failed, what was known is asked for again', async () => {
  const gateway = await startTestGateway();
  const id = idOf(ordinary(gateway, 1)[0]);
  gateway.kantata.inject({
    match: { method: 'PUT' },
    times: 1,
    action: { kind: 'resetAfterApplying' },
  });
  const { data } = await gateway.query(
    `mutation ($id: ID!) {
      first: updateAccountMembership(input: { id: $id }) { accountMembership { defaultReadOnly } }
      failed: updateAccountMembership(
        input: { id: $id, defaultRoleId: "77002", changeRoleOption: KEEP_EXISTING_ROLE }
      ) { userErrors { code } }
      again: updateAccountMembership(input: { id: $id }) {
        accountMembership { defaultRole { sourceId } }
      }
    }`,
    { id },
  );
  expect(data).toMatchObject({
    failed: null,
    again: { accountMembership: { defaultRole: { sourceId: '77002' } } },
  });
});

test.each([
  ['was answered', true],
  ['is under way', false],
])(
  'what %s before a change was seen to be made is no answer to what is asked after that',
  async (_what, isKept) => {
    let rate = 1;
    const rows = () =>
      envelope('account_memberships', [
        { id: '7', bill_rate_in_cents: rate, updated_at: '2026-01-01T00:00:00Z' },
      ]);
    const held: ServerResponse[] = [];
    const upstream = await startUpstream(({ method }, response) => {
      // Its connection is lost, and the change is made a moment later.
      if (method === 'PUT') response.destroy();
      else if ([3, 4].includes(upstream.received.length)) held.push(response);
      else sendJson(response, rows());
    });
    const gateway = await startGatewayAt(
      upstream.url,
      isKept ? { RESPONSE_CACHE_SECONDS: '60' } : {},
    );
    const change = gateway.query(`mutation {
      updateAccountMembership(
        input: { id: "7", billRateInCents: 2, ifUnchangedSince: "2026-01-02T00:00:00Z" }
      ) { accountMembership { billRateInCents } userErrors { code } }
    }`);
    await upstream.arrived(3);
    const read = () => gateway.query('{ accountMembership(id: "7") { billRateInCents canLogIn } }');
    const told = (billRateInCents: number) => ({
      data: { accountMembership: { billRateInCents, canLogIn: null } },
    });
    const before = read();
    await upstream.arrived(4);
    const [lookBack, reading] = held as [ServerResponse, ServerResponse];
    const old = rows();
    const answerBefore = async () => {
      sendJson(reading, old);
      expect(await before).toEqual(told(1));
    };
    if (isKept) await answerBefore();
    rate = 2;
    sendJson(lookBack, rows());
    const made = { accountMembership: { billRateInCents: 2 }, userErrors: [] };
    expect(await change).toEqual({ data: { updateAccountMembership: made } });

    const after = read();
    if (!isKept) {
      await upstream.arrived(5);
      await answerBefore();
    }
    expect(await after).toEqual(told(2));
    const [looked, put, ...reads] = upstream.lines().map((line) => line.split('?')[0]);
    expect([looked, put]).toEqual(['GET /account_memberships', 'PUT /account_memberships/7']);
    expect(reads).toEqual([looked, looked, looked]);
  },
);
