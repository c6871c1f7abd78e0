/** Many invitations: fifty in a call, matched by address, and one bad row fails no good one. */
import { describe, expect, test } from 'vitest';
import { tooManyRequests } from '../../src/emulator/faults.ts';
import { changeMany, refusalsOf, statusesOf } from './changing.ts';
import { startTestGateway, type TestGateway, type TestGatewayOptions } from './harness.ts';
import { invitations } from './world.ts';

const post = 'POST /account_invitations?per_page=200';
const look =
  'GET /account_invitations?apply_default_filters=false&order=created_at:desc&page=1&per_page=200';
const lookOtherwise = look.replace('apply_default_filters', 'only_pending');

interface Invited {
  readonly emailAddress: string;
  readonly fullName: string;
  readonly permission?: string;
  readonly billRateInCents?: number;
  readonly costRateInCents?: number;
  readonly billabilityTarget?: number;
}

function people(count: number): Invited[] {
  return Array.from({ length: count }, (_, index) => ({
    emailAddress: `person.${index}@example.com`,
    fullName: `Person ${index}`,
    permission: 'COLLABORATOR',
  }));
}

function withBad(list: readonly Invited[], ...bad: readonly number[]): Invited[] {
  return list.map((each, index) =>
    bad.includes(index) ? { ...each, billabilityTarget: 101 } : each,
  );
}

function invite(
  gateway: TestGateway,
  list: readonly Invited[],
  more: Readonly<Record<string, unknown>> = {},
) {
  const input = { invitations: list, ...more };
  return changeMany(gateway, 'createInvitations', input, 'invitation { emailAddress fullName }');
}

/** How often each of these addresses has been invited. */
function timesInvited({ kantata }: TestGateway, list: readonly Invited[]): readonly number[] {
  const all = invitations(kantata, () => true);
  return list.map(
    ({ emailAddress }) =>
      all.filter(({ email_address }) => email_address.toLowerCase() === emailAddress.toLowerCase())
        .length,
  );
}

function reading(readings: NonNullable<TestGatewayOptions['kantata']>['readings']) {
  return startTestGateway({ kantata: { ...(readings === undefined ? {} : { readings }) } });
}

test('120 invitations are three calls, each object its own', async () => {
  const gateway = await startTestGateway();
  const list = people(120);
  const answer = await invite(gateway, list);
  expect(answer.results).toMatchObject(
    list.map(({ emailAddress, fullName }, index) => ({
      index,
      status: 'DONE',
      userErrors: [],
      invitation: { emailAddress, fullName },
    })),
  );
  expect(gateway.kantata.requests.map(({ body }) => Object.keys(body as object))).toEqual([
    ['account_invitations'],
    ['account_invitations'],
    ['account_invitations'],
  ]);
  expect(gateway.requests()).toEqual([post, post, post]);
  expect(timesInvited(gateway, list)).toEqual(list.map(() => 1));
});

test('what is selected rides on the calls', async () => {
  const gateway = await startTestGateway();
  const input = { invitations: people(3) };
  const answer = await changeMany(
    gateway,
    'createInvitations',
    input,
    'invitation { inviter { fullName } }',
  );
  const fullName = gateway.kantata.data.users.get(9100001)?.full_name;
  expect(answer.results.map(({ invitation }) => invitation)).toEqual(
    people(3).map(() => ({ inviter: { fullName } })),
  );
  expect(gateway.requests()).toEqual([`${post}&include=inviter`]);
});

test('they are matched by address, whatever its case and the order of the answer', async () => {
  const gateway = await startTestGateway();
  const list = [
    { emailAddress: 'Zoe@Example.com', fullName: 'Zoe' },
    { emailAddress: ' adam@example.com ', fullName: 'Adam' },
  ];
  const rows = ['adam@example.com', 'zoe@example.com'].map((email_address, index) => ({
    id: String(index + 1),
    email_address,
  }));
  gateway.kantata.inject({
    match: { method: 'POST' },
    action: {
      kind: 'answer',
      status: 200,
      body: {
        count: 2,
        results: rows.map(({ id }) => ({ key: 'account_invitations', id })),
        account_invitations: Object.fromEntries(rows.map((row) => [row.id, row])),
      },
    },
  });
  const { results } = await invite(gateway, list);
  expect(results.map(({ invitation }) => invitation?.emailAddress)).toEqual([
    'zoe@example.com',
    'adam@example.com',
  ]);
});

test('an address that stands twice is invited once', async () => {
  const gateway = await startTestGateway();
  const [one, other] = people(2);
  const again = { emailAddress: ' PERSON.0@example.com', fullName: 'Person 0' };
  const answer = await invite(
    gateway,
    [one, again, other].filter((each) => each !== undefined),
  );
  expect(statusesOf(answer)).toEqual(['DONE', 'REFUSED', 'DONE']);
  expect(answer.results.map(refusalsOf)[1]).toEqual([
    ['INVALID', 'input.invitations.1.emailAddress'],
  ]);
  expect(gateway.requests()).toEqual([post]);
  expect(timesInvited(gateway, people(2))).toEqual([1, 1]);
});

describe.each(['atomic', 'partial'] as const)('a call that is refused, %s', (bulkCreation) => {
  test('costs only the rows that it names; the others are invited once', async () => {
    const gateway = await reading({ bulkCreation });
    const list = withBad(people(70), 3, 40);
    const answer = await invite(gateway, list);
    expect(statusesOf(answer)).toEqual(
      list.map((_, index) => (index === 3 || index === 40 ? 'REFUSED' : 'DONE')),
    );
    expect(answer.results.map(refusalsOf).filter((each) => each.length > 0)).toEqual([
      [['INVALID', 'input.invitations.3.billabilityTarget']],
      [['INVALID', 'input.invitations.40.billabilityTarget']],
    ]);
    expect(answer.results[4]?.invitation).toEqual({
      emailAddress: 'person.4@example.com',
      fullName: 'Person 4',
    });
    const again = bulkCreation === 'atomic' ? [post] : [];
    expect(gateway.requests()).toEqual([post, look, ...again, post]);
    expect(timesInvited(gateway, list)).toEqual(
      list.map((_, index) => (index === 3 || index === 40 ? 0 : 1)),
    );
  });

  test('and who joined at once is found, too', async () => {
    const gateway = await reading({ bulkCreation, newInvitees: 'joined' });
    const list = withBad(people(5), 0);
    expect(statusesOf(await invite(gateway, list))).toEqual([
      'REFUSED',
      'DONE',
      'DONE',
      'DONE',
      'DONE',
    ]);
    expect(timesInvited(gateway, list)).toEqual([0, 1, 1, 1, 1]);
  });

  test.each([
    ['lifted', 'DONE'],
    // Two lists tell no order between them, and without times nobody knows which invitation is new.
    ['opposite', bulkCreation === 'atomic' ? 'DONE' : 'OUTCOME_UNKNOWN'],
  ] as const)(
    'and who joined at once, also where others are shown only when asked for, once (%s)',
    async (defaultsSetToFalse, status) => {
      const gateway = await reading({
        bulkCreation,
        newInvitees: 'joined',
        honoursApplyDefaultFilters: false,
        defaultsSetToFalse,
      });
      const list = withBad(people(3), 1);
      expect(statusesOf(await invite(gateway, list))).toEqual([status, 'REFUSED', status]);
      const again = bulkCreation === 'atomic' ? [post] : [];
      expect(gateway.requests()).toEqual([post, look, lookOtherwise, ...again]);
      expect(timesInvited(gateway, list)).toEqual([1, 0, 1]);
    },
  );

  test('without naming a row, sends those that are not there one by one', async () => {
    const gateway = await reading({ bulkCreation });
    const list = withBad(people(4), 1);
    unnamed(gateway, bulkCreation);
    const answer = await invite(gateway, list);
    expect(statusesOf(answer)).toEqual(['DONE', 'REFUSED', 'DONE', 'DONE']);
    expect(timesInvited(gateway, list)).toEqual([1, 0, 1, 1]);
    const singly = bulkCreation === 'atomic' ? [post, post, post, post] : [post];
    expect(gateway.requests()).toEqual([post, look, ...singly]);
  });

  test('where errors stop it, invites nobody behind the row that is refused', async () => {
    const gateway = await reading({ bulkCreation });
    const list = withBad(people(60), 2);
    const answer = await invite(gateway, list, { onError: 'STOP' });
    const behind = bulkCreation === 'atomic' ? 'NOT_ATTEMPTED' : 'DONE';
    expect(statusesOf(answer)).toEqual(
      list.map((_, index) =>
        index < 2 ? 'DONE' : index === 2 ? 'REFUSED' : index < 50 ? behind : 'NOT_ATTEMPTED',
      ),
    );
    expect(timesInvited(gateway, list)).toEqual(
      statusesOf(answer).map((status) => (status === 'DONE' ? 1 : 0)),
    );
    const again = bulkCreation === 'atomic' ? [post] : [];
    expect(gateway.requests()).toEqual([post, look, ...again]);
  });

  test('and whose rows cannot be looked up, leaves their outcome open', async () => {
    const gateway = await reading({ bulkCreation });
    gateway.kantata.inject({ match: { method: 'GET' }, action: { kind: 'answer', status: 403 } });
    const list = withBad(people(3), 0);
    const answer = await invite(gateway, list);
    expect(statusesOf(answer)).toEqual(list.map(() => 'OUTCOME_UNKNOWN'));
    expect(gateway.requests()).toEqual([post, look]);
    const times = bulkCreation === 'atomic' ? 0 : 1;
    expect(timesInvited(gateway, list)).toEqual([0, times, times]);
  });
});

test('the one good row behind 49 that are each wrong in three ways is invited', async () => {
  const gateway = await startTestGateway();
  const list = people(50).map((each, index) =>
    index < 49 ? { emailAddress: `nobody ${index}`, fullName: '', billabilityTarget: 101 } : each,
  );
  const answer = await invite(gateway, list);
  expect(statusesOf(answer)).toEqual(list.map((_, index) => (index < 49 ? 'REFUSED' : 'DONE')));
  expect(answer.results.map(({ userErrors }) => userErrors.length)).toEqual(
    list.map((_, index) => (index < 49 ? 3 : 0)),
  );
  expect(gateway.requests()).toEqual([post, look, post]);
  expect(timesInvited(gateway, list).at(-1)).toBe(1);
});

/** The emulator's own refusal of the next call, with nothing said about where. */
function unnamed({ kantata }: TestGateway, bulkCreation: 'atomic' | 'partial'): void {
  const errors = [{ type: 'validation', field: 'base', message: 'Something is not right' }];
  const refusal = { kind: 'answer', status: 422, body: { errors } } as const;
  if (bulkCreation === 'atomic') {
    kantata.inject({ match: { method: 'POST' }, times: 1, action: refusal });
    return;
  }
  kantata.inject({
    match: ({ method, body }) => {
      if (method !== 'POST') return false;
      const { account_invitations: rows } = body as {
        account_invitations: { email_address: string; full_name: string; permission: string }[];
      };
      const good = rows.filter((row) => !('billability_target' in row));
      const [template] = kantata.data.account_invitations.values();
      if (template === undefined) throw new Error('There is no invitation to copy');
      for (const [index, { email_address, full_name }] of good.entries()) {
        const permission = 'collaborator' as const;
        const row = { ...template, id: 90_000 + index, email_address, full_name, permission };
        kantata.data.account_invitations.set(row.id, { ...row, created_at: 2 ** 31 });
      }
      return true;
    },
    times: 1,
    action: refusal,
  });
}

test.each([
  { permission: 'PROJECT_LEAD' },
  { billRateInCents: 100 },
  { costRateInCents: 100 },
  { billabilityTarget: 100 },
])(
  'an earlier invitation to the same address with other terms (%o) is not taken for the new one',
  async (terms) => {
    const gateway = await startTestGateway();
    const [person, other] = people(2).map((each) => ({
      ...each,
      billRateInCents: 5,
      costRateInCents: 5,
      billabilityTarget: 5,
    }));
    if (person === undefined || other === undefined) throw new Error('There is nobody to invite');
    await invite(gateway, [{ ...person, ...terms }]);
    gateway.requests();
    const list = withBad([person, other], 1);
    expect(statusesOf(await invite(gateway, list))).toEqual(['DONE', 'REFUSED']);
    expect(gateway.requests()).toEqual([post, look, post]);
    expect(timesInvited(gateway, list)).toEqual([2, 0]);
  },
);

test('a second refusal names its rows, and nothing is sent a third time', async () => {
  const gateway = await startTestGateway();
  const refusal = (index: number) =>
    ({
      kind: 'answer',
      status: 422,
      body: { errors: [{ type: 'validation', field: 'full_name', message: 'Is taken', index }] },
    }) as const;
  gateway.kantata.inject({ match: { method: 'POST' }, times: 1, action: refusal(0) });
  gateway.kantata.inject({ match: { method: 'POST' }, times: 1, action: refusal(1) });
  const answer = await invite(gateway, people(4));
  expect(statusesOf(answer)).toEqual(['REFUSED', 'REFUSED', 'REFUSED', 'REFUSED']);
  expect(answer.results.map(refusalsOf)).toEqual([
    [['INVALID', 'input.invitations.0.fullName']],
    [['INVALID', 'input.invitations.1']],
    [['INVALID', 'input.invitations.2.fullName']],
    [['INVALID', 'input.invitations.3']],
  ]);
  expect(gateway.requests()).toEqual([post, look, post, look]);
  expect(gateway.kantata.writesApplied).toBe(0);
});

test('a call whose answer is lost leaves the outcome of its own items open, and no others', async () => {
  const gateway = await startTestGateway();
  const action = { kind: 'resetAfterApplying' } as const;
  let calls = 0;
  gateway.kantata.inject({
    match: ({ method }) => method === 'POST' && (calls += 1) === 2,
    action,
  });
  const list = people(120);
  const answer = await invite(gateway, list);
  expect(statusesOf(answer)).toEqual(
    list.map((_, index) => (index >= 50 && index < 100 ? 'OUTCOME_UNKNOWN' : 'DONE')),
  );
  expect(gateway.requests()).toEqual([post, post, post]);
  expect(timesInvited(gateway, list)).toEqual(list.map(() => 1));
});

test('a call that meets a 429 is sent again as a whole', async () => {
  const gateway = await startTestGateway();
  gateway.kantata.inject({ match: { method: 'POST' }, times: 1, action: tooManyRequests('1') });
  const list = people(60);
  expect(statusesOf(await invite(gateway, list))).toEqual(list.map(() => 'DONE'));
  expect(gateway.requests()).toEqual([post, post, post]);
  expect(timesInvited(gateway, list)).toEqual(list.map(() => 1));
});

test('what the credential may not do is refused, and nothing is sent again', async () => {
  const gateway = await startTestGateway();
  gateway.kantata.inject({ match: { method: 'POST' }, action: { kind: 'answer', status: 403 } });
  const answer = await invite(gateway, people(3));
  expect(answer.results.map(refusalsOf)).toEqual([
    [['FORBIDDEN', 'input.invitations.0']],
    [['FORBIDDEN', 'input.invitations.1']],
    [['FORBIDDEN', 'input.invitations.2']],
  ]);
  expect(gateway.requests()).toEqual([post]);
});
