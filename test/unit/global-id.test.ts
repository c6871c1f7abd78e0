import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { globalId, readGlobalId, readKey } from '../../src/domain/global-id.ts';
import { catalogueOf, type Noun } from '../../src/domain/noun.ts';
import { drawn } from '../seed.ts';

const digits: Omit<Noun, 'type'> = {
  source: 'KANTATA_OX',
  keyPattern: /^[1-9][0-9]{0,18}$/,
  bareId: true,
  associations: [],
  primaryOnly: [],
  rowsPerCall: 100,
};
const catalogue = catalogueOf([
  { ...digits, type: 'User' },
  { ...digits, type: 'Role', bareId: false },
]);
const [user, role] = [...catalogue.values()];

const hostile = [
  '',
  ' ',
  '0',
  '05',
  '-1',
  '+5',
  '5 ',
  ' 5',
  '5\n',
  '5.0',
  '5,6',
  '1e3',
  '0x10',
  '５',
  '٥',
  '5/../users',
  '5?x=1',
  '5#x',
  '5;x',
  '%35',
  '%2e%2e',
  '..',
  '5\u0000',
  '1000000000000000000000',
  '99999999999999999999',
  '__proto__',
  'constructor',
  'null',
  'NaN',
  'Infinity',
];

describe('a global id', () => {
  test('names the record that it was made for', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1 }), (number) => {
        const key = String(number);
        const id = globalId('User', key);
        expect(id).toMatch(/^[\w-]+$/);
        expect(readGlobalId(catalogue, id)).toEqual({ type: 'User', key });
      }),
      { ...drawn('global ids') },
    );
  });

  test('has one spelling: whatever else decodes to the same text names nothing', () => {
    const id = globalId('User', '91');
    const padded = Buffer.from('User:91').toString('base64');
    // The last character holds bits that are not used.
    const withSpareBits = `${id.slice(0, -1)}${String.fromCharCode(id.charCodeAt(id.length - 1) + 1)}`;

    expect(readGlobalId(catalogue, id)).toEqual({ type: 'User', key: '91' });
    const others = [padded, withSpareBits, `${id} `, ` ${id}`, `${id}\n`, `${id}!`, `${id}.`];
    for (const other of others) {
      expect(Buffer.from(other, 'base64url').toString(), other).toBe('User:91');
      expect(readGlobalId(catalogue, other), other).toBeNull();
    }
  });

  test.each(hostile)('with the key %j names nothing', (key) => {
    expect(readGlobalId(catalogue, Buffer.from(`User:${key}`).toString('base64url'))).toBeNull();
  });

  test.each([
    'Nobody:5',
    'user:5',
    ':5',
    '5',
    'User',
    'User5',
    'User::5',
    '__proto__:5',
    'User:5:6',
  ])('that decodes to %j names nothing', (text) => {
    expect(readGlobalId(catalogue, Buffer.from(text).toString('base64url'))).toBeNull();
  });

  test('is never made of arbitrary text by chance', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const found = readGlobalId(catalogue, text);
        expect(found === null || globalId(found.type, found.key) === text).toBe(true);
      }),
      { ...drawn('global ids') },
    );
  });

  test('is not even decoded when it is longer than any can be', () => {
    expect(readGlobalId(catalogue, 'A'.repeat(10_000_000))).toBeNull();
  });
});

describe('the id of an argument of a known type', () => {
  test('may be global or bare', () => {
    expect(user && readKey(catalogue, user, '9100001')).toBe('9100001');
    expect(user && readKey(catalogue, user, globalId('User', '9100001'))).toBe('9100001');
  });

  test('is not bare where the type does not allow it', () => {
    expect(role && readKey(catalogue, role, '77001')).toBeNull();
    expect(role && readKey(catalogue, role, globalId('Role', '77001'))).toBe('77001');
  });

  test('of another type is refused', () => {
    expect(user && readKey(catalogue, user, globalId('Role', '77001'))).toBeNull();
  });

  test.each(hostile)('%j is refused', (id) => {
    expect(user && readKey(catalogue, user, id)).toBeNull();
  });
});
