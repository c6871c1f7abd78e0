/** The same promises for memberships of Elastic Path. */
import { describe, expect, test } from 'vitest';
import { changeMany, codesOf, refusalsOf, statusesOf } from './changing.ts';
import {
  accountAt,
  membershipId,
  membershipsOf,
  present,
  startCommerceGateway,
  type CommerceGateway,
} from './commerce.ts';
import { inAnyOrder } from './harness.ts';
import { mutate, tryTo } from './mutating.ts';

const nobody = '00000000-0000-4000-8000-000000000000';
const object = 'commerceAccountMembership { sourceId customFields }';
const errors = 'userErrors { code field }';

/** Members of the store who are in no account under this index yet. */
function newcomers(gateway: CommerceGateway, count: number): readonly string[] {
  return [...gateway.elasticPath.data.members.keys()].slice(-count);
}

function someMemberships(gateway: CommerceGateway, count: number) {
  return membershipsOf(gateway, { accountId: accountAt(gateway, 0).id }).slice(0, count);
}

const pathOf = ({ accountId, id }: { readonly accountId: string; readonly id: string }) =>
  `/v2/accounts/${accountId}/account-memberships/${id}`;

describe('a bulk', () => {
  test('of creations: one call each, the pair that stands twice once, the one that exists refused', async () => {
    const gateway = await startCommerceGateway();
    const accountId = accountAt(gateway, 19).id;
    const [one = '', other = ''] = newcomers(gateway, 2);
    const taken = present(someMemberships(gateway, 1)[0]);
    const answer = await changeMany(
      gateway,
      'createCommerceAccountMemberships',
      {
        memberships: [
          { accountId, accountMemberId: one, customFields: { buyer_role: 'viewer' } },
          { accountId, accountMemberId: other },
          { accountId, accountMemberId: one },
          { accountId: taken.accountId, accountMemberId: taken.memberId },
          { accountId, accountMemberId: one, customFields: { id: 'x' } },
          { accountId, accountMemberId: nobody },
        ],
      },
      object,
    );
    expect(statusesOf(answer)).toEqual([
      'DONE',
      'DONE',
      'REFUSED',
      'REFUSED',
      'REFUSED',
      'REFUSED',
    ]);
    expect(answer.results.map(refusalsOf).slice(2)).toEqual([
      [['INVALID', 'input.memberships.2.accountMemberId']],
      [['CONFLICT', 'input.memberships.3']],
      [['INVALID', 'input.memberships.4.accountMemberId']],
      [['NOT_FOUND', 'input.memberships.5']],
    ]);
    expect(answer.results[0]?.commerceAccountMembership).toMatchObject({
      customFields: { buyer_role: 'viewer' },
    });
    const post = `POST /v2/accounts/${accountId}/account-memberships`;
    expect(inAnyOrder(gateway.commerceRequests())).toEqual(
      inAnyOrder([post, post, post, `POST /v2/accounts/${taken.accountId}/account-memberships`]),
    );
    expect(membershipsOf(gateway, { accountId })).toHaveLength(2);
  });

  test('of creations: one member can be put into several accounts', async () => {
    const gateway = await startCommerceGateway();
    const accountIds = [19, 20].map((index) => accountAt(gateway, index).id);
    const [accountMemberId = ''] = newcomers(gateway, 1);
    const memberships = accountIds.map((accountId) => ({ accountId, accountMemberId }));
    const answer = await changeMany(gateway, 'createCommerceAccountMemberships', { memberships });
    expect(statusesOf(answer)).toEqual(['DONE', 'DONE']);
    expect(inAnyOrder(gateway.commerceRequests())).toEqual(
      inAnyOrder(accountIds.map((id) => `POST /v2/accounts/${id}/account-memberships`)),
    );
  });

  test('of updates: the members are learned together, then one call each', async () => {
    const gateway = await startCommerceGateway();
    const rows = someMemberships(gateway, 4);
    const updates = [
      ...rows.map((row) => ({ id: membershipId(row), customFields: { buyer_role: 'new' } })),
      { id: membershipId(present(rows[0])), customFields: { buyer_role: 'other' } },
    ];
    const answer = await changeMany(
      gateway,
      'updateCommerceAccountMemberships',
      { updates },
      object,
    );
    expect(statusesOf(answer)).toEqual(['DONE', 'DONE', 'DONE', 'DONE', 'REFUSED']);
    expect(answer.results.map(refusalsOf)[4]).toEqual([['INVALID', 'input.updates.4.id']]);
    const lines = gateway.commerceRequests();
    expect(lines.filter((line) => line.startsWith('GET'))).toEqual([
      `GET /v2/accounts/${present(rows[0]).accountId}/account-memberships?page[offset]=0&page[limit]=100`,
    ]);
    expect(inAnyOrder(lines.filter((line) => line.startsWith('PUT')))).toEqual(
      inAnyOrder(rows.map((row) => `PUT ${pathOf(row)}`)),
    );
    expect(gateway.elasticPath.writesApplied).toBe(4);
  });

  test.each(['CONTINUE', 'STOP'])(
    'of updates: one look at each account, however its memberships are spread (%s)',
    async (onError) => {
      const gateway = await startCommerceGateway();
      const accountIds = [0, 1, 2, 3, 4, 5, 6, 7].map((index) => accountAt(gateway, index).id);
      const pairs = accountIds.map((accountId) =>
        membershipsOf(gateway, { accountId }).slice(0, 2),
      );
      const rows = [0, 1].flatMap((index) => pairs.map((pair) => present(pair[index])));
      const updates = rows.map((row) => ({
        id: membershipId(row),
        customFields: { buyer_role: 'new' },
      }));
      const answer = await changeMany(gateway, 'updateCommerceAccountMemberships', {
        updates,
        onError,
      });
      expect(statusesOf(answer)).toEqual(rows.map(() => 'DONE'));
      const lines = gateway.commerceRequests();
      expect(inAnyOrder(lines.slice(0, 8))).toEqual(
        inAnyOrder(
          accountIds.map(
            (id) => `GET /v2/accounts/${id}/account-memberships?page[offset]=0&page[limit]=100`,
          ),
        ),
      );
      expect(inAnyOrder(lines.slice(8))).toEqual(
        inAnyOrder(rows.map((row) => `PUT ${pathOf(row)}`)),
      );
    },
  );

  test('of updates: none is looked at behind one that ends it', async () => {
    const gateway = await startCommerceGateway();
    const [first, second] = someMemberships(gateway, 2).map(membershipId);
    const customFields = { buyer_role: 'new' };
    const updates = [
      { id: first, customFields: {} },
      { id: second, customFields },
    ];
    const answer = await changeMany(gateway, 'updateCommerceAccountMemberships', {
      updates,
      onError: 'STOP',
    });
    expect(statusesOf(answer)).toEqual(['REFUSED', 'NOT_ATTEMPTED']);
    expect(gateway.commerceRequests()).toEqual([]);
  });

  test('of updates: a membership that is not there is looked for once', async () => {
    const gateway = await startCommerceGateway();
    const row = present(someMemberships(gateway, 1)[0]);
    gateway.elasticPath.data.memberships.delete(row.id);
    const updates = [{ id: membershipId(row), customFields: { buyer_role: 'new' } }];
    const answer = await changeMany(gateway, 'updateCommerceAccountMemberships', { updates });
    expect(answer.results.map(refusalsOf)).toEqual([[['NOT_FOUND', 'input.updates.0.id']]]);
    expect(gateway.commerceRequests()).toEqual([`GET ${pathOf(row)}`]);
  });

  test('an update of nothing is refused, and nothing sent', async () => {
    const gateway = await startCommerceGateway();
    const id = membershipId(present(someMemberships(gateway, 1)[0]));
    const updates = [{ id, customFields: {} }];
    const answer = await changeMany(gateway, 'updateCommerceAccountMemberships', { updates });
    expect(answer.results.map(refusalsOf)).toEqual([[['INVALID', 'input.updates.0.customFields']]]);
    expect(gateway.commerceRequests()).toEqual([]);
  });

  test('of removals: one call each, the id that stands twice once', async () => {
    const gateway = await startCommerceGateway();
    const rows = someMemberships(gateway, 3);
    const ids = [...rows, present(rows[1])].map(membershipId);
    const answer = await changeMany(gateway, 'deleteCommerceAccountMemberships', { ids });
    expect(statusesOf(answer)).toEqual(['DONE', 'DONE', 'DONE', 'REFUSED']);
    expect(answer.results.map(refusalsOf)[3]).toEqual([['INVALID', 'input.ids.3']]);
    expect(inAnyOrder(gateway.commerceRequests())).toEqual(
      inAnyOrder(rows.map((row) => `DELETE ${pathOf(row)}`)),
    );
    expect(rows.some(({ id }) => gateway.elasticPath.data.memberships.has(id))).toBe(false);
  });

  test('is previewed with one look at each account', async () => {
    const gateway = await startCommerceGateway();
    const rows = someMemberships(gateway, 3);
    const input = { ids: rows.map(membershipId), dryRun: true };
    const answer = await changeMany(
      gateway,
      'deleteCommerceAccountMemberships',
      input,
      'preview { before after }',
    );
    expect(answer.results.map(({ preview }) => preview)).toEqual(
      rows.map(({ flow }) => ({ before: { customFields: flow }, after: null })),
    );
    expect(gateway.commerceRequests()).toHaveLength(1);
    expect(gateway.elasticPath.writesApplied).toBe(0);
  });
});

describe('a preview of a creation', () => {
  test.each(['is not there yet', 'is there already', 'has no account'] as const)(
    'of a member who %s',
    async (which) => {
      const gateway = await startCommerceGateway();
      const existing = present(someMemberships(gateway, 1)[0]);
      const [newcomer = ''] = newcomers(gateway, 1);
      const accountId =
        which === 'is there already'
          ? existing.accountId
          : which === 'has no account'
            ? nobody
            : accountAt(gateway, 19).id;
      const accountMemberId = which === 'is there already' ? existing.memberId : newcomer;
      const input = { accountId, accountMemberId, customFields: { a: 1 }, dryRun: true };
      const payload = await mutate(
        gateway,
        'createCommerceAccountMembership',
        input,
        `preview { before after blockedBy requests { method path body } } ${errors} ${object}`,
      );
      const path = `/v2/accounts/${accountId}/account-memberships`;
      expect(payload).toEqual({
        commerceAccountMembership: null,
        userErrors: [],
        preview: {
          before: null,
          after: { accountId, accountMemberId, customFields: { a: 1 } },
          blockedBy: {
            'is not there yet': [],
            'is there already': ['This person is a member of the account already.'],
            'has no account': ['There is no such account, or it is hidden.'],
          }[which],
          requests: [
            {
              method: 'POST',
              path,
              body: {
                data: { a: 1, type: 'account_membership', account_member_id: accountMemberId },
              },
            },
          ],
        },
      });
      expect(gateway.commerceRequests()).toEqual([
        `GET ${path}?filter=eq(account_member_id,${accountMemberId})&page[offset]=0&page[limit]=1`,
      ]);
      expect(gateway.elasticPath.writesApplied).toBe(0);
    },
  );
});

describe('ifUnchangedSince', () => {
  test.each([
    [0, true],
    [-1, false],
  ])('the time of the last change and %i ms', async (differenceMs, isMade) => {
    const gateway = await startCommerceGateway();
    const row = present(someMemberships(gateway, 1)[0]);
    const since = new Date(row.updatedAtMs + differenceMs).toISOString();
    const input = { id: membershipId(row), customFields: { a: 1 }, ifUnchangedSince: since };
    const payload = await mutate(
      gateway,
      'updateCommerceAccountMembership',
      input,
      `${object} ${errors}`,
    );
    expect(payload).toEqual({
      commerceAccountMembership: {
        sourceId: row.id,
        customFields: isMade ? { ...row.flow, a: 1 } : row.flow,
      },
      userErrors: isMade ? [] : [{ code: 'CONFLICT', field: ['input', 'ifUnchangedSince'] }],
    });
    const look = `GET ${pathOf(row)}`;
    expect(gateway.commerceRequests()).toEqual(isMade ? [look, `PUT ${pathOf(row)}`] : [look]);
  });
});

describe('an answer that is lost', () => {
  const lost = { kind: 'resetAfterApplying' } as const;
  const open = { kind: 'reset' } as const;

  test.each([
    ['merged, one of them cleared', { buyer_role: null, level: { a: [1, 2], b: 'x' } }],
    ['one of them new', { colour: 'blue' }],
  ])('custom fields, %s, are seen to be changed', async (_what, customFields) => {
    for (const action of [lost, open]) {
      const gateway = await startCommerceGateway();
      const row = present(someMemberships(gateway, 1)[0]);
      gateway.elasticPath.data.memberships.set(row.id, {
        ...row,
        flow: { ...row.flow, buyer_role: 'old' },
      });
      gateway.elasticPath.inject({ match: { method: 'PUT' }, action });
      const input = { id: membershipId(row), customFields };
      const answer = await tryTo(gateway, 'updateCommerceAccountMembership', input, object);
      expect(codesOf(answer)).toEqual(action === lost ? [] : ['OUTCOME_UNKNOWN']);
      const get = `GET ${pathOf(row)}`;
      expect(gateway.commerceRequests()).toEqual([get, `PUT ${pathOf(row)}`, get]);
      expect(gateway.elasticPath.writesApplied).toBe(action === lost ? 1 : 0);
      if (action === lost) {
        expect(answer.data).toMatchObject({
          updateCommerceAccountMembership: {
            commerceAccountMembership: {
              customFields: { ...row.flow, buyer_role: 'old', ...customFields },
            },
          },
        });
      }
    }
  });

  test('a value that stood there already proves nothing', async () => {
    const gateway = await startCommerceGateway();
    const row = present(someMemberships(gateway, 1)[0]);
    gateway.elasticPath.inject({ match: { method: 'PUT' }, action: lost });
    const input = { id: membershipId(row), customFields: { buyer_role: row.flow.buyer_role } };
    const answer = await tryTo(gateway, 'updateCommerceAccountMembership', input, object);
    expect(codesOf(answer)).toEqual(['OUTCOME_UNKNOWN']);
  });

  test('a creation is never taken for done', async () => {
    const gateway = await startCommerceGateway();
    const [accountMemberId = ''] = newcomers(gateway, 1);
    const accountId = accountAt(gateway, 19).id;
    gateway.elasticPath.inject({ match: { method: 'POST' }, action: lost });
    const input = { accountId, accountMemberId };
    const answer = await tryTo(gateway, 'createCommerceAccountMembership', input, object);
    expect(codesOf(answer)).toEqual(['OUTCOME_UNKNOWN']);
    expect(gateway.commerceRequests()).toEqual([
      `POST /v2/accounts/${accountId}/account-memberships`,
    ]);
    expect(membershipsOf(gateway, { accountId })).toHaveLength(1);
  });

  test('a removal is done where the membership was there and is gone', async () => {
    for (const action of [lost, open]) {
      const gateway = await startCommerceGateway();
      const row = present(someMemberships(gateway, 1)[0]);
      gateway.elasticPath.inject({ match: { method: 'DELETE' }, action });
      const answer = await gateway.query(
        `mutation ($id: ID!) {
          updateCommerceAccountMembership(input: { id: $id, customFields: {} }) {
            commerceAccountMembership { sourceId }
          }
          deleteCommerceAccountMembership(input: { id: $id }) { deletedId }
        }`,
        { id: membershipId(row) },
      );
      expect(codesOf(answer)).toEqual(action === lost ? [] : ['OUTCOME_UNKNOWN']);
      expect(gateway.commerceRequests()).toEqual([
        `GET ${pathOf(row)}`,
        `DELETE ${pathOf(row)}`,
        `GET ${pathOf(row)}`,
      ]);
    }
  });

  test('a removal is open where nobody had seen the membership', async () => {
    const gateway = await startCommerceGateway();
    const row = present(someMemberships(gateway, 1)[0]);
    gateway.elasticPath.inject({ match: { method: 'DELETE' }, action: lost });
    const input = { id: membershipId(row) };
    const answer = await tryTo(gateway, 'deleteCommerceAccountMembership', input, 'deletedId');
    expect(codesOf(answer)).toEqual(['OUTCOME_UNKNOWN']);
    expect(gateway.commerceRequests()).toEqual([`DELETE ${pathOf(row)}`]);
  });
});

describe('200 that tells errors and no row leaves the outcome open', () => {
  const body = { errors: [{ title: 'CANARY', status: '422' }] };
  const answering = { kind: 'answer', status: 200 } as const;

  test.each([
    ['deleteCommerceAccountMembership', {}, ['DELETE']],
    // What it had read tells it apart from one that was made, so that it looks again.
    [
      'updateCommerceAccountMembership',
      { customFields: { buyer_role: 'x' } },
      ['GET', 'PUT', 'GET'],
    ],
  ])('of %s', async (mutation, more, methods) => {
    const gateway = await startCommerceGateway();
    const row = present(someMemberships(gateway, 1)[0]);
    for (const method of ['DELETE', 'PUT']) {
      gateway.elasticPath.inject({ match: { method }, action: { ...answering, body } });
    }
    const answer = await tryTo(gateway, mutation, { id: membershipId(row), ...more }, errors);
    expect(answer.data).toEqual({ [mutation]: null });
    expect(codesOf(answer)).toEqual(['OUTCOME_UNKNOWN']);
    expect(JSON.stringify(answer)).not.toContain('CANARY');
    expect(gateway.commerceRequests()).toEqual(methods.map((each) => `${each} ${pathOf(row)}`));
  });

  test('of a creation, but not where the row came as well', async () => {
    const gateway = await startCommerceGateway();
    const [accountMemberId = ''] = newcomers(gateway, 1);
    const input = { accountId: accountAt(gateway, 19).id, accountMemberId };
    const create = (answer: unknown) => {
      const match = { method: 'POST', path: `/v2/accounts/${input.accountId}/account-memberships` };
      gateway.elasticPath.inject({ match, times: 1, action: { ...answering, body: answer } });
      return tryTo(gateway, 'createCommerceAccountMembership', input, errors);
    };
    expect(codesOf(await create(body))).toEqual(['OUTCOME_UNKNOWN']);
    const data = { id: nobody, type: 'account_membership' };
    expect(await create({ ...body, data })).toEqual({
      data: { createCommerceAccountMembership: { userErrors: [] } },
    });
  });
});

test('a key makes a creation once', async () => {
  const gateway = await startCommerceGateway();
  const [accountMemberId = ''] = newcomers(gateway, 1);
  const accountId = accountAt(gateway, 19).id;
  const input = { accountId, accountMemberId, idempotencyKey: 'one' };
  const create = () =>
    mutate(gateway, 'createCommerceAccountMembership', input, `${object} replayed`);
  const first = await create();
  expect(await create()).toEqual({ ...(first as object), replayed: true });
  expect(membershipsOf(gateway, { accountId })).toHaveLength(1);
  expect(gateway.elasticPath.writesApplied).toBe(1);
});

describe('errors stand on the path of the input, down to the item', () => {
  test.each([
    ["Validation failed: field 'spend_limit' on the 'number' tag.", 'customFields'],
    // The gateway's own affair: no field of an update.
    ["Validation failed: field 'AccountMemberID' on the 'required' tag.", null],
    ['something else', null],
  ])('%s', async (detail, field) => {
    const gateway = await startCommerceGateway();
    const row = present(someMemberships(gateway, 1)[0]);
    gateway.elasticPath.inject({
      match: { method: 'PUT' },
      action: {
        kind: 'answer',
        status: 422,
        body: { errors: [{ title: 'Bad', status: 422, detail }] },
      },
    });
    const update = { id: membershipId(row), customFields: { spend_limit: 'x' } };
    const answer = await changeMany(gateway, 'updateCommerceAccountMemberships', {
      updates: [update],
    });
    const path = ['input', 'updates', '0', ...(field === null ? [] : [field])];
    expect(answer.results.map(refusalsOf)).toEqual([[['INVALID', path.join('.')]]]);
    expect(
      await mutate(gateway, 'updateCommerceAccountMembership', update, 'userErrors { field }'),
    ).toEqual({ userErrors: [{ field: ['input', ...(field === null ? [] : [field])] }] });
  });
});
