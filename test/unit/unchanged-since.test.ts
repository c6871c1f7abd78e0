/** A comparison with a time that nobody can read must not end as a licence, whichever upstream tells it. */
import { expect, test } from 'vitest';
import { Changing } from '../../src/changing/changing.ts';
import { createConfirmations } from '../../src/changing/confirmation.ts';
import { wantNothing } from '../../src/domain/want.ts';
import { stock } from '../loading/shelf.ts';

test.each([
  ['2020-01-01T00:00:00Z', 'DONE', []],
  ['2022-01-01T00:00:00Z', 'REFUSED', ['CONFLICT']],
  ['2020-13-45T99:99:99Z', 'REFUSED', ['INVALID']],
  ['', 'REFUSED', ['INVALID']],
  [null, 'REFUSED', ['INVALID']],
])('a record that was last changed at %j: %s', async (updatedAt, status, codes) => {
  const { loading, asked } = stock({ rows: { User: { '1': { values: { updatedAt } } } } });
  const auditor = { audit: () => undefined, subject: null };
  const changing = new Changing(loading, auditor, createConfirmations('secret', false));
  const outcome = await changing.one(
    { type: 'User', action: 'UPDATE', key: '1', attributes: { fullName: 'Ada' } },
    wantNothing,
    { mutation: 'updateUser', ifUnchangedSince: new Date('2021-01-01T00:00:00Z') },
  );
  expect(outcome).toMatchObject({ status, refusals: codes.map((code) => ({ code })) });
  expect(asked()).toEqual(status === 'DONE' ? ['User 1', 'change'] : ['User 1']);
});
