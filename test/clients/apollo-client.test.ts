/** Apollo Client 4, with its normalised cache. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import {
  ApolloClient,
  CombinedGraphQLErrors,
  gql,
  HttpLink,
  InMemoryCache,
  type TypedDocumentNode,
} from '@apollo/client';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { relayStylePagination } from '@apollo/client/utilities';
import { assertInterfaceType } from 'graphql';
import { expect, test } from 'vitest';
import { createSchema } from '../../src/graphql/schema.ts';
import { startCommerceGateway } from '../integration/commerce.ts';
import { startTestGateway } from '../integration/harness.ts';

interface MembersData {
  readonly accountMemberships: {
    readonly edges: readonly { readonly node: { readonly id: string; readonly status: string } }[];
    readonly pageInfo: { readonly endCursor: string | null };
  };
}

const members: TypedDocumentNode<MembersData, { after?: string | null }> = gql`
  query Members($after: String) {
    accountMemberships(first: 2, after: $after, filter: { status: ANY }) {
      edges {
        node {
          id
          status
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`;

const disable: TypedDocumentNode<unknown, { id: string }> = gql`
  mutation Disable($id: ID!) {
    disableAccountMembership(input: { id: $id }) {
      accountMembership {
        id
        status
      }
      userErrors {
        message
      }
    }
  }
`;

/** As docs/clients.md has them. */
const possibleTypes = {
  Person: ['User', 'CommerceAccountMember'],
  Membership: ['AccountMembership', 'CommerceAccountMembership'],
};

async function start() {
  const gateway = await startTestGateway();
  const client = new ApolloClient({
    link: new HttpLink({
      uri: `${gateway.url}/graphql`,
      headers: { authorization: 'Bearer admin-token' },
    }),
    cache: new InMemoryCache({
      typePolicies: {
        Query: { fields: { accountMemberships: relayStylePagination(['filter', 'orderBy']) } },
      },
    }),
  });
  return { ...gateway, client };
}

const page = (number: number) =>
  `GET /account_memberships?apply_default_filters=false&page=${number}&per_page=2`;

test('Apollo Client pages through a list that its cache keeps as one', async () => {
  const { client, requests } = await start();
  const list = client.watchQuery({ query: members, variables: {} });
  const shown = new Set<number>();
  const whole = Promise.withResolvers();
  const reading = list.subscribe(({ data, dataState }) => {
    if (dataState !== 'complete') return;
    shown.add(data.accountMemberships.edges.length);
    if (shown.has(4)) whole.resolve(undefined);
  });

  const { data } = await client.query({ query: members });
  await list.fetchMore({
    variables: { after: data?.accountMemberships.pageInfo.endCursor ?? null },
  });
  await whole.promise;

  expect([...shown]).toEqual([2, 4]);
  expect(requests()).toEqual([page(1), page(2)]);
  reading.unsubscribe();
});

test('after a change, the record is shown as it is now, without being asked for again', async () => {
  const { client, requests } = await start();
  const { data } = await client.query({ query: members });
  const first = data?.accountMemberships.edges[0]?.node;
  const id = first?.id ?? '';
  expect(first?.status).toBe('ACTIVE');
  const changed = Promise.withResolvers();
  const reading = client.watchQuery({ query: members }).subscribe(({ data, dataState }) => {
    if (dataState !== 'complete') return;
    const [edge] = data.accountMemberships.edges;
    if (edge?.node.status === 'INACTIVE') changed.resolve(edge.node.id);
  });
  requests();

  await client.mutate({ mutation: disable, variables: { id } });

  expect(await changed.promise).toBe(id);
  expect(requests()).toEqual([expect.stringMatching(/^PUT \/account_memberships\/\d+\/disable/)]);
  reading.unsubscribe();
});

test('Apollo Client is told the code also where a request is refused as a whole', async () => {
  const gateway = await startTestGateway();
  const client = new ApolloClient({
    link: new HttpLink({ uri: `${gateway.url}/graphql`, headers: { authorization: 'Basic eA==' } }),
    cache: new InMemoryCache(),
  });

  const error: unknown = await client.query({ query: members }).catch((e: unknown) => e);

  if (!CombinedGraphQLErrors.is(error)) throw error;
  expect(error.errors.map(({ extensions }) => extensions?.code)).toEqual(['UNAUTHENTICATED']);
  expect(gateway.requests()).toEqual([]);
});

test('Apollo Client asks by hash and GET, with the header that the gateway wants', async () => {
  const gateway = await startTestGateway();
  const methods: (string | undefined)[] = [];
  const http = new HttpLink({
    uri: `${gateway.url}/graphql`,
    headers: { authorization: 'Bearer admin-token', 'apollo-require-preflight': '1' },
    fetch: (input, init) => {
      methods.push(init?.method);
      return fetch(input, init);
    },
  });
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
  const link = new PersistedQueryLink({ sha256, useGETForHashedQueries: true }).concat(http);
  const client = new ApolloClient({ link, cache: new InMemoryCache() });

  for (let times = 0; times < 2; times += 1) {
    await client.query({ query: members, fetchPolicy: 'no-cache' });
  }

  expect(methods).toEqual(['GET', 'POST', 'GET']);
});

test('with the possible types of the guide, Apollo Client keeps what fragments on interfaces select', async () => {
  const guide = readFileSync(new URL('../../docs/clients.md', import.meta.url), 'utf8');
  const schema = createSchema();
  for (const [name, types] of Object.entries(possibleTypes)) {
    const known = schema.getPossibleTypes(assertInterfaceType(schema.getType(name)));
    expect(known.map(String).toSorted()).toEqual(types.toSorted());
    expect(guide).toContain(`${name}: ['${types.join("', '")}']`);
  }
  const gateway = await startCommerceGateway();
  const [user] = gateway.kantata.data.users.values();
  const client = new ApolloClient({
    link: new HttpLink({
      uri: `${gateway.url}/graphql`,
      headers: { authorization: 'Bearer admin-token' },
    }),
    cache: new InMemoryCache({ possibleTypes }),
  });

  const { data } = await client.query({
    query: gql`
      query Known($emailAddress: String!) {
        identity(emailAddress: $emailAddress) {
          people {
            ...Named
          }
          memberships {
            ...Owned
          }
        }
      }
      fragment Named on Person {
        id
        fullName
      }
      fragment Owned on Membership {
        id
        person {
          ...Named
        }
      }
    `,
    variables: { emailAddress: user?.email_address },
  });

  expect(data).toMatchObject({
    identity: {
      people: [{ fullName: user?.full_name }],
      memberships: [{ person: { fullName: user?.full_name } }],
    },
  });
});

test('with the merge of the guide, Apollo Client keeps what several queries select of an identity', async () => {
  const guide = readFileSync(new URL('../../docs/clients.md', import.meta.url), 'utf8');
  expect(guide).toContain('Identity: { merge: true }');
  const gateway = await startTestGateway();
  const [user] = gateway.kantata.data.users.values();
  const client = new ApolloClient({
    link: new HttpLink({
      uri: `${gateway.url}/graphql`,
      headers: { authorization: 'Bearer admin-token' },
    }),
    cache: new InMemoryCache({ typePolicies: { Identity: { merge: true } } }),
  });
  const ask = (selection: string) =>
    client.query({
      query: gql`query Known($emailAddress: String!) {
        identity(emailAddress: $emailAddress) { ${selection} { id } }
      }`,
      variables: { emailAddress: user?.email_address },
      errorPolicy: 'all',
    });

  const first = await ask('people');
  await ask('invitations');
  expect(gateway.requests()).not.toEqual([]);
  const again = await ask('people');

  expect(again.data).toEqual(first.data);
  expect(gateway.requests()).toEqual([]);
});

test('with the key fields of the guide, Apollo Client keeps the results of a bulk apart', async () => {
  const guide = readFileSync(new URL('../../docs/clients.md', import.meta.url), 'utf8');
  const results = Object.keys(createSchema().getTypeMap()).filter((name) =>
    name.endsWith('Result'),
  );
  for (const name of results) expect(guide).toContain(`${name}: { keyFields: false }`);
  const { url } = await startTestGateway();
  const client = new ApolloClient({
    link: new HttpLink({
      uri: `${url}/graphql`,
      headers: { authorization: 'Bearer admin-token' },
    }),
    cache: new InMemoryCache({
      typePolicies: Object.fromEntries(results.map((name) => [name, { keyFields: false }])),
    }),
  });

  const { data } = await client.mutate({
    mutation: gql`
      mutation {
        disableAccountMemberships(input: { ids: ["300502", "300502"] }) {
          results {
            id
            index
            status
          }
        }
      }
    `,
  });

  expect(data).toMatchObject({
    disableAccountMemberships: {
      results: [
        { index: 0, status: 'DONE' },
        { index: 1, status: 'REFUSED' },
      ],
    },
  });
});

test('a page of another origin may send what Apollo Client sends', async () => {
  const origin = 'https://app.example.com';
  const { url } = await startTestGateway({ env: { CORS_ORIGINS: origin } });
  const sent = new Set<string>();
  const client = new ApolloClient({
    clientAwareness: { name: 'members', version: '1.0.0' },
    link: new HttpLink({
      uri: `${url}/graphql`,
      headers: { authorization: 'Bearer admin-token' },
      fetch: (input, init) => {
        for (const name of new Headers(init?.headers).keys()) sent.add(name);
        return fetch(input, init);
      },
    }),
    cache: new InMemoryCache(),
  });

  await client.query({ query: members });
  // Every page may send it.
  sent.delete('accept');
  const { headers } = await fetch(`${url}/graphql`, {
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-method': 'POST' },
  });

  const allowed = headers.get('access-control-allow-headers')?.split(', ');
  expect([...sent].toSorted()).toContain('apollographql-client-name');
  expect(allowed).toEqual(expect.arrayContaining([...sent]));
});
