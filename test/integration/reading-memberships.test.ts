import { expect, test } from 'vitest';
import { startTestGateway } from './harness.ts';

test('fifty memberships with user, role, manager and managees take one request', async () => {
  const { query, requests } = await startTestGateway();

  const { data, errors } = await query(`{
    accountMemberships(first: 50) {
      nodes {
        sourceId
        user { fullName }
        defaultRole { name }
        manager { fullName }
        managees { fullName }
      }
    }
  }`);

  expect(errors).toBeUndefined();
  expect(data).toMatchObject({ accountMemberships: { nodes: expect.any(Array) } });
  expect(requests()).toEqual([
    'GET /account_memberships?only_active=true&page=1&per_page=50&include=user,default_role,manager,managees',
  ]);
});
