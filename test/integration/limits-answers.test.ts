/** What is wrong with a request is said in few words, and never repeats what was sent. */
import { describe, expect, test } from 'vitest';
import { startTestGateway } from './harness.ts';
import { expectTooExpensive, send, sendQuickly } from './refusing.ts';

const many = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => text(index)).join(' ');

describe('S25 many mistakes', () => {
  test.each([
    ['unknown directives', `{ __typename ${'@aa '.repeat(300)} }`],
    ['20,000 unknown directives', `{ __typename ${'@aa '.repeat(20_000)} }`],
    ['unknown fields', `{ ${many(1000, (index) => `unknown${index}`)} }`],
    ['literals of a wrong type', `{ nodes(ids: [${'{a:1} '.repeat(1000)}]) { id } }`],
    ['unknown fragments', `{ ${many(1000, (index) => `...F${index}`)} }`],
    [
      'a circle of many fragments',
      `{ me { ...F0 } } ${many(900, (index) => `fragment F${index} on User { ...F${(index + 1) % 900} }`)}`,
    ],
    ['one operation many times', many(900, () => 'query Same { me { id } }')],
  ])('%s are answered in short', async (_name, query) => {
    const gateway = await startTestGateway();

    const { status, answer, text } = await send(gateway, { query });

    expect(status).toBe(400);
    expect(answer.errors?.length).toBeLessThanOrEqual(10);
    expect(text.length).toBeLessThanOrEqual(8 * 1024);
    expect(gateway.requests()).toEqual([]);
  });

  test('variables of a wrong type are, too', async () => {
    const gateway = await startTestGateway();
    const query = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }';
    const variables = { ids: Array.from({ length: 1000 }, () => ({})) };

    const { status, answer, text } = await send(gateway, { query, variables });

    expect(status).toBe(400);
    expect(answer.errors?.length).toBeLessThanOrEqual(10);
    expect(text.length).toBeLessThanOrEqual(8 * 1024);
    expect(gateway.requests()).toEqual([]);
  });
});

describe('S29 large values', () => {
  const large = 'x'.repeat(200_000);

  test.each([
    [
      'variable',
      { query: 'query ($n: Int) { roles(first: $n) { totalCount } }', variables: { n: large } },
    ],
    [
      'variable of an enum',
      {
        query: 'query ($o: RoleOrder) { roles(orderBy: $o) { totalCount } }',
        variables: { o: { field: large } },
      },
    ],
    ['id', { query: 'query ($id: ID!) { user(id: $id) { id } }', variables: { id: large } }],
    ['literal', { query: `{ roles(first: "${large}") { totalCount } }` }],
    ['name', { query: `{ ${large} }` }],
    ['operation name', { query: 'query A { me { id } }', operationName: large }],
    ['cursor', { query: `{ roles(after: "${large}") { totalCount } }` }],
  ])('a %s is not repeated', async (_name, ask) => {
    const gateway = await startTestGateway();

    const { text, codes } = await send(gateway, ask);

    expect(codes).toHaveLength(1);
    expect(text.length).toBeLessThanOrEqual(2 * 1024);
    expect(gateway.requests()).toEqual([]);
  });
});

test('an operation has a name of at most 256 characters', async () => {
  const gateway = await startTestGateway();
  const named = (length: number) => {
    const operationName = 'A'.repeat(length);
    return { query: `query ${operationName} { __typename }`, operationName };
  };
  expectTooExpensive(gateway, await send(gateway, named(257)), /name/);
  expect(await send(gateway, named(256))).toMatchObject({ status: 200, codes: [] });
});

describe('S18 S35 what this graph does not do', () => {
  const members = '{ accountMemberships(first: 1) { nodes { id } } }';

  test.each([2, 10])('batches of %d', async (count) => {
    const gateway = await startTestGateway();

    const batch = Array.from({ length: count }, () => ({ query: members }));

    expect(await send(gateway, batch)).toMatchObject({ status: 400 });
    expect(gateway.requests()).toEqual([]);
  });

  test.each([
    ['@defer', '{ me { ... @defer { fullName } } }'],
    ['@stream', '{ accountMemberships(first: 1) { nodes @stream { id } } }'],
    ['subscriptions', 'subscription { me { id } }'],
  ])('%s', async (_name, query) => {
    const gateway = await startTestGateway();
    const headers = { accept: 'multipart/mixed;deferSpec=20220824, application/json' };

    expect(await send(gateway, { query })).toMatchObject({ status: 400 });
    expect(await send(gateway, { query }, headers)).toMatchObject({ status: 400 });
    expect(gateway.requests()).toEqual([]);
  });
});

test('S40 long texts in every argument of text are read in no time', async () => {
  const gateway = await startTestGateway();
  const text = 'a@ "'.repeat(12_500);
  const asks = [
    'query ($t: String) { accountMemberships(first: 1, filter: { byFullName: $t }, after: $t) { totalCount } }',
    'query ($t: String) { users(first: 1, filter: { emailAddresses: [$t] }, before: $t) { totalCount } }',
    'query ($t: ID!) { node(id: $t) { id } nodes(ids: [$t]) { id } }',
    'query ($t: String!) { identity(emailAddress: $t) { emailAddress } }',
    'query ($t: DateTime) { accountMemberships(filter: { createdAfter: $t }) { totalCount } }',
  ];
  for (const query of asks) await send(gateway, { query, variables: { t: 'x' } });

  for (const query of asks) {
    const { status, tookMs } = await sendQuickly(gateway, { query, variables: { t: text } });
    expect(status, query).toBeLessThan(500);
    // 50 ms for the text, and the way there and back of 50 KB.
    expect(tookMs, query).toBeLessThan(150);
  }
});

test('S40 long lists of levels are united in no time', async () => {
  const gateway = await startTestGateway();
  const skillId = '1';
  const many = Array.from({ length: 20_000 }, (_, level) => level);
  const again = Array.from({ length: 2000 }, () => ({ skillId, levels: [1] }));
  const levels = [{ skillId, levels: many }, ...again];
  const query =
    'query ($filter: AccountMembershipFilter) { accountMemberships(filter: $filter) { totalCount } }';
  const variables = { filter: { withSkills: { ids: [skillId], levels } } };

  const { codes, tookMs } = await sendQuickly(gateway, { query, variables });

  expect(codes).toEqual(['BAD_USER_INPUT']);
  expect(gateway.requests()).toEqual([]);
  // It took four seconds when each repetition copied what was there.
  expect(tookMs).toBeLessThan(2000);
});
