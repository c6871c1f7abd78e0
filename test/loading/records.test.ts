/** Records by their keys: one call for all that meet, none for what is known. */
import { describe, expect, test } from 'vitest';
import { Fault } from '../../src/domain/fault.ts';
import { wantNothing, wantOf } from '../../src/domain/want.ts';
import type { Answer } from '../../src/upstreams/source.ts';
import { counting, stock, type Row } from './shelf.ts';

const rows = {
  User: {
    '1': {
      values: { fullName: 'Ada' },
      fields: { bio: 'Engineer.' },
      links: { role: '7', manager: '2', skills: ['5'], peers: ['2'] },
    },
    '2': { values: { fullName: 'Bea' }, links: { role: '8', manager: null, peers: ['1'] } },
    '3': { values: { fullName: 'Cleo' }, hidden: true },
  },
  Role: { '7': { values: { name: 'Analyst' } }, '8': { values: { name: 'Tester' } } },
};

describe('loads', () => {
  test('that meet are one call, with their keys and wants united', async () => {
    const { loading, asked } = stock({ rows });
    const loaded = await Promise.all([
      loading.load('User', '1', wantOf(['role'], [])),
      loading.load('User', '2', wantNothing),
      loading.load('User', '9', wantNothing),
      loading.load('User', '1', wantOf([], ['bio'])),
    ]);
    expect(loaded).toMatchObject([
      { fullName: 'Ada', bio: 'Engineer.' },
      { fullName: 'Bea' },
      null,
      { fullName: 'Ada', bio: 'Engineer.' },
    ]);
    expect(asked()).toEqual(['User 1,2,9 +role bio']);
  });

  test('of what is known make no call, and of what is not there none again', async () => {
    const { trace, counts } = counting();
    const { loading, asked } = stock({ rows, operation: { trace } });
    await loading.load('User', '1', wantOf(['role'], []));
    await loading.load('User', '9', wantNothing);
    expect(asked()).toEqual(['User 1 +role', 'User 9']);
    expect(counts()).toEqual(['records 2', 'records 0']);
    await expect(loading.load('User', '1', wantNothing)).resolves.toMatchObject({ key: '1' });
    await expect(loading.load('Role', '7', wantNothing)).resolves.toMatchObject({ key: '7' });
    expect(counts()).toEqual(['fromStore 1', 'fromStore 1']);
    await expect(loading.load('User', '9', wantOf(['role'], ['bio']))).resolves.toBeNull();
    expect([asked(), counts()]).toEqual([[], []]);
  });

  test('of more than is known ask for that', async () => {
    const { loading, asked } = stock({ rows });
    await loading.load('User', '1', wantNothing);
    await expect(loading.load('User', '1', wantOf([], ['bio']))).resolves.toMatchObject({
      bio: 'Engineer.',
    });
    expect(asked()).toEqual(['User 1', 'User 1 bio']);
  });

  test('join a call that is on its way and brings enough, and no other', async () => {
    const { trace, counts } = counting();
    const { loading, asked } = stock({ rows, operation: { trace } });
    const first = loading.load('User', '1', wantOf(['role'], []));
    await Promise.resolve();
    const joining = [
      loading.load('User', '1', wantNothing),
      loading.load('User', '1', wantOf(['role'], [])),
      loading.load('User', '1', wantOf(['role'], ['bio'])),
      loading.load('User', '1', wantOf([], ['bio'])),
    ];
    await Promise.all([first, ...joining]);
    expect(asked()).toEqual(['User 1 +role bio']);
    expect(counts()).toEqual(['shared 1', 'shared 1', 'shared 1', 'records 2']);
  });

  test('of a record that only others show tell nothing, though it is known', async () => {
    const { loading, asked } = stock({
      rows: { User: { '1': { links: { manager: '3' } }, '3': rows.User['3'] } },
    });
    const lead = await loading.load('User', '1', wantOf(['manager'], []));
    expect(loading.known('User', '3')).toMatchObject({ fullName: 'Cleo' });
    await expect(loading.load('User', '3', wantOf([], ['bio']))).resolves.toBeNull();
    await expect(loading.load('User', '3', wantNothing)).resolves.toBeNull();
    expect(loading.known('User', '3')).toMatchObject({ fullName: 'Cleo' });
    expect(lead).not.toBeNull();
    expect(asked()).toEqual(['User 1 +manager', 'User 3 bio']);
  });

  test('fail for themselves where only their share of a call fails', async () => {
    const fault = new Fault('FORBIDDEN', 'Not this one.');
    const { loading } = stock({
      source: {
        byKeys: () =>
          Promise.resolve({ records: [], carried: [], faults: new Map([['1', fault]]) }),
      },
    });
    const loads = ['1', '2'].map((key) => loading.load('User', key, wantNothing));
    await expect(loads[0]).rejects.toBe(fault);
    await expect(loads[1]).resolves.toBeNull();
    // Whoever asks again is told again; that there is none was never said.
    await expect(loading.load('User', '1', wantNothing)).rejects.toBe(fault);
  });

  test('fail together where the call fails', async () => {
    const fault = new Fault('UPSTREAM_UNAVAILABLE', 'Down.');
    const { loading } = stock({ source: { byKeys: () => Promise.reject(fault) } });
    const loads = ['1', '2'].map((key) => loading.load('User', key, wantNothing));
    for (const load of loads) await expect(load).rejects.toBe(fault);
  });
});

describe('a look', () => {
  test('asks whatever is known, and looks that meet are one call', async () => {
    const { loading, asked, calls } = stock({ rows });
    await loading.load('User', '1', wantNothing);
    const looks = await Promise.all([
      loading.look('User', '1', wantNothing),
      loading.look('User', '2', wantOf(['role'], [])),
    ]);
    expect(looks).toMatchObject([{ key: '1' }, { key: '2' }]);
    expect(asked()).toEqual(['User 1', 'User 1,2 +role']);
    // Nor is it answered with what somebody else has been told.
    expect(calls.map(({ fresh = false }) => fresh)).toEqual([false, true]);
  });

  test('finds nothing where the collection shows nothing', async () => {
    const { loading } = stock({
      rows: { User: { '1': { links: { manager: '3' } }, '3': rows.User['3'] } },
    });
    await loading.load('User', '1', wantOf(['manager'], []));
    await expect(loading.look('User', '3', wantNothing)).resolves.toBeNull();
  });

  test('finds what was not there before, and then it is there', async () => {
    const users: Record<string, Row> = {};
    const { loading, asked } = stock({ rows: { User: users } });
    const told = wantOf([], ['bio']);
    await expect(loading.load('User', '9', told)).resolves.toBeNull();
    await expect(loading.look('User', '9', wantNothing)).resolves.toBeNull();
    users['9'] = { fields: { bio: 'Late.' } };
    await expect(loading.look('User', '9', wantNothing)).resolves.toMatchObject({ key: '9' });
    await expect(loading.load('User', '9', told)).resolves.toMatchObject({ bio: 'Late.' });
    expect(asked()).toEqual(['User 9 bio', 'User 9', 'User 9', 'User 9 bio']);
  });
});

describe('a value that only some rows tell', () => {
  test('is asked for, and the record stays as it is where nobody tells it', async () => {
    const { loading, asked } = stock({ rows });
    const [ada, bea] = await Promise.all(
      ['1', '2'].map((key) => loading.load('User', key, wantNothing)),
    );
    asked();
    if (ada == null || bea == null) throw new Error('They are there');
    await expect(loading.withField(ada, 'bio')).resolves.toMatchObject({ bio: 'Engineer.' });
    await expect(loading.withField(bea, 'bio')).resolves.toBe(bea);
    const stranger = loading.identity('User', '9');
    await expect(loading.withField(stranger, 'bio')).resolves.toBe(stranger);
    expect(asked()).toEqual(['User 1 bio', 'User 2 bio', 'User 9 bio']);
  });
});

describe('heavy associations', () => {
  const many = Object.fromEntries(
    Array.from({ length: 8 }, (_, index) => [
      String(index),
      { values: { fullName: 'X' }, fields: { bio: 'B' }, links: { role: '7', peers: ['1'] } },
    ]),
  );
  const heavy = wantOf(['peers'], []);

  test('are asked for one record at a time, beside one call for the others', async () => {
    const { loading, asked } = stock({ rows: { User: many } });
    await Promise.all([
      ...['0', '1'].map((key) => loading.load('User', key, heavy)),
      loading.load('User', '0', wantOf(['role'], [])),
      loading.load('User', '2', wantOf([], ['bio'])),
      loading.load('User', '3', wantNothing),
      loading.load('User', '2', wantOf(['role'], [])),
    ]);
    expect(asked()).toEqual(['User 0 +peers +role', 'User 1 +peers', 'User 2,3 +role bio']);
  });

  test('hold up none of the others, and fail for themselves', async () => {
    const fault = new Fault('UPSTREAM_TIMEOUT', 'Too slow.');
    const hanging = Promise.withResolvers<Answer>();
    const shelf = stock({ rows: { User: many } });
    const { loading } = stock({
      source: {
        ...shelf.source,
        byKeys: (type, keys, want, call) =>
          keys.includes('0') ? hanging.promise : shelf.source.byKeys(type, keys, want, call),
      },
    });
    const [slow, other, light] = [
      loading.load('User', '0', heavy),
      loading.load('User', '1', heavy),
      loading.load('User', '2', wantNothing),
    ];
    await expect(light).resolves.toMatchObject({ key: '2' });
    await expect(other).resolves.toMatchObject({ links: { peers: ['1'] } });
    hanging.reject(fault);
    await expect(slow).rejects.toBe(fault);
    expect(shelf.asked()).toEqual(['User 1 +peers', 'User 2']);
  });

  test('united with all that is wanted of the record, whichever comes first', async () => {
    const { loading, asked } = stock({ rows: { User: many } });
    await Promise.all([
      loading.load('User', '0', wantOf(['role'], [])),
      loading.load('User', '0', heavy),
      loading.load('User', '0', wantOf(['peers'], ['bio'])),
    ]);
    const [line = '', ...others] = asked();
    expect(line.split(' ').toSorted()).toEqual(['+peers', '+role', '0', 'User', 'bio']);
    expect(others).toEqual([]);
  });

  test('are told for five records, and for six refused, with no loss but theirs', async () => {
    for (const count of [5, 6]) {
      const { loading, asked } = stock({ rows: { User: many } });
      const keys = Object.keys(many).slice(0, count);
      const loaded = await Promise.all(
        keys.map((key) => loading.load('User', key, wantOf(['peers', 'role'], ['bio']))),
      );
      expect(loaded.every((record) => record !== null && 'bio' in record)).toBe(true);
      const peers = loaded.map((record) => record?.links.peers);
      if (count === 5) {
        expect(peers).toEqual(Array(5).fill(['1']));
        expect(asked()).toHaveLength(5);
        continue;
      }
      for (const refused of peers) {
        expect(refused).toMatchObject({
          code: 'OPERATION_TOO_EXPENSIVE',
          message: 'This association takes seconds for each row: select it for at most 5 rows.',
        });
      }
      expect(asked()).toEqual(['User 0,1,2,3,4,5 +role bio']);
    }
  });

  test('that the upstream keeps to itself are not told to be refused', async () => {
    const { loading } = stock({ rows: { User: { '1': {} } } });
    const record = await loading.load('User', '1', heavy);
    expect(record?.links).toEqual({});
  });

  test('that are refused make no call for what is known, and take nothing that was told', async () => {
    const { loading, asked } = stock({ rows: { User: many } });
    await loading.load('User', '0', heavy);
    await Promise.all(Object.keys(many).map((key) => loading.load('User', key, wantNothing)));
    asked();
    const loaded = await Promise.all([
      ...Object.keys(many).map((key) => loading.load('User', key, heavy)),
      loading.load('User', '99', heavy),
    ]);
    expect(asked()).toEqual(['User 99']);
    expect(loaded[0]?.links.peers).toEqual(['1']);
    expect(loaded[1]?.links.peers).toBeInstanceOf(Fault);
    expect(loaded[1]?.links).not.toHaveProperty('role');
    expect(loaded.at(-1)).toBeNull();
  });
});
