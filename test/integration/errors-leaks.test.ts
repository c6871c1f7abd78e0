/** Nothing that an upstream says, and nothing of how it is reached, comes out with an error. */
import { expect, test } from 'vitest';
import { sendJson, startGatewayAt, startUpstream, type Answerer } from './upstream.ts';

const canary = 'CANARY-5f1c';
const token = 'CANARY-token-5f1c';

const reads = '{ me { id } accountMembership(id: "300999") { id } roles { nodes { id } } }';
const writes = `mutation {
  updateAccountMembership(input: { id: "300999", billRateInCents: 1 }) { userErrors { message } }
}`;

const headers = {
  server: canary,
  'set-cookie': `session=${canary}`,
  location: `http://${canary}.example/`,
  'x-secret': canary,
  'retry-after': canary,
  'www-authenticate': `Bearer realm="${canary}"`,
};

const page = `<html><title>${canary}</title><pre>at Object.<anonymous> (/srv/${canary}.rb:5)
SELECT * FROM users WHERE email = '${canary}@example.com'</pre></html>`;

const answers: readonly (readonly [string, Answerer])[] = [
  ...[200, 302, 400, 401, 403, 404, 409, 422, 418, 500, 503].map((status): [string, Answerer] => [
    `${status} with a page`,
    (_request, response) => {
      response.writeHead(status, canary, { 'content-type': 'text/html', ...headers });
      response.end(page);
    },
  ]),
  ...[400, 401, 403, 404, 409, 422, 500].map((status): [string, Answerer] => [
    `${status} with an envelope`,
    (_request, response) => {
      const errors = [{ type: 'system', field: canary, message: canary, [canary]: canary }];
      sendJson(response, { errors, error_message: canary }, status);
    },
  ]),
  [
    'JSON of another kind',
    (_request, response) => {
      sendJson(response, { [canary]: canary, results: [{ key: canary, id: canary }] });
    },
  ],
  [
    'half of a JSON',
    (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(`{"results":["${canary}`);
    },
  ],
  [
    'a reset',
    (_request, response) => {
      response.socket?.resetAndDestroy();
    },
  ],
  [
    'no HTTP at all',
    (_request, response) => {
      response.socket?.end(`${canary}\r\n\r\n`);
    },
  ],
  [
    'headers without end',
    (_request, response) => {
      response.writeHead(200, { 'x-padding': canary.repeat(10_000) });
      response.end();
    },
  ],
];

test.each([
  ['reads', reads],
  ['writes', writes],
])('nothing of what goes wrong with %s is shown', async (_what, document) => {
  let answer: Answerer = () => undefined;
  const upstream = await startUpstream((request, response) => answer(request, response));
  const gateway = await startGatewayAt(`${upstream.url}/${canary}`);
  for (const [what, each] of answers) {
    answer = each;
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query: document }),
    });
    const body = await response.text();
    const shown = `${JSON.stringify([...response.headers])} ${body}`;
    for (const secret of [canary, token, '300999', upstream.url, `:${upstream.port}`, 'SELECT']) {
      expect(shown, what).not.toContain(secret);
    }
    expect(shown, what).not.toMatch(/\bat \w+.*:\d+|ECONN|ERR_|stack/);
    expect(body, what).not.toContain('INTERNAL_SERVER_ERROR');
    expect(response.headers.get('content-type'), what).toMatch(/json/);
  }
  // What arrived upstream is where these were to be found.
  expect(upstream.received.length).toBeGreaterThanOrEqual(answers.length);
  expect(upstream.received[0]?.headers.authorization).toBe(`Bearer ${token}`);
  expect(upstream.received[0]?.line).toContain(canary);
});

test('an address that cannot be reached is not named', async () => {
  const gateway = await startGatewayAt('http://127.0.0.1:1/api');
  const { errors } = await gateway.query('{ me { id } }');
  expect(errors?.[0]?.message).toBe('Kantata OX cannot be reached.');
});
