/** A hundred changes of every kind, a third of which fail: what the audit says of them is what happened. */
import { expect, test } from 'vitest';
import { json, reset, status, type Behaviour } from './answering.ts';
import { ask, serve, startUpstream } from './rig.ts';

const account = '7c1e2f90-3b44-4d2a-9e61-0a5f8b6d1c11';
const member = '91b7d3e8-4f25-4a6c-8e09-c3d1f5a26661';
const membership = '3d8f5b21-7a60-4c9e-b1f4-95e2d0c7a441';
const commerceId = Buffer.from(`CommerceAccountMembership:${account}/${membership}`).toString(
  'base64url',
);

const changes: readonly (readonly [mutation: string, input: string])[] = [
  ['updateAccountMembership', 'id: "7", billRateInCents: 4200'],
  ['disableAccountMembership', 'id: "7"'],
  ['enableAccountMembership', 'id: "7"'],
  ['deleteAccountMembership', 'id: "7"'],
  ['createInvitation', 'emailAddress: "canary@example.test", fullName: "Canary Name"'],
  ['updateInvitation', 'id: "7", billRateInCents: 4200'],
  ['resendInvitation', 'id: "7"'],
  ['deleteInvitation', 'id: "7"'],
  ['createCommerceAccountMembership', `accountId: "${account}", accountMemberId: "${member}"`],
  ['deleteCommerceAccountMembership', `id: "${commerceId}"`],
];

/** Whether the change is made, and how it is answered. */
const failures: readonly (readonly [isMade: boolean, answer: Behaviour])[] = [
  [false, status(422)],
  [false, status(403)],
  [false, status(429)],
  [true, status(500)],
  [true, reset],
];

test('S43 a hundred intents, a hundred results, and each outcome that is told is true', async () => {
  // Every third, whatever it is.
  const failing = (id: string) => Number(id.replace('change-', '')) % 3 === 0;
  const made = new Map<string, boolean>();
  const upstream = await startUpstream((request, response) => {
    if (request.method === 'GET') {
      json({ count: 0, results: [] })(request, response);
      return;
    }
    const id = String(request.headers['x-request-id']);
    const failure = failures[(Number(id.replace('change-', '')) / 3) % failures.length];
    const [isMade, answer] = (failing(id) ? failure : undefined) ?? [true, status(204)];
    expect(made.has(id), 'sent once').toBe(false);
    made.set(id, isMade);
    answer(request, response);
  });
  const gateway = await serve({
    KANTATA_BASE_URL: upstream.url,
    ELASTIC_PATH_BASE_URL: upstream.url,
  });

  for (let index = 0; index < 100; index += 1) {
    const [mutation, input] = changes[index % changes.length] ?? ['', ''];
    await ask(
      gateway.url,
      { 'x-request-id': `change-${index}`, 'x-elastic-path-authorization': 'Bearer some-token' },
      { query: `mutation { ${mutation}(input: { ${input} }) { userErrors { code } } }` },
    );
  }

  const audit = gateway.lines().filter((line) => line.audit === true);
  const ids = (phase: string) =>
    audit.filter((line) => line.phase === phase).map(({ requestId }) => requestId);
  expect(made.size).toBe(100);
  expect(ids('intent').toSorted()).toEqual([...made.keys()].toSorted());
  expect(ids('result').toSorted()).toEqual([...made.keys()].toSorted());
  let unknown = 0;
  for (const { requestId, outcome } of audit.filter(({ phase }) => phase === 'result')) {
    if (outcome === 'UNKNOWN') unknown += 1;
    else expect([requestId, outcome === 'DONE']).toEqual([requestId, made.get(String(requestId))]);
  }
  // Nothing is known of what broke off, unless a look afterwards proves it; of all else it is.
  const brokeOff = [...made.keys()].filter((id) => failing(id) && made.get(id) === true);
  expect(brokeOff.length).toBeGreaterThan(10);
  expect(unknown).toBeGreaterThan(0);
  expect(unknown).toBeLessThanOrEqual(brokeOff.length);
  expect(gateway.output()).not.toMatch(/4200|Canary|example/);
});
