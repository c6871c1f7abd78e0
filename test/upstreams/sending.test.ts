/** What goes over the wire for one request. */
import { createServer, type Socket } from 'node:net';
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { createAttempt } from '../../src/upstreams/http/attempt.ts';
import type { Observer } from '../../src/upstreams/http/observer.ts';
import type { Request } from '../../src/upstreams/http/request.ts';
import { freePort, listenDuringTest } from '../listening.ts';
import { call, clientOf, faultOf, plainOptions, startClient, withoutPauses } from './client.ts';
import { sendJson, type Answerer } from './server.ts';

const fine: Answerer = (_request, response) => {
  sendJson(response, { fine: true });
};
const read: Request = { method: 'GET', path: '/things?page=1' };
const unreachable = 'Kantata OX cannot be reached.';

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('a read', () => {
  test('tells who asks and what for, and no more', async () => {
    const client = await startClient(fine);
    await expect(client.read(read, call())).resolves.toEqual({ fine: true });
    const [received] = client.upstream.received;
    expect(received?.line).toBe('GET /things?page=1');
    expect(received?.headers).toEqual({
      accept: 'application/json',
      'accept-encoding': expect.any(String) as unknown,
      authorization: 'Bearer t',
      connection: 'keep-alive',
      host: `127.0.0.1:${client.upstream.port}`,
      'user-agent': 'membership-gateway',
      'x-request-id': 'r-1',
    });
  });

  test.each(['/base', '/base/', '/base//'])('goes below the base URL %s', async (base) => {
    const { upstream } = await startClient(fine);
    const client = clientOf({ baseUrl: upstream.url + base });
    await client.read(read, call());
    expect(upstream.lines()).toEqual(['GET /base/things?page=1']);
  });

  test('that cannot be put into words is a mistake of ours, and is not asked again', async () => {
    let attempts = 0;
    const counting: Observer = () => ({ ended: () => (attempts += 1) });
    const client = await startClient(fine, { observers: [counting] });
    const headers = () => ({ authorization: 'Bearer a\r\nb' });
    const credential = { fingerprint: 'f', key: 'whole', headers };
    const fault = await faultOf(client.read(read, call({ credential })));
    expect(fault).toMatchObject({ name: 'InvalidArgumentError' });
    expect([attempts, client.upstream.lines()]).toEqual([1, []]);
  });

  test('goes where a redirect leads to no more than anything else', async () => {
    const client = await startClient((_request, response) => {
      response.writeHead(302, { location: '/elsewhere' }).end();
    });
    await expect(client.read(read, call())).rejects.toMatchObject({
      code: 'UPSTREAM_MALFORMED',
      upstreamStatus: 302,
    });
    expect(client.upstream.lines()).toEqual(['GET /things?page=1']);
  });
});

describe('a write', () => {
  const sent = async (request: Request) => {
    const client = await startClient(fine);
    await client.write(request, call());
    const [received] = client.upstream.received;
    const { 'content-type': type, 'content-length': length, connection } = received?.headers ?? {};
    return { line: received?.line, body: received?.body, type, length, connection };
  };

  test('sends JSON', async () => {
    expect(await sent({ method: 'PUT', path: '/things/1', body: { a: 'ü' } })).toEqual({
      line: 'PUT /things/1',
      body: '{"a":"ü"}',
      type: 'application/json',
      length: '10',
      connection: 'close',
    });
  });

  test('sends a form where the upstream wants one', async () => {
    expect(await sent({ method: 'POST', path: '/token', form: { a: '1 2', b: '&' } })).toEqual({
      line: 'POST /token',
      body: 'a=1+2&b=%26',
      type: 'application/x-www-form-urlencoded',
      length: '11',
      connection: 'close',
    });
  });

  test('says so when it sends nothing, where something is expected', async () => {
    const nothing = { body: '', type: undefined, connection: 'close' };
    expect(await sent({ method: 'PUT', path: '/things/1' })).toEqual({
      ...nothing,
      line: 'PUT /things/1',
      length: '0',
    });
    expect(await sent({ method: 'DELETE', path: '/things/1' })).toEqual({
      ...nothing,
      line: 'DELETE /things/1',
      length: undefined,
    });
  });
});

describe('connections', () => {
  test('are kept for reads, no more than calls may be under way, and closed in the end', async () => {
    const client = await startClient(fine, { maxConcurrency: 1 });
    let opened = 0;
    let closed: () => void = () => undefined;
    const allClosed = new Promise<void>((resolve) => (closed = resolve));
    client.upstream.onConnection((socket) => {
      opened += 1;
      socket.once('close', closed);
    });
    await Promise.all([1, 2].map((page) => client.read({ ...read, path: `/x?${page}` }, call())));
    await client.read(read, call());
    expect(opened).toBe(1);
    client.close();
    await allClosed;
  });

  test('that do not come about leave a write unsent: it is tried once more, and refused as such', async () => {
    let attempts = 0;
    const counting: Observer = () => ({ ended: () => (attempts += 1) });
    const client = clientOf({
      baseUrl: `http://127.0.0.1:${await freePort()}`,
      observers: [counting],
    });
    const fault = await faultOf(client.write({ method: 'POST', path: '/x', body: {} }, call()));
    expect(fault).toMatchObject({
      code: 'UPSTREAM_UNAVAILABLE',
      message: unreachable,
      source: 'KANTATA_OX',
      cause: { code: 'ECONNREFUSED' },
    });
    expect(attempts).toBe(2);
  });

  test.each(['GET', 'POST'] as const)(
    'that come about when nobody waits any more are not used (%s)',
    async (method) => {
      const { upstream } = await startClient(fine);
      const attempt = createAttempt({ ...plainOptions, baseUrl: upstream.url });
      onTestFinished(attempt.close);
      const leaving = new AbortController();
      const first = attempt.send(
        { method, path: '/first' },
        {},
        call({ signal: leaving.signal }),
        5000,
      );
      leaving.abort();
      expect(await faultOf(first)).toMatchObject({ code: 'CANCELLED' });
      const second = await attempt.send({ method, path: '/second' }, {}, call(), 5000);
      expect(second).toMatchObject({ kind: 'answer', status: 200 });
      expect(upstream.lines()).toEqual([`${method} /second`]);
    },
  );

  test('that come about when no write may begin any more are used by reads alone', async () => {
    // It is told of an attempt before there is a connection for it.
    const observer: Observer = () => {
      client.endWrites();
      return { ended: () => undefined };
    };
    const client = await startClient(fine, { observers: [observer] });
    const fault = await faultOf(client.write({ method: 'POST', path: '/x', body: {} }, call()));
    expect(fault).toMatchObject({ code: 'ENDING', source: 'KANTATA_OX' });
    await expect(client.read(read, call())).resolves.toEqual({ fine: true });
    // As a token is fetched.
    await expect(client.read({ method: 'POST', path: '/t' }, call())).resolves.toEqual({
      fine: true,
    });
    expect(client.upstream.lines()).toEqual(['GET /things?page=1', 'POST /t']);
  });

  test('that are in use when nobody waits any more carry a write to its end', async () => {
    const leaving = new AbortController();
    const client = await startClient((_request, response) => {
      leaving.abort();
      client.endWrites();
      sendJson(response, { fine: true });
    });
    const write = client.write({ method: 'POST', path: '/x' }, call({ signal: leaving.signal }));
    await expect(write).resolves.toEqual({ fine: true });
  });

  test('go through the proxy that is named', async () => {
    // Of another program.
    vi.stubEnv('NO_PROXY', '*');
    const lines: string[] = [];
    const proxy = await startRaw((data, socket) => {
      lines.push(data.split('\r\n')[0] ?? '');
      socket.end('HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}');
    });
    const client = clientOf({ baseUrl: 'http://upstream.invalid', proxy: { HTTP_PROXY: proxy } });
    await expect(client.read(read, call())).resolves.toEqual({});
    await expect(client.write({ method: 'POST', path: '/y' }, call())).resolves.toEqual({});
    expect(lines).toEqual([
      'GET http://upstream.invalid/things?page=1 HTTP/1.1',
      'POST http://upstream.invalid/y HTTP/1.1',
    ]);
  });

  test.each([
    ['does not let it through', 'HTTP/1.1 407 Proxy Authentication Required\r\n\r\n'],
    ['breaks the connection', ''],
  ])('that do not come about since a proxy %s leave a write unsent', async (_, answer) => {
    const lines: string[] = [];
    const proxy = await startRaw((data, socket) => {
      lines.push(data.split('\r\n')[0] ?? '');
      socket.end(answer);
    });
    const client = clientOf({ baseUrl: 'https://upstream.invalid', proxy: { HTTPS_PROXY: proxy } });
    const fault = await faultOf(client.write({ method: 'POST', path: '/x', body: {} }, call()));
    expect(fault).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', message: unreachable });
    expect(lines).toEqual(Array(2).fill('CONNECT upstream.invalid:443 HTTP/1.1'));
  });

  test('that do not come about in time leave a write unsent', async () => {
    const lines: string[] = [];
    const proxy = await startRaw((data) => {
      lines.push(data.split('\r\n')[0] ?? '');
    });
    const client = clientOf({
      baseUrl: 'https://upstream.invalid',
      proxy: { HTTPS_PROXY: proxy },
      timeoutMs: 200,
    });
    const fault = await faultOf(client.write({ method: 'POST', path: '/x', body: {} }, call()));
    expect(fault).toMatchObject({
      code: 'UPSTREAM_TIMEOUT',
      message: 'Kantata OX could not be reached in time.',
      cause: { name: 'TimeoutError' },
    });
    expect(lines).toEqual(['CONNECT upstream.invalid:443 HTTP/1.1']);
  });

  test('go through no proxy that only the environment names', async () => {
    vi.stubEnv('HTTP_PROXY', `http://127.0.0.1:${await freePort()}`);
    const { upstream } = await startClient(fine);
    const client = clientOf({ baseUrl: upstream.url, proxy: { HTTPS_PROXY: 'http://p.invalid' } });
    await expect(client.read(read, call())).resolves.toEqual({ fine: true });
    expect(upstream.lines()).toEqual(['GET /things?page=1']);
  });
});

describe('whoever observes', () => {
  test('is told of each attempt and how it ended, and may send something along', async () => {
    withoutPauses();
    const seen: unknown[] = [];
    const observer: Observer = (request, number) => ({
      headers: { traceparent: `00-${number}`, authorization: 'not mine' },
      ended: (ending) => seen.push([request.path, number, ending]),
    });
    const silent: Observer = () => ({ ended: () => undefined });
    const client = await startClient(
      (_request, response) => {
        const attempts = client.upstream.received.length;
        if (attempts === 1) response.destroy();
        else sendJson(response, {}, attempts === 2 ? 503 : 200);
      },
      { observers: [observer, silent] },
    );
    await client.read(read, call());
    expect(seen).toEqual([
      [read.path, 1, 'lost'],
      [read.path, 2, 503],
      [read.path, 3, 200],
    ]);
    const sent = client.upstream.received.map(({ headers }) => headers);
    expect(sent.map(({ traceparent }) => traceparent)).toEqual(['00-1', '00-2', '00-3']);
    expect(new Set(sent.map(({ authorization }) => authorization))).toEqual(new Set(['Bearer t']));
  });

  test('is told of one that was given up', async () => {
    const ended = Promise.withResolvers<unknown>();
    const leaving = new AbortController();
    const client = await startClient(
      () => {
        leaving.abort();
      },
      { observers: [() => ({ ended: ended.resolve })] },
    );
    await faultOf(client.read(read, call({ signal: leaving.signal })));
    await expect(ended.promise).resolves.toBe('cancelled');
  });
});

async function startRaw(answer: (data: string, socket: Socket) => void): Promise<string> {
  const server = createServer((socket) => {
    socket.once('data', (data) => {
      answer(data.toString(), socket);
    });
  });
  return `http://127.0.0.1:${await listenDuringTest(server)}`;
}
