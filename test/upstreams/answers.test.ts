/** What an answer means, for a read and for a write. */
import type { ServerResponse } from 'node:http';
import { brotliCompressSync, deflateRawSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { Call } from '../../src/upstreams/source.ts';
import { call, faultOf, startClient, withoutPauses, type Client } from './client.ts';
import { sendJson, type Answerer } from './server.ts';

const read = (client: Client, more: Partial<Call> = {}) =>
  client.read({ method: 'GET', path: '/x' }, call(more));
const write = (client: Client, more: Partial<Call> = {}) =>
  client.write({ method: 'PUT', path: '/x', body: {} }, call(more));

const objections = (body: unknown) => [{ message: JSON.stringify(body), field: null }];
const told = [{ message: '{"why":1}', field: null }];

const refusals = [
  [400, 'INVALID', 'Kantata OX refused the input.', told],
  [422, 'INVALID', 'Kantata OX refused the input.', told],
  [401, 'UNAUTHENTICATED', 'Kantata OX did not accept the credential.', []],
  [403, 'FORBIDDEN', 'Kantata OX does not allow this with the credential.', []],
  [404, 'NOT_FOUND', 'Kantata OX does not know this, or hides it.', []],
  [409, 'CONFLICT', 'Kantata OX holds a state that conflicts with this.', told],
  [429, 'RATE_LIMITED', 'Kantata OX asks for fewer calls.', []],
  [300, 'UPSTREAM_MALFORMED', 'Kantata OX answered in an unexpected way.', []],
  [418, 'UPSTREAM_MALFORMED', 'Kantata OX answered in an unexpected way.', []],
  [499, 'UPSTREAM_MALFORMED', 'Kantata OX answered in an unexpected way.', []],
] as const;

const fault = { source: 'KANTATA_OX', retryAfterMs: undefined };
const isOpen =
  'Kantata OX may or may not have made the change. ' +
  'Before you repeat it, read the record, or look for a new one in its list.';

describe('a refusal', () => {
  test.each(refusals)('%i is %s', async (status, code, message, held) => {
    withoutPauses();
    const client = await startClient(
      (_request, response) => {
        sendJson(response, { why: 1 }, status);
      },
      { objections },
    );
    const expected = { ...fault, code, message, upstreamStatus: status, objections: held };
    expect(await faultOf(read(client))).toMatchObject(expected);
    expect(await faultOf(write(client))).toMatchObject(expected);
  });

  test.each([500, 501, 503, 599])('%i is a trouble of the upstream', async (status) => {
    withoutPauses();
    const client = await startClient((_request, response) => {
      response.writeHead(status, { 'retry-after': '0' }).end('{}');
    });
    expect(await faultOf(read(client))).toMatchObject({
      ...fault,
      code: 'UPSTREAM_UNAVAILABLE',
      message: 'Kantata OX is not available.',
      upstreamStatus: status,
      retryAfterMs: 0,
    });
    expect(await faultOf(write(client))).toMatchObject({
      ...fault,
      code: 'OUTCOME_UNKNOWN',
      message: isOpen,
      upstreamStatus: status,
      retryAfterMs: 0,
    });
  });

  test('in a page that is not JSON holds nothing against a field', async () => {
    const client = await startClient(
      (_request, response) => {
        response.writeHead(422).end('<h1>No</h1>');
      },
      { objections },
    );
    expect(await faultOf(write(client))).toMatchObject({ code: 'INVALID', objections: [] });
  });
});

describe('an answer without a status', () => {
  const breaking: Answerer = (_request, response) => {
    response.writeHead(200, { 'content-length': '100' }).write('{');
    setImmediate(() => response.destroy());
  };

  test('that breaks off is lost: a write may have been made', async () => {
    withoutPauses();
    const client = await startClient(breaking);
    expect(await faultOf(read(client))).toMatchObject({
      source: 'KANTATA_OX',
      code: 'UPSTREAM_UNAVAILABLE',
      message: 'The connection to Kantata OX broke.',
      upstreamStatus: undefined,
      cause: { name: expect.any(String) as unknown },
    });
    expect(await faultOf(write(client))).toMatchObject({
      source: 'KANTATA_OX',
      code: 'OUTCOME_UNKNOWN',
      message: isOpen,
      upstreamStatus: undefined,
      cause: { name: expect.any(String) as unknown },
    });
  });

  test('that does not come in time says so', async () => {
    const client = await startClient(() => undefined, { timeoutMs: 100 });
    const { deadlineMs } = call();
    const inHaste = { deadlineMs: deadlineMs - 10_000 + 120 };
    expect(await faultOf(read(client, inHaste))).toMatchObject({
      source: 'KANTATA_OX',
      code: 'UPSTREAM_TIMEOUT',
      message: 'Kantata OX did not answer in time.',
      cause: { name: 'TimeoutError' },
    });
    expect(await faultOf(write(client))).toMatchObject({ code: 'OUTCOME_UNKNOWN' });
  });
});

describe('a body', () => {
  const ofLength = (length: number) => `"${'x'.repeat(length - 2)}"`;
  const asking = (body: string | Uint8Array, headers: Readonly<Record<string, string>> = {}) =>
    startClient(
      (_request, response) => {
        response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(body);
      },
      { maxBodyBytes: 1000 },
    );

  test('of as many bytes as are allowed is taken, and of one more is not, nor asked for again', async () => {
    const most = await asking(ofLength(1000));
    await expect(read(most)).resolves.toHaveLength(998);
    const more = await asking(ofLength(1001));
    const tooLarge = {
      source: 'KANTATA_OX',
      message: 'Kantata OX sent more than the gateway takes.',
      upstreamStatus: undefined,
    };
    expect(await faultOf(read(more))).toMatchObject({ ...tooLarge, code: 'UPSTREAM_MALFORMED' });
    expect(more.upstream.lines()).toEqual(['GET /x']);
    expect(await faultOf(write(more))).toMatchObject({ code: 'OUTCOME_UNKNOWN' });
  });

  test.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
  ])('that is compressed (%s) counts as what it unfolds to', async (encoding, compress) => {
    const headers = { 'content-encoding': encoding };
    const most = await asking(compress(ofLength(1000)), headers);
    await expect(read(most)).resolves.toHaveLength(998);
    const more = await asking(compress(ofLength(1001)), headers);
    expect(await faultOf(read(more))).toMatchObject({ code: 'UPSTREAM_MALFORMED' });
  });

  test.each([
    ['says that it has no length', (response: ServerResponse) => response.end()],
    [
      'comes in no pieces',
      (response: ServerResponse) => {
        response.flushHeaders();
        response.end();
      },
    ],
  ])('that is empty is that under a name of a compression as well, if it %s', async (_, end) => {
    const client = await startClient(({ method }, response) => {
      response.statusCode = method === 'GET' ? 404 : 200;
      response.setHeader('content-encoding', 'gzip');
      end(response);
    });
    expect(await faultOf(read(client))).toMatchObject({ code: 'NOT_FOUND', upstreamStatus: 404 });
    await expect(write(client)).resolves.toBeUndefined();
    expect(client.upstream.lines()).toEqual(['GET /x', 'PUT /x']);
  });

  test('is readable where the server has a deflate of its own and sends that if it may', async () => {
    const client = await startClient(({ headers }, response) => {
      const mayDeflate = headers['accept-encoding']?.includes('deflate') === true;
      if (mayDeflate) response.setHeader('content-encoding', 'deflate');
      response.end(mayDeflate ? deflateRawSync('{"name":"Ada"}') : '{"name":"Ada"}');
    });
    await expect(read(client)).resolves.toEqual({ name: 'Ada' });
    await expect(write(client)).resolves.toEqual({ name: 'Ada' });
    expect(client.upstream.lines()).toEqual(['GET /x', 'PUT /x']);
  });

  test('is taken together, wherever it was divided', async () => {
    const client = await startClient((_request, response) => {
      const bytes = Buffer.from('{"name":"Zoë"}');
      const middleOfLetter = bytes.indexOf(0xc3) + 1;
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write(bytes.subarray(0, middleOfLetter), () => {
        setImmediate(() => response.end(bytes.subarray(middleOfLetter)));
      });
    });
    await expect(read(client)).resolves.toEqual({ name: 'Zoë' });
  });

  test('without an end is not read to its end', async () => {
    const client = await startClient((request, response) => {
      response.writeHead(200);
      const dripping = setInterval(() => response.write('x'.repeat(500)), 1);
      void request.abandoned.then(() => {
        clearInterval(dripping);
      });
    });
    expect(await faultOf(read(client))).toMatchObject({ code: 'UPSTREAM_MALFORMED' });
    expect(await faultOf(write(client))).toMatchObject({ code: 'OUTCOME_UNKNOWN' });
    for (const received of client.upstream.received) await received.abandoned;
  });

  test('that is not JSON is no answer to a read, and leaves a write open', async () => {
    const client = await asking('<p>Welcome</p>', { 'content-type': 'text/html' });
    expect(await faultOf(read(client))).toMatchObject({
      code: 'UPSTREAM_MALFORMED',
      message: 'Kantata OX sent an answer that is not JSON.',
      source: 'KANTATA_OX',
      upstreamStatus: 200,
      cause: { name: 'SyntaxError' },
    });
    expect(await faultOf(write(client))).toMatchObject({
      code: 'OUTCOME_UNKNOWN',
      message: isOpen,
      upstreamStatus: 200,
      cause: { code: 'UPSTREAM_MALFORMED' },
    });
  });

  test('need not come with a write, but with a read', async () => {
    const empty = await startClient((request, response) => {
      response.writeHead(request.method === 'PUT' ? 204 : 200).end();
    });
    await expect(write(empty)).resolves.toBeUndefined();
    expect(await faultOf(read(empty))).toMatchObject({ code: 'UPSTREAM_MALFORMED' });
    const nothing = await startClient((_request, response) => {
      response.writeHead(200).end();
    });
    await expect(write(nothing)).resolves.toBeUndefined();
    const created = await startClient((_request, response) => {
      sendJson(response, { id: 'ü' }, 201);
    });
    await expect(write(created)).resolves.toEqual({ id: 'ü' });
  });
});
