/** Answers that are too large, and answers that point elsewhere. */
import { createGzip, createBrotliCompress, constants } from 'node:zlib';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { tryTo } from './mutating.ts';
import { envelope, sendJson, startGatewayAt, startUpstream, type Answerer } from './upstream.ts';

const megabyte = 1024 * 1024;
const most = 5 * megabyte;

/** JSON that is fine, but for its size. */
function* padded(bytes: number): Generator<string> {
  yield '{"count":0,"results":[],"roles":{},"padding":"';
  const piece = 'x'.repeat(64 * 1024);
  for (let left = bytes; left > 0; left -= piece.length)
    yield left < piece.length ? piece.slice(0, left) : piece;
  yield '"}';
}

async function asking(answer: Answerer) {
  const upstream = await startUpstream(answer);
  const gateway = await startGatewayAt(upstream.url);
  const { data, errors } = await gateway.query('{ roles { totalCount } __typename }');
  return { data, errors, lines: upstream.lines() };
}

function streamed(bytes: number, encoding?: 'gzip' | 'br' | 'deflate'): Answerer {
  return async (_request, response) => {
    response.writeHead(200, {
      'content-type': 'application/json',
      ...(encoding === undefined ? {} : { 'content-encoding': encoding }),
    });
    const body = Readable.from(padded(bytes));
    const brotli = () => createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 1 } });
    try {
      if (encoding === undefined) await pipeline(body, response);
      else await pipeline(body, encoding === 'gzip' ? createGzip() : brotli(), response);
    } catch {
      // Whoever has read enough hangs up.
    }
  };
}

const tooLarge = {
  data: { roles: null, __typename: 'Query' },
  errors: [
    {
      path: ['roles'],
      message: 'Kantata OX sent more than the gateway takes.',
      extensions: { code: 'UPSTREAM_MALFORMED', source: 'KANTATA_OX' },
    },
  ],
  lines: ['GET /roles?only_active=true&page=1&per_page=1'],
};

describe('an answer of more than five megabytes is given up, once', () => {
  test('as large as allowed is still read', async () => {
    const { data, errors } = await asking(streamed(most - 100));
    expect(errors).toBeUndefined();
    expect(data).toEqual({ roles: { totalCount: 0 }, __typename: 'Query' });
  });

  test.each([
    ['a little', most + 1, undefined],
    ['a lot', 100 * megabyte, undefined],
    ['zipped to a fraction', 300 * megabyte, 'gzip'],
    ['zipped by brotli', 300 * megabyte, 'br'],
  ] as const)('%s', async (_what, bytes, encoding) => {
    expect(await asking(streamed(bytes, encoding))).toMatchObject(tooLarge);
  });

  test.each(['plain', 'gzip', 'br'] as const)('without an end (%s)', async (encoding) => {
    const startedAt = process.memoryUsage().rss;
    const { lines, ...answer } = await asking(
      streamed(Infinity, encoding === 'plain' ? undefined : encoding),
    );
    expect(answer).toMatchObject({ data: tooLarge.data, errors: tooLarge.errors });
    expect(lines).toEqual(tooLarge.lines);
    expect(process.memoryUsage().rss - startedAt).toBeLessThan(100 * megabyte);
  });

  test('with its length announced, and of an error as well', async () => {
    for (const status of [200, 403, 500]) {
      const body = [...padded(most)].join('');
      const answer = await asking((_request, response) => {
        response.writeHead(status, { 'content-length': Buffer.byteLength(body) });
        response.end(body);
      });
      expect(answer).toMatchObject(tooLarge);
    }
  });

  test('of a write, it leaves the outcome open', async () => {
    const upstream = await startUpstream(streamed(most * 2));
    const gateway = await startGatewayAt(upstream.url);
    const { errors } = await tryTo(gateway, 'disableAccountMembership', { id: '5' }, '__typename');
    expect(errors).toMatchObject([{ extensions: { code: 'OUTCOME_UNKNOWN' } }]);
    expect(upstream.lines()).toEqual(['PUT /account_memberships/5/disable']);
  });

  test('the gateway goes on answering', async () => {
    let isHuge = true;
    const upstream = await startUpstream((request, response) => {
      if (isHuge) return streamed(20 * megabyte, 'gzip')(request, response);
      sendJson(response, envelope('roles', [{ id: '1' }]));
      return undefined;
    });
    const gateway = await startGatewayAt(upstream.url);
    await gateway.query('{ roles { totalCount } }');
    isHuge = false;
    const { data } = await gateway.query('{ roles { totalCount } }');
    expect(data).toEqual({ roles: { totalCount: 1 } });
    expect(upstream.lines()).toHaveLength(2);
  });

  test('a body that is not what its encoding says is lost', async () => {
    const { data, errors, lines } = await asking((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
      response.end('this is no gzip');
    });
    expect(data).toEqual({ roles: null, __typename: 'Query' });
    expect(errors).toMatchObject([
      { path: ['roles'], extensions: { code: 'UPSTREAM_UNAVAILABLE' } },
    ]);
    expect(lines).toHaveLength(3);
  });
});

describe('a redirect is not followed', () => {
  const methods = [
    ['GET', '{ me { id } }'],
    ['PUT', 'mutation { disableAccountMembership(input: { id: "5" }) { __typename } }'],
    [
      'POST',
      'mutation { createInvitation(input: { emailAddress: "a@b.example", fullName: "A" }) { __typename } }',
    ],
    ['DELETE', 'mutation { deleteInvitation(input: { id: "5" }) { __typename } }'],
  ] as const;
  const statuses = [301, 302, 303, 307, 308];

  test.each(methods)('%s', async (method, document) => {
    const elsewhere = await startUpstream((_request, response) => {
      sendJson(response, {});
    });
    let status = 0;
    const upstream = await startUpstream((_request, response) => {
      response.writeHead(status, { location: `${elsewhere.url}/CANARY` });
      response.end();
    });
    const gateway = await startGatewayAt(upstream.url);
    for (status of statuses) {
      const { errors } = await gateway.query(document);
      expect(errors, String(status)).toMatchObject([
        { extensions: { code: 'UPSTREAM_MALFORMED', upstreamStatus: status } },
      ]);
      expect(JSON.stringify(errors)).not.toContain('CANARY');
    }
    expect(upstream.received.map((request) => request.method)).toEqual(statuses.map(() => method));
    expect(elsewhere.received).toEqual([]);
  });
});
