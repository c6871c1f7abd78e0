/** From a record to those at the other end of an association. */
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { Fault } from '../../src/domain/fault.ts';
import type { Rec } from '../../src/domain/record.ts';
import { wantNothing, wantOf, type Want } from '../../src/domain/want.ts';
import { stock, type Stock } from './shelf.ts';

const needing = (want: Want = wantNothing, identityOnly = false) => ({
  identityOnly,
  isHeavy: false,
  want,
});
const aRow = needing();
const identity = needing(wantNothing, true);

const rows = {
  User: {
    '1': { links: { role: '7', manager: '2', skills: ['5', '6', '55'] } },
    '2': {
      values: { fullName: 'Bea' },
      fields: { bio: 'B' },
      links: { role: null, manager: null },
    },
    '3': { links: { manager: '4', role: '9', skills: [] } },
    '4': { values: { fullName: 'Dan' }, hidden: true },
  },
  Role: { '7': { values: { name: 'Analyst' } } },
  Skill: { '5': { values: { name: 'Knots' } }, '6': { values: { name: 'Sails' } } },
};

async function holding(key: string, want: Want = wantNothing, more: Stock = {}) {
  const { loading, asked, calls } = stock({ rows, ...more });
  const record = await loading.load('User', key, want);
  if (record === null) throw new Error('It is there');
  asked();
  calls.length = 0;
  return { loading, asked, calls, record };
}

describe('what rode along', () => {
  test('is had without a call and at once, one or many', async () => {
    const { loading, asked, record } = await holding('1', wantOf(['role', 'skills'], []));
    expect(loading.follow(record, 'role', aRow)).toMatchObject({ name: 'Analyst' });
    expect(loading.follow(record, 'skills', aRow)).toMatchObject([
      { name: 'Knots' },
      { name: 'Sails' },
    ]);
    expect(asked()).toEqual([]);
  });

  test('but tells too little is asked for beforehand, and waited for by nobody yet', async () => {
    const { loading, asked, record } = await holding('1', wantOf(['manager'], []));
    const manager = loading.follow(record, 'boss', needing(wantOf([], ['bio'])));
    expect(manager).toMatchObject({ fullName: 'Bea' });
    expect(manager).not.toHaveProperty('bio');
    await new Promise((resolve) => setImmediate(resolve));
    expect(asked()).toEqual(['User 2 bio']);
    expect(manager).toHaveProperty('bio', 'B');
  });
});

describe('a link that is told', () => {
  test('leads to a call for the row, or to none where its identity will do', async () => {
    const { loading, asked, record } = await holding('1');
    expect(loading.follow(record, 'manager', identity)).toEqual({
      __typename: 'User',
      key: '2',
      sourceId: '2',
      links: { manager: 'm2' },
      carried: new Set(),
    });
    expect(asked()).toEqual([]);
    await expect(
      loading.follow(record, 'manager', needing(wantOf([], ['bio']))),
    ).resolves.toMatchObject({ fullName: 'Bea', bio: 'B' });
    expect(asked()).toEqual(['User 2 bio']);
    expect(loading.follow(record, 'manager', identity)).toMatchObject({ fullName: 'Bea' });
  });

  test('to none is none', async () => {
    const { loading, asked, record } = await holding('2');
    expect(loading.follow(record, 'manager', aRow)).toBeNull();
    expect(asked()).toEqual([]);
  });

  test('that was withheld says why', async () => {
    const fault = new Fault('FORBIDDEN', 'Not shown.');
    const { loading, record } = await holding('1');
    record.links.role = fault;
    expect(() => loading.follow(record, 'role', aRow)).toThrow(fault);
  });
});

describe('a link that is told, of a record that is asked for again', () => {
  const again = wantOf(['manager', 'role'], []);

  test('leads to the row that comes with the answer', async () => {
    const { loading, asked, record } = await holding('1');
    const answer = loading.load('User', '1', again);
    await expect(loading.follow(record, 'manager', aRow)).resolves.toMatchObject({
      fullName: 'Bea',
    });
    await expect(answer).resolves.toBe(record);
    expect(asked()).toEqual(['User 1 +manager +role']);
  });

  test('leads to a call for the row where the answer fails', async () => {
    const { loading, asked, record } = await holding('1');
    const failed = new Fault('UPSTREAM_UNAVAILABLE', 'It is down.');
    vi.spyOn(loading.reach('User').source, 'byKeys').mockRejectedValueOnce(failed);
    const answer = loading.load('User', '1', again);
    await expect(loading.follow(record, 'manager', aRow)).resolves.toMatchObject({
      fullName: 'Bea',
    });
    await expect(answer).rejects.toBe(failed);
    expect(asked()).toEqual(['User 2']);
  });

  test('leads to one call for the rows where the answer takes half of the time that is left', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    onTestFinished(() => {
      vi.useRealTimers();
    });
    const never = new Promise<never>(() => undefined);
    const { loading, asked, record } = await holding('1', wantNothing, {
      rows: { User: { ...rows.User, '4': {} } },
      operation: { deadlineMs: performance.now() + 1000 },
    });
    const other = await loading.load('User', '3', wantNothing);
    if (other === null) throw new Error('It is there');
    asked();
    vi.spyOn(loading.reach('User').source, 'byKeys').mockReturnValueOnce(never);
    void loading.load('User', '1', again);
    void loading.load('User', '3', again);
    const managers = [record, other].map(async (each) => loading.follow(each, 'manager', aRow));
    await vi.advanceTimersByTimeAsync(499);
    expect(asked()).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(asked()).toEqual(['User 2,4']);
    await expect(Promise.all(managers)).resolves.toMatchObject([{ key: '2' }, { key: '4' }]);
  });

  test('waits for no answer that takes seconds, or for more than its identity', async () => {
    const { loading, asked, record } = await holding('1');
    const answer = loading.load('User', '1', wantOf(['manager', 'peers'], []));
    expect(loading.follow(record, 'manager', identity)).toMatchObject({ key: '2' });
    await loading.follow(record, 'manager', aRow);
    await answer;
    expect(asked()).toEqual(['User 1 +manager +peers', 'User 2']);
  });
});

describe('a link that is not told', () => {
  test('is asked of the record first', async () => {
    const { loading, asked, record } = await holding('1');
    await expect(loading.follow(record, 'role', aRow)).resolves.toMatchObject({ name: 'Analyst' });
    await expect(loading.follow(record, 'skills', aRow)).resolves.toMatchObject([
      { name: 'Knots' },
      { name: 'Sails' },
    ]);
    expect(asked()).toEqual(['User 1 +role', 'User 1 +skills']);
  });

  test('even then is said not to be shown', async () => {
    const { loading } = stock({ rows });
    const stranger: Rec = { ...loading.identity('User', '99'), links: {} };
    await expect(loading.follow(stranger, 'role', aRow)).rejects.toMatchObject({
      code: 'FORBIDDEN',
      message: 'role is not shown to this credential.',
      source: 'KANTATA_OX',
    });
    const { loading: other, record } = await holding('2');
    await expect(other.follow(record, 'skills', aRow)).rejects.toMatchObject({
      message: 'skills is not shown to this credential.',
    });
  });
});

describe('a row that did not come', () => {
  test('with the others does not exist', async () => {
    const { loading, asked, record } = await holding('3', wantOf(['role', 'skills'], []));
    expect(loading.follow(record, 'role', aRow)).toBeNull();
    expect(loading.follow(record, 'skills', aRow)).toEqual([]);
    expect(asked()).toEqual([]);
  });

  test('from its own collection is looked for once more, along with the record that leads to it', async () => {
    const { loading, asked, calls, record } = await holding('3');
    await expect(loading.follow(record, 'manager', aRow)).resolves.toMatchObject({
      fullName: 'Dan',
    });
    expect(asked()).toEqual(['User 4', 'User 3 +manager']);
    expect(calls.map(({ reason }) => reason)).toEqual([undefined, 'reload']);
  });

  test('is looked for again after a change', async () => {
    const { loading, asked, record } = await holding('3');
    await loading.follow(record, 'manager', aRow);
    asked();
    loading.renew([]);
    const again = await loading.load('User', '3', wantNothing);
    if (again === null) throw new Error('It is there');
    await expect(loading.follow(again, 'manager', aRow)).resolves.toMatchObject({
      fullName: 'Dan',
    });
    expect(asked()).toEqual(['User 3', 'User 4', 'User 3 +manager']);
  });

  test('and does not come then either does not exist', async () => {
    const lost = { User: { '1': { links: { manager: '2' } } } };
    const { loading, asked, record } = await holding('1', wantNothing, { rows: lost });
    await expect(loading.follow(record, 'manager', aRow)).resolves.toBeNull();
    expect(asked()).toEqual(['User 2', 'User 1 +manager']);
  });

  test('looked for along with several records is one call', async () => {
    const { loading, asked } = stock({
      rows: {
        User: {
          '1': { links: { manager: '4' } },
          '3': { links: { manager: '4' } },
          '4': rows.User['4'],
        },
      },
    });
    const both = await Promise.all(['1', '3'].map((key) => loading.load('User', key, wantNothing)));
    asked();
    const managers = both.map((record) =>
      record === null ? null : loading.follow(record, 'manager', aRow),
    );
    expect(await Promise.all(managers.map((each) => Promise.resolve(each)))).toMatchObject([
      { fullName: 'Dan' },
      { fullName: 'Dan' },
    ]);
    expect(asked()).toEqual(['User 4', 'User 1,3 +manager']);
    const again = both.map((record) =>
      record === null ? null : loading.follow(record, 'manager', needing(wantOf([], ['bio']))),
    );
    expect(await Promise.all(again.map((each) => Promise.resolve(each)))).toMatchObject([
      { fullName: 'Dan' },
      { fullName: 'Dan' },
    ]);
    expect(asked()).toEqual([]);
  });

  test('from a collection that shows all does not exist', async () => {
    const { loading, asked } = stock({ rows });
    const record: Rec = { ...loading.identity('User', '1'), links: { skills: ['5', '55'] } };
    await expect(loading.follow(record, 'skills', aRow)).resolves.toMatchObject([
      { name: 'Knots' },
    ]);
    expect(asked()).toEqual(['Skill 5,55']);
  });

  test('though it was asked for along, and the record does not say that it sent it, is a fault', async () => {
    const bare: Rec = {
      __typename: 'User',
      key: '1',
      sourceId: '1',
      links: { manager: '2' },
      carried: new Set(),
    };
    const { loading, record } = await holding('1', wantNothing, {
      source: {
        byKeys: (_type, keys) =>
          Promise.resolve({ records: keys.includes('1') ? [{ ...bare }] : [], carried: [] }),
      },
    });
    await expect(loading.follow(record, 'manager', aRow)).rejects.toMatchObject({
      code: 'UPSTREAM_MALFORMED',
      message: 'Kantata OX left out manager, which was asked for.',
      source: 'KANTATA_OX',
    });
  });

  test('from a record that is gone meanwhile does not exist', async () => {
    const { loading } = stock();
    const gone: Rec = { ...loading.identity('User', '1'), links: { manager: '2' } };
    await expect(loading.follow(gone, 'manager', aRow)).resolves.toBeNull();
  });
});

test('a load that was made beforehand and fails is told to whoever needs it, and to nobody else', async () => {
  const fault = new Fault('UPSTREAM_UNAVAILABLE', 'Down.');
  let isDown = false;
  const shelf = stock({ rows });
  const { loading } = stock({
    source: {
      byKeys: (...asked) => (isDown ? Promise.reject(fault) : shelf.source.byKeys(...asked)),
    },
  });
  const record = await loading.load('User', '1', wantOf(['manager'], []));
  if (record === null) throw new Error('It is there');
  isDown = true;
  const need = needing(wantOf([], ['bio']));
  const manager = loading.follow(record, 'manager', need);
  expect(manager).toMatchObject({ fullName: 'Bea' });
  await new Promise((resolve) => setImmediate(resolve));
  await expect(loading.load('User', '2', need.want)).rejects.toBe(fault);
});

test('an association that the type does not have is a mistake, and said to be one', async () => {
  const { loading, record } = await holding('1');
  expect(() => loading.follow(record, 'cousins', aRow)).toThrow('User has no association cousins');
});
