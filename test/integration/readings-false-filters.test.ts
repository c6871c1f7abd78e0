/** Whether `false` lifts a default, or asks for what it hides, is not documented; both are met. */
import { describe, expect, test } from 'vitest';
import type { Readings } from '../../src/emulator/kantata-ox/index.ts';
import { inAnyOrder, startTestGateway } from './harness.ts';
import { existing } from './relatives.ts';
import { alphabetically } from './world.ts';

type Reading = Pick<Readings, 'defaultsSetToFalse' | 'honoursApplyDefaultFilters'>;

const readings = (['lifted', 'opposite'] as const).flatMap((defaultsSetToFalse) =>
  [true, false].map((honoursApplyDefaultFilters): Reading => ({
    defaultsSetToFalse,
    honoursApplyDefaultFilters,
  })),
);

describe.each(readings)(
  'where false is $defaultsSetToFalse, apply_default_filters honoured: $honoursApplyDefaultFilters',
  (reading) => {
    const isOpposite = reading.defaultsSetToFalse === 'opposite';

    test('roles and invitations are found by id, those that a default shows and those it hides', async () => {
      const { kantata, query, requests } = await startTestGateway({
        kantata: { readings: reading },
      });
      const { data } = kantata;
      const isDeleted = ({ deleted_at }: { deleted_at: number | null }) => deleted_at !== null;
      const role = existing(data.roles.values().find((row) => !isDeleted(row)));
      const deleted = existing(data.roles.values().find(isDeleted));
      const invitation = existing(data.account_invitations.values().find((row) => row.pending));
      const accepted = existing(data.account_invitations.values().find((row) => !row.pending));

      const answer = await query(`{
        role(id: "${role.id}") { name }
        deleted: role(id: "${deleted.id}") { name }
        invitation(id: "${invitation.id}") { emailAddress pending }
        accepted: invitation(id: "${accepted.id}") { emailAddress pending }
      }`);

      expect(answer).toEqual({
        data: {
          role: { name: role.name },
          deleted: { name: deleted.name },
          invitation: { emailAddress: invitation.email_address, pending: true },
          accepted: { emailAddress: accepted.email_address, pending: false },
        },
      });
      const again = [
        `GET /roles?only=${role.id}&apply_default_filters=false&per_page=200`,
        `GET /account_invitations?only=${invitation.id}&apply_default_filters=false&per_page=200`,
      ];
      expect(inAnyOrder(requests())).toEqual(
        inAnyOrder([
          `GET /roles?only=${role.id},${deleted.id}&only_active=false&per_page=200`,
          `GET /account_invitations?only=${invitation.id},${accepted.id}&only_pending=false&per_page=200`,
          ...(isOpposite ? again : []),
        ]),
      );
    });

    test('a list of roles with the deleted ones holds the others, too', async () => {
      const { kantata, query, requests } = await startTestGateway({
        kantata: { readings: reading },
      });
      const roles = [...kantata.data.roles.values()];
      const others = roles.filter(({ deleted_at }) => deleted_at === null);
      expect(others.length).toBeGreaterThan(roles.length / 2);

      const answer = await query(
        '{ roles(first: 50, filter: { includeDeleted: true }) { totalCount nodes { name } } }',
      );

      // Where nothing lifts the default, no list holds both kinds: the longer one is shown.
      const isLifted = !isOpposite || reading.honoursApplyDefaultFilters;
      const shown = alphabetically(isLifted ? roles : others, ({ name }) => name);
      const nodes = shown.map(({ name }) => ({ name }));
      expect(answer).toEqual({ data: { roles: { totalCount: nodes.length, nodes } } });
      const again = 'GET /roles?apply_default_filters=false&page=1&per_page=50';
      expect(requests()).toEqual([
        'GET /roles?only_active=false&page=1&per_page=50',
        ...(isOpposite ? [again] : []),
      ]);
    });

    test('an invitation that a lost removal left standing is not told as removed', async () => {
      const { kantata, query, requests } = await startTestGateway({
        kantata: { readings: reading },
      });
      const { id } = existing(kantata.data.account_invitations.values().find((row) => row.pending));
      kantata.inject({ match: { method: 'DELETE' }, action: { kind: 'answer', status: 502 } });

      // Only of what it has seen can the gateway tell that it is gone.
      const answer = await query(`mutation {
        resendInvitation(input: { id: "${id}" }) { invitation { id } }
        deleteInvitation(input: { id: "${id}" }) { deletedId userErrors { code } }
      }`);

      expect(answer).toMatchObject({
        data: { deleteInvitation: null },
        errors: [{ extensions: { code: 'OUTCOME_UNKNOWN' } }],
      });
      expect(requests()).toEqual([
        `PUT /account_invitations/${id}/resend`,
        `DELETE /account_invitations/${id}`,
        `GET /account_invitations?only=${id}&only_pending=false&per_page=200`,
        ...(isOpposite
          ? [`GET /account_invitations?only=${id}&apply_default_filters=false&per_page=200`]
          : []),
      ]);
    });
  },
);

test('deleted roles that were found are shown though no others could be looked for', async () => {
  const { kantata, query, requests } = await startTestGateway();
  const { name } = existing(kantata.data.roles.values().find((role) => role.deleted_at !== null));
  kantata.inject({
    match: ({ url }) => url.includes('apply_default_filters'),
    action: { kind: 'answer', status: 403 },
  });

  const answer = await query(
    'query ($matching: String) { roles(first: 5, filter: { includeDeleted: true, matching: $matching }) { nodes { name } } }',
    { matching: name },
  );

  expect(answer).toEqual({ data: { roles: { nodes: [{ name }] } } });
  expect(requests()).toEqual([
    `GET /roles?only_active=false&matching=${name}&page=1&per_page=5`,
    `GET /roles?matching=${name}&apply_default_filters=false&page=1&per_page=5`,
  ]);
});
