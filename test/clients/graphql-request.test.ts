/** graphql-request 7. */
import { ClientError, GraphQLClient } from 'graphql-request';
import { expect, test } from 'vitest';
import { startTestGateway } from '../integration/harness.ts';

const document = `
  query Member($id: ID!) {
    accountMembership(id: $id) {
      sourceId
    }
    roles(first: 1) {
      nodes {
        id
      }
    }
  }
`;

async function start() {
  const gateway = await startTestGateway();
  const client = new GraphQLClient(`${gateway.url}/graphql`, {
    headers: { authorization: 'Bearer admin-token' },
  });
  return { ...gateway, client };
}

test('graphql-request is answered', async () => {
  const { client, requests } = await start();

  const data: unknown = await client.request(document, { id: '300501' });

  expect(data).toMatchObject({ accountMembership: { sourceId: '300501' } });
  expect(requests().toSorted()).toEqual([
    'GET /account_memberships?only=300501&apply_default_filters=false&per_page=200',
    'GET /roles?only_active=true&page=1&per_page=1',
  ]);
});

test('graphql-request throws what went wrong, with its code and what was answered', async () => {
  const { client } = await start();

  const error: unknown = await client.request(document, { id: 'x' }).catch((e: unknown) => e);

  if (!(error instanceof ClientError)) throw new Error('Another class');
  expect(error.response.errors?.map(({ extensions }) => extensions.code)).toEqual([
    'BAD_USER_INPUT',
  ]);
  expect(error.response.data).toMatchObject({ accountMembership: null, roles: { nodes: [{}] } });
});
