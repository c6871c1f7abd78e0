/** An audit line before each write and one after it, which say the truth and nothing that is private. */
import { describe, expect, test } from 'vitest';
import { tooManyRequests, type FaultAction } from '../../src/emulator/faults.ts';
import { auditTrail, changeMany, idOf, ordinary, statusesOf } from './changing.ts';
import {
  accountAt,
  membershipsOf,
  membershipId,
  present,
  startCommerceGateway,
} from './commerce.ts';
import { startTestGateway } from './harness.ts';
import { mutate, tryTo } from './mutating.ts';

test('one write: who, what, which, the names of the fields, and the ids of both requests', async () => {
  const { entries, audit } = auditTrail();
  const gateway = await startTestGateway({ audit });
  const id = idOf(ordinary(gateway, 1)[0]);
  await gateway.query(
    `mutation { updateAccountMembership(input: { id: "${id}", billRateInCents: 987654, managerId: null }) {
      userErrors { code }
    } }`,
    {},
    { 'x-request-id': 'mine-1' },
  );
  const about = {
    requestId: 'mine-1',
    operation: 'updateAccountMembership',
    source: 'KANTATA_OX',
    target: `AccountMembership:${id}`,
    fields: ['billRateInCents', 'managerId'],
    credential: expect.stringMatching(/^[\w-]{8,}$/) as unknown,
  };
  expect(entries).toEqual([
    { phase: 'intent', ...about },
    {
      phase: 'result',
      ...about,
      outcome: 'DONE',
      upstreamRequestId: expect.stringMatching(/^kantata-\d+$/) as unknown,
    },
  ]);
});

test('the intent is written before the write leaves, the result when its answer is there', async () => {
  const { entries, audit } = auditTrail();
  const gateway = await startTestGateway({ audit });
  const seen: (readonly string[])[] = [];
  gateway.kantata.inject({
    match: ({ method }) => {
      if (method === 'PUT') seen.push(entries.map(({ phase }) => phase));
      return false;
    },
    action: { kind: 'hang' },
  });
  await mutate(gateway, 'disableAccountMembership', { id: '300520' }, 'userErrors { code }');
  expect(seen).toEqual([['intent']]);
  expect(entries.map(({ phase }) => phase)).toEqual(['intent', 'result']);
});

test('S43 a hundred changes of which a third fails: each has both lines, and the outcome is the truth', async () => {
  const { entries, audit } = auditTrail();
  const gateway = await startTestGateway({ audit });
  const rows = ordinary(gateway, 100);
  const failures: readonly FaultAction[] = [
    { kind: 'answer', status: 422, body: { errors: [] } },
    { kind: 'answer', status: 500 },
    { kind: 'resetAfterApplying' },
    { kind: 'reset' },
    tooManyRequests('3600'),
  ];
  const isTouched = new Map<string, boolean>();
  for (const [index, row] of rows.entries()) {
    const path = `/account_memberships/${row.id}`;
    const action = failures[(index / 3) % failures.length];
    if (index % 3 === 0 && action !== undefined) {
      gateway.kantata.inject({ match: { method: 'PUT', path }, action });
    }
    const rate = row.bill_rate_in_cents;
    await tryTo(
      gateway,
      'updateAccountMembership',
      { id: idOf(row), billRateInCents: (rate ?? 0) + 1 },
      'userErrors { code }',
    );
    isTouched.set(`AccountMembership:${row.id}`, row.bill_rate_in_cents !== rate);
  }
  const results = entries.filter(({ phase }) => phase === 'result');
  expect(entries.filter(({ phase }) => phase === 'intent')).toHaveLength(100);
  expect(results).toHaveLength(100);
  for (const { target, outcome } of results) {
    if (outcome === 'UNKNOWN') continue;
    expect([target, outcome]).toEqual([
      target,
      isTouched.get(target) === true ? 'DONE' : 'NOT_DONE',
    ]);
  }
  const counts = Object.groupBy(results, ({ outcome }) => outcome ?? 'none');
  expect(counts.UNKNOWN).toHaveLength(21);
  expect(counts.NOT_DONE).toHaveLength(13);
  expect(counts.DONE).toHaveLength(66);
});

test('what is not sent is not audited: refusals, previews, replays', async () => {
  const { entries, audit } = auditTrail();
  const gateway = await startTestGateway({ audit });
  const id = idOf(ordinary(gateway, 1)[0]);
  const run = (input: object) =>
    mutate(gateway, 'updateAccountMembership', { id, ...input }, 'userErrors { code }');
  await run({ defaultRoleId: '77002' });
  await run({ billRateInCents: 1, dryRun: true });
  await run({ billRateInCents: 1, ifUnchangedSince: '2001-01-01T00:00:00Z' });
  await run({});
  expect(entries).toEqual([]);
  await run({ billRateInCents: 1, idempotencyKey: 'one' });
  await run({ billRateInCents: 1, idempotencyKey: 'one' });
  expect(entries.map(({ phase }) => phase)).toEqual(['intent', 'result']);
});

describe('creations', () => {
  test('tell what they have created, one line for each call', async () => {
    const { entries, audit } = auditTrail();
    const gateway = await startTestGateway({ audit });
    const list = Array.from({ length: 60 }, (_, index) => ({
      emailAddress: `canary.${index}@example.com`,
      fullName: `Canary ${index}`,
    }));
    await changeMany(gateway, 'createInvitations', { invitations: list });
    expect(entries.map(({ phase, target, outcome }) => [phase, target, outcome])).toEqual([
      ['intent', 'Invitation × 50', undefined],
      ['result', 'Invitation × 50', 'DONE'],
      ['intent', 'Invitation × 10', undefined],
      ['result', 'Invitation × 10', 'DONE'],
    ]);
    expect(entries.flatMap(({ created = [] }) => created).toSorted()).toEqual(
      gateway.kantata.data.account_invitations
        .values()
        .filter(({ full_name }) => full_name.startsWith('Canary'))
        .map(({ id }) => `Invitation:${id}`)
        .toArray()
        .toSorted(),
    );
    expect(entries.every(({ operation }) => operation === 'createInvitations')).toBe(true);
    expect(entries.map(({ fields }) => fields.toSorted())).toEqual(
      entries.map(() => ['emailAddress', 'fullName']),
    );
    expect(JSON.stringify(entries)).not.toMatch(/canary|admin-token/i);
  });

  test('of a call that was refused for some rows, the outcome is open', async () => {
    const { entries, audit } = auditTrail();
    const gateway = await startTestGateway({
      audit,
      kantata: { readings: { bulkCreation: 'partial' } },
    });
    const list = [0, 1].map((index) => ({
      emailAddress: `p${index}@example.com`,
      fullName: `P ${index}`,
      billabilityTarget: index === 0 ? 101 : 50,
    }));
    await changeMany(gateway, 'createInvitations', { invitations: list });
    expect(entries.map(({ outcome }) => outcome)).toEqual([undefined, 'UNKNOWN']);
    expect(gateway.kantata.writesApplied).toBe(1);
  });

  test('of a call that could not be read, none was made, as its items tell', async () => {
    const { entries, audit } = auditTrail();
    const gateway = await startTestGateway({ audit });
    gateway.kantata.inject({ match: { method: 'POST' }, action: { kind: 'answer', status: 400 } });
    const list = [0, 1].map((index) => ({
      emailAddress: `p${index}@example.com`,
      fullName: `P ${index}`,
    }));
    const answer = await changeMany(gateway, 'createInvitations', { invitations: list });
    expect(statusesOf(answer)).toEqual(['REFUSED', 'REFUSED']);
    expect(entries.map(({ outcome }) => outcome)).toEqual([undefined, 'NOT_DONE']);
    expect(gateway.requests()).toEqual(['POST /account_invitations?per_page=200']);
    expect(gateway.kantata.writesApplied).toBe(0);
  });
});

test('of Elastic Path, too, without a value or a name that the caller chose', async () => {
  const { entries, audit } = auditTrail();
  const gateway = await startCommerceGateway({ audit });
  const row = present(membershipsOf(gateway, { accountId: accountAt(gateway, 0).id })[0]);
  const customFields = { 'canary@example.com': 'CANARY' };
  const input = { id: membershipId(row), customFields };
  await mutate(gateway, 'updateCommerceAccountMembership', input, 'userErrors { code }');
  expect(entries).toMatchObject([
    {
      phase: 'intent',
      source: 'ELASTIC_PATH',
      target: `CommerceAccountMembership:${row.accountId}/${row.id}`,
      fields: ['customFields'],
    },
    { phase: 'result', outcome: 'DONE' },
  ]);
  expect(JSON.stringify(entries)).not.toMatch(/canary/i);
});

test.each([
  ['that could forge a line', '"},{"audit":true'],
  ['that would fill the log', 'a'.repeat(129)],
])('a request id of the upstream %s is not written', async (_what, requestId) => {
  const { entries, audit } = auditTrail();
  const gateway = await startTestGateway({ audit });
  gateway.kantata.inject({
    match: { method: 'PUT' },
    action: { kind: 'answer', status: 422, headers: { 'x-request-id': requestId } },
  });
  await mutate(gateway, 'disableAccountMembership', { id: '300520' }, 'userErrors { code }');
  expect(entries[1]).toMatchObject({ outcome: 'NOT_DONE' });
  expect(entries[1]).not.toHaveProperty('upstreamRequestId');
});

test('the id of a request that the upstream refused is written as well', async () => {
  const { entries, audit } = auditTrail();
  const gateway = await startTestGateway({ audit });
  gateway.kantata.inject({
    match: { method: 'PUT' },
    action: { kind: 'answer', status: 422, headers: { 'x-request-id': 'theirs-1' } },
  });
  await mutate(gateway, 'disableAccountMembership', { id: '300520' }, 'userErrors { code }');
  expect(entries[1]).toMatchObject({ outcome: 'NOT_DONE', upstreamRequestId: 'theirs-1' });
});
