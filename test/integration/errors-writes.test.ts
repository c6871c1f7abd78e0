/** A write is sent at most once, whatever happens to it, and what became of it is told as it is. */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { tooManyRequests, type FaultAction } from '../../src/emulator/faults.ts';
import { startTestGateway, type TestGateway } from './harness.ts';
import { tryTo } from './mutating.ts';
import { startGatewayAt, startUpstream } from './upstream.ts';
import { invitations } from './world.ts';

const person = { emailAddress: 'new.one@example.com', fullName: 'New One' };

interface Write {
  readonly mutation: string;
  readonly input: (gateway: TestGateway) => Readonly<Record<string, unknown>>;
  readonly line: RegExp;
}

const pendingId = ({ kantata }: TestGateway) => String(invitations(kantata)[0]?.id);
const lineOf = (target: string) => new RegExp(`^${target}$`);

const writes: readonly Write[] = [
  {
    mutation: 'updateAccountMembership',
    input: () => ({ id: '300520', billRateInCents: 4200 }),
    line: lineOf('PUT /account_memberships/300520'),
  },
  {
    mutation: 'disableAccountMembership',
    input: () => ({ id: '300520' }),
    line: lineOf('PUT /account_memberships/300520/disable'),
  },
  {
    mutation: 'enableAccountMembership',
    input: () => ({ id: '300521' }),
    line: lineOf('PUT /account_memberships/300521/enable'),
  },
  {
    mutation: 'deleteAccountMembership',
    input: () => ({ id: '300520' }),
    line: lineOf('DELETE /account_memberships/300520'),
  },
  {
    mutation: 'createInvitation',
    input: () => person,
    line: lineOf('POST /account_invitations'),
  },
  {
    mutation: 'updateInvitation',
    input: (gateway) => ({ id: pendingId(gateway), billRateInCents: 4200 }),
    line: lineOf('PUT /account_invitations/\\d+'),
  },
  {
    mutation: 'resendInvitation',
    input: (gateway) => ({ id: pendingId(gateway) }),
    line: lineOf('PUT /account_invitations/\\d+/resend'),
  },
  {
    mutation: 'deleteInvitation',
    input: (gateway) => ({ id: pendingId(gateway) }),
    line: lineOf('DELETE /account_invitations/\\d+'),
  },
];

/** What was lost may be looked at once more, which is not repeating it. */
function writesAmong(lines: readonly string[]): readonly string[] {
  return lines.filter((line) => !line.startsWith('GET '));
}

const answer = (
  status: number,
  body: unknown = '',
  headers: Readonly<Record<string, string>> = {},
): FaultAction => ({ kind: 'answer', status, body, headers });

/** What goes wrong, what is said of it, and how many changes were in fact made; the last one is. */
const failures: readonly (readonly [
  string,
  FaultAction,
  Readonly<Record<string, unknown>>,
  number,
])[] = [
  ['500', answer(500), { code: 'OUTCOME_UNKNOWN', upstreamStatus: 500 }, 0],
  ['502', answer(502, '<h1>CANARY</h1>'), { code: 'OUTCOME_UNKNOWN', upstreamStatus: 502 }, 0],
  ['503', answer(503), { code: 'OUTCOME_UNKNOWN', upstreamStatus: 503 }, 0],
  [
    '503 that says when to return',
    answer(503, '', { 'retry-after': '2' }),
    { code: 'OUTCOME_UNKNOWN', upstreamStatus: 503, retryAfterMs: 2000 },
    0,
  ],
  ['504', answer(504), { code: 'OUTCOME_UNKNOWN', upstreamStatus: 504 }, 0],
  ['no answer in time', { kind: 'hang' }, { code: 'OUTCOME_UNKNOWN' }, 0],
  ['a reset before anything', { kind: 'reset' }, { code: 'OUTCOME_UNKNOWN' }, 0],
  [
    'HTML instead of JSON',
    answer(200, '<h1>CANARY</h1>'),
    { code: 'OUTCOME_UNKNOWN', upstreamStatus: 200 },
    0,
  ],
  ['429', tooManyRequests(), { code: 'RATE_LIMITED', upstreamStatus: 429 }, 0],
  [
    '429 that says when to return',
    tooManyRequests('2'),
    { code: 'RATE_LIMITED', upstreamStatus: 429, retryAfterMs: 2000 },
    0,
  ],
  ['401', answer(401), { code: 'UNAUTHENTICATED', upstreamStatus: 401 }, 0],
  ['a redirect', answer(302), { code: 'UPSTREAM_MALFORMED', upstreamStatus: 302 }, 0],
  ['418', answer(418), { code: 'UPSTREAM_MALFORMED', upstreamStatus: 418 }, 0],
  ['a reset behind the change', { kind: 'resetAfterApplying' }, { code: 'OUTCOME_UNKNOWN' }, 1],
];

test.each(writes)('$mutation is sent once in each case', async ({ mutation, input, line }) => {
  // Only the upstream that hangs is waited for so long: a busy machine must not make the others late.
  const gateway = await startTestGateway({ env: { UPSTREAM_TIMEOUT_MS: '1500' } });
  const { kantata } = gateway;
  kantata.data.account_memberships.forEach((row) => {
    if (row.id === 300521) row.disabled_at = row.created_at;
    if (row.id === 300520) row.disabled_at = null;
  });
  for (const [what, action, extensions, applied] of failures) {
    kantata.clearFaults();
    kantata.inject({ match: ({ method }) => method !== 'GET', action });
    const { data, errors } = await tryTo(gateway, mutation, input(gateway), 'userErrors { code }');
    expect(writesAmong(gateway.requests()), what).toEqual([expect.stringMatching(line)]);
    expect(kantata.writesApplied, what).toBe(applied);
    expect(data, what).toEqual({ [mutation]: null });
    expect(errors, what).toMatchObject([{ path: [mutation] }]);
    expect(errors?.[0]?.extensions, what).toEqual({
      source: 'KANTATA_OX',
      requestId: expect.any(String) as unknown,
      ...extensions,
    });
    expect(JSON.stringify(errors)).not.toContain('CANARY');
  }
});

describe.each(['cutBody', 'truncatedJson'] as const)('an answer that breaks off (%s)', (kind) => {
  // An answer without a body cannot break off.
  const answered = writes.filter(({ mutation }) => !mutation.startsWith('delete'));

  test.each(answered)('leaves the outcome of $mutation open', async ({ mutation, input, line }) => {
    const gateway = await startTestGateway();
    gateway.kantata.inject({ match: ({ method }) => method !== 'GET', action: { kind } });
    const { data, errors } = await tryTo(gateway, mutation, input(gateway), 'userErrors { code }');
    expect(data).toEqual({ [mutation]: null });
    expect(errors).toMatchObject([
      { path: [mutation], extensions: { code: 'OUTCOME_UNKNOWN', source: 'KANTATA_OX' } },
    ]);
    expect(errors?.[0]?.message).toMatch(/may or may not have .* look for a new one in its list/);
    expect(writesAmong(gateway.requests())).toEqual([expect.stringMatching(line)]);
  });
});

describe('a connection that is refused carried nothing', () => {
  /** Counts the attempts to connect to a port, which is all that there is to be seen of them. */
  function countAttempts(port: number): () => number {
    let attempts = 0;
    const whenMade = (message: unknown) => {
      const { socket } = message as { socket: Socket };
      socket.on('connectionAttempt', (_address, to) => {
        if (to === port) attempts += 1;
      });
    };
    subscribe('net.client.socket', whenMade);
    onTestFinished(() => {
      unsubscribe('net.client.socket', whenMade);
    });
    return () => attempts;
  }

  test.each([
    ['a write is sent once more, and then given up as not done', 2],
    ['a read is asked three times', 3],
  ])('so %s', async (_what, most) => {
    const { kantata } = await startTestGateway();
    await kantata.stop();
    const gateway = await startGatewayAt(kantata.url);
    const attempts = countAttempts(kantata.port);
    const { errors } = await gateway.query(
      most === 2
        ? 'mutation { disableAccountMembership(input: { id: "300520" }) { userErrors { code } } }'
        : '{ me { id } }',
    );
    expect(errors).toMatchObject([{ extensions: { code: 'UPSTREAM_UNAVAILABLE' } }]);
    expect(attempts()).toBe(most);
  });
});

describe('the next field of the same operation', () => {
  test('goes ahead after one that failed', async () => {
    const gateway = await startTestGateway();
    gateway.kantata.inject({ match: { method: 'PUT' }, times: 1, action: answer(503) });
    const { data, errors } = await gateway.query(`mutation {
      one: disableAccountMembership(input: { id: "300520" }) { userErrors { code } }
      other: disableAccountMembership(input: { id: "300522" }) { userErrors { code } }
    }`);
    expect(data).toEqual({ one: null, other: { userErrors: [] } });
    expect(errors).toMatchObject([{ path: ['one'], extensions: { code: 'OUTCOME_UNKNOWN' } }]);
    expect(gateway.requests()).toEqual([
      'PUT /account_memberships/300520/disable',
      'PUT /account_memberships/300522/disable',
    ]);
  });
});

describe('a write on the wire', () => {
  test('never goes into a connection that was idle', async () => {
    const ports = new Set<number | undefined>();
    const upstream = await startUpstream((request, response) => {
      ports.add(response.socket?.remotePort);
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(request.method === 'GET' ? '{"count":0,"results":[],"roles":{}}' : '{}');
    });
    const gateway = await startGatewayAt(upstream.url);
    await gateway.query('{ roles { totalCount } }');
    await gateway.query('{ roles { totalCount } }');
    expect(ports.size).toBe(1);
    const disable =
      'mutation { disableAccountMembership(input: { id: "1" }) { userErrors { code } } }';
    await gateway.query(disable);
    await gateway.query(disable);
    expect(ports.size).toBe(3);
    expect(upstream.lines()).toHaveLength(4);
  });
});
