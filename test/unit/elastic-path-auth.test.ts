import { expect, test } from 'vitest';
import { authenticator } from '../../src/upstreams/elastic-path/auth.ts';
import type { Http } from '../../src/upstreams/http/index.ts';

const http: Http = {
  read: unreachable,
  readByKeys: unreachable,
  write: unreachable,
  apart: () => http,
  endWrites: () => undefined,
  close: () => undefined,
  health: () => ({ state: 'UNKNOWN', lastSuccess: null, breaker: 'CLOSED' }),
  traffic: () => ({
    running: 0,
    waiting: 0,
    openings: 0,
    spared: { shared: 0, coalesced: 0, cached: 0 },
  }),
  isFullFor: () => false,
};

const authenticate = authenticator(http, undefined);

function unreachable(): never {
  throw new Error('Nobody may be asked');
}

test('callers are told apart by both of their headers', () => {
  const callers = [
    { 'x-elastic-path-authorization': 'Bearer a' },
    { 'x-elastic-path-authorization': 'Bearer b' },
    {
      'x-elastic-path-authorization': 'Bearer a',
      'ep-account-management-authentication-token': 'x',
    },
    {
      'x-elastic-path-authorization': 'Bearer a',
      'ep-account-management-authentication-token': 'y',
    },
  ];
  const fingerprints = callers.map((headers) => authenticate(headers)?.fingerprint);
  expect(new Set(fingerprints).size).toBe(callers.length);
  expect(callers.map((headers) => authenticate(headers)?.fingerprint)).toEqual(fingerprints);
  expect(fingerprints.join()).not.toContain('Bearer');
});

test('one token is one caller, in whatever letters its scheme is written', () => {
  const [usual, unusual] = ['Bearer a', 'bEARER a'].map((token) =>
    authenticate({
      'x-elastic-path-authorization': token,
      'ep-account-management-authentication-token': 'x',
    }),
  );
  expect(unusual?.key).toBe(usual?.key);
  expect(unusual?.headers()).toEqual(usual?.headers());
  expect(authenticate({ 'x-elastic-path-authorization': 'bearer a' })?.headers()).toEqual({
    authorization: 'Bearer a',
  });
});

test('who brings nothing, and finds no key of the gateway, is nobody', () => {
  expect(authenticate({})).toBeNull();
  expect(authenticate({ authorization: 'Bearer for-another' })).toBeNull();
});

test('a client key is known by both of its halves, and nobody who brings one of them is taken for it', () => {
  const keyOf = (id: string, secret: string) => authenticator(http, { id, secret })({})?.key;
  const keys = [
    keyOf('a', 'b'),
    keyOf('a', 'c'),
    keyOf('c', 'b'),
    keyOf('ab', ''),
    ...['a', 'b'].map(
      (token) => authenticate({ 'x-elastic-path-authorization': `Bearer ${token}` })?.key,
    ),
  ];

  expect(new Set(keys).size).toBe(keys.length);
  expect(keyOf('a', 'b')).toBe(keys[0]);
});
