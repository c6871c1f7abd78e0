/** Requests as no client should send them, byte by byte. */
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { brokenText } from '../integration/broken-query.ts';
import { membersQuery } from '../process/rig.ts';

const good = JSON.stringify({ query: membersQuery, variables: {}, operationName: null });

const wrongTypes = fc
  .record(
    {
      query: fc.oneof(fc.constant(membersQuery), fc.jsonValue()),
      variables: fc.jsonValue({ maxDepth: 6 }),
      operationName: fc.jsonValue(),
      extensions: fc.oneof(
        fc.jsonValue(),
        fc.record({ persistedQuery: fc.oneof(fc.jsonValue(), persistedAs()) }),
      ),
    },
    { requiredKeys: [] },
  )
  .map((body) => JSON.stringify(body));

function persistedAs() {
  return fc.record(
    { version: fc.jsonValue(), sha256Hash: fc.jsonValue() },
    { requiredKeys: ['version'] },
  );
}

const texts = fc.oneof(
  { arbitrary: fc.constant(good), weight: 6 },
  wrongTypes,
  brokenText(fc.constant(good)),
  fc.json(),
  fc.string({ unit: 'binary' }).map((query) => JSON.stringify({ query })),
  fc.constantFrom('', 'null', '[]', '{}', '{"__proto__":{"query":"{a}"}}', '['.repeat(20_000)),
  fc.constantFrom('\0', '\uFEFF', '"\\ud800"').map((piece) => `${piece}${good}`),
);
const bodies = fc.oneof(
  { arbitrary: texts.map((text) => Buffer.from(text)), weight: 6 },
  { arbitrary: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)), weight: 1 },
  { arbitrary: texts.map((text) => gzipSync(text)), weight: 1 },
  { arbitrary: texts.map((text) => Buffer.from(text, 'utf16le')), weight: 1 },
);

const oddHeader = fc.constantFrom(
  'content-type: application/json; charset=utf-16',
  'content-type: text/plain',
  'content-type: application/graphql',
  'content-type: multipart/form-data; boundary=x',
  'content-type: application/x-www-form-urlencoded',
  'content-type: ;;;',
  'content-type: application/json, application/json',
  'content-encoding: gzip',
  'content-encoding: br, deflate',
  'content-encoding: nonsense',
  'transfer-encoding: chunked',
  'transfer-encoding: gzip, chunked',
  'content-length: 5',
  'content-length: -1',
  'content-length: 99999999999999999999',
  'expect: 100-continue',
  'expect: nonsense',
  'upgrade: websocket\r\nconnection: upgrade',
  'upgrade: h2c',
  'accept: nonsense/*;q=x',
  'accept: multipart/mixed',
  'accept-encoding: x;q=9, *;q=0',
  'authorization: Bearer',
  'authorization: Basic \u00ff\u00fe',
  'cookie: __proto__=1',
  'traceparent: 00-zz-zz-zz',
  'x-request-id: \u00e4\u0001',
  'x-request-timeout-ms: -1',
  'x-upstream-budget: 1e9',
  'x-upstream-explain: only',
  'host: a\r\nhost: b',
  'x-null: \0',
  ': nothing',
  'no colon',
  ` folded: a`,
  `x-long: ${'a'.repeat(20_000)}`,
  Array.from({ length: 300 }, (_, index) => `x-${String(index)}: 1`).join('\r\n'),
);

const firstLine = fc.oneof(
  { arbitrary: fc.constant('POST /graphql HTTP/1.1'), weight: 8 },
  {
    arbitrary: fc.constantFrom(
      'GET /graphql?query={__typename} HTTP/1.1',
      'GET /graphql?query=%00&variables=%7B&extensions=[] HTTP/1.1',
      'GET /graphql?query[]=1&query[]=2 HTTP/1.1',
      'GET /%ff%fe HTTP/1.1',
      'PUT /graphql HTTP/1.1',
      'OPTIONS * HTTP/1.1',
      'TRACE /graphql HTTP/1.1',
      'POST //graphql/../graphql HTTP/1.1',
      'POST http://other.test/graphql HTTP/1.1',
      'POST /graphql HTTP/1.0',
    ),
    weight: 2,
  },
);

/** Flips bytes of what is whole, cuts it, or says some of it twice. */
const mutations = fc.record({
  flips: fc.oneof(
    fc.constant([]),
    fc.array(fc.record({ at: fc.nat(), to: fc.nat({ max: 255 }) }), { maxLength: 4 }),
  ),
  cutAt: fc.oneof({ arbitrary: fc.constant(null), weight: 9 }, { arbitrary: fc.nat(), weight: 1 }),
  twice: fc.oneof(
    { arbitrary: fc.constant(null), weight: 6 },
    fc.record({ from: fc.nat(), length: fc.nat({ max: 60 }) }),
  ),
  tailGap: fc.constantFrom(0, 0, 0, 0, 0, 0, 1, -1, 7),
});

export const anyRequest: fc.Arbitrary<Buffer> = fc
  .tuple(
    firstLine,
    fc.oneof(fc.constant([]), fc.array(oddHeader, { maxLength: 2 })),
    bodies,
    mutations,
  )
  .map(([first, odd, body, { flips, cutAt, twice, tailGap }]) => {
    const head = [
      first,
      'host: 127.0.0.1',
      'authorization: Bearer admin-token',
      'connection: close',
      ...(odd.some((line) => line.startsWith('content-type'))
        ? []
        : ['content-type: application/json']),
      ...odd,
      `content-length: ${String(Math.max(0, body.length + tailGap))}`,
    ];
    const whole = Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`, 'latin1'), body]);
    for (const { at, to } of flips) whole[at % whole.length] = to;
    const from = (twice?.from ?? 0) % whole.length;
    const doubled = Buffer.concat([
      whole.subarray(0, from + (twice?.length ?? 0)),
      whole.subarray(from),
    ]);
    return cutAt === null ? doubled : doubled.subarray(0, cutAt % doubled.length);
  });
