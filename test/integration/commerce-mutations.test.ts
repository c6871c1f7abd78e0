import { expect, test } from 'vitest';
import {
  accountAt,
  globalIdOf,
  membershipId,
  membershipsOf,
  present,
  startCommerceGateway,
  type CommerceGateway,
} from './commerce.ts';

const create = `mutation ($input: CreateCommerceAccountMembershipInput!) {
  createCommerceAccountMembership(input: $input) {
    commerceAccountMembership { sourceId customFields account { name } accountMember { fullName } }
    userErrors { message code field }
  }
}`;

const update = `mutation ($input: UpdateCommerceAccountMembershipInput!) {
  updateCommerceAccountMembership(input: $input) {
    commerceAccountMembership { sourceId customFields }
    userErrors { message code field }
  }
}`;

const remove = `mutation ($input: DeleteCommerceAccountMembershipInput!) {
  deleteCommerceAccountMembership(input: $input) { deletedId userErrors { code field } }
}`;

const nobody = '00000000-0000-4000-8000-000000000000';

/** An account without members, and somebody for it. */
function newcomer(gateway: CommerceGateway) {
  const account = accountAt(gateway, 19);
  const member = present([...gateway.elasticPath.data.members.values()].at(-1));
  return { account, member };
}

test('a membership is created in one request; what else is selected is read', async () => {
  const gateway = await startCommerceGateway();
  const { account, member } = newcomer(gateway);
  const input = {
    accountId: globalIdOf('CommerceAccount', account.id),
    accountMemberId: member.id,
    customFields: { buyer_role: 'viewer' },
  };

  const { data, errors } = await gateway.query(create, { input });

  expect(errors).toBeUndefined();
  const created = present(membershipsOf(gateway, { accountId: account.id })[0]);
  expect(data).toEqual({
    createCommerceAccountMembership: {
      commerceAccountMembership: {
        sourceId: created.id,
        customFields: { buyer_role: 'viewer', spend_limit: null },
        account: { name: account.name },
        accountMember: { fullName: member.name },
      },
      userErrors: [],
    },
  });
  expect(gateway.elasticPath.requests[0]?.body).toEqual({
    data: { type: 'account_membership', account_member_id: member.id, buyer_role: 'viewer' },
  });
  expect(gateway.commerceRequests()).toEqual([
    `POST /v2/accounts/${account.id}/account-memberships`,
    `GET /v2/accounts/${account.id}`,
    `GET /v2/account-members/${member.id}`,
  ]);
});

test('an update reads whose membership it is, once, and sends only what shall change', async () => {
  const gateway = await startCommerceGateway();
  const membership = present(membershipsOf(gateway, { accountId: accountAt(gateway, 3).id })[0]);
  const path = `/v2/accounts/${membership.accountId}/account-memberships/${membership.id}`;
  const input = {
    id: membershipId(membership),
    customFields: { buyer_role: null, region: ['eu'] },
  };

  const { data, errors } = await gateway.query(update, { input });

  expect(errors).toBeUndefined();
  expect(data).toEqual({
    updateCommerceAccountMembership: {
      commerceAccountMembership: {
        sourceId: membership.id,
        customFields: { ...membership.flow, buyer_role: null, region: ['eu'] },
      },
      userErrors: [],
    },
  });
  expect(gateway.elasticPath.requests.at(-1)?.body).toEqual({
    data: {
      type: 'account_membership',
      account_member_id: membership.memberId,
      buyer_role: null,
      region: ['eu'],
    },
  });
  expect(gateway.commerceRequests()).toEqual([`GET ${path}`, `PUT ${path}`]);
});

test('a second update in the same operation knows whose membership it is', async () => {
  const gateway = await startCommerceGateway();
  const membership = present(membershipsOf(gateway, { accountId: accountAt(gateway, 3).id })[0]);
  const path = `/v2/accounts/${membership.accountId}/account-memberships/${membership.id}`;

  const { errors } = await gateway.query(
    `mutation ($id: ID!) {
      one: updateCommerceAccountMembership(input: { id: $id, customFields: { a: 1 } }) { userErrors { code } }
      two: updateCommerceAccountMembership(input: { id: $id, customFields: { b: 2 } }) { userErrors { code } }
    }`,
    { id: membershipId(membership) },
  );

  expect(errors).toBeUndefined();
  expect(gateway.commerceRequests()).toEqual([`GET ${path}`, `PUT ${path}`, `PUT ${path}`]);
  expect(gateway.elasticPath.data.memberships.get(membership.id)?.flow).toMatchObject({
    a: 1,
    b: 2,
  });
});

test('an update of nothing is not sent', async () => {
  const gateway = await startCommerceGateway();
  const membership = present(membershipsOf(gateway, { accountId: accountAt(gateway, 3).id })[0]);

  const { data } = await gateway.query(update, {
    input: { id: membershipId(membership), customFields: {} },
  });

  expect(data).toMatchObject({
    updateCommerceAccountMembership: {
      commerceAccountMembership: { customFields: membership.flow },
      userErrors: [],
    },
  });
  expect(gateway.elasticPath.writesApplied).toBe(0);
  expect(gateway.commerceRequests()).toHaveLength(1);
});

test('an update of nothing reads the membership once, along with its member', async () => {
  const gateway = await startCommerceGateway();
  const { accountId, id, memberId } = present(
    membershipsOf(gateway, { accountId: accountAt(gateway, 3).id })[0],
  );
  const member = present(gateway.elasticPath.data.members.get(memberId));

  const { data } = await gateway.query(
    `mutation ($id: ID!) { updateCommerceAccountMembership(input: { id: $id, customFields: {} }) {
      commerceAccountMembership { accountMember { fullName } } } }`,
    { id: globalIdOf('CommerceAccountMembership', `${accountId}/${id}`) },
  );

  expect(data).toEqual({
    updateCommerceAccountMembership: {
      commerceAccountMembership: { accountMember: { fullName: member.name } },
    },
  });
  expect(gateway.commerceRequests()).toEqual([
    `GET /v2/accounts/${accountId}/account-memberships/${id}?include=account_member`,
  ]);
});

test('a time that there is not is no licence, and not shown', async () => {
  const gateway = await startCommerceGateway();
  const { accountId, id, memberId } = present(
    membershipsOf(gateway, { accountId: accountAt(gateway, 3).id })[0],
  );
  const path = `/v2/accounts/${accountId}/account-memberships/${id}`;
  const timestamps = { created_at: '2021-13-45T99:99:99Z', updated_at: '2021-13-45T99:99:99Z' };
  gateway.elasticPath.inject({
    match: { method: 'GET', path },
    action: {
      kind: 'answer',
      status: 200,
      body: {
        data: { id, type: 'account_membership', account_member_id: memberId, meta: { timestamps } },
      },
    },
  });
  const input = {
    id: globalIdOf('CommerceAccountMembership', `${accountId}/${id}`),
    customFields: { region: 'eu' },
    ifUnchangedSince: '2099-01-01T00:00:00Z',
  };

  expect(await gateway.query(update, { input })).toMatchObject({
    data: {
      updateCommerceAccountMembership: {
        userErrors: [{ code: 'INVALID', field: ['input', 'ifUnchangedSince'] }],
      },
    },
  });
  expect(
    await gateway.query(
      'query ($id: ID!) { commerceAccountMembership(id: $id) { createdAt updatedAt } }',
      { id: input.id },
    ),
  ).toEqual({ data: { commerceAccountMembership: { createdAt: null, updatedAt: null } } });
  expect(gateway.commerceRequests()).toEqual([`GET ${path}`, `GET ${path}`]);
});

test('a membership is deleted in one request, and is then not there', async () => {
  const gateway = await startCommerceGateway();
  const membership = present(membershipsOf(gateway, { accountId: accountAt(gateway, 3).id })[0]);
  const path = `/v2/accounts/${membership.accountId}/account-memberships/${membership.id}`;
  const id = membershipId(membership);

  expect(await gateway.query(remove, { input: { id } })).toEqual({
    data: { deleteCommerceAccountMembership: { deletedId: id, userErrors: [] } },
  });
  expect(await gateway.query(remove, { input: { id } })).toEqual({
    data: {
      deleteCommerceAccountMembership: {
        deletedId: null,
        userErrors: [{ code: 'NOT_FOUND', field: ['input', 'id'] }],
      },
    },
  });
  expect(gateway.commerceRequests()).toEqual([`DELETE ${path}`, `DELETE ${path}`]);
});

test('refusals are user errors: a pair that is there, records that are not, a full account', async () => {
  const gateway = await startCommerceGateway();
  const { account, member } = newcomer(gateway);
  const there = present(membershipsOf(gateway, { accountId: accountAt(gateway, 3).id })[0]);
  const cases = [
    [{ accountId: there.accountId, accountMemberId: there.memberId }, 'CONFLICT'],
    [{ accountId: nobody, accountMemberId: member.id }, 'NOT_FOUND'],
    [{ accountId: account.id, accountMemberId: nobody }, 'NOT_FOUND'],
  ] as const;
  for (const [input, code] of cases) {
    expect(await gateway.query(create, { input })).toMatchObject({
      data: {
        createCommerceAccountMembership: {
          commerceAccountMembership: null,
          userErrors: [{ code, field: ['input'] }],
        },
      },
    });
  }
  expect(
    await gateway.query(update, {
      input: {
        id: globalIdOf('CommerceAccountMembership', `${account.id}/${nobody}`),
        customFields: { a: 1 },
      },
    }),
  ).toMatchObject({
    data: {
      updateCommerceAccountMembership: {
        userErrors: [{ code: 'NOT_FOUND', field: ['input', 'id'] }],
      },
    },
  });
  expect(gateway.elasticPath.writesApplied).toBe(0);
});

test('an objection of the upstream is laid at the field it names, in words of our own', async () => {
  const gateway = await startCommerceGateway();
  const { account, member } = newcomer(gateway);
  const cases = [
    [
      { detail: "Validation failed: field 'AccountMemberID' on the 'uuid' tag." },
      ['accountMemberId'],
    ],
    [{ detail: "Validation failed: field 'AccountID' on the 'uuid' tag." }, ['accountId']],
    [{ source: 'data.account_member_id', detail: 'canary' }, ['accountMemberId']],
    [{ source: 'account_id', detail: 'canary' }, ['accountId']],
    [{ source: { pointer: '/data/buyer_role' }, detail: 'canary' }, ['customFields']],
    // Neither names a field that the caller has given.
    [{ source: { pointer: '/data' }, detail: 'canary' }, []],
    [{ source: { pointer: '/data/id' }, detail: 'canary' }, []],
    [{ detail: "Validation failed: field 'ID' on the 'uuid' tag." }, []],
    [{ detail: "Validation failed: field 'Type' on the 'eq' tag." }, []],
  ] as const;
  for (const [error, field] of cases) {
    gateway.elasticPath.inject({
      match: { method: 'POST', path: /account-memberships$/ },
      times: 1,
      action: { kind: 'answer', status: 422, body: { errors: [{ title: 'canary', ...error }] } },
    });
    const answer = await gateway.query(create, {
      input: { accountId: account.id, accountMemberId: member.id },
    });
    expect(answer).toMatchObject({
      data: {
        createCommerceAccountMembership: {
          userErrors: [{ code: 'INVALID', field: ['input', ...field] }],
        },
      },
    });
    expect(JSON.stringify(answer)).not.toContain('canary');
  }
});

test("S09 a custom field cannot take the name of the record's own, and not too many are taken", async () => {
  const gateway = await startCommerceGateway();
  const { account, member } = newcomer(gateway);
  const there = present(membershipsOf(gateway, { accountId: accountAt(gateway, 3).id })[0]);
  const names = ['id', 'type', 'relationships', 'meta', 'links', 'account_member_id'];
  const many = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`k${index}`, 1]));
  const refused = [...names.map((name) => ({ [name]: 'x', buyer_role: 'viewer' })), many];
  for (const customFields of refused) {
    const created = await gateway.query(create, {
      input: { accountId: account.id, accountMemberId: member.id, customFields },
    });
    const updated = await gateway.query(update, {
      input: { id: membershipId(there), customFields },
    });
    const userErrors = [{ code: 'INVALID', field: ['input', 'customFields'] }];
    expect(created.data).toMatchObject({ createCommerceAccountMembership: { userErrors } });
    expect(updated.data).toMatchObject({ updateCommerceAccountMembership: { userErrors } });
  }
  expect(gateway.commerceRequests()).toEqual([]);
});

test.each(['{ buyer_role: APPROVER }', '{ region: ["eu", { part: NORTH }] }'])(
  'a bare word in custom fields is refused, instead of being left out of the change: %s',
  async (customFields) => {
    const gateway = await startCommerceGateway();
    const there = present(membershipsOf(gateway, { accountId: accountAt(gateway, 3).id })[0]);

    const { data, errors } = await gateway.query(`mutation {
      updateCommerceAccountMembership(input: {
        id: "${membershipId(there)}", customFields: ${customFields}
      }) { userErrors { code field } }
    }`);

    expect(data).toBeUndefined();
    expect(errors).toMatchObject([{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }]);
    expect(gateway.commerceRequests()).toEqual([]);
  },
);

test.each(['role', 'constructor'])('without $%s, nothing is sent for its field', async (name) => {
  const gateway = await startCommerceGateway();
  const there = present(membershipsOf(gateway, { accountId: accountAt(gateway, 3).id })[0]);
  const id = membershipId(there);

  const { data } = await gateway.query(`mutation ($${name}: String) {
    updateCommerceAccountMembership(input: { id: "${id}", customFields: { buyer_role: $${name} } }) {
      userErrors { code }
    }
    updateCommerceAccountMemberships(
      input: { updates: [{ id: "${id}", customFields: { buyer_role: $${name} } }] }
    ) {
      results { status userErrors { code field } }
    }
  }`);

  const field = ['input', 'updates', '0', 'customFields'];
  expect(data).toEqual({
    updateCommerceAccountMembership: { userErrors: [] },
    updateCommerceAccountMemberships: {
      results: [{ status: 'REFUSED', userErrors: [{ code: 'INVALID', field }] }],
    },
  });
  expect(gateway.commerceRequests()).toEqual([
    `GET /v2/accounts/${there.accountId}/account-memberships/${there.id}`,
  ]);
});

test.each(['1e400', '12345678901234567891', '[{ limit: -9007199254740993 }]'])(
  'a number in custom fields that would be written as another one, or as none, is refused: %s',
  async (value) => {
    const gateway = await startCommerceGateway();
    const there = present(membershipsOf(gateway, { accountId: accountAt(gateway, 3).id })[0]);

    const { data } = await gateway.query(`mutation {
      updateCommerceAccountMembership(input: {
        id: "${membershipId(there)}", customFields: { spend_limit: ${value} }
      }) { userErrors { code field } }
    }`);

    const userErrors = [{ code: 'INVALID', field: ['input', 'customFields'] }];
    expect(data).toEqual({ updateCommerceAccountMembership: { userErrors } });
    expect(gateway.commerceRequests()).toEqual([]);
  },
);

test.each(['__proto__', 'constructor', 'prototype'])(
  'S09 a custom field cannot be called %s, which others may take for more than a name',
  async (name) => {
    const gateway = await startCommerceGateway();
    const { account, member } = newcomer(gateway);

    const { data } = await gateway.query(`mutation {
      createCommerceAccountMembership(input: {
        accountId: "${account.id}", accountMemberId: "${member.id}", customFields: { ${name}: { x: 1 } }
      }) { userErrors { code field } }
    }`);

    const userErrors = [{ code: 'INVALID', field: ['input', 'customFields'] }];
    expect(data).toEqual({ createCommerceAccountMembership: { userErrors } });
    expect(gateway.commerceRequests()).toEqual([]);
  },
);

test('S09 names of custom fields that all objects have anyway are sent as what they are', async () => {
  const gateway = await startCommerceGateway();
  const { account, member } = newcomer(gateway);

  const { errors } = await gateway.query(`mutation {
    createCommerceAccountMembership(input: {
      accountId: "${account.id}", accountMemberId: "${member.id}",
      customFields: { hasOwnProperty: { type: "x", account_member_id: "y" }, toString: null }
    }) { commerceAccountMembership { id } userErrors { code } }
  }`);

  expect(errors).toBeUndefined();
  expect(gateway.elasticPath.requests[0]?.bodyText).toBe(
    JSON.stringify({
      data: {
        hasOwnProperty: { type: 'x', account_member_id: 'y' },
        toString: null,
        type: 'account_membership',
        account_member_id: member.id,
      },
    }),
  );
  expect(gateway.elasticPath.writesApplied).toBe(1);
  expect({}).not.toHaveProperty('account_member_id');
});

test('a write whose answer is lost is sent once, and its outcome is said to be unknown', async () => {
  const gateway = await startCommerceGateway();
  const { account, member } = newcomer(gateway);
  const path = `/v2/accounts/${account.id}/account-memberships`;
  gateway.elasticPath.inject({
    match: { method: 'POST', path },
    action: { kind: 'resetAfterApplying' },
  });

  const answer = await gateway.query(create, {
    input: { accountId: account.id, accountMemberId: member.id },
  });

  expect(answer).toMatchObject({
    data: { createCommerceAccountMembership: null },
    errors: [{ extensions: { code: 'OUTCOME_UNKNOWN', source: 'ELASTIC_PATH' } }],
  });
  expect(gateway.elasticPath.writesApplied).toBe(1);
  expect(gateway.commerceRequests()).toEqual([`POST ${path}`]);
});

test('a preview tells the requests and the values, and sends nothing but a look', async () => {
  const gateway = await startCommerceGateway();
  const membership = present(membershipsOf(gateway, { accountId: accountAt(gateway, 3).id })[0]);
  const path = `/v2/accounts/${membership.accountId}/account-memberships/${membership.id}`;

  const { data, errors } = await gateway.query(
    `mutation ($id: ID!) {
      updateCommerceAccountMembership(input: { id: $id, customFields: { buyer_role: "x" }, dryRun: true }) {
        commerceAccountMembership { id }
        preview { before after blockedBy warnings requests { method path body } }
        userErrors { code }
      }
    }`,
    { id: membershipId(membership) },
  );

  expect(errors).toBeUndefined();
  expect(data).toMatchObject({
    updateCommerceAccountMembership: {
      commerceAccountMembership: null,
      preview: {
        before: { customFields: { buyer_role: membership.flow.buyer_role } },
        after: { customFields: { buyer_role: 'x' } },
        blockedBy: [],
        warnings: [],
        requests: [
          { method: 'GET', path, body: null },
          {
            method: 'PUT',
            path,
            body: {
              data: {
                buyer_role: 'x',
                type: 'account_membership',
                account_member_id: membership.memberId,
              },
            },
          },
        ],
      },
      userErrors: [],
    },
  });
  expect(gateway.elasticPath.writesApplied).toBe(0);
  expect(gateway.commerceRequests()).toEqual([`GET ${path}`]);
});
