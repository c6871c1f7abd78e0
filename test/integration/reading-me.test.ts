import { expect, test } from 'vitest';
import { inAnyOrder, startTestGateway } from './harness.ts';
import { existing, named, roleRow, skillsOf, titled, userRow } from './relatives.ts';
import { membershipOf } from './world.ts';

test('me with all that hangs on a user takes one request', async () => {
  const { kantata, query, requests } = await startTestGateway();

  const answer = await query(
    `{
      me {
        fullName bio
        accountMembership { permission }
        manager { fullName }
        role { name }
        skills { name }
        skillMemberships { level }
      }
    }`,
    {},
    { authorization: 'Bearer lead-token' },
  );

  // The token acts as the first active member with its permission.
  const member = membershipOf(kantata, 9_100_002);
  const user = existing(userRow(kantata, member.user_id));
  expect(answer).toMatchObject({
    data: {
      me: {
        fullName: user.full_name,
        bio: user.bio,
        accountMembership: { permission: 'PROJECT_LEAD' },
        manager: named(userRow(kantata, member.manager_id)),
        role: titled(roleRow(kantata, member.default_role_id)),
        skills: skillsOf(kantata, user.id).map(({ name }) => ({ name })),
      },
    },
  });
  expect(answer.errors).toBeUndefined();
  expect(requests()).toEqual([
    'GET /users/me?include=account_membership,manager,role,skills,skill_memberships&optional_fields=bio',
  ]);
});

test('me under two names with different selections takes one request', async () => {
  const { kantata, query, requests } = await startTestGateway();

  const answer = await query('{ me { fullName } again: me { role { name } } }');

  const role = titled(roleRow(kantata, membershipOf(kantata, 9_100_001).default_role_id));
  expect(answer).toEqual({
    data: { me: named(userRow(kantata, 9_100_001)), again: { role } },
  });
  expect(requests()).toEqual(['GET /users/me?include=role']);
});

test('when I was last seen is told only within the account, which the request names', async () => {
  const { query, requests } = await startTestGateway();

  const { data, errors } = await query(
    '{ me { lastSiteActivity } user(id: "9100001") { lastSiteActivity } }',
  );

  expect(errors).toBeUndefined();
  expect(data?.me).toEqual(data?.user);
  expect(data?.me).toEqual({ lastSiteActivity: expect.stringMatching(/^20\d\d-/) as unknown });
  expect(inAnyOrder(requests())).toEqual(
    inAnyOrder([
      'GET /users/me?on_my_account=true&optional_fields=last_site_activity',
      'GET /users?only=9100001&on_my_account=true&show_disabled=true&per_page=200&optional_fields=last_site_activity',
    ]),
  );
});
