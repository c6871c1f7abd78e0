import { describe, expect, test } from 'vitest';
import { Fault } from '../../src/domain/fault.ts';
import type { Link, Rec } from '../../src/domain/record.ts';
import { wantNothing, wantOf } from '../../src/domain/want.ts';
import { Store, tells } from '../../src/loading/store.ts';

interface Told {
  readonly links?: Record<string, Link>;
  readonly carried?: readonly string[];
}

function user(key: string, values: object, { links = {}, carried = [] }: Told = {}): Rec<'User'> {
  return {
    __typename: 'User',
    key,
    sourceId: key,
    links: { ...links },
    carried: new Set(carried),
    ...values,
  };
}

const withheld = new Fault('FORBIDDEN', 'Not shown.');

describe('the store', () => {
  test('keeps what was asked for and what came along, each by its type and key', () => {
    const store = new Store();
    const role: Rec<'Role'> = {
      __typename: 'Role',
      key: '1',
      sourceId: '1',
      links: {},
      carried: new Set(),
      name: 'Analyst',
    };

    store.pour({ records: [user('1', { fullName: 'Ada' })], carried: [role] });

    expect(store.get('User', '1')).toMatchObject({ fullName: 'Ada' });
    expect(store.get('Role', '1')).toMatchObject({ name: 'Analyst' });
    expect(store.get('User', '2')).toBeUndefined();
    expect(store.get('Skill', '1')).toBeUndefined();
  });

  test('returns the records asked for, in the order of the answer and as they are now known', () => {
    const store = new Store();
    store.pour({ records: [user('2', { bio: 'Engineer.' })], carried: [] });

    const poured = store.pour({
      records: [user('2', { fullName: 'Bea' }), user('1', { fullName: 'Ada' })],
      carried: [user('3', { fullName: 'Cleo' })],
    });

    expect(poured).toMatchObject([
      { key: '2', fullName: 'Bea', bio: 'Engineer.' },
      { key: '1', fullName: 'Ada' },
    ]);
  });

  test('lets a record grow where it is, so that whoever holds it sees more', () => {
    const store = new Store();
    const [held] = store.pour({ records: [user('1', { fullName: 'Ada' })], carried: [] });

    store.pour({
      records: [user('1', { bio: 'Engineer.' }, { links: { role: '7' } })],
      carried: [],
    });

    expect(held).toMatchObject({ fullName: 'Ada', bio: 'Engineer.', links: { role: '7' } });
    expect(store.get('User', '1')).toBe(held);
  });

  test('loses nothing to a row of the second class that comes later', () => {
    const store = new Store();
    const whole = { links: { role: '7', skills: ['1', '2'] }, carried: ['role'] };
    store.pour({ records: [user('1', { fullName: 'Ada', bio: 'Engineer.' }, whole)], carried: [] });

    store.pour({ records: [], carried: [user('1', { fullName: 'Ada', bio: undefined })] });

    const record = store.get('User', '1');
    expect(record).toMatchObject({ bio: 'Engineer.', links: { role: '7', skills: ['1', '2'] } });
    expect(record?.carried).toEqual(new Set(['role']));
  });

  test('keeps "none" and "did not say" apart', () => {
    const store = new Store();
    store.pour({
      records: [user('1', { bio: null }, { links: { role: null, skills: [] } })],
      carried: [],
    });

    store.pour({ records: [user('1', {})], carried: [] });

    expect(store.get('User', '1')).toMatchObject({ bio: null, links: { role: null, skills: [] } });
    expect(store.get('User', '1')?.links).not.toHaveProperty('manager');
  });

  test('prefers a link that was told to one that was withheld, in either order', () => {
    for (const [first, second] of [
      [withheld, ['1']],
      [['1'], withheld],
    ] as const) {
      const store = new Store();
      store.pour({ records: [user('1', {}, { links: { skills: first } })], carried: [] });
      store.pour({ records: [user('1', {}, { links: { skills: second } })], carried: [] });
      expect(store.get('User', '1')?.links).toEqual({ skills: ['1'] });
    }
  });

  test('remembers of which associations the rows came, from all answers', () => {
    const store = new Store();
    const carrying = (association: string, key: string) =>
      user('1', {}, { links: { [association]: key }, carried: [association] });
    store.pour({ records: [carrying('role', '7')], carried: [] });
    store.pour({ records: [carrying('manager', '2')], carried: [] });

    expect(store.get('User', '1')?.carried).toEqual(new Set(['role', 'manager']));
  });

  test('still takes the rows of an association as come when it is told once more', () => {
    const store = new Store();
    const skills = ['1', '2'];
    store.pour({
      records: [user('1', {}, { links: { role: '7', skills }, carried: ['role', 'skills'] })],
      carried: [],
    });

    store.pour({ records: [user('1', {}, { links: { role: '7', skills } })], carried: [] });

    expect(store.get('User', '1')?.carried).toEqual(new Set(['role', 'skills']));
  });

  test('learns that a link is withheld where nothing was known of it', () => {
    const store = new Store();
    store.pour({ records: [user('1', {})], carried: [] });

    store.pour({ records: [user('1', {}, { links: { skills: withheld } })], carried: [] });

    expect(store.get('User', '1')?.links).toEqual({ skills: withheld });
  });

  test('does not take the rows of an association as come once it leads elsewhere', () => {
    const store = new Store();
    store.pour({
      records: [user('1', {}, { links: { role: '7' }, carried: ['role'] })],
      carried: [],
    });

    store.pour({ records: [user('1', {}, { links: { role: '8' } })], carried: [] });

    expect(store.get('User', '1')).toMatchObject({ links: { role: '8' } });
    expect(store.get('User', '1')?.carried).toEqual(new Set());
  });

  test('knows nothing once it is cleared', () => {
    const store = new Store();
    store.pour({ records: [user('1', {})], carried: [] });

    store.clear();

    expect(store.get('User', '1')).toBeUndefined();
  });
});

describe('a record', () => {
  test('tells all that is wanted where each of it is there, even as "none" or as withheld', () => {
    const record = user(
      '1',
      { bio: null },
      { links: { role: null, skills: [], manager: withheld } },
    );

    expect(tells(record, wantNothing)).toBe(true);
    expect(tells(record, wantOf(['role', 'skills', 'manager'], ['bio']))).toBe(true);
  });

  test('does not where any of it was not said', () => {
    const record = user('1', { bio: null }, { links: { role: '7' } });

    expect(tells(record, wantOf(['role'], ['bio', 'city']))).toBe(false);
    expect(tells(record, wantOf(['role', 'skills'], ['bio']))).toBe(false);
  });
});
