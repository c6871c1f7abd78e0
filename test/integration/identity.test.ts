import { describe, expect, test } from 'vitest';
import type { KantataOxEmulator } from '../../src/emulator/kantata-ox/index.ts';
import {
  globalIdOf,
  membershipsOf,
  present,
  startCommerceGateway,
  type CommerceGateway,
} from './commerce.ts';
import type { GraphQLAnswer } from './harness.ts';

const everything = `query ($emailAddress: String!) {
  identity(emailAddress: $emailAddress) {
    emailAddress
    people { __typename id source fullName emailAddress }
    memberships { __typename source sourceId person { fullName } }
    membershipsComplete
    invitations { sourceId emailAddress }
    invitationsComplete
  }
}`;

/** Gives a person in each system the same address, in different spelling. */
async function startWithOneInBoth(options: Parameters<typeof startCommerceGateway>[0] = {}) {
  const gateway = await startCommerceGateway(options);
  const user = present([...gateway.kantata.data.users.values()][4]);
  const member = present([...gateway.elasticPath.data.members.values()][20]);
  const emailAddress = user.email_address;
  rename(gateway, member.id, emailAddress.toUpperCase());
  return { gateway, user, member: { ...member, email: emailAddress.toUpperCase() }, emailAddress };
}

function rename({ elasticPath }: CommerceGateway, memberId: string, email: string): void {
  const { members } = elasticPath.data;
  members.set(memberId, { ...present(members.get(memberId)), email });
}

function membershipOf(kantata: KantataOxEmulator, userId: number) {
  return present(
    [...kantata.data.account_memberships.values()].find((each) => each.user_id === userId),
  );
}

function identityOf({ data }: GraphQLAnswer): Record<string, unknown> {
  return (data as { identity: Record<string, unknown> }).identity;
}

test('who and what is known under one address in both systems, in the fewest requests', async () => {
  const { gateway, user, member, emailAddress } = await startWithOneInBoth();
  const ofMember = membershipsOf(gateway, { memberId: member.id });

  const { data, errors } = await gateway.query(everything, {
    emailAddress: `  ${emailAddress.toUpperCase()} `,
  });

  expect(errors).toBeUndefined();
  expect(data).toEqual({
    identity: {
      emailAddress: emailAddress.toUpperCase(),
      people: [
        {
          __typename: 'User',
          id: globalIdOf('User', String(user.id)),
          source: 'KANTATA_OX',
          fullName: user.full_name,
          emailAddress,
        },
        {
          __typename: 'CommerceAccountMember',
          id: globalIdOf('CommerceAccountMember', member.id),
          source: 'ELASTIC_PATH',
          fullName: member.name,
          emailAddress: member.email,
        },
      ],
      memberships: [
        {
          __typename: 'AccountMembership',
          source: 'KANTATA_OX',
          sourceId: String(membershipOf(gateway.kantata, user.id).id),
          person: { fullName: user.full_name },
        },
        ...ofMember.map(({ id }) => ({
          __typename: 'CommerceAccountMembership',
          source: 'ELASTIC_PATH',
          sourceId: id,
          person: { fullName: member.name },
        })),
      ],
      membershipsComplete: true,
      invitations: [],
      invitationsComplete: true,
    },
  });
  expect(gateway.requests()).toEqual([
    `GET /users?on_my_account=true&show_disabled=true&by_email_address=${emailAddress.toUpperCase()}&page=1&per_page=200`,
    'GET /account_invitations?only_pending=true&page=1&per_page=200',
    `GET /account_memberships?apply_default_filters=false&with_user_ids=${user.id}&page=1&per_page=200&include=user`,
  ]);
  expect(gateway.commerceRequests()).toEqual([
    `GET /v2/account-members?filter=ilike(email,"${emailAddress.toUpperCase()}")&page[offset]=0&page[limit]=100`,
    `GET /v2/account-members/${member.id}/account-memberships?page[offset]=0&page[limit]=100`,
  ]);
});

test('nothing is asked for a part that is not selected', async () => {
  const { gateway, user, member, emailAddress } = await startWithOneInBoth();
  const users = `GET /users?on_my_account=true&show_disabled=true&by_email_address=${emailAddress}&page=1&per_page=200`;
  const members = `GET /v2/account-members?filter=ilike(email,"${emailAddress}")&page[offset]=0&page[limit]=100`;
  const ofUser = `GET /account_memberships?apply_default_filters=false&with_user_ids=${user.id}&page=1&per_page=200`;
  const ofMember = `GET /v2/account-members/${member.id}/account-memberships?page[offset]=0&page[limit]=100`;
  const invitations = 'GET /account_invitations?only_pending=true&page=1&per_page=200';
  const cases = [
    ['emailAddress', [], []],
    ['people { fullName }', [users], [members]],
    ['memberships { id }', [users, ofUser], [members, ofMember]],
    ['membershipsComplete', [users, ofUser], [members, ofMember]],
    [
      'a: people { id } b: people { fullName } memberships { id } membershipsComplete',
      [users, ofUser],
      [members, ofMember],
    ],
    ['invitationsComplete', [invitations], []],
    ['invitations { emailAddress }', [invitations], []],
  ] as const;
  for (const [selection, kantata, commerce] of cases) {
    const { errors } = await gateway.query(
      `query ($address: String!) { identity(emailAddress: $address) { ${selection} } }`,
      { address: emailAddress },
    );
    expect(errors).toBeUndefined();
    expect(gateway.requests()).toEqual(kantata);
    expect(gateway.commerceRequests()).toEqual(commerce);
  }
});

test('what is selected of users below their memberships comes with the call that finds them', async () => {
  const { gateway, user, emailAddress } = await startWithOneInBoth();
  const answer = await gateway.query(
    `query ($address: String!) { identity(emailAddress: $address) { memberships {
      ... on AccountMembership { user { website } person { role { sourceId } } }
    } } }`,
    { address: emailAddress },
  );
  expect(answer.errors).toBeUndefined();
  const role = String(membershipOf(gateway.kantata, user.id).default_role_id);
  expect(identityOf(answer).memberships).toContainEqual({
    user: { website: user.website },
    person: { role: { sourceId: role } },
  });
  expect(gateway.requests()).toEqual([
    `GET /users?on_my_account=true&show_disabled=true&by_email_address=${emailAddress}&page=1&per_page=200&include=role&optional_fields=website`,
    `GET /account_memberships?apply_default_filters=false&with_user_ids=${user.id}&page=1&per_page=200`,
  ]);
});

test('nobody has empty lists and nothing more is asked', async () => {
  const gateway = await startCommerceGateway();

  const answer = await gateway.query(everything, { emailAddress: 'nobody@example.org' });

  expect(answer).toEqual({
    data: {
      identity: {
        emailAddress: 'nobody@example.org',
        people: [],
        memberships: [],
        membershipsComplete: true,
        invitations: [],
        invitationsComplete: true,
      },
    },
  });
  expect(gateway.requests()).toHaveLength(2);
  expect(gateway.commerceRequests()).toHaveLength(1);
});

test('a blank address is refused and never sent, and so is one that is too long', async () => {
  const gateway = await startCommerceGateway();
  for (const emailAddress of ['', '   ', '\t\n', `${'a'.repeat(250)}@b.example`]) {
    expect(await gateway.query(everything, { emailAddress })).toMatchObject({
      data: { identity: null },
      errors: [{ path: ['identity'], extensions: { code: 'BAD_USER_INPUT' } }],
    });
  }
  expect([...gateway.requests(), ...gateway.commerceRequests()]).toEqual([]);
});

test('an address is a whole address: a pattern finds nobody, whatever the upstream takes it for', async () => {
  const { gateway, emailAddress } = await startWithOneInBoth();
  for (const pattern of ['*', `*${emailAddress.slice(3)}`, emailAddress.slice(0, -3), '"', '\\']) {
    const answer = await gateway.query(everything, { emailAddress: pattern });
    expect(answer.errors).toBeUndefined();
    expect(identityOf(answer)).toMatchObject({ people: [], memberships: [] });
  }
});

test('all who share an address are listed, and none is merged', async () => {
  const { gateway, user, member, emailAddress } = await startWithOneInBoth();
  const others = [...gateway.elasticPath.data.members.values()].slice(30, 32);
  for (const { id } of others) rename(gateway, id, ` ${emailAddress}`.trim());
  const ids = [member.id, ...others.map(({ id }) => id)];

  const answer = await gateway.query(everything, { emailAddress });

  expect(answer.errors).toBeUndefined();
  const { people, memberships } = identityOf(answer) as Record<
    string,
    { id: string; sourceId: string }[]
  >;
  expect(new Set(people?.map(({ id }) => id))).toEqual(
    new Set([
      globalIdOf('User', String(user.id)),
      ...ids.map((id) => globalIdOf('CommerceAccountMember', id)),
    ]),
  );
  expect(new Set(memberships?.map(({ sourceId }) => sourceId))).toEqual(
    new Set([
      String(membershipOf(gateway.kantata, user.id).id),
      ...ids.flatMap((memberId) => membershipsOf(gateway, { memberId }).map(({ id }) => id)),
    ]),
  );
  expect(gateway.commerceRequests()).toHaveLength(1 + ids.length);
});

test('one who is no longer active is found, with the membership', async () => {
  const gateway = await startCommerceGateway();
  const inactive = present(
    [...gateway.kantata.data.account_memberships.values()].find(
      (each) => each.disabled_at !== null,
    ),
  );
  const user = present(gateway.kantata.data.users.get(inactive.user_id));

  const answer = await gateway.query(everything, { emailAddress: user.email_address });

  expect(identityOf(answer)).toMatchObject({
    people: [{ fullName: user.full_name }],
    memberships: [{ sourceId: String(inactive.id) }],
  });
});

test('a system that fails costs its part alone, with an error beside what the other one told', async () => {
  const { gateway, user, member, emailAddress } = await startWithOneInBoth();
  const count = membershipsOf(gateway, { memberId: member.id }).length;
  const down = { kind: 'answer', status: 403, body: {} } as const;

  gateway.kantata.inject({ match: { path: /^\/(users|account_invitations)/ }, action: down });
  const withoutKantata = await gateway.query(everything, { emailAddress });
  expect(identityOf(withoutKantata)).toMatchObject({
    people: [{ source: 'ELASTIC_PATH' }],
    memberships: Array.from({ length: count }, () => ({ source: 'ELASTIC_PATH' })),
    membershipsComplete: false,
    invitations: null,
    invitationsComplete: false,
  });
  expect(withoutKantata.errors?.map(({ path }) => path?.join('.')).sort()).toEqual([
    'identity.invitations',
    'identity.memberships',
    'identity.people',
  ]);
  for (const { message, extensions } of withoutKantata.errors ?? []) {
    expect(message).toMatch(/Kantata OX/);
    expect(extensions).toMatchObject({
      code: 'FORBIDDEN',
      source: 'KANTATA_OX',
      upstreamStatus: 403,
      requestId: expect.any(String) as unknown,
    });
  }

  gateway.kantata.clearFaults();
  gateway.elasticPath.inject({ match: { path: /^\/v2/ }, action: down });
  const withoutElasticPath = await gateway.query(everything, { emailAddress });
  expect(identityOf(withoutElasticPath)).toMatchObject({
    people: [{ source: 'KANTATA_OX', fullName: user.full_name }],
    memberships: [{ source: 'KANTATA_OX' }],
    membershipsComplete: false,
    invitations: [],
    invitationsComplete: true,
  });
  expect(withoutElasticPath.errors?.map(({ path }) => path?.join('.')).sort()).toEqual([
    'identity.memberships',
    'identity.people',
  ]);
});

test('where both fail, a list is null with an error for each', async () => {
  const { gateway, emailAddress } = await startWithOneInBoth();
  const down = { kind: 'answer', status: 403, body: {} } as const;
  gateway.kantata.inject({ match: { path: '/users' }, action: down });
  gateway.elasticPath.inject({ match: { path: /^\/v2/ }, action: down });

  const { data, errors } = await gateway.query(
    'query ($address: String!) { identity(emailAddress: $address) { people { fullName } membershipsComplete } }',
    { address: emailAddress },
  );

  expect(data).toEqual({ identity: { people: null, membershipsComplete: false } });
  expect(errors?.map(({ path, extensions }) => [path, extensions.source])).toEqual([
    [['identity', 'people'], 'KANTATA_OX'],
    [['identity', 'people'], 'ELASTIC_PATH'],
  ]);
});

test('a system that hangs is given up in time, and the other one has answered', async () => {
  const { gateway, user, emailAddress } = await startWithOneInBoth({
    env: { OPERATION_TIMEOUT_MS: '1500', UPSTREAM_TIMEOUT_MS: '600' },
  });
  gateway.elasticPath.inject({ match: { path: /^\/v2/ }, action: { kind: 'hang' } });

  const answer = await gateway.query(everything, { emailAddress });

  expect(identityOf(answer)).toMatchObject({
    people: [{ fullName: user.full_name }],
    memberships: [{ source: 'KANTATA_OX' }],
    membershipsComplete: false,
  });
  expect(answer.errors?.map(({ extensions }) => [extensions.code, extensions.source])).toEqual([
    ['UPSTREAM_TIMEOUT', 'ELASTIC_PATH'],
    ['UPSTREAM_TIMEOUT', 'ELASTIC_PATH'],
  ]);
});

test('where a system is not configured the other one answers, and an error says what is missing', async () => {
  const { gateway, user, member, emailAddress } = await startWithOneInBoth({
    env: { ELASTIC_PATH_BASE_URL: '' },
    withoutToken: true,
  });
  const kantataOnly = await gateway.query(everything, { emailAddress });
  expect(identityOf(kantataOnly)).toMatchObject({
    people: [{ fullName: user.full_name }],
    memberships: [{ source: 'KANTATA_OX' }],
    membershipsComplete: false,
    invitationsComplete: true,
  });
  expect(
    kantataOnly.errors?.map(({ path, extensions }) => [path?.join('.'), extensions.code]),
  ).toEqual([
    ['identity.people', 'UPSTREAM_NOT_CONFIGURED'],
    ['identity.memberships', 'UPSTREAM_NOT_CONFIGURED'],
  ]);
  expect(gateway.commerceRequests()).toEqual([]);

  const other = await startCommerceGateway({ env: { KANTATA_BASE_URL: '' } });
  rename(other, member.id, emailAddress);
  const elasticPathOnly = await other.query(everything, { emailAddress });
  expect(identityOf(elasticPathOnly)).toMatchObject({
    people: [{ source: 'ELASTIC_PATH' }],
    membershipsComplete: false,
    invitations: null,
    invitationsComplete: false,
  });
  expect(other.requests()).toEqual([]);
});

/** Pending invitations, the newest of them to one address. */
function invite({ kantata }: CommerceGateway, count: number, emailAddress: string): void {
  const { account_invitations: invitations } = kantata.data;
  const model = present([...invitations.values()].find((each) => each.pending));
  invitations.clear();
  for (let index = 1; index <= count; index += 1) {
    invitations.set(index, {
      ...model,
      id: index,
      email_address: index % 210 === 0 ? emailAddress.toUpperCase() : `guest${index}@example.org`,
    });
  }
}

test('pending invitations to the address are found on all pages, read at once', async () => {
  const gateway = await startCommerceGateway();
  invite(gateway, 430, 'guest@example.org');

  const { data, errors } = await gateway.query(
    '{ identity(emailAddress: "guest@example.org") { invitations { sourceId } invitationsComplete } }',
  );

  expect(errors).toBeUndefined();
  const { invitations } = (data as { identity: { invitations: { sourceId: string }[] } }).identity;
  expect(invitations.map(({ sourceId }) => sourceId).sort()).toEqual(['210', '420']);
  expect(data).toMatchObject({ identity: { invitationsComplete: true } });
  const [first, ...rest] = gateway.requests();
  expect([first, ...rest.toSorted()]).toEqual([
    'GET /account_invitations?only_pending=true&page=1&per_page=200',
    expect.stringContaining('only_pending=true'),
    expect.stringContaining('only_pending=true'),
  ]);
});

test('no more pages of invitations are read than allowed, and the answer says that there are more', async () => {
  const gateway = await startCommerceGateway({ env: { IDENTITY_INVITATION_PAGES: '2' } });
  invite(gateway, 430, 'guest@example.org');

  const { data } = await gateway.query(
    '{ identity(emailAddress: "guest@example.org") { invitationsComplete } }',
  );

  expect(data).toEqual({ identity: { invitationsComplete: false } });
  expect(gateway.requests()).toHaveLength(2);
});

test('a thousand memberships are shown, and that there are more is said', async () => {
  const { gateway, member, emailAddress } = await startWithOneInBoth();
  const { memberships } = gateway.elasticPath.data;
  const model = present([...memberships.values()][0]);
  for (let index = 0; index < 1010; index += 1) {
    const id = `f0000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
    memberships.set(id, { ...model, id, memberId: member.id });
  }

  const answer = await gateway.query(
    `query ($address: String!) {
      identity(emailAddress: $address) { memberships { id } membershipsComplete }
    }`,
    { address: emailAddress },
  );

  const { memberships: shown, membershipsComplete } = identityOf(answer);
  expect(shown).toHaveLength(1000);
  expect(membershipsComplete).toBe(false);
  expect(gateway.commerceRequests()).toHaveLength(1 + 10);
});

test('of more people than it asks for the memberships of, all are listed, and that there are more is said', async () => {
  const { gateway, emailAddress } = await startWithOneInBoth();
  const { members } = gateway.elasticPath.data;
  for (const { id } of [...members.values()].slice(0, 101)) rename(gateway, id, emailAddress);

  const answer = await gateway.query(
    `query ($address: String!) {
      identity(emailAddress: $address) { people { source } membershipsComplete }
    }`,
    { address: emailAddress },
  );

  const { people, membershipsComplete } = identityOf(answer);
  expect((people as unknown[]).length).toBeGreaterThan(101);
  expect(membershipsComplete).toBe(false);
  const lists = gateway.commerceRequests().filter((line) => line.includes('/account-memberships'));
  expect(lists).toHaveLength(100);
});

test('one who is no longer active is found where no parameter lifts what hides them', async () => {
  const reading = { honoursApplyDefaultFilters: false };
  const gateway = await startCommerceGateway({ kantata: { readings: reading } });
  const { users, account_memberships: memberships } = gateway.kantata.data;
  const inactive = present([...memberships.values()].find((each) => each.disabled_at !== null));
  const active = present([...memberships.values()].find((each) => each.disabled_at === null));
  const { email_address: emailAddress } = present(users.get(inactive.user_id));
  const namesake = present(users.get(active.user_id));
  users.set(namesake.id, { ...namesake, email_address: emailAddress });
  gateway.kantata.data.version += 1;

  const { data, errors } = await gateway.query(
    `query ($address: String!) {
      identity(emailAddress: $address) { memberships { sourceId } membershipsComplete }
    }`,
    { address: emailAddress },
  );

  expect(errors).toBeUndefined();
  expect(data).toEqual({
    identity: {
      memberships: [{ sourceId: String(active.id) }, { sourceId: String(inactive.id) }],
      membershipsComplete: true,
    },
  });
  const list = 'GET /account_memberships?';
  const page = 'page=1&per_page=200';
  expect(gateway.requests()).toEqual([
    `GET /users?on_my_account=true&show_disabled=true&by_email_address=${emailAddress}&${page}`,
    expect.stringMatching(
      /^GET \/account_memberships\?apply_default_filters=false&with_user_ids=\d+,\d+&page=1&per_page=200$/,
    ),
    `${list}only_active=false&only_inactive=true&is_active=false&apply_default_filters=false&with_user_ids=${inactive.user_id}&${page}`,
  ]);
});

describe('of several members with one address', () => {
  /** The list of the second of three does not answer as it should. */
  async function startWithThree(status: number) {
    const { gateway, member, emailAddress } = await startWithOneInBoth();
    const others = [...gateway.elasticPath.data.members.values()].slice(30, 32);
    for (const { id } of others) rename(gateway, id, emailAddress);
    const [second, third] = [present(others[0]), present(others[1])];
    const listOf = (id: string) => `/v2/account-members/${id}/account-memberships`;
    gateway.elasticPath.inject({
      match: { path: listOf(second.id) },
      action: { kind: 'answer', status, body: { errors: [] } },
    });
    const answer = await gateway.query(
      `query ($address: String!) {
        identity(emailAddress: $address) { memberships { source sourceId } membershipsComplete }
      }`,
      { address: emailAddress },
    );
    const told = [member, third].flatMap(({ id }) => membershipsOf(gateway, { memberId: id }));
    const { memberships, membershipsComplete } = identityOf(answer) as {
      memberships: { source: string; sourceId: string }[];
      membershipsComplete: boolean;
    };
    const ofMembers = memberships.filter(({ source }) => source === 'ELASTIC_PATH');
    expect(told.length).toBeGreaterThan(0);
    expect(ofMembers.map(({ sourceId }) => sourceId).toSorted()).toEqual(
      told.map(({ id }) => id).toSorted(),
    );
    expect(memberships).toHaveLength(told.length + 1);
    expect(gateway.commerceRequests().toSorted()).toEqual(
      [
        `GET /v2/account-members?filter=ilike(email,"${emailAddress}")&page[offset]=0&page[limit]=100`,
        ...[member, second, third].map(
          ({ id }) => `GET ${listOf(id)}?page[offset]=0&page[limit]=100`,
        ),
      ].toSorted(),
    );
    return { answer, membershipsComplete };
  }

  test('one who is gone meanwhile has no memberships', async () => {
    const { answer, membershipsComplete } = await startWithThree(404);
    expect(answer.errors).toBeUndefined();
    expect(membershipsComplete).toBe(true);
  });

  test('one whose list fails costs the rest nothing, and the answer says what is missing', async () => {
    const { answer, membershipsComplete } = await startWithThree(403);
    expect(answer.errors).toMatchObject([
      {
        path: ['identity', 'memberships'],
        extensions: { code: 'FORBIDDEN', source: 'ELASTIC_PATH', upstreamStatus: 403 },
      },
    ]);
    expect(membershipsComplete).toBe(false);
  });
});
