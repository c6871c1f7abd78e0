import { expect, test } from 'vitest';
import {
  BadUserInputError,
  createMembershipClient,
  ForbiddenError,
  MembershipGatewayError,
  type ClientOptions,
  type Connection,
} from '../../src/client/index.ts';
import {
  DisableMember,
  EnableMember,
  Identity,
  Invitations,
  Invite,
  MemberById,
  Members,
  ResendInvitation,
  Roles,
  UpdateMember,
} from '../../src/client/generated/documents.ts';
import { startTestGateway } from '../integration/harness.ts';
import { ordinaryMember } from './ordinary-member.ts';

const headers = { authorization: 'Bearer admin-token' };

/** A gateway, a client of it, and what the client sends. */
async function start(options: Partial<ClientOptions> = {}) {
  const gateway = await startTestGateway();
  const sent: string[] = [];
  const client = createMembershipClient({
    url: `${gateway.url}/graphql`,
    headers,
    fetch: (url, init) => {
      const { searchParams } = new URL(url);
      const body = typeof init.body === 'string' ? init.body : '';
      const asked = [...searchParams.keys(), ...Object.keys(JSON.parse(body || '{}') as object)];
      sent.push(`${init.method ?? ''} ${asked.sort().join(' ')}`);
      return fetch(url, init);
    },
    ...options,
  });
  return { ...gateway, client, sent };
}

test('members come typed, with one upstream call', async () => {
  const { client, requests } = await start();

  const { data, errors } = await client.query(Members, {
    first: 2,
    orderBy: { field: 'FULL_NAME' },
  });

  const names: (string | null | undefined)[] | undefined = data.accountMemberships?.nodes.map(
    ({ user }) => user?.fullName,
  );
  expect(names).toEqual([expect.any(String), expect.any(String)]);
  expect(errors).toEqual([]);
  expect(requests()).toEqual([
    'GET /account_memberships?only_active=true&order=full_name:asc&page=1&per_page=2&include=user,default_role,manager',
  ]);
});

test('every document that comes along is one that the gateway answers', async () => {
  const { client, kantata } = await start();
  const id = ordinaryMember(kantata.data);

  expect((await client.query(MemberById, { id })).data.accountMembership?.sourceId).toBe(id);
  expect((await client.query(Roles)).data.roles?.nodes).not.toEqual([]);
  const disabled = await client.mutate(DisableMember, { input: { id } });
  expect(disabled.data.disableAccountMembership?.accountMembership?.status).toBe('INACTIVE');
  const enabled = await client.mutate(EnableMember, { input: { id } });
  expect(enabled.data.enableAccountMembership?.accountMembership?.status).toBe('ACTIVE');
  const updated = await client.mutate(UpdateMember, {
    input: { id, defaultRoleId: '1', idempotencyKey: crypto.randomUUID() },
  });
  expect(updated.data.updateAccountMembership?.userErrors).toEqual([
    {
      code: 'INVALID',
      field: ['input', 'changeRoleOption'],
      message: expect.any(String) as string,
    },
  ]);
  const input = { fullName: 'Ada Newcomer', emailAddress: 'ada@example.com' };
  const invited = await client.mutate(Invite, { input });
  expect(invited.data.createInvitation?.userErrors).toEqual([]);
  const pending = (await client.query(Invitations, { first: 1 })).data.invitations?.nodes[0];
  const resent = await client.mutate(ResendInvitation, { input: { id: pending?.id ?? '' } });
  expect(resent.data.resendInvitation?.userErrors).toEqual([]);
  const emailAddress = [...kantata.data.users.values()][0]?.email_address ?? '';
  const known = await client.query(Identity, { emailAddress }, { errorPolicy: 'all' });
  expect(known.data?.identity?.people).toHaveLength(1);
  expect(known.errors.map(({ code, source }) => [code, source])).toContainEqual([
    'UPSTREAM_NOT_CONFIGURED',
    'ELASTIC_PATH',
  ]);
});

test('a query is asked for by its hash, with its text only where the gateway does not know it', async () => {
  const { client, sent } = await start();

  await client.query(Roles, { first: 1 });
  await client.query(Roles, { first: 2 });

  expect(sent).toEqual([
    'POST extensions variables',
    'POST extensions query variables',
    'POST extensions variables',
  ]);
});

test('hashes can be asked for by GET, and done without', async () => {
  const byGet = await start({ persistedQueries: 'get' });
  await byGet.client.query(Roles, { first: 1 });
  await byGet.client.query(Roles, { first: 1 });
  const byText = await start({ persistedQueries: 'off' });
  await byText.client.query(Roles);

  expect(byGet.sent).toEqual([
    'GET extensions variables',
    'POST extensions query variables',
    'GET extensions variables',
  ]);
  expect(byText.sent).toEqual(['POST query']);
});

test('variables that are too long for a URL are posted', async () => {
  const { client, sent } = await start({ persistedQueries: 'get' });
  const userIds = Array.from({ length: 200 }, (_, index) => String(1e18 + index));

  await client.query(Members, { filter: { userIds } });

  expect(sent[0]).toBe('POST extensions variables');
});

test('a change is posted with its text, and once', async () => {
  const { client, sent, requests } = await start();

  await client.mutate(DisableMember, { input: { id: '300501' } });

  expect(sent).toEqual(['POST query variables']);
  expect(requests()).toEqual([
    expect.stringMatching(/^PUT \/account_memberships\/300501\/disable\?/),
  ]);
});

test('a document of the other kind is not sent', async () => {
  const { client, sent } = await start();

  await expect(client.query(DisableMember, { input: { id: '300501' } })).rejects.toThrow(
    'The document must hold one query.',
  );
  await expect(client.mutate(Roles)).rejects.toThrow('The document must hold one mutation.');
  expect(sent).toEqual([]);
});

test('an error is thrown as the class of its code, with what is known of it', async () => {
  const { client } = await start();

  const error: unknown = await client.query(MemberById, { id: '../1' }).catch((e: unknown) => e);

  if (!(error instanceof BadUserInputError)) throw new Error('Another class');
  error.code satisfies 'BAD_USER_INPUT';
  expect(error).toBeInstanceOf(MembershipGatewayError);
  expect(error).toMatchObject({
    name: 'BadUserInputError',
    code: 'BAD_USER_INPUT',
    path: ['accountMembership'],
    requestId: expect.stringMatching(/^[\w-]+$/) as string,
    source: null,
    status: 200,
  });
});

const twoParts =
  'query ($id: ID!) { roles(first: 1) { nodes { id } } accountMembership(id: $id) { id } }';

test('what was answered beside an error is kept, and not printed with it', async () => {
  const { client } = await start();

  const all = await client.query(twoParts, { id: 'x' }, { errorPolicy: 'all' });
  expect(all.data).toEqual({
    roles: { nodes: [{ id: expect.any(String) as string }] },
    accountMembership: null,
  });
  expect(all.errors.map(({ code, path }) => [code, path])).toEqual([
    ['BAD_USER_INPUT', ['accountMembership']],
  ]);

  const error: unknown = await client.query(twoParts, { id: 'x' }).catch((e: unknown) => e);
  if (!(error instanceof MembershipGatewayError)) throw new Error('Another class');
  expect(error.data).toEqual(all.data);
  expect(error.errors).toEqual([error]);
  expect(JSON.stringify(error)).not.toContain('nodes');
});

test('codes that are not of the gateway itself are kept', async () => {
  const { client } = await start();

  await expect(client.query('{ nothing }')).rejects.toMatchObject({
    name: 'MembershipGatewayError',
    code: 'GRAPHQL_VALIDATION_FAILED',
    status: 400,
  });
});

test('what the upstream forbids says which one', async () => {
  const { client } = await start({ headers: { authorization: 'Bearer nobody' } });

  await expect(client.query(Roles)).rejects.toMatchObject({
    code: 'UNAUTHENTICATED',
    source: 'KANTATA_OX',
    upstreamStatus: 401,
  });
  expect(ForbiddenError.prototype).toBeInstanceOf(MembershipGatewayError);
});

test('tokens are asked for before each request, and headers of one call go before them', async () => {
  let asked = 0;
  const { client } = await start({
    headers: () => {
      asked += 1;
      return Promise.resolve({
        authorization: `Bearer ${asked === 1 ? 'expired' : 'admin-token'}`,
      });
    },
  });

  await expect(client.query(Roles)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  await client.query(Roles);
  const { extensions } = await client.query(Roles, {}, { headers: { 'x-upstream-trace': '1' } });

  expect(extensions).toMatchObject({ upstream: { counts: { calls: 1 } } });
  expect(asked).toBe(3);
});

test('a list comes row by row, in as few pages as the page size allows', async () => {
  const { client, requests } = await start();
  const names: string[] = [];

  for await (const member of client.paginate(
    Members,
    { first: 200 },
    (data) => data.accountMemberships,
  )) {
    const id: string = member.sourceId;
    names.push(id);
  }

  expect(new Set(names).size).toBe(273);
  expect(requests()).toEqual([
    expect.stringContaining('page=1&per_page=200'),
    expect.stringContaining('page=2&per_page=200'),
  ]);
});

test('whoever leaves the loop early asks for no more pages', async () => {
  const { client, requests } = await start();

  const list = client.paginate(Roles, { first: 1 }, (data) => data.roles);
  await list.next();
  await list.return();

  expect(requests()).toHaveLength(1);
});

test('a signal ends a list between two rows', async () => {
  const { client, requests } = await start();
  const controller = new AbortController();
  const seen: string[] = [];
  const reading = async () => {
    const list = client.paginate(Members, { first: 100 }, (data) => data.accountMemberships, {
      signal: controller.signal,
    });
    for await (const { id } of list) {
      seen.push(id);
      if (seen.length === 3) controller.abort(new Error('Enough'));
    }
  };

  await expect(reading()).rejects.toThrow('Enough');
  expect(seen).toHaveLength(3);
  expect(requests()).toHaveLength(1);
});

test('a list that does not say where its pages end is an error, not an endless loop', async () => {
  const { client } = await start();
  const document = 'query ($after: String) { roles(first: 1, after: $after) { nodes { id } } }';
  const list = client.paginate(document, {}, () => ({
    nodes: [1],
    pageInfo: { hasNextPage: true },
  }));

  await list.next();
  await expect(list.next()).rejects.toThrow('select pageInfo { endCursor }');
});

test('a document that does not take $after is an error before any row comes twice', async () => {
  const { client } = await start();
  const document = '{ roles(first: 2) { nodes { id } pageInfo { hasNextPage endCursor } } }';
  const list = client.paginate(document, {}, (data) => data.roles as Connection<{ id: string }>);

  await list.next();
  await list.next();
  await expect(list.next()).rejects.toThrow('must take $after');
});
