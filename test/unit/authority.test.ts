import { expect, test } from 'vitest';
import { Authority } from '../../src/http/authority.ts';
import { createHttp } from '../../src/upstreams/http/index.ts';
import { createKantataOx } from '../../src/upstreams/kantata-ox/index.ts';
import { plainOptions } from '../upstreams/client.ts';

const kantata = createKantataOx(createHttp(plainOptions), 'service');
const scopes = new Set(['memberships:read']);

/** What an operation works with, for a caller who has proven who he is. */
function authorityOf(fingerprint: string | null, headers: Readonly<Record<string, string>> = {}) {
  const caller = fingerprint === null ? null : { fingerprint, scopes };
  return Authority.of(headers, new Map([[kantata.name, kantata]]), caller);
}

test('callers who use the credential of the gateway are told apart where turns are taken and room is given', () => {
  const asked: string[] = [];
  const full = (_source: string, holder: string) => {
    asked.push(holder);
    return true;
  };
  const [alice, again, bob, anybody] = ['a', 'a', 'b', null].map((of) => authorityOf(of));
  expect(alice?.key).toBe(again?.key);
  expect(new Set([alice?.key, bob?.key, anybody?.key]).size).toBe(3);
  for (const each of [alice, bob, anybody]) each?.findsNoRoom(full, 0);
  expect(asked).toEqual([alice?.key, bob?.key, anybody?.key]);
});

test('and are one where data is shared, and in what is logged', () => {
  const [alice, bob] = ['a', 'b'].map((of) => {
    const authority = authorityOf(of);
    authority.admit('query');
    return authority.credentials.get('KANTATA_OX');
  });
  expect(alice).toMatchObject({ key: expect.any(String) as unknown });
  expect(alice?.key).toBe(bob?.key);
  expect(alice?.fingerprint).toBe(bob?.fingerprint);
});

test('a credential of his own is its own, whoever brings it', () => {
  const own = { 'x-kantata-authorization': 'Bearer own' };
  expect(authorityOf('a', own).key).toBe(authorityOf('b', own).key);
});
