/**
 * A call with several rows that was refused, by upstreams that read otherwise: they create the good rows
 * all the same, count the bad ones wrongly, or hold older invitations of the same people.
 */
import { describe, expect, test } from 'vitest';
import { changeMany, refusalsOf, statusesOf, type BulkAnswer } from './changing.ts';
import { envelope, sendJson, startGatewayAt, startUpstream } from './upstream.ts';

const map = 'account_invitations';
const post = `POST /${map}?per_page=200`;
const look = `GET /${map}?apply_default_filters=false&order=created_at:desc&page=1&per_page=200`;

type Sent = Readonly<Record<'email_address' | 'full_name', string>>;

type Invitation = Sent &
  Readonly<Record<'id', string>> &
  Readonly<Partial<Record<'created_at', string>>>;

interface Reading {
  /** Whether the good rows of a refused call are created. */
  readonly partial?: boolean;
  /** Whether it tells when an invitation was created, which is not documented. */
  readonly tellsTimes?: boolean;
  /** What it says of the place of a bad row. */
  readonly indexOf?: (place: number) => number;
  readonly earlier?: readonly Invitation[];
  /** What it chooses where an invitation says nothing. */
  readonly chosen?: Readonly<Record<string, unknown>>;
}

/** That such a one is shown says that all are. */
const accepted = { id: '99', email_address: 'yann@example.com', pending: false };

const invited = (name: string) => ({
  emailAddress: `${name}@example.com`,
  fullName: name,
});
const [ann, ben, cas, bad, worse] = ['ann', 'ben', 'cas', 'bad', 'bad.too'].map(invited);
const isBad = ({ email_address }: Sent) => email_address.startsWith('bad');
const ago = (ms: number) => new Date(Date.now() - ms).toISOString();
const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

async function startAccount({
  partial = false,
  tellsTimes = true,
  indexOf = (place) => place,
  earlier = [],
  chosen = {},
}: Reading) {
  const invitations: Invitation[] = [...earlier];
  const upstream = await startUpstream((request, response) => {
    if (request.method === 'GET') {
      sendJson(response, envelope(map, [...invitations.toReversed(), accepted]));
      return;
    }
    const { account_invitations: rows } = JSON.parse(request.body) as {
      account_invitations: readonly Sent[];
    };
    const errors = rows.flatMap((row, place) =>
      isBad(row)
        ? [
            {
              type: 'validation',
              field: 'email_address',
              message: `${row.email_address} is invalid`,
              index: indexOf(place),
            },
          ]
        : [],
    );
    const created = errors.length === 0 || partial ? rows.filter((row) => !isBad(row)) : [];
    const added = created.map((row, each) => ({
      ...row,
      ...chosen,
      id: String(invitations.length + each + 1),
      ...(tellsTimes ? { created_at: ago(0) } : {}),
    }));
    invitations.push(...added);
    if (errors.length > 0) sendJson(response, { errors }, 422);
    else sendJson(response, envelope(map, added));
  });
  const gateway = await startGatewayAt(upstream.url);
  return {
    lines: upstream.lines,
    invite: (list: readonly unknown[], more = {}): Promise<BulkAnswer> => {
      const input = { invitations: list, ...more };
      return changeMany(gateway, 'createInvitations', input, 'invitation { sourceId }');
    },
    /** Whom each call would invite. */
    sent: () =>
      upstream.received
        .filter(({ method }) => method === 'POST')
        .map(({ body }) =>
          (JSON.parse(body) as { account_invitations: Sent[] }).account_invitations.map(
            ({ full_name }) => full_name,
          ),
        ),
    held: () => invitations.map(({ full_name }) => full_name),
  };
}

describe('a refusal that names a row which is there', () => {
  const indexOf = () => 0;

  test.each([true, false])(
    'is not about that row, whether times are told (%s)',
    async (tellsTimes) => {
      const account = await startAccount({ partial: true, indexOf, tellsTimes });
      const answer = await account.invite([ann, bad, ben]);
      expect(statusesOf(answer)).toEqual(['DONE', 'REFUSED', 'DONE']);
      expect(answer.results.map(({ invitation }) => invitation)).toEqual([
        { sourceId: '1' },
        null,
        { sourceId: '2' },
      ]);
      expect(answer.results[1]?.userErrors).toEqual([
        {
          code: 'INVALID',
          message: 'bad@example.com is invalid',
          field: ['input', 'invitations', '1', 'emailAddress'],
        },
      ]);
      expect(account.lines()).toEqual([post, look, post]);
      expect(account.sent()).toEqual([['ann', 'bad', 'ben'], ['bad']]);
      expect(account.held()).toEqual(['ann', 'ben']);
    },
  );

  test('stops behind the row that is refused then', async () => {
    const account = await startAccount({ partial: true, indexOf });
    const answer = await account.invite([ann, bad, worse], { onError: 'STOP' });
    expect(statusesOf(answer)).toEqual(['DONE', 'REFUSED', 'NOT_ATTEMPTED']);
    expect(account.sent()).toEqual([['ann', 'bad', 'bad.too'], ['bad']]);
  });

  test('is believed of a row that is not there, which was not made either way', async () => {
    const account = await startAccount({ indexOf });
    const answer = await account.invite([ann, bad, ben]);
    expect(statusesOf(answer)).toEqual(['REFUSED', 'REFUSED', 'REFUSED']);
    expect(account.sent()).toEqual([
      ['ann', 'bad', 'ben'],
      ['bad', 'ben'],
    ]);
    expect(account.lines()).toEqual([post, look, post, look]);
    expect(account.held()).toEqual([]);
  });

  test('one that is one off is found out, too', async () => {
    const account = await startAccount({ partial: true, indexOf: (place) => place + 1 });
    expect(statusesOf(await account.invite([bad, ann, ben]))).toEqual(['REFUSED', 'DONE', 'DONE']);
    expect(account.sent()).toEqual([['bad', 'ann', 'ben'], ['bad']]);
    expect(account.held()).toEqual(['ann', 'ben']);
  });
});

test('who was invited on the terms that the upstream chose is not invited again', async () => {
  const chosen = { permission: 'Collaborator', bill_rate_in_cents: 12_000 };
  const account = await startAccount({ partial: true, chosen });
  const answer = await account.invite([{ ...ann, permission: null, billRateInCents: null }, bad]);
  expect(statusesOf(answer)).toEqual(['DONE', 'REFUSED']);
  expect(account.lines()).toEqual([post, look]);
  expect(account.held()).toEqual(['ann']);
});

test('a refusal that names every row is believed without a look', async () => {
  const account = await startAccount({ partial: true });
  const answer = await account.invite([bad, worse]);
  expect(answer.results.map(refusalsOf)).toEqual([
    [['INVALID', 'input.invitations.0.emailAddress']],
    [['INVALID', 'input.invitations.1.emailAddress']],
  ]);
  expect(account.lines()).toEqual([post]);
});

describe('an earlier invitation of the same person', () => {
  const ofAnn = (created_at?: string): Invitation => ({
    id: '1',
    email_address: 'ann@example.com',
    full_name: 'ann',
    ...(created_at === undefined ? {} : { created_at }),
  });

  test.each([
    ['years ago', '2019-01-01T09:12:00-08:00'],
    ['years ago, on a bare day', '2019-01-01'],
    ['six minutes ago', ago(6 * minuteMs)],
  ])('of %s is not taken for the new one, which is sent once more', async (_when, createdAt) => {
    const account = await startAccount({ earlier: [ofAnn(createdAt)] });
    const answer = await account.invite([ann, bad]);
    expect(statusesOf(answer)).toEqual(['DONE', 'REFUSED']);
    expect(answer.results[0]?.invitation).toEqual({ sourceId: '2' });
    expect(account.lines()).toEqual([post, look, post]);
    expect(account.sent()).toEqual([['ann', 'bad'], ['ann']]);
  });

  test('of four minutes ago may be the new one: clocks differ', async () => {
    const account = await startAccount({ earlier: [ofAnn(ago(4 * minuteMs))] });
    expect(statusesOf(await account.invite([ann, bad]))).toEqual(['DONE', 'REFUSED']);
    expect(account.lines()).toEqual([post, look]);
  });

  const zoe: Invitation = { id: '2', email_address: 'zoe@example.com', full_name: 'zoe' };

  test.each([
    ['no time is told', undefined],
    ['nothing is told but the day', ago(dayMs / 2).slice(0, 10)],
  ])('of which %s may be the new one only where no other is newer', async (_what, createdAt) => {
    const account = await startAccount({ earlier: [ofAnn(createdAt)] });
    expect(statusesOf(await account.invite([ann, bad]))).toEqual(['DONE', 'REFUSED']);
    expect(account.lines()).toEqual([post, look]);

    const older = await startAccount({ earlier: [ofAnn(createdAt), zoe] });
    const answer = await older.invite([cas, ann, bad, ben], { onError: 'STOP' });
    expect(statusesOf(answer)).toEqual(['DONE', 'OUTCOME_UNKNOWN', 'REFUSED', 'NOT_ATTEMPTED']);
    expect(answer.results[1]?.error).toEqual({ code: 'OUTCOME_UNKNOWN', retryAfterMs: null });
    expect(older.lines()).toEqual([post, look, post]);
    expect(older.sent()).toEqual([['cas', 'ann', 'bad', 'ben'], ['cas']]);
  });

  test('does not speak for a row that is named, where another is newer', async () => {
    const account = await startAccount({ earlier: [ofAnn(), zoe], indexOf: () => 0 });
    expect(statusesOf(await account.invite([ann, bad]))).toEqual(['REFUSED', 'REFUSED']);
    expect(account.sent()).toEqual([['ann', 'bad'], ['bad']]);
  });
});
