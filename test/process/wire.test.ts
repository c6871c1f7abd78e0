import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sendRaw, statusOf, type RawAnswer } from './raw.ts';
import { ask, membersQuery, oneMember, serve, startUpstream, type ServedGateway } from './rig.ts';

const body = JSON.stringify({ query: membersQuery });
const head = (...lines: string[]) =>
  ['POST /graphql HTTP/1.1', 'host: localhost', 'authorization: Bearer t', ...lines, '', ''].join(
    '\r\n',
  );
const json = 'content-type: application/json';

async function servedBeforeOneMember() {
  const upstream = await startUpstream(oneMember);
  const gateway = await serve({ KANTATA_BASE_URL: upstream.url });
  return { upstream, gateway };
}

/** By the same id in the head and in the body. */
function expectToBeNamed({ text }: RawAnswer, what: string) {
  const id = /^x-request-id: (\S+)\r$/im.exec(text)?.[1];
  expect(id, what).toMatch(/^[\w.-]{1,128}$/);
  expect(text, what).toContain(`"requestId":"${id}"`);
}

function residentMegabytes({ pid }: ServedGateway): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
}

/** Since its start. */
function mostResidentMegabytes({ pid }: ServedGateway): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
}

/** Of files and sockets, since its start. */
function bytesReadBy({ pid }: ServedGateway): number {
  return Number(/rchar: (\d+)/.exec(readFileSync(`/proc/${pid}/io`, 'utf8'))?.[1]);
}

test('S36 what is no plain request is refused, and its connection closed', async () => {
  const { upstream, gateway } = await servedBeforeOneMember();
  const length = `content-length: ${body.length}`;
  const cases: [string, string | Buffer, number[]][] = [
    ['two framings', head(json, length, 'transfer-encoding: chunked') + body, [400]],
    ['two framings, the other way', head(json, 'transfer-encoding: chunked', length) + body, [400]],
    ['two lengths', head(json, length, 'content-length: 3') + body, [400]],
    ['a length with a sign', head(json, `content-length: +${body.length}`) + body, [400]],
    ['an unknown framing', head(json, 'transfer-encoding: cow, chunked2') + body, [400, 501]],
    ['a folded header', head(json, length, 'x-a: b\r\n c') + body, [400]],
    ['a bad chunk', head(json, 'transfer-encoding: chunked') + `zz\r\n${body}\r\n0\r\n\r\n`, [400]],
    [
      'an endless chunk size',
      `${head(json, 'transfer-encoding: chunked')}${'f'.repeat(40)}\r\n`,
      [400],
    ],
    ['64 KB of a header', head(json, length, `x-a: ${'a'.repeat(65_536)}`) + body, [431]],
    [
      'a token of 20 KB',
      head(json, length, `x-kantata-authorization: Bearer ${'a'.repeat(20_480)}`) + body,
      [431],
    ],
    [
      '2,000 headers',
      head(json, length, ...Array.from({ length: 2000 }, (_, i) => `x-${i}: a`)) + body,
      [431],
    ],
    [
      '120 short headers',
      head(json, length, ...Array.from({ length: 120 }, () => 'a:b')) + body,
      [431],
    ],
    ['bare line feeds', head(json, length).replaceAll('\r\n', '\n') + body, [400]],
    ['a bare carriage return', head(json, length, 'x-a: b\rx-c: d') + body, [400]],
    ['a NUL', head(json, length, 'x-a: b\0c') + body, [400]],
    ['a space before the colon', head(json, length, 'x-a : b') + body, [400]],
    ['no host', `POST /graphql HTTP/1.1\r\n${json}\r\n${length}\r\n\r\n${body}`, [400]],
    ['two hosts', head(json, length, 'host: other.test') + body, [400]],
    ['two credentials', head(json, length, 'authorization: Bearer u') + body, [400]],
    ['another protocol', 'GET / HTTP/7.3\r\n\r\n', [400]],
    ['TLS', Buffer.from('16030100c8010000c40303', 'hex'), [400]],
  ];
  for (const [what, bytes, statuses] of cases) {
    const answer = await sendRaw(gateway.port, bytes);
    expect(statuses, what).toContain(statusOf(answer));
    expect(answer.closed, what).toBe(true);
    expect(answer.text, what).toMatch(/^content-type: application\/json/im);
    expect(answer.text, what).toMatch(/^x-content-type-options: nosniff/im);
    expect(answer.text, what).toMatch(/^cache-control: no-store/im);
    expectToBeNamed(answer, what);
  }
  expect(upstream.requests).toEqual([]);
  expect(await ask(gateway.url)).toMatchObject({ status: 200 });
});

test('a balancer that asks for health in HTTP/1.0 need name no host', async () => {
  const { gateway } = await servedBeforeOneMember();
  for (const path of ['/healthz', '/readyz']) {
    expect(statusOf(await sendRaw(gateway.port, `GET ${path} HTTP/1.0\r\n\r\n`)), path).toBe(200);
  }
  const two = 'GET /healthz HTTP/1.0\r\nhost: a.test\r\nhost: b.test\r\n\r\n';
  expect(statusOf(await sendRaw(gateway.port, two))).toBe(400);
});

test('S36 a second request cannot hide in the body of a refused one', async () => {
  const { upstream, gateway } = await servedBeforeOneMember();
  const hidden = head(json, `content-length: ${body.length}`) + body;

  const answer = await sendRaw(
    gateway.port,
    head('content-type: text/plain', `content-length: ${hidden.length}`, 'connection: close') +
      hidden,
  );

  expect(answer.text.match(/HTTP\/1\.1/g)).toHaveLength(1);
  expect(statusOf(answer)).toBe(415);
  expect(upstream.requests).toEqual([]);
});

test('S35 other methods and protocols are refused, and nothing is asked', async () => {
  const { upstream, gateway } = await servedBeforeOneMember();
  const cases: [string, string][] = [
    ['TRACE', 'TRACE /graphql HTTP/1.1\r\nhost: localhost\r\n\r\n'],
    ['an expectation', head(json, 'content-length: 9', 'expect: bananas')],
    ['CONNECT', 'CONNECT example.test:443 HTTP/1.1\r\nhost: example.test\r\n\r\n'],
    [
      'WebSocket',
      'GET /graphql HTTP/1.1\r\nhost: localhost\r\nconnection: Upgrade\r\nupgrade: websocket\r\n' +
        'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\nsec-websocket-version: 13\r\n\r\n',
    ],
  ];
  for (const [what, bytes] of cases) {
    const answer = await sendRaw(gateway.port, bytes, { timeoutMs: 300 });
    expect(statusOf(answer), what).toBeGreaterThanOrEqual(400);
    expect(statusOf(answer), what).toBeLessThan(500);
    expectToBeNamed(answer, what);
  }
  expect(upstream.requests).toEqual([]);

  const own = 'CONNECT a.test:443 HTTP/1.1\r\nhost: a.test\r\nx-request-id: order-66\r\n\r\n';
  expect((await sendRaw(gateway.port, own)).text).toContain('x-request-id: order-66\r\n');

  // Clients that offer HTTP/2 expect to be overlooked.
  const offer = head(json, `content-length: ${body.length}`, 'connection: Upgrade', 'upgrade: h2c');
  expect(statusOf(await sendRaw(gateway.port, offer + body, { timeoutMs: 500 }))).toBe(200);
});

test('S35 who resets the connection before it hears that it is refused ends nothing', async () => {
  const upstream = await startUpstream(oneMember);
  const gateway = await serve({ KANTATA_BASE_URL: upstream.url, METRICS_PORT: '0' });
  const { msg } = await gateway.line(({ msg }) => String(msg).startsWith('Metrics at '));
  const metricsPort = Number(new URL(String(msg).replace('Metrics at ', '')).port);
  const tunnel = 'CONNECT example.test:443 HTTP/1.1\r\nhost: example.test\r\n\r\n';
  const health = 'GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n';
  const webSocket = health.replace(
    '\r\n\r\n',
    '\r\nconnection: Upgrade\r\nupgrade: websocket\r\n\r\n',
  );
  for (const port of [gateway.port, metricsPort]) {
    for (const bytes of [tunnel, health + tunnel, webSocket, 'GET / HTTP/7.3\r\n\r\n']) {
      const socket = connect(port, '127.0.0.1');
      await once(socket, 'connect');
      // All of it is there before the first of it is read.
      gateway.signal('SIGSTOP');
      await new Promise((resolve) => socket.write(bytes, resolve));
      socket.resetAndDestroy();
      gateway.signal('SIGCONT');

      expect(await ask(gateway.url), bytes).toMatchObject({ status: 200 });
    }
  }
});

test('S36 who sends something unreadable behind a change hears first what became of it', async () => {
  const { upstream, gateway } = await servedBeforeOneMember();
  const change = JSON.stringify({
    query:
      'mutation { updateAccountMembership(input: { id: "7", billRateInCents: 1 })' +
      ' { accountMembership { sourceId } } }',
  });
  const whole = head(json, `content-length: ${change.length}`) + change;
  const behind = ['\0', head(json, 'transfer-encoding: chunked') + 'zz\r\n'];
  for (const bytes of behind) {
    const { text, closed } = await sendRaw(gateway.port, whole + bytes);

    expect(text.match(/HTTP\/1\.1 \d+|"updateAccountMembership":.*/g), bytes).toEqual([
      'HTTP/1.1 200',
      '"updateAccountMembership":{"accountMembership":{"sourceId":"7"}}}}',
      'HTTP/1.1 400',
    ]);
    expect(closed, bytes).toBe(true);
  }
  expect(upstream.requests.map(({ line }) => line)).toEqual(
    behind.map(() => 'PUT /account_memberships/7'),
  );
});

test('S35 who asks for a tunnel behind other requests leaves nothing behind', async () => {
  const upstream = await startUpstream(oneMember);
  const gateway = await serve({ KANTATA_BASE_URL: upstream.url, MAX_INFLIGHT: '2' });
  const query = head(json, `content-length: ${body.length}`) + body;
  const tunnel = 'CONNECT example.test:443 HTTP/1.1\r\nhost: example.test\r\n\r\n';

  const answer = await sendRaw(gateway.port, query + query + query + tunnel);

  expect(answer).toMatchObject({ text: '', closed: true });
  expect(await ask(gateway.url)).toMatchObject({ status: 200 });
});

test('S14 a body is cut while it is read, however it comes', async () => {
  const { upstream, gateway } = await servedBeforeOneMember();
  const chunk = Buffer.from(`10000\r\n${' '.repeat(65_536)}\r\n`);
  const plain = Buffer.alloc(65_536, ' ');
  const before = residentMegabytes(gateway);
  // What the systems of both sides hold between them was sent, but never read.
  const readBytes = async <T>(work: Promise<T>): Promise<[T, number]> => {
    const soFar = bytesReadBy(gateway);
    const answer = await work;
    return [answer, bytesReadBy(gateway) - soFar];
  };
  const mostBytes = 2 * 1024 * 1024;

  const declared = await sendRaw(gateway.port, head(json, 'content-length: 307200'));
  expect(statusOf(declared)).toBe(413);

  const [large, ofLarge] = await readBytes(
    sendRaw(gateway.port, head(json, `content-length: ${50 * 1024 * 1024}`), { more: () => plain }),
  );
  expect(statusOf(large)).toBe(413);
  expect(ofLarge).toBeLessThanOrEqual(mostBytes);

  const [chunked, ofChunked] = await readBytes(
    sendRaw(gateway.port, head(json, 'transfer-encoding: chunked'), { more: () => chunk }),
  );
  expect(statusOf(chunked)).toBe(413);
  expect(chunked.closed).toBe(true);
  expect(ofChunked).toBeLessThanOrEqual(mostBytes);

  const [compressed, ofCompressed] = await readBytes(
    sendRaw(gateway.port, head(json, 'content-encoding: gzip', 'transfer-encoding: chunked'), {
      more: () => chunk,
    }),
  );
  expect(statusOf(compressed)).toBe(415);
  expect(ofCompressed).toBeLessThanOrEqual(mostBytes);

  for (const encoding of ['gzip', 'br', 'deflate', 'zstd', 'x-gzip', 'GZIP, identity']) {
    const bomb = gzipSync(Buffer.alloc(45 * 1024 * 1024, ' '));
    const status = await statusWith(gateway, { 'content-encoding': encoding }, bomb);
    expect(status, encoding).toBe(415);
  }
  expect(residentMegabytes(gateway) - before).toBeLessThanOrEqual(20);
  expect(upstream.requests).toEqual([]);
  expect(await statusWith(gateway, { 'content-encoding': 'identity' }, body)).toBe(200);
});

test('S14 a body that is refused takes no memory, whatever pieces it comes in', async () => {
  const { gateway } = await servedBeforeOneMember();
  const bytes = [
    'PUT /graphql HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: chunked\r\n\r\n',
    '1\r\n \r\n'.repeat(200_000),
  ].join('');
  await sendRaw(gateway.port, bytes);
  const before = mostResidentMegabytes(gateway);

  const answers = await Promise.all(
    Array.from({ length: 40 }, () => sendRaw(gateway.port, bytes, { timeoutMs: 10_000 })),
  );

  for (const answer of answers) {
    expect(statusOf(answer)).toBe(405);
    expect(answer.closed).toBe(true);
  }
  expect(mostResidentMegabytes(gateway) - before).toBeLessThanOrEqual(60);
});

test('S14 what is sent to an address that there is not is not read', async () => {
  const { gateway } = await servedBeforeOneMember();
  for (const line of ['POST /elsewhere', 'POST /healthz', 'PUT /', 'DELETE /metrics']) {
    const unsent = [`${line} HTTP/1.1`, 'host: localhost', json, 'content-length: 100000', '', ''];

    const answer = await sendRaw(gateway.port, unsent.join('\r\n'));

    expect(statusOf(answer), line).toBe(404);
    expectToBeNamed(answer, line);
    expect(answer.closed, line).toBe(true);
  }
});

test('a body that comes with a GET is passed over, and what stands behind it is answered', async () => {
  const { gateway } = await servedBeforeOneMember();
  const get = (path: string, ...lines: string[]) =>
    [`GET ${path} HTTP/1.1`, 'host: localhost', ...lines, '', ''].join('\r\n');
  const chunks = `1000\r\n${' '.repeat(4096)}\r\n`.repeat(256);

  const answer = await sendRaw(
    gateway.port,
    get('/graphql?query=%7B__typename%7D', json, 'transfer-encoding: chunked') +
      `${chunks}0\r\n\r\n${get('/healthz', 'connection: close')}`,
  );

  expect(answer.text.match(/^HTTP\/1\.1 \d+/gm)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 200']);
  expect(answer.closed).toBe(true);
});

test('S15 a body in another character set is refused', async () => {
  const { upstream, gateway } = await servedBeforeOneMember();

  for (const charset of [
    'utf-7',
    'cp1256',
    'x-mac-cyrillic',
    'utf-16',
    'utf-8; charset=utf-7',
    '"utf-7"',
    'utf-8x',
  ]) {
    const type = `application/json; charset=${charset}`;
    expect(await statusWith(gateway, { 'content-type': type }, body), charset).toBe(415);
  }
  expect(upstream.requests).toEqual([]);
  for (const charset of ['utf-8', 'UTF-8', '"utf-8"', 'utf8']) {
    const type = `application/json; charset=${charset}`;
    expect(await statusWith(gateway, { 'content-type': type }, body), charset).toBe(200);
  }
});

test('S40 a content type of more than 256 characters is refused, and nobody reads it', async () => {
  const { upstream, gateway } = await servedBeforeOneMember();
  const typeOf = (length: number) => `${'application/json;a/b'.padEnd(length - 1)}x`;
  const asGet = `GET /graphql?query=${encodeURIComponent(membersQuery)} HTTP/1.1`;

  for (const length of [257, 14_000]) {
    const type = typeOf(length);
    expect(await statusWith(gateway, { 'content-type': type }, body), `${length}`).toBe(415);
    const got = [asGet, 'host: localhost', 'authorization: Bearer t', `content-type: ${type}`];
    const answer = await sendRaw(gateway.port, [...got, 'connection: close', '', ''].join('\r\n'));
    expect(statusOf(answer), `GET ${length}`).toBe(415);
  }
  expect(upstream.requests).toEqual([]);
  expect(await statusWith(gateway, { 'content-type': typeOf(256) }, body)).toBe(200);
});

test('S18 several operations in one request are refused', async () => {
  const { upstream, gateway } = await servedBeforeOneMember();

  for (const count of [1, 2, 10]) {
    const operations = Array.from({ length: count }, () => ({ query: membersQuery }));
    expect(await ask(gateway.url, {}, operations)).toMatchObject({ status: 400 });
  }
  expect(upstream.requests).toEqual([]);
});

function statusWith(
  gateway: ServedGateway,
  headers: Readonly<Record<string, string>>,
  bytes: string | Buffer,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      `${gateway.url}/graphql`,
      {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: 'Bearer t', ...headers },
      },
      (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      },
    );
    request.on('error', reject);
    request.end(bytes);
  });
}
