import { describe, expect, test } from 'vitest';
import { startTestGateway } from './harness.ts';
import { ask, list } from './listing.ts';

async function refused(given: string) {
  const gateway = await startTestGateway();
  const { data, errors } = await gateway.query(`{ accountMemberships(${given}) { totalCount } }`);
  expect(gateway.requests()).toEqual([]);
  expect(data).toEqual({ accountMemberships: null });
  expect(errors).toHaveLength(1);
  expect(errors?.[0]).toMatchObject({
    path: ['accountMemberships'],
    extensions: { code: 'BAD_USER_INPUT' },
  });
  return errors?.[0]?.message;
}

describe('S27 paging arguments that make no window are refused without a request', () => {
  test.each([
    ['first: 1, last: 1', 'last: first and last cannot be given together.'],
    ['first: 0, last: 1', 'last: first and last cannot be given together.'],
    ['first: -1', 'first: it must be between 0 and 1000.'],
    ['first: 1001', 'first: it must be between 0 and 1000.'],
    ['first: 2147483647', 'first: it must be between 0 and 1000.'],
    ['last: 0', 'last: it must be between 1 and 1000.'],
    ['last: -1', 'last: it must be between 1 and 1000.'],
    ['last: 1001', 'last: it must be between 1 and 1000.'],
  ])('%s', async (given, complaint) => {
    expect(await refused(given)).toBe(complaint);
  });

  test('null is as good as absent', async () => {
    const gateway = await startTestGateway();
    const given = 'first: null, last: null, after: null, before: null';
    const { data, errors } = await gateway.query(`{ roles(${given}) { nodes { name } } }`);
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({ roles: { nodes: { length: 17 } } });
    expect(gateway.requests()).toEqual(['GET /roles?only_active=true&page=1&per_page=20']);
  });
});

describe('a cursor that the list did not give is refused without a request', () => {
  test.each(['', 'abc', 'AAAA', '%00', 'x'.repeat(5000), '5', 'LTE', '日本'])(
    'garbage: %j',
    async (cursor) => {
      const given = JSON.stringify(cursor.slice(0, 4000));
      expect(await refused(`after: ${given}`)).toBe('after: this is not a cursor of this list.');
      expect(await refused(`before: ${given}`)).toBe('before: this is not a cursor of this list.');
    },
  );

  test('one of another list, or of the same with another filter, order or search', async () => {
    const gateway = await startTestGateway();
    const own = await list(gateway, { first: 3 });
    const others = [
      await list(gateway, { first: 3 }, { field: 'users' }),
      await list(gateway, { first: 3 }, { given: 'filter: { status: ANY }' }),
      await list(gateway, { first: 3 }, { given: 'filter: { canLogIn: true }' }),
      await list(gateway, { first: 3 }, { given: 'orderBy: { field: CREATED_AT }' }),
      await list(gateway, { first: 3 }, { given: 'filter: { search: "nunez" }' }),
    ];
    gateway.requests();
    for (const { cursors } of others) {
      const { data, errors } = await ask(gateway, 'nodes { id }', { after: cursors[0] ?? '' });
      expect(data).toEqual({ accountMemberships: null });
      expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    }
    const back = await ask(
      gateway,
      'nodes { id }',
      { after: own.cursors[0] ?? '' },
      { field: 'users' },
    );
    expect(back.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(gateway.requests()).toEqual([]);
  });

  test('one that was tampered with', async () => {
    const gateway = await startTestGateway();
    const { cursors } = await list(gateway, { first: 3 });
    gateway.requests();
    const cursor = cursors[1] ?? '';
    const text = Buffer.from(cursor, 'base64url').toString();
    const [mark = ''] = text.split('.');
    const spelled = (each: string) => Buffer.from(each).toString('base64url');
    const forged = [
      `${cursor}=`,
      `${cursor}!`,
      spelled(`${mark}.-1`),
      spelled(`${mark}.01`),
      spelled(`${mark}.1e3`),
      spelled(`${mark}.9999999999`),
      spelled(`${text}.1.1`),
      spelled(text.toUpperCase()),
    ];
    for (const after of forged) {
      const { errors } = await ask(gateway, 'nodes { id }', { after });
      expect(errors, after).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    }
    expect(gateway.requests()).toEqual([]);
  });

  test('a filter spelled another way is still the same list', async () => {
    const gateway = await startTestGateway();
    const { cursors, ids } = await list(
      gateway,
      { first: 3 },
      { given: 'filter: { byFullName: " ", status: ACTIVE }' },
    );
    const next = await list(
      gateway,
      { first: 2, after: cursors[0] ?? '' },
      { given: 'filter: { status: null, userIds: null }' },
    );
    expect(next.ids).toEqual(ids.slice(1));
    expect(gateway.requests()).toHaveLength(2);
  });
});
