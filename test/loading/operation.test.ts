/** What the loaders of one operation have in common: whom they ask, for whom, and how long. */
import { describe, expect, test } from 'vitest';
import type { Query } from '../../src/domain/query.ts';
import { wantNothing, wantOf } from '../../src/domain/want.ts';
import { counting, stock } from './shelf.ts';

const rows = {
  User: { '1': { values: { fullName: 'Ada' }, fields: { bio: 'B' }, links: { role: '7' } } },
  Role: { '7': { values: { name: 'Analyst' } } },
};
const users: Query<'User'> = { type: 'User', filter: { includeInactive: false } };
const page = { start: 0, end: null, count: 2, from: 'START' } as const;
const need = {
  rows: { identityOnly: false, isHeavy: false, want: wantNothing },
  total: false,
};
const change = { kind: 'x' } as never;

describe('a call', () => {
  test('speaks for its caller, within the time of the operation', async () => {
    const { loading, calls, credential, signal } = stock({ rows });
    await loading.load('User', '1', wantNothing);
    expect(calls).toEqual([{ credential, requestId: 'r-1', signal, deadlineMs: 1000 }]);
    expect(loading.reach('User')).toMatchObject({ noun: { type: 'User' }, call: calls[0] });
    expect(loading.rowsPerCall('User')).toBe(3);
  });

  test('says why it is made where the operation is traced, and what came is counted', async () => {
    const { trace, counts } = counting();
    const list = { keys: ['1'] };
    const { loading, calls } = stock({ rows, list, operation: { trace } });
    await loading.load('User', '1', wantOf(['role'], []));
    await loading.connection(users, page, need);
    await loading.viewer('User', wantNothing);
    const { source, call } = loading.reach('User');
    await source.change(change, wantNothing, call);
    await source.change(change, wantNothing, { ...call, reason: 'reload' });
    expect(calls.map(({ reason }) => reason)).toEqual([
      'byKeys',
      'list',
      'viewer',
      'change',
      'reload',
    ]);
    expect(calls.every((each) => each.trace === trace)).toBe(true);
    expect(counts()).toEqual(['records 2', 'records 1', 'records 1', 'records 1', 'records 1']);
  });

  test('to an upstream that the gateway does not serve is refused', async () => {
    const { loading } = stock({ operation: { sources: new Map() } });
    const refusal = {
      code: 'UPSTREAM_NOT_CONFIGURED',
      message: 'This gateway does not serve Kantata OX.',
      source: 'KANTATA_OX',
    };
    await expect(loading.load('User', '1', wantNothing)).rejects.toMatchObject(refusal);
    await expect(loading.connection(users, page, need)).rejects.toMatchObject(refusal);
  });

  test('without a credential is refused', async () => {
    const { loading } = stock({ operation: { credentials: new Map() } });
    await expect(loading.load('User', '1', wantNothing)).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
      message: 'The request holds no credential for Kantata OX.',
      source: 'KANTATA_OX',
    });
  });

  test('for a type that nobody knows is a mistake', async () => {
    const { loading } = stock();
    await expect(loading.load('Workweek', '1', wantNothing)).rejects.toThrow(
      'No upstream knows the type Workweek',
    );
  });
});

describe('the viewer', () => {
  test('is asked for once for all who need it at the same time, with their wants united', async () => {
    const { loading, asked } = stock({ rows });
    const viewers = await Promise.all([
      loading.viewer('User', wantOf(['role'], [])),
      loading.viewer('User', wantOf([], ['bio'])),
    ]);
    expect(viewers).toMatchObject([{ bio: 'B', links: { role: '7' } }, { key: '1' }]);
    expect(asked()).toEqual(['viewer +role bio']);
    expect(loading.known('Role', '7')).toMatchObject({ name: 'Analyst' });
    await loading.viewer('User', wantNothing);
    await loading.viewer('User', wantNothing);
    expect(asked()).toEqual(['viewer', 'viewer']);
  });

  test('is nobody where the upstream knows none', async () => {
    const { trace } = counting();
    const { viewer, ...others } = stock().source;
    expect(viewer).toBeDefined();
    for (const operation of [{}, { trace }]) {
      const sources = new Map([['KANTATA_OX', others] as const]);
      const { loading } = stock({ operation: { ...operation, sources } });
      await expect(loading.viewer('User', wantNothing)).resolves.toBeNull();
    }
  });
});

test('after changes nothing is known but what their answers say', async () => {
  const list = { keys: ['1'] };
  const { loading, source, asked, calls } = stock({ rows, list });
  await loading.load('User', '1', wantOf(['role'], []));
  await loading.load('User', '9', wantNothing);
  await loading.connection(users, page, need);
  asked();
  const [call] = calls;
  if (call === undefined) throw new Error('There were calls');
  const renewed = loading.renew([await source.change(change, wantNothing, call)]);
  expect(renewed).toMatchObject([[{ key: '1', fullName: 'Ada' }]]);
  expect(loading.known('User', '1')).toBe(renewed[0]?.[0]);
  expect(loading.known('Role', '7')).toBeNull();
  asked();
  await loading.load('User', '1', wantOf(['role'], []));
  await loading.load('User', '9', wantNothing);
  await loading.connection(users, page, need);
  expect(asked()).toEqual(['User 1 +role', 'User 9', 'User 0-2']);
});

test('a record of which only the identity is known holds what its key tells', () => {
  const { loading } = stock();
  const bare = { sourceId: '7', carried: new Set() };
  expect(loading.identity('User', '7')).toMatchObject({ ...bare, links: { manager: 'm7' } });
  expect(loading.identity('Role', '7')).toMatchObject({ ...bare, links: {} });
});

test('what was under way before a change is not joined after it', async () => {
  const { source, asked } = stock({ rows, list: { keys: ['1'] } });
  const left = Promise.withResolvers<undefined>();
  const { loading } = stock({
    source: {
      byKeys: async (...call) => {
        const answer = source.byKeys(...call);
        await left.promise;
        return answer;
      },
    },
  });
  const before = loading.load('User', '1', wantNothing);
  await new Promise((resolve) => setImmediate(resolve));
  loading.renew([]);
  const after = loading.load('User', '1', wantNothing);
  await new Promise((resolve) => setImmediate(resolve));
  left.resolve(undefined);
  await Promise.all([before, after]);
  expect(asked()).toEqual(['User 1', 'User 1']);
});

test('more time than others get is given to the calls that follow, and never less', async () => {
  const { loading, calls } = stock({ rows, list: { keys: ['1'] } });
  const use = async () => {
    calls.length = 0;
    await loading.look('User', '1', wantNothing);
    await loading.connection(users, page, need);
    await loading.viewer('User', wantNothing);
    return calls.map(({ deadlineMs }) => deadlineMs);
  };
  expect(await use()).toEqual([1000, 1000, 1000]);
  loading.extendDeadline(5000);
  expect(await use()).toEqual([5000, 5000, 5000]);
  loading.extendDeadline(2000);
  expect(await use()).toEqual([5000, 5000, 5000]);
});
