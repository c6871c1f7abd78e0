/** A 2xx whose JSON is not what it should be: the change is made, unless the answer speaks against itself. */
import { describe, expect, test } from 'vitest';
import { auditTrail, changeMany, codesOf, statusesOf } from './changing.ts';
import { errorsOf, mutate, tryTo } from './mutating.ts';
import { envelope, sendJson, startGatewayAt, startUpstream } from './upstream.ts';

const map = 'account_invitations';
const post = `POST /${map}`;
const many = `${post}?per_page=200`;
const ann = { emailAddress: 'ann@example.com', fullName: 'Ann' };
const ben = { emailAddress: 'ben@example.com', fullName: 'Ben' };
const rowOfAnn = { id: '9', email_address: ann.emailAddress, pending: true };

/** A gateway before an upstream that answers every write with this, and every read with a row of Ann. */
async function writing(body: unknown) {
  const upstream = await startUpstream((request, response) => {
    sendJson(response, request.method === 'GET' ? envelope(map, [rowOfAnn]) : body);
  });
  const { entries, audit } = auditTrail();
  const gateway = await startGatewayAt(upstream.url, {}, { audit });
  const outcomes = () => entries.flatMap(({ outcome }) => outcome ?? []);
  return { ...gateway, lines: upstream.lines, outcomes };
}

describe('a creation of many is done', () => {
  test.each([
    ['nothing', {}],
    ['a success and no rows', { success: true }],
    ['a list', []],
    ['no results', { [map]: {} }],
    ['no map', { count: 1, results: [{ key: map, id: '9' }] }],
    ['a map without the row', { count: 1, results: [{ key: map, id: '9' }], [map]: {} }],
    ['results of something else', { results: [{ key: 'users', id: '9' }, null], [map]: {} }],
    ['no rows', envelope(map, [])],
  ])('where 200 holds %s, and its key is not free again', async (_what, body) => {
    const gateway = await writing(body);
    const input = { invitations: [ann, ben], idempotencyKey: 'once' };
    const invite = () =>
      changeMany(gateway, 'createInvitations', input, 'invitation { emailAddress }');
    const first = await invite();
    expect(first).toMatchObject({ replayed: false });
    expect(first.results).toEqual(
      [0, 1].map((index) => ({
        index,
        id: null,
        status: 'DONE',
        userErrors: [],
        error: null,
        invitation: null,
      })),
    );
    expect(await invite()).toEqual({ ...first, replayed: true });
    expect(gateway.lines()).toEqual([many]);
    expect(gateway.outcomes()).toEqual(['DONE']);
  });

  test('where one of its rows is missing, which alone is not shown', async () => {
    const shown = envelope(map, [rowOfAnn]);
    const results = [{ key: map, id: '10' }, { key: map, id: '9' }, null];
    const gateway = await writing({ ...shown, count: 2, results });
    const input = { invitations: [ben, ann] };
    const answer = await changeMany(
      gateway,
      'createInvitations',
      input,
      'invitation { emailAddress }',
    );
    expect(statusesOf(answer)).toEqual(['DONE', 'DONE']);
    expect(answer.results.map(({ invitation }) => invitation)).toEqual([
      null,
      { emailAddress: ann.emailAddress },
    ]);
    expect(gateway.lines()).toEqual([many]);
  });
});

test('of several invitations in the answer to one, that of the address asked for is shown', async () => {
  const rowOfBen = { id: '10', email_address: ' BEN@example.com', pending: true };
  const invite = async (rows: readonly { readonly id: string }[]) => {
    const gateway = await writing(envelope(map, rows));
    const answer = await mutate(gateway, 'createInvitation', ben, 'invitation { sourceId }');
    expect(gateway.lines()).toEqual([post]);
    return answer;
  };
  expect(await invite([rowOfAnn, rowOfBen])).toEqual({ invitation: { sourceId: '10' } });
  expect(await invite([rowOfAnn, { ...rowOfAnn, id: '11' }])).toEqual({ invitation: null });
});

describe('200 that tells errors in place of rows leaves the outcome open', () => {
  const errors = [{ type: 'validation', field: 'email_address', message: 'CANARY', index: 1 }];

  describe.each([
    ['no results', {}],
    ['an empty list of results', { count: 0, results: [], [map]: {} }],
    ['results without their rows', { count: 1, results: [{ key: map, id: '9' }] }],
    ['errors by field', { errors: { email_address: ['CANARY'] } }],
    ['an error that is a text', { errors: 'CANARY' }],
    ['a single message', { errors: undefined, error_message: 'CANARY' }],
  ])('beside or as %s,', (_what, rest) => {
    test.each([
      ['createInvitation', ann, post],
      ['resendInvitation', { id: '9' }, 'PUT /account_invitations/9/resend'],
      ['deleteInvitation', { id: '9' }, 'DELETE /account_invitations/9'],
      ['disableAccountMembership', { id: '5' }, 'PUT /account_memberships/5/disable'],
    ])('of %s', async (mutation, input, line) => {
      const gateway = await writing({ errors, ...rest });
      const answer = await tryTo(gateway, mutation, input, errorsOf);
      expect(answer.data).toEqual({ [mutation]: null });
      expect(codesOf(answer)).toEqual(['OUTCOME_UNKNOWN']);
      expect(JSON.stringify(answer)).not.toContain('CANARY');
      expect(gateway.lines()).toEqual([line]);
      expect(gateway.outcomes()).toEqual(['UNKNOWN']);
    });
  });

  test.each([
    ['no row', {}],
    ['the row of one of them', envelope(map, [rowOfAnn])],
  ])('of a creation of many that shows %s, which is not sent again', async (_what, rest) => {
    const gateway = await writing({ ...rest, errors });
    const answer = await changeMany(gateway, 'createInvitations', { invitations: [ann, ben] });
    expect(statusesOf(answer)).toEqual(['OUTCOME_UNKNOWN', 'OUTCOME_UNKNOWN']);
    expect(gateway.lines()).toEqual([many]);
    expect(gateway.outcomes()).toEqual(['UNKNOWN']);
  });

  test('but not where the rows came, or there are no errors', async () => {
    const none = { errors: [], error_message: null };
    for (const body of [{ ...envelope(map, [rowOfAnn]), errors }, none, { errors: {} }]) {
      const gateway = await writing(body);
      const payload = await mutate(gateway, 'createInvitation', ann, errorsOf);
      expect(payload).toEqual({ userErrors: [] });
      expect(gateway.lines()).toEqual([post]);
    }
  });
});
