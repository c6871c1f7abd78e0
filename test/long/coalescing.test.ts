/** What uniting waiting reads saves, counted; and what it does to waiting times, printed. */
import { expect, test } from 'vitest';
import { startGateway } from '../../src/app.ts';
import { parseConfig } from '../../src/config.ts';
import { startKantata } from '../integration/harness.ts';
import { inParallel, quantile, report } from './measuring.ts';

const operations = 1000;
const query =
  'query ($id: ID!) { accountMembership(id: $id) { id status user { fullName emailAddress } defaultRole { name } } }';

test('64 operations at once with one credential need a quarter of a call each', async () => {
  const kantata = await startKantata({ members: 1200, inactive: 0, latencyMs: 50 });
  // Whoever is measured first must not pay for what is compiled.
  await measured(kantata, true);
  const united = await measured(kantata, true);
  const alone = await measured(kantata, false);
  report('coalescing', united);
  report('without', alone);
  expect(united.answered).toBe(operations);
  expect(alone.answered).toBe(operations);
  expect(alone.callsPerOperation).toBe(1);
  expect(united.callsPerOperation).toBeLessThanOrEqual(0.25);
});

async function measured(kantata: Awaited<ReturnType<typeof startKantata>>, sharing: boolean) {
  const gateway = await startGateway(
    parseConfig({ PORT: '0', LOG_LEVEL: 'silent', KANTATA_BASE_URL: kantata.url }),
    { sharing, eventLoop: { isLate: () => false, stop: () => undefined } },
  );
  kantata.clearRequests();
  const tookMs: number[] = [];
  const headers = { 'content-type': 'application/json', authorization: 'Bearer admin-token' };
  const answers = await inParallel(operations, 64, async (index) => {
    const begunAtMs = performance.now();
    const body = JSON.stringify({ query, variables: { id: String(300_501 + index) } });
    const response = await fetch(`${gateway.url}/graphql`, { method: 'POST', headers, body });
    const text = await response.text();
    tookMs.push(performance.now() - begunAtMs);
    return text;
  });
  await gateway.stop();
  return {
    answered: answers.filter((text) => text.includes('"emailAddress":"')).length,
    callsPerOperation: kantata.requests.length / operations,
    p50Ms: quantile(tookMs, 0.5),
    p99Ms: quantile(tookMs, 0.99),
  };
}
