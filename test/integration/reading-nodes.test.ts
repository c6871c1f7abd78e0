import { expect, test } from 'vitest';
import { globalId } from '../../src/domain/global-id.ts';
import type { TypeName } from '../../src/domain/record.ts';
import { inAnyOrder, startTestGateway } from './harness.ts';
import { idList } from './relatives.ts';

const byIds = `query ($ids: [ID!]!) {
  nodes(ids: $ids) {
    ... on AccountMembership { sourceId permission }
    ... on User { sourceId fullName }
    ... on Role { sourceId name }
  }
}`;

interface Row {
  readonly id: number;
}

function globalIds(type: TypeName, rows: readonly Row[]): string[] {
  return rows.map(({ id }) => globalId(type, String(id)));
}

/** A fixed disorder, so that no answer is right by standing in the order of the ids. */
function disordered<T>(rows: readonly T[]): T[] {
  const placed = rows.map((row, index) => ({ row, place: (index * 7919) % 1009 }));
  return placed.toSorted((one, other) => one.place - other.place).map(({ row }) => row);
}

test('three hundred memberships by id take two requests and come in the order of the ids', async () => {
  const { kantata, query, requests } = await startTestGateway();
  const rows = disordered([...kantata.data.account_memberships.values()]);

  const answer = await query(byIds, { ids: globalIds('AccountMembership', rows) });

  const nodes = rows.map((row) => ({
    sourceId: String(row.id),
    permission: row.permission.toUpperCase(),
  }));
  expect(rows).toHaveLength(300);
  expect(answer).toEqual({ data: { nodes } });
  expect(inAnyOrder(requests())).toEqual(
    inAnyOrder([
      `GET /account_memberships?only=${idList(rows.slice(0, 150))}&apply_default_filters=false&per_page=200`,
      `GET /account_memberships?only=${idList(rows.slice(150))}&apply_default_filters=false&per_page=200`,
    ]),
  );
});

test('memberships, users and roles in one list take one request each, all sent before one is answered', async () => {
  const { kantata, query, requests } = await startTestGateway();
  const answerAfterMs = 300;
  const arrivedAtMs: number[] = [];
  kantata.inject({
    match: () => arrivedAtMs.push(performance.now()) > 0,
    action: { kind: 'delay', delayMs: answerAfterMs },
  });
  const some = [...kantata.data.account_memberships.values()].slice(0, 100);
  const users = [...kantata.data.users.values()].slice(0, 100);
  const roles = [...kantata.data.roles.values()];
  const ids = disordered([
    ...globalIds('AccountMembership', some),
    ...globalIds('User', users),
    ...globalIds('Role', roles),
  ]);

  const { data, errors } = await query(byIds, { ids });

  expect(errors).toBeUndefined();
  const byId = new Map<string, object>([
    ...some.map(
      (row) =>
        [
          globalId('AccountMembership', String(row.id)),
          { sourceId: String(row.id), permission: row.permission.toUpperCase() },
        ] as const,
    ),
    ...users.map(
      (row) =>
        [
          globalId('User', String(row.id)),
          { sourceId: String(row.id), fullName: row.full_name },
        ] as const,
    ),
    ...roles.map(
      (row) =>
        [globalId('Role', String(row.id)), { sourceId: String(row.id), name: row.name }] as const,
    ),
  ]);
  expect(roles).toHaveLength(20);
  expect(data).toEqual({ nodes: ids.map((id) => byId.get(id)) });
  const keysIn = (type: TypeName) =>
    ids.flatMap((id) => {
      const [of, key = ''] = Buffer.from(id, 'base64url').toString().split(':');
      return of === type ? [key] : [];
    });
  expect(inAnyOrder(requests())).toEqual([
    `GET /account_memberships?only=${keysIn('AccountMembership').join(',')}&apply_default_filters=false&per_page=200`,
    `GET /roles?only=${keysIn('Role').join(',')}&only_active=false&per_page=200`,
    `GET /users?only=${keysIn('User').join(',')}&on_my_account=true&show_disabled=true&per_page=200`,
  ]);
  expect(Math.max(...arrivedAtMs) - Math.min(...arrivedAtMs)).toBeLessThan(answerAfterMs);
});

test('an id that stands twice is asked once and answered twice; one that is unknown is null', async () => {
  const { kantata, query, requests } = await startTestGateway();
  const role = { sourceId: '77002', name: kantata.data.roles.get(77_002)?.name };
  const known = globalId('Role', '77002');

  const answer = await query(byIds, { ids: [known, globalId('Role', '1'), known] });

  expect(answer).toEqual({ data: { nodes: [role, null, role] } });
  expect(requests()).toEqual([
    'GET /roles?only=77002,1&only_active=false&per_page=200',
    'GET /roles?only=1&apply_default_filters=false&per_page=200',
  ]);
});

test('no ids take no request', async () => {
  const { query, requests } = await startTestGateway();

  expect(await query(byIds, { ids: [] })).toEqual({ data: { nodes: [] } });
  expect(requests()).toEqual([]);
});

test('where one of two requests fails, only its records do', async () => {
  const { kantata, query, requests } = await startTestGateway();
  const rows = [...kantata.data.account_memberships.values()].slice(0, 200);
  kantata.inject({
    match: ({ query: { only = '' } }) => only.startsWith('300501,'),
    action: { kind: 'answer', status: 403, body: { errors: [] } },
  });

  const { data, errors } = await query(byIds, { ids: globalIds('AccountMembership', rows) });

  const nodes = rows.map((row, index) =>
    index < 150 ? null : { sourceId: String(row.id), permission: row.permission.toUpperCase() },
  );
  expect(data).toEqual({ nodes });
  expect(errors?.map(({ path, extensions: { code } }) => ({ path, code }))).toEqual(
    rows.slice(0, 150).map((_, index) => ({ path: ['nodes', index], code: 'FORBIDDEN' })),
  );
  expect(requests()).toHaveLength(2);
});
