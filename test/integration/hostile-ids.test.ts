/** An id that is none is refused by the name of its argument, and no request is made for it. */
import { expect, test } from 'vitest';
import { globalId } from '../../src/domain/global-id.ts';
import { startTestGateway } from './harness.ts';

const hostile = [
  '',
  '0',
  '-1',
  '1e3',
  '5,6',
  '5 6',
  '5?x=1',
  '5&only=6',
  '5/../users',
  '%2e%2e',
  '５',
  '1000000000000000000000',
  '__proto__',
  'Infinity',
  // Another type; not the one spelling of an id; a key that is none.
  globalId('Workweek', '5501'),
  `${globalId('User', '9100001')}=`,
  Buffer.from('User:5/../users').toString('base64url'),
  Buffer.from('User:5').toString('base64url').toLowerCase(),
];

const arguments_: [argument: string, operation: string][] = [
  ['id', 'query ($id: ID!) { accountMembership(id: $id) { id } }'],
  ['id', 'query ($id: ID!) { user(id: $id) { id } }'],
  ['id', 'query ($id: ID!) { role(id: $id) { id } }'],
  ['id', 'query ($id: ID!) { skill(id: $id) { id } }'],
  ['id', 'query ($id: ID!) { invitation(id: $id) { id } }'],
  [
    'filter.userIds',
    'query ($id: ID!) { accountMemberships(filter: { userIds: [$id] }) { totalCount } }',
  ],
  [
    'filter.withSkills.ids',
    'query ($id: ID!) { accountMemberships(filter: { withSkills: { ids: [$id] } }) { totalCount } }',
  ],
  [
    'filter.withSkills.levels.skillId',
    `query ($id: ID!) {
      accountMemberships(
        filter: { withSkills: { ids: ["31001"], levels: [{ skillId: $id, levels: [1] }] } }
      ) { totalCount }
    }`,
  ],
  ['filter.ids', 'query ($id: ID!) { users(filter: { ids: [$id] }) { totalCount } }'],
  [
    'filter.categoryIds',
    'query ($id: ID!) { skills(filter: { categoryIds: [$id] }) { totalCount } }',
  ],
  [
    'input.id',
    `mutation ($id: ID!) {
      updateAccountMembership(input: { id: $id, billRateInCents: 1 }) { userErrors { message } }
    }`,
  ],
  [
    'input.managerId',
    `mutation ($id: ID!) {
      updateAccountMembership(input: { id: "300501", managerId: $id }) { userErrors { message } }
    }`,
  ],
  [
    'input.defaultRoleId',
    `mutation ($id: ID!) {
      updateAccountMembership(
        input: { id: "300501", defaultRoleId: $id, changeRoleOption: KEEP_EXISTING_ROLE }
      ) { userErrors { message } }
    }`,
  ],
  ...['disableAccountMembership', 'enableAccountMembership', 'deleteAccountMembership'].map(
    (name): [string, string] => [
      'input.id',
      `mutation ($id: ID!) { ${name}(input: { id: $id }) { userErrors { message } } }`,
    ],
  ),
  [
    'input.defaultRoleId',
    `mutation ($id: ID!) {
      createInvitation(
        input: { emailAddress: "a@example.com", fullName: "A", permission: COLLABORATOR, defaultRoleId: $id }
      ) { userErrors { message } }
    }`,
  ],
  ...['deleteInvitation', 'resendInvitation', 'updateInvitation'].map((name): [string, string] => [
    'input.id',
    `mutation ($id: ID!) {
      ${name}(input: { id: $id${name === 'updateInvitation' ? ', billRateInCents: 1' : ''} }) {
        userErrors { message }
      }
    }`,
  ]),
];

test.each(arguments_)('%s of %s', async (argument, operation) => {
  const { query, requests } = await startTestGateway();

  for (const id of hostile) {
    const { errors } = await query(operation, { id });
    expect(
      errors?.map(({ extensions: { code } }) => code),
      id,
    ).toEqual(['BAD_USER_INPUT']);
    expect(errors?.[0]?.message, id).toMatch(new RegExp(`^${argument.replaceAll('.', '\\.')}: `));
  }
  expect(requests()).toEqual([]);
});

test.each([
  ['id', 'query ($id: ID!) { node(id: $id) { id } }'],
  ['ids', 'query ($id: ID!) { nodes(ids: [$id]) { id } }'],
])('%s of %s takes global ids only', async (argument, operation) => {
  const { query, requests } = await startTestGateway();
  const [, ...rest] = hostile.filter((id) => id !== globalId('Workweek', '5501'));

  for (const id of ['', '300501', ...rest]) {
    const { errors } = await query(operation, { id });
    expect(
      errors?.map(({ extensions: { code } }) => code),
      id,
    ).toEqual(['BAD_USER_INPUT']);
    expect(errors?.[0]?.message, id).toMatch(new RegExp(`^${argument}: `));
  }
  expect(requests()).toEqual([]);
});

test('one bad id among good ones refuses the list of them, and costs nothing', async () => {
  const { query, requests } = await startTestGateway();

  const { data, errors } = await query('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', {
    ids: [globalId('User', '9100001'), '9100002'],
  });

  expect(data).toEqual({ nodes: null });
  expect(errors?.map(({ path, extensions: { code } }) => ({ path, code }))).toEqual([
    { path: ['nodes'], code: 'BAD_USER_INPUT' },
  ]);
  expect(requests()).toEqual([]);
});

test('a number stands for the id that it spells, if it spells one', async () => {
  const { query, requests } = await startTestGateway();
  const document = 'query ($id: ID!) { role(id: $id) { sourceId } }';

  expect(await query(document, { id: 77001 })).toEqual({ data: { role: { sourceId: '77001' } } });
  expect(requests()).toHaveLength(1);
  for (const id of [-1, 0, 1e21]) {
    const { errors } = await query(document, { id });
    expect(errors?.map(({ extensions: { code } }) => code)).toEqual(['BAD_USER_INPUT']);
  }
  expect(requests()).toEqual([]);
});
