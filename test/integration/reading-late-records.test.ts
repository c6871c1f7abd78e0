/** Records that are asked for in the same breath, by calls of their own: one that hangs holds up no other. */
import { expect, test } from 'vitest';
import { globalIdOf } from './commerce.ts';
import { inAnyOrder } from './harness.ts';
import { envelope, sendJson, startGatewayAt, startUpstream } from './upstream.ts';

const uuid = (kind: string, digit: number) => `${kind}000000${digit}-0000-4000-8000-000000000000`;
const account = (digit: number) => uuid('a', digit);
const member = (digit: number) => uuid('b', digit);
const membership = (digit: number) => ({
  id: uuid('c', digit),
  type: 'account_membership',
  account_member_id: member(digit),
});

/** What is late is answered only when what stands below another one has been asked for. */
async function ask(
  query: string,
  answers: Readonly<Record<string, unknown>>,
  { late, below }: { readonly late: string; readonly below: string },
) {
  const belowIsAsked = Promise.withResolvers<undefined>();
  const upstream = await startUpstream(async ({ line }, response) => {
    if (line === below) belowIsAsked.resolve(undefined);
    if (line === late) await belowIsAsked.promise;
    sendJson(response, answers[line]);
  });
  // Long enough for all that is asked here, and short enough to see that something waits for ever.
  const gateway = await startGatewayAt('http://127.0.0.1:1', {
    ELASTIC_PATH_BASE_URL: upstream.url,
    OPERATION_TIMEOUT_MS: '4000',
  });
  const caller = { 'x-elastic-path-authorization': 'Bearer of-the-caller' };
  const answer = await gateway.query(query, {}, caller);
  expect(inAnyOrder(upstream.lines())).toEqual(inAnyOrder(Object.keys(answers)));
  return answer;
}

test('what stands below a member is asked for while another one hangs', async () => {
  const path = `/v2/accounts/${account(1)}`;
  const one = (digit: number) => `GET /v2/account-members/${member(digit)}`;
  const below = (digit: number) => `${one(digit)}/account-memberships?page[offset]=0&page[limit]=1`;
  const row = (digit: number) => ({ data: { id: member(digit), name: `Member ${digit}` } });
  const list = `${path}/account-memberships?include=account_member&page[offset]=0&page[limit]=20`;

  const answer = await ask(
    `{ commerceAccount(id: "${account(1)}") { memberships { nodes {
      accountMember { fullName memberships(first: 0) { totalCount } }
    } } } }`,
    {
      [`GET ${path}`]: { data: { id: account(1) } },
      // Nobody is sent along.
      [`GET ${list}`]: { data: [membership(1), membership(2)], meta: { results: { total: 2 } } },
      [one(1)]: row(1),
      [one(2)]: row(2),
      [below(1)]: { data: [], meta: { results: { total: 0 } } },
      [below(2)]: { data: [], meta: { results: { total: 0 } } },
    },
    { late: one(1), below: below(2) },
  );

  const told = (digit: number) => ({
    accountMember: { fullName: `Member ${digit}`, memberships: { totalCount: 0 } },
  });
  expect(answer).toEqual({
    data: { commerceAccount: { memberships: { nodes: [told(1), told(2)] } } },
  });
});

test('what stands below a membership is asked for while one of another account hangs', async () => {
  const one = (digit: number) =>
    `GET /v2/accounts/${account(digit)}/account-memberships/${uuid('c', digit)}`;
  const below = (digit: number) => `GET /v2/account-members/${member(digit)}`;
  const ids = [1, 2].map((digit) =>
    globalIdOf('CommerceAccountMembership', `${account(digit)}/${uuid('c', digit)}`),
  );

  const answer = await ask(
    `{ nodes(ids: ${JSON.stringify(ids)}) {
      ... on CommerceAccountMembership { accountMember { givenName } }
    } }`,
    {
      [one(1)]: { data: membership(1) },
      [one(2)]: { data: membership(2) },
      [below(1)]: { data: { id: member(1), given_name: 'Ilse' } },
      [below(2)]: { data: { id: member(2), given_name: 'Teo' } },
    },
    { late: one(1), below: below(2) },
  );

  expect(answer).toEqual({
    data: {
      nodes: [{ accountMember: { givenName: 'Ilse' } }, { accountMember: { givenName: 'Teo' } }],
    },
  });
});

test('the role of a membership sent along is asked for while its other row hangs', async () => {
  const roleIsTold = Promise.withResolvers<undefined>();
  const upstream = await startUpstream(async ({ line }, response) => {
    if (line.includes('/users?')) {
      const user = { id: '1', account_membership_id: '11' };
      const membership = { id: '11', user_id: '1', default_role_id: '7' };
      sendJson(response, envelope('users', [user], { account_memberships: { 11: membership } }));
    } else if (line.includes('/roles?')) {
      sendJson(response, envelope('roles', [{ id: '7', name: 'Architect' }]));
      response.once('finish', () => {
        roleIsTold.resolve(undefined);
      });
    } else {
      await roleIsTold.promise;
      response.writeHead(400).end();
    }
  });
  // Half of it is waited for.
  const gateway = await startGatewayAt(upstream.url, { OPERATION_TIMEOUT_MS: '2000' });

  const { data, errors } = await gateway.query(
    '{ users(first: 1) { nodes { accountMembership { defaultRole { name } canLogIn } } } }',
  );

  expect(data).toEqual({
    users: {
      nodes: [{ accountMembership: { defaultRole: { name: 'Architect' }, canLogIn: null } }],
    },
  });
  expect(errors).toMatchObject([{ path: ['users', 'nodes', 0, 'accountMembership', 'canLogIn'] }]);
  expect(upstream.lines()).toEqual([
    'GET /users?on_my_account=true&show_disabled=false&page=1&per_page=1&include=account_membership',
    'GET /account_memberships?only=11&apply_default_filters=false&per_page=200&include=default_role&optional_fields=can_log_in',
    'GET /roles?only=7&only_active=false&per_page=200',
  ]);
});
