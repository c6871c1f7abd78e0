/** Limits hold for what comes in an address, too, as it will be read later, and not as it is easily read. */
import { describe, expect, test } from 'vitest';
import { startTestGateway, type TestGateway } from './harness.ts';
import type { GraphQLAnswer } from './harness.ts';

/** The parameters as they go over the wire. */
async function get({ url }: TestGateway, search: string) {
  const response = await fetch(`${url}/graphql?${search}`, {
    headers: { 'apollo-require-preflight': 'yes', authorization: 'Bearer admin-token' },
  });
  const text = await response.text();
  // The test asserts on what it reads from here.
  const { errors = [] } = JSON.parse(text) as GraphQLAnswer;
  return { status: response.status, text, codes: errors.map((each) => each.extensions.code) };
}

/** A comment with what no decoder of whole values can decode. */
const undecodable = '%23%zz%0A';
const encoded = encodeURIComponent;
const byId = encoded('query ($id: ID!) { user(id: $id) { id } }');
const deepJson = `${'['.repeat(1000)}${']'.repeat(1000)}`;

describe('refused is', () => {
  test.each([
    ['a document that is nested too deeply', `query=${'%7Ba'.repeat(2900)}`],
    ['one behind a broken escape', `query=${undecodable}${'%7Ba'.repeat(2900)}`],
    [
      'a deep one that could be executed',
      `query=${undecodable}%7B${'...%7B'.repeat(1000)}__typename${'%7D'.repeat(1001)}`,
    ],
    ['a long comment', `query=${'%23'.repeat(10)}%zz${'x'.repeat(12_000)}%0A%7B__typename%7D`],
    ['what variables hold', `query=${byId}&variables=${encoded(`{"id":"1","a":${deepJson}}`)}`],
    [
      'the same behind a broken escape',
      `query=${byId}&variables=${encoded(`{"id":"1","a":${deepJson},"b":"`)}%zz"}`,
    ],
    ['a long name', `query=%7B__typename%7D&operationName=${'A'.repeat(257)}`],
    [
      'one behind an empty name',
      `query=${encoded(`query ${'A'.repeat(257)} { __typename }`)}&operationName=&operationName=${'A'.repeat(257)}`,
    ],
    [
      'what variables hold behind empty ones',
      `query=${byId}&variables=&variables=${encoded(`{"id":"1","a":${deepJson}}`)}`,
    ],
  ])('%s', async (_what, search) => {
    const gateway = await startTestGateway();

    const { status, text, codes } = await get(gateway, search);

    expect({ status, codes }).toEqual({ status: 400, codes: ['OPERATION_TOO_EXPENSIVE'] });
    expect(text).not.toMatch(/call stack/i);
    expect(gateway.requests()).toEqual([]);
  });

  test.each(['', 'extensions=&'])('a hash that is no text (%s)', async (before) => {
    const gateway = await startTestGateway();
    const extensions = encoded('{"persistedQuery":{"version":1,"sha256Hash":["x"]},"a":"');

    const answer = await get(gateway, `${before}extensions=${extensions}%zz"}`);

    expect(answer).toMatchObject({ status: 400, codes: ['BAD_REQUEST'] });
    expect(answer.text).toContain('The hash of a persisted query must be a string.');
  });
});

describe('what is no JSON, or stands there twice, is refused by whoever reads it', () => {
  test.each(['variables=%7B', 'extensions=%7B', 'query=%7Bme%7Bid%7D%7D', 'variables=7'])(
    '%s',
    async (search) => {
      const gateway = await startTestGateway();

      const answer = await get(gateway, `query=%7B__typename%7D&${search}`);

      expect(answer).toMatchObject({ status: 400, codes: ['BAD_REQUEST'] });
      expect(gateway.requests()).toEqual([]);
    },
  );
});

test('an ordinary question is answered', async () => {
  const gateway = await startTestGateway();

  const { status, text } = await get(
    gateway,
    `query=${byId}&variables=${encoded('{"id":"9100002"}')}`,
  );

  expect(status).toBe(200);
  expect(text).toContain('"id"');
  expect(gateway.requests()).toHaveLength(1);
});
