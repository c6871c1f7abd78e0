/** urql 6, whose queries are GET requests unless it is told otherwise. */
import { cacheExchange, Client, fetchExchange, gql, type ClientOptions } from '@urql/core';
import { expect, test } from 'vitest';
import { startTestGateway } from '../integration/harness.ts';
import { ordinaryMember } from './ordinary-member.ts';

const roles = gql<{ roles: { totalCount: number } }>`
  query Roles {
    roles(first: 1) {
      totalCount
    }
  }
`;
const authorization = 'Bearer admin-token';

async function start(options: Partial<ClientOptions>) {
  const gateway = await startTestGateway();
  const methods: (string | undefined)[] = [];
  const client = new Client({
    url: `${gateway.url}/graphql`,
    exchanges: [cacheExchange, fetchExchange],
    preferGetMethod: 'within-url-limit',
    fetch: (input, init) => {
      methods.push(init?.method);
      return fetch(input, init);
    },
    ...options,
  });
  return { ...gateway, client, methods };
}

const answered = { roles: { totalCount: expect.any(Number) as number } };

test('what urql asks for by GET, as a form of another site could, is refused', async () => {
  const { client, methods, requests } = await start({
    fetchOptions: { headers: { authorization } },
  });

  const { data, error } = await client.query(roles, {});

  expect(data).toBeUndefined();
  expect(error?.message).toContain('apollo-require-preflight');
  expect(methods).toEqual(['GET']);
  expect(requests()).toEqual([]);
});

test.each([
  ['with the header', 'GET', { authorization, 'apollo-require-preflight': '1' }, undefined],
  ['by POST', 'POST', { authorization }, false],
] as const)('urql asks %s', async (_how, method, headers, preferGetMethod) => {
  const { client, methods, requests } = await start({
    fetchOptions: { headers },
    ...(preferGetMethod === undefined ? {} : { preferGetMethod }),
  });

  const { data, error } = await client.query(roles, {});
  const again = await client.query(roles, {});

  expect(error).toBeUndefined();
  expect(data).toMatchObject(answered);
  expect(again.data).toEqual(data);
  expect(methods).toEqual([method]);
  expect(requests()).toEqual([expect.stringMatching(/^GET \/roles\?/)]);
});

const one = gql<{ accountMembership: { id: string; status: string } }, { id: string }>`
  query One($id: ID!) {
    accountMembership(id: $id) {
      id
      status
    }
  }
`;
const disable = gql`
  mutation Disable($id: ID!) {
    disableAccountMembership(input: { id: $id }) {
      accountMembership {
        id
        status
      }
    }
  }
`;

test('after a change, urql asks again for what is shown of the same type', async () => {
  const { client, requests, kantata } = await start({
    fetchOptions: { headers: { authorization } },
    preferGetMethod: false,
  });
  const id = ordinaryMember(kantata.data);
  const shown = { ACTIVE: Promise.withResolvers(), INACTIVE: Promise.withResolvers() };
  const reading = client.query(one, { id }).subscribe(({ data }) => {
    shown[data?.accountMembership.status === 'INACTIVE' ? 'INACTIVE' : 'ACTIVE'].resolve(data);
  });

  await shown.ACTIVE.promise;
  await client.mutation(disable, { id });
  await shown.INACTIVE.promise;

  const read = `GET /account_memberships?only=${id}&apply_default_filters=false&per_page=200`;
  expect(requests()).toEqual([
    read,
    expect.stringContaining(`PUT /account_memberships/${id}/disable`),
    read,
  ]);
  reading.unsubscribe();
});
