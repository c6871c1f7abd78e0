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

test.each([
  ['operationName='],
  ['operationName=&variables=&extensions='],
  ['operationName=A&variables=%7B%7D'],
])('an empty parameter of a GET is none: %s', async (more) => {
  const { url } = await startTestGateway();
  const query = encodeURIComponent('query A { __typename }');

  const answer = await fetch(`${url}/graphql?query=${query}&${more}`, {
    headers: { 'apollo-require-preflight': '1' },
  });

  expect(await answer.json()).toEqual({ data: { __typename: 'Query' } });
});

test('an empty name in a body is none, and any other must be that of an operation', async () => {
  const { url } = await startTestGateway();
  const ask = async (operationName: string | null) => {
    const answer = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: 'query A { __typename }', operationName }),
    });
    return answer.status;
  };

  expect(await Promise.all(['', null, 'A', 'B', ' '].map(ask))).toEqual([200, 200, 200, 400, 400]);
});
