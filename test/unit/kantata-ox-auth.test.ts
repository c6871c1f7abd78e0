import { expect, test } from 'vitest';
import { authenticator } from '../../src/upstreams/kantata-ox/auth.ts';

const authenticate = authenticator(undefined);

test('one token is one caller, in whatever letters its scheme is written', () => {
  const [usual, ...others] = ['Bearer a', 'bearer a', 'BEARER a'].map((authorization) =>
    authenticate({ authorization }),
  );
  for (const other of others) {
    expect(other?.key).toBe(usual?.key);
    expect(other?.headers()).toEqual({ authorization: 'Bearer a' });
  }
});

test('a token is kept to the letter', () => {
  const headers = { 'x-kantata-authorization': 'bearer Bearer-X' };
  expect(authenticate(headers)?.headers()).toEqual({ authorization: 'Bearer Bearer-X' });
  expect(authenticate({ authorization: 'Bearer A' })?.key).not.toBe(
    authenticate({ authorization: 'Bearer a' })?.key,
  );
});
