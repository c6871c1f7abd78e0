import { expect, test } from 'vitest';
import { globalId } from '../../src/domain/global-id.ts';
import { accountAt, startCommerceGateway } from '../integration/commerce.ts';
import { inAnyOrder, startTestGateway, type TestGateway } from '../integration/harness.ts';

const env = { FEDERATION: 'on' };
const entities = (selection: string) =>
  `query ($of: [_Any!]!) { _entities(representations: $of) { __typename ${selection} } }`;

const start = () => startTestGateway({ env });
const user = (sourceId: string) => ({ __typename: 'User', id: globalId('User', sourceId) });
const usersOf = ({ kantata }: TestGateway, count: number) =>
  [...kantata.data.users.keys()].slice(0, count).map(String);

test('without federation there is neither an entity nor a service', async () => {
  const { query, requests } = await startTestGateway();

  const answers = [
    await query('{ _service { sdl } }'),
    await query(entities('... on User { fullName }'), { of: [user('9100001')] }),
  ];

  expect(answers.map(({ data }) => data)).toEqual([undefined, undefined]);
  expect(answers.map(({ errors }) => errors?.[0]?.extensions.code)).toEqual([
    'GRAPHQL_VALIDATION_FAILED',
    'GRAPHQL_VALIDATION_FAILED',
  ]);
  expect(requests()).toEqual([]);
});

test('the service is told with introspection closed, since a router has to know it', async () => {
  const { query } = await startTestGateway({ env });

  const { data } = await query('{ _service { sdl } }');

  expect(data).toEqual({
    _service: { sdl: expect.stringContaining('specs.apollo.dev/federation/v2.9') as string },
  });
});

test('entities of one type are one call for 150, in the order of their references', async () => {
  const gateway = await start();
  const ids = usersOf(gateway, 200).toReversed();

  const { data, errors } = await gateway.query(entities('... on User { sourceId }'), {
    of: ids.map(user),
  });

  expect(errors).toBeUndefined();
  expect(data?._entities).toEqual(ids.map((sourceId) => ({ __typename: 'User', sourceId })));
  const end = '&on_my_account=true&show_disabled=true&per_page=200';
  expect(inAnyOrder(gateway.requests())).toEqual([
    `GET /users?only=${ids.slice(150).join(',')}${end}`,
    `GET /users?only=${ids.slice(0, 150).join(',')}${end}`,
  ]);
});

test('what is selected of each type rides along with its own call, however it is referred to', async () => {
  const gateway = await start();
  const [membership] = gateway.kantata.data.account_memberships.values();

  const { data, errors } = await gateway.query(
    entities(`
      ... on User { sourceId manager { fullName } }
      ... on AccountMembership { defaultRole { name } }
      ... on Person { emailAddress }
    `),
    {
      of: [
        user('9100002'),
        { __typename: 'AccountMembership', sourceId: String(membership?.id) },
        { __typename: 'User', sourceId: '9100003' },
        { ...user('9100004'), __typename: 'Person' },
        user('9100002'),
      ],
    },
  );

  expect(errors).toBeUndefined();
  const answered = data?._entities as { __typename: string; sourceId?: string }[];
  expect(answered.map(({ __typename, sourceId }) => [__typename, sourceId])).toEqual([
    ['User', '9100002'],
    ['AccountMembership', undefined],
    ['User', '9100003'],
    ['User', '9100004'],
    ['User', '9100002'],
  ]);
  expect(inAnyOrder(gateway.requests())).toEqual([
    `GET /account_memberships?only=${membership?.id}&apply_default_filters=false&per_page=200&include=default_role`,
    'GET /users?only=9100002,9100003,9100004&on_my_account=true&show_disabled=true&per_page=200&include=manager',
  ]);
});

test('both upstreams are asked for their own', async () => {
  const gateway = await startCommerceGateway({ env });
  const account = accountAt(gateway, 1);

  const { data, errors } = await gateway.query(
    entities('... on CommerceAccount { name } ... on User { sourceId }'),
    { of: [{ __typename: 'CommerceAccount', sourceId: account.id }, user('9100001')] },
  );

  expect(errors).toBeUndefined();
  expect(data?._entities).toEqual([
    { __typename: 'CommerceAccount', name: account.name },
    { __typename: 'User', sourceId: '9100001' },
  ]);
  expect(gateway.requests()).toHaveLength(1);
  expect(gateway.commerceRequests()).toHaveLength(1);
});

test('who is not there is null without an error, and takes nothing from the others', async () => {
  const gateway = await start();

  const answer = await gateway.query(entities('... on User { sourceId }'), {
    of: [user('9100001'), user('999999999'), user('9100002')],
  });

  expect(answer).toEqual({
    data: {
      _entities: [
        { __typename: 'User', sourceId: '9100001' },
        null,
        { __typename: 'User', sourceId: '9100002' },
      ],
    },
  });
  expect(gateway.requests()).toEqual([
    'GET /users?only=9100001,999999999,9100002&on_my_account=true&show_disabled=true&per_page=200',
  ]);
});

test.each([
  ['a bare id in place of the global one', { __typename: 'User', id: '9100001' }],
  ['the id of another type', { __typename: 'User', id: globalId('Role', '1') }],
  ['an id of a type that is no such', { __typename: 'Person', id: globalId('Role', '1') }],
  ['the sourceId of an interface', { __typename: 'Person', sourceId: '9100001' }],
  ['a sourceId that would be another path', { __typename: 'User', sourceId: '5/../users' }],
  ['two in one', { __typename: 'User', sourceId: '1,2' }],
  ['no key', { __typename: 'User' }],
  ['a key that is no text', { __typename: 'User', id: { id: '9100001' } }],
  ['an unknown type', { __typename: 'Somebody', id: globalId('User', '9100001') }],
  ['what every object has', { __typename: 'constructor', sourceId: '1' }],
  ['a type that is no record', { __typename: 'PageInfo', sourceId: '1' }],
  [
    'a membership without its account',
    { __typename: 'CommerceAccountMembership', sourceId: '0e5f7e3e-0000-4000-8000-000000000000' },
  ],
  ['no type', { sourceId: '9100001' }],
  ['no object', 'User'],
  ['a list', []],
])('%s is refused in its place, and asks nobody', async (_what, representation) => {
  const gateway = await start();

  const { data, errors } = await gateway.query(entities('... on User { sourceId }'), {
    of: [representation],
  });

  expect(data).toEqual({ _entities: [null] });
  expect(errors?.map(({ path, extensions }) => [path, extensions.code])).toEqual([
    [['_entities', 0], 'BAD_USER_INPUT'],
  ]);
  expect(gateway.requests()).toEqual([]);
});

test('a reference that is refused costs no other its answer', async () => {
  const gateway = await start();

  const { data, errors } = await gateway.query(entities('... on User { sourceId }'), {
    of: [{ __typename: 'User', id: '?' }, user('9100001')],
  });

  expect(data).toEqual({ _entities: [null, { __typename: 'User', sourceId: '9100001' }] });
  expect(errors?.map(({ path }) => path)).toEqual([['_entities', 0]]);
  expect(gateway.requests()).toHaveLength(1);
});

test('an upstream that fails costs each of its entities, in words that tell nothing of it', async () => {
  const gateway = await start();
  gateway.kantata.inject({ match: { method: 'GET' }, action: { kind: 'answer', status: 403 } });

  const { data, errors } = await gateway.query(entities('... on User { fullName }'), {
    of: [user('9100001'), user('9100002')],
  });

  expect(data).toEqual({ _entities: [null, null] });
  expect(errors?.map(({ path, extensions }) => [path, extensions.code])).toEqual([
    [['_entities', 0], 'FORBIDDEN'],
    [['_entities', 1], 'FORBIDDEN'],
  ]);
});

test('a thousand are taken at once, and no more', async () => {
  const gateway = await start();
  const of = Array.from({ length: 1001 }, (_, index) => user(String(9_100_001 + index)));

  const most = await gateway.query(entities('... on User { sourceId }'), { of: of.slice(1) });
  expect(most.errors).toBeUndefined();
  expect(gateway.requests()).toHaveLength(7);

  const { errors } = await gateway.query(entities('... on User { sourceId }'), { of });
  expect(errors?.map(({ path, extensions }) => [path, extensions.code])).toEqual([
    [['_entities'], 'BAD_USER_INPUT'],
  ]);
  expect(gateway.requests()).toEqual([]);
});

test('they are priced from their references, and refused beforehand where they cost too much', async () => {
  const gateway = await startCommerceGateway({ env });
  const of = Array.from({ length: 101 }, (_, index) => ({
    __typename: 'CommerceAccountMember',
    sourceId: `0e5f7e3e-0000-4000-8000-${String(index).padStart(12, '0')}`,
  }));
  const query = entities('... on CommerceAccountMember { fullName }');

  const { errors } = await gateway.query(query, { of });
  const explained = await gateway.query(
    query,
    { of: [...of.slice(0, 2), { ...user('9100001'), __typename: 'Person' }] },
    { 'x-upstream-explain': 'only' },
  );

  expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['OPERATION_TOO_EXPENSIVE']);
  expect(explained.extensions?.upstream).toMatchObject({ cost: { calls: 3, rows: 3 } });
  expect(gateway.commerceRequests()).toEqual([]);
  expect(gateway.requests()).toEqual([]);
});

test('compiled and planned, the answers and the requests are those of the plain executor', async () => {
  const query = entities(`
    ... on User { fullName manager { fullName } }
    ... on Membership { id person { fullName } }
  `);
  const gateway = await start();
  const [membership] = gateway.kantata.data.account_memberships.values();
  const of = [
    user('9100002'),
    { __typename: 'User', id: '?' },
    { __typename: 'AccountMembership', sourceId: String(membership?.id) },
    user('999999999'),
    { __typename: 'User', id: '!' },
  ];
  const plain = await startTestGateway({ env, compiled: false, hoisting: false });

  const expected = await plain.query(query, { of });
  const answers = [];
  for (let times = 0; times < 4; times += 1) {
    answers.push(await gateway.query(query, { of }, { 'x-request-id': 'same' }));
  }

  const unnamed = (answer: object) =>
    JSON.parse(
      JSON.stringify(answer).replaceAll(/"requestId":"[^"]*"/g, '"requestId":"same"'),
    ) as object;
  for (const answer of answers) expect(unnamed(answer)).toEqual(unnamed(expected));
  const requests = gateway.requests();
  expect(requests).toHaveLength(8);
  expect(new Set(requests).size).toBe(2);
});

test('no trace is sent to a router that asks for one', async () => {
  const gateway = await start();

  const answer = await gateway.query(
    entities('... on User { sourceId }'),
    { of: [user('9100001')] },
    { 'apollo-federation-include-trace': 'ftv1' },
  );

  expect(answer).toEqual({
    data: { _entities: [{ __typename: 'User', sourceId: '9100001' }] },
  });
});
