import { serverAudits } from 'graphql-http';
import { expect, test } from 'vitest';
import { startTestGateway } from './harness.ts';

/** They ask for 200 where a request that cannot be run is better answered with 400. */
const knowinglyWarned = ['572B', 'FDE2', '7B9B'];

test('R34 the GraphQL over HTTP specification is met, to the letter of its audits', async () => {
  const { url } = await startTestGateway();
  const audits = serverAudits({ url: `${url}/graphql`, fetchFn: fetch });

  const results = await Promise.all(audits.map((audit) => audit.fn()));

  expect(results.length).toBe(61);
  expect(results.filter(({ status }) => status === 'error')).toEqual([]);
  const warned = results.filter(({ status }) => status === 'warn').map(({ id }) => id);
  expect(warned.sort()).toEqual([...knowinglyWarned].sort());
});
