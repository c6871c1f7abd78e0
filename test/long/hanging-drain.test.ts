import { expect, test } from 'vitest';
import {
  afterMs,
  ask,
  hang,
  oneMember,
  pauseMs,
  serve,
  startUpstream,
  type Line,
} from '../process/rig.ts';

const patient = {
  DRAIN_DELAY_MS: '0',
  UPSTREAM_TIMEOUT_MS: '60000',
  OPERATION_TIMEOUT_MS: '60000',
};

test('R27 an upstream that never answers cannot hold the end of the gateway', async () => {
  const upstream = await startUpstream(hang);
  const gateway = await serve({ KANTATA_BASE_URL: upstream.url, ...patient });
  const answer = ask(gateway.url);
  while (upstream.requests.length < 1) await pauseMs(5);

  const signalledAt = performance.now();
  gateway.signal('SIGTERM');

  expect(await gateway.ended).toBe(0);
  expect(performance.now() - signalledAt).toBeLessThan(11_000);
  const { body } = await answer;
  expect(JSON.parse(body)).toMatchObject({
    data: { accountMemberships: null },
    errors: [{ extensions: { code: 'UPSTREAM_TIMEOUT' } }],
  });
});

test('R27 nor can a write that was sent: in the end, its outcome is told to be unknown', async () => {
  const upstream = await startUpstream(hang);
  const gateway = await serve({ KANTATA_BASE_URL: upstream.url, ...patient });
  const answer = ask(gateway.url, {}, { query: disabling });
  while (upstream.requests.length < 1) await pauseMs(5);

  const signalledAt = performance.now();
  gateway.signal('SIGTERM');

  expect(await gateway.ended).toBe(0);
  expect(performance.now() - signalledAt).toBeLessThan(11_000);
  const { body } = await answer;
  expect(JSON.parse(body)).toMatchObject({
    errors: [{ extensions: { code: 'OUTCOME_UNKNOWN' } }],
  });
  expect(upstream.requests).toHaveLength(1);
  expect(auditIn(gateway.lines())).toEqual(['intent', 'UNKNOWN']);
  expect(await gateway.line(({ msg }) => msg === 'operation')).toMatchObject({
    codes: ['OUTCOME_UNKNOWN'],
  });
});

test('R27 a slow write is waited for, also where its client has left', async () => {
  const upstream = await startUpstream(afterMs(8000, oneMember));
  const gateway = await serve({ KANTATA_BASE_URL: upstream.url, ...patient });
  const leaving = new AbortController();
  const lost = fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer some-token' },
    body: JSON.stringify({ query: disabling }),
    signal: leaving.signal,
  });
  while (upstream.requests.length < 1) await pauseMs(5);
  leaving.abort();
  await expect(lost).rejects.toThrow('aborted');

  gateway.signal('SIGTERM');

  expect(await gateway.ended).toBe(0);
  expect(auditIn(gateway.lines())).toEqual(['intent', 'DONE']);
});

const disabling =
  'mutation { disableAccountMembership(input: { id: "7" }) { userErrors { code } } }';

/** Of each line its outcome, or else its phase. */
function auditIn(lines: readonly Line[]): unknown[] {
  return lines.filter(({ audit }) => audit === true).map(({ phase, outcome = phase }) => outcome);
}
