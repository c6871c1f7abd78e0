/** What a credential is called where it must not be told itself. */
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { credentialNames } from '../../src/upstreams/http/credential-names.ts';

test('a credential has a short name and a whole one, and neither tells the other', () => {
  const { fingerprint, key } = credentialNames(['Bearer', 'token']);
  const digest = createHash('sha256').update('Bearer\ntoken');
  expect(fingerprint).toBe(digest.digest('hex').slice(0, 16));
  expect(key).toMatch(/^[\w-]{43}$/);
  expect(Buffer.from(key, 'base64url').toString('hex')).not.toContain(fingerprint);
});

test('no two credentials share a name, wherever their parts begin', () => {
  const all = [['a', 'bc'], ['ab', 'c'], ['abc'], ['a'], []].map(credentialNames);
  expect(new Set(all.map(({ fingerprint }) => fingerprint)).size).toBe(all.length);
  expect(new Set(all.map(({ key }) => key)).size).toBe(all.length);
});
