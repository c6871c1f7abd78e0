/** What hides inactive memberships is not documented; each of the ways it may be done is met. */
import { describe, expect, test } from 'vitest';
import type { Readings } from '../../src/emulator/kantata-ox/index.ts';
import { startTestGateway } from './harness.ts';
import { idList } from './relatives.ts';
import { idsOf, isActive, memberships } from './world.ts';

const defaults = ['active', 'plain', 'none', 'hidden', 'opposite'] as const;
const readings: Pick<Readings, 'activeDefault' | 'honoursApplyDefaultFilters'>[] = defaults.flatMap(
  (activeDefault) =>
    [true, false].map((honoursApplyDefaultFilters) => ({
      activeDefault,
      honoursApplyDefaultFilters,
    })),
);

const inactiveOnly =
  'only_active=false&only_inactive=true&is_active=false&apply_default_filters=false';

describe.each(readings)(
  'where the default is $activeDefault, lifted by apply_default_filters: $honoursApplyDefaultFilters',
  (reading) => {
    const { activeDefault, honoursApplyDefaultFilters } = reading;
    const isHiding = activeDefault !== 'none' && activeDefault !== 'opposite';
    const start = () => startTestGateway({ kantata: { readings: reading } });
    const listed = (status: string) =>
      `{ accountMemberships(first: 200, filter: { status: ${status} }) {
        totalCount nodes { sourceId status }
      } }`;

    test('members are found by id, active or not', async () => {
      const { kantata, query, requests } = await start();
      const inactive = memberships(kantata, (row) => !isActive(row)).slice(0, 3);
      const rows = [...memberships(kantata).slice(0, 2), ...inactive];

      const aliased = rows.map(({ id }) => `m${id}: accountMembership(id: "${id}") { status }`);
      const answer = await query(`{ ${aliased.join(' ')} }`);

      expect(answer).toEqual({
        data: Object.fromEntries(
          rows.map((row) => [`m${row.id}`, { status: isActive(row) ? 'ACTIVE' : 'INACTIVE' }]),
        ),
      });
      expect(requests()).toEqual([
        `GET /account_memberships?only=${idList(rows)}&apply_default_filters=false&per_page=200`,
        ...(isHiding && !honoursApplyDefaultFilters
          ? [`GET /account_memberships?only=${idList(inactive)}&${inactiveOnly}&per_page=200`]
          : []),
      ]);
    });

    test('a list of the active ones holds these', async () => {
      const { kantata, query, requests } = await start();

      const answer = await query(listed('ACTIVE'));

      const rows = memberships(kantata);
      const nodes = idsOf(rows.slice(0, 200)).map((sourceId) => ({ sourceId, status: 'ACTIVE' }));
      expect(answer).toEqual({ data: { accountMemberships: { totalCount: rows.length, nodes } } });
      expect(requests()).toEqual(['GET /account_memberships?only_active=true&page=1&per_page=200']);
    });

    test('a list of the inactive ones holds these', async () => {
      const { kantata, query, requests } = await start();

      const answer = await query(listed('INACTIVE'));

      const nodes = idsOf(memberships(kantata, (row) => !isActive(row))).map((sourceId) => ({
        sourceId,
        status: 'INACTIVE',
      }));
      expect(nodes).toHaveLength(27);
      expect(answer).toEqual({ data: { accountMemberships: { totalCount: 27, nodes } } });
      expect(requests()).toEqual([`GET /account_memberships?${inactiveOnly}&page=1&per_page=200`]);
    });

    test('a list of both holds all that the upstream shows', async () => {
      const { kantata, query, requests } = await start();

      const answer = await query(listed('ANY'));

      // Where a default hides some and does not know the one parameter that would lift it whatever it
      // is, no request is right under every reading.
      const isShown = isHiding && !honoursApplyDefaultFilters ? isActive : () => true;
      const rows = memberships(kantata, isShown);
      const nodes = rows.slice(0, 200).map((row) => ({
        sourceId: String(row.id),
        status: isActive(row) ? 'ACTIVE' : 'INACTIVE',
      }));
      expect(answer).toEqual({ data: { accountMemberships: { totalCount: rows.length, nodes } } });
      expect(requests()).toEqual([
        'GET /account_memberships?apply_default_filters=false&page=1&per_page=200',
      ]);
    });
  },
);
