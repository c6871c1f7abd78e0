/** How a bulk ends before its end: no time left, or nobody left to answer. */
import { expect, test } from 'vitest';
import { auditTrail, changeMany, idOf, ordinary, statusesOf } from './changing.ts';
import { startGatewayBefore, startKantata, startTestGateway } from './harness.ts';
import { envelope, sendJson, startGatewayAt, startUpstream } from './upstream.ts';

const rowOf = (line: string) => ({ id: /\d+/.exec(line)?.[0] ?? '' });

test('a bulk has more time than other operations', async () => {
  const kantata = await startKantata({ latencyMs: 60 });
  const env = { OPERATION_TIMEOUT_MS: '100', BULK_TIMEOUT_MS: '20000' };
  const gateway = await startGatewayBefore(kantata, { env });
  const ids = ordinary(gateway, 18).map(idOf);
  const answer = await changeMany(gateway, 'disableAccountMemberships', { ids });
  expect(statusesOf(answer)).toEqual(ids.map(() => 'DONE'));
  expect(kantata.writesApplied).toBe(18);
});

test('what the time does not suffice for is not sent, and said to be so', async () => {
  const gateway = await startTestGateway({ env: { BULK_TIMEOUT_MS: '700' } });
  const ids = ordinary(gateway, 20).map(idOf);
  gateway.kantata.inject({ match: { method: 'PUT' }, times: 6, action: { kind: 'hang' } });
  const { data, errors } = await gateway.query(
    `mutation ($ids: [ID!]!) {
      disableAccountMemberships(input: { ids: $ids }) { results { index status } }
    }`,
    { ids },
    { 'x-request-timeout-ms': '600' },
  );
  expect(errors).toBeUndefined();
  expect(data).toEqual({
    disableAccountMemberships: {
      results: ids.map((_, index) => ({
        index,
        status: index < 6 ? 'OUTCOME_UNKNOWN' : 'NOT_ATTEMPTED',
      })),
    },
  });
  expect(gateway.requests().toSorted()).toEqual(
    ids
      .slice(0, 6)
      .map((id) => `PUT /account_memberships/${id}/disable`)
      .toSorted(),
  );
  expect(gateway.kantata.writesApplied).toBe(0);
});

test('when the client leaves, what was sent runs to its end and is audited, the rest is not sent', async () => {
  const held: (() => void)[] = [];
  const upstream = await startUpstream((request, response) => {
    held.push(() => {
      sendJson(response, envelope('account_memberships', [rowOf(request.line)]));
    });
  });
  const { entries, audit } = auditTrail();
  const audited = new Promise<void>((resolve) => {
    const isOver = () => entries.filter(({ phase }) => phase === 'result').length === 6;
    const tell = setInterval(() => {
      if (!isOver()) return;
      clearInterval(tell);
      resolve();
    }, 5);
  });
  const gateway = await startGatewayAt(upstream.url, {}, { audit });
  const leaving = new AbortController();
  const ids = Array.from({ length: 30 }, (_, index) => `"${index + 1}"`).join(' ');
  const answer = fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    signal: leaving.signal,
    headers: { 'content-type': 'application/json', authorization: 'Bearer admin-token' },
    body: JSON.stringify({
      query: `mutation { disableAccountMemberships(input: { ids: [${ids}] }) { results { id } } }`,
    }),
  });
  await upstream.arrived(6);
  leaving.abort();
  await expect(answer).rejects.toThrow();
  // The gateway has seen him leave when a read of the next operation is answered.
  const other = { authorization: 'Bearer another-token' };
  const next = gateway.query('{ roles(first: 1) { totalCount } }', {}, other);
  await upstream.arrived(7);
  for (const release of held) release();
  await next;
  await audited;
  expect(upstream.received.filter(({ line }) => line.startsWith('PUT'))).toHaveLength(6);
  expect(entries.map(({ phase, outcome }) => outcome ?? phase).toSorted()).toEqual([
    ...Array.from({ length: 6 }, () => 'DONE'),
    ...Array.from({ length: 6 }, () => 'intent'),
  ]);
});
