import { expect, test } from 'vitest';
import {
  accountAt,
  globalIdOf,
  membershipId,
  membershipsOf,
  present,
  startCommerceGateway,
} from './commerce.ts';

const nobody = '00000000-0000-4000-8000-000000000000';

test('an account is read by its bare and by its global id, with one request', async () => {
  const gateway = await startCommerceGateway();
  const account = accountAt(gateway, 3);
  const document = `query ($id: ID!) {
    commerceAccount(id: $id) {
      id sourceId name legalName registrationId externalRef createdAt updatedAt customFields
    }
  }`;
  const globalId = globalIdOf('CommerceAccount', account.id);

  for (const id of [account.id, globalId]) {
    const { data, errors } = await gateway.query(document, { id });
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      commerceAccount: {
        id: globalId,
        sourceId: account.id,
        name: account.name,
        legalName: account.legalName,
        registrationId: account.registrationId,
        externalRef: account.externalRef,
        createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as unknown,
        updatedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as unknown,
        customFields: account.flow,
      },
    });
    expect(gateway.commerceRequests()).toEqual([`GET /v2/accounts/${account.id}`]);
  }
  expect(gateway.requests()).toEqual([]);
});

test('a member and a membership are read by id, the membership with its member in one request', async () => {
  const gateway = await startCommerceGateway();
  const membership = present(membershipsOf(gateway, { accountId: accountAt(gateway, 3).id })[0]);
  const member = present(gateway.elasticPath.data.members.get(membership.memberId));

  const one = await gateway.query(
    `query ($id: ID!) { commerceAccountMember(id: $id) {
      source sourceId fullName emailAddress givenName middleName familyName customFields
    } }`,
    { id: member.id },
  );
  expect(one).toEqual({
    data: {
      commerceAccountMember: {
        source: 'ELASTIC_PATH',
        sourceId: member.id,
        fullName: member.name,
        emailAddress: member.email,
        givenName: member.givenName,
        middleName: member.middleName,
        familyName: member.familyName,
        customFields: member.flow,
      },
    },
  });
  expect(gateway.commerceRequests()).toEqual([`GET /v2/account-members/${member.id}`]);

  const other = await gateway.query(
    `query ($id: ID!) { commerceAccountMembership(id: $id) {
      id source sourceId customFields person { fullName } accountMember { emailAddress }
    } }`,
    { id: membershipId(membership) },
  );
  expect(other).toEqual({
    data: {
      commerceAccountMembership: {
        id: membershipId(membership),
        source: 'ELASTIC_PATH',
        sourceId: membership.id,
        customFields: membership.flow,
        person: { fullName: member.name },
        accountMember: { emailAddress: member.email },
      },
    },
  });
  expect(gateway.commerceRequests()).toEqual([
    `GET /v2/accounts/${membership.accountId}/account-memberships/${membership.id}?include=account_member`,
  ]);
});

test('what does not exist is null without an error, at the price of one request each', async () => {
  const gateway = await startCommerceGateway();
  const { id } = accountAt(gateway, 0);

  const answer = await gateway.query(`{
    commerceAccount(id: "${nobody}") { name }
    commerceAccountMember(id: "${nobody}") { fullName }
    commerceAccountMembership(id: "${globalIdOf('CommerceAccountMembership', `${id}/${nobody}`)}") { createdAt }
  }`);

  expect(answer).toEqual({
    data: { commerceAccount: null, commerceAccountMember: null, commerceAccountMembership: null },
  });
  expect([...gateway.commerceRequests()].sort()).toEqual(
    [
      `GET /v2/account-members/${nobody}`,
      `GET /v2/accounts/${id}/account-memberships/${nobody}`,
      `GET /v2/accounts/${nobody}`,
    ].sort(),
  );
});

test('every type is a node; accounts and tags by several ids are one request for each type', async () => {
  const gateway = await startCommerceGateway();
  const accounts = [2, 3, 4].map((index) => accountAt(gateway, index));
  const tags = [...gateway.elasticPath.data.tags.values()].slice(0, 2);
  const ids = [
    ...accounts.map(({ id }) => globalIdOf('CommerceAccount', id)),
    globalIdOf('CommerceAccount', nobody),
    ...tags.map(({ id }) => globalIdOf('CommerceAccountTag', id)),
  ];

  const { data, errors } = await gateway.query(
    `query ($ids: [ID!]!) {
      nodes(ids: $ids) { ... on CommerceAccount { name } ... on CommerceAccountTag { name description } }
    }`,
    { ids },
  );

  expect(errors).toBeUndefined();
  expect(data).toEqual({
    nodes: [
      ...accounts.map(({ name }) => ({ name })),
      null,
      ...tags.map(({ name, description }) => ({ name, description })),
    ],
  });
  expect(gateway.commerceRequests()).toEqual([
    `GET /v2/accounts?filter=in(id,${[...accounts.map(({ id }) => id), nobody].join(',')})&page[limit]=100`,
    `GET /v2/account-tags?filter=in(id,${tags.map(({ id }) => id).join(',')})&page[limit]=100`,
  ]);
});

test('a node is seen as a person or a membership without naming its system', async () => {
  const gateway = await startCommerceGateway();
  const membership = present(membershipsOf(gateway, { accountId: accountAt(gateway, 3).id })[0]);
  const member = present(gateway.elasticPath.data.members.get(membership.memberId));

  const { data, errors } = await gateway.query(
    `query ($membership: ID!, $member: ID!) {
      membership: node(id: $membership) {
        ... on Membership { source sourceId person { fullName emailAddress } }
      }
      person: node(id: $member) { ... on Person { source fullName } }
    }`,
    {
      membership: membershipId(membership),
      member: globalIdOf('CommerceAccountMember', member.id),
    },
  );

  expect(errors).toBeUndefined();
  expect(data).toEqual({
    membership: {
      source: 'ELASTIC_PATH',
      sourceId: membership.id,
      person: { fullName: member.name, emailAddress: member.email },
    },
    person: { source: 'ELASTIC_PATH', fullName: member.name },
  });
  expect(gateway.commerceRequests()).toEqual([
    `GET /v2/accounts/${membership.accountId}/account-memberships/${membership.id}?include=account_member`,
    `GET /v2/account-members/${member.id}`,
  ]);
});

test('ids that are none, or of another type, are refused by name and never sent', async () => {
  const gateway = await startCommerceGateway();
  const { id } = accountAt(gateway, 0);
  const hostile = [
    '',
    '5',
    '300501',
    `${id}/../tokens`,
    `${id}?include=account`,
    `${id}%2f`,
    '../account-members',
    '__proto__',
    `${id}\r\nX: 1`,
    globalIdOf('CommerceAccountMember', id),
    globalIdOf('CommerceAccount', `${id}/${id}`),
    globalIdOf('User', '9100001'),
  ];
  for (const each of hostile) {
    const { errors } = await gateway.query(
      'query ($id: ID!) { commerceAccount(id: $id) { name } }',
      { id: each },
    );
    expect(errors?.[0]).toMatchObject({
      message: expect.stringMatching(/^id: /) as unknown,
      path: ['commerceAccount'],
      extensions: { code: 'BAD_USER_INPUT' },
    });
  }
  for (const each of [id, `${id}/${id}`, globalIdOf('CommerceAccountMembership', id)]) {
    const { errors } = await gateway.query(
      'query ($id: ID!) { commerceAccountMembership(id: $id) { createdAt } }',
      { id: each },
    );
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
  }
  expect(gateway.commerceRequests()).toEqual([]);
});
