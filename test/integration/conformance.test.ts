import { serverAudits } from 'graphql-http';
import { expect, test } from 'vitest';
import { explorers, startTestGateway } from './harness.ts';

/** They ask for 200 where a request that cannot be run is better answered with 400. */
const knowinglyWarned = ['572B', 'FDE2', '7B9B'];

test('R34 the GraphQL over HTTP specification is met, to the letter of its audits', async () => {
  const { url } = await startTestGateway({ env: explorers });
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

const graphqlType = 'application/graphql-response+json; charset=utf-8';
const jsonType = 'application/json; charset=utf-8';

test.each([
  ['application/graphql-response+json, application/json;q=0.9', graphqlType],
  ['application/json, application/graphql-response+json;q=0.9', jsonType],
  ['*/*', jsonType],
])('whoever accepts %s is refused in %s, whatever it is for', async (accept, type) => {
  const { url, requests } = await startTestGateway();
  const json = { accept, 'content-type': 'application/json' };
  const body = '{"query":"{ roles { totalCount } }"}';
  const refused: [number, RequestInit][] = [
    [401, { method: 'POST', headers: { ...json, authorization: 'Basic eA==' }, body }],
    [400, { method: 'POST', headers: json, body: '{"query":' }],
    [415, { method: 'POST', headers: { ...json, 'content-type': 'text/plain' }, body }],
    [413, { method: 'POST', headers: json, body: ' '.repeat(300_000) }],
    [405, { method: 'PUT', headers: json, body }],
  ];

  for (const [status, init] of refused) {
    const answer = await fetch(`${url}/graphql`, init);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([status, type]);
    expect(await answer.json()).toEqual({ errors: [expect.any(Object)] });
  }
  expect(requests()).toEqual([]);
});

test('whoever accepts nothing that can be answered is told so in JSON', async () => {
  const { url } = await startTestGateway();

  const answer = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { accept: 'text/html', 'content-type': 'application/json' },
    body: '{"query":"{ roles { totalCount } }"}',
  });

  expect([answer.status, answer.headers.get('content-type')]).toEqual([406, jsonType]);
});
