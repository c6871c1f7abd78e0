/** What is refused before there is an operation is told like everything else: to its client, the log, the metrics. */
import { expect, test } from 'vitest';
import { samplesOf, valueOf } from '../operating/samples.ts';
import { oneMember, serve, startUpstream } from './rig.ts';

const path = `/graphql?query=${encodeURIComponent('{ __typename }')}`;
const json = { 'content-type': 'application/json' };

function posted(body: string, headers: Readonly<Record<string, string>> = {}) {
  return ['/graphql', { method: 'POST', headers: { ...json, ...headers }, body }] as const;
}

const refused: [string, number, readonly [string, RequestInit]][] = [
  ['a GET that a page of another site could make', 400, [path, {}]],
  ['a POST without a content-type', 400, ['/graphql', { method: 'POST' }]],
  ['an empty list', 400, posted('[]')],
  ['a list of operations', 400, posted('[{"query":"{ __typename }"}]')],
  ['an empty object', 400, posted('{}')],
  ['null', 400, posted('null')],
  ['a text', 400, posted('"x"')],
  ['a query that is a number', 400, posted('{"query":1}')],
  ['variables that are a list', 400, posted('{"query":"{ __typename }","variables":[]}')],
  ['extensions that are a number', 400, posted('{"query":"{ __typename }","extensions":1}')],
  ['a name that is a number', 400, posted('{"query":"{ __typename }","operationName":3}')],
  ['a type nobody writes', 406, posted('{"query":"{ __typename }"}', { accept: 'text/plain' })],
];

test('each names the id of its request, and is an error in the log and in the metrics', async () => {
  const gateway = await serve({ KANTATA_BASE_URL: 'http://127.0.0.1:1' });

  for (const [what, expected, [at, init]] of refused) {
    const answer = await fetch(gateway.url + at, init);
    const { errors } = (await answer.json()) as { errors: unknown[] };
    const id = answer.headers.get('x-request-id');
    const line = await gateway.line(({ requestId }) => requestId === id);

    expect(answer.status, what).toBe(expected);
    expect(errors, what).toMatchObject([{ extensions: { code: 'BAD_REQUEST', requestId: id } }]);
    expect(line, what).toMatchObject({ status: expected, codes: ['BAD_REQUEST'] });
  }
  const samples = await samplesOf(gateway.url);
  const count = (outcome: string) => valueOf(samples, 'gateway_operations_total', { outcome });
  expect(count('errors')).toBe(refused.length);
  expect(count('ok')).toBeUndefined();
});

test('a change is not made for a client who would not take the answer', async () => {
  const upstream = await startUpstream(oneMember);
  const gateway = await serve({ KANTATA_BASE_URL: upstream.url });
  const query = 'mutation { resendInvitation(input: { id: "7" }) { userErrors { code } } }';
  const [at, init] = posted(JSON.stringify({ query }), {
    accept: 'text/html',
    authorization: 'Bearer t',
  });

  expect(await fetch(gateway.url + at, init)).toMatchObject({ status: 406 });

  expect(upstream.requests).toEqual([]);
});

test('who is taken for a page of another site is told how to ask', async () => {
  const upstream = await startUpstream(oneMember);
  const gateway = await serve({ KANTATA_BASE_URL: upstream.url });

  const answer = await fetch(gateway.url + path);

  expect(await answer.text()).toContain(
    String.raw`Send a GET with the header \"apollo-require-preflight: 1\", or POST JSON`,
  );
  const asTold = await fetch(gateway.url + path, { headers: { 'apollo-require-preflight': '1' } });
  expect(await asTold.json()).toEqual({ data: { __typename: 'Query' } });
});
