/** Half of a surrogate pair, which JSON can spell and no URL can. */
import { describe, expect, test } from 'vitest';
import { accountAt, startCommerceGateway } from './commerce.ts';

const broken = 'a\ud800b';

describe('text that is no Unicode is refused by the name of its argument, and nothing is sent', () => {
  test.each([
    ['accountMemberships(filter: { search: $text }) { totalCount }', 'filter.search'],
    ['accountMemberships(filter: { byFullName: $text }) { totalCount }', 'filter.byFullName'],
    ['accountMemberships(filter: { userIds: [$id] }) { totalCount }', 'filter.userIds'],
    ['accountMemberships(after: $text) { totalCount }', 'after'],
    ['accountMembership(id: $id) { sourceId }', 'id'],
    [
      'users(filter: { emailAddresses: ["a@example.org", $text] }) { totalCount }',
      'filter.emailAddresses',
    ],
    ['roles(filter: { matching: $text }) { totalCount }', 'filter.matching'],
    ['skills(filter: { matching: $text }) { totalCount }', 'filter.matching'],
    ['invitations(filter: { byFullName: $text }) { totalCount }', 'filter.byFullName'],
    ['identity(emailAddress: $text) { emailAddress }', 'emailAddress'],
    ['commerceAccounts(filter: { name: $text }) { totalCount }', 'filter.name'],
    [
      'commerceAccountMembers(filter: { emailAddress: $text }) { totalCount }',
      'filter.emailAddress',
    ],
  ])('%s', async (field, argument) => {
    const gateway = await startCommerceGateway();
    const [name = ''] = field.split('(');
    const declared = [
      ['$text', '$text: String!'],
      ['$id', '$id: ID!'],
    ].flatMap(([use = '', declaration]) => (field.includes(use) ? [declaration] : []));

    const answer = await gateway.query(`query (${declared.join(', ')}) { ${field} }`, {
      text: broken,
      id: broken,
    });

    expect(answer).toEqual({
      data: { [name]: null },
      errors: [
        {
          message: `${argument}: this is not well-formed Unicode text.`,
          path: [name],
          locations: expect.any(Array) as unknown,
          extensions: {
            code: 'BAD_USER_INPUT',
            requestId: expect.any(String) as unknown,
          },
        },
      ],
    });
    expect([...gateway.requests(), ...gateway.commerceRequests()]).toEqual([]);
  });

  test('also below a record', async () => {
    const gateway = await startCommerceGateway();
    const { id, name } = accountAt(gateway, 0);

    const { data, errors } = await gateway.query(
      `query ($id: ID!, $text: String!) {
        commerceAccount(id: $id) { name unassignedMembers(filter: { name: $text }) { totalCount } }
      }`,
      { id, text: broken },
    );

    expect(data).toEqual({ commerceAccount: { name, unassignedMembers: null } });
    expect(errors).toMatchObject([
      {
        message: 'filter.name: this is not well-formed Unicode text.',
        path: ['commerceAccount', 'unassignedMembers'],
        extensions: { code: 'BAD_USER_INPUT' },
      },
    ]);
    expect([...gateway.requests(), ...gateway.commerceRequests()]).toEqual([
      `GET /v2/accounts/${id}`,
    ]);
  });

  test.each([
    [
      'createInvitation',
      'CreateInvitationInput',
      { emailAddress: 'a@example.org', fullName: broken },
      'input.fullName',
    ],
    [
      'createInvitations',
      'CreateInvitationsInput',
      {
        invitations: [
          { emailAddress: 'a@example.org', fullName: 'A' },
          { emailAddress: broken, fullName: 'B' },
        ],
      },
      'input.invitations.1.emailAddress',
    ],
    [
      'updateCommerceAccountMembership',
      'UpdateCommerceAccountMembershipInput',
      { id: 'x', customFields: { a: { b: [broken] } } },
      'input.customFields',
    ],
    [
      'updateCommerceAccountMembership',
      'UpdateCommerceAccountMembershipInput',
      { id: 'x', customFields: { [broken]: 1 } },
      'input.customFields',
    ],
  ])('in a change: %s, %s %o', async (name, type, input, argument) => {
    const gateway = await startCommerceGateway();

    const { data, errors } = await gateway.query(
      `mutation ($input: ${type}!) { ${name}(input: $input) { __typename } }`,
      { input },
    );

    expect(data).toEqual({ [name]: null });
    expect(errors).toMatchObject([
      {
        message: `${argument}: this is not well-formed Unicode text.`,
        extensions: { code: 'BAD_USER_INPUT' },
      },
    ]);
    expect([...gateway.requests(), ...gateway.commerceRequests()]).toEqual([]);
  });
});

test('text beyond the first plane of Unicode is text', async () => {
  const gateway = await startCommerceGateway();

  const answer = await gateway.query(
    'query ($text: String!) { accountMemberships(filter: { byFullName: $text }) { totalCount } }',
    { text: '👩‍🚀' },
  );

  expect(answer).toEqual({ data: { accountMemberships: { totalCount: 0 } } });
  expect(gateway.requests()).toEqual([
    'GET /account_memberships?only_active=true&by_full_name=👩‍🚀&page=1&per_page=1',
  ]);
});
